"""Count the march: which leg worked, when, and how far.

The signal is the angle between the two thighs (`Measurement.swing`), signed so that it rises when the left leg does the
exercise's movement and falls when the right one does. It does not depend on the trunk, so bending, turning and shifting
do not affect it, and it stays near zero while both legs move together (squats, bridges, jumping jacks). Crosstalk of
the pose model makes it smaller but never changes its sign.
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
from psoas.coach.along import Along
from psoas.coach.events import Rep
from psoas.coach.footing import BEFORE_S as REST_BEFORE_S
from psoas.coach.footing import on_one_foot, rested
from psoas.coach.lying import on_back, pedals
from psoas.coach.measurements import Measurement
from psoas.coach.phases import find_phases
from psoas.coach.quick_strides import QuickStrides, Stride
from psoas.coach.turns import take_turns
from psoas.programme.motion import Motion


@dataclass(frozen=True, slots=True)
class Shares:
    """Thresholds for a repetition, as shares of the exercise's travel.

    Attributes
    ----------
    enter : float
        Angle between the thighs at which it begins.
    apart : float
        Angle between the thighs that it must reach: less than `FULL`, since crosstalk narrows it, as does an other leg
        that moves along.
    on_feet : bool
        Whether the body stands on the other leg, so that its feet tell the march from other movements.
    on_back : bool
        Whether it lies on the back, with the knees up.
    """

    enter: float
    apart: float
    on_feet: bool = False
    on_back: bool = False


#: Upright people also jog, squat and bend. Lying people move less, are harder to see and move the other leg along.
UPRIGHT, LYING = Shares(0.22, 0.38, on_feet=True), Shares(0.15, 0.2, on_back=True)
#: Who sits does nothing else that opens the thighs so far, so the feet are not asked.
SEATED = Shares(0.22, 0.38)
#: A repetition ends below `LEAVE`, is reported as short from `SHORT`, and counts from `FULL`.
LEAVE, SHORT, FULL = 0.15, 0.28, 0.44
#: A leg with less confidence than this is often drawn half-way to the other one, so its thighs need to come apart less.
UNSURE_CONFIDENCE, UNSURE_APART = 0.95, 0.25
#: A leg that the camera shows too small, like the far one, needs less: the same share, but of its usual reach, and at
#: least `SHORT`. This applies from `LEARNS_FROM` repetitions of each leg, if the legs take turns and the other leg
#: reaches enough to count; a person who does little with both legs really does little.
LEARNS_FROM = 2
#: Usual reach of a leg: this percentile of its repetitions, so that most of the small ones do not count.
USUAL_REACH = 75
#: Least time that a repetition stays beyond half its range, seconds. Measured in CMU motion capture: quick marching
#: 0.40 to 0.63 s, jogging on the spot 0.13 to 0.33 s; the taught tempo gives 2.5 s.
MIN_HALF_S = 0.37
#: A movement within this time of a stride, seconds, is most likely another stride, so it must last twice as long.
STRIDE_S = 0.5
#: A leg has also returned if it came this near to rest (share of its furthest point) and stayed within `STILL` of the
#: travel for `STILL_S` seconds.
NEARLY, STILL_S, STILL = 0.35, 0.5, 0.06
#: A leg that is close to rest may still be coming down. Wait for it, at most `SETTLE_S`, until it has come no nearer
#: for `SETTLED_S`. Seconds.
SETTLE_S, SETTLED_S = 0.4, 0.12
#: Hips that move further than this across the picture within a repetition, trunk lengths, belong to somebody who walks.
#: Rendered people: marching at most 0.18, walking 0.9 or more.
TRAVELS = 0.5
#: A lying body that looks this many times larger within a repetition is shown by a camera that moves, or was cut to
#: another one, which moves its hips across the picture, too. Within a shot at most 1.6, at the one cut known 2.8.
ZOOMS = 2.0
#: A gap in seeing longer than this ends a repetition without counting it, seconds.
MAX_GAP_S = 0.6
#: The course of a repetition's hip starts this long before it, seconds, since slow starts are found late.
BEFORE_S = 0.3
#: Seconds of frames kept: the longest repetition that can be measured.
MEMORY_S = 40.0


@dataclass(frozen=True, slots=True)
class Window:
    """A repetition with its frames, from its start until the leg settled.

    Attributes
    ----------
    zooms : bool
        Whether the camera moved or was cut to another one meanwhile, so that nothing else can be told from it.
    """

    rep: Rep
    frames: tuple[Measurement, ...]
    zooms: bool = False


@dataclass(slots=True)
class Reach:
    """How far each leg came in its repetitions, including short ones, and how far the hips went along.

    Attributes
    ----------
    shares : list of tuple
        Side and range of each repetition, in order, as a share of the exercise's travel.
    alongs : list of Along
        How far hips and shoulders went along with each counted repetition, in order.
    """

    shares: list[tuple[Side, float]] = field(default_factory=list)
    alongs: list[Along] = field(default_factory=list)

    def copy(self) -> Reach:
        """Copy, to go on learning from."""
        return Reach(list(self.shares), list(self.alongs))

    def full(self, side: Side, asked: float) -> float:
        """Share from which a repetition of this leg counts, if the exercise asks for `asked`."""
        mine, theirs = ([share for one, share in self.shares if (one == side) is own] for own in (True, False))
        if min(len(mine), len(theirs)) < LEARNS_FROM or not take_turns([one for one, _ in self.shares]):
            return asked
        if statistics.median(theirs) < asked:
            return asked
        usual = min(float(np.percentile(mine, USUAL_REACH)), 1.0)
        return max(asked * usual, SHORT)


@dataclass(slots=True)
class RepCounter:
    """Find the repetitions of one set as the frames come in.

    Parameters
    ----------
    motion : Motion
        The exercise's movement, which gives the sign and size of the travel.
    shares : Shares
        Thresholds for a repetition.
    reach : Reach
        How far each leg has come so far, or in the whole recording if it was counted before.

    Attributes
    ----------
    quick : QuickStrides
        Strides that are far enough for a repetition but too quick.
    """

    motion: Motion
    shares: Shares = UPRIGHT
    reach: Reach = field(default_factory=Reach)
    working: Side | None = None
    progress: float = 0.0
    quick: QuickStrides = field(default_factory=QuickStrides)
    _frames: deque[Measurement] = field(default_factory=deque)
    _start: float = math.nan
    _last: float = math.nan
    _rest: float = 0.0
    _furthest: float = 0.0
    _nearest: float = 0.0
    _stride_s: float = -math.inf
    _pedalled_s: float = -math.inf
    _home_s: float = math.nan
    _nearer_s: float = math.nan
    _ended_s: float = -math.inf

    @property
    def travel(self) -> float:
        """Size of the exercise's travel, degrees."""
        return abs(self.motion.travel_deg)

    @property
    def _sign(self) -> float:
        """1 where the working leg flexes, -1 where it extends."""
        return math.copysign(1.0, self.motion.travel_deg)

    def update(self, frame: Measurement) -> Window | None:
        """Take in one frame; returns a repetition, full or short, when it ends."""
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
        """End the set or the position; returns the open repetition if its leg had all but returned."""
        came_home = self.working is not None and self._nearest < NEARLY * self._furthest
        window = self._measure(self.working) if self.working is not None and came_home else None
        self._forget()
        return window

    def forget_rest(self) -> None:
        """Learn anew how resting thighs look, as after a cut to another camera."""
        self._rest = 0.0

    def _enter(self, apart: float) -> None:
        if abs(apart) > self.shares.enter * self.travel:
            self.working = "left" if apart > 0 else "right"
            self._furthest = self._nearest = abs(apart)
            self._home_s = self._nearer_s = math.nan
            self._start = self._begin(self.working)

    def _still_settling(self, t: float, mine: float) -> bool:
        """Whether a leg that is close to rest is still coming nearer; a movement of the other leg ends the wait."""
        if math.isnan(self._home_s):
            self._home_s = self._nearer_s = t
        elif mine <= self._nearest:
            self._nearer_s = t
        if mine < -self.shares.enter * self.travel or t - self._start < 2 * STRIDE_S:
            return False
        return t - self._home_s < SETTLE_S and t - self._nearer_s < SETTLED_S

    def _leg_is_home(self, frame: Measurement) -> bool:
        # A far leg drawn on the near one closes the angle in mid-movement, so check the working leg itself too.
        assert self.working is not None
        own = self._own(self.working, [f for f in self._frames if f.t >= self._start] or [frame])
        return bool(own[-1] - own[0] < NEARLY * (own.max() - own[0]))

    def _own(self, side: Side, frames: Sequence[Measurement]) -> Floats:
        return np.asarray(self._sign * np.unwrap(np.array([f.swing[side] for f in frames]), period=360.0))

    def _stands(
        self, side: Side, frames: Sequence[Measurement], amplitude_deg: float, hold: tuple[float, float]
    ) -> bool:
        """Whether a repetition was done standing on the other leg, from a foot that stood."""
        before = [f for f in self._frames if -REST_BEFORE_S <= f.t - frames[0].t <= 0.1]
        return on_one_foot(side, frames, amplitude_deg, hold) and rested(side, before)

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
        # Resting thighs seldom look exactly parallel (perspective, a misplaced far leg). Learn that offset slowly and
        # only while it is small, so that a leg held out is never taken for rest.
        if abs(apart) < self.shares.enter * self.travel and len(self._frames) > 1:
            elapsed = frame.t - self._frames[-2].t
            self._shift_rest((1.0 - math.exp(-elapsed / 2.0)) * apart)

    def _shift_rest(self, by: float) -> None:
        limit = NEARLY * self.travel
        self._rest = float(np.clip(self._rest + by, -limit, limit))

    def _begin(self, side: Side) -> float:
        """Time when the working leg started to move: the turning point before the thighs came apart, seconds."""
        own = self._own(side, tuple(self._frames))
        lowest = len(own) - 1
        for i in range(len(own) - 1, -1, -1):
            if own[i] < own[lowest]:
                lowest = i
            elif own[i] > own[lowest] + 0.08 * self.travel or self._frames[lowest].t - self._frames[i].t > STILL_S:
                break
        # A resting leg trembles, so the movement starts at the last frame near the turning point.
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
        share = min(amplitude / self.travel, float(apart.max()) / (self.travel * needed / FULL))
        half, quarter = t[moved >= amplitude / 2], t[moved >= amplitude / 4]
        # A knee lost at the top shortens the time there, but not the whole way out and back.
        lasts = max(float(half[-1] - half[0]), float(quarter[-1] - quarter[0]) / 2)
        running = float(t[0]) - self._stride_s < STRIDE_S
        zooms = not self.shares.on_feet and _zooms(frames)
        full = self.reach.full(side, FULL)
        begun = share >= SHORT
        goes_on = float(t[0]) - self._pedalled_s < STRIDE_S
        pedalled = self.shares.on_back and pedals(moved, theirs, lasts, goes_on=goes_on)
        if pedalled:
            self._pedalled_s = float(t[-1])
        quick = pedalled or lasts < (2 * MIN_HALF_S if running else MIN_HALF_S)
        if (not zooms and _travels(frames)) or (begun and quick):
            self._stride_s = float(t[-1])
            if begun and not _travels(frames):
                self.quick.add(Stride(side, share, float(t[0]), float(t[-1])))
            return None
        if not begun or amplitude < float((theirs - theirs[0]).max()):
            return None
        top = moved >= amplitude * 0.9
        hold = (float(t[top][0]), float(t[top][-1]))
        if self.shares.on_feet and not self._stands(side, frames, amplitude, hold):
            return None
        if self.shares.on_back and not on_back(frames):
            return None
        self.reach.shares.append((side, amplitude / self.travel))
        narrow = t[moved >= amplitude * 0.95]
        peak_s = float(narrow[0] + narrow[-1]) / 2
        peak = frames[int(np.argmin(np.abs(t - peak_s)))]
        # A leg may have set out before that was noticed, but not before the last repetition was over.
        watched = [f for f in self._frames if f.t >= min(self._ended_s, float(t[0]))]
        own = self._own(side, watched)
        farthest = len(watched) - len(whole) + int(np.argmax(mine))
        phases = find_phases(np.array([f.t for f in watched]), own, farthest)
        start_s = min(max(phases.start_s, self._ended_s), phases.arrived_s)
        self._ended_s = phases.end_s
        rep = Rep(
            side=side,
            start_s=start_s,
            peak_s=peak_s,
            end_s=phases.end_s,
            peak_hip_deg=peak.hip(side),
            range_deg=amplitude,
            out_s=phases.arrived_s - start_s,
            hold_s=phases.left_s - phases.arrived_s,
            back_s=phases.end_s - phases.left_s,
            confidence=confidence,
            short=share < full,
            hip=_course(side, [f for f in self._frames if f.t >= whole[0].t - BEFORE_S]),
        )
        return Window(rep, whole, zooms)


def _course(side: Side, frames: Sequence[Measurement]) -> HipCourse:
    return HipCourse(
        np.array([f.t for f in frames]),
        np.array([f.hip(side) for f in frames]),
        np.array([f.confidence[side] for f in frames]),
    )


def _travels(frames: Sequence[Measurement]) -> bool:
    """Whether the body moves across the picture, not counting a few bad frames or those without a trunk."""
    known = np.array([(f.across_px, f.trunk_px) for f in frames if math.isfinite(f.across_px + f.trunk_px)])
    if not len(known):
        return False
    early, late = np.percentile(known[:, 0], [10, 90])
    return bool(late - early > TRAVELS * np.median(known[:, 1]))


def _zooms(frames: Sequence[Measurement]) -> bool:
    """Whether a body's size in the picture changes as only a camera changes it, not counting a few bad frames."""
    known = [f.trunk_px for f in frames if math.isfinite(f.trunk_px)]
    if not known:
        return False
    small, large = np.percentile(known, [10, 90])
    return bool(large > ZOOMS * small)
