"""A one-page PDF summary to take to a clinician, however long the history.

It reports and draws no conclusions. From the screening it shows which exercises were closed, never the answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median

from reportlab.platypus import Spacer

from psoas.journal.answers import Lock
from psoas.plan.ladder import rung_of
from psoas.plan.outcomes import OutcomeChange
from psoas.plan.progress import Point, Progress
from psoas.programme.reading import packaged
from psoas.programme.strict import Strict, Text
from psoas.report import progress as charts
from psoas.report import progress_words as words
from psoas.report.chart import Chart
from psoas.report.pdf import (
    PAPERS,
    Flowable,
    Paper,
    drawing,
    frame_of,
    height_of,
    one_page,
    printable,
    table,
)
from psoas.report.pdf import words as paragraph

__all__ = ["PAPERS", "Paper", "summary_pdf"]

#: Between the two columns of charts.
_GAP = 22.0
#: Largest scale of a chart, points for each of its units.
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


def summary_pdf(progress: Progress, same_deg: float, paper: Paper = "a4") -> bytes:
    """Make the one-page summary.

    Parameters
    ----------
    progress : Progress
        The person's progress so far.
    same_deg : float
        Smallest difference between the legs that one camera can detect, degrees.
    paper : {"a4", "letter"}
        Size of the paper.

    Returns
    -------
    bytes
        A PDF of one page with real text; the same history gives the same bytes.
    """
    texts = packaged(SummaryTexts, "summary.toml")
    width, height = frame_of(paper)
    above = [*_head(progress, texts, width), _facts(progress, width)]
    below = [*_activities(progress, texts, width), *_foot(progress, texts, width)]
    cells = _cells(progress, same_deg, (width - _GAP) / 2 / _SCALE)
    free = height - height_of([*above, _table_of(cells, width, 0), *below], width)
    scale = min(_SCALE, free / max(_tall(cells), 1.0))
    cells = _cells(progress, same_deg, (width - _GAP) / 2 / scale)
    rest = Spacer(0, max(free - scale * _tall(cells), 0))
    return one_page([*above, _table_of(cells, width, scale), rest, *below], paper, f"psoas: {texts.title}")


def _head(progress: Progress, texts: SummaryTexts, width: float) -> list[Flowable]:
    day = paragraph(f"{progress.day.day} {progress.day:%B %Y}", "date", end=True)
    name, birth = paragraph("Name", "small"), paragraph("Date of birth", "small")
    return [
        table([[paragraph(texts.title, "title"), day]], [0.7 * width, 0.3 * width], valign="BOTTOM"),
        Spacer(0, 8),
        table(
            [[name, None, None, birth, None]],
            [28, 230, 18, 52, width - 328],
            ("LINEBELOW", 1, 0, 1, 0),
            ("LINEBELOW", 4, 0, 4, 0),
        ),
        paragraph(texts.is_, "small", before=10),
        paragraph(texts.is_not, "small", before=2),
        Spacer(0, 9),
    ]


def _facts(progress: Progress, width: float) -> Flowable:
    """Draw the four numbers that a clinician looks for first."""
    cells: list[Flowable] = [
        [Spacer(0, 3), paragraph(name, "small"), paragraph(value, "value"), paragraph(more, "small"), Spacer(0, 5)]
        for name, value, more in _four(progress)
    ]
    cells += [None] * (4 - len(cells))
    return table([cells], [width / 4] * 4, ("LINEABOVE", 0, 0, -1, 0), ("LINEBELOW", 0, 0, -1, 0))


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
    return f"{median(last):g} out of 10", f"median of the last {len(last)}, highest {max(last)}"


#: A question, its answer, and a chart.
_Cell = tuple[str, str, Chart | None]


def _cells(progress: Progress, same_deg: float, wide: float) -> list[tuple[_Cell, _Cell]]:
    """Return three rows of two charts, each `wide` units wide."""

    def cell(head: str, said: Sequence[str], chart: Chart | None) -> _Cell:
        return head, " ".join(said), chart

    return [
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
    ]


def _tall(cells: Sequence[tuple[_Cell, _Cell]]) -> float:
    """Return the height of all rows of charts, in chart units."""
    return sum(max((chart.height for _, _, chart in row if chart), default=0.0) for row in cells)


def _table_of(cells: Sequence[tuple[_Cell, _Cell]], width: float, scale: float) -> Flowable:
    """Lay out each chart below its text; a scale of 0 leaves the charts out."""
    rows: list[list[Flowable]] = []
    for left, right in cells:
        said = [[Spacer(0, 9), paragraph(head, "head"), paragraph(text)] for head, text, _ in (left, right)]
        drawn = [drawing(chart, scale) if chart and scale else None for _, _, chart in (left, right)]
        rows += [[said[0], None, said[1]], [drawn[0], None, drawn[1]]]
    column = (width - _GAP) / 2
    return table(rows, [column, _GAP, column])


def _changes(progress: Progress, texts: SummaryTexts) -> list[tuple[str, str, str, str]]:
    """Return one row for each repeated question: name, first two weeks, last two weeks, verdict."""
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


def _activities(progress: Progress, texts: SummaryTexts, width: float) -> list[Flowable]:
    heads = [paragraph(head, "small") for head in ("first 2 weeks", "last 2 weeks", "change")]
    rows = [[paragraph("Pain over the week and own activities", "head"), *heads]]
    rows += [[paragraph(text) for text in row] for row in _changes(progress, texts)]
    widths = [width * share for share in (0.5, 0.13, 0.13, 0.24)]
    overall = words.overall_said(progress)
    return [
        Spacer(0, 6),
        table(rows, widths, ("LINEBELOW", 0, 0, -1, 0), valign="BOTTOM"),
        *([paragraph(overall, before=3)] if overall else []),
    ]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 1):g}"


def _foot(progress: Progress, texts: SummaryTexts, width: float) -> list[Flowable]:
    said = [progress.unchanged] if progress.unchanged else []
    cell = [Spacer(0, 3), *(paragraph(text) for text in (*said, _closed(progress, texts)))]
    return [
        Spacer(0, 6),
        table([[[*cell, paragraph(texts.reading, "small", before=2)]]], [width], ("LINEABOVE", 0, 0, 0, 0)),
    ]


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
