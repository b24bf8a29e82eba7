"""Find the next step on the ladder: lay-offs, steps up, easy weeks, wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from psoas.journal.answers import Choice, Entry
from psoas.plan.ladder import Ladder, Place, Rung, ladder_file, rank
from psoas.plan.standing import AT_THE_TOP, GAP, LOWERING, Standing

BETWEEN_STEPS_UP = 7  # days
EASY_EVERY = 6  # training weeks
#: Rules without a step that become "maintain" once the last rung is mastered.
_CALM = frozenset({"top", "strong-once", "part", "more", "hold", "untold"})


@dataclass(frozen=True, slots=True)
class RungStep:
    """The rung and dose of the next training, and the deciding rule.

    Attributes
    ----------
    offer : str
        Rung that the person may take instead, or "".
    small : bool
        Whether it is the half dose.
    """

    rung: Rung
    target: int
    sets: int
    rule: str
    offer: str = ""
    small: bool = False


def next_step(
    standing: Standing, day: date, ladder: Ladder, *, easy_week: bool, wishes: Sequence[Entry[Choice]]
) -> RungStep:
    """Decide the next training, assuming that it is on that day.

    Parameters
    ----------
    ladder : Ladder
        The person's rungs now; it must have at least one.
    easy_week : bool
        Whether the week is an easy one.
    wishes : sequence of Entry
        The person's choices about the rung since the last training, oldest first.
    """
    step = _without_wishes(standing, day, ladder, easy_week=easy_week)
    if easy_week:
        rule = step.rule if step.rule in LOWERING else "easy-week"
        step = replace(step, sets=1, offer="", rule=rule)
    return _as_wished(step, ladder.place(step.rung.id), wishes)


def is_easy_week(days: Sequence[date], day: date) -> bool:
    """Tell whether the week of `day` (from Monday) is the sixth, twelfth ... with training since the last lay-off.

    A break of more than two weeks restarts the count, because it was easy enough.
    """
    weeks: list[tuple[int, int]] = []
    last: date | None = None
    for each in (*days, day):
        if last is not None and (each - last).days > 14:
            weeks = []
        week = each.isocalendar()[:2]
        if week not in weeks[-1:]:
            weeks.append(week)
        last = each
    return len(weeks) % EASY_EVERY == 0


def _without_wishes(s: Standing, day: date, ladder: Ladder, *, easy_week: bool) -> RungStep:
    usual = ladder_file().sets
    first = ladder.way[0]
    if not s.rung:
        return RungStep(first, first.first_target, usual, "first")
    place, trained = ladder.place(s.rung), ladder.place(s.trained)
    step = _current_step(s, place, first)
    gap = (day - s.last_day).days if s.last_day else 0
    if gap >= GAP:
        return _after_gap(s, step, trained, first, gap)
    earned = s.rule in ("strong-once", "part") and place.is_open
    step = _up(s, step, place, day, easy_week=easy_week) if earned else step
    first_time = s.strong == AT_THE_TOP and step.rule == "top"
    return (
        replace(step, rule="maintain")
        if s.kept and s.rung == ladder.top and step.rule in _CALM and not first_time
        else step
    )


def _current_step(s: Standing, place: Place, first: Rung) -> RungStep:
    here = place.nearest
    if place.is_open:
        return RungStep(here, s.target, s.sets, s.rule, small=s.small and here == first)
    closed = "closed" if rank(here.id) < rank(s.rung) else "closed-below"
    rule = s.rule if s.rule in LOWERING else closed
    return RungStep(here, here.first_target, s.sets, rule, small=s.small and here == first)


def _after_gap(s: Standing, step: RungStep, trained: Place, first: Rung, gap: int) -> RungStep:
    """Repeat, step down once or twice, or start again, by the length of a lay-off; never go above `step`."""
    if gap < 15:
        return step if s.rule in LOWERING or step.rung.id != s.rung else _repeated(s, step)
    usual = ladder_file().sets
    if gap > 84:
        return RungStep(first, first.first_target, usual, "gap-first", small=step.small)
    steps = 2 if gap >= 29 else 1
    down = trained.below[steps - 1 : steps]
    rule = "gap-again" if not down else "gap-two" if steps == 2 else "gap-one"
    lower = down[0] if down else first
    if rank(lower.id) > rank(step.rung.id):
        return step
    if s.rule in LOWERING and lower == step.rung:
        rule = step.rule
    return RungStep(lower, lower.first_target, usual, rule, small=step.small and lower == step.rung)


def _repeated(s: Standing, step: RungStep) -> RungStep:
    return replace(step, target=min(s.target, s.asked), rule=s.rule if s.rule == "placed" else "gap-repeat")


def _up(s: Standing, step: RungStep, place: Place, day: date, *, easy_week: bool) -> RungStep:
    """Step one rung up if earned; if it must wait, return the reason."""
    upper = place.above
    waited = s.stepped_up is None or (day - s.stepped_up).days >= BETWEEN_STEPS_UP
    if s.strong >= 2:
        if upper is None:
            return replace(step, rule="top")
        if not waited:
            return replace(step, rule="wait-week")
        if easy_week:
            return step
        offer = place.side.id if place.side else ""
        return RungStep(upper, upper.first_target, ladder_file().sets, "up", offer=offer)
    easy = s.rule == "strong-once" and s.very_easy
    if easy and not place.below and upper is not None and waited:
        return replace(step, rule="very-easy", offer=upper.id)
    return step


def _as_wished(step: RungStep, place: Place, wishes: Sequence[Entry[Choice]]) -> RungStep:
    """Apply the latest wish that is allowed: any easier rung, but a harder one only if it is offered.

    A flare-up halves the dose of the wish before it, on the same rung; a later wish replaces the flare-up.
    """
    for n, wish in reversed(list(enumerate(wishes))):
        if wish.what.chosen == "flare-up":
            return _halved(_as_wished(step, place, wishes[:n]))
        if wish.what.chosen not in ("easier", "try", "side-step"):
            continue
        asked = wish.what.rung or (place.below[0].id if place.below else step.rung.id)
        if asked == step.rung.id:
            if wish.what.rung:
                return step
            return replace(step, rule="easier", sets=ladder_file().half_sets, small=True, offer="")
        reach = (*place.easier, place.above) if place.above else place.easier
        rung = next((rung for rung in reach if rung.id == asked), None)
        if rung is not None and (asked == step.offer or rung in place.easier):
            return RungStep(rung, rung.first_target, step.sets, "tried" if asked == step.offer else "easier")
    return step


def _halved(step: RungStep) -> RungStep:
    if step.small:  # there is nothing below the half dose
        return step
    dose = ladder_file()
    return replace(step, rule="flare-up", sets=dose.half_sets, target=dose.half_reps, offer="")
