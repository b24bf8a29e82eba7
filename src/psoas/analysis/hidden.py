"""Repetitions of a leg that is hidden behind the other one: both thighs move a little, together.

From a low camera the pose model draws the far leg on the near one. Its repetitions make no difference between the
thighs, by which the coach counts, but where they are missing in a march both thighs give them away.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from psoas.body.skeleton import SIDES, Floats, Side, other
from psoas.coach.events import Rep
from psoas.coach.track import Frame
from psoas.programme.model import Exercise, Motion

#: Postures in which nothing else bends both legs: who stands may squat.
POSTURES = ("lying", "bridge")
#: A movement of both thighs, as shares of the exercise's range: it begins and ends at `ON` and reaches at least `TOP`,
#: and lasts so many seconds.
ON, TOP, LASTS_S = 0.08, 0.15, 1.0
#: So many pictures it may fall below `ON` in between.
_BRIDGED = 4
#: Each thigh rests at this percentile of its directions, from so many seconds before the repetition that came before.
_REST_PERCENTILE, _BEFORE_S = 15, 1.0
#: It reaches this share of what the leg's own repetitions usually do, where there are so many of these.
OF_ITS_OWN, _OWN = 0.6, 2
#: Where there are fewer, so many hidden ones confirm each other, each at least this share of their median.
ALONE, _OF_THE_OTHERS = 3, 0.5
#: At the ends of a set, within so many seconds, it is like at least so many others: within these shares of their height
#: and time.
_ENDS_S, _CONFIRM, _LIKE = 8.0, 2, (0.5, 2.0)


@dataclass(frozen=True, slots=True, eq=False)
class Swings:
    """Where both thighs point, picture by picture.

    Attributes
    ----------
    t : ndarray, shape (N,)
        Seconds.
    both : ndarray, shape (N, 2)
        Direction of left and right thigh, degrees; NaN where nothing is judged.
    """

    t: Floats
    both: Floats

    @classmethod
    def of(cls, rows: Sequence[tuple[float, float, float]]) -> Swings:
        """From rows as `swing_row` gives them."""
        table = np.array(rows, dtype=np.float64).reshape(-1, 3)
        return cls(table[:, 0], table[:, 1:])


def swing_row(frame: Frame) -> tuple[float, float, float]:
    """Time, seconds, and directions of left and right thigh, degrees; NaN where nothing is judged."""
    judged = frame.posture is not None and frame.in_position
    left, right = (frame.swing[side] if judged else math.nan for side in SIDES)
    return frame.t, left, right


@dataclass(frozen=True, slots=True)
class _Move:
    """Both thighs moved: begin, furthest point and end, seconds, and how far, as a share of the exercise's range."""

    start_s: float
    peak_s: float
    end_s: float
    top: float

    @property
    def lasts_s(self) -> float:
        """Seconds."""
        return self.end_s - self.start_s


def hidden_reps(swings: Swings, reps: Sequence[Rep], exercise: Exercise) -> list[Rep]:
    """Repetitions that both thighs give away, between the counted ones, in the order of their time.

    Parameters
    ----------
    swings : Swings
        Of the whole recording.
    reps : sequence of Rep
        What the coach reported, in its order.
    exercise : Exercise
        What is being done; empty for those of which other movements bend both legs.

    Returns
    -------
    list of Rep
        `hidden`, their angles, ranges and phases NaN, their trust 0.
    """
    full = [rep for rep in reps if not rep.short]
    if exercise.posture not in POSTURES or exercise.motion is None or not full:
        return []
    motion = exercise.motion
    found: dict[Side, list[_Move]] = {side: [] for side in SIDES}
    for one, two in pairwise(full):
        if one.side == two.side:
            found[other(one.side)] += _moves(swings, motion, one.start_s - _BEFORE_S, one.end_s, two.start_s)
    kept = {side: _believable(moves, _own_tops(swings, motion, full, side)) for side, moves in found.items()}
    first, last = full[0], full[-1]
    early = list(_moves(swings, motion, first.start_s - _ENDS_S, first.start_s - _ENDS_S, first.start_s))[-1:]
    late = list(_moves(swings, motion, last.start_s - _BEFORE_S, last.end_s, last.end_s + _ENDS_S))[:1]
    ends = [(other(first.side), move) for move in early] + [(other(last.side), move) for move in late]
    at_ends = [(side, move) for side, move in ends if _alike(move, kept[side])]
    every = [(side, move) for side, moves in kept.items() for move in moves] + at_ends
    return [_rep(side, move) for side, move in sorted(every, key=lambda item: item[1].start_s)]


def _moves(swings: Swings, motion: Motion, since: float, after: float, until: float) -> Iterator[_Move]:
    """Movements of both thighs between two times; rest is taken from `since` on."""
    look = (swings.t >= since) & (swings.t <= until) & np.isfinite(swings.both).all(axis=1)
    t = swings.t[look]
    if not len(t):
        return
    both = np.unwrap(swings.both[look], period=360.0, axis=0) * math.copysign(1.0, motion.travel_deg)
    moved = ((both - np.percentile(both, _REST_PERCENTILE, axis=0)) / abs(motion.travel_deg)).mean(axis=1)
    on = np.flatnonzero((moved > ON) & (t > after))
    for run in np.split(on, np.flatnonzero(np.diff(on) > _BRIDGED + 1) + 1):
        if len(run):
            top = run[0] + int(np.argmax(moved[run[0] : run[-1] + 1]))
            move = _Move(float(t[run[0]]), float(t[top]), float(t[run[-1]]), float(moved[top]))
            if move.top >= TOP and move.lasts_s >= LASTS_S:
                yield move


def _own_tops(swings: Swings, motion: Motion, full: Sequence[Rep], side: Side) -> list[float]:
    """How far both thighs moved in the counted repetitions of one leg."""
    mine = [rep for rep in full if rep.side == side]
    tops = [
        max((m.top for m in _moves(swings, motion, r.start_s - _BEFORE_S, r.start_s, r.end_s)), default=0) for r in mine
    ]
    return [top for top in tops if top > 0]


def _believable(moves: Sequence[_Move], own: Sequence[float]) -> list[_Move]:
    if len(own) >= _OWN:
        return [move for move in moves if move.top >= OF_ITS_OWN * median(own)]
    if len(moves) < ALONE:
        return []
    return [move for move in moves if move.top >= _OF_THE_OTHERS * median(m.top for m in moves)]


def _alike(move: _Move, others: Sequence[_Move]) -> bool:
    """Whether there are others, and it is like them."""
    if len(others) < _CONFIRM:
        return False
    shares = (move.top / median(m.top for m in others), move.lasts_s / median(m.lasts_s for m in others))
    return all(_LIKE[0] <= share <= _LIKE[1] for share in shares)


def _rep(side: Side, move: _Move) -> Rep:
    nan = math.nan
    return Rep(side, move.start_s, move.peak_s, move.end_s, nan, nan, nan, nan, nan, trust=0.0, hidden=True)
