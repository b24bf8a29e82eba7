"""Colours and size of the letters, as the profile has them, before anything is painted."""

import re
from dataclasses import replace

import pytest

from psoas.app.look import SIZES, look_css
from psoas.errors import PsoasError
from psoas.journal.answers import Profile
from psoas.journal.profile_form import read, shown


def look(client):
    answer = client.get("/look.css")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert answer.headers["cache-control"] == "no-store"
    return answer.text


@pytest.mark.parametrize("path", ["/today", "/settings", "/help", "/nowhere", "/gone"])
def test_every_page_waits_for_the_look_and_has_it_last(client, path):
    sheets = re.findall(r'<link rel="stylesheet" href="(/[a-z]+[^"]*)"', client.get(path).text)
    assert sheets[-1] == "/look.css"


def test_without_a_choice_the_colours_follow_the_system(client):
    assert "@media (prefers-color-scheme: dark)" in look(client)
    assert "--text: 1;" in look(client)


@pytest.mark.parametrize(("theme", "dark"), [("light", False), ("dark", True)])
def test_a_theme_that_was_chosen_holds_whatever_the_system_says(client, house, theme, dark):
    house.tell(Profile(theme=theme))
    assert "prefers-color-scheme" not in look(client)
    assert f"color-scheme: {theme}" in look(client)
    assert ("--paper: #0d1615" in look(client)) == dark


@pytest.mark.parametrize("text", SIZES)
def test_the_size_of_the_letters_is_as_chosen(client, house, text):
    house.tell(Profile(text=text))
    assert f"--text: {SIZES[text]:g};" in look(client)


def test_more_contrast_is_given_to_whoever_asks_for_it_in_every_theme():
    for theme in ("system", "light", "dark"):
        css = look_css(Profile(theme=theme))
        assert css.index("prefers-contrast: more") > css.find("--soft: #a7bcb6"), "it comes after the colours"


def test_a_journal_that_cannot_be_read_still_has_a_look(client, house, monkeypatch):
    def broken(_):
        raise PsoasError("The disk is gone.")

    monkeypatch.setattr(house.store, "told", broken)
    assert "--text: 1;" in look(client)


def test_theme_and_text_are_read_from_the_form_as_they_are_shown():
    chosen = Profile(theme="dark", text="largest")
    assert read(shown(chosen)).profile == chosen
    wrong = read({**shown(chosen), "theme": "pink"})
    assert "“pink” is not a choice of colours" in wrong.wrong["theme"]
    assert read({}).profile == replace(Profile(), wall=False, chair=False)
