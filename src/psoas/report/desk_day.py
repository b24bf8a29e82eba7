"""A day at the desk from the journal: what went on when, and what became of the prompts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from psoas.journal.answers import StepDone
from psoas.journal.desk_log import DeskEvent, DeskKind, DeskSpan
from psoas.journal.store import Store

#: Where computers disagree, the first of these is true: somebody who types at one is not away.
_WINS: tuple[DeskKind, ...] = ("sat", "stood", "call", "unknown", "away")

#: The habit step itself, which is no small move.
_HABIT = "break-up-sitting"


@dataclass(frozen=True, slots=True)
class DeskDay:
    """A day at the desk.

    Attributes
    ----------
    on : date
        The local date.
    spans : tuple of DeskSpan
        What went on at all computers together, in order, without overlap.
    prompts : tuple of datetime
        When it was asked to get up.
    alone, prompted, moves : int
        Breaks taken without being asked and after it; small moves done.
    """

    on: date
    spans: tuple[DeskSpan, ...] = ()
    prompts: tuple[datetime, ...] = ()
    alone: int = 0
    prompted: int = 0
    moves: int = 0

    def minutes(self, kind: DeskKind) -> int:
        """Minutes of a kind."""
        return round(sum(span.seconds for span in self.spans if span.kind == kind) / 60)

    @property
    def breaks(self) -> int:
        """All breaks taken."""
        return self.alone + self.prompted

    @property
    def is_empty(self) -> bool:
        """Whether nothing was seen that day."""
        return not self.spans


def day_of(store: Store, now: datetime, on: date | None = None) -> DeskDay:
    """Return a day, by default today's, in the time zone of `now`."""
    day = on or now.date()
    begin = _midnight(day, now)
    end = _midnight(day + timedelta(days=1), now)
    return built(day, store.desk_spans(begin, end), store.desk_events(begin, end), (begin, end), moves_of(store))


def days_of(store: Store, now: datetime, weeks: int) -> tuple[DeskDay, ...]:
    """Return all days of the last weeks, from a Monday to today."""
    first = now.date() - timedelta(days=now.weekday(), weeks=weeks - 1)
    spans, events = store.desk_spans(_midnight(first, now), now), store.desk_events(_midnight(first, now), now)
    moves = moves_of(store)
    days = []
    for number in range((now.date() - first).days + 1):
        day = first + timedelta(days=number)
        begin, end = _midnight(day, now), _midnight(day + timedelta(days=1), now)
        of_day = [span for span in spans if span.begin < end and span.end > begin]
        days.append(built(day, of_day, [event for event in events if begin <= event.at < end], (begin, end), moves))
    return tuple(days)


def moves_of(store: Store) -> tuple[datetime, ...]:
    """Return when small moves were done: what was led as part of the habit step, beside that step itself."""
    done = (entry for entry in store.told(StepDone) if entry.what.step == "habit" and entry.what.state == "done")
    return tuple(entry.at for entry in done if entry.what.exercise_id != _HABIT)


def built(
    day: date,
    spans: Iterable[DeskSpan],
    events: Iterable[DeskEvent],
    ends: tuple[datetime, datetime],
    moves: Sequence[datetime] = (),
) -> DeskDay:
    """Put a day together from what the journal has between two moments."""
    begin, end = ends
    happened = list(events)
    breaks = [event for event in happened if event.kind == "break"]
    prompted = sum(bool(event.what.get("prompted")) for event in breaks)
    corrected = sum(event.kind == "corrected" for event in happened)
    return DeskDay(
        day,
        merged([_clipped(span, begin, end) for span in spans]),
        prompts=tuple(event.at.astimezone(begin.tzinfo) for event in happened if event.kind == "prompt"),
        alone=max(0, len(breaks) - prompted - corrected),
        prompted=prompted,
        moves=sum(begin <= at < end for at in moves),
    )


def merged(spans: Sequence[DeskSpan]) -> tuple[DeskSpan, ...]:
    """Merge the spans of several computers into one row without overlap.

    Examples
    --------
    >>> from datetime import datetime, timezone
    >>> at = lambda minute: datetime(2026, 3, 2, 9, minute, tzinfo=timezone.utc)
    >>> both = merged([DeskSpan("sat", at(0), at(10), "laptop"), DeskSpan("away", at(5), at(20), "tower")])
    >>> [(span.kind, span.seconds / 60) for span in both]
    [('sat', 10.0), ('away', 10.0)]
    """
    edges = sorted({edge for span in spans for edge in (span.begin, span.end)})
    row: list[DeskSpan] = []
    for begin, end in pairwise(edges):
        kinds = {span.kind for span in spans if span.begin <= begin and span.end >= end}
        kind = next((kind for kind in _WINS if kind in kinds), None)
        if kind is None:
            continue
        if row and row[-1].kind == kind and row[-1].end == begin:
            begin = row.pop().begin  # noqa: PLW2901 - the span goes on
        row.append(DeskSpan(kind, begin, end))
    return tuple(row)


def as_csv(days: Sequence[DeskDay]) -> str:
    """Write days as CSV, a line a span: kind, begin and end with UTC offset, minutes."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("kind", "begin", "end", "minutes"))
    for day in days:
        for span in day.spans:
            rows.writerow(
                (
                    span.kind,
                    span.begin.isoformat("T", "seconds"),
                    span.end.isoformat("T", "seconds"),
                    f"{span.seconds / 60:.1f}",
                )
            )
    return text.getvalue()


def _clipped(span: DeskSpan, begin: datetime, end: datetime) -> DeskSpan:
    return DeskSpan(
        span.kind, max(span.begin, begin).astimezone(begin.tzinfo), min(span.end, end).astimezone(begin.tzinfo)
    )


def _midnight(day: date, now: datetime) -> datetime:
    # In the other half of the year this is an hour off, in the middle of the night.
    return datetime.combine(day, time(), tzinfo=now.tzinfo or UTC)
