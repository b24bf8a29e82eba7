"""The numbers behind the plots of progress, as tables of words; newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psoas.plan.ladder import rung_of
from psoas.plan.progress import Point, Progress
from psoas.plan.reasons import capital
from psoas.report.progress_words import STEPS, short_date


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, the heads of the columns, and rows whose first cell names them."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def rung_table(progress: Progress) -> Table | None:
    """Every stretch on one rung."""
    rows = tuple(
        (
            capital(rung_of(span.rung).name),
            short_date(span.since, progress.day),
            short_date(span.until, progress.day),
            str(span.sessions),
        )
        for span in reversed(progress.spans)
    )
    return _table("Levels, the newest first", ("Level", "From", "To", "Sessions"), rows)


def feeling_table(progress: Progress) -> Table | None:
    """Pain and effort of every recent march."""
    rows = tuple(
        (short_date(one.day, progress.day), *map(_number, (one.before, one.during, one.morning, one.effort)))
        for one in reversed(progress.recent)
    )
    head = ("March", "Before", "During", "Next day", "Effort")
    return _table("Pain and effort from 0 to 10, the newest march first", head, rows)


def sides_table(progress: Progress) -> Table | None:
    """Repetitions and range of both legs in every recent march."""
    ranges = {one.session_id: one for one in progress.ranges}
    rows = []
    for one in reversed(progress.recent):
        seen = ranges.get(one.session_id)
        moved = (_number(seen.left, "°"), _number(seen.right, "°")) if seen else ("–", "–")
        rows.append((short_date(one.day, progress.day), str(one.left), str(one.right), *moved))
    head = ("March", "Left", "Right", "Left moved", "Right moved")
    return _table("Repetitions of the last set, and how far each leg moved", head, tuple(rows))


def points_table(progress: Progress, points: Sequence[Point], caption: str, unit: str) -> Table | None:
    """Answers to one question."""
    rows = tuple((short_date(point.day, progress.day), _number(point.value, unit)) for point in reversed(points))
    return _table(caption, ("Day", "Answer"), rows)


def activity_table(progress: Progress) -> Table:
    """Answers about all activities, one row a day."""
    days = sorted({point.day for one in progress.activities for point in one.points}, reverse=True)
    said = [{point.day: point.value for point in one.points} for one in progress.activities]
    rows = tuple((short_date(day, progress.day), *(_number(values.get(day)) for values in said)) for day in days)
    return Table("0 cannot, 10 as before", ("Day", *(one.item for one in progress.activities)), rows)


def calendar_table(progress: Progress) -> Table | None:
    """On how many days of each week every step was done."""
    rows = tuple(
        (f"{short_date(week.monday, progress.day)}", *(str(sum(step in day for day in week.days)) for step in STEPS))
        for week in reversed(progress.weeks)
    )
    head = ("Week from", *(word.capitalize() for word in STEPS.values()))
    return _table("Days with each step", head, rows) if any(d for w in progress.weeks for d in w.days) else None


def _table(caption: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table | None:
    return Table(caption, head, rows) if rows else None


def _number(value: float | None, unit: str = "") -> str:
    return "–" if value is None else f"{value:.0f}{unit}" if unit == "°" else f"{value:g}{unit}"
