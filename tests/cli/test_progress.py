"""How it has gone, from the command line."""

from __future__ import annotations

from pathlib import Path

import lives
from commands import Run
from psoas.journal.store import Store


def test_progress_answers_every_question_and_writes_the_page_for_a_clinician(run: Run, tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    lives.half_year(store, 8)
    store.close()
    page = tmp_path / "page.pdf"
    code, stdout, _ = run("progress", "--data", tmp_path / "data", "--pdf", page, "--paper", "letter")
    assert (code, stdout.count("?")) == (0, 8)
    assert "Level 2 with a light band" in stdout
    assert f"Wrote {page}" in stdout.replace("\n", "")
    assert page.read_bytes().startswith(b"%PDF-")


def test_progress_of_an_empty_journal_says_how_to_begin(run: Run, tmp_path: Path) -> None:
    code, _, stderr = run("progress", "--data", tmp_path, "--pdf", tmp_path / "page.pdf")
    assert code == 2
    assert "nothing to show yet" in stderr
    assert not (tmp_path / "page.pdf").exists()


def test_a_page_that_cannot_be_written_is_said_with_its_place(run: Run, tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    lives.half_year(store, 1)
    store.close()
    code, _, stderr = run("progress", "--data", tmp_path / "data", "--pdf", tmp_path / "nowhere" / "page.pdf")
    assert code == 2
    assert "could not be written" in stderr
