"""How hard each level is, from the command line."""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands import Run
from psoas.biomechanics import muscle_grid as leg_muscles
from psoas.biomechanics.muscle_grid import available
from psoas.exchange.skeletons import write_skeletons
from psoas.journal.answers import Band, Profile
from psoas.journal.store import Store
from psoas.programme.catalogue import load as catalogue
from psoas.testing import synthetic

BODY = ("--mass", 82, "--height", 1.83)


def test_all_six_levels_are_told_with_their_range_and_that_they_are_an_estimate(run: Run) -> None:
    code, out, _ = run("load", *BODY, "--band", "red")
    assert code == 0
    assert "82 kg and 1.83 m" in out
    assert all(f"\n {number} " in out for number in range(1, 7))
    assert " to " in out
    assert "model estimate" in out


def test_one_level_may_be_asked_for_alone(run: Run) -> None:
    code, out, _ = run("load", *BODY, "--level", 4)
    assert code == 0
    assert "\n 4 " in out
    assert "\n 5 " not in out


def test_a_body_that_was_told_before_is_taken_and_a_guess_is_said(run: Run, tmp_path: Path) -> None:
    _, guessed, _ = run("load", "--level", 1, "--data", tmp_path)
    assert "a usual one" in guessed
    store = Store(tmp_path)
    store.tell(Profile(height_m=1.62, mass_kg=58), datetime(2026, 3, 2, tzinfo=UTC))
    store.close()
    _, told, _ = run("load", "--level", 1, "--data", tmp_path)
    assert "58 kg and 1.62 m:" in told


@pytest.mark.skipif(not available(), reason="the extra `muscles` is not installed")
def test_psoas_and_iliacus_are_told_when_asked_for_with_what_is_doubtful_about_them(run: Run) -> None:
    code, out, _ = run("load", *BODY, "--level", 1, "--muscles")
    assert code == 0
    assert "Iliacus" in out
    assert re.search(r"\b[1-9]\d0 N\b", out)
    assert "as strong as those of people who were measured" in out
    assert "Iliacus" not in run("load", *BODY, "--level", 1)[1]


def test_without_the_extra_a_sentence_says_how_to_add_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "myo_sim", None)
    leg_muscles.grid.cache_clear()
    code, _, err = run("load", *BODY, "--level", 1, "--muscles")
    assert code == 2
    assert "extra for muscles is not installed" in err
    assert "--extra muscles" in err
    assert run("load", *BODY, "--level", 1)[0] == 0


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--mass", 0, "--height", 1.8), "kilograms"),
        (("--mass", 70, "--height", 180), "metres"),
        ((*BODY, "--age", 3), "age"),
        ((*BODY, "--band", "pink"), "none, yellow"),
        ((*BODY, "--band", "red", "--band-length", 0.05), "measure it again"),
        ((*BODY, "--level", 9), "no level 9"),
        ((*BODY, "--level", 4, "--box", 1.7), "box"),
        ((*BODY, "--tempo", 0), "tempo"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(run: Run, given: tuple[object, ...], says: str) -> None:
    code, _, err = run("load", *given)
    assert code == 2
    assert says in err
    assert "Traceback" not in err


def test_age_and_sex_that_were_told_count_for_the_own_body_and_not_for_another_one(run: Run, tmp_path: Path) -> None:
    def store_and_load(profile: Profile, *given: object) -> str:
        store = Store(tmp_path)
        store.tell(profile, datetime.now().astimezone())
        store.close()
        return run("load", "--level", 1, "--data", tmp_path, *given)[1]

    young = store_and_load(Profile(height_m=1.83, mass_kg=82))
    old = store_and_load(Profile(height_m=1.83, mass_kg=82, age=70, sex="female"))
    assert young != old
    assert store_and_load(Profile(height_m=1.83, mass_kg=82, age=70, sex="female"), *BODY) == young


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Level 6, a left and a right repetition, seen from the side."""
    path = tmp_path_factory.mktemp("recording") / "set.npz"
    write_skeletons(path, synthetic(catalogue().level(6)))
    return path


def tell(folder: Path, profile: Profile) -> None:
    store = Store(folder)
    store.tell(profile, datetime(2026, 3, 2, tzinfo=UTC))
    store.close()


def said_of(run: Run, *given: object) -> tuple[dict, str]:
    """The load of a recording as JSON, and its sentences in one."""
    code, out, err = run("analyze", *given, "--json", "-")
    assert code == 0, err
    found = json.loads(out)["load"]
    return found, " ".join(found["say"])


def test_a_recording_is_told_with_its_load_only_where_that_is_asked_for(run: Run, recording: Path) -> None:
    _, plain, _ = run("analyze", recording, "--level", 6)
    assert "load on the working hip" not in plain
    _, out, _ = run("analyze", recording, "--level", 6, "--load", *BODY, "--band", "red")
    assert "load on the working hip" in out
    assert "82 kg and 1.83 m, with a red band." in " ".join(out.split())
    assert "model estimate" in out


def test_body_and_band_of_a_recording_come_from_the_journal_unless_they_are_given(
    run: Run, recording: Path, tmp_path: Path
) -> None:
    bands = (Band("heavy", length_m=0.3), Band("light", length_m=0.25))
    tell(tmp_path, Profile(bands=bands, height_m=1.62, mass_kg=58))
    told, words = said_of(run, recording, "--level", 6, "--load", "--data", tmp_path)
    assert (told["mass_kg"], told["height_m"], told["band_length_m"]) == (58, 1.62, 0.25)
    assert "your light band, the lightest you have (for another one: --band)" in words
    given, words = said_of(run, recording, "--level", 6, "--load", "--mass", 90, "--band", "heavy", "--data", tmp_path)
    assert (given["mass_kg"], given["height_m"]) == (90, 1.62)
    assert given["band_n"] > told["band_n"]
    assert given["left"]["peak_nm"]["value"] > told["left"]["peak_nm"]["value"]


def test_what_was_not_told_is_taken_as_usual_and_said(run: Run, recording: Path, tmp_path: Path) -> None:
    _, words = said_of(run, recording, "--level", 6, "--load", "--data", tmp_path)
    assert "70 kg and 1.75 m (a usual one" in words
    assert "with a light band (say which one with --band)" in words
    _, words = said_of(run, recording, "--level", 6, "--load", "--without-band", "--data", tmp_path)
    assert "band" not in words.split("For a body of")[1]


def test_the_journal_is_left_alone_where_all_is_given(run: Run, recording: Path, tmp_path: Path) -> None:
    said_of(run, recording, "--level", 6, "--load", *BODY, "--band", "red", "--data", tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--mass", 80), "Add --load"),
        (("--load", "--mass", 0, "--height", 1.8, "--band", "red"), "kilograms"),
        (("--load", *BODY, "--band", "pink"), "none, yellow"),
        (("--load", *BODY, "--band", "red", "--band-length", 0.05), "measure it again"),
        (("--load", "--out", "all.jsonl"), "--load is for a single recording"),
    ],
)
def test_what_cannot_be_of_a_recording_is_said_in_a_sentence(
    run: Run, recording: Path, given: tuple[object, ...], says: str
) -> None:
    code, out, err = run("analyze", recording, "--level", 6, *given)
    assert code == 2
    assert out == ""
    assert says in err
    assert "Traceback" not in err
