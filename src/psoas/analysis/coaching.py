"""Coach tracked skeletons, and track the raw ones of a recording with the right labels of the legs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol

from psoas.analysis.sides import better_sides, sides_of_model, with_sides
from psoas.body.skeleton import Skeleton
from psoas.coach.coach import Coach
from psoas.coach.events import CoachState, Event, Rep
from psoas.coach.rep_counter import Reach
from psoas.coach.turns import turn_share
from psoas.programme.model import Exercise
from psoas.tracking.offline import with_confidence, with_left_right

if TYPE_CHECKING:
    from psoas.coach.flat_back import FlatBackCheck
    from psoas.sight.pictures import Picture

#: Relabelling the legs may cost this many counted repetitions, since one that was cut in two becomes one again.
_MAY_COST = 2


class PictureObserver(Protocol):
    """Is shown every frame together with what the coach made of it, for example to draw it."""

    def __call__(self, picture: Picture | None, skeleton: Skeleton, now: CoachState, events: list[Event]) -> None:
        """Take one frame; `picture` (H, W, 3) is None for a recording without pictures."""


def coach_skeletons(
    seen: Iterable[tuple[Picture | None, Skeleton]],
    exercise: Exercise,
    *,
    watcher: PictureObserver | None = None,
    back: FlatBackCheck | None = None,
    keep_frames: bool = False,
    reach: Reach | None = None,
) -> tuple[Coach, list[Event]]:
    """Coach skeletons: everything between a tracked skeleton and the events.

    The bench goes through here too, so that it measures the product.

    Parameters
    ----------
    seen : iterable of tuple of picture (or None) and Skeleton
        In order of time; those of a pose model already tracked (`psoas.tracking.offline`).
    exercise : Exercise
        What is being done.
    watcher : PictureObserver, optional
        Shown every frame.
    back : FlatBackCheck, optional
        The flat-back experiment, which is shown each back before its skeleton comes.
    keep_frames : bool
        Keep what was measured in each skeleton: `Coach.frames`.
    reach : Reach, optional
        How far each leg comes, where the set was coached before (`Settled`).

    Returns
    -------
    tuple of Coach and list of Event
        The coach, and all events in their order.
    """
    coach = Coach(exercise, keep_frames=keep_frames, back=back, reach=reach)
    events: list[Event] = []
    for picture, skeleton in seen:
        new = coach.update(skeleton)
        events += new
        if watcher is not None:
            watcher(picture, skeleton, coach.now, new)
    return coach, events + coach.finish()


class Settled(NamedTuple):
    """A recording ready to be coached: its skeletons, and how far each leg comes in them."""

    skeletons: Sequence[Skeleton]
    reach: Reach


def as_known(steady: Sequence[Skeleton], exercise: Exercise) -> Settled:
    """The same of skeletons that need no settling, so that first repetitions are held against what comes later, too."""
    return Settled(steady, _first(steady, exercise).reach)


def settled(raw: Sequence[Skeleton], exercise: Exercise) -> Settled:
    """Track a recording (`psoas.tracking.offline`), with the legs labelled by all repetitions together, shot by shot.

    The set is coached once with the labels of each frame. If its repetitions say otherwise (`better_sides`), or the
    model does where it was overruled (`sides_of_model`), the labels by which the legs take turns most are kept.

    Parameters
    ----------
    raw : sequence of Skeleton
        As they come from the model, in the order of their time.
    exercise : Exercise
        What is being done.
    """
    begins = [0, *(i for i, skeleton in enumerate(raw) if skeleton.cut and i), len(raw)]
    if len(begins) > 2:
        # After a cut the near leg may be the other one, and it lies elsewhere in the picture.
        shots = [_settled_shot(raw[a:b], exercise).skeletons for a, b in pairwise(begins)]
        return as_known([skeleton for shot in shots for skeleton in shot], exercise)
    return _settled_shot(raw, exercise)


def _settled_shot(raw: Sequence[Skeleton], exercise: Exercise) -> Settled:
    known = with_left_right(raw)
    steady = with_confidence(known)
    first = _first(steady, exercise)
    best, most = Settled(steady, first.reach), _turn_share(first.reps)
    for sides in (better_sides(known, first.reps), sides_of_model(raw, known, first.reps)):
        if sides is None:
            continue
        renamed = with_confidence(with_sides(known, first.reps, sides))
        again = _first(renamed, exercise)
        fewer = sum(not rep.short for rep in first.reps) - sum(not rep.short for rep in again.reps)
        share = _turn_share(again.reps)
        if share > most and fewer <= _MAY_COST:
            best, most = Settled(renamed, again.reach), share
    return best


def _turn_share(reps: Iterable[Rep]) -> float:
    return turn_share([rep.side for rep in reps if not rep.short])


class _First(NamedTuple):
    """What a first look at steady skeletons gives."""

    reps: list[Rep]
    reach: Reach


def _first(steady: Iterable[Skeleton], exercise: Exercise) -> _First:
    coach, events = coach_skeletons(((None, skeleton) for skeleton in steady), exercise)
    return _First([event for event in events if isinstance(event, Rep)], coach.reach)
