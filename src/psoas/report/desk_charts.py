"""A day at the desk as a strip, twelve weeks as a map, and both in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from psoas.journal.desk_log import DeskSpan
from psoas.report.chart import (
    FONT,
    Anchor,
    BoxShape,
    Chart,
    LabelShape,
    LineShape,
    MarkShape,
    Shape,
    Style,
    week_head,
    wide,
)
from psoas.report.desk_day import DeskDay
from psoas.report.words import plural

#: Height of the strip, and where it begins below the marks of the prompts.
_TALL, _TOP = 34.0, 16.0
#: A strip shows at least this many hours.
_LEAST_H = 6
#: Fewer minutes at the desk than this are left out of the map.
_SOME = 15


def hours_words(minutes: int) -> str:
    """Write minutes as hours and minutes.

    Examples
    --------
    >>> hours_words(45), hours_words(60), hours_words(125)
    ('45 minutes', '1 hour', '2 h 5 min')
    """
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return plural(minutes, "minute")
    return plural(hours, "hour") if rest == 0 else f"{hours} h {rest} min"


def day_words(day: DeskDay) -> tuple[str, str]:
    """Say a day in two sentences: what was sat, and what was done about it."""
    if day.is_empty:
        return "Nothing seen yet today.", ""
    sat, stood, call = (day.minutes(kind) for kind in ("sat", "stood", "call"))
    parts = [f"You sat for {hours_words(sat)}"]
    if stood:
        parts.append(f"stood for {hours_words(stood)}")
    if call:
        parts.append(f"listened for {hours_words(call)} in a call")
    first = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    if day.breaks == 0:
        return f"{first}.", "No break yet."
    by_whom = [f"{day.alone} by yourself"] if day.alone else []
    by_whom += [f"{day.prompted} when asked"] if day.prompted else []
    moves = f", and did {plural(day.moves, 'small move')}" if day.moves else ""
    return f"{first}.", f"You took {plural(day.breaks, 'break')}: {' and '.join(by_whom)}{moves}."


def weeks_words(days: Sequence[DeskDay]) -> tuple[str, str]:
    """Say what was usual on the last seven days at the desk, and what breaks are good for."""
    seen = [day for day in days if day.minutes("sat") + day.minutes("call") >= _SOME][-7:]
    honest = (
        "Getting up often helps blood sugar and blood pressure a little. For the back, trials disagree: "
        "in the largest, people who sat less had just as much back pain."
    )
    if not seen:
        return "Nothing seen at the desk yet.", honest
    longest = sorted(longest_min(day) for day in seen)[len(seen) // 2]
    breaks = round(sum(day.breaks for day in seen) / len(seen))
    often = f"and you take about {plural(breaks, 'break')} a day" if breaks else "and you hardly take a break"
    return f"Most days {hours_words(longest)} is the longest without a break, {often}.", honest


def longest_min(day: DeskDay) -> int:
    """Return the longest stretch of sitting without a break of three minutes, minutes."""
    longest = stretch = 0.0
    for span in day.spans:
        if span.kind in ("away", "stood") and span.seconds >= 180:
            stretch = 0.0
        elif span.kind in ("sat", "call"):
            stretch += span.seconds
        longest = max(longest, stretch)
    return round(longest / 60)


def day_chart(day: DeskDay, width: float) -> Chart | None:
    """Draw a day as a strip: tall where one sat, half as tall where one stood, hatched in a call, a line while away."""
    if day.is_empty:
        return None
    first, last = _hours(day.spans)
    scale = width / max((last - first).total_seconds(), 1.0)

    def x(at: datetime) -> float:
        return (at - first).total_seconds() * scale

    parts: list[Shape] = [BoxShape(0, _TOP, width, _TALL, "lane", 6)]
    parts += [_span(span, x(span.begin), x(span.end)) for span in day.spans if span.kind != "unknown"]
    parts += [
        MarkShape(x(at), _TOP - 7, "triangle", "asked", 4.5, f"{at:%H:%M}: asked to get up") for at in day.prompts
    ]
    parts.append(LineShape(((0, _TOP + _TALL), (width, _TOP + _TALL)), "base"))
    hours = round((last - first).total_seconds() / 3600)
    step = next(step for step in (1, 2, 3, 4, 6, 12, 24) if width / hours * step >= 1.5 * wide("00:00") + 8)
    for hour in range(0, hours + 1, step):
        at = first + timedelta(hours=hour)
        anchor: Anchor = "start" if hour == 0 else "end" if hour == hours else "middle"
        parts.append(LabelShape(x(at), _TOP + _TALL + 5 + FONT, f"{at:%H:%M}", anchor=anchor))
    said = " ".join(day_words(day))
    return Chart(width, _TOP + _TALL + 9 + FONT, "Your day at the desk", said, tuple(parts))


def _span(span: DeskSpan, begin: float, end: float) -> BoxShape:
    style: Style = "unseen" if span.kind == "call" else span.kind  # type: ignore[assignment]
    share = {"sat": 1.0, "call": 1.0, "stood": 0.5}.get(span.kind, 0.12)
    words = {"sat": "sat", "stood": "stood", "call": "in a call", "away": "away"}[span.kind]
    tip = f"{span.begin:%H:%M} to {span.end:%H:%M}: {words}"
    wide_ = max(end - begin, 0.6)
    return BoxShape(begin, _TOP + _TALL * (1 - share), wide_, _TALL * share, style, 1.5, tip)


def _hours(spans: Sequence[DeskSpan]) -> tuple[datetime, datetime]:
    """Return whole hours around the spans; nights away at either end are left out."""
    there = [span for span in spans if span.kind != "away"] or list(spans)
    first = there[0].begin.replace(minute=0, second=0, microsecond=0)
    last = max(there[-1].end, first + timedelta(hours=_LEAST_H))
    if last != last.replace(minute=0, second=0, microsecond=0):
        last = last.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return first, last


def map_chart(days: Sequence[DeskDay], width: float) -> Chart | None:
    """Draw weeks as a map: a row a week, a box a day, the taller the longer one sat without a break."""
    if all(day.is_empty for day in days):
        return None
    left = wide("30 Nov") + 6
    cell = (width - left - 2) / 7
    tall, head = min(cell, 34.0), FONT + 9
    parts = week_head(left, cell, narrow=width < 400)
    for number, day in enumerate(days):
        row, column = divmod(number, 7)
        top, x = head + row * tall, left + column * cell
        if column == 0:
            parts.append(LabelShape(0, top + tall / 2 + FONT * 0.35, f"{day.on.day} {day.on:%b}"))
        parts.append(BoxShape(x + 1.5, top + 1.5, cell - 3, tall - 3, "today" if day is days[-1] else "day", 5))
        if day.minutes("sat") + day.minutes("call") >= _SOME:
            longest = longest_min(day)
            high = (tall - 9) * min(1.0, max(0.2, longest / 120))
            tip = f"{day.on.day} {day.on:%b}: {longest} minutes at the longest, {plural(day.breaks, 'break')}"
            parts.append(BoxShape(x + 4.5, top + tall - 4.5 - high, cell - 9, high, "one", 3, tip))
    rows = (len(days) + 6) // 7
    return Chart(
        width,
        head + rows * tall + 2,
        f"Longest sitting without a break, on each day of {plural(rows, 'week')}",
        "A row for each week, a box for each day; the fuller the box, the longer without a break, up to two hours.",
        tuple(parts),
    )
