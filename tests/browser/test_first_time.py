"""From a fresh install to the first repetition of the plan, and what the plan says afterwards, in a real browser."""

from __future__ import annotations

import pytest

from browser.walking import COUNTER, Finger, answer_all_with_none, to_the_first_repetition
from psoas.journal.person import Answer, Feeling, Screening

pytestmark = pytest.mark.browser

#: So many taps at most from the first page to the first counted repetition.
MOST_TAPS = 15
#: Reading every word on the way at the pace that walking.py states.
MOST_MINUTES = 3


@pytest.fixture
def screening():
    """Nobody answered anything yet."""
    return


def test_a_well_person_counts_the_first_repetition_after_fifteen_taps_at_most(psoas, chromium):
    page = chromium(psoas, width=390)
    page.context.add_init_script(COUNTER)
    page.goto(psoas.address)
    finger = to_the_first_repetition(page)
    assert len(finger.screens) == finger.taps <= MOST_TAPS
    assert finger.seconds() <= 60 * MOST_MINUTES
    (session,) = psoas.journal("sessions")
    assert (session.rung, session.level, session.band) == ("1a", 1, False)
    assert [entry.what for entry in psoas.journal("told", Screening)] == [Screening("go")]
    assert [entry.what for entry in psoas.journal("told", Answer)] == [Answer("pain-now", 1)]

    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Stop").click()
    page.get_by_role("group", name="How hard was it").get_by_role("button", name="5", exact=True).click()
    page.get_by_role("group", name="Your worst pain").get_by_role("button", name="2", exact=True).click()
    page.get_by_role("group", name="Did your form hold").get_by_role("button", name="Yes").click()
    page.get_by_label("Anything to remember?").fill("quiet evening")
    page.wait_for_timeout(300)
    page.reload()
    assert page.get_by_label("Anything to remember?").input_value() == "quiet evening"
    assert (
        page.get_by_role("group", name="Did your form hold").get_by_role("button", pressed=True).inner_text() == "Yes"
    )
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("heading", name="What comes next").wait_for()
    assert [entry.what for entry in psoas.journal("told", Feeling)] == [Feeling(1, 2, 5, True, note="quiet evening")]
    page.locator("#main").get_by_role("link", name="Today").click()
    page.get_by_text("a full day between lets you get stronger").first.wait_for()


def test_the_first_warning_sign_ends_the_questions_with_a_number_to_call_and_nothing_else(psoas, chromium):
    page = chromium(psoas, path="/first")
    page.get_by_label("Both legs: pain, tingling, numbness").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Get help now").wait_for()
    assert page.get_by_role("button").count() == 0
    page.goto(psoas.address + "/today")
    page.get_by_role("heading", name="Get help now").wait_for()
    assert "march" not in page.locator("#main").inner_text().lower()


def test_a_height_that_cannot_be_meant_is_said_beside_the_field_and_what_was_typed_stays(psoas, chromium):
    page = chromium(psoas, path="/first")
    answer_all_with_none(Finger(page))
    box = page.get_by_label("Height of a box, bench or step")
    for typed, said in (("three", "cannot be understood"), ("3", "In which unit"), ("0", "cannot be the height")):
        box.fill(typed)
        page.get_by_role("button", name="Show today").click()
        page.get_by_role("alert").filter(has_text=said).wait_for()
        assert box.input_value() == typed
    box.fill("0,4")
    page.get_by_role("button", name="Show today").click()
    page.get_by_role("heading", name="Today").wait_for()


def test_what_a_tick_means_opens_on_the_page_and_what_was_ticked_is_shown_in_full_to_be_taken_along(psoas, chromium):
    page = chromium(psoas, width=320, path="/first")
    meant = page.get_by_text("around the genitals, the back passage or the inner thighs")
    assert not meant.is_visible()
    assert page.get_by_label("Numb or tingling between the legs").get_attribute("aria-describedby") == "means-saddle"
    page.get_by_text("What do these mean?").click()
    meant.wait_for()
    for number in range(1, 8):
        page.get_by_role("img", name=f"{number} of 7").wait_for()
        if number == 7:
            page.get_by_label("Pain over 6 weeks").check()
        page.get_by_role("button", name="Go on" if number == 7 else "None of these").click()
    page.get_by_role("heading", name="Easy moves for now").wait_for()
    page.get_by_text("My pain has lasted for more than 6 weeks and is not getting better.").wait_for()
