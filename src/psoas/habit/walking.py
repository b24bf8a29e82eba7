"""The walking plan: from what somebody walks now towards half an hour on five days a week.

In the WalkBack trial people with a back pain behind them, who walked as a progressive, individual programme with a
physiotherapist's advice, had fewer new episodes (Pocovi and others 2024, Lancet 404:134). The goal is the trial's. How
this plan gets there is our own choice and not the trial's protocol: the sizes of the steps, the floor, and what pain
does. The limits of pain are those of the march (clinical notes, section 3.4).

A week runs from Monday to Sunday and has one target. It changes at most once a week upwards, one thing at a time, and
only after a week that was walked and was calm; downwards it changes at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Light = Literal["green", "amber", "red", "untold"]
WalkRule = Literal[
    "start", "goal", "up", "untold", "some-pain", "not-walked", "red", "red-again", "red-too-often", "gap", "afresh"
]

#: The goal: minutes a walk, and days a week.
GOAL_MIN, GOAL_DAYS = 30, 5
#: Least that the plan asks for, minutes a walk; somebody who told nothing begins with `USUAL_MIN` on `USUAL_DAYS`.
LEAST_MIN, USUAL_MIN, USUAL_DAYS = 5, 10, 3
#: Above this many minutes a week the target grows by at most `MOST_GROWTH` of itself, below it up to here: a fifth of
#: very little is nothing.
FLOOR_MIN, MOST_GROWTH = 60, 1.2
#: Most that one walk grows in a week, minutes.
LONGER_MIN = 5
#: A week was walked from this share of its minutes on.
WALKED = 0.8
#: What is left of a walk after a red light, after the second one within `AGAIN`, and after two weeks without a walk.
LESS, HALF = 0.75, 0.5
#: A red light so soon after another one counts twice; this many within `TOO_OFTEN` pause the plan.
AGAIN, TOO_OFTEN, TOO_MANY = timedelta(days=14), timedelta(days=28), 3
#: Weeks in a row without a walk: after this many the target goes down, after so many it begins afresh.
GAP_WEEKS, AFRESH_WEEKS = 2, 4
#: Limits of pain, 0 to 10: calm, too much, too much of a rise during the walk, and until the next morning.
CALM, TOO_MUCH, RISE, MORNING_RISE = 2, 6, 3, 2
#: Somebody who lives with pain of up to this much may go on if a walk adds none.
LIVES_WITH = 5
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Walked:
    """One walk.

    Attributes
    ----------
    day : date
        The person's local date.
    minutes : float
        How long it took.
    pain : int or None
        Worst pain during it, 0 to 10; None if it was not told.
    before, morning : float or None
        Pain before it, and on the next morning.
    """

    day: date
    minutes: float
    pain: int | None = None
    before: float | None = None
    morning: float | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a week asks for: minutes a walk, and days."""

    minutes: int
    days: int

    @property
    def total(self) -> int:
        """Minutes a week."""
        return self.minutes * self.days


GOAL = Target(GOAL_MIN, GOAL_DAYS)


@dataclass(frozen=True, slots=True)
class WalkWeek:
    """One week of the plan, and why it is so.

    Attributes
    ----------
    monday : date
        Its first day.
    target : Target
        What it asks for; after a red light already the smaller one.
    rule : str
        The rule that decided it.
    walked_min : float
        Minutes walked in it so far.
    walked_days : int
        Days walked on so far.
    """

    monday: date
    target: Target
    rule: WalkRule
    walked_min: float = 0.0
    walked_days: int = 0

    @property
    def left(self) -> int:
        """Days that are left to walk; 0 while the plan is paused."""
        return 0 if self.rule == "red-too-often" else max(self.target.days - self.walked_days, 0)


def light(walk: Walked) -> Light:
    """Judge the pain of a walk, like that of a march: during it, against before, and on the next morning.

    Examples
    --------
    >>> from datetime import date
    >>> [light(Walked(date(2026, 3, 2), 20, pain)) for pain in (None, 1, 4, 6)]
    ['untold', 'green', 'amber', 'red']
    >>> light(Walked(date(2026, 3, 2), 20, 1, before=1, morning=3))
    'red'
    """
    pain, before, morning = walk.pain, walk.before, walk.morning
    rose = before is not None and pain is not None and pain - before >= RISE
    rose_later = before is not None and morning is not None and morning - before >= MORNING_RISE
    if (pain or 0) >= TOO_MUCH or rose or rose_later:
        return "red"
    if pain is None:
        return "untold"
    as_before = before is not None and pain <= before <= LIVES_WITH
    calm_later = morning is None or morning <= max(before or 0, CALM)
    return "green" if (pain <= CALM or as_before) and calm_later else "amber"


def started(minutes: float | None, days: float | None) -> Target:
    """Begin with what somebody walks now, within the goal; with little if that was not told."""
    now_min = USUAL_MIN if minutes is None else int(minutes)
    now_days = USUAL_DAYS if days is None else int(days)
    return Target(min(max(now_min, LEAST_MIN), GOAL_MIN), min(max(now_days, 1), GOAL_DAYS))


def raised(target: Target) -> Target:
    """Return the next larger target: a day more, or longer walks, never both; the goal stays as it is.

    Where a whole day more would be too much, it comes with walks that are a little shorter.
    """
    most = max(FLOOR_MIN, int(MOST_GROWTH * target.total))
    if target.days < GOAL_DAYS and target.minutes * (target.days + 1) <= most:
        return replace(target, days=target.days + 1)
    longer = min(GOAL_MIN, target.minutes + LONGER_MIN, most // target.days)
    if longer > target.minutes:
        return replace(target, minutes=longer)
    if target.days < GOAL_DAYS:
        return Target(min(target.minutes, most // (target.days + 1)), target.days + 1)
    return target


def lowered(target: Target, share: float) -> Target:
    """Return a smaller target: shorter walks, and fewer of them once they cannot be shorter."""
    if target.minutes > LEAST_MIN:
        return replace(target, minutes=max(LEAST_MIN, int(share * target.minutes)))
    return replace(target, days=max(1, target.days - 1))


def week_of(start: Target, began: date, walks: Sequence[Walked], day: date) -> WalkWeek:
    """Decide the target of the week of a day.

    Parameters
    ----------
    start : Target
        From `started`.
    began : date
        When the plan began.
    walks : sequence of Walked
        All walks so far, in any order.
    day : date
        A day of the week that is asked for, not before `began`.
    """
    by_week: dict[date, list[Walked]] = {}
    for walk in sorted(walks, key=lambda walk: walk.day):
        if walk.day <= day:
            by_week.setdefault(_monday(walk.day), []).append(walk)
    monday, last = _monday(began), _monday(day)
    target, rule, empty, reds = start, _first_rule(start), 0, list[date]()
    while True:
        here = by_week.get(monday, [])
        target, rule, hurt = _after_red(target, rule, here, reds)
        if monday >= last:
            break
        empty = 0 if here else empty + 1
        target, rule = _next(start, target, here, empty, because=rule if hurt else None)
        monday += _WEEK
    if len([red for red in reds if day - red < TOO_OFTEN]) >= TOO_MANY:
        rule = "red-too-often"
    days = {walk.day for walk in here}
    return WalkWeek(monday, target, rule, sum(walk.minutes for walk in here), len(days))


def _first_rule(start: Target) -> WalkRule:
    return "goal" if start == GOAL else "start"


def _after_red(
    target: Target, rule: WalkRule, here: Sequence[Walked], reds: list[date]
) -> tuple[Target, WalkRule, bool]:
    """Lower a week's target once for each of its days with a red light; `reds` is carried on from week to week."""
    found = [day for day in dict.fromkeys(walk.day for walk in here if light(walk) == "red") if day not in reds]
    for day in found:
        again = any(day - red <= AGAIN for red in reds)
        target, rule = lowered(target, HALF if again else LESS), "red-again" if again else "red"
        reds.append(day)
    return target, rule, bool(found)


def _next(
    start: Target, target: Target, here: Sequence[Walked], empty: int, *, because: WalkRule | None
) -> tuple[Target, WalkRule]:
    """Decide the next week's target after a whole week; a red light in it has lowered it already, `because` of that."""
    if empty >= AFRESH_WEEKS:
        return Target(min(start.minutes, target.minutes), min(start.days, target.days)), "afresh"
    if empty >= GAP_WEEKS:
        return (lowered(target, LESS), "gap") if empty == GAP_WEEKS else (target, "gap")
    lights = {light(walk) for walk in here}
    holds: tuple[tuple[bool, WalkRule], ...] = (
        (because is not None, because or "red"),
        ("amber" in lights, "some-pain"),
        (sum(walk.minutes for walk in here) < WALKED * target.total, "not-walked"),
        (target == GOAL, "goal"),
        ("green" not in lights, "untold"),
    )
    held = next((rule for so, rule in holds if so), None)
    return (raised(target), "up") if held is None else (target, held)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
