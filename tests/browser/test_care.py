"""A lost connection, a page on paper, the way through the questions by ear, and a tap that was a mistake."""

from __future__ import annotations

import re

import pytest

from psoas.journal.answers import Answer

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("screening", [None])
def test_after_each_list_of_questions_the_new_heading_has_the_focus(psoas, chromium):
    page = chromium(psoas, path="/first")
    first = page.locator("h1").inner_text()
    page.get_by_role("button", name=re.compile("None")).click()
    page.wait_for_function("(first) => document.querySelector('h1').innerText !== first", arg=first)
    page.wait_for_function("document.activeElement === document.querySelector('h1')")


def test_a_lost_connection_says_what_to_do_and_leaves_nothing_beneath_it(psoas, chromium):
    page = chromium(psoas, width=390, path="/help")
    page.locator("h1").wait_for()
    psoas.kill()
    lost = page.locator("#popup")
    lost.get_by_text("start psoas again").wait_for(timeout=20_000)
    page.wait_for_function("document.getElementById('popup').ariaHidden === 'false'", timeout=20_000)
    page.wait_for_function("getComputedStyle(document.getElementById('popup')).opacity === '1'")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function(
        "document.querySelector('.foot a').getBoundingClientRect().bottom"
        " <= document.getElementById('popup').getBoundingClientRect().top"
    )


def test_the_routine_fits_one_sheet_and_shows_no_buttons(psoas, chromium):
    page = chromium(psoas, path="/routine")
    page.get_by_role("heading", name=re.compile("Your routine")).wait_for()
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Print it").is_visible()


def test_what_is_folded_is_unfolded_on_paper_and_folded_again(psoas, chromium):
    page = chromium(psoas, path="/level/1")
    page.locator("h1").wait_for()
    closed = "document.querySelectorAll('details:not([open])').length"
    before = page.evaluate(closed)
    assert before
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(closed) == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(closed) == before


def test_a_pain_number_is_taken_back_with_one_tap_and_put_back_with_another(psoas, chromium):
    page = chromium(psoas, path="/today?change=1")
    page.get_by_role("group", name="How is your pain right now?").get_by_role("button", name="7").click()
    line = page.locator(".undo-line")
    line.get_by_text("Your pain now: 7 out of 10.").wait_for()
    line.get_by_role("button", name="Undo").click()
    line.get_by_text("Taken back.").wait_for()
    assert psoas.journal("told", Answer) == []
    line.get_by_role("button", name="Put it back").click()
    line.get_by_text("Your pain now: 7 out of 10.").wait_for()
