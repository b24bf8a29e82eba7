"""How hard each level is, from the command line."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands import Run
from psoas.body import leg_muscles
from psoas.body.leg_muscles import available
from psoas.journal.person import Profile
from psoas.journal.store import Store

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
    assert "not told" in guessed
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
    assert "stronger than those of people who were measured" in out
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
        ((*BODY, "--band", "red", "--band-length", 0.05), "measure the loop"),
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
