"""A session in the terminal: led, counted and told like one in the app."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commands import run_psoas
from marching import begun_march
from psoas.cli import keys as cli_keys
from psoas.cli import options
from psoas.cli import screening as cli_screening
from psoas.cli.keys import GO_ON, QUIT, Lines, Terminal
from psoas.cli.session import Leader
from psoas.journal.answers import Answer, Choice, Feeling, Morning, Profile, Screening, StepDone
from psoas.journal.records import RepRecord, SetPlan
from psoas.journal.store import Store
from psoas.plan.guided_step import texts as leading_texts
from psoas.plan.history import history_of
from psoas.plan.ladder import ladder_file
from psoas.plan.pain import Hurt, Kind, hurt_file, kinds, way_out
from psoas.plan.progression import decide, outlook
from psoas.plan.screening import facts, outcome_text
from psoas.plan.screening import gate as screening_gate
from psoas.plan.standing import pain_class
from psoas.plan.steps import times_hurt
from psoas.programme.catalogue import load
from psoas.programme.guide import spans
from psoas.session.speech import STOOD_STILL

CATALOGUE = load()
MONDAY = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
#: Ten of each leg, the left one first.
TEN = ["l"] * 10 + ["r"] * 10
SKIPPED = ["s"]


@dataclass(frozen=True)
class Slept:
    """The computer sleeps so many seconds."""

    seconds: float = 1800.0


class Script:
    """Keys, waiting times (seconds), sleeps and answers, in the order in which they come; then the person is gone.

    A typed answer takes `types_s` seconds.
    """

    types_s = 0.0

    def __init__(self, *came: str | float | Slept, answers: tuple[str, ...] = ()) -> None:
        self._came, self._answers = list(came), list(answers)
        self.asked: list[str] = []
        self.t = 0.0

    def press(self, timeout_s: float) -> str | None:
        self.t += 0.01
        if not self._came:
            return QUIT
        if isinstance(self._came[0], str):
            return self._came.pop(0)  # type: ignore[return-value]
        if isinstance(self._came[0], Slept):
            self.t += self._came.pop(0).seconds  # type: ignore[union-attr]
            return None
        self.t += timeout_s
        self._came[0] -= timeout_s
        if self._came[0] <= 0:
            self._came.pop(0)
        return None

    def line(self, ask: str) -> str | None:
        self.asked.append(ask)
        self.t += self.types_s
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
    monkeypatch.setattr(options.say, "width", 300)
    it_is(monkeypatch, MONDAY)
    for name in ("LC_ALL", "LC_MESSAGES", "LC_TIME", "LANG"):
        monkeypatch.delenv(name, raising=False)


def it_is(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(options, "now", lambda: moment)


def lead(store: Store, script: Script, *, short: bool = False) -> None:
    Leader(store, CATALOGUE, script, short, script.clock).lead()


def told(store: Store, kind: type) -> list:
    return [entry.what for entry in store.told(kind)]


def test_a_whole_day_is_led_counted_and_kept_as_in_the_app(store: Store) -> None:
    script = Script(
        "", 400.0, "", 600.0, "", *TEN, "", *TEN, "", 200.0, "", 200.0, answers=("1", "5", "2", "y", "n", "")
    )
    lead(store, script)
    did = [(step.step, step.exercise_id, step.state) for step in told(store, StepDone)]
    assert [state for _, _, state in did] == ["done", "done", "done", "done"]
    assert did[2][:2] == ("strengthen", "plain-bridge"), "the back of the hip comes right after the march"
    (training,) = history_of(store).trainings
    assert (training.rung, training.sets_done, training.left, training.right) == ("1a", 2, 10, 10)
    assert told(store, Answer) == [Answer("pain-now", 1)]
    assert told(store, Feeling) == [Feeling(1, 2, 5, True)]
    assert store.sessions()[0].state == "done"


def test_enter_counts_the_leg_whose_turn_it_is_and_u_takes_back(store: Store) -> None:
    lead(store, Script(*SKIPPED * 2, "", "", "", "", "u", answers=("1", "", "", "", "", "")))
    reps = store.reps(store.sessions()[0].id, removed=True)
    assert [(rep.side, rep.removed_s is None) for rep in reps] == [("left", True), ("right", True), ("left", False)]


def test_a_pause_stops_the_time_of_a_hold(store: Store) -> None:
    lead(store, Script("", 5.0, "p", 5000.0, answers=("1",)))
    assert told(store, StepDone) == []


def test_a_sleep_in_a_hold_pauses_it_says_so_and_enter_goes_on(store: Store, capsys) -> None:
    lead(store, Script("", 5.0, Slept(), 5000.0, answers=("1",)))
    assert told(store, StepDone) == []
    out = capsys.readouterr().out
    assert out.count(STOOD_STILL) == 1
    assert out.index(STOOD_STILL) < out.index(GO_ON)
    lead(store, Script("", 5.0, Slept(), "", 400.0, answers=()))
    (step,) = told(store, StepDone)
    whole_s = sum(span.seconds for span in spans(CATALOGUE.by_id(step.exercise_id).guide))
    assert (step.state, step.seconds) == ("done", pytest.approx(whole_s, abs=0.5))


def test_a_sleep_in_a_rest_keeps_the_rest_and_enter_goes_on_with_it(store: Store, capsys) -> None:
    rested = Script(*SKIPPED * 2, "", *TEN, 10.0, Slept(), 500.0, "", 30.0, "l", QUIT, answers=("1",))
    lead(store, rested)
    out = capsys.readouterr().out
    assert out.count(STOOD_STILL) == out.count(GO_ON) == 1
    (session,) = store.sessions()
    assert [each.number for each in store.sets(session.id)] == [1], "40 of the 75 seconds were rested"


def test_a_sleep_in_a_set_that_is_counted_with_keys_stops_nothing(store: Store, capsys) -> None:
    lead(store, Script(*SKIPPED * 2, "", "l", Slept(), "r", QUIT, answers=("1",)))
    assert STOOD_STILL not in capsys.readouterr().out
    assert [rep.side for rep in store.reps(store.sessions()[0].id)] == ["left", "right"]


def test_who_takes_time_to_answer_is_told_of_no_sleep_and_loses_no_rest(store: Store, capsys) -> None:
    script = Script(*SKIPPED * 2, "", "l", "r", "t", 70.0, "l", QUIT, answers=("1", ""))
    script.types_s = 60.0
    lead(store, script)
    assert STOOD_STILL not in capsys.readouterr().out
    assert [each.number for each in store.sets(store.sessions()[0].id)] == [1], "70 of the 75 seconds were rested"


def kind(name: str) -> Kind:
    return next(each for each in kinds() if each.id == name)


def number(kind: str) -> str:
    """What is typed for a kind of pain, as they are listed: signs first."""
    return str([each.id for each in kinds()].index(kind) + 1)


def test_a_stretch_that_hurts_is_stopped_at_once_asked_about_like_in_the_app_and_the_rest_goes_on(
    store: Store, capsys
) -> None:
    script = Script(*SKIPPED, "", 30.0, "h", *SKIPPED * 2, answers=("1", number("pinch"), "1", "5"))
    lead(store, script)
    steps = history_of(store).steps
    assert [each.what.state for each in steps] == ["skipped", "stopped", "skipped"]
    stopped = steps[1].what
    assert (stopped.pain, stopped.where, stopped.kind) == (5, "hip-front", "pinch")
    assert times_hurt(history_of(store), stopped.exercise_id) == 1
    assert told(store, Answer)[-1] == Answer("pain-now", 5)
    out = capsys.readouterr().out
    assert hurt_file().title in out and hurt_file().kind in out and hurt_file().place in out
    assert leading_texts().means.stretch_once in out


def test_a_march_that_hurts_is_stopped_at_once_and_kept_as_in_the_app(store: Store, capsys) -> None:
    script = Script(*SKIPPED * 2, "", "l", "r", "h", *SKIPPED, answers=("1", number("sharp"), "2", "6"))
    lead(store, script)
    # With its clock standing still the first, which the engine wrote at once, has the later moment.
    assert Feeling(hurt=True) in told(store, Feeling)
    assert replace(Hurt(kind("sharp"), hurt_file().places[1], 6).feeling, before=1) in told(store, Feeling)
    assert store.sessions()[0].state == "stopped"
    out = capsys.readouterr().out
    assert way_out("lying") in out
    assert outlook(history_of(store), MONDAY) in out
    assert not any("How hard" in ask for ask in script.asked)
    assert pain_class(history_of(store).trainings[0], MONDAY.date()) == "red"


def test_what_hurts_is_kept_before_anything_is_asked(store: Store) -> None:
    lead(store, Script(*SKIPPED * 2, "", "l", "h", answers=("1",)))
    assert told(store, Feeling) == [Feeling(hurt=True)]
    assert history_of(store).trainings[0].hurt


@pytest.mark.parametrize(("sign", "gate"), [("saddle", "emergency"), ("clot-now", "clinician"), ("one-leg", "open")])
def test_a_warning_sign_among_the_answers_ends_the_day(store: Store, capsys, sign: str, gate: str) -> None:
    script = Script(*SKIPPED * 2, "", "l", "h", *SKIPPED, answers=("1", number(sign)))
    lead(store, script)
    assert screening_gate(history_of(store), MONDAY) == gate
    assert history_of(store).trainings[0].stop_symptom
    assert [step.step for step in told(store, StepDone)] == ["massage", "stretch"]
    out = capsys.readouterr().out
    assert outcome_text(facts()[sign].outcome).say in out and facts()[sign].more in out
    assert ("Call your local emergency number." in out) is (gate == "emergency")
    assert not decide(history_of(store), MONDAY + timedelta(days=3)).train
    assert not any(hurt_file().strong in ask for ask in script.asked)


def test_tingling_in_a_stretch_closes_the_strength_part_and_is_counted(store: Store, capsys) -> None:
    lead(store, Script(*SKIPPED, "", 30.0, "h", answers=("1", number("one-leg"))))
    assert outcome_text("ease-off").say in capsys.readouterr().out
    assert Answer("sign", 1, "one-leg") in told(store, Answer)
    assert "strength" in told(store, Screening)[-1].locks


def test_tired_muscles_are_said_to_be_normal_and_close_nothing(store: Store, capsys) -> None:
    lead(store, Script(*SKIPPED * 2, "", "l", "h", *SKIPPED, answers=("1", number("tired"))))
    assert "not a warning sign" in capsys.readouterr().out
    assert told(store, Screening) == [Screening("go")]
    assert not history_of(store).trainings[0].hurt


@pytest.mark.parametrize(("said", "train"), [("i", False), ("0", True)])
def test_who_is_ill_trains_nothing_today(store: Store, capsys, said: str, train: bool) -> None:
    lead(store, Script(*SKIPPED * 4, answers=(said,)))
    assert decide(history_of(store), MONDAY).train is train
    assert ("so rest" in capsys.readouterr().out) is not train


def test_something_new_leads_to_the_questions(store: Store, capsys) -> None:
    lead(store, Script(*SKIPPED * 4, answers=("n",)))
    assert "psoas screening" in capsys.readouterr().out
    assert told(store, StepDone) == []


def test_where_it_hurts_before_the_march_begins_the_questions_are_asked_and_nothing_is_counted(
    store: Store, capsys
) -> None:
    lead(store, Script(*SKIPPED * 2, "h", *SKIPPED, answers=("1", "", "", "7")))
    assert store.sessions() == []
    assert told(store, Answer)[-1] == Answer("pain-now", 7)
    assert "at 6 or more the march waits" in capsys.readouterr().out


def test_a_warning_sign_told_afterwards_ends_everything_and_brings_the_questions_back(store: Store, capsys) -> None:
    lead(store, Script(*SKIPPED * 2, "", "l", "r", QUIT, answers=("1", "", "4", "", "y")))
    assert "psoas screening" in capsys.readouterr().out
    assert told(store, Feeling)[0].stop_symptom
    assert cli_screening.closed_today(store)
    assert [step.step for step in told(store, StepDone)] == ["massage", "stretch"]


def test_too_hard_finishes_the_set_and_goes_on_with_the_easier_one(store: Store, capsys) -> None:
    store.tell(Choice("placement", "1b"), at=MONDAY - timedelta(days=2))
    script = Script(*SKIPPED * 2, "", "l", "r", "t", *TEN, *SKIPPED, answers=("1", "e", "6", "1", "y", "n", ""))
    lead(store, script)
    first, second = sorted(store.sessions(), key=lambda each: each.id)
    assert (first.rung, first.state, second.rung, second.plan.sets) == ("1b", "stopped", "1a", 1)
    assert told(store, Choice)[-1] == Choice("easier", "1a")
    assert "Too hard? Then go easier." in capsys.readouterr().out
    assert told(store, Feeling) == [Feeling(1, 1, 6, True)]


def test_too_hard_may_also_be_stayed_with_or_stopped(store: Store) -> None:
    script = Script(*SKIPPED * 2, "", "l", "r", "t", "", "l", "t", *SKIPPED, answers=("1", "", "8", "1", "y", "n", ""))
    lead(store, script)
    (session,) = store.sessions()
    assert [each.number for each in store.sets(session.id)] == [1, 2]
    assert told(store, Choice) == [Choice("easier")], "in the last set it is for the next time"


def test_on_a_day_of_the_half_dose_the_small_movement_is_said_at_the_set_and_nothing_goes_beyond_it(
    store: Store, capsys
) -> None:
    store.tell(Choice("easier"), at=MONDAY - timedelta(minutes=4))
    script = Script(*SKIPPED, "", *["l", "r"] * 8, *SKIPPED, answers=("1", "3", "1", "y", "n", ""))
    lead(store, script, short=True)
    out = capsys.readouterr().out
    assert "1 x 8 with each leg" in out and ladder_file().small_note in out
    assert out.count(ladder_file().small_say) == 1
    (training,) = history_of(store).trainings
    assert (training.sets_planned, training.target, training.left) == (1, 8, 8)


@pytest.mark.parametrize(
    ("chosen", "easy_weeks", "short", "dose", "small"),
    [
        ((), False, False, "2 x 10", False),
        ((), False, True, "1 x 10", False),
        ((Choice("easier"),), False, False, "1 x 8", True),
        ((Choice("easier"),), True, True, "1 x 8", True),
        ((), True, False, "1 x ", False),
    ],
)
def test_of_all_ceilings_of_a_day_the_lowest_holds(
    store: Store, capsys, monkeypatch, chosen: tuple[Choice, ...], easy_weeks: bool, short: bool, dose: str, small: bool
) -> None:
    """The short day, the easy week and the half dose all cut; none gives back what another took."""
    day = MONDAY
    if easy_weeks:
        store.tell(Profile(easy_weeks=True), at=MONDAY - timedelta(minutes=4))
        for week in range(5):
            marched(store, MONDAY + timedelta(weeks=week))
        day = MONDAY + timedelta(weeks=5)
    for each in chosen:
        store.tell(each, at=day - timedelta(minutes=1))
    it_is(monkeypatch, day)
    pains = ("", "1") if easy_weeks else ("1",)
    left_out = SKIPPED if short else SKIPPED * 2
    lead(store, Script(*left_out, *SKIPPED * 2, answers=pains), short=short)
    out = capsys.readouterr().out
    assert f"\n{dose}" in out
    assert (ladder_file().small_note in out) is small


def marched(store: Store, at: datetime) -> None:
    plan = SetPlan(2, 10, 75)
    key = store.begin_session(
        started_at=at, exercise_id="lying-march", level=1, band=False, counting="hand", plan=plan, rung="1a"
    )
    store.begin_set(key, 1, 0.0)
    for event, side in enumerate(("left", "right") * 10, 1):
        store.add_rep(RepRecord(key, event, 1, side, "hand", float(event)))  # type: ignore[arg-type]
    store.end_session(key, at, "done")
    store.tell(Feeling(1, 1, 6, form_kept=True), at=at, session_id=key)
    store.tell(Morning(1), at=at + timedelta(days=1), session_id=key)


# -- a level of one's own choice --------------------------------------------------------------------------------------


def freely(store: Store, level: int, script: Script) -> None:
    Leader(store, CATALOGUE, script, False, script.clock).lead_level(level, band=False)


def test_a_level_of_ones_own_choice_is_led_alone(store: Store) -> None:
    freely(store, 6, Script("", "l", "r", QUIT, answers=("1", "5", "1", "y", "n", "")))
    (session,) = store.sessions()
    assert (session.level, session.rung, session.band) == (6, "", False)
    assert told(store, StepDone) == []
    assert told(store, Answer) == [Answer("pain-now", 1)]


def test_the_day_after_a_red_march_no_level_is_led_and_the_sentence_is_the_days(
    store: Store, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead(store, Script(*SKIPPED * 2, "", "l", "r", "h", *SKIPPED, answers=("1", number("sharp"), "2", "7")))
    it_is(monkeypatch, MONDAY + timedelta(days=1))
    capsys.readouterr()
    script = Script("", "l", answers=("3", "1"))
    freely(store, 1, script)
    assert script.asked == []
    assert decide(history_of(store), MONDAY + timedelta(days=1)).reason in capsys.readouterr().out
    assert len(store.sessions()) == 1


def test_a_pain_of_6_that_is_told_now_refuses_it_too(store: Store, capsys) -> None:
    freely(store, 1, Script("", "l", answers=("6",)))
    assert "at 6 or more the march waits" in capsys.readouterr().out
    assert store.sessions() == []


def test_on_a_day_of_the_half_dose_its_level_is_led_as_the_half_dose(
    store: Store, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead(store, Script(*SKIPPED * 2, "", "l", "r", "h", *SKIPPED, answers=("1", number("sharp"), "2", "7")))
    it_is(monkeypatch, MONDAY + timedelta(days=2))
    freely(store, 1, Script("", "l", answers=("1", "1", "", "", "", "", "")))
    assert ladder_file().small_say in capsys.readouterr().out
    assert max(store.sessions(), key=lambda each: each.id).plan.reps_per_side == 8


def test_a_march_that_was_left_out_is_no_session(store: Store) -> None:
    lead(store, Script(*SKIPPED * 4, answers=("1",)))
    assert store.sessions() == []


def test_the_next_morning_is_asked_first_and_a_rest_day_has_no_march(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    lead(store, Script(*SKIPPED * 2, "", *TEN, "", *TEN, answers=("1", "5", "2", "y", "n", "")))
    it_is(monkeypatch, MONDAY + timedelta(days=1))
    script = Script(*SKIPPED * 3, answers=("2", "4", ""))
    lead(store, script)
    assert told(store, Morning) == [Morning(2, 4)]
    assert "gets stronger on the day off" in capsys.readouterr().out
    assert len(store.sessions()) == 1


def test_a_wrong_answer_is_asked_again_with_a_sentence(store: Store, capsys) -> None:
    lead(store, Script(*SKIPPED * 4, answers=("eleven", "11", "3")))
    assert capsys.readouterr().out.count("is none of these") == 2
    assert told(store, Answer) == [Answer("pain-now", 3)]


def test_pain_of_6_leaves_the_march_out_and_keeps_the_rest(store: Store, capsys) -> None:
    lead(store, Script(*SKIPPED * 3, answers=("6",)))
    assert "at 6 or more the march waits" in capsys.readouterr().out
    assert [step.step for step in told(store, StepDone)] == ["massage", "stretch", "habit"]


@pytest.mark.parametrize("told_of", [True, False])
def test_how_hard_the_march_is_for_the_own_body_is_said_before_it_begins_if_that_was_told(
    store: Store, capsys, told_of: bool
) -> None:
    if told_of:
        store.tell(Profile(height_m=1.78, mass_kg=84), at=MONDAY)
    lead(store, Script("s", "s", QUIT, answers=("1",)))
    assert ("Level 1 asks about" in capsys.readouterr().out) is told_of


def test_the_short_day_leaves_out_what_is_optional(store: Store) -> None:
    lead(store, Script(*SKIPPED * 3, answers=("1",)), short=True)
    assert "stretch" not in [step.step for step in told(store, StepDone)]


def test_quitting_keeps_what_was_counted(store: Store, capsys) -> None:
    lead(store, Script(*SKIPPED * 2, "", "l", "r", "l", QUIT, answers=("1", "", "", "", "", "")))
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


# -- a march that was begun and not ended -----------------------------------------------------------------------------

STOPPED = "You stopped after 3 left and 3 right."


@pytest.fixture
def left_open(store: Store) -> int:
    """A march that nobody ended, in the first of two sets of ten: three with each leg."""
    store.tell(Answer("pain-now", 1), at=MONDAY - timedelta(minutes=4))
    key = begun_march(store, MONDAY - timedelta(minutes=3), SetPlan(2, 10, 75), counting="paced")
    for event, side in enumerate(("left", "right") * 3, 1):
        store.add_rep(RepRecord(key, event, 1, side, "hand", 5.0 * event))  # type: ignore[arg-type]
    return key


def test_it_is_offered_first_and_goes_on_in_its_set_counted_by_hand(store: Store, left_open: int, capsys) -> None:
    rest = ["l"] * 7 + ["r"] * 7
    lead(store, Script("", 20.0, *rest, "", *TEN, *SKIPPED * 4, answers=("5", "2", "y", "n", "")))
    out = capsys.readouterr().out
    assert out.startswith(f"{STOPPED}\nEnter to go on, l to leave it at that.")
    assert "left 3, right 3 of 10" in out
    assert [(each.id, each.state, each.counting) for each in store.sessions()] == [(left_open, "done", "hand")]
    assert [(each.left, each.right) for each in store.sets(left_open)] == [(10, 10), (10, 10)]
    assert told(store, Feeling) == [Feeling(1, 2, 5, True)]
    # The march is done; what comes beside it is led all the same.
    done = [step.exercise_id for step in told(store, StepDone) if step.step == "strengthen"]
    assert done == ["plain-bridge"]


def test_left_at_that_it_is_asked_about_and_is_the_march_of_the_day(store: Store, left_open: int, capsys) -> None:
    lead(store, Script("l", *SKIPPED * 4, answers=("4", "1", "y", "n", "")))
    assert store.session(left_open).state == "stopped"
    assert told(store, Feeling) == [Feeling(1, 1, 4, True)]
    (training,) = history_of(store).trainings
    assert (training.left, training.right) == (3, 3)
    done = [step.exercise_id for step in told(store, StepDone) if step.step == "strengthen"]
    assert done == ["plain-bridge"]
    assert outlook(history_of(store), MONDAY) in capsys.readouterr().out


def test_quitting_at_the_question_leaves_it_open(store: Store, left_open: int) -> None:
    lead(store, Script("x", QUIT))
    assert store.session(left_open).state == "running"
    assert (len(history_of(store).trainings), len(history_of(store).opened)) == (0, 1)


def test_where_the_day_says_no_it_may_be_left_at_that_or_let_be(store: Store, left_open: int, capsys) -> None:
    store.tell(Answer("pain-now", 7), at=MONDAY - timedelta(minutes=1))
    lead(store, Script("", *SKIPPED * 3))
    out = capsys.readouterr().out
    assert f"{STOPPED} {decide(history_of(store), MONDAY).reason}\nEnter to leave it for now" in out
    assert len(store.reps(left_open)) == 6 and store.session(left_open).state == "running"


def test_a_level_of_ones_own_choice_offers_its_own_and_no_other(store: Store, left_open: int, capsys) -> None:
    freely(store, 6, Script("s"))
    assert STOPPED not in capsys.readouterr().out
    freely(store, 1, Script("", "l", QUIT, answers=("4", "1", "y", "n", "")))
    assert STOPPED in capsys.readouterr().out
    assert [each.id for each in store.sessions()] == [left_open]
    assert len(store.reps(left_open)) == 7


def test_a_march_that_is_interrupted_stays_open_for_the_next_time(store: Store, capsys) -> None:
    class Pulled(Script):
        def press(self, timeout_s: float) -> str | None:
            if not self._came:
                raise KeyboardInterrupt
            return super().press(timeout_s)

    with pytest.raises(KeyboardInterrupt):
        lead(store, Pulled(*SKIPPED * 2, "", "l", "r", answers=("1",)))
    assert history_of(store).trainings == []
    lead(store, Script("l", *SKIPPED, answers=("4", "1", "y", "n", "")))
    assert "You stopped after 1 left and 1 right." in capsys.readouterr().out


@pytest.mark.parametrize(("seconds", "states"), [(40.0, []), (130.0, ["done"])])
def test_a_step_that_is_left_is_done_where_half_of_its_time_was_spent(
    store: Store, seconds: float, states: list[str]
) -> None:
    lead(store, Script("", seconds, QUIT, answers=("1",)))
    assert [step.state for step in told(store, StepDone)] == states


def test_today_journal_history_and_plan_call_it_not_ended(
    store: Store, left_open: int, monkeypatch, capsys, tmp_path: Path
) -> None:

    def said(*command: str) -> str:
        return run_psoas(monkeypatch, capsys, *command, "--data", tmp_path / "journal")[1]

    text = said("today")
    assert f"{STOPPED} Go on with it, or leave it at that: `psoas session`." in text and "(done)" not in text
    line = "level 1 with the legs kept high, not finished: 3 left, 3 right"
    assert f"  March: {line}\n" in said("history")
    assert '"marches": [],\n   "opened": [' in said("history", "--json")
    text = said("plan", "--explain")
    assert f"2 March 2026: {line}" in text and "first rung" in text and "rest-day" not in text
    text = said("journal")
    assert "not finished" in text and "running" not in text
