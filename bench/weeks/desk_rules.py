"""What must hold at the desk and on walks in every life, looked at from outside, with numbers of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from bench.weeks.day import Day
from bench.weeks.desk import WalkDay
from bench.weeks.marches import Broken


def _at_most_twelve_prompts_a_day(days: Sequence[Day]) -> Iterator[Broken]:
    for day in days:
        if day.desk and len(day.desk.prompts) > 12:
            yield Broken(day.day, "at most twelve prompts a day", f"{len(day.desk.prompts)}")


def _no_prompt_outside_work_or_too_early(days: Sequence[Day]) -> Iterator[Broken]:
    extra = 0
    for day in (each for each in days if each.desk):
        assert day.desk
        for prompt in day.desk.prompts:
            if not (8 <= prompt.at.hour < 18 and prompt.at.weekday() < 5):
                yield Broken(day.day, "no prompt outside working hours", f"{prompt.at:%H:%M}")
            least = min(90, 30 + max(0, extra - 5))
            if prompt.still_s < 60 * least:
                yield Broken(day.day, "no prompt before its time", f"{prompt.still_s / 60:.1f} of {least} minutes")
        extra = day.desk.extra_min


def _the_interval_moves_as_said(days: Sequence[Day]) -> Iterator[Broken]:
    """A quarter of an hour more for three misses in a row, five minutes less for three good days in a row."""
    extra = good = 0
    for day in (each for each in days if each.desk):
        assert day.desk
        now, due = day.desk.extra_min, len(day.desk.breaks) + len(day.desk.missed)
        if now > extra + 15 * ((len(day.desk.missed) + 2) // 3):  # two may have been missed in a row before
            yield Broken(day.day, "the interval grows by 15 minutes for three misses", f"{extra} to {now}")
        if now < extra - (5 if good >= 3 else 0):
            yield Broken(day.day, "the interval shrinks by 5 minutes for three good days", f"{extra} to {now}")
        if not 0 <= now <= 90:
            yield Broken(day.day, "the interval stays within its range", f"{now}")
        good = 0 if now < extra else good
        if due:
            good = good + 1 if len(day.desk.breaks) >= 0.7 * due else 0
        extra = now


def _no_sitting_is_made_up(days: Sequence[Day]) -> Iterator[Broken]:
    for day in days:
        # Pauses of less than three minutes count as sitting; each break may begin with one.
        if day.desk and day.desk.sat_s > day.desk.keys_s + 180 * (len(day.desk.breaks) + 1):
            yield Broken(day.day, "no sitting is made up", f"{day.desk.sat_s / 60:.0f} of {day.desk.keys_s / 60:.0f}")


def _walks_grow_slowly_and_only_after_a_calm_week(days: Sequence[Day]) -> Iterator[Broken]:
    weeks = _weeks(days)
    for (_, before), (monday, now) in pairwise(weeks):
        if not (before and now):
            continue
        old, new = before[-1].walks.target, now[0].walks.target  # type: ignore[union-attr]
        if new.minutes > 30 or new.days > 5:
            yield Broken(monday, "the goal is half an hour on five days", f"{new}")
        if new.total > old.total:
            if new.total > max(60, 1.2 * old.total):
                yield Broken(monday, "a week's walks grow by a fifth at most", f"{old.total} to {new.total}")
            walked = sum(each.walks.walk.minutes for each in before if each.walks and each.walks.walk)
            if walked < 0.8 * old.total:
                yield Broken(monday, "walks grow only after a week that was walked", f"{walked} of {old.total}")
            if any(is_red(each.walks) for each in before):
                yield Broken(monday, "walks grow only after a calm week", f"{old.total} to {new.total}")


def _pain_makes_walks_shorter(days: Sequence[Day]) -> Iterator[Broken]:
    for before, now in pairwise(each for each in days if each.walks):
        assert before.walks and now.walks
        least = before.walks.target.minutes == 5 and before.walks.target.days == 1
        if is_red(before.walks) and not least and now.walks.target.total >= before.walks.target.total:
            yield Broken(now.day, "a walk that hurt makes the next ones shorter", f"{now.walks.target}")


def _nobody_is_sent_walking_on_a_closed_day(days: Sequence[Day]) -> Iterator[Broken]:
    for day in days:
        if day.walks and day.gate != "open" and not day.walks.paused:
            yield Broken(day.day, "no walk is asked for while psoas is closed", f"gate {day.gate}")


def is_red(lived: WalkDay | None) -> bool:
    """Whether a walk hurt too much: 6 of 10, or 3 more than before."""
    if lived is None or lived.walk is None or lived.walk.pain is None:
        return False
    return lived.walk.pain >= 6 or lived.walk.pain - lived.before >= 3


def _weeks(days: Sequence[Day]) -> list[tuple[date, list[Day]]]:
    found: dict[date, list[Day]] = {}
    for day in (each for each in days if each.walks):
        found.setdefault(day.day - timedelta(days=day.day.weekday()), []).append(day)
    return [pair for pair in found.items() if pair[1]]


DESK: tuple[Callable[[Sequence[Day]], Iterator[Broken]], ...] = (
    _at_most_twelve_prompts_a_day,
    _no_prompt_outside_work_or_too_early,
    _the_interval_moves_as_said,
    _no_sitting_is_made_up,
    _walks_grow_slowly_and_only_after_a_calm_week,
    _pain_makes_walks_shorter,
    _nobody_is_sent_walking_on_a_closed_day,
)
