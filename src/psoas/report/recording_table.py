"""The result of an analysis as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from psoas.analysis.load_words import LABELS as LOAD_LABELS
from psoas.analysis.load_words import NOTE, amount
from psoas.analysis.load_words import sentences as load_sentences
from psoas.analysis.loads import QUANTITIES, SetLoad
from psoas.analysis.result import Analysis
from psoas.body.skeleton import SIDES
from psoas.coach.comparison_words import CHECK, LABELS, doubts, findings, middle_words, sentences, verdict
from psoas.coach.events import Rep, Unseen
from psoas.coach.set_comparison import MEASURES, Comparison
from psoas.programme.model import Exercise


def clock(t: float) -> str:
    """Write seconds as minutes and seconds.

    Examples
    --------
    >>> clock(75.26)
    '1:15.3'
    """
    tenths = round(max(0.0, t) * 10)
    return f"{tenths // 600}:{tenths % 600 // 10:02d}.{tenths % 10}"


def fault_words(fault: str, exercise: Exercise | None) -> str:
    """Return the cue of a fault's check, or the fault's id if the exercise has no such check."""
    return next(
        (check.cue for check in (exercise.checks if exercise else ()) if check.id == fault),
        fault.replace("-", " ") + ".",
    )


def fault_reason(fault: str, exercise: Exercise | None) -> str:
    """Return why a fault matters, or "" if the exercise has no such check."""
    return next((check.why for check in (exercise.checks if exercise else ()) if check.id == fault), "")


def unseen_words(unseen: Unseen) -> str:
    """Describe a stretch of unseen time, with its reason."""
    return f"{clock(unseen.start_s)} to {clock(unseen.end_s)}: {unseen.say}"


def summary(result: Analysis) -> RenderableType:
    """Summarise a recording: counts, one line a repetition, left against right, unseen time, advice."""
    count = result.count
    head = Text.assemble(
        (result.title, "bold"),
        "   left ",
        (str(count["left"]), "bold"),
        "   right ",
        (str(count["right"]), "bold"),
        f"   short {len(result.short)}" if result.short else "",
    )
    first = [*(note.say for note in result.about_the_count), *doubts(result.comparison)]
    parts: list[RenderableType] = [head, *(Text(sentence, style="bold") for sentence in first)]
    if result.reps or result.short:
        parts += ["", _table(result)]
    found = result.comparison
    if sentences(found):
        parts += ["", _sides(found), *(Text(f"  {sentence}") for sentence in findings(found))]
        parts += [Text(f"  {CHECK}", style="dim")] if found.clear else []
    if result.load is not None:
        parts += ["", *_load(result.load)]
    if result.cues:
        parts += ["", Text("What the coach would have said", style="bold")]
        parts += [Text(f"  {clock(cue.t)}  {cue.say}") for cue in result.cues]
    if result.unseen:
        parts += ["", Text(f"Not seen for {result.unseen_s:.1f} s", style="bold")]
        parts += [Text(f"  {unseen_words(u)}") for u in result.unseen]
    if result.advice:
        parts += ["", Text("For the next recording", style="bold")]
        parts += [Text(f"  {note.say}") for note in result.advice]
    return Group(*parts)


def _sides(found: Comparison) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("left and right")
    for side in SIDES:
        table.add_column(side, justify="right")
    table.add_column("difference")
    for measure in MEASURES:
        middles = (" ".join(middle_words(found.side(side).middle(measure), measure)) for side in SIDES)
        table.add_row(f"  {LABELS[measure].lower()}", *middles, verdict(found, measure))
    return table


def _load(load: SetLoad) -> list[RenderableType]:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("load on the working hip")
    for side in SIDES:
        table.add_column(side, justify="right")
    for quantity in QUANTITIES:
        cells = (" ".join(amount(getattr(load.side(side), quantity), quantity)) for side in SIDES)
        table.add_row(f"  {LOAD_LABELS[quantity].lower()}", *cells)
    table.add_row("  repetitions used", *(str(load.side(side).used) for side in SIDES))
    said = [Text(f"  {sentence}") for sentence in load_sentences(load)]
    return [table, *said, Text(f"  {NOTE}", style="dim")]


def overview(records: Iterable[dict[str, Any]]) -> RenderableType:
    """List recordings, one a line: counts, unseen time, the first piece of advice.

    Parameters
    ----------
    records : iterable of dict
        See `psoas.analysis.worker.RecordingOutcome.record`; records with an ``error`` are skipped.
    """
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("recording", overflow="fold")
    for name in ("left", "right", "short", "not seen"):
        table.add_column(name, justify="right")
    table.add_column("for the next recording")
    for record in records:
        if "error" not in record:
            count, setup = record["count"], record["setup"]
            numbers = (str(number) for number in (count["left"], count["right"], len(record["short"])))
            say = Text(setup[0]["say"] if setup else "")
            table.add_row(Text(record["file"]), *numbers, f"{record['unseen_s']:.1f} s", say)
    return table


def _table(result: Analysis) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("#", justify="right")
    table.add_column("side")
    for name in ("peak at", "hip angle", "range", "out", "hold", "back"):
        table.add_column(name, justify="right")
    table.add_column("to work on")
    number = 0
    for rep in sorted(chain(result.reps, result.short), key=lambda r: r.start_s):
        number += not rep.short
        table.add_row("" if rep.short else str(number), *_cells(rep, result), style="dim" if rep.short else None)
    return table


def _cells(rep: Rep, result: Analysis) -> tuple[str, ...]:
    faults = [fault_words(fault, result.exercise) for fault in rep.faults]
    return (
        rep.side,
        clock(rep.peak_s),
        f"{rep.peak_hip_deg:.0f}°",
        f"{rep.range_deg:.0f}°",
        *(f"{seconds:.1f} s" for seconds in (rep.out_s, rep.hold_s, rep.back_s)),
        " ".join(["Short: not counted.", *faults] if rep.short else faults),
    )
