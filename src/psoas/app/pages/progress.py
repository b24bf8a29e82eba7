"""Progress: each question with its answer in words, a chart and a table of its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, bullets, el, html, link, note
from psoas.app.widgets.grades import rests_on
from psoas.app.widgets.layout import frame
from psoas.coach.set_comparison import SAME
from psoas.plan.ladder import rung_of
from psoas.plan.progress import Point, Progress, read_progress
from psoas.plan.reasons import capital
from psoas.report import progress as charts
from psoas.report import progress_words as words
from psoas.report.chart import Chart, key, line_key, plot
from psoas.report.clinician_report import PAPERS, Paper, summary_pdf
from psoas.report.desk_charts import longest_min, map_chart, weeks_words
from psoas.report.desk_day import days_of
from psoas.report.progress_words import STEPS, short_date


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, column headings and rows; the first cell of a row is its heading."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def rung_table(progress: Progress) -> Table | None:
    """List every period on one rung."""
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
    """List the pain and effort of every recent march."""
    rows = tuple(
        (short_date(one.day, progress.day), *map(_number, (one.before, one.during, one.morning, one.effort)))
        for one in reversed(progress.recent)
    )
    head = ("March", "Before", "During", "Next day", "Effort")
    return _table("Pain and effort from 0 to 10, the newest march first", head, rows)


def sides_table(progress: Progress) -> Table | None:
    """List the repetitions and range of both legs in every recent march."""
    ranges = {one.session_id: one for one in progress.ranges}
    rows = []
    for one in reversed(progress.recent):
        seen = ranges.get(one.session_id)
        moved = (_number(seen.left, "°"), _number(seen.right, "°")) if seen else ("–", "–")
        rows.append((short_date(one.day, progress.day), str(one.left), str(one.right), *moved))
    head = ("March", "Left", "Right", "Left moved", "Right moved")
    return _table("Repetitions of the last set, and how far each leg moved", head, tuple(rows))


def points_table(progress: Progress, points: Sequence[Point], caption: str, unit: str) -> Table | None:
    """List the answers to one question."""
    rows = tuple((short_date(point.day, progress.day), _number(point.value, unit)) for point in reversed(points))
    return _table(caption, ("Day", "Answer"), rows)


def walking_table(progress: Progress) -> Table | None:
    """List the minutes walked in each week."""
    rows = tuple((short_date(week.day, progress.day), f"{week.value:.0f}") for week in reversed(progress.walks))
    return _table("Minutes walked", ("Week from", "Minutes"), rows)


def activity_table(progress: Progress) -> Table:
    """List the answers about all activities, one row a day."""
    days = sorted({point.day for one in progress.activities for point in one.points}, reverse=True)
    said = [{point.day: point.value for point in one.points} for one in progress.activities]
    rows = tuple((short_date(day, progress.day), *(_number(values.get(day)) for values in said)) for day in days)
    return Table("0 cannot, 10 as before", ("Day", *(one.item for one in progress.activities)), rows)


def calendar_table(progress: Progress) -> Table | None:
    """Count the days of each week on which every step was done."""
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


#: Weeks on the map of the desk.
DESK_WEEKS = 12

_TO_COME = (
    "which level you are on, and since when",
    "what you did on which days",
    "pain and effort, next to the limits psoas goes by",
    "both legs side by side: repetitions and how far each moves",
    "the things that bother you, and how much of the day is sitting",
    "a page of all that to take to a clinician",
)


def build(house: AppState) -> None:
    """Build the page."""
    progress, coming = read_progress(house.store, house.today())
    with frame("Progress", "progress", "progress"):
        with el("div", "stack"):
            Words("h1", "Progress")
            Words("p", _lead(progress), "lead")
        if progress.is_empty:
            _to_come()
            with el("div", "plots"):
                _at_the_desk(house)
            return
        if progress.unchanged:
            note(progress.unchanged)
        with el("div", "plots"):
            _rung(progress, coming)
            _calendar(progress)
            _pain(progress)
            _effort(progress)
            _sides(progress)
            _walking(progress)
            _activities(progress)
            _sitting(progress)
            _at_the_desk(house)
        _take_along(house, progress)


def _to_come() -> None:
    bullets(_TO_COME)
    with el("div", "row"):
        link("Choose a level", "/", "btn main", "go")


def _lead(progress: Progress) -> str:
    if progress.is_empty:
        return "From your first march on, you will see here:"
    if not progress.trainings:
        return "No march yet."
    many = len(progress.trainings)
    return f"{many} {'march' if many == 1 else 'marches'} since {words.dated(progress.trainings[0].day, progress.day)}."


def _question(
    title: str, said: Sequence[str], picture: str, legend: str, table: Table | None, *, claims: Sequence[str] = ()
) -> None:
    """Build one question: the answer, the chart, its legend, the numbers and the claims that it rests on."""
    with el("section", "card question"):
        Words("h2", title)
        Words("p", said[0], "answer")
        if said[1:]:
            Words("p", " ".join(said[1:]), "soft")
        if picture:
            html(picture, "figure")
            if legend:
                html(legend, "ul", "legend plain")
        if table is not None:
            _details(table)
        if claims:
            rests_on(claims)


def _details(table: Table) -> None:
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in table.head)
    rows = "".join(
        f'<tr><th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in rest) + "</tr>"
        for first, *rest in table.rows
    )
    with el("details", "as-table"):
        Words("summary", "The numbers as a table")
        html(
            f"<table><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>",
            "div",
            "tablebox",
        ).props.update({"tabindex": "0", "role": "region", "aria-label": table.caption})


def _entry(sign: str, word: str) -> str:
    return f"<li>{sign}{word}</li>"


def _plot(chart: Callable[[Progress, float], Chart | None], progress: Progress, name: str) -> str:
    return plot(partial(chart, progress), name)


def _rung(progress: Progress, coming: str) -> None:
    picture = _plot(charts.rung_chart, progress, "rung")
    pause = _entry(line_key("way"), "while marching") + _entry(line_key("break"), "a pause of more than two weeks")
    legend = pause if 'class="break' in picture else ""
    said = words.rung_words(progress, coming)
    _question("Which level, and since when?", said, picture, legend, rung_table(progress))


def _calendar(progress: Progress) -> None:
    names = {"massage": "massage", "stretch": "stretch", "strengthen": "psoas march", "habit": "habit"}
    marks = charts.STEP_MARKS.items()
    legend = "".join(_entry(key(shape, step, letter), names[step]) for step, (shape, letter) in marks)
    picture = _plot(charts.calendar_chart, progress, "calendar")
    _question("Which steps, on which days?", words.calendar_words(progress), picture, legend, calendar_table(progress))


def _pain(progress: Progress) -> None:
    legend = (
        _entry(key("square", "calm"), "calm: 0 to 2")
        + _entry(key("square", "some"), "3 to 5")
        + _entry(key("triangle", "much"), "above the limit: 6 to 10")
    )
    picture = _plot(charts.pain_chart, progress, "pain")
    said = words.pain_words(progress, week=False)
    _question("How much pain?", said, picture, legend, feeling_table(progress))
    if week := words.week_words(progress):
        table = points_table(progress, progress.pain_week, "Pain over the week, 0 none at all to 10 the worst", "")
        _question("And over the week?", week, _plot(charts.pain_week_chart, progress, "week"), "", table)


def _effort(progress: Progress) -> None:
    legend = (
        _entry(key("square", "calm"), "up to 7, hard")
        + _entry(key("square", "some"), "8")
        + _entry(key("triangle", "much"), "too hard for now: 9 and 10")
    )
    picture = _plot(charts.effort_chart, progress, "effort")
    _question("How hard was it?", words.effort_words(progress), picture, legend, None)


def _sides(progress: Progress) -> None:
    often = "one point a week, " if len(progress.recent) > charts.MANY else ""
    legend = (
        _entry(line_key("left"), "left")
        + _entry(line_key("right"), "right")
        + _entry("", f"{often}a new line for each new level or band")
    )
    said, picture = words.repetition_words(progress), _plot(charts.repetitions_chart, progress, "repetitions")
    _question("Do both legs do the same?", said, picture, legend, sides_table(progress))
    said, picture = words.range_words(progress, SAME["range_deg"]), _plot(charts.range_chart, progress, "range")
    _question("How far does each leg move?", said, picture, legend, None)


def _activities(progress: Progress) -> None:
    with el("section", "card question"):
        Words("h2", "What about the things that bother you?")
        for said in words.activity_words(progress):
            Words("p", said, "answer")
        for number, activity in enumerate(progress.activities):
            Words("h3", activity.item)
            Words("p", words.one_activity_words(activity, progress.day))
            picture = plot(partial(charts.activity_chart, activity, progress.day), f"do-{number}")
            if picture:
                html(picture, "figure")
        if progress.overall:
            Words("p", words.overall_said(progress), "soft")
        if any(activity.points for activity in progress.activities):
            Words("p", "0 is cannot do it, 10 is as well as before it bothered you.", "soft small")
            _details(activity_table(progress))


def _walking(progress: Progress) -> None:
    if said := words.walking_words(progress):
        table = walking_table(progress)
        _question("How much walking?", said, _plot(charts.walking_chart, progress, "walking"), "", table)


def _sitting(progress: Progress) -> None:
    table = points_table(progress, progress.sitting, "Share of the working day spent sitting", " %")
    picture = _plot(charts.sitting_chart, progress, "sitting")
    _question("How much of the day is sitting?", words.sitting_words(progress), picture, "", table)


def _at_the_desk(house: AppState) -> None:
    days = days_of(house.store, house.today(), DESK_WEEKS)
    if all(day.is_empty for day in days):
        return
    rows = tuple(
        (
            short_date(day.on, house.today().date()),
            *(str(day.minutes(kind)) for kind in ("sat", "stood", "away")),
            str(longest_min(day)),
            str(day.alone),
            str(day.prompted),
            str(day.moves),
        )
        for day in reversed(days)
        if not day.is_empty
    )
    head = ("Day", "Sat", "Stood", "Away", "Longest", "Alone", "Asked", "Moves")
    table = _table("Minutes sat, stood and away, the longest without a break, breaks and small moves", head, rows)
    picture, claims = plot(partial(map_chart, days), "desk-map"), ("breaks-metabolism", "breaks-back")
    _question("How long at a time do you sit?", weeks_words(days), picture, "", table, claims=claims)


def _take_along(house: AppState, progress: Progress) -> None:
    papers: tuple[Paper, ...] = ("letter", "a4") if progress.profile.country == "us" else ("a4", "letter")
    with el("section", "stack", aria_labelledby="take-along"):
        Words("h2", "To take with you", id="take-along")
        Words(
            "p",
            "One page for your clinician: level, sessions, pain and effort, both legs, your activities, sitting, and "
            "what your answers about warning signs have closed. It is made on this computer and sent nowhere.",
        )
        with el("div", "row"):
            for paper, name in zip(papers, ("Save as PDF for my clinician", "The same on {}"), strict=True):
                Button(
                    name.format(PAPERS[paper].name),
                    partial(_save, house, paper),
                    "main" if paper == papers[0] else "",
                )


def _save(house: AppState, paper: Paper) -> None:
    progress, _ = read_progress(house.store, house.today())
    ui.download.content(summary_pdf(progress, SAME["range_deg"], paper), f"psoas-{progress.day}.pdf", "application/pdf")
