"""Counting the march: which leg worked, when, and how far.

The signal is the difference between the angles of the two thighs (`Measurement.swing`), signed so that it grows when
the left leg does the exercise's move and falls when the right one does. It does not know where the trunk is,
so bending, turning and shifting leave it alone, and it stays near zero in all that both legs do together
(squats, bridges, jumping jacks). A leg that is dragged along by the pose model's crosstalk makes it smaller
but never changes its sign.
"""

from __future__ import annotations

import math
import statistics
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from psoas.biomechanics.measured import HipCourse
from psoas.body.angles import wrap_deg
from psoas.body.skeleton import Floats, Side, other
from psoas.coach.events import Rep
from psoas.coach.measurements import Measurement
from psoas.coach.turns import take_turns
from psoas.programme.model import Motion


@dataclass(frozen=True, slots=True)
class Shares:
    """What makes a repetition, as shares of the exercise's travel.

    Attributes
    ----------
    enter : float
        So far the thighs come apart as it begins.
    full : float
        From this range on it counts.
    apart : float
        So far the thighs come apart at its peak: less than `full`, since crosstalk narrows it, and a leg that lets
        itself be drawn along more.
    """

    enter: float
    full: float
    apart: float


#: Upright people also jog, squat and bend; who lies moves less, is seen worse, and lets the other leg go along.
UPRIGHT, LYING = Shares(0.22, 0.44, 0.38), Shares(0.15, 0.41, 0.2)
#: A repetition ends nearer to rest than this, and is worth a word beyond `SHORT`.
LEAVE, SHORT = 0.15, 0.28
#: A leg that is believed less than this is often drawn half-way to the other one: its thighs need to come apart less.
UNSURE_CONFIDENCE, UNSURE_APART = 0.95, 0.25
#: A leg that the camera shows too small, as it does the far one, is asked for less: that share of what it usually
#: reached so far, but never less than this; once its repetitions are so many, the legs took turns, and the other leg
#: reached enough to count: who does little with both does little.
LEARNS_FROM, LEAST_FULL = 2, 0.27
#: A leg that usually reaches more than this is not shown too small.
TOO_SMALL = 0.95
#: What a leg usually reaches: this percentile of its repetitions, so that most that are too small do not count.
USUAL_REACH = 75
#: A repetition stays beyond half its range for at least this long. Measured in CMU motion capture: quick marching
#: 0.40 to 0.63 s, jogging on the spot 0.13 to 0.33 s; the taught tempo gives 2.5 s.
MIN_HALF_S = 0.37
#: What follows a stride within this time is most likely another stride: it has to last twice as long to be believed.
STRIDE_S = 0.5
#: A leg that came this near to rest (share of its furthest point) and stopped there has come home too.
NEARLY, STILL_S, STILL = 0.35, 0.5, 0.06
#: A leg that is back among what counts as rest may still be coming down: it is waited for while it does, at most this
#: long, seconds; it has stopped when it came no nearer for the shorter time.
SETTLE_S, SETTLED_S = 0.4, 0.12
#: Who marches stays where they are: hips that travel further than this across the picture within a repetition, trunk
#: lengths, are those of somebody who walks. Rendered people: marching at most 0.18, walking 0.9 and more.
TRAVELS = 0.5
#: A longer gap in seeing than this ends a repetition without counting it.
MAX_GAP_S = 0.6
#: The course of a repetition's hip begins this long before it, seconds: slow beginnings are found late.
BEFORE_S = 0.3
#: Seconds of frames kept: the longest repetition that can be measured.
MEMORY_S = 40.0


@dataclass(frozen=True, slots=True)
class Window:
    """A repetition with the frames from its beginning until its leg had settled."""

    rep: Rep
    frames: tuple[Measurement, ...]


@dataclass(slots=True)
class Reach:
    """How far each leg came in its repetitions, short ones too, as a share of the exercise's travel.

    Attributes
    ----------
    shares : list of tuple
        Side and share of each repetition, in their order.
    """

    shares: list[tuple[Side, float]] = field(default_factory=list)

    def copy(self) -> Reach:
        """The same, to be learnt on from."""
        return Reach(list(self.shares))

    def full(self, side: Side, asked: float) -> float:
        """From which share on a repetition of this leg counts, where the exercise asks for so much."""
        mine, theirs = ([share for one, share in self.shares if (one == side) is own] for own in (True, False))
        if min(len(mine), len(theirs)) < LEARNS_FROM or not take_turns([one for one, _ in self.shares]):
            return asked
        if statistics.median(theirs) < asked:
            return asked
        usual = float(np.percentile(mine, USUAL_REACH))
        return max(asked * usual, LEAST_FULL) if usual < TOO_SMALL else asked


@dataclass(slots=True)
class RepCounter:
    """Repetitions of one set, found as the frames come in.

    Parameters
    ----------
    motion : Motion
        The exercise's movement: gives the sign and size of the travel.
    shares : Shares
        What makes a repetition.
    reach : Reach
        What each leg reached so far; of a recording that was counted before, what they reach in all of it.
    """

    motion: Motion
    shares: Shares = UPRIGHT
    reach: Reach = field(default_factory=Reach)
    working: Side | None = None
    progress: float = 0.0
    _frames: deque[Measurement] = field(default_factory=deque)
    _start: float = math.nan
    _last: float = math.nan
    _rest: float = 0.0
    _furthest: float = 0.0
    _nearest: float = 0.0
    _stride_s: float = -math.inf
    _home_s: float = math.nan
    _nearer_s: float = math.nan

    @property
    def travel(self) -> float:
        """Size of the exercise's travel, degrees."""
        return abs(self.motion.travel_deg)

    @property
    def _sign(self) -> float:
        """1 where the working leg flexes, -1 where it extends."""
        return math.copysign(1.0, self.motion.travel_deg)

    def update(self, frame: Measurement) -> Window | None:
        """Take in one frame; gives a repetition (full or short) in the frame with which it ends."""
        if frame.posture is None:
            if frame.t - self._last > MAX_GAP_S:
                self._forget()
            return None
        if not frame.in_position:
            return self.finish()
        if frame.t - self._last > MAX_GAP_S:
            self._forget()
        self._last = frame.t
        self._frames.append(frame)
        while self._frames[0].t < frame.t - MEMORY_S:
            self._frames.popleft()
        apart = self._apart(frame)
        if self.working is None:
            self._settle_rest(frame, apart)
            self._enter(apart)
            return None
        mine = apart if self.working == "left" else -apart
        self._nearest = mine if mine > self._furthest else min(self._nearest, mine)
        self._furthest = max(self._furthest, mine)
        self.progress = float(np.clip(mine / self.travel, 0.0, 1.0))
        stopped = mine < NEARLY * self._furthest and self._still(frame.t)
        back = mine < LEAVE * self.travel and (self._leg_is_home(frame) or mine < -self.shares.enter * self.travel)
        if not back and not stopped:
            return None
        if not stopped and self._still_settling(frame.t, mine):
            return None
        window = self._measure(self.working)
        self.working, self.progress = None, 0.0
        if stopped:
            self._shift_rest(apart)
        self._enter(self._apart(frame))
        return window

    def finish(self) -> Window | None:
        """End of the set or of the position: gives the repetition under way if its leg had all but come home."""
        came_home = self.working is not None and self._nearest < NEARLY * self._furthest
        window = self._measure(self.working) if self.working is not None and came_home else None
        self._forget()
        return window

    def _enter(self, apart: float) -> None:
        if abs(apart) > self.shares.enter * self.travel:
            self.working = "left" if apart > 0 else "right"
            self._furthest = self._nearest = abs(apart)
            self._home_s = self._nearer_s = math.nan
            self._start = self._begin(self.working)

    def _still_settling(self, t: float, mine: float) -> bool:
        """Whether a leg that is as good as home is still coming nearer; the other leg's move ends the waiting."""
        if math.isnan(self._home_s):
            self._home_s = self._nearer_s = t
        elif mine <= self._nearest:
            self._nearer_s = t
        if mine < -self.shares.enter * self.travel or t - self._start < 2 * STRIDE_S:
            return False
        return t - self._home_s < SETTLE_S and t - self._nearer_s < SETTLED_S

    def _leg_is_home(self, frame: Measurement) -> bool:
        # A far leg drawn on the near one closes the gap between the thighs in mid-movement: ask the working leg too.
        assert self.working is not None
        own = self._own(self.working, [f for f in self._frames if f.t >= self._start] or [frame])
        return bool(own[-1] - own[0] < NEARLY * (own.max() - own[0]))

    def _own(self, side: Side, frames: Sequence[Measurement]) -> Floats:
        return np.asarray(self._sign * np.unwrap(np.array([f.swing[side] for f in frames]), period=360.0))

    def _still(self, t: float) -> bool:
        if t - self._start < STILL_S:
            return False
        lately = [self._apart(f) for f in self._frames if f.t >= t - STILL_S]
        return max(lately) - min(lately) < STILL * self.travel

    def _forget(self) -> None:
        self._frames.clear()
        self.working, self.progress = None, 0.0

    def _raw(self, frame: Measurement) -> float:
        return self._sign * wrap_deg(frame.swing["left"] - frame.swing["right"])

    def _apart(self, frame: Measurement) -> float:
        return self._raw(frame) - self._rest

    def _settle_rest(self, frame: Measurement, apart: float) -> None:
        # At rest the two thighs seldom look exactly parallel (perspective, a far leg misplaced): learn that
        # offset, but only slowly and only from a small one, so that a leg held out is never taken for rest.
        if abs(apart) < self.shares.enter * self.travel and len(self._frames) > 1:
            elapsed = frame.t - self._frames[-2].t
            self._shift_rest((1.0 - math.exp(-elapsed / 2.0)) * apart)

    def _shift_rest(self, by: float) -> None:
        limit = NEARLY * self.travel
        self._rest = float(np.clip(self._rest + by, -limit, limit))

    def _begin(self, side: Side) -> float:
        """Time when the working leg began to move: the turning point before the thighs came apart."""
        own = self._own(side, tuple(self._frames))
        lowest = len(own) - 1
        for i in range(len(own) - 1, -1, -1):
            if own[i] < own[lowest]:
                lowest = i
            elif own[i] > own[lowest] + 0.08 * self.travel or self._frames[lowest].t - self._frames[i].t > STILL_S:
                break
        # A leg at rest still trembles: the last frame near the turning point is where the movement began.
        began = lowest
        while began + 1 < len(own) and own[began + 1] < own[lowest] + 0.05 * self.travel:
            began += 1
        return self._frames[began].t

    def _measure(self, side: Side) -> Window | None:
        whole = tuple(f for f in self._frames if f.t >= self._start)
        frames = tuple(f for f in whole if not f.t > self._home_s)
        apart = np.array([self._apart(f) for f in frames]) * (1.0 if side == "left" else -1.0)
        furthest = int(np.argmax(apart))
        home = furthest + int(np.argmin(apart[furthest:]))
        frames, apart = frames[: home + 1], apart[: home + 1]
        t = np.array([f.t for f in frames])
        mine, theirs = self._own(side, frames), self._own(other(side), frames)
        moved = mine - mine[0]
        amplitude = float(moved.max())
        confidence = float(np.mean([f.confidence[side] for f in frames]))
        needed = self.shares.apart if confidence >= UNSURE_CONFIDENCE else min(UNSURE_APART, self.shares.apart)
        share = min(amplitude / self.travel, float(apart.max()) / (self.travel * needed / self.shares.full))
        half, quarter = t[moved >= amplitude / 2], t[moved >= amplitude / 4]
        # A knee that is lost at the top shortens its stay there, but not the whole way out and back.
        lasts = max(float(half[-1] - half[0]), float(quarter[-1] - quarter[0]) / 2)
        running = float(t[0]) - self._stride_s < STRIDE_S
        full = self.reach.full(side, self.shares.full)
        begun = share >= min(SHORT, full)
        if _travels(frames) or (begun and lasts < (2 * MIN_HALF_S if running else MIN_HALF_S)):
            self._stride_s = float(t[-1])
            return None
        if not begun or amplitude < float((theirs - theirs[0]).max()):
            return None
        self.reach.shares.append((side, amplitude / self.travel))
        top = moved >= amplitude * 0.9
        hold = (float(t[top][0]), float(t[top][-1]))
        narrow = t[moved >= amplitude * 0.95]
        peak_s = float(narrow[0] + narrow[-1]) / 2
        peak = frames[int(np.argmin(np.abs(t - peak_s)))]
        rep = Rep(
            side=side,
            start_s=float(t[0]),
            peak_s=peak_s,
            end_s=float(t[-1]),
            peak_hip_deg=peak.hip(side),
            range_deg=amplitude,
            out_s=hold[0] - float(t[0]),
            hold_s=hold[1] - hold[0],
            back_s=float(t[-1]) - hold[1],
            confidence=confidence,
            short=share < full,
            hip=_course(side, [f for f in self._frames if f.t >= whole[0].t - BEFORE_S]),
        )
        return Window(rep, whole)


def _course(side: Side, frames: Sequence[Measurement]) -> HipCourse:
    return HipCourse(
        np.array([f.t for f in frames]),
        np.array([f.hip(side) for f in frames]),
        np.array([f.confidence[side] for f in frames]),
    )


def _travels(frames: Sequence[Measurement]) -> bool:
    """Whether the body goes somewhere; a few wild frames do not tell that, nor do those without a trunk."""
    known = np.array([(f.across_px, f.trunk_px) for f in frames if math.isfinite(f.across_px + f.trunk_px)])
    if not len(known):
        return False
    early, late = np.percentile(known[:, 0], [10, 90])
    return bool(late - early > TRAVELS * np.median(known[:, 1]))
