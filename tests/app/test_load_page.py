"""How hard is it, for me: the page, and what stands on each level's own page."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime

import pytest

from psoas.app.pages.load import muscle_bars, summary
from psoas.biomechanics.anthropometry import Physique, loop_of
from psoas.biomechanics.load import estimates, within_reach
from psoas.biomechanics.muscle_grid import available, grid
from psoas.biomechanics.muscles import muscle_estimates
from psoas.journal.answers import Band, Profile
from psoas.programme.catalogue import load
from psoas.report.bars import bars

MORNING = datetime(2026, 3, 2, 7, tzinfo=UTC)
with_muscles = pytest.mark.skipif(not available(), reason="the extra `muscles` is not installed")


def test_the_page_says_whose_body_it_takes(client, house) -> None:
    assert "since you have not told your height" in client.get("/learn/load").text
    house.store.tell(Profile(height_m=1.62, mass_kg=58, age=66, sex="female"), MORNING)
    told = client.get("/learn/load").text
    assert "58 kg, 1.62 m. Compared with women of 65 and over." in told
    assert "since you have not told" not in told


def test_all_levels_are_compared_and_it_is_called_an_estimate(client) -> None:
    page = client.get("/learn/load").text
    assert all(f"Level {number} " in page for number in range(1, 7))
    assert "This is an estimate" in page


@pytest.mark.parametrize("number", [1, 4, 6])
def test_each_level_has_its_bars(client, house, number: int) -> None:
    house.store.tell(Profile(bands=(Band("light"),)), MORNING)
    page = client.get(f"/level/{number}").text
    assert "How hard, for your body?" in page
    assert "Working hip" in page


def test_a_bar_says_its_number_and_leaves_out_what_is_nothing() -> None:
    build = Physique(70, 1.75)
    lying, standing = (bars(estimates(load().level(n), build, loop_of("light"))) for n in (1, 6))
    assert "Leg that carries you" not in lying
    assert "Other leg, held up" not in standing
    assert "N·m" in lying
    assert "between" in standing


def test_a_bar_beyond_typical_strength_is_marked_and_stays_within_its_frame() -> None:
    drawn = bars(estimates(load().level(4), Physique(95, 1.9), loop_of("heavy")))
    assert "beyond" in drawn
    assert "width:100.0%" in drawn


@with_muscles
def test_the_page_says_what_psoas_and_iliacus_do_that_it_is_an_estimate_and_what_is_doubtful_about_it(client) -> None:
    grid()
    page = client.get("/learn/load").text
    assert "Iliacus" in page
    assert re.search(r"33% at work, on the way out\. It pulls with about 430 N, 0\.6 times body weight", page)
    assert "A model estimate: of all the ways" in page
    assert "stronger than those of people who were measured" in page


@with_muscles
def test_before_the_model_of_the_muscles_is_built_the_page_says_that_it_takes_a_moment(client) -> None:
    grid.cache_clear()
    page = client.get("/learn/load").text
    assert "Building the muscle model" in page
    assert "% at work" not in page


def test_without_the_extra_the_page_says_what_it_would_show_and_how_to_add_it(client, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "mujoco", None)
    answer = client.get("/learn/load")
    assert answer.status_code == 200
    assert "how hard psoas and iliacus pull" in answer.text
    assert "uv run --extra muscles psoas" in answer.text
    assert "% at work" not in answer.text
    assert "Working hip" in answer.text


@with_muscles
def test_a_muscle_is_told_with_its_range_in_round_numbers_and_marked_where_it_gives_all_it_has() -> None:
    body, exercise = Physique(70, 1.75), load().level(6)
    light, heavy = (
        muscle_estimates(within_reach(exercise, body, loop_of(colour)), body) for colour in ("light", "heavy")
    )
    told = muscle_bars(light, body)
    assert re.search(r"75% at work.*between \d\d% and \d\d% · pulls with about 760 N, 1\.1 times body weight", told)
    assert all(force.endswith("0") for force in re.findall(r"(\d+)\sN", told))
    assert "beyond" not in told
    assert "beyond" in muscle_bars(heavy, body)
    assert "all of it at work" in summary(heavy["psoas"], exercise.dose.tempo_s, body)
