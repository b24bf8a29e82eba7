"""What was done, felt and decided, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import lives
from commands import Told, run_psoas
from psoas.cli import options
from psoas.journal.answers import Choice, StepDone
from psoas.journal.store import Store
from psoas.plan.diary import diary
from psoas.plan.history import History, history_of
from psoas.plan.progression import past_decisions

Run = Callable[..., Told]


@pytest.fixture
def lived(tmp_path: Path) -> tuple[Path, datetime]:
    store = Store(tmp_path / "lived")
    now = lives.half_year(store, weeks=6)
    store.tell(Choice("easier", "1a"), now - timedelta(days=1))
    store.close()
    return tmp_path / "lived", now


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lived: tuple[Path, datetime]) -> Run:
    def psoas(*arguments: object, data: Path = lived[0]) -> Told:
        monkeypatch.setattr(options, "now", lambda: lived[1])
        monkeypatch.setattr(options.say, "width", 300)
        return run_psoas(monkeypatch, capsys, "history", *arguments, "--data", data)

    return psoas


def test_a_week_reads_as_days_with_what_was_decided_done_and_felt(run: Run) -> None:
    code, out, _ = run("--weeks", 1)
    assert code == 0
    for said in ("Monday, 6 April 2026", "Decided: ", "March: level ", "sets done", "Felt: pain before", "Steps: ",
                 "pain over the week", "Chose: something easier, level 1 with the legs kept high"):  # fmt: skip
        assert said in out, said
    assert "30 March" not in out


def test_a_small_move_that_was_counted_has_its_counts_and_any_other_step_none(
    run: Run, lived: tuple[Path, datetime]
) -> None:
    store = Store(lived[0])
    counted = StepDone("habit", "seated-march", "done", 40.0, left=4, right=3, counted_by="camera")
    store.tell(counted, lived[1] - timedelta(minutes=5))
    store.tell(StepDone("habit", "calf-raise", "done", 30.0), lived[1] - timedelta(minutes=3))
    store.close()
    _, out, _ = run("--weeks", 1)
    assert "Seated march (done, 4 left, 3 right)" in out
    assert "Calf raises (done)" in out or "Calf raise (done)" in out


def test_every_march_of_the_weeks_is_there_with_its_own_decision(run: Run, lived: tuple[Path, datetime]) -> None:
    days = json.loads(run("--weeks", 6, "--json")[1])["days"]
    store = Store(lived[0])
    story = past_decisions(history_of(store), lived[1])
    store.close()
    marches = [march for day in days for march in day["marches"]]
    assert [(march["at"], march["decision"]["reason"]) for march in marches] == [
        (told.training.at.isoformat(), told.decision.reason) for told in story
    ]
    assert [day["day"] for day in days] == sorted(day["day"] for day in days)


def test_an_empty_time_is_a_sentence_for_a_person_and_an_empty_list_for_a_program(run: Run, tmp_path: Path) -> None:
    code, _, err = run(data=tmp_path / "empty")
    assert code == 2
    assert "nothing in these weeks" in err
    assert json.loads(run("--json", data=tmp_path / "empty")[1]) == {"weeks": 4, "days": []}


@pytest.mark.parametrize("weeks", ["0", "x"])
def test_weeks_that_cannot_be_meant_are_a_sentence(run: Run, weeks: str) -> None:
    code, _, err = run("--weeks", weeks)
    assert code == 2
    assert err.count("\n") == 1


def test_what_is_still_to_come_is_no_history(lived: tuple[Path, datetime]) -> None:
    store = Store(lived[0])
    history = history_of(store)
    store.close()
    half = lived[1] - timedelta(weeks=3)
    assert all(day.day <= half.date() for day in diary(history, half, 6))
    with pytest.raises(ValueError, match="0 weeks"):
        diary(History(), half, 0)
