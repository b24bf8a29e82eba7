"""Progress: the history as series over time, for charts, tables and sentences (`psoas.report.progress_words`).

The functions are pure: the day is an argument, and the order of the history does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import dropwhile, groupby

from psoas.journal.answers import Answer, Asked, Entry, Profile, Screening, StepName, T
from psoas.journal.records import SetRecord
from psoas.plan.clock import as_understood
from psoas.plan.history import History, Journal, Training, history_of
from psoas.plan.ladder import rank
from psoas.plan.outcomes import OutcomeChange, activities_change, activity_change, no_useful_change, pain_change, values
from psoas.plan.progression import decide
from psoas.plan.steps import is_march
from psoas.plan.walking import weeks_walked

#: How far back single sessions are shown; older ones stay in the journal and in the chart of the levels.
RECENT = timedelta(weeks=26)
#: Weeks in the calendar.
WEEKS = 12


@dataclass(frozen=True, slots=True)
class Point:
    """An answer and its day."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class RungSpan:
    """Consecutive sessions on one rung, from the day `since` to the day `until`."""

    rung: str
    since: date
    until: date
    sessions: int


@dataclass(frozen=True, slots=True)
class RangePoint:
    """Mean range of each leg in one session, degrees; None if not measured."""

    day: date
    rung: str
    left: float | None
    right: float | None
    session_id: int


@dataclass(frozen=True, slots=True)
class Activity:
    """One of the person's activities: ratings from 0 (cannot) to 10 (as before), and their change."""

    item: str
    points: tuple[Point, ...]
    change: OutcomeChange


@dataclass(frozen=True, slots=True)
class Week:
    """A week in the calendar: the steps done on each of its seven days, Monday first."""

    monday: date
    days: tuple[frozenset[StepName], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that the progress pages show; every sequence is oldest first.

    Attributes
    ----------
    day : date
        Today.
    trainings : tuple of Training
        All trainings until today.
    spans : tuple of RungSpan
        The same, as spans on one rung.
    ranges : tuple of RangePoint
        Ranges in recent sessions measured by the camera.
    pain_week, sitting, overall : tuple of Point
        Weekly pain (0 to 10), share of the working day spent sitting (%), overall change (1 to 7).
    pain : OutcomeChange
        Change of weekly pain since the beginning.
    activities : tuple of Activity
        The activities in the latest profile.
    activities_mean : OutcomeChange
        Change of their mean.
    unchanged : str
        Sentence about no useful change in six weeks or more, or "".
    walks : tuple of Point
        Minutes walked in each of the last `WEEKS` weeks, by its Monday, from the first week with a walk.
    weeks : tuple of Week
        At most the last `WEEKS` weeks, from the first in which anything was done.
    profile : Profile
        The latest profile.
    screening : Entry or None
        The latest screening.
    """

    day: date
    trainings: tuple[Training, ...]
    spans: tuple[RungSpan, ...]
    ranges: tuple[RangePoint, ...]
    pain_week: tuple[Point, ...]
    sitting: tuple[Point, ...]
    overall: tuple[Point, ...]
    pain: OutcomeChange
    activities: tuple[Activity, ...]
    activities_mean: OutcomeChange
    unchanged: str
    walks: tuple[Point, ...]
    weeks: tuple[Week, ...]
    profile: Profile
    screening: Entry[Screening] | None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was done or answered yet."""
        points = (self.pain_week, self.sitting, self.overall, *(activity.points for activity in self.activities))
        return not (self.trainings or self.weeks or self.walks or any(points))

    @property
    def recent(self) -> tuple[Training, ...]:
        """Return the trainings within the last `RECENT`."""
        return tuple(training for training in self.trainings if training.day > self.day - RECENT)


def progress_of(
    history: History, day: date, ranges: Mapping[int, tuple[float | None, float | None]] | None = None
) -> Progress:
    """Build the series.

    Parameters
    ----------
    history : History
        Everything done and told; what lies after `day` is ignored.
    day : date
        Today.
    ranges : mapping or None
        Mean range of the left and the right leg by session, degrees (see `ranges_of`).
    """
    known = sorted(
        (one for one in history.trainings if one.day <= day and rank(one.rung) >= 0),
        key=lambda one: (one.counts_from, one.session_id),
    )
    answers = _until(history.answers, day)
    profiles, screenings = _until(history.profiles, day), _until(history.screenings, day)
    profile = profiles[-1].what if profiles else Profile()
    return Progress(
        day=day,
        trainings=tuple(known),
        spans=tuple(_spans(known)),
        ranges=tuple(_ranges(known, ranges or {}, day)),
        pain_week=_points(answers, "pain-week"),
        sitting=_points(answers, "sitting-share"),
        overall=_points(answers, "overall"),
        pain=pain_change(answers, day),
        activities=tuple(
            Activity(item, _points(answers, "activity", item), activity_change(answers, item, day))
            for item in profile.activities
        ),
        activities_mean=activities_change(answers, profile.activities, day),
        unchanged=no_useful_change(answers, profile.activities, day),
        walks=_walked(history, day),
        weeks=_weeks(history, known, day),
        profile=profile,
        screening=screenings[-1] if screenings else None,
    )


def read_progress(journal: Journal, now: datetime) -> tuple[Progress, str]:
    """Read the progress until now, and the planned rung of the next march, or ""."""
    history = as_understood(history_of(journal), now)
    progress = progress_of(history, now.date(), ranges_of(journal, history.trainings))
    decision = decide(history, now)
    going_on = decision.train or decision.kind in ("rest-day", "too-sore", "easy-days")
    return progress, decision.rung if going_on and progress.trainings else ""


def ranges_of(journal: Journal, trainings: Iterable[Training]) -> dict[int, tuple[float | None, float | None]]:
    """Return the mean range of each leg by session, degrees, for `progress_of`."""
    found = {training.session_id: journal.sets(training.session_id) for training in trainings}
    return {number: (_mean(sets, left=True), _mean(sets, left=False)) for number, sets in found.items()}


def _mean(sets: Sequence[SetRecord], *, left: bool) -> float | None:
    """Average over the sets, weighted by repetitions."""
    measured = [
        (degrees, reps)
        for degrees, reps in ((s.range_left_deg, s.left) if left else (s.range_right_deg, s.right) for s in sets)
        if degrees is not None and reps
    ]
    whole = sum(reps for _, reps in measured)
    return sum(degrees * reps for degrees, reps in measured) / whole if whole else None


def _until(entries: Iterable[Entry[T]], day: date) -> list[Entry[T]]:
    return sorted((entry for entry in entries if entry.day <= day), key=lambda entry: (entry.at, entry.id))


def _points(answers: Iterable[Entry[Answer]], asked: Asked, item: str | None = None) -> tuple[Point, ...]:
    return tuple(Point(day, value) for day, value in values(answers, asked, item))


def _spans(trainings: Iterable[Training]) -> Iterable[RungSpan]:
    for rung, group in groupby(trainings, key=lambda training: training.rung):
        days = [training.day for training in group]
        yield RungSpan(rung, days[0], days[-1], len(days))


def _ranges(
    trainings: Iterable[Training], ranges: Mapping[int, tuple[float | None, float | None]], day: date
) -> Iterable[RangePoint]:
    for training in trainings:
        left, right = ranges.get(training.session_id, (None, None))
        if training.day > day - RECENT and (left is not None or right is not None):
            yield RangePoint(training.day, training.rung, left, right, training.session_id)


def _weeks(history: History, trainings: Iterable[Training], day: date) -> tuple[Week, ...]:
    done: dict[date, set[StepName]] = {}
    for entry in history.steps:
        if entry.what.state == "done" and (entry.what.step != "strengthen" or is_march(entry.what)):
            done.setdefault(entry.day, set()).add(entry.what.step)
    for training in trainings:
        done.setdefault(training.day, set()).add("strengthen")
    last = day - timedelta(days=day.weekday())
    weeks = (
        Week(monday, tuple(frozenset(done.get(at, ())) if at <= day else frozenset() for at in _days(monday)))
        for monday in (last - timedelta(weeks=back) for back in reversed(range(WEEKS)))
    )
    return tuple(dropwhile(lambda week: not any(week.days), weeks))


def _walked(history: History, day: date) -> tuple[Point, ...]:
    weeks = (Point(monday, minutes) for monday, minutes in weeks_walked(history, day, WEEKS))
    return tuple(dropwhile(lambda week: not week.value, weeks))


def _days(monday: date) -> list[date]:
    return [monday + timedelta(days=number) for number in range(7)]
