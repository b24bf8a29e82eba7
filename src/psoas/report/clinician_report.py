"""One page to take to a clinician: what was done and said, as PDF, whatever the length of the history.

It reports and concludes nothing. Of the questions before the first time it shows what they closed, never what was
answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from psoas.journal.answers import Lock
from psoas.plan.ladder import rung_of
from psoas.plan.outcomes import OutcomeChange
from psoas.plan.progress import Point, Progress
from psoas.programme.model import Strict, Text
from psoas.programme.reading import packaged
from psoas.report import progress as charts
from psoas.report import progress_words as words
from psoas.report.chart import Chart
from psoas.report.pdf import INK, PAPERS, SOFT, Paper, Sheet, printable, wrapped

__all__ = ["PAPERS", "Paper", "summary_pdf"]

_SIDE, _TOP, _FOOT, _GAP = 42.0, 38.0, 34.0, 22.0
#: Sizes of the words, points: small print, the sentences, the heads.
_SMALL, _SIZE, _HEAD = 7.2, 8.0, 9.2
#: Largest scale of a chart; the page sets how much smaller it has to be.
_SCALE = 0.56
_MOST_ACTIVITIES = 3
_CHANGES = {
    "early": "too early to tell",
    "same": "about the same",
    "better": "probably better",
    "worse": "probably worse",
}


class SummaryTexts(Strict):
    """Fixed words of the page (summary.toml)."""

    title: Text
    is_: Text
    is_not: Text
    reading: Text
    unprintable: Text
    no_screening: Text
    nothing_closed: Text
    closed: Text
    confirmed: Text
    not_confirmed: Text
    locks: dict[Lock, Text]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A chart under its question and its answer."""

    head: str
    said: list[str]
    chart: Chart | None

    def words_height(self) -> float:
        return _HEAD + 4 + len(self.said) * (_SIZE + 2) + 5


def summary_pdf(progress: Progress, same_deg: float, paper: Paper = "a4") -> bytes:
    """Make the page.

    Parameters
    ----------
    progress : Progress
        How it has gone.
    same_deg : float
        What one camera cannot tell apart between two legs, degrees.
    paper : {"a4", "letter"}
        Its size.

    Returns
    -------
    bytes
        A PDF of one page with real text; the same history gives the same bytes.
    """
    texts = packaged(SummaryTexts, "summary.toml")
    sheet = Sheet(paper, f"psoas: {texts.title}")
    width = sheet.size.width - 2 * _SIDE
    y = _head(sheet, progress, texts, width)
    y = _facts(sheet, progress, y, width)
    foot = _foot_lines(progress, texts, width)
    foot_y = sheet.size.height - _FOOT - _block_height(foot)
    table = _activities_height(progress)
    _cells(sheet, progress, same_deg, _Room(_SIDE, y, width, foot_y - table - y))
    overall = words.overall_said(progress)
    _activities(sheet, _changes(progress, texts), overall, foot_y - table, width)
    _block(sheet, foot, foot_y, width)
    return sheet.finished()


def _head(sheet: Sheet, progress: Progress, texts: SummaryTexts, width: float) -> float:
    right = _SIDE + width
    sheet.words((_SIDE, _TOP + 14), texts.title, 17, "bold")
    sheet.words((right, _TOP + 14), f"{progress.day.day} {progress.day:%B %Y}", _HEAD, end=True)
    y = _TOP + 34
    sheet.words((_SIDE, y), "Name", _SIZE, colour=SOFT)
    sheet.rule(_SIDE + 26, y + 1.5, 230)
    sheet.words((_SIDE + 274, y), "Date of birth", _SIZE, colour=SOFT)
    sheet.rule(_SIDE + 324, y + 1.5, width - 324)
    y += 9
    for text in (texts.is_, texts.is_not):
        y += 2
        for line in wrapped(text, _SMALL, width):
            y += _SMALL + 2
            sheet.words((_SIDE, y), line, _SMALL, colour=SOFT)
    return y + 9


def _facts(sheet: Sheet, progress: Progress, y: float, width: float) -> float:
    """The four numbers that are looked for first."""
    sheet.rule(_SIDE, y, width)
    column = width / 4
    for i, (name, value, more) in enumerate(_four(progress)):
        x = _SIDE + i * column
        sheet.words((x, y + 13), name, _SMALL, colour=SOFT)
        sheet.words((x, y + 27), wrapped(value, 12, column - 8, "bold", 1)[0], 12, "bold")
        sheet.words((x, y + 38), wrapped(more, _SMALL, column - 8, most=1)[0], _SMALL, colour=SOFT)
    sheet.rule(_SIDE, y + 46, width)
    return y + 58


def _four(progress: Progress) -> Sequence[tuple[str, str, str]]:
    if not progress.trainings:
        return (("Sessions of the march", "none yet", ""),)
    first, last, now = progress.trainings[0].day, progress.trainings[-1].day, progress.spans[-1]
    many, days = len(progress.trainings), (last - first).days
    on, since = words.dated(last, progress.day), words.dated(now.since, progress.day)
    rung = rung_of(now.rung)
    return (
        (
            "Sessions of the march",
            f"{many} in {words.long(days)}",
            f"{many / max(days / 7, 1):.1f} a week; last on {on}",
        ),
        ("Now on", f"Level {rung.level}", f"{'no' if rung.band == 'none' else rung.band} band, since {since}"),
        ("Pain during the march", *_lately([one.during for one in progress.recent if one.during is not None])),
        ("Effort", *_lately([one.effort for one in progress.recent if one.effort is not None])),
    )


def _lately(said: Sequence[int]) -> tuple[str, str]:
    last = said[-words.LAST :]
    if not last:
        return "not said", ""
    return f"{median(last):g} of 10", f"median of the last {len(last)}, highest {max(last)}"


@dataclass(frozen=True, slots=True)
class _Room:
    """A part of the page."""

    x: float
    y: float
    width: float
    height: float


def _cells(sheet: Sheet, progress: Progress, same_deg: float, room: _Room) -> None:
    """Six charts in three rows, as large as the room allows: heights give the scale, the scale gives the widths."""
    column, y = (room.width - _GAP) / 2, room.y
    rows = _rows(progress, same_deg, column, _SCALE)
    free = room.height - sum(max(cell.words_height() for cell in row) + 10 for row in rows)
    scale = min(_SCALE, free / max(sum(_tall(row) for row in rows), 1.0))
    for row in _rows(progress, same_deg, column, scale):
        for i, cell in enumerate(row):
            _cell(sheet, cell, room.x + i * (column + _GAP), y, scale)
        y += max(cell.words_height() for cell in row) + scale * _tall(row) + 10


def _tall(row: Sequence[_Cell]) -> float:
    return max((cell.chart.height for cell in row if cell.chart), default=0.0)


def _rows(progress: Progress, same_deg: float, column: float, scale: float) -> Sequence[Sequence[_Cell]]:
    wide = column / scale

    def cell(head: str, said: Sequence[str], chart: Chart | None) -> _Cell:
        return _Cell(head, wrapped(" ".join(said), _SIZE, column, most=3), chart)

    return (
        (
            cell("Level over time", words.rung_words(progress), charts.rung_chart(progress, wide)),
            cell("Pain", words.pain_words(progress, week=False), charts.pain_chart(progress, wide, brief=True)),
        ),
        (
            cell("Repetitions, last set", words.repetition_words(progress), charts.repetitions_chart(progress, wide)),
            cell("Range of each leg", words.range_words(progress, same_deg), charts.range_chart(progress, wide)),
        ),
        (
            cell("Effort", words.effort_words(progress), charts.effort_chart(progress, wide)),
            cell("Sitting", words.sitting_words(progress), charts.sitting_chart(progress, wide)),
        ),
    )


def _cell(sheet: Sheet, cell: _Cell, x: float, y: float, scale: float) -> None:
    sheet.words((x, y + _HEAD), cell.head, _HEAD, "bold")
    at = y + _HEAD + 3
    for line in cell.said:
        at += _SIZE + 2
        sheet.words((x, at), line, _SIZE)
    if cell.chart is not None:
        sheet.chart(cell.chart, x, y + cell.words_height(), scale)


def _changes(progress: Progress, texts: SummaryTexts) -> list[tuple[str, str, str, str]]:
    """What is asked again and again: name, first two weeks, last two weeks, what became of it."""
    rows = [_change("Pain over the week, 0 to 10", progress.pain, progress.pain_week, progress.day)]
    for one in progress.activities[:_MOST_ACTIVITIES]:
        name = one.item if printable(one.item) else texts.unprintable
        rows.append(_change(name, one.change, one.points, progress.day))
    return rows


def _change(name: str, change: OutcomeChange, points: Sequence[Point], day: date) -> tuple[str, str, str, str]:
    said = _CHANGES[change.kind]
    if not points:
        said = "not asked yet"
    elif words.is_stale(points, day):
        said = "no answer in the last 2 weeks"
    return (name, _number(change.before), _number(change.now), said)


def _activities_height(progress: Progress) -> float:
    rows = 1 + min(len(progress.activities), _MOST_ACTIVITIES)
    return 24 + rows * 12 + (14 if progress.overall else 0)


def _activities(sheet: Sheet, rows: Sequence[Sequence[str]], overall: str, y: float, width: float) -> None:
    shares = (0.5, 0.13, 0.13, 0.24)
    places = [_SIDE + width * sum(shares[:i]) for i in range(4)]
    y += _HEAD
    sheet.words((_SIDE, y), "Pain over the week and own activities", _HEAD, "bold")
    y += 5
    for x, head in zip(places[1:], ("first 2 weeks", "last 2 weeks", "change"), strict=True):
        sheet.words((x, y - 5), head, _SMALL, colour=SOFT)
    sheet.rule(_SIDE, y, width)
    for row in rows:
        y += 12
        for x, share, text in zip(places, shares, row, strict=True):
            sheet.words((x, y), wrapped(text, _SIZE, width * share - 6, most=1)[0], _SIZE)
    if overall:
        sheet.words((_SIDE, y + 14), overall, _SIZE)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 1):g}"


def _foot_lines(progress: Progress, texts: SummaryTexts, width: float) -> list[tuple[str, str]]:
    """Lines with their colours."""
    closed = [(line, INK) for line in wrapped(_closed(progress, texts), _SIZE, width, most=3)]
    unchanged = [(line, INK) for line in wrapped(progress.unchanged, _SIZE, width)] if progress.unchanged else []
    return [*unchanged, *closed, *((line, SOFT) for line in wrapped(texts.reading, _SMALL, width))]


def _block_height(lines: Sequence[tuple[str, str]]) -> float:
    return 8 + len(lines) * (_SIZE + 2)


def _block(sheet: Sheet, lines: Sequence[tuple[str, str]], y: float, width: float) -> None:
    sheet.rule(_SIDE, y, width)
    for i, (line, colour) in enumerate(lines):
        sheet.words((_SIDE, y + 4 + (i + 1) * (_SIZE + 2)), line, _SIZE if colour == INK else _SMALL, colour=colour)


def _closed(progress: Progress, texts: SummaryTexts) -> str:
    entry = progress.screening
    if entry is None:
        return texts.no_screening
    day = words.dated(entry.day, progress.day)
    locks = ", ".join(texts.locks[lock] for lock in entry.what.locks)
    said = texts.closed.format(day=day, locks=locks) if locks else texts.nothing_closed.format(day=day)
    if entry.what.outcome == "go":
        return said
    return f"{said} {texts.confirmed if entry.what.confirmed else texts.not_confirmed}"
