"""The walking plan of a day: joins what the journal knows to the rules (`psoas.habit.walking`), and finds the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from pydantic import model_validator

from psoas.habit.walking import Walked, WalkRule, WalkWeek, light, started, week_of
from psoas.journal.answers import Answer, Asked, Entry, Walk
from psoas.plan.cut import Cut, cut_at, pain_before
from psoas.plan.history import History
from psoas.plan.progression import decide_at
from psoas.programme.evidence import all_graded
from psoas.programme.reading import packaged
from psoas.programme.strict import Strict, Text


class WalkWords(Strict):
    """All words about walking (walking.toml).

    Attributes
    ----------
    claims : tuple of str
        What the plan rests on (evidence.toml).
    why : dict
        Rule to the sentence that explains the week.
    """

    claims: tuple[str, ...]
    title: Text
    lead: Text
    week: Text
    done: Text
    enough: Text
    log: Text
    other: Text
    hurt: Text
    usual: Text
    how: Text
    red_now: Text
    some_now: Text
    calm_now: Text
    ill: Text
    why: dict[WalkRule, Text]

    @model_validator(mode="after")
    def _rests_on_graded_claims(self) -> WalkWords:
        all_graded([self.claims])
        return self


@dataclass(frozen=True, slots=True)
class WalkPlan:
    """The walking plan on one day.

    Attributes
    ----------
    week : WalkWeek
        The week's target, and what was walked.
    begun : bool
        Whether anything was told about walking yet.
    closed : str
        Why there is no walk today, or "".
    """

    week: WalkWeek
    begun: bool
    closed: str = ""

    @property
    def why(self) -> str:
        """Return the reason of the week's target in a sentence."""
        return words().why[self.week.rule]

    @property
    def paused(self) -> bool:
        """Tell whether nothing is asked for, because of pain or because the day is closed."""
        return bool(self.closed) or self.week.rule == "red-too-often"

    @property
    def asks(self) -> str:
        """Return what the week asks for, in a sentence."""
        target = self.week.target
        days = "on one day" if target.days == 1 else f"on {target.days} days"
        return words().week.format(minutes=target.minutes, days=days)

    @property
    def so_far(self) -> str:
        """Return what was done of it, in a sentence; "" before the first walk of the week."""
        week = self.week
        if not week.walked_days:
            return ""
        done = words().done.format(walked=week.walked_days, days=week.target.days, total=f"{week.walked_min:g}")
        return done if week.left else f"{done} {words().enough}"


@cache
def words() -> WalkWords:
    """Read all words about walking."""
    return packaged(WalkWords, "walking.toml")


def walk_plan(history: History, now: datetime) -> WalkPlan:
    """Plan the week's walks.

    Parameters
    ----------
    history : History
        Everything done and told.
    now : datetime
        Current time, in the person's time zone.
    """
    cut = cut_at(history, now)
    walks = _walks(cut)
    minutes, days = (_usual(cut, asked) for asked in ("walk-minutes", "walk-days"))
    told = [entry.day for entry in (minutes, days) if entry is not None] + [walk.day for walk in walks]
    start = started(*(None if entry is None else entry.what.value for entry in (minutes, days)))
    week = week_of(start, min(told, default=cut.day), walks, cut.day)
    return WalkPlan(week, bool(told), _closed(cut))


def weeks_walked(history: History, day: date, count: int) -> tuple[tuple[date, int], ...]:
    """Return the Monday of the last weeks up to a day, oldest first, with the minutes walked in each."""
    known = [walk for walk in history.walks if walk.day <= day]
    last = day - timedelta(days=day.weekday())
    mondays = [last - timedelta(weeks=back) for back in reversed(range(count))]
    return tuple(
        (monday, sum(walk.what.minutes for walk in known if 0 <= (walk.day - monday).days < 7)) for monday in mondays
    )


def after_walk(walk: Walk) -> str:
    """Return what psoas says to a walk that was just told."""
    match light(Walked(date.min, walk.minutes, walk.pain)):
        case "red":
            return words().red_now
        case "amber":
            return words().some_now
    return words().calm_now.format(minutes=walk.minutes)


def _closed(cut: Cut) -> str:
    if cut.gate != "open" or "everything" in cut.locks:
        return decide_at(cut).reason
    return words().ill if cut.ill else ""


def _usual(cut: Cut, asked: Asked) -> Entry[Answer] | None:
    said = [entry for entry in cut.known.answers if entry.what.asked == asked and entry.what.value is not None]
    return said[-1] if said else None


def _walks(cut: Cut) -> list[Walked]:
    return [
        Walked(
            entry.day, entry.what.minutes, entry.what.pain, pain_before(cut.known, entry.at), _morning(cut, entry.day)
        )
        for entry in cut.known.walks
    ]


def _morning(cut: Cut, day: date) -> float | None:
    """Return the first pain told on the day after."""
    next_day = day + timedelta(days=1)
    said = (entry for entry in cut.known.answers if entry.what.asked == "pain-now" and entry.day == next_day)
    return next((entry.what.value for entry in said), None)
