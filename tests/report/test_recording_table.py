"""Numbers and words that table, video and page share."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from psoas.analysis.analyze import analyze
from psoas.exchange.skeletons import write_skeletons
from psoas.programme.catalogue import load
from psoas.report.recording_html import report_page
from psoas.report.recording_table import clock, fault_reason, fault_words, summary
from psoas.testing import synthetic


@pytest.mark.parametrize(("t", "says"), [(0, "0:00.0"), (9.96, "0:10.0"), (59.96, "1:00.0"), (75.26, "1:15.3")])
def test_seconds_read_like_a_clock(t: float, says: str) -> None:
    assert clock(t) == says


def test_a_fault_is_said_in_the_words_of_its_check() -> None:
    exercise = load().level(6)
    check = exercise.checks[0]
    assert fault_words(check.id, exercise) == check.cue
    assert fault_reason(check.id, exercise) == check.why


def test_an_unknown_fault_is_still_readable() -> None:
    assert fault_words("repeats-a-side", load().level(6)) == "repeats a side."
    assert fault_reason("repeats-a-side", load().level(6)) == ""


def test_what_was_counted_and_as_what_is_said_before_everything_else(tmp_path: Path) -> None:
    path = tmp_path / "quick.npz"
    legs = (("left", 1.0), ("right", 1.0)) * 4
    write_skeletons(path, synthetic(load().level(6), legs, tempo=0.1, gap_s=0.1, fps=30))
    result = analyze(path, 6)
    said = f"I saw {result.quick_strides} quick strides. The march is slower: two seconds up, two and a half down."
    lines = _text(summary(result))
    assert lines[1] == said
    assert "For the next recording" not in lines
    page = report_page(result)
    assert f"<strong>{said}</strong>" in page
    assert page.count(said) == 1


def test_levels_that_only_the_band_tells_apart_are_both_named(tmp_path: Path) -> None:
    path = tmp_path / "march.npz"
    write_skeletons(path, synthetic(load().level(3)))
    lines = _text(summary(analyze(path, None)))
    assert lines[0].startswith("Level 1 or 3: Lying march   left 1   right 1")
    assert lines[1].startswith("This is level 1 or 3. It is the same movement,")


def _text(shown: RenderableType) -> list[str]:
    console = Console(width=300, file=StringIO())
    with console.capture() as captured:
        console.print(shown)
    return [line.rstrip() for line in captured.get().splitlines()]
