"""`psoas walk`."""

from pathlib import Path

import pytest

from commands import Run, Told, journal_of, run_psoas
from psoas.cli import options
from psoas.journal.answers import Answer, Screening, Walk
from psoas.journal.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store(tmp_path)
    store.tell(Screening("go"), options.now())
    store.close()
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> Run:
    def psoas(*arguments: object) -> Told:
        monkeypatch.setattr(options.say, "width", 300)
        return run_psoas(monkeypatch, capsys, *arguments, "--data", folder)

    return psoas


def test_it_says_what_the_week_asks_for_and_why(run: Run) -> None:
    code, out, _ = run("walk")
    assert code == 0
    assert "This week: 10 minutes, on 3 days." in out
    assert "You start with what you walk now." in out
    assert "--usual-minutes" in out


def test_a_walk_is_written_down_and_counted(run: Run, folder: Path) -> None:
    _, out, _ = run("walk", 20, "--pain", 1)
    assert "Noted: 20 minutes." in out
    assert "1 of 3 done, 20 minutes in all." in out
    assert journal_of(folder, Walk) == [Walk(20, 1)]


def test_what_is_walked_now_is_where_it_begins(run: Run, folder: Path) -> None:
    _, out, _ = run("walk", "--usual-minutes", 25, "--usual-days", 4)
    assert "This week: 25 minutes, on 4 days." in out
    assert journal_of(folder, Answer) == [Answer("walk-minutes", 25), Answer("walk-days", 4)]


def test_pain_without_a_walk_is_refused(run: Run) -> None:
    code, _, err = run("walk", "--pain", 1)
    assert code == 2
    assert "Say how long you walked" in err


def test_history_and_progress_show_walks(run: Run) -> None:
    run("walk", 20, "--pain", 1)
    run("walk", "--usual-minutes", 10)
    _, out, _ = run("history")
    assert "Walks: 20 min (pain 1 out of 10)" in out
    assert "minutes of a usual walk: 10" in out
    _, out, _ = run("progress")
    assert "How much walking? 20 minutes this week so far." in out
