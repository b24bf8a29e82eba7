"""You and your things in a real browser: whatever is typed is kept, or said to be wrong beside its field."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

import pytest

from browser.driving import delete_all
from psoas.app.door.key import KEY_FILE
from psoas.journal.answers import Answer, Band, Profile, Screening

pytestmark = pytest.mark.browser

#: What is typed into which field, and a piece of the sentence that then stands beside it.
WRONG = {
    "box": (("three", "cannot be understood"), ("3", "In which unit"), ("0", "cannot be the height of a box")),
    "length-light": (("0", "cannot be the length of a band"), ("long", "cannot be understood")),
    "height": (("70", "In which unit"), ("17", "cannot be your height"), ("tall", "cannot be understood")),
    "mass": (("7 kg", "cannot be your weight"), ("heavy", "cannot be understood")),
    "age": (("12", "cannot be your age"), ("forty", "cannot be your age")),
    "goal": (("a" * 201, "201 letters"),),
    "activity-2": (("tying my shoes", "is here twice"), ("b" * 61, "61 letters")),
    "quiet_from": (("late", "is not a time of day"), ("25:00", "is not a time of day")),
    "quiet_to": (("", "need a start and an end"), ("22", "at the same time")),
}
RIGHT = {
    "box": "0,4",
    "length-light": "28",
    "height": "1,75",
    "mass": "158 lb",
    "age": "42 years",
    "goal": "a long walk",
    "activity-1": "tying my shoes",
    "activity-2": "an hour of sitting",
    "quiet_from": "22",
    "quiet_to": "7:00",
}


def fill(page, field, text):
    page.locator(f"#field-{field}").fill(text)
    page.locator(f"#field-{field}").blur()


def typed(page):
    return {field: page.locator(f"#field-{field}").input_value() for field in RIGHT}


def keep(page, said):
    page.get_by_role("button", name="Keep it").first.click()
    page.locator(".said").filter(has_text=said).wait_for()


def test_every_wrong_answer_has_its_sentence_beside_the_field_and_nothing_typed_is_lost(psoas, chromium):
    page = chromium(psoas, width=390, path="/settings")
    page.get_by_label("Light mini band").check()
    for field, text in RIGHT.items():
        fill(page, field, text)
    page.locator("#field-sex").select_option("Female")
    page.locator("#field-height-read").filter(has_text="Understood as 175 cm").wait_for()
    assert page.locator(".wrong:not(:empty)").count() == 0
    for field, cases in WRONG.items():
        for text, said in cases:
            fill(page, field, text)
            page.locator(f"#field-{field}-wrong").filter(has_text=said).wait_for()
            keep(page, "Not saved yet")
            page.wait_for_function("(id) => document.activeElement.id === id", arg=f"field-{field}")
            assert page.locator(f"#field-{field}").get_attribute("aria-invalid") == "true"
            assert typed(page) == {**RIGHT, field: text}
            assert psoas.journal("told", Profile) == []
        fill(page, field, RIGHT[field])
        page.locator(f"#field-{field}-wrong:empty").wait_for(state="attached")
    keep(page, "Kept, at")
    (kept,) = [entry.what for entry in psoas.journal("told", Profile)]
    assert kept.bands == (Band("light", "other", 0.28),)
    assert (kept.box_height_m, kept.height_m, kept.mass_kg) == (0.4, 1.75, 71.7)
    assert (kept.age, kept.sex) == (42, "female")
    assert kept.activities == ("tying my shoes", "an hour of sitting")
    page.reload()
    page.locator("#field-height").wait_for()
    assert typed(page)["height"] == "175 cm"
    fill(page, "age", "")
    page.locator("#field-sex").select_option("Not said")
    keep(page, "Kept, at")
    left = psoas.journal("told", Profile)[-1].what
    assert (left.age, left.sex, left.mass_kg) == (None, None, 71.7)


def test_a_form_keeps_only_what_was_changed_in_it_and_says_when_the_journal_does_not_take_it(psoas, chromium):
    page = chromium(psoas, path="/settings")
    fill(page, "goal", "a long walk")
    psoas.journal("tell", Profile(box_height_m=0.4), datetime.now().astimezone())
    with sqlite3.connect(psoas.data / "journal.sqlite") as other:
        other.execute("BEGIN IMMEDIATE")
        keep(page, "Another program is using the journal")
        other.rollback()
    keep(page, "Kept, at")
    assert psoas.journal("told", Profile)[-1].what == Profile(box_height_m=0.4, goal="a long walk")


def test_answers_are_one_tap_in_the_settings_and_say_what_they_come_to(psoas, chromium):
    page = chromium(psoas, path="/settings")
    fill(page, "activity-1", "tying my shoes")
    keep(page, "Kept, at")
    page.locator("summary", has_text="The things that bother you").click()
    page.get_by_role("button", name="Keep it").nth(1).click()
    page.get_by_role("alert").filter(has_text="Tap a number for at least one").wait_for()
    page.get_by_role("group", name="tying my shoes").get_by_role("button", name="4", exact=True).click()
    page.get_by_role("button", name="Keep it").nth(1).click()
    page.get_by_text("tying my shoes: Last answer: 4 out of 10").wait_for()
    page.locator("summary", has_text="Pain over the last week").click()
    page.get_by_role("group", name="How was your pain over").get_by_role("button", name="3", exact=True).click()
    page.get_by_text("Over the week, too early to tell").wait_for()
    assert [entry.what for entry in psoas.journal("told", Answer)] == [
        Answer("activity", 4, "tying my shoes"), Answer("pain-week", 3),
    ]  # fmt: skip
    page.goto(psoas.address + "/progress")
    page.get_by_text("Last answer: 4 out of 10").wait_for()
    page.get_by_text("Over the week, too early to tell").wait_for()


def test_a_question_that_is_due_may_be_put_off_or_put_right_on_the_page_of_the_day(psoas, chromium):
    page = chromium(psoas, width=320, path="/first")
    for number in range(1, 8):
        page.get_by_role("img", name=f"{number} of 7").wait_for()
        page.get_by_role("button", name="None of these").click()
    page.get_by_text("We cannot check you").wait_for()
    page.goto(psoas.address + "/today")
    page.locator("summary", has_text="Sitting on your last working day").click()
    group = page.get_by_role("group", name="How much of your last working day")
    group.get_by_role("button", name="80 %").click()
    page.get_by_text("Last answer: 80 %").wait_for()
    page.get_by_role("button", name="Change it").click()
    group.get_by_role("button", name="70 %").click()
    page.get_by_text("Last answer: 70 %").wait_for()
    page.locator("summary", has_text="Pain over the last week").click()
    page.get_by_role("button", name="Not now").click()
    page.get_by_text("psoas asks again in 7 days").wait_for()
    page.reload()
    page.get_by_role("button", name="Start today").wait_for()
    assert page.get_by_text("How are the weeks going?").count() == 0


@pytest.mark.parametrize("screening", [None], ids=["nothing told yet"])
def test_a_saved_file_is_read_into_an_empty_journal_and_nothing_else_is(psoas, chromium, tmp_path):
    page = chromium(psoas, path="/settings")

    def read_in(file):
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Read in a saved file").click()
        chooser.value.set_files(file)

    other = tmp_path / "other.json"
    for content in (b"no json", b"\xff\xfe", b'{"app": "another"}', b"[" * 100_000):
        other.write_bytes(content)
        read_in(other)
        page.get_by_role("alert").filter(has_text="no journal from psoas").wait_for()
        page.reload()
    fill(page, "goal", "a long walk")
    keep(page, "Kept, at")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file (JSON)").click()
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    page.reload()
    read_in(saved)
    page.get_by_role("alert").filter(has_text="The journal is not empty").wait_for()
    damaged = json.loads(saved.read_text())
    damaged["told"][0]["at"] = "yesterday"
    page.get_by_role("button", name="Delete everything").click()
    delete_all(page)
    page.get_by_role("heading", name="Everything is deleted").wait_for()
    assert {each.name for each in psoas.data.iterdir()} <= {KEY_FILE, "psoas.lock", "led-by.json"}
    page.goto(psoas.address + "/settings")
    other.write_text(json.dumps(damaged))
    read_in(other)
    page.get_by_role("alert").filter(has_text="'at' cannot be 'yesterday'").wait_for()
    read_in(saved)
    page.wait_for_function("location.pathname === '/journal'")
    assert [entry.what for entry in psoas.journal("told", Profile)] == [Profile(goal="a long walk")]
    assert psoas.journal("told", Screening) == []


def test_colours_and_letters_change_at_once_and_stay(psoas, chromium):
    page = chromium(psoas, path="/settings")
    ground = "getComputedStyle(document.body).backgroundColor"
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    assert page.evaluate(ground) == "rgb(247, 243, 236)"
    usual = page.evaluate(size)
    page.locator("#field-theme").select_option("Dark")
    page.locator("#field-text").select_option("Largest")
    keep(page, "Kept")
    page.wait_for_function(f"{ground} === 'rgb(13, 22, 21)'")
    page.goto(psoas.address + "/help")
    assert page.evaluate(ground) == "rgb(13, 22, 21)"
    assert page.evaluate(size) == pytest.approx(1.4 * usual)
    page.emulate_media(color_scheme="dark", contrast="more")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--soft')") == "#e9f1ee"
