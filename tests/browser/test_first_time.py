"""From a fresh install to the first repetition of the plan, and what the plan says afterwards, in a real browser."""

from __future__ import annotations

import sqlite3
import time

import pytest

from browser.walking import COUNTER, to_the_first_repetition
from psoas.journal.answers import Answer, Feeling, Screening

pytestmark = pytest.mark.browser

#: So many taps at most from the first page to the first counted repetition.
MOST_TAPS = 13
MOST_WORDS = 400
#: Reading every word on the way at the pace that walking.py states.
MOST_MINUTES = 3


@pytest.fixture
def screening():
    """Nobody answered anything yet."""
    return


@pytest.mark.weights
def test_a_well_person_counts_the_first_repetition_after_thirteen_taps_at_most(psoas, chromium):
    page = chromium(psoas, width=390)
    page.context.add_init_script(COUNTER)
    page.goto(psoas.address)
    finger = to_the_first_repetition(page)
    assert sum(screen.words for screen in finger.screens) <= MOST_WORDS
    assert len(finger.screens) == finger.taps <= MOST_TAPS
    assert finger.seconds() <= 60 * MOST_MINUTES
    (session,) = psoas.journal("sessions")
    assert (session.rung, session.level, session.band) == ("1a", 1, False)
    assert [entry.what for entry in psoas.journal("told", Screening)] == [Screening("go")]
    assert [entry.what for entry in psoas.journal("told", Answer)] == [Answer("pain-now", 1)]

    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Stop").click()
    for _ in range(2):
        page.get_by_role("button", name="Skip").wait_for()
        page.get_by_role("button", name="Skip").click()
        page.wait_for_timeout(500)
    page.get_by_text("Form, and a note to yourself").click()
    page.get_by_role("group", name="How hard was it").get_by_role("button", name="5", exact=True).click()
    page.get_by_role("group", name="Your worst pain").get_by_role("button", name="2", exact=True).click()
    page.get_by_role("group", name="form hold").get_by_role("button", name="Yes").click()
    page.get_by_label("Anything to remember?").fill("quiet evening")
    page.wait_for_timeout(300)
    page.reload()
    page.get_by_text("Form, and a note to yourself").click()
    assert page.get_by_label("Anything to remember?").input_value() == "quiet evening"
    assert page.get_by_role("group", name="form hold").get_by_role("button", pressed=True).inner_text() == "Yes"
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("heading", name="Next time").wait_for()
    page.get_by_role("heading", name="How was it?").wait_for(state="detached")
    assert [entry.what for entry in psoas.journal("told", Feeling)] == [Feeling(1, 2, 5, True, note="quiet evening")]
    page.locator("#main").get_by_role("link", name="Today").click()
    page.get_by_text("your body gets stronger on the day off").first.wait_for()


NUMB, NUMB_IN_FULL = "Numb or tingling between your legs", "Numbness or tingling around my genitals"


def test_the_first_warning_sign_ends_the_questions_with_a_number_to_call_and_what_to_read_out(psoas, chromium):
    page = chromium(psoas, path="/first")
    page.get_by_label("Leg tingling, numb").check()
    page.get_by_label("Both legs weak, numb or shooting pain").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Get help now").wait_for()
    page.get_by_role("heading", name="Read this out on the phone").wait_for()
    page.get_by_text("Pain shooting down both legs").wait_for()
    page.wait_for_timeout(1000)
    assert [entry.what.outcome for entry in psoas.journal("told", Screening)] == ["emergency"]
    page.goto(psoas.address + "/today")
    page.get_by_role("heading", name="Get help now").wait_for()
    said = page.locator("#main").inner_text()
    assert "march" not in said.lower()
    assert "Pain shooting" not in said  # what was ticked is not kept


def hold(psoas):
    """Another program that holds the lock with which the journal is written, until it is closed."""
    other = sqlite3.connect(psoas.data / "journal.sqlite", isolation_level=None, timeout=10)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_an_emergency_answer_is_on_the_page_at_once_while_another_program_holds_the_journal(psoas, chromium):
    page = chromium(psoas, path="/first")
    page.get_by_label(NUMB).check()
    other = hold(psoas)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Get help now").wait_for(timeout=8000)
    page.get_by_text(NUMB_IN_FULL).wait_for()
    page.get_by_text("could not save this").wait_for(timeout=20_000)
    other.execute("ROLLBACK")
    other.close()
    deadline = time.monotonic() + 30
    while not psoas.journal("told", Screening) and time.monotonic() < deadline:
        page.wait_for_timeout(500)
    assert [entry.what.outcome for entry in psoas.journal("told", Screening)] == ["emergency"]


def test_where_the_journal_cannot_be_read_the_questions_are_asked_all_the_same(psoas, chromium):
    with sqlite3.connect(psoas.data / "journal.sqlite") as other:
        other.execute("DROP TABLE told")
    page = chromium(psoas, path="/first")
    page.get_by_text("You can still answer the questions").wait_for()
    page.get_by_label(NUMB).check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Get help now").wait_for()


def test_a_follow_up_is_asked_below_its_tick_and_whom_to_call_even_when_psoas_is_gone(psoas, chromium):
    page = chromium(psoas, path="/first")
    both, leg = page.get_by_label("Both legs weak"), page.get_by_label("Leg tingling, numb")
    leg.wait_for()
    page.wait_for_timeout(500)
    assert not both.is_visible()
    psoas.process.kill()
    psoas.process.wait()
    leg.check(force=True)
    both.wait_for()
    assert not page.locator(".at-once").is_visible()
    both.check(force=True)
    page.locator(".at-once").wait_for()
    leg.uncheck(force=True)
    assert not both.is_visible() and not page.locator(".at-once").is_visible()


def test_a_follow_up_decides_what_comes_of_the_questions(psoas, chromium):
    page = chromium(psoas, path="/first")
    page.get_by_label("Leg tingling, numb").check()
    page.get_by_label("Leg or foot getting weaker").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Get help now").wait_for()
    page.get_by_text("my foot slaps down").wait_for()


def test_what_to_do_at_once_stands_beside_the_tick_even_when_psoas_is_gone(psoas, chromium):
    page = chromium(psoas, path="/first")
    page.get_by_label(NUMB).wait_for()
    page.wait_for_timeout(500)
    assert not page.locator(".at-once").is_visible()
    psoas.process.kill()
    psoas.process.wait()
    page.get_by_label(NUMB).check(force=True)
    page.locator(".at-once").wait_for()
    assert "Get help now" in page.locator(".at-once").inner_text()


def test_a_tick_that_was_a_mistake_is_taken_back_and_only_its_list_asked_again(psoas, chromium):
    page = chromium(psoas, path="/first")
    page.get_by_role("button", name="None of these").click()
    page.get_by_label("Can't put weight on my leg").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Get help now").wait_for()
    page.get_by_role("button", name="I ticked this by mistake").click()
    page.get_by_role("img", name="2 of 7").wait_for()
    assert not page.get_by_label("Can't put weight on my leg").is_checked()
    for number in range(2, 8):
        page.get_by_role("img", name=f"{number} of 7").wait_for()
        page.get_by_role("button", name="None of these").click()
    page.get_by_text("We cannot check you").wait_for()
    page.wait_for_timeout(1000)
    assert psoas.journal("told", Screening)[-1].what == Screening("go")


def test_a_mistake_that_is_noticed_after_a_reload_can_be_taken_back_too(psoas, chromium):
    page = chromium(psoas, path="/first")
    page.get_by_label(NUMB).check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Get help now").wait_for()
    page.wait_for_timeout(1000)
    page.reload()
    page.get_by_role("button", name="I ticked something by mistake").click()
    page.get_by_role("img", name="1 of 7").wait_for()


def test_the_number_to_call_is_the_one_for_where_the_browser_is_set_to_and_the_page_says_so(psoas, chromium):
    page = chromium(psoas, path="/help")
    page.get_by_role("link", name="Call 911").wait_for()  # Chromium speaks American English where nothing is set
    page.get_by_text("We guessed that from your computer's language").wait_for()
    page.get_by_text("112 in Europe").wait_for()


def test_what_a_tick_means_opens_on_the_page_and_what_was_ticked_is_shown_in_full_to_be_taken_along(psoas, chromium):
    page = chromium(psoas, width=320, path="/first")
    meant = page.get_by_text("around my genitals, back passage or inner thighs")
    assert not meant.is_visible()
    assert page.get_by_label("Numb or tingling between your legs").get_attribute("aria-describedby") == "means-saddle"
    page.get_by_text("What do these mean?").click()
    meant.wait_for()
    for number in range(1, 8):
        page.get_by_role("img", name=f"{number} of 7").wait_for()
        if number == 7:
            page.get_by_label("Usual pain 7/10 or more").check()
        page.get_by_role("button", name="Go on" if number == 7 else "None of these").click()
    page.get_by_role("heading", name="Easy moves for now").wait_for()
    page.get_by_text("My usual pain is 7 or more").wait_for()
    page.get_by_role("link", name="Show today").wait_for()  # what is left out is seen first: nothing starts from here
    assert page.get_by_role("button", name="Start today").count() == 0
