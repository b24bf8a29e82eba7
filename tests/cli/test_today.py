"""The routine from the command line: the questions, the day, what was done, and the reasons."""

import io
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commands import Run, Told, journal_of, run_psoas
from marching import begun_march
from psoas.cli import options
from psoas.journal.answers import Band, Choice, Feeling, Morning, Profile, Screening
from psoas.journal.records import RepRecord, SetPlan
from psoas.journal.store import Store
from psoas.plan.screening import outcome_text, questions
from psoas.session.use_cases import leave_at_that

WELL = "\n" * 12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> Run:
    """Runs psoas in this process with some typed lines; gives exit code, stdout and stderr."""

    def psoas(*arguments: object, typed: str = "", data: Path = folder) -> Told:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        for name in ("LC_ALL", "LC_MESSAGES", "LC_TIME"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(options.say, "width", 300)
        return run_psoas(monkeypatch, capsys, *arguments, "--data", data)

    return psoas


def test_nothing_is_planned_before_the_questions_are_answered(run: Run) -> None:
    code, out, _ = run("today")
    assert code == 0
    assert "psoas screening" in out
    assert "march" not in out


def test_somebody_without_a_warning_sign_is_not_called_safe_and_begins_on_the_first_rung(
    run: Run, folder: Path
) -> None:
    _, out, _ = run("screening", typed=WELL)
    assert "We cannot check you" in out
    assert journal_of(folder, Screening) == [Screening("go")]
    _, out, _ = run("today")
    for step in ("Massage", "Stretch", "Strengthen", "Habit"):
        assert step in out
    assert "Start with level 1" in out
    assert "2 x 10 with each leg" in out


def test_the_first_emergency_ends_the_questions_and_closes_everything(run: Run, folder: Path) -> None:
    run("about", "--country", "uk")
    _, out, _ = run("screening", typed="1\n")
    assert out.count("Tick anything that might fit.") == 1
    assert "Call 999" in out
    assert journal_of(folder, Screening)[-1].outcome == "emergency"
    _, out, _ = run("today")
    assert "Call 999" in out
    assert "Stretch" not in out


def test_what_was_done_before_the_questions_is_written_down_and_the_questions_are_asked_for(run: Run) -> None:
    code, out, _ = run("log", "--rung", "1a", "--left", "8", "--right", "8")
    assert code == 0
    assert "Noted: 8 left and 8 right" in out and "`psoas screening`" in out
    run("screening", typed=WELL)
    _, out, _ = run("log", "--rung", "1a", "--left", "8", "--right", "8")
    assert "psoas screening" not in out


def test_whoever_asks_what_a_question_means_is_told_and_answers_then(run: Run) -> None:
    meant = "around my genitals, back passage or inner thighs"
    assert meant not in run("screening", typed=WELL)[1]
    _, out, _ = run("screening", typed="?\n" + WELL)
    assert meant in " ".join(out.split())
    assert "We cannot check you" in out


def test_a_wrong_number_is_asked_again_and_loses_nothing(run: Run) -> None:
    _, out, _ = run("screening", typed="99\nx\n" + WELL)
    assert out.count("is not on the list") == 2
    assert "We cannot check you" in out


def test_what_is_owned_shapes_the_ladder_and_is_shown_again(run: Run, folder: Path) -> None:
    _, out, _ = run("about", "--band", "light", "--box", "0.4", "--no-wall")
    assert "Bands: light" in out and "Box or bench: 40 cm" in out and "free wall" not in out
    _, again, _ = run("about")
    assert again == out
    assert len(journal_of(folder, Profile)) == 1


def test_a_session_by_hand_is_planned_upon_the_next_day_with_its_reason(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("screening", typed=WELL)
    code, out, _ = run("log", "--left", 10, "--right", 10, "--effort", 5, "--before", 1, "--during", 1, "--form")
    assert (code, "10 left and 10 right" in out) == (0, True)
    assert journal_of(folder, Feeling) == [Feeling(1, 1, 5, True)]
    assert "stronger on the day off" in run("plan")[1]
    later = datetime.now().astimezone() + timedelta(days=2)
    monkeypatch.setattr(options, "now", lambda: later)
    run("log", "--morning", 1)
    assert journal_of(folder, Morning) == [Morning(1)]
    _, out, _ = run("plan", "--explain")
    assert "Everyone starts on the first rung" in out
    assert "1a" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("log", "--left", 10, "--before", 11), "give at most 10"),
        (("log", "--left", 10, "--rung", "9x"), "no rung called “9x”"),
        (("log",), "Say how many you did"),
        (("log", "--morning", 3), "no session before today"),
        (("screening", "--confirmed"), "nothing to confirm yet"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence_and_writes_nothing(
    run: Run, folder: Path, arguments: tuple[object, ...], said: str
) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert said in err
    assert err.count("\n") == 1
    store = Store(folder)
    assert store.sessions() == []
    store.close()
    assert journal_of(folder, Profile) == journal_of(folder, Screening) == []


def test_with_everything_closed_a_session_is_written_only_when_it_is_named(run: Run, folder: Path) -> None:
    run("screening", typed="1\n")
    code, _, err = run("log", "--left", 5, "--right", 5)
    assert code == 2
    assert "--rung 1a" in err
    assert err.count("\n") == 1
    assert run("log", "--left", 5, "--right", 5, "--rung", "1a")[0] == 0
    store = Store(folder)
    assert [session.rung for session in store.sessions()] == ["1a"]
    store.close()


def test_a_warning_sign_in_a_session_brings_the_questions_back(run: Run) -> None:
    run("screening", typed=WELL)
    _, out, _ = run("log", "--left", 4, "--right", 4, "--stop-symptom")
    assert "psoas screening" in out
    assert "First answer a few questions" in run("today")[1]


def test_what_is_exported_can_be_read_into_an_empty_journal_and_nowhere_else(run: Run, tmp_path: Path) -> None:
    run("screening", typed=WELL)
    run("log", "--left", 10, "--right", 9, "--effort", 5)
    file, again = tmp_path / "all.json", tmp_path / "again.json"
    assert run("export", file)[0] == 0
    code, _, err = run("import", file)
    assert code == 2
    assert "empty" in err
    assert run("export", file)[0] == 2, "a file that is there is never replaced"
    elsewhere = tmp_path / "elsewhere"
    assert run("import", file, data=elsewhere)[0] == 0
    assert run("export", again, data=elsewhere)[0] == 0
    assert again.read_text() == file.read_text()


@pytest.mark.parametrize("text", ["", "{}", '{"app": "another"}', "no json"])
def test_a_file_of_another_program_is_refused_and_nothing_is_written(run: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(text)
    code, _, err = run("import", file)
    assert code == 2
    assert "psoas export" in err
    assert "empty" in run("journal")[1]


def test_a_backup_in_the_journals_place_restores_it(run: Run, folder: Path, tmp_path: Path) -> None:
    run("screening", typed=WELL)
    assert run("backup", tmp_path / "copy.sqlite")[0] == 0
    store = Store(folder)
    store.delete_all()
    store.close()
    folder.mkdir(exist_ok=True)
    (tmp_path / "copy.sqlite").rename(folder / "journal.sqlite")
    assert journal_of(folder, Screening) == [Screening("go")]


def test_on_the_day_of_an_emergency_the_questions_are_not_asked_again_until_somebody_was_seen(
    run: Run, folder: Path
) -> None:
    run("screening", typed="1\n")
    code, out, _ = run("screening", typed=WELL)
    assert code == 2
    assert "your local emergency number" in out and "asks again tomorrow" in out and "--again" in out
    assert [one.outcome for one in journal_of(folder, Screening)] == ["emergency"]
    _, out, _ = run("screening", "--confirmed")
    assert "answer the questions again" in out
    _, out, _ = run("today")
    assert "psoas screening" in out and "march" not in out
    run("screening", typed=WELL)
    assert journal_of(folder, Screening)[-1] == Screening("go")


NUMB = "Numbness or tingling around my genitals, back passage or inner thighs."


@pytest.fixture
def held(folder: Path) -> Iterator[None]:
    """Another program holds the journal, and lets nobody read or write."""
    Store(folder).close()
    other = sqlite3.connect(folder / "journal.sqlite", isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("CREATE TABLE held (x)")
    yield
    other.close()


def test_an_emergency_answer_is_heard_while_another_program_holds_the_journal(run: Run, held: None) -> None:
    _, out, err = run("screening", typed="1\n")
    assert "Traceback" not in out + err
    assert outcome_text("emergency").say in out and NUMB in out and "Call your local emergency number." in out
    assert questions().unwritten in out


def test_it_is_heard_where_there_can_be_no_journal_at_all_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    _, out, _ = run("screening", typed="1\n", data=tmp_path / "file" / "journal")
    assert outcome_text("emergency").say in out and NUMB in out and questions().unwritten in out


def test_a_damaged_journal_hides_no_emergency(run: Run, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "journal.sqlite").write_bytes(b"no journal at all" * 500)
    _, out, _ = run("screening", typed="1\n")
    assert outcome_text("emergency").say in out and questions().unwritten in out


def test_a_warning_sign_that_is_logged_is_answered_first_whatever_the_journal_does(run: Run, held: None) -> None:
    _, out, err = run("log", "--left", 4, "--right", 4, "--stop-symptom")
    assert "Chest pain, fainting" in out and "Call your local emergency number." in out
    assert "Another program" in err


def test_the_number_is_that_of_the_country_which_the_computer_is_set_to_and_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    _, out, _ = run("screening", typed="1\n")
    assert "Call 999." in out and "your computer's language" in out and "112 in Europe" in out


def test_what_was_ticked_by_mistake_is_asked_again_and_the_other_lists_follow(run: Run, folder: Path) -> None:
    code, out, _ = run("screening", typed="1\nm\n" + WELL)
    assert code == 0
    assert out.count("New in recent weeks?") == 2
    assert [one.outcome for one in journal_of(folder, Screening)] == ["emergency", "go"]


def test_a_mistake_that_is_noticed_later_can_be_taken_back_too(run: Run, folder: Path) -> None:
    run("screening", typed="1\n")
    assert run("screening", "--again", typed=WELL)[0] == 0
    assert journal_of(folder, Screening)[-1] == Screening("go")


def _on_level_six(folder: Path, profile: Profile) -> None:
    store = Store(folder)
    before = datetime.now().astimezone() - timedelta(days=3)
    for told in (Screening("go"), profile, Choice("placement", "6b")):
        store.tell(told, before)
    store.close()


def test_the_day_and_its_reasons_say_how_to_begin_for_the_own_body_and_band(run: Run, folder: Path) -> None:
    _on_level_six(folder, Profile(height_m=1.62, mass_kg=60, age=70, sex="female", bands=(Band("light", "red"),)))
    warning = "level 6 with your red band comes near the most"
    assert warning in run("today")[1]
    _, out, _ = run("plan", "--explain")
    assert warning in out
    assert "Working hip 51 N·m (109%, 40 to 64); trunk 5 N·m (4 to 5); leg that carries you" in out
    assert "60 kg, 1.62 m. Compared with women of 65 and over." in out
    assert "The trunk has no %" in out
    assert "How hard" not in run("plan")[1]


def test_who_has_told_nothing_of_their_body_hears_only_in_the_reasons_for_whom_it_was_computed(
    run: Run, folder: Path
) -> None:
    _on_level_six(folder, Profile(bands=(Band("light", "red"),)))
    assert "such a body" not in run("today")[1]
    out = run("plan", "--explain")[1]
    assert "Computed for 70 kg and 1.75 m, since you have not told your height and weight." in out


def test_on_a_rest_day_the_reasons_say_nothing_of_how_hard_it_is(run: Run, folder: Path) -> None:
    _on_level_six(folder, Profile(height_m=1.62, mass_kg=60, bands=(Band("light", "red"),)))
    run("log", "--left", "8", "--right", "8")
    assert "How hard" not in run("plan", "--explain")[1]


def test_a_march_that_was_left_half_done_is_still_on_as_the_page_of_today_has_it(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    monkeypatch.setattr(options, "now", lambda: now)
    run("screening", typed=WELL)
    store = Store(folder)
    number = begun_march(store, now - timedelta(minutes=10), SetPlan(2, 10, 60))
    for event, side in enumerate(("left", "right") * 10, 1):
        store.add_rep(RepRecord(number, event, 1, side, "hand", float(event)))
    _, out, _ = run("today")
    line = next(line for line in out.splitlines() if "Strengthen" in line)
    assert "(done)" not in line and "minutes" in line
    assert "You stopped after 10 left and 10 right." in out
    leave_at_that(store, number)
    store.close()
    _, out, _ = run("today")
    assert "(done)" in next(line for line in out.splitlines() if "Strengthen" in line)
