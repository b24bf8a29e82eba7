"""Results of many recordings: kept at once, resumed after any stop, whole and in the same order at the end."""

import errno
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from psoas.analysis import batch as many
from psoas.analysis.batch import Batch, RecordingOutcome, analyze_many, coach_many
from psoas.analysis.batch_results import journal_of, write_results
from psoas.analysis.progress import batch_bar, time_left
from psoas.analysis.sources import AnalysisError
from psoas.analysis.worker import Worker

QUIET = Console(file=io.StringIO())


def coached(recordings: list[Path], out: Path, level: int = 6, **options: Any) -> Batch:
    return coach_many(recordings, level, workers=1, out=out, talk=QUIET, **options)


@pytest.fixture(scope="module")
def whole(marches: list[Path], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The results of a run that nothing stopped."""
    out = tmp_path_factory.mktemp("whole") / "results.jsonl"
    coached(marches, out)
    return out.read_bytes()


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the recordings that are really looked at."""
    seen: list[str] = []
    look = Worker.look

    def noted(self: Worker, path: Path, *arguments: Any) -> RecordingOutcome:
        seen.append(path.name)
        return look(self, path, *arguments)

    monkeypatch.setattr(Worker, "look", noted)
    return seen


def stopping_after(number: int) -> Callable[..., Iterator[RecordingOutcome]]:
    def analyze_some(*arguments: Any, **named: Any) -> Iterator[RecordingOutcome]:
        outcomes = analyze_many(*arguments, **named)
        for _ in range(number):
            yield next(outcomes)
        raise KeyboardInterrupt

    return analyze_some


def test_a_line_is_the_machine_contract_of_one_recording(whole: bytes, marches: list[Path]) -> None:
    records = [json.loads(line) for line in whole.splitlines()]
    assert [record["file"] for record in records] == [str(path) for path in marches]
    assert [record["order"] for record in records] == ["L", "R", "LR", "RL"]
    assert records[0]["schema"] == 2


@settings(max_examples=15, deadline=None)
@given(stops=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3000)), min_size=1, max_size=3))
def test_a_batch_stopped_after_any_number_of_recordings_gives_the_same_bytes(
    whole: bytes, marches: list[Path], stops: list[tuple[int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        out = Path(folder) / "results.jsonl"
        for number, lost_bytes in stops:  # what a power failure tears off the end
            patch.setattr(many, "analyze_many", stopping_after(number))
            with pytest.raises((KeyboardInterrupt, RuntimeError)):  # RuntimeError: fewer were left than that
                coached(marches, out)
            assert not out.exists()
            if (journal := journal_of(out)).exists():
                os.truncate(journal, max(0, journal.stat().st_size - lost_bytes))
        patch.setattr(many, "analyze_many", analyze_many)
        coached(marches, out)
        assert out.read_bytes() == whole


def test_a_batch_killed_while_it_works_is_resumed_with_the_same_bytes(
    whole: bytes, marches: list[Path], tmp_path: Path, looked_at: list[str]
) -> None:
    out = tmp_path / "results.jsonl"
    psoas = [sys.executable, "-c", "from psoas.cli.main import main; main()"]
    child = subprocess.Popen(
        [*psoas, "analyze", *map(str, marches), "--level=6", "--model=full", f"--out={out}", "--workers=1"],
        stderr=subprocess.DEVNULL,
    )
    journal = journal_of(out)
    while child.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") >= 2):
        continue
    child.kill()
    child.wait()
    assert journal.read_bytes().count(b"\n") >= 2  # the head, and at least one recording
    batch = coached(marches, out)
    assert batch.before >= 1
    assert len(looked_at) == len(marches) - batch.before
    assert out.read_bytes() == whole


def test_a_line_cut_short_costs_only_itself(
    marches: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "results.jsonl"
    monkeypatch.setattr(many, "analyze_many", stopping_after(2))
    journal = journal_of(out)
    for cut in (5, 0):
        with pytest.raises(KeyboardInterrupt):
            coached(marches, out)
        os.truncate(journal, journal.stat().st_size - cut)
    # The second of two was cut short; the next run did it again, and one more.
    monkeypatch.setattr(many, "analyze_many", analyze_many)
    assert coached(marches, out).before == 3


def test_the_same_again_looks_at_nothing_again(marches: list[Path], tmp_path: Path, looked_at: list[str]) -> None:
    out = tmp_path / "results.jsonl"
    coached(marches, out)
    first = out.read_bytes()
    looked_at.clear()
    assert coached(marches, out).before == len(marches)
    assert looked_at == []
    assert out.read_bytes() == first


def test_what_is_new_changed_or_failed_is_looked_at_again(
    marches: list[Path], tmp_path: Path, looked_at: list[str]
) -> None:
    out = tmp_path / "results.jsonl"
    copies = [tmp_path / path.name for path in marches]
    for copy, path in zip(copies[:3], marches, strict=False):
        copy.write_bytes(path.read_bytes())
    assert len(coached(copies, out).errors) == 1
    looked_at.clear()
    copies[3].write_bytes(marches[3].read_bytes())
    copies[1].write_bytes(marches[2].read_bytes())
    batch = coached(copies, out)
    assert sorted(looked_at) == sorted([copies[1].name, copies[3].name])
    assert batch.errors == ()
    assert [json.loads(line)["order"] for line in out.read_text().splitlines()] == ["L", "LR", "LR", "RL"]


def test_other_settings_or_another_psoas_begin_afresh(
    marches: list[Path], tmp_path: Path, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "results.jsonl"
    coached(marches[:1], out)
    for options in ({"level": 5}, {"band": False}):
        assert coached(marches[:1], out, **options).before == 0
    assert coached(marches[:1], out, band=False).before == 1
    monkeypatch.setattr(many, "own_content", lambda: "a line was changed")
    assert coached(marches[:1], out, band=False).before == 0


def test_results_stand_in_the_order_of_the_recordings_whichever_came_first(
    whole: bytes, marches: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def backwards(recordings: list[Path], *arguments: Any, **named: Any) -> Iterator[RecordingOutcome]:
        yield from analyze_many(recordings[::-1], *arguments, **named)

    monkeypatch.setattr(many, "analyze_many", backwards)
    out = tmp_path / "results.jsonl"
    coached(marches, out)
    assert out.read_bytes() == whole


def test_a_file_of_somebody_else_is_not_taken_for_the_journal(marches: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    journal_of(out).write_text("Dear diary\n")
    with pytest.raises(AnalysisError, match="not from psoas"):
        coached(marches, out)
    assert journal_of(out).read_text() == "Dear diary\n"


def test_a_full_disk_is_one_sentence_and_loses_nothing(
    whole: bytes, marches: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "results.jsonl"
    out.write_text("precious\n")
    synced: list[int] = []

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) > 2:
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(AnalysisError, match=r"No space left on device.*to go on"):
            coached(marches, out)
        with pytest.raises(AnalysisError, match=r"results.jsonl could not be written .No space"):
            write_results(out, ["{}"])
    assert out.read_text() == "precious\n"
    assert {path.name for path in tmp_path.iterdir()} == {"results.jsonl", "results.jsonl.journal"}
    assert coached(marches, out).before >= 2
    assert out.read_bytes() == whole


def test_a_table_holds_what_the_lines_hold_and_is_the_same_after_a_stop(
    whole: bytes, marches: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow (extra exchange) is not installed")
    recordings = [*marches, tmp_path / "lost.mp4"]
    once, twice = tmp_path / "once.parquet", tmp_path / "twice.parquet"
    coached(recordings, once)
    with monkeypatch.context() as patch:
        patch.setattr(many, "analyze_many", stopping_after(2))
        with pytest.raises(KeyboardInterrupt):
            coached(recordings, twice)
    coached(recordings, twice)
    assert once.read_bytes() == twice.read_bytes()
    rows = parquet.read_table(once).to_pylist()
    assert "There is no file" in rows[-1].pop("error")
    assert set(rows.pop().values()) == {str(tmp_path / "lost.mp4"), None}
    for row, line in zip(rows, whole.splitlines(), strict=True):
        assert row.pop("error") is None
        row["versions"] = dict(row["versions"])
        for stretch in [*row["unseen"], *row["pauses"]]:
            stretch.setdefault("say", None)
        assert row == json.loads(line)


def test_without_pyarrow_it_says_how_to_get_it(
    marches: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(AnalysisError, match=r"psoas\[exchange\]"):
        coached(marches, tmp_path / "results.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_is_shown_how_many_are_done_and_failed_and_anything_else_nothing() -> None:
    shown = io.StringIO()
    with batch_bar(Console(file=shown, force_terminal=True, width=100), 3, 10) as on_done:
        on_done(4, False)
        on_done(4, True)
    assert "2 of 3 recordings, 1 failed" in shown.getvalue()
    silent = io.StringIO()
    with batch_bar(Console(file=silent), 3, 10) as on_done:
        on_done(4, False)
    assert silent.getvalue() == ""


def test_time_left_goes_by_the_work_done_and_runs_down_between_recordings() -> None:
    assert time_left(0, 10, 0, 5) is None
    assert time_left(5, 20, 10, 10) == 30
    assert time_left(5, 20, 10, 14) == 26
    assert time_left(5, 20, 10, 100) == 0
