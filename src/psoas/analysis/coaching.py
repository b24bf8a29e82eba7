"""From steady skeletons to events; and from raw skeletons of a recording to steady ones, legs rightly named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from psoas.analysis.hidden import Swings, hidden_reps, swing_row
from psoas.analysis.which_leg import better_sides, changes_sides, with_sides
from psoas.body.skeleton import Skeleton
from psoas.coach.coach import Coach
from psoas.coach.events import Event, Now, Rep
from psoas.programme.model import Exercise
from psoas.sight.whole import believed, named

if TYPE_CHECKING:
    from psoas.coach.flatback import FlatBack
    from psoas.sight.frames import Picture

#: Other names of the legs may cost this many counted repetitions: one that was cut in two becomes one again.
_MAY_COST = 2


class Watcher(Protocol):
    """Is shown every frame together with what the coach made of it, for example to draw it."""

    def __call__(self, picture: Picture | None, skeleton: Skeleton, now: Now, events: list[Event]) -> None:
        """Take one frame; `picture` (H, W, 3) is None for a recording without pictures."""


def coach_skeletons(
    seen: Iterable[tuple[Picture | None, Skeleton]],
    exercise: Exercise,
    *,
    band: bool = True,
    watcher: Watcher | None = None,
    back: FlatBack | None = None,
    keep_frames: bool = False,
    hidden: Sequence[Rep] = (),
) -> tuple[Coach, list[Event]]:
    """Coach skeletons: all that happens between a steady skeleton and the events.

    What the bench measures goes through here too, so that it measures the product.

    Parameters
    ----------
    seen : iterable of tuple of picture (or None) and Skeleton
        In the order of their time; those of a pose model steadied (`psoas.sight.whole`).
    exercise : Exercise
        What is being done.
    band : bool
        Whether the band is worn.
    watcher : Watcher, optional
        Shown every frame.
    back : FlatBack, optional
        The flat-back experiment, which is shown each back before its skeleton comes.
    keep_frames : bool
        Keep what was measured in each skeleton: `Coach.frames`.
    hidden : sequence of Rep
        Repetitions that are known though they cannot be seen.

    Returns
    -------
    tuple of Coach and list of Event
        The coach, and all events in their order.
    """
    coach = Coach(exercise, band=band, keep_frames=keep_frames, back=back, hidden=hidden)
    events: list[Event] = []
    for picture, skeleton in seen:
        new = coach.see(skeleton)
        events += new
        if watcher is not None:
            watcher(picture, skeleton, coach.now, new)
    return coach, events + coach.finish()


@dataclass(frozen=True, slots=True)
class Settled:
    """A recording, ready for the coach.

    Attributes
    ----------
    skeletons : list of Skeleton
        Steady, their legs named as all repetitions together say.
    hidden : list of Rep
        Repetitions of a leg that was hidden behind the other one.
    """

    skeletons: list[Skeleton]
    hidden: list[Rep]


def settled(raw: Sequence[Skeleton], exercise: Exercise, *, band: bool = True) -> Settled:
    """What a set as a whole tells about its skeletons (`psoas.sight.whole`): which leg is which, and what is hidden.

    The set is coached once with the names that each moment gives. Where its repetitions say otherwise
    (`better_sides`), and with their names the legs take turns more, these are kept.

    Parameters
    ----------
    raw : sequence of Skeleton
        As they come from the model, in the order of their time.
    exercise : Exercise
        What is being done.
    band : bool
        Whether the band is worn.
    """
    known = named(raw)
    first = _coached(believed(known), exercise, band)
    sides = better_sides(known, first.reps)
    if sides is None:
        return first.settled(exercise)
    second = _coached(believed(with_sides(known, first.reps, sides)), exercise, band)
    fewer = sum(not rep.short for rep in first.reps) - sum(not rep.short for rep in second.reps)
    better = changes_sides(second.reps) > changes_sides(first.reps) and fewer <= _MAY_COST
    return (second if better else first).settled(exercise)


@dataclass(frozen=True, slots=True)
class _Coached:
    """Steady skeletons and what the coach made of them."""

    steady: list[Skeleton]
    reps: list[Rep]
    swings: Swings

    def settled(self, exercise: Exercise) -> Settled:
        return Settled(self.steady, hidden_reps(self.swings, self.reps, exercise))


def _coached(steady: list[Skeleton], exercise: Exercise, band: bool) -> _Coached:
    coach = Coach(exercise, band=band, silent=True)
    events: list[Event] = []
    rows: list[tuple[float, float, float]] = []
    for skeleton in steady:
        events += coach.see(skeleton)
        if coach.frame is not None:
            rows.append(swing_row(coach.frame))
    reps = [event for event in [*events, *coach.finish()] if isinstance(event, Rep)]
    return _Coached(steady, reps, Swings.of(rows))
