"""What must hold in every life, looked at from outside: from the days as they were lived, with formulas of its own.

The limits are those of the programme: pain of 6 or a rise of 3 in training, or 2 on the next morning, is red; a step up
needs two strong and calm trainings and a week; a full day lies between trainings; and so on. They are written once more
here, so that a slip in psoas.plan does not hide itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from bench.weeks.day import Day
from bench.weeks.desk_rules import DESK
from bench.weeks.life import Life
from bench.weeks.marches import Broken, Trained, trainings
from bench.weeks.safe import SAFE
from psoas.journal.answers import Answer, Choice, Morning, Screening
from psoas.plan.ladder import rung_of
from psoas.plan.today import explain
from psoas.programme.catalogue import Catalogue
from psoas.testing import forbidden_in


def broken(life: Life, days: Sequence[Day], catalogue: Catalogue) -> list[Broken]:
    """All rules that were broken, in the order of the days."""
    found = [one for rule in (*_RULES, *DESK) for one in rule(days)]
    found += [one for rule in SAFE for one in rule(days, catalogue)]
    found += [*_nothing_closed_was_shown(days, catalogue), *_told_again_the_same(life, days)]
    return sorted(found, key=lambda one: one.day)


# -- the ladder -------------------------------------------------------------------------------------------------------


def _one_rung_up_at_once_and_only_when_earned(days: Sequence[Day]) -> Iterator[Broken]:
    done = trainings(days)
    for number, (before, now) in enumerate(pairwise(done)):
        way = now.lived.way
        if before.rung not in way or now.rung not in way or way.index(now.rung) <= way.index(before.rung):
            continue
        if way.index(now.rung) > way.index(before.rung) + 1:
            yield Broken(now.day, "one rung up at once", f"{before.rung} to {now.rung}")
        if not before.green:
            yield Broken(now.day, "up only after a calm training", f"{before.rung} to {now.rung}")
        offered = any(isinstance(told, Choice) and told.chosen == "try" for told in now.lived.told)
        calm = [each for each in done[: number + 1] if each.rung == before.rung and each.green and each.strong]
        if len(calm) < 2 and not offered:
            yield Broken(now.day, "up after two strong trainings", f"{len(calm)} on {before.rung}")


def _a_week_between_steps_up(days: Sequence[Day]) -> Iterator[Broken]:
    ups = [
        now.day
        for before, now in pairwise(trainings(days))
        if {before.rung, now.rung} <= set(now.lived.way)
        and now.lived.way.index(now.rung) > now.lived.way.index(before.rung)
    ]
    for earlier, later in pairwise(ups):
        if later - earlier < timedelta(days=7):
            yield Broken(later, "seven days between two steps up", f"{(later - earlier).days} days")


def _red_lowers_halves_or_pauses(days: Sequence[Day]) -> Iterator[Broken]:
    for before, now in pairwise(trainings(days)):
        lower = _rank(now, now.rung) < _rank(now, before.rung) or before.rung not in now.lived.way
        small = now.lived.decision is not None and now.lived.decision.small
        if before.red and not (lower or small):
            yield Broken(now.day, "red lowers, halves or pauses", f"{before.rung} and again {now.rung}")


def _lay_offs_step_back(days: Sequence[Day]) -> Iterator[Broken]:
    for before, now in pairwise(trainings(days)):
        gap, down = (now.day - before.day).days, _rank(now, before.rung) - _rank(now, now.rung)
        least = 0 if gap < 15 else 1 if gap < 29 else 2
        if gap >= 8 and before.rung in now.lived.way and down < min(least, _rank(now, before.rung)):
            yield Broken(now.day, "a lay-off steps back", f"{gap} days, {before.rung} to {now.rung}")


def _three_reds_pause_until_a_clinician_has_looked(days: Sequence[Day]) -> Iterator[Broken]:
    done = trainings(days)
    for number, third in enumerate(done):
        reds = [each.day for each in done[: number + 1] if each.red and (third.day - each.day).days <= 28]
        if not third.red or len(reds) < 3:
            continue
        for day in days[third.lived.number + 1 :]:
            if any(isinstance(told, Screening) and told.confirmed for told in day.told):
                break
            if day.march:
                yield Broken(day.day, "three reds pause until a clinician has looked", f"the third on {third.day}")
                break


def _two_reds_bring_seven_easy_days(days: Sequence[Day]) -> Iterator[Broken]:
    for before, now in pairwise(trainings(days)):
        reds = [e.day for e in trainings(days) if e.red and 0 <= (before.day - e.day).days <= 14]
        if before.red and len(reds) >= 2 and (now.day - before.day).days <= 7:
            yield Broken(now.day, "two reds bring seven easy days", f"{(now.day - before.day).days} days later")


def _easy_weeks_come_where_they_were_chosen(days: Sequence[Day]) -> Iterator[Broken]:
    for day in days:
        easy = day.decision is not None and day.decision.kind == "easy-week"
        if easy and day.decision is not None and day.decision.plan.sets != 1:
            yield Broken(day.day, "an easy week has one set", f"{day.decision.plan.sets} sets")


# -- the day ----------------------------------------------------------------------------------------------------------


def _a_full_day_between(days: Sequence[Day]) -> Iterator[Broken]:
    for before, now in pairwise(trainings(days)):
        if now.day - before.day < timedelta(days=2):
            yield Broken(now.day, "a full day between two trainings", f"after {before.day}")


def _three_marches_in_seven_days(days: Sequence[Day]) -> Iterator[Broken]:
    done = [each.day for each in trainings(days)]
    for first, fourth in zip(done, done[3:], strict=False):
        if (fourth - first).days < 7:
            yield Broken(fourth, "at most three marches in seven days", f"the fourth since {first}")


def _no_march_from_a_pain_of_6_on(days: Sequence[Day]) -> Iterator[Broken]:
    for day in days:
        pain = [told.value or 0 for told in day.told if isinstance(told, Answer) and told.asked == "pain-now"]
        if day.march and pain and pain[-1] >= 6:
            yield Broken(day.day, "no march from a pain of 6 on", f"{pain[-1]}")


def _the_dose_is_one_the_ladder_knows(days: Sequence[Day]) -> Iterator[Broken]:
    for day in (each for each in days if each.march and each.decision):
        assert day.decision
        plan = day.decision.plan
        if not (1 <= plan.sets <= 2 and 8 <= plan.reps_per_side <= 12):
            yield Broken(day.day, "one or two sets of eight to twelve", f"{plan.sets} x {plan.reps_per_side}")
    for before, now in pairwise(trainings(days)):
        new, decision = rung_of(now.rung), now.lived.decision
        if decision and before.rung != now.rung and decision.plan.reps_per_side > new.first_target:
            yield Broken(now.day, "a new rung begins at its first number", f"{decision.plan.reps_per_side}")


def _what_is_closed_stays_closed(days: Sequence[Day]) -> Iterator[Broken]:
    for day in days:
        if day.march and (day.gate != "open" or day.march.rung not in day.way):
            yield Broken(day.day, "nothing closed is done", f"{day.march.rung} at gate {day.gate}")


def _nothing_is_asked_twice(days: Sequence[Day]) -> Iterator[Broken]:
    for day in days:
        asked = [(told.asked, told.item) for told in day.told if isinstance(told, Answer)]
        mornings = sum(isinstance(told, Morning) for told in day.told)
        if len(set(asked)) < len(asked) or mornings > 1:
            yield Broken(day.day, "nothing is asked twice on a day", f"{asked}")
    weekly = [day.day for day in days for told in day.told if isinstance(told, Answer) and told.asked == "pain-week"]
    for earlier, later in pairwise(weekly):
        if (later - earlier).days < 7:
            yield Broken(later, "the week is asked about once a week", f"after {earlier}")


def _the_questions_come_again_after_twelve_weeks(days: Sequence[Day]) -> Iterator[Broken]:
    told: date | None = None
    for day in days:
        told = day.day if any(isinstance(each, Screening) for each in day.told) else told
        if day.march and (told is None or (day.day - told).days >= 84):
            yield Broken(day.day, "the questions come again after twelve weeks", f"last answered {told}")


def _what_is_said_is_kind(days: Sequence[Day]) -> Iterator[Broken]:
    for day in days:
        said = [day.decision.reason, day.decision.rule] if day.decision else []
        said += [text for step in day.steps for text in (step.why, step.locked)]
        for text in said:
            for fault in forbidden_in(text):
                yield Broken(day.day, "no word that psoas does not use", fault)


def _nothing_closed_was_shown(days: Sequence[Day], catalogue: Catalogue) -> Iterator[Broken]:
    for day in days:
        for step in day.steps:
            offered = (step.exercise_id, *step.others) if not step.locked else ()
            for exercise in map(catalogue.by_id, offered):
                if closed := set(exercise.closed_by) & set(day.locks):
                    yield Broken(day.day, "nothing closed is shown as open", f"{exercise.id}: {', '.join(closed)}")


def _told_again_the_same(life: Life, days: Sequence[Day]) -> Iterator[Broken]:
    """Every decision that was shown before a march is what the whole history still says was decided."""
    marched = [day for day in days if day.march]
    if not marched:
        return
    assert marched[-1].march
    story = explain(life.history, marched[-1].march.at + timedelta(days=1))[:-1]
    if len(story) != len(marched):
        yield Broken(marched[-1].day, "every march is in the history", f"{len(story)} of {len(marched)}")
    for day, (_, again) in zip(marched, story, strict=False):
        if again != day.decision:
            yield Broken(day.day, "the same history gives the same decision", f"{again.reason}")


def _rank(now: Trained, rung: str) -> int:
    """Place on the person's way; a rung that has gone stands above all."""
    return now.lived.way.index(rung) if rung in now.lived.way else len(now.lived.way)


_RULES: tuple[Callable[[Sequence[Day]], Iterator[Broken]], ...] = (
    _one_rung_up_at_once_and_only_when_earned,
    _a_week_between_steps_up,
    _red_lowers_halves_or_pauses,
    _lay_offs_step_back,
    _three_reds_pause_until_a_clinician_has_looked,
    _two_reds_bring_seven_easy_days,
    _easy_weeks_come_where_they_were_chosen,
    _a_full_day_between,
    _three_marches_in_seven_days,
    _no_march_from_a_pain_of_6_on,
    _the_dose_is_one_the_ladder_knows,
    _what_is_closed_stays_closed,
    _nothing_is_asked_twice,
    _the_questions_come_again_after_twelve_weeks,
    _what_is_said_is_kind,
)
