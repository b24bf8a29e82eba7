"""A session in the terminal: led, counted and told like one in the app."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commands import run_psoas
from psoas import cli_keys, cli_routine, cli_session
from psoas.cli_keys import QUIT, Lines, Terminal
from psoas.cli_session import Leader
from psoas.journal.person import Answer, Choice, Feeling, Morning, Screening, StepDone
from psoas.journal.store import Store
from psoas.plan.history import history_of
from psoas.programme.catalogue import load

CATALOGUE = load()
MONDAY = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
#: Ten of each leg, the left one first.
TEN = ["l"] * 10 + ["r"] * 10
SKIPPED = ["s"]


class Script:
    """Keys, waiting times (seconds) and answers, in the order in which they come; then the person is gone."""

    def __init__(self, *came: str | float, answers: tuple[str, ...] = ()) -> None:
        self._came, self._answers = list(came), list(answers)
        self.asked: list[str] = []
        self.t = 0.0

    def press(self, timeout_s: float) -> str | None:
        self.t += 0.01
        if not self._came:
            return QUIT
        if isinstance(self._came[0], str):
            return self._came.pop(0)  # type: ignore[return-value]
        self.t += timeout_s
        self._came[0] -= timeout_s
        if self._came[0] <= 0:
            self._came.pop(0)
        return None

    def line(self, ask: str) -> str | None:
        self.asked.append(ask)
        return self._answers.pop(0) if self._answers else None

    def clock(self) -> float:
        return self.t


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "journal")
    store.tell(Screening("go"), at=MONDAY - timedelta(minutes=5))
    yield store
    store.close()


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (cli_session, cli_routine):
        monkeypatch.setattr(module, "now" if module is cli_session else "_now", lambda: MONDAY)
        monkeypatch.setattr(module, "_say", cli_session.Console(highlight=False, soft_wrap=True, width=300))


def lead(store: Store, script: Script, *, short: bool = False) -> None:
    Leader(store, CATALOGUE, script, short, script.clock).lead()


def told(store: Store, kind: type) -> list:
    return [entry.what for entry in store.told(kind)]


def test_a_whole_day_is_led_counted_and_kept_as_in_the_app(store: Store) -> None:
    script = Script("", 400.0, "", 600.0, "", *TEN, "", *TEN, "", 200.0, answers=("1", "5", "y", "2", "n"))
    lead(store, script)
    assert [step.state for step in told(store, StepDone)] == ["done", "done", "done"]
    (training,) = history_of(store).trainings
    assert (training.rung, training.sets_done, training.left, training.right) == ("1a", 2, 10, 10)
    assert told(store, Answer) == [Answer("pain-now", 1)]
    assert told(store, Feeling) == [Feeling(1, 2, 5, True)]
    assert store.sessions()[0].state == "done"


def test_enter_counts_the_leg_whose_turn_it_is_and_u_takes_back(store: Store) -> None:
    lead(store, Script(*SKIPPED * 2, "", "", "", "", "u", answers=("1", "", "", "", "")))
    reps = store.reps(store.sessions()[0].id, removed=True)
    assert [(rep.side, rep.removed_s is None) for rep in reps] == [("left", True), ("right", True), ("left", False)]


def test_a_pause_stops_the_time_of_a_hold(store: Store) -> None:
    lead(store, Script("", 5.0, "p", 5000.0, answers=("1",)))
    assert told(store, StepDone) == []


def test_what_hurts_is_stopped_at_once_and_the_rest_goes_on(store: Store) -> None:
    script = Script("", 5.0, "h", *SKIPPED, "", "l", "h", *SKIPPED, answers=("1", "6", "n"))
    lead(store, script)
    assert [step.state for step in told(store, StepDone)] == ["stopped", "skipped", "skipped"]
    assert told(store, Feeling) == [Feeling(1, 6)]
    assert store.sessions()[0].state == "stopped"
    assert not any("How hard" in ask for ask in script.asked)


def test_a_warning_sign_ends_everything_and_brings_the_questions_back(store: Store, capsys) -> None:
    lead(store, Script(*SKIPPED * 2, "", "l", "h", "", answers=("1", "4", "y")))
    assert "psoas screening" in capsys.readouterr().out
    assert told(store, Feeling)[0].stop_symptom
    assert cli_routine.closed_today(store)
    assert [step.step for step in told(store, StepDone)] == ["massage", "stretch"]


def test_too_hard_means_easier_next_time(store: Store) -> None:
    lead(store, Script(*SKIPPED * 2, "", "l", "r", "t", *SKIPPED, answers=("1", "9", "n", "1", "n")))
    assert told(store, Choice) == [Choice("easier")]
    assert told(store, Feeling) == [Feeling(1, 1, 9, form_kept=False)]


def test_a_march_that_was_left_out_is_no_session(store: Store) -> None:
    lead(store, Script(*SKIPPED * 4, answers=("1",)))
    assert store.sessions() == []


def test_the_next_morning_is_asked_first_and_a_rest_day_has_no_march(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    lead(store, Script(*SKIPPED * 2, "", *TEN, "", *TEN, answers=("1", "5", "y", "2", "n")))
    monkeypatch.setattr(cli_session, "now", lambda: MONDAY + timedelta(days=1))
    script = Script(*SKIPPED * 3, answers=("2",))
    lead(store, script)
    assert told(store, Morning) == [Morning(2)]
    assert "a full day between" in capsys.readouterr().out
    assert len(store.sessions()) == 1


def test_a_wrong_answer_is_asked_again_with_a_sentence(store: Store, capsys) -> None:
    lead(store, Script(*SKIPPED * 4, answers=("eleven", "11", "3")))
    assert capsys.readouterr().out.count("is no number from 0 to 10") == 2
    assert told(store, Answer) == [Answer("pain-now", 3)]


def test_pain_of_6_leaves_the_march_out_and_keeps_the_rest(store: Store, capsys) -> None:
    lead(store, Script(*SKIPPED * 3, answers=("6",)))
    assert "from 6 on the march waits" in capsys.readouterr().out
    assert [step.step for step in told(store, StepDone)] == ["massage", "stretch", "habit"]


def test_the_short_day_leaves_out_what_is_optional(store: Store) -> None:
    lead(store, Script(*SKIPPED * 3, answers=("1",)), short=True)
    assert "stretch" not in [step.step for step in told(store, StepDone)]


def test_quitting_keeps_what_was_counted(store: Store, capsys) -> None:
    lead(store, Script(*SKIPPED * 2, "", "l", "r", "l", QUIT, answers=("1", "", "", "", "")))
    assert "Everything you did is kept" in capsys.readouterr().out
    assert len(store.reps(store.sessions()[0].id)) == 3


# -- the command and its keys -----------------------------------------------------------------------------------------


def test_without_the_questions_answered_it_says_which_command_to_run(monkeypatch, capsys, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, out, _ = run_psoas(monkeypatch, capsys, "session", "--data", tmp_path / "new")
    assert code == 0
    assert "psoas screening" in out
    assert "march" not in out


def test_in_a_pipe_a_line_is_a_key_and_its_end_ends_the_session(
    monkeypatch, capsys, store: Store, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\ns\ns\n\nl\nr\n"))
    code, out, _ = run_psoas(monkeypatch, capsys, "session", "--data", tmp_path / "journal")
    assert code == 0
    assert "left 1, right 1 of 10" in out
    assert "Everything you did is kept" in out
    assert [rep.side for rep in store.reps(store.sessions()[0].id)] == ["left", "right"]


def test_lines_wait_no_longer_than_asked_and_know_the_end(monkeypatch) -> None:
    read, write = os.pipe()
    with os.fdopen(read) as stdin, os.fdopen(write, "w") as typing:
        monkeypatch.setattr(sys, "stdin", stdin)
        lines = Lines()
        assert lines.press(0.01) is None
        typing.write("L\n\n")
        typing.close()
        assert [lines.press(5.0) for _ in range(4)] == ["l", "", QUIT, QUIT]
        assert lines.line("More?") is None


@pytest.mark.skipif(os.name == "nt", reason="terminals are other things there")
def test_a_terminal_gives_single_keys_and_is_left_as_it_was(monkeypatch) -> None:
    import pty
    import termios

    master, slave = pty.openpty()
    with os.fdopen(slave) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        assert isinstance(cli_keys.keys(), Terminal)
        before = termios.tcgetattr(stdin.fileno())
        terminal = Terminal()
        assert terminal.press(0.01) is None
        pressed = []
        for key in (b"R", b"\n", b"\x04"):
            os.write(master, key)
            pressed.append(terminal.press(5.0))
        assert pressed == ["r", "", QUIT]
        assert termios.tcgetattr(stdin.fileno()) == before
    os.close(master)
