"""`psoas history` and `psoas progress`: what was done, how it felt and what was decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.markup import escape

from psoas.cli import options
from psoas.cli.options import Data, at_home, opened, say
from psoas.errors import PsoasError
from psoas.private_files import write_private
from psoas.report.words import date_words

if TYPE_CHECKING:
    from psoas.journal.answers import Answer, Choice, StepDone
    from psoas.plan.diary import DiaryDay
    from psoas.plan.history import Training

#: Ten years: more than anybody looks back at once.
_MOST_WEEKS = 520


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(history)
    app.command()(progress)


def history(
    data: Data = None,
    weeks: Annotated[int, typer.Option(help="How many weeks to look back.", min=1, max=_MOST_WEEKS)] = 4,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, for another program.")] = False,
) -> None:
    """List what you did, how it felt, and what was decided, day by day."""
    from json import dumps

    from psoas.plan.diary import diary
    from psoas.plan.history import history_of
    from psoas.programme.catalogue import load

    with opened(data) as store:
        days = diary(history_of(store), options.now(), weeks)
    if as_json:
        typer.echo(dumps({"weeks": weeks, "days": [day.as_json() for day in days]}, indent=1, ensure_ascii=False))
        return
    if not days:
        raise PsoasError(
            "There is nothing in these weeks. Look back further with --weeks, or start with `psoas today`."
        )
    names = {exercise.id: exercise.name for exercise in load().exercises}
    for day in days:
        say.print(f"[bold]{day.day:%A}, {date_words(day.day)}[/]")
        for line in _lines(day, names):
            say.print(f"  {escape(line)}")


def _counted(step: StepDone) -> str:
    return "" if step.counted_by is None else f", {step.left} left, {step.right} right"


def _lines(day: DiaryDay, names: dict[str, str]) -> list[str]:
    from psoas.plan.screening import outcome_text

    lines = [f"Questions about warning signs: {outcome_text(each.outcome).title}" for each in day.screenings]
    for training, decision in day.marches:
        lines += [f"Decided: {decision.reason}", f"March: {_march(training)}"]
        lines += [f"Felt: {felt}"] if (felt := _felt(training)) else []
    lines += [f"March: {one.say}" for one in day.opened]
    states = {"done": "done", "skipped": "left out", "stopped": "stopped"}
    if steps := [
        f"{names.get(step.exercise_id, step.exercise_id)} ({states[step.state]}{_counted(step)})" for step in day.steps
    ]:
        lines.append(f"Steps: {', '.join(steps)}")
    if walks := [f"{walk.minutes} min{_hurt(walk.pain)}" for walk in day.walks]:
        lines.append(f"Walks: {', '.join(walks)}")
    if said := [_said(answer) for answer in day.answers]:
        lines.append(f"Said: {'; '.join(said)}")
    return [*lines, *(f"Chose: {_wished(choice)}" for choice in day.choices)]


def _march(training: Training) -> str:
    from psoas.plan.ladder import rung_of

    rung = rung_of(training.rung).name if training.rung else "no level"
    return (
        f"{rung}, {training.sets_done} of {training.sets_planned} sets done, "
        f"{training.left} left and {training.right} right in the last set{'' if training.ended else ', not finished'}"
    )


def _felt(training: Training) -> str:
    kept = {True: "form held", False: "form lost", None: ""}[training.form_kept]
    parts = (
        _of_ten("pain before", training.before),
        _of_ten("at worst", training.during),
        _of_ten("the next morning", training.morning),
        _of_ten("effort", training.effort),
        kept,
        "a warning sign came up" if training.stop_symptom else "",
    )
    return ", ".join(part for part in parts if part)


def _hurt(pain: int | None) -> str:
    return "" if pain is None else f" (pain {pain} out of 10)"


def _of_ten(what: str, value: int | None) -> str:
    return "" if value is None else f"{what} {value} out of 10"


def _said(answer: Answer) -> str:
    what = {
        "pain-now": "pain",
        "pain-week": "pain over the week",
        "activity": answer.item,
        "sitting-share": "percent of the working day spent sitting",
        "overall": "overall, from 1 (very much better) to 7 (very much worse)",
        "workstation": f"desk, {answer.item}",
        "walk-minutes": "minutes of a usual walk",
        "walk-days": "days a week with a walk",
    }[answer.asked]
    return f"{what}: {'left open' if answer.value is None else f'{answer.value:g}'}"


def _wished(choice: Choice) -> str:
    from psoas.plan.ladder import ladder_file, rung_of

    known = {rung.id for rung in ladder_file().rungs}
    rung = f", {rung_of(choice.rung).name}" if choice.rung in known else ""
    words = {
        "easier": "something easier",
        "try": "the level that was offered",
        "side-step": "another band",
        "placement": "where the level test ended",
        "pause": "a pause",
        "go-on": "to go on",
    }
    return words[choice.chosen] + rung


def progress(
    data: Data = None,
    pdf: Annotated[
        Path | None, typer.Option(help="Write one page for your clinician (.pdf).", dir_okay=False, callback=at_home)
    ] = None,
    paper: Annotated[Literal["a4", "letter"] | None, typer.Option(help="Paper size of that page.")] = None,
) -> None:
    """Say how it is going. With --pdf, write it on one page to print."""
    from psoas.coach.set_comparison import SAME
    from psoas.plan.progress import read_progress
    from psoas.report.progress_words import all_words

    with opened(data) as store:
        found, coming = read_progress(store, options.now())
    if found.is_empty:
        raise PsoasError("There is nothing to show yet. Start with `psoas`, or note a march with `psoas log`.")
    for question, said in all_words(found, SAME["range_deg"], coming):
        say.print(f"[bold]{question}[/] {escape(' '.join(said))}")
    if pdf is not None:
        from psoas.report.clinician_report import summary_pdf

        usual: Literal["a4", "letter"] = "letter" if found.profile.country == "us" else "a4"
        try:
            write_private(pdf, summary_pdf(found, SAME["range_deg"], paper or usual))
        except OSError as error:
            raise PsoasError(f"{pdf} could not be written ({error.strerror}). Name another file.") from error
        say.print(f"Wrote {pdf}", markup=False)
