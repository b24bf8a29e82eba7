"""Decide which leg worked from all repetitions of a set together.

The pose model sometimes mixes up the legs, even for a whole set. But it keeps drawing the same leg in the same place:
over a set, the places of resting and working leg fall into two groups, one per leg, whatever the labels. Clear groups
say which repetitions belong to one leg; which leg that is follows from the labels in the group, or from where its
resting leg lies.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from psoas.body.skeleton import Floats, Side, Skeleton, joint, other
from psoas.coach.events import Rep
from psoas.tracking.leg_identity import with_legs_swapped

#: Fewest repetitions for two groups.
FEWEST = 5
#: The groups must be this many times further apart than their members, whose distance is at least the model's precision
#: (trunk lengths).
CLEAR, FINEST = 3.0, 0.01
#: Labels tell which group is which leg where their shares differ by this much. Otherwise the place of the resting leg
#: does: from group to group it moves as from hip to hip, within an angle of this cosine.
LABELS_DIFFER, ALONG = 0.5, 0.6


def better_sides(labelled: Sequence[Skeleton], reps: Sequence[Rep]) -> list[Side] | None:
    """Find the sides of all repetitions from the groups of places; None where they are the same, or unclear.

    Parameters
    ----------
    labelled : sequence of Skeleton
        A whole recording, with the landmarks from which `reps` were counted.
    reps : sequence of Rep
        Full and short ones, in order.
    """
    seen = [skeleton for skeleton in labelled if skeleton.seen]
    if len(reps) < FEWEST or not seen:
        return None
    trunk = float(np.median([np.hypot(*(s.middle("shoulder") - s.middle("hip"))) for s in seen]))
    places = _places(seen, reps) / trunk
    known = np.flatnonzero(np.isfinite(places).all(axis=(1, 2))).tolist()
    if len(known) < FEWEST:
        return None
    right = np.array([reps[i].side == "right" for i in known])
    groups = _groups(places[known], right)
    if groups is None or not groups.clear:
        return None
    hips = np.median([s.image[joint("right", "hip")] - s.image[joint("left", "hip")] for s in seen], axis=0)
    second_is_right = _second_is_right(groups, right, hips)
    if second_is_right is None:
        return None
    sides: list[Side] = [rep.side for rep in reps]
    for i, second in zip(known, groups.second, strict=True):
        sides[i] = "right" if second == second_is_right else "left"
    return sides if any(side != rep.side for side, rep in zip(sides, reps, strict=True)) else None


def sides_of_model(raw: Sequence[Skeleton], labelled: Sequence[Skeleton], reps: Sequence[Rep]) -> list[Side] | None:
    """Find the sides of all repetitions from the model's own labels in the holds; None where they are the same.

    Parameters
    ----------
    raw, labelled : sequence of Skeleton
        A whole recording as the model labelled it, and the same with the labels from which `reps` were counted.
    reps : sequence of Rep
        Full and short ones, in order.
    """
    seen = [(own, given) for own, given in zip(raw, labelled, strict=True) if own.seen]
    t = np.array([own.t for own, _ in seen])
    knee = joint("left", "knee")
    overruled = np.array([not np.array_equal(own.at(knee), given.at(knee), equal_nan=True) for own, given in seen])
    sides: list[Side] = []
    for rep in reps:
        begin, end = rep.near_furthest_s
        held = overruled[(t >= begin) & (t <= end)]
        sides.append(other(rep.side) if 2 * held.sum() > held.size else rep.side)
    return sides if any(side != rep.side for side, rep in zip(sides, reps, strict=True)) else None


def with_sides(labelled: Sequence[Skeleton], reps: Sequence[Rep], sides: Sequence[Side]) -> list[Skeleton]:
    """Swap the legs of a recording around each repetition that was counted for the wrong side."""
    middles = [(one.end_s + two.start_s) / 2 for one, two in pairwise(reps)]
    since, until = [-math.inf, *middles], [*middles, math.inf]
    t = np.array([skeleton.t for skeleton in labelled])
    result = list(labelled)
    for rep, side, a, b in zip(reps, sides, since, until, strict=True):
        if side != rep.side:
            for i in np.flatnonzero((t > a) & (t <= b)).tolist():
                result[i] = with_legs_swapped(labelled[i]) if labelled[i].seen else labelled[i]
    return result


def _places(seen: Sequence[Skeleton], reps: Sequence[Rep]) -> Floats:
    """Knee and ankle of resting and working leg during each hold, from the hips, pixels, shape (N, 4, 2)."""
    t = np.array([skeleton.t for skeleton in seen])
    result = np.full((len(reps), 4, 2), np.nan)
    for i, rep in enumerate(reps):
        begin, end = rep.near_furthest_s
        held = np.flatnonzero((t >= begin) & (t <= end)).tolist()
        legs = [joint(side, name) for side in (other(rep.side), rep.side) for name in ("knee", "ankle")]
        if held:
            result[i] = np.median([seen[k].image[legs] - seen[k].middle("hip") for k in held], axis=0)
    return result


@dataclass(frozen=True, slots=True, eq=False)
class _Groups:
    """Repetitions in two groups.

    Attributes
    ----------
    places : ndarray, shape (2, 4, 2)
        Middle of each group.
    off : ndarray, shape (N, 2)
        Distance of each repetition from either middle.
    """

    places: Floats
    off: Floats

    @property
    def second(self) -> np.ndarray:
        """Whether each repetition is in the second group, bool, shape (N,)."""
        return self.off[:, 1] < self.off[:, 0]

    @property
    def apart(self) -> float:
        """Distance between the middles."""
        return float(_distance(self.places[0], self.places[1]))

    @property
    def clear(self) -> bool:
        """Whether these are the groups of two legs."""
        within = max(float(np.median(self.off.min(axis=1))), FINEST)
        return self.apart >= CLEAR * within


def _groups(places: Floats, right: np.ndarray) -> _Groups | None:
    """Find the two groups with the smallest total distance, from four starts; None where all are one group."""
    flat = (places - places.mean(axis=0)).reshape(len(places), -1)
    along = flat @ np.linalg.svd(flat, full_matrices=False)[2][0]
    turns = np.arange(len(places)) % 2 == 0
    starts = [turns, along > np.median(along), along > (along.max() + along.min()) / 2, right]
    found = [groups for start in starts if (groups := _settled(places, start)) is not None]
    return min(found, key=lambda groups: float(groups.off.min(axis=1).sum()), default=None)


def _settled(places: Floats, second: np.ndarray) -> _Groups | None:
    """Update medians and members of two groups in turn until nothing changes (k-medians, k = 2)."""
    for _ in range(20):
        if min(second.sum(), (~second).sum()) < 2:
            return None
        middles = np.stack([np.median(places[~second], axis=0), np.median(places[second], axis=0)])
        groups = _Groups(middles, np.stack([_distance(places, middle) for middle in middles], axis=1))
        if (groups.second == second).all():
            return groups
        second = groups.second
    return groups


def _distance(a: Floats, b: Floats) -> Floats:
    """Mean distance between landmarks, shape (..., 4, 2) each."""
    result: Floats = np.hypot(*np.moveaxis(a - b, -1, 0)).mean(axis=-1)
    return result


def _second_is_right(groups: _Groups, right: np.ndarray, hips: Floats) -> bool | None:
    """Whether the right leg works in the second group; `hips` is the vector from left to right hip in the picture."""
    first_share, second_share = float(right[~groups.second].mean()), float(right[groups.second].mean())
    if abs(second_share - first_share) >= LABELS_DIFFER:
        return second_share > first_share
    # When the right leg works the left one rests, so its place is towards the left hip.
    rests = (groups.places[1] - groups.places[0])[:2].mean(axis=0)
    size = float(np.hypot(*rests) * np.hypot(*hips))
    cosine = float(rests @ hips) / size if size > 0 else 0.0
    return cosine < 0 if abs(cosine) >= ALONG else None
