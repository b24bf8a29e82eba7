"""Where people were in a recording, look after look, so that any one of them can be followed in a second pass."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from psoas.body.skeleton import PlaceInPicture, Skeleton
from psoas.sight.company import AWAY, apart, place_among
from psoas.sight.geometry import Square

#: A trail goes on in the next look if that is at most so much later, seconds.
_GOES_ON_S = 6.0
#: Somebody seen in fewer looks only passes by.
_LOOKS = 3


@dataclass(slots=True, eq=False)
class Trail:
    """Where somebody was: a square at each time, seconds."""

    times: list[float] = field(default_factory=list)
    squares: list[Square] = field(default_factory=list)

    def add(self, t: float, square: Square) -> None:
        """Add a look, later than those before."""
        self.times.append(t)
        self.squares.append(square)

    def at(self, t: float) -> Square:
        """Return the place in the look nearest to a time."""
        return min(zip(self.times, self.squares, strict=True), key=lambda look: abs(look[0] - t))[1]


@dataclass(slots=True, eq=False)
class Shot:
    """The people in one shot who were not followed, and how many were seen in each look.

    Attributes
    ----------
    since_s : float
        When the shot begins, seconds.
    trails : list of Trail
        One for each person, as far as places tell them apart.
    """

    since_s: float
    trails: list[Trail] = field(default_factory=list)

    def add(self, t: float, others: Sequence[Square]) -> None:
        """Add a look: each of the others goes on with the nearest trail, or begins one."""
        free = [trail for trail in self.trails if t - trail.times[-1] <= _GOES_ON_S]
        for square in others:
            near = min(free, key=lambda trail: apart(trail.squares[-1], square), default=None)
            if near is None or apart(near.squares[-1], square) > AWAY:
                near = Trail()
                self.trails.append(near)
            else:
                free.remove(near)
            near.add(t, square)

    def rivals(self, most: int) -> list[Trail]:
        """Return those who were there for some time, who were seen most often first."""
        staying = [trail for trail in self.trails if len(trail.times) >= _LOOKS]
        return sorted(staying, key=lambda trail: -len(trail.times))[:most]


class Crowd:
    """Who besides the followed person is in a recording. Deterministic in its input.

    Attributes
    ----------
    shots : list of Shot
        In their order.
    """

    def __init__(self) -> None:
        self.shots = [Shot(-math.inf)]
        self._looked_s = -math.inf

    def update(self, skeleton: Skeleton, others: Sequence[Square], looked_s: float) -> None:
        """Take in one picture.

        Parameters
        ----------
        skeleton : Skeleton
            The followed person.
        others : sequence of Square
            Where the others were in the last look around.
        looked_s : float
            When that was, seconds; a look that was taken in before is ignored.
        """
        if skeleton.cut:
            self.shots.append(Shot(skeleton.t))
        if looked_s > self._looked_s and others:
            self.shots[-1].add(looked_s, others)
        self._looked_s = max(self._looked_s, looked_s)

    def shot_at(self, t: float) -> Shot:
        """Return the shot that is on at a time, seconds."""
        return self.shots[max(bisect_right([shot.since_s for shot in self.shots], t) - 1, 0)]


def usual_place(crowd: Crowd, followed: Sequence[Skeleton], first: Sequence[Skeleton]) -> PlaceInPicture | None:
    """Where somebody was among the people in a recording, in most looks; None if they were alone.

    Parameters
    ----------
    crowd : Crowd
        The others, while `first` was followed.
    followed, first : sequence of Skeleton
        That somebody, and whoever was followed first, of the same times; nobody where they were not seen.
    """
    by_time = {skeleton.t: (skeleton, one) for skeleton, one in zip(followed, first, strict=True)}
    places: Counter[PlaceInPicture] = Counter()
    for shot in crowd.shots:
        for t in {t for trail in shot.trails for t in trail.times}:
            mine, theirs = by_time.get(t, (None, None))
            if mine is None or theirs is None or not mine.seen:
                continue
            x = float(mine.middle("hip")[0])
            others = [trail.at(t).x for trail in shot.trails if t in trail.times]
            if mine is not theirs:
                # Who is followed now was one of the others; the first one took that place.
                others.remove(min(others, key=lambda one: abs(one - x)))
                others += [float(theirs.middle("hip")[0])] if theirs.seen else []
            if others:
                places[place_among(x, others)] += 1
    return places.most_common(1)[0][0] if places else None
