"""Choose the repetitions of a set that show most: the best one, and the one with most to work on."""

from __future__ import annotations

from collections.abc import Sequence

from psoas.body.skeleton import Skeleton
from psoas.coach.events import Rep
from psoas.coach.form_checks import JUDGED_FROM_CONFIDENCE
from psoas.programme.model import Exercise

#: The worst is shown only if it has more faults than the best, or its range misses this much more of the exercise's.
_APART = 0.15


def best_and_worst(reps: Sequence[Rep], exercise: Exercise) -> tuple[int | None, int | None]:
    """Choose two repetitions by their places in `reps`.

    Parameters
    ----------
    reps : sequence of Rep
        Of one set, in order.
    exercise : Exercise
        The level that was done.

    Returns
    -------
    tuple of int or None
        The one with fewest faults and, among these, the range nearest to the exercise's; and the opposite, None if
        nothing sets it apart. Only counted repetitions that were seen well enough to be judged are taken.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> rep = Rep("left", 0, 2, 5, 90, 90, 2, 1, 2, 0.9)
    >>> from dataclasses import replace
    >>> low = replace(rep, range_deg=55, faults=("knee-not-high-enough",))
    >>> best_and_worst([low, rep, replace(low, confidence=0.4)], load().level(6))
    (1, 0)
    """
    if exercise.motion is None:
        return None, None
    target = abs(exercise.motion.travel_deg)
    sure = [i for i, rep in enumerate(reps) if not rep.short and rep.confidence >= JUDGED_FROM_CONFIDENCE]
    if not sure:
        return None, None

    def missed(i: int) -> float:
        return max(1 - reps[i].range_deg / target, 0.0)

    def badness(i: int) -> tuple[int, float]:
        return len(reps[i].faults), missed(i)

    best, worst = min(sure, key=badness), max(sure, key=badness)
    apart = len(reps[worst].faults) > len(reps[best].faults) or missed(worst) > missed(best) + _APART
    return best, worst if apart else None


def worth_keeping(
    reps: Sequence[Rep], skeletons: Sequence[Skeleton], exercise: Exercise
) -> dict[int, tuple[Skeleton, ...]]:
    """Return the skeletons of the best and the worst repetition, by their places in `reps`; no others are needed."""
    places = [place for place in best_and_worst(reps, exercise) if place is not None]
    return {i: tuple(s for s in skeletons if reps[i].start_s <= s.t <= reps[i].end_s) for i in places}
