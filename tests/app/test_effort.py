"""How hard the march of the day is for one's own body: beside it, on the level's page, and before it starts."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from psoas.journal.answers import Answer, Band, Choice, Profile

from .test_today import text_of

BANDS = (Band("light", "red"), Band("medium"))
FITS = Profile(height_m=1.75, mass_kg=70, age=30, sex="male", bands=BANDS, box_height_m=0.4)
NEAR = Profile(height_m=1.62, mass_kg=60, age=70, sex="female", bands=BANDS)
WARNING = "comes near the most that such a body can hold"


def on(house, profile: Profile, rung: str) -> None:
    """Somebody who may begin with this rung today."""
    before = house.today() - timedelta(days=3)
    house.store.tell(profile, at=before)
    house.store.tell(Choice("placement", rung), at=before)
    house.store.tell(Answer("pain-now", 0), at=house.today())


def test_today_says_how_to_begin_with_its_reason_and_shows_the_bars_for_this_body_and_band(client, house) -> None:
    on(house, FITS, "4b")
    text = text_of(client, "/today")
    assert "Your red band fits level 4" in text
    assert "about half of what such a body can hold" in text
    assert WARNING not in text
    for bar in ("Working hip", "Trunk", "Leg that carries you"):
        assert bar in text
    assert "70 kg, 1.75 m. Compared with men under 40." in text
    assert "The trunk has no %" in text


def test_near_the_most_that_such_a_body_can_hold_today_warns_beside_the_march_and_so_does_its_session(
    client, house
) -> None:
    on(house, NEAR, "6b")
    text = text_of(client, "/today")
    assert WARNING in text
    assert text.index(WARNING) < text.index("Only the march")
    running = house.begin(house.catalogue.level(6), True, "hand", rung="6b")
    assert WARNING in text_of(client, f"/session/{running.key}")
    assert WARNING in text_of(client, "/level/6")


def test_a_session_begun_from_the_level_s_own_page_warns_by_the_lightest_band_that_is_owned(client, house) -> None:
    on(house, NEAR, "6b")
    with_band, without = (house.begin(house.catalogue.level(6), band, "hand") for band in (True, False))
    assert "your red band comes near" in text_of(client, f"/session/{with_band.key}")
    assert WARNING not in text_of(client, f"/session/{without.key}")
    assert WARNING not in text_of(client, "/level/6?band=0")


def test_a_session_that_fits_begins_without_a_word_about_it(client, house) -> None:
    on(house, FITS, "4b")
    running = house.begin(house.catalogue.level(4), True, "hand", rung="4b")
    assert "such a body can hold" not in text_of(client, f"/session/{running.key}")


def test_who_has_told_nothing_hears_nothing_of_it_today_and_finds_on_the_levels_page_what_could_be_told(
    client, house
) -> None:
    on(house, Profile(bands=BANDS), "6b")
    today = text_of(client, "/today")
    assert "such a body" not in today and "How hard, for your body?" not in today
    level = text_of(client, "/level/6")
    assert "since you have not told your height and weight" in level
    assert "Add them in Settings, if you like" in level


@pytest.mark.parametrize("profile", [FITS, NEAR], ids=["fits", "near"])
def test_on_a_day_without_the_march_nothing_is_said_about_it(client, house, profile) -> None:
    on(house, profile, "6b")
    house.store.tell(Answer("pain-now", 7), at=house.today() + timedelta(seconds=1))
    house.clock.now += 60
    text = text_of(client, "/today")
    assert "How hard, for your body?" not in text
    assert "such a body" not in text


def test_where_the_model_does_not_hold_the_pages_say_what_to_change_and_still_stand(client, house) -> None:
    on(house, Profile(height_m=1.75, mass_kg=25), "1b")
    for path in ("/today", "/level/1"):
        text = unescape(text_of(client, path))
        assert "There is no estimate. A body mass of 25 kg" in text
        assert ("Only the march" if path == "/today" else "Start with camera") in text
        assert "Your height, weight and things" in text
