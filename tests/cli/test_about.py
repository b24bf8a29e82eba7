"""What somebody owns, wants and feels, from the command line: the same rules as the settings page."""

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from commands import Told, journal_of, run_psoas
from psoas.cli import options
from psoas.journal.answers import Answer, Band, Profile, Screening
from psoas.journal.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path):
    def psoas(*arguments: object) -> Told:
        return run_psoas(monkeypatch, capsys, *arguments, "--data", folder)

    return psoas


def test_every_field_can_be_said_and_is_shown_again(run, folder):
    code, out, err = run(
        "about", "--band", "light, red, 28 cm", "--band", "heavy", "--box", "0,4", "--no-wall", "--ball",
        "--height", "5 ft 9", "--mass", "72,5", "--age", "42", "--sex", "Female",
        "--goal", "play  with [my] dog", "--activity", "tying my shoes",
        "--quiet", "22-7:30", "--country", "UK", "--easy-weeks", "--belly-contact",
    )  # fmt: skip
    assert (code, err) == (0, "")
    profile = Profile(
        bands=(Band("light", "red", 0.28), Band("heavy")),
        box_height_m=0.4,
        wall=False,
        ball=True,
        height_m=1.753,
        mass_kg=72.5,
        age=42,
        sex="female",
        activities=("tying my shoes",),
        goal="play with [my] dog",
        quiet_from=time(22),
        quiet_to=time(7, 30),
        belly_contact=True,
        easy_weeks=True,
        country="uk",
    )
    assert journal_of(folder, Profile) == [profile]
    for shown in (
        "light (red, 28 cm)", "40 cm", "175.3 cm", "72.5 kg", "42 years", "female", "play with [my] dog",
        "22:00 to 07:30", "uk",
    ):  # fmt: skip
        assert shown in out
    assert run("about")[1] == out
    assert len(journal_of(folder, Profile)) == 1


def test_in_imperial_units_sizes_are_shown_as_they_are_typed(run, folder):
    _, out, _ = run("about", "--units", "imperial", "--height", "5 ft 9 in", "--mass", "158 lb")
    assert "5 ft 9 in" in out and "158 lb" in out
    assert journal_of(folder, Profile)[-1].units == "imperial"


def test_a_band_named_again_keeps_its_colour_and_none_empties_a_field(run, folder):
    given = ("--box", "40", "--activity", "sitting", "--quiet", "22-7", "--age", "42", "--sex", "male")
    run("about", "--band", "light red 28 cm", *given)
    run("about", "--band", "light", "--band", "medium")
    assert journal_of(folder, Profile)[-1].bands == (Band("light", "red", 0.28), Band("medium"))
    run("about", "--band", "none", *(text if text.startswith("--") else "none" for text in given))
    assert journal_of(folder, Profile)[-1] == Profile()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--box", "three"), "--box: “three” cannot be understood"),
        (("--box", "3"), "--box: In which unit is “3”?"),
        (("--band", "light 0"), "--band: “0” cannot be the length of a band"),
        (("--band", "huge"), "--band: “huge” is not a strength of a band"),
        (("--band", "light pink"), "--band: “pink” cannot be understood"),
        (("--height", "70"), "--height: In which unit"),
        (("--mass", "7 kg"), "--mass: “7 kg” cannot be your weight"),
        (("--age", "15"), "--age: “15” cannot be your age. Write whole years from 16 to 110"),
        (("--sex", "both"), "--sex: “both” is not a sex that the tables of strength have. Choose one of: female, male"),
        (("--goal", "a" * 201), "--goal: This is 201 letters long"),
        (("--activity", "sit", "--activity", "Sit"), "--activity: “Sit” is here twice"),
        (("--activity", "sit = 11"), "--activity: “11” is not on this scale"),
        (("--activity", "a", "--activity", "b", "--activity", "c", "--activity", "d"), "--activity: 4 are too many"),
        (("--quiet", "late-7"), "--quiet: “late” is not a time of day"),
        (("--quiet", "22"), "--quiet: Quiet hours need a start and an end"),
        (("--country", "mars"), "--country: “mars” is not a country that psoas knows"),
        (("--pain-week", "11"), "--pain-week: “11” is not on this scale. Give a whole number from 0 to 10"),
        (("--pain-now", "much"), "--pain-now: “much” is not on this scale"),
        (("--sitting", "120"), "--sitting: “120” is not on this scale. Give a whole number from 0 to 100"),
        (("--overall", "0"), "--overall: “0” is not on this scale. Give a whole number from 1 to 7"),
    ],
)
def test_what_cannot_be_meant_is_one_line_with_its_option_and_keeps_nothing(run, folder, arguments, said):
    code, out, err = run("about", "--wall", "--ball", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert journal_of(folder, Profile) == journal_of(folder, Answer) == []


def test_answers_are_kept_with_what_they_come_to_and_asked_again_when_they_are_due(run, folder, monkeypatch):
    store = Store(folder)
    now = datetime.now().astimezone()
    store.tell(Screening("go"), now)
    store.close()
    hints = ("--pain-week", "--sitting")
    assert all(hint in run("today")[1] for hint in hints)
    _, out, _ = run("about", "--pain-week", "3", "--sitting", "75", "--activity", "Tying  my shoes = 4")
    assert "Over the week, too early to tell" in out
    assert "Last answer: 75 %" in out
    assert "Tying my shoes: Last answer: 4 out of 10" in out
    assert journal_of(folder, Answer) == [
        Answer("activity", 4, "Tying my shoes"), Answer("pain-week", 3), Answer("sitting-share", 75),
    ]  # fmt: skip
    assert not any(hint in run("today")[1] for hint in hints)
    monkeypatch.setattr(options, "now", lambda: now + timedelta(days=42))
    out = run("today")[1]
    assert all(hint in out for hint in (*hints, "--activity", "--overall"))
