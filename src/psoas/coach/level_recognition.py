"""Recognise the level from the marches that were seen, or say why that is not possible."""

from __future__ import annotations

import math
import statistics
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from psoas.body.angles import direction_deg, elevation_deg, is_lying, longer_thigh_px, thigh_vector, wrap_deg
from psoas.body.skeleton import Floats, Joint, Skeleton
from psoas.coach.level_likeness import UNLIKE, Likeness, traits
from psoas.coach.rep_counter import MAX_GAP_S, MIN_HALF_S
from psoas.programme.model import Exercise
from psoas.tracking.smoother import ThighLength

#: Least share of them that must look like the same exercise.
AGREE = 0.6
#: A march more unlike every exercise than this is none of them.
_LIMIT = 9.0
#: Exercises this close to the most likely one cannot be told from it by the movement.
_MARGIN = 1.0
#: Angles between the thighs at which a march begins and ends, and that it must reach, as shares of the smallest travel
#: taught.
_ENTER, _LEAVE, _FULL = 0.4, 0.22, 0.5
#: A march lasts at most `_LONGEST_S`; `_LEAD_S` before it are kept. Seconds.
_LONGEST_S, _LEAD_S = 20.0, 0.5
#: Seconds over which the resting angle is learnt.
_REST_S = 2.0
_NEEDED = [Joint[f"{side}_{name}"] for side in ("LEFT", "RIGHT") for name in ("SHOULDER", "HIP", "KNEE", "ANKLE")]


@dataclass(frozen=True, slots=True)
class RecognisedLevel:
    """The level that a recording or a person before the camera shows.

    Attributes
    ----------
    exercise : Exercise or None
        None where it cannot be told.
    why : str
        One sentence for people: what it looks like, or why that cannot be told.
    share : float
        Share of the marches that look like it, 0 to 1.
    candidates : tuple of Exercise
        All exercises that fit the movement alone, easiest first.
    marches : int
        Number of marches that this rests on.
    anybody : bool
        Whether anybody was seen at all.
    by_band : tuple of Exercise
        The exercises that it can be where only the band tells them apart, easiest first, and the band was not seen.
    refused : tuple of Exercise
        Exercises that most of the marches are nothing like: the other way round, upright instead of lying, no bridge.
    unlike : float
        How unlike the most likely exercise the marches are, from 0; infinite where there are none.
    """

    exercise: Exercise | None
    why: str
    share: float
    candidates: tuple[Exercise, ...]
    marches: int
    anybody: bool
    by_band: tuple[Exercise, ...] = ()
    refused: tuple[Exercise, ...] = ()
    unlike: float = math.inf

    @property
    def levels(self) -> tuple[int, ...]:
        """The answer: one level, two that only the band tells apart, or none where it cannot be told."""
        found = (self.exercise,) if self.exercise else self.by_band
        return tuple(e.level for e in found if e.level)

    @property
    def level(self) -> int | None:
        """Level of the march, 1 to 6; None where it cannot be told."""
        return self.exercise.level if self.exercise else None


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    skeleton: Skeleton
    apart: float


class LevelRecogniser:
    """Find marches and the exercise that each looks like.

    A deterministic function of the skeletons it is given. Like the counter it watches the angle between the thighs, but
    without knowing the exercise.

    Parameters
    ----------
    march : sequence of Exercise
        The levels it can be, easiest first.
    memory : int or None
        Number of latest marches that count, for a person who may change; None to count all in a recording.

    Attributes
    ----------
    marches : int
        Number of marches seen in all.
    marching : bool
        Whether a leg is moving; it may turn out not to be a march.
    """

    def __init__(self, march: Sequence[Exercise], memory: int | None = None) -> None:
        self._march = tuple(e for e in march if e.motion is not None)
        self._likeness = Likeness(self._march)
        self._least = {lying: self._likeness.least_travel(lying) for lying in (True, False)}
        self._seen: deque[Floats] = deque(maxlen=memory)
        self.marches = 0
        self._moments: deque[_Moment] = deque()
        self._anybody = False
        self.marching = self._rested = False
        self._rest = 0.0
        self._lying: bool | None = None
        self._lately: deque[float] = deque(maxlen=3)
        self._thigh = ThighLength()
        self._t = -math.inf

    def update(self, skeleton: Skeleton) -> None:
        """Take in the next skeleton; one that is not later than the one before is ignored."""
        if not skeleton.t > self._t:
            return
        self._anybody = self._anybody or skeleton.seen
        if not np.isfinite(skeleton.image[_NEEDED]).all():
            return
        gap, self._t = skeleton.t - self._t, skeleton.t
        lying = is_lying(skeleton)
        if gap > MAX_GAP_S or lying != self._lying:
            self._forget()
        self._lying = lying
        if self._thigh.update(longer_thigh_px(skeleton), gap) > 0:
            self._lately.append(self._apart(skeleton))
            self._follow(_Moment(skeleton, statistics.median(self._lately) - self._rest), gap)

    def verdict(self, band: bool | None = None) -> RecognisedLevel:
        """Name the level, as far as it can be told by now.

        Parameters
        ----------
        band : bool or None
            Whether a band is worn; None if unknown.
        """
        marches = len(self._seen)
        if not marches:
            why = "I saw nobody march." if self._anybody else "I saw nobody."
            return RecognisedLevel(None, why, 0.0, (), marches, self._anybody)
        unlike = np.array(self._seen)
        # Take the median, so that a short march or a leg hidden once is outvoted.
        total = np.median(unlike, axis=0)
        first = int(total.argmin())
        refused = tuple(e for e, off in zip(self._march, total, strict=True) if off >= UNLIKE)
        # An exercise is close if it fits about as well march by march, not if it fits the other half of the marches.
        apart = np.median(np.abs(unlike - unlike[:, [first]]), axis=0)
        near = [i for i in range(len(self._march)) if max(total[i] - total[first], apart[i]) <= _MARGIN]
        alike = [i for i, e in enumerate(self._march) if i in near or any(_same(e, self._march[n]) for n in near)]
        share = float(np.mean(np.isin(unlike.argmin(axis=1), alike)))
        candidates = tuple(self._march[i] for i in alike)
        if total[first] > _LIMIT or share < AGREE:
            why = self._mixed(unlike)
            return RecognisedLevel(None, why, share, (), marches, self._anybody)
        left = _by_band(candidates, band)
        if len(left) == 1:
            why = f"This looks like {_name(left[0])}."
            return RecognisedLevel(
                left[0], why, share, candidates, marches, self._anybody, refused=refused, unlike=float(total[first])
            )
        alike_but_for_band = _differ_by_band(left)
        reason = (
            "I could not see whether a band is worn." if alike_but_for_band else "from here they look too much alike."
        )
        why = f"It could be level {' or '.join(str(e.level) for e in left)}: {reason}"
        by_band = left if alike_but_for_band else ()
        return RecognisedLevel(
            None, why, share, candidates, marches, self._anybody, by_band, refused, float(total[first])
        )

    # -- finding marches ----------------------------------------------------------------------------------------------

    def _apart(self, skeleton: Skeleton) -> float:
        """Angle between the thighs, degrees: in the picture when lying, between their elevations when upright."""
        left, right = (thigh_vector(skeleton, side) for side in ("left", "right"))
        if self._lying:
            return wrap_deg(direction_deg(left) - direction_deg(right))
        return elevation_deg(left, self._thigh.px) - elevation_deg(right, self._thigh.px)

    def _follow(self, moment: _Moment, gap: float) -> None:
        self._moments.append(moment)
        t, apart, least = moment.skeleton.t, abs(moment.apart), self._least[bool(self._lying)]
        if not self.marching:
            # A march begins at rest, so ignore one that was under way when somebody came into view.
            self._rested = self._rested or apart < _LEAVE * least
            self.marching = self._rested and apart > _ENTER * least
            # Perspective or a misplaced far leg can make resting thighs look apart: slowly learn that offset.
            if apart <= _ENTER * least and math.isfinite(gap):
                self._rest += (1.0 - math.exp(-gap / _REST_S)) * moment.apart
            while self._moments[0].skeleton.t < t - _LEAD_S:
                self._moments.popleft()
        elif apart < _LEAVE * least:
            self._judge(least)
            self.marching = False
        elif t - self._moments[0].skeleton.t > _LONGEST_S:
            self._forget()

    def _judge(self, least: float) -> None:
        t = np.array([m.skeleton.t for m in self._moments])
        apart = np.array([m.apart for m in self._moments])
        furthest = float(np.abs(apart).max())
        if furthest < _FULL * least or _half_s(t, apart) < MIN_HALF_S:
            return
        march = [m.skeleton for m in self._moments]
        unlike = self._likeness.unlike(traits(march, apart.tolist(), _LEAVE * least, self._thigh.px))
        # A movement like nothing that is taught (a step, scratching a knee) is not a march.
        if unlike.min() < UNLIKE:
            self._seen.append(unlike)
            self.marches += 1

    def _forget(self) -> None:
        self._moments.clear()
        self._lately.clear()
        self.marching, self._rested, self._rest = False, False, 0.0

    # -- saying it ----------------------------------------------------------------------------------------------------

    def _mixed(self, unlike: Floats) -> str:
        """Say why the marches do not fit one exercise."""
        near = [self._march[i] for i in unlike.argmin(axis=1)[unlike.min(axis=1) <= _LIMIT]]
        levels = sorted({e.level for e in near if e.level})
        if len(levels) < 2:
            return "I saw somebody march, but like none of the levels."
        return f"I saw more than one movement, like levels {', '.join(map(str, levels[:-1]))} and {levels[-1]}."


def _half_s(t: Floats, apart: Floats) -> float:
    """How long one leg stays beyond half of its way, seconds; the other leg's next stride does not add to it."""
    peak = int(np.abs(apart).argmax())
    out = apart * math.copysign(1.0, apart[peak]) >= abs(apart[peak]) / 2
    first, last = peak, peak
    while first and out[first - 1]:
        first -= 1
    while last + 1 < len(out) and out[last + 1]:
        last += 1
    return float(t[last] - t[first])


def _same(one: Exercise, two: Exercise) -> bool:
    """Whether one is the other without a band."""
    return one.without_band == two.id or two.without_band == one.id


def _by_band(candidates: Sequence[Exercise], band: bool | None) -> tuple[Exercise, ...]:
    """Narrow the candidates by the band: an exercise and its form without a band are the same movement."""
    bare = {e.without_band for e in candidates}
    banded = {e.id for e in candidates if e.without_band in {c.id for c in candidates}}
    if band is None or not banded:
        return tuple(candidates)
    return tuple(e for e in candidates if (e.id not in bare if band else e.id not in banded))


def _differ_by_band(left: Sequence[Exercise]) -> bool:
    """Whether all of them are one movement, with and without a band."""
    ids = {e.id for e in left}
    return all(e.without_band in ids or any(o.without_band == e.id for o in left) for e in left)


def _name(exercise: Exercise) -> str:
    return f"level {exercise.level}, {exercise.name[0].lower()}{exercise.name[1:]}"
