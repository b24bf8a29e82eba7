"""What may be decided about the march, from the command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commands import Run, Told, journal_of, run_psoas
from psoas.cli import options
from psoas.journal.answers import Answer, Choice, Feeling, Morning, Screening
from psoas.journal.records import RepRecord, SetPlan
from psoas.journal.store import Store
from psoas.plan.history import history_of
from psoas.plan.ladder import ladder_file
from psoas.plan.offers import offers
from psoas.plan.progression import decide
from psoas.plan.screening import questions

MONDAY = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store(tmp_path / "journal")
    store.tell(Screening("go"), at=MONDAY - timedelta(days=30))
    store.close()
    return tmp_path / "journal"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> Run:
    monkeypatch.setattr(options, "now", lambda: MONDAY)
    monkeypatch.setattr(options.say, "width", 300)

    def psoas(*arguments: object) -> Told:
        return run_psoas(monkeypatch, capsys, *arguments, "--data", folder)

    return psoas


def marched(folder: Path, days_ago: int, reps: int = 12, **feeling: int) -> None:
    store, at = Store(folder), MONDAY - timedelta(days=days_ago)
    key = store.begin_session(
        started_at=at,
        exercise_id="lying-march",
        level=1,
        band=False,
        counting="hand",
        plan=SetPlan(2, reps, 75),
        rung="1a",
    )
    for number in (1, 2):
        store.begin_set(key, number, 0.0)
        for event in range(2 * reps):
            side = "left" if event % 2 else "right"
            store.add_rep(RepRecord(key, 100 * number + event, number, side, "hand", float(100 * number + event)))
        store.end_set(key, number, 99.0)
    store.end_session(key, at, "done")
    store.tell(Feeling(**feeling, form_kept=True), at=at, session_id=key)
    store.tell(Morning(0), at=at + timedelta(days=1), session_id=key)
    store.close()


def reasons(folder: Path) -> tuple[str, list[str]]:
    store = Store(folder)
    history = history_of(store)
    store.close()
    return decide(history, MONDAY).reason, [offer.reason for offer in offers(history, MONDAY)]


def test_an_offer_is_shown_with_the_day_and_taken_with_one_command(run: Run, folder: Path) -> None:
    marched(folder, 3, before=0, during=0, effort=2)
    _, out, _ = run("today")
    assert "Try level 1 with the legs long" in out and "`psoas choose try`" in out
    assert "psoas choose pause" not in out, "what is not asked for most waits until it is looked for"
    _, out, _ = run("choose", "try")
    assert "as you chose" in out
    assert journal_of(folder, Choice) == [Choice("try", "1b")]
    _, out, _ = run("today")
    assert "`psoas choose as-planned`" in out and "psoas choose try" not in out


def test_without_a_word_it_lists_all_that_may_be_decided_with_the_reasons_of_the_app(run: Run, folder: Path) -> None:
    _, out, _ = run("choose")
    for reason in reasons(folder)[1]:
        assert reason in out
    for kind in ("half", "pause", "placement"):
        assert f"`psoas choose {kind}`" in out
    assert journal_of(folder, Choice) == []


def test_what_was_chosen_shows_in_the_day_with_its_small_movement(run: Run) -> None:
    run("choose", "half")
    _, out, _ = run("today")
    assert "1 x 8 with each leg" in out and ladder_file().small_note in out


def test_a_flare_up_halves_the_next_march_and_can_be_taken_back(run: Run, folder: Path) -> None:
    assert "You have a flare-up" in run("choose", "flare-up")[1]
    _, out, _ = run("today")
    assert "1 x 8 with each leg" in out and ladder_file().small_note not in out and "`psoas choose as-planned`" in out
    run("choose", "as-planned")
    assert "2 x 10 with each leg" in run("today")[1]
    assert [choice.chosen for choice in journal_of(folder, Choice)] == ["flare-up", "easier"]


def test_a_pause_and_the_way_back(run: Run, folder: Path) -> None:
    run("choose", "pause")
    _, out, _ = run("today")
    assert "You paused the march" in out and "`psoas choose go-on`" in out
    run("choose", "go-on")
    assert journal_of(folder, Choice) == [Choice("pause"), Choice("go-on")]


def test_after_three_reds_the_confirmation_can_be_given(run: Run, folder: Path) -> None:
    for days_ago in (20, 11, 2):
        marched(folder, days_ago, before=1, during=6, effort=6)
    _, out, _ = run("today")
    assert questions().confirmation in out and "`psoas choose confirm`" in out
    run("choose", "confirm")
    assert journal_of(folder, Screening)[-1].confirmed


def test_what_cannot_be_decided_now_is_one_sentence_and_writes_nothing(run: Run, folder: Path) -> None:
    code, _, err = run("choose", "side-step")
    assert code == 2
    assert "Choose one of: placement, half, flare-up, pause." in err and err.count("\n") == 1
    assert journal_of(folder, Choice) == []


def test_the_level_test_is_where_the_app_is(run: Run, folder: Path) -> None:
    assert "runs in the app" in run("choose", "placement")[1]
    assert journal_of(folder, Choice) == []


@pytest.mark.parametrize("days_ago", [0, 1, 2])
def test_the_reason_of_the_day_is_said_once(run: Run, folder: Path, days_ago: int) -> None:
    marched(folder, days_ago, before=0, during=1, effort=6)
    store = Store(folder)
    store.tell(Answer("pain-now", 1), at=MONDAY)
    store.close()
    _, out, _ = run("today")
    assert out.count(reasons(folder)[0]) == 1
