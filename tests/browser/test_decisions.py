"""What the person decides, in a real browser: too hard, it hurts, something else, a pause and the way back."""

from __future__ import annotations

import pytest

from psoas.journal.answers import Choice, Feeling, Screening, StepDone

pytestmark = pytest.mark.browser


def march(page):
    """From Today into a set that is counted by hand."""
    page.get_by_role("group", name="How is your pain right now?").get_by_role("button", name="1", exact=True).click()
    page.get_by_role("button", name="By hand").click()
    page.get_by_role("button", name="Only the march").click()
    page.wait_for_function("location.pathname.startsWith('/session/')")
    page.get_by_role("button", name="Start", exact=True).first.click()
    page.get_by_role("button", name="Left, one more").click()
    page.wait_for_function("document.querySelector('[data-count=left]')?.innerText === '1'")


def test_it_hurts_by_keyboard_stops_at_once_and_three_answers_change_what_comes_next(psoas, chromium):
    page = chromium(psoas, width=390, path="/today?change=1")
    march(page)
    page.keyboard.press("h")
    page.wait_for_function("location.pathname === '/hurt/1'")
    assert psoas.journal("session", 1).state == "stopped"
    assert [entry.what for entry in psoas.journal("told", Feeling)] == [Feeling(hurt=True)]
    page.get_by_text("Stop here. Put your feet down").wait_for()
    page.get_by_role("button", name="Sharp or stabbing").click()
    page.get_by_role("button", name="Low back").click()
    page.get_by_role("group", name="How strong").get_by_role("button", name="7", exact=True).click()
    page.get_by_text("pain reached 7 while you trained").wait_for()
    last = psoas.journal("told", Feeling)[-1].what
    assert last == Feeling(1, 7, None, None, False, "Low back; Sharp or stabbing", True)


def test_a_warning_sign_ends_the_questions_with_a_number_to_call_and_closes_the_levels(psoas, chromium):
    page = chromium(psoas, width=390, path="/today?change=1")
    march(page)
    page.get_by_role("button", name="It hurts").click()
    page.get_by_role("button", name="Pain or numbness shooting down both legs").click()
    page.get_by_role("heading", name="Get help now").wait_for()
    page.get_by_text("Pain shooting down both legs").wait_for()
    page.wait_for_timeout(1500)  # said first, and written once the page is out
    assert psoas.journal("told", Screening)[-1].what.outcome == "emergency"
    assert psoas.journal("told", Feeling)[-1].what.stop_symptom
    page.goto(psoas.address + "/level/1")
    page.get_by_role("heading", name="Get help now").wait_for()
    page.goto(psoas.address + "/first")
    page.get_by_role("button", name="has seen me for what I ticked").wait_for()
    assert page.get_by_role("img", name="1 of 7").count() == 0


def test_too_hard_ends_the_set_and_the_easier_one_is_one_tap_away(psoas, chromium):
    page = chromium(psoas, width=390, path="/today?change=1")
    march(page)
    page.keyboard.press("t")
    page.get_by_role("button", name="Take the easier one").wait_for()
    assert psoas.journal("sets", 1)[0].ended_s is not None
    before = page.url
    page.get_by_role("button", name="Take the easier one").click()
    page.wait_for_function("before => location.href !== before", arg=before)
    page.get_by_text("Keep it small today").wait_for()
    assert [entry.what for entry in psoas.journal("told", Choice)] == [Choice("easier")]
    assert psoas.journal("session", 1).state == "stopped"


def test_something_else_instead_is_remembered_for_today_and_done_keeps_what_was_done(psoas, chromium):
    page = chromium(psoas, width=390, path="/today?change=1")
    stretch = page.locator("li.card").nth(1)
    stretch.get_by_text("Something else").click()
    stretch.get_by_role("button", name="Split").click()
    page.get_by_text("You chose this one for today.").wait_for()
    page.reload()
    stretch.get_by_role("button", name="Done").click()
    page.get_by_text("Done today.").wait_for()
    (done,) = psoas.journal("told", StepDone)
    assert (done.what.exercise_id, done.what.swapped_from) == ("split-stance-stretch", "half-kneeling-stretch")


def test_the_march_is_paused_and_taken_up_again_with_one_button_each(psoas, chromium):
    page = chromium(psoas, width=390, path="/today?change=1")
    page.get_by_text("Change the march").click()
    page.get_by_role("button", name="Pause the march").click()
    page.get_by_text("You paused the march").first.wait_for()
    page.goto(psoas.address + "/today?change=1")
    page.get_by_role("button", name="Take the march up again").click()
    page.get_by_text("Start with level 1").first.wait_for()
    assert [entry.what for entry in psoas.journal("told", Choice)] == [Choice("pause"), Choice("go-on")]


def test_the_placement_test_leads_up_while_it_is_easy_and_ends_at_the_last_easy_level(psoas, chromium):
    page = chromium(psoas, width=390, path="/placement")
    for number, effort in ((1, "2"), (2, "2"), (3, "6")):
        page.get_by_text(f"set {number}").wait_for()
        if number == 1:
            page.get_by_role("button", name="Go on").click()
            page.get_by_role("alert").filter(has_text="answer all four").wait_for()
        page.get_by_role("group", name="Did you do all").get_by_role("button", name="Yes").click()
        page.get_by_role("group", name="How hard").get_by_role("button", name=effort, exact=True).click()
        page.get_by_role("group", name="Your worst pain").get_by_role("button", name="0", exact=False).first.click()
        page.get_by_role("group", name="Did your form").get_by_role("button", name="Yes").click()
        page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="You start with level").wait_for()
    (placed,) = psoas.journal("told", Choice)
    assert placed.what.chosen == "placement"
