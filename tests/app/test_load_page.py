"""How hard is it, for me: the page, and what stands on each level's own page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from psoas.app.bars import bars
from psoas.body.build import Build, loop_of
from psoas.body.load import estimates
from psoas.journal.person import Band, Profile
from psoas.programme.catalogue import load

MORNING = datetime(2026, 3, 2, 7, tzinfo=UTC)


def test_the_page_says_whose_body_it_takes(client, house) -> None:
    assert "since you have not told your height" in client.get("/learn/load").text
    house.store.tell(Profile(height_m=1.62, mass_kg=58, age=66, sex="female"), MORNING)
    told = client.get("/learn/load").text
    assert "58 kg, 1.62 m. Compared with women of 65 and over." in told
    assert "since you have not told" not in told


def test_all_levels_are_compared_and_it_is_called_an_estimate(client) -> None:
    page = client.get("/learn/load").text
    assert all(f"Level {number} " in page for number in range(1, 7))
    assert "An estimate" in page


@pytest.mark.parametrize("number", [1, 4, 6])
def test_each_level_has_its_bars(client, house, number: int) -> None:
    house.store.tell(Profile(bands=(Band("light"),)), MORNING)
    page = client.get(f"/level/{number}").text
    assert "How hard, for your body?" in page
    assert "Working hip" in page


def test_a_bar_says_its_number_and_leaves_out_what_is_nothing() -> None:
    build = Build(70, 1.75)
    lying, standing = (bars(estimates(load().level(n), build, loop_of("light"))) for n in (1, 6))
    assert "Leg that carries you" not in lying
    assert "Other leg, held up" not in standing
    assert "N·m" in lying
    assert "between" in standing


def test_a_bar_beyond_typical_strength_is_marked_and_stays_within_its_frame() -> None:
    drawn = bars(estimates(load().level(4), Build(95, 1.9), loop_of("heavy")))
    assert "beyond" in drawn
    assert "width:100.0%" in drawn
