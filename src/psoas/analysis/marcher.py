"""Of several people in a recording, follow the one who marches: chosen once in each shot, and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from psoas.analysis.coaching import coach_skeletons
from psoas.body.skeleton import Skeleton
from psoas.coach.events import Rep
from psoas.programme.model import Exercise
from psoas.tracking.offline import tracked

if TYPE_CHECKING:
    from psoas.analysis.sources import Whereabouts
    from psoas.sight.geometry import Square
    from psoas.sight.trails import Crowd, Trail

#: Somebody who did so many repetitions marches, and nobody else is asked.
MARCHES = 3
#: At most so many others are followed in turn; each costs as much as a recording.
MOST = 2

Follow = Callable[["Whereabouts"], Sequence[Skeleton]]


def with_marcher(
    first: Sequence[Skeleton], crowd: Crowd, march: Sequence[Exercise], follow: Follow
) -> Sequence[Skeleton]:
    """Follow the one who marches, shot by shot.

    Whoever was followed first stays if they march, or if nobody does so more.

    Parameters
    ----------
    first : sequence of Skeleton
        The most prominent person, raw, in the order of their time.
    crowd : Crowd
        Who else was seen meanwhile.
    march : sequence of Exercise
        The level that was given, or all of them.
    follow : callable
        Follows whoever is at a place through the whole recording again; gives a raw skeleton for each of `first`.

    Returns
    -------
    sequence of Skeleton
        One for each of `first`, with its cuts; `first` itself if they are followed throughout.
    """
    begins = [0, *(i for i, skeleton in enumerate(first) if skeleton.cut and i), len(first)]
    shots = [slice(a, b) for a, b in pairwise(begins) if b > a]
    rivals = {
        shot.start: trails
        for shot in shots
        if (trails := crowd.shot_at(first[shot.start].t).rivals(MOST)) and _marched(first[shot], march) < MARCHES
    }
    if not rivals:
        return first
    chosen = list(first)
    most = {start: max(_marched(first[shot], march), 1) for shot in shots if (start := shot.start) in rivals}
    for turn in range(max(map(len, rivals.values()))):
        now = {start: trails[turn] for start, trails in rivals.items() if turn < len(trails)}
        again = follow(_in_turn([(first[start].t, now.get(start)) for start in begins[:-1]]))
        for shot in shots:
            theirs = [replace(skeleton, cut=one.cut) for skeleton, one in zip(again[shot], first[shot], strict=False)]
            if shot.start not in now or len(theirs) < shot.stop - shot.start:
                continue
            count = _marched(theirs, march)
            if count > most[shot.start]:
                chosen[shot], most[shot.start] = theirs, count
    return chosen if any(one is not two for one, two in zip(chosen, first, strict=True)) else first


def _in_turn(trails: Sequence[tuple[float, Trail | None]]) -> Whereabouts:
    """Give the place in the trail of the shot that is on."""

    def whom(t: float) -> Square | None:
        trail = next((trail for since, trail in reversed(trails) if t >= since), None)
        return trail.at(t) if trail is not None else None

    return whom


def _marched(raw: Sequence[Skeleton], march: Sequence[Exercise]) -> int:
    """How many repetitions somebody did, as the level that fits best."""
    steady = tracked(raw)
    return max(_counted(steady, exercise) for exercise in march)


def _counted(steady: Sequence[Skeleton], exercise: Exercise) -> int:
    _, events = coach_skeletons(((None, skeleton) for skeleton in steady), exercise)
    return sum(isinstance(event, Rep) and not event.short for event in events)
