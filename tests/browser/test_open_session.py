"""A march that was begun and not ended, in a real browser: offered, asked about, left at that, and resumed."""

from __future__ import annotations

from datetime import datetime

import pytest

from browser.test_pages import FAINT, NAMELESS, SMALL_TARGETS, SPILT
from psoas.journal.answers import Answer
from psoas.journal.store import Store

pytestmark = pytest.mark.browser

SAYS = "You stopped after 1 left and 1 right."


def march(page, psoas):
    """One repetition with each leg, counted by hand."""
    store = Store(psoas.data)
    store.tell(Answer("pain-now", 1), at=datetime.now().astimezone())
    store.close()
    page.goto(psoas.address + "/today?change=1")
    page.get_by_role("button", name="By hand").click()
    page.get_by_role("button", name="Only the march").click()
    page.wait_for_function("location.pathname.startsWith('/session/')")
    page.get_by_role("button", name="Start", exact=True).first.click()
    for side in ("Left", "Right"):
        page.get_by_role("button", name=f"{side}, one more").click()
        page.wait_for_function(f"document.querySelector('[data-count={side.lower()}]').innerText === '1'")
    page.wait_for_function("location.pathname === '/session/1'")


def asked(page):
    """The question stands there, and nothing of the session."""
    page.get_by_role("heading", name="Go on, or stop here?").wait_for()
    page.get_by_text(SAYS).wait_for()
    assert page.get_by_role("button", name="Stop").count() == 0


def leads(page):
    """The session is led, with what was counted, at the address that a reload keeps."""
    page.get_by_role("button", name="Stop").wait_for()
    page.wait_for_function("document.querySelector('[data-count=left]')?.innerText === '1'")
    page.wait_for_function("location.pathname === '/session/1' && location.search === ''")


def test_it_is_offered_on_today_the_start_page_and_its_level_and_goes_on_from_there(psoas, chromium):
    page = chromium(psoas)
    march(page, psoas)
    for path in ("/today?change=1", "/", "/level/1"):
        page.goto(psoas.address + path)
        page.get_by_text(SAYS).wait_for()
        if path.startswith("/today"):
            assert page.get_by_role("button", name="Only the march").count() == 0
            assert page.get_by_text("Done today.").count() == 0
        page.get_by_role("link", name="Go on").click()
        leads(page)
    page.get_by_role("button", name="Go on", exact=True).first.wait_for()
    page.reload()
    leads(page)
    page.get_by_role("button", name="Go on", exact=True).first.click()
    page.get_by_role("button", name="Left, one more").click()
    page.wait_for_function("document.querySelector('[data-count=left]').innerText === '2'")


def test_the_browsers_back_asks_and_only_go_on_leads_in(psoas, chromium):
    page = chromium(psoas)
    march(page, psoas)
    page.get_by_role("link", name="Learn").click()
    page.wait_for_function("location.pathname === '/learn'")
    page.go_back()
    asked(page)
    page.get_by_role("link", name="Go on").click()
    leads(page)
    page.reload()
    leads(page)
    page.get_by_role("link", name="Today", exact=True).click()
    page.get_by_role("button", name="Go on · ").wait_for()
    page.go_back()
    asked(page)
    assert psoas.journal("session", 1).state == "running"


def test_left_at_that_from_today_it_is_over_and_asked_about_and_the_day_is_done(psoas, chromium):
    page = chromium(psoas, width=390)
    march(page, psoas)
    page.goto(psoas.address + "/today?change=1")
    page.get_by_role("button", name="Leave it at that").click()
    page.wait_for_function("location.pathname === '/summary/1'")
    page.get_by_role("heading", name="How was it?").wait_for()
    assert psoas.journal("session", 1).state == "stopped"
    page.goto(psoas.address + "/today?change=1")
    page.get_by_text("Done today.").wait_for()
    page.get_by_text("You trained today").first.wait_for()
    assert page.get_by_text(SAYS).count() == 0
    page.goto(psoas.address + "/session/1")
    page.wait_for_function("location.pathname === '/summary/1'")


def test_after_a_killed_server_its_address_asks_and_it_goes_on_with_its_counts(psoas, chromium, start_again):
    page = chromium(psoas)
    march(page, psoas)
    psoas.kill()
    start_again(psoas)
    asked(page)  # the page that was left open finds the new psoas by itself, and waits
    page.goto(psoas.address + "/today?change=1")
    page.get_by_text(SAYS).wait_for()
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Start", exact=True).first.click()
    leads(page)
    page.get_by_role("button", name="Right, one more").click()
    page.wait_for_function("document.querySelector('[data-count=right]').innerText === '2'")
    assert [rep.side for rep in psoas.journal("reps", 1)] == ["left", "right", "right"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_wherever_it_is_offered_it_can_be_read_named_and_touched(psoas, chromium, width, scheme):
    page = chromium(psoas, width=width, scheme=scheme)
    march(page, psoas)
    for path in ("/today?change=1", "/", "/level/1", "/session/1?back=1", "/summary/1", "/plan"):
        page.goto(psoas.address + path)
        page.get_by_text("1 left").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        for fault in (FAINT, NAMELESS, SMALL_TARGETS, SPILT):
            assert page.evaluate(fault) == [], path


def test_a_led_step_that_was_left_waits_on_today_and_may_be_left_at_that(psoas, chromium):
    page = chromium(psoas, width=390, path="/step/warm-up")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Pause").wait_for()
    page.goto(psoas.address + "/today?change=1")
    page.get_by_text("You stopped after").wait_for()
    page.get_by_role("link", name="Go on").click()
    page.wait_for_function("location.pathname === '/step/warm-up'")
    page.get_by_role("button", name="It hurts").wait_for()
    page.go_back()
    page.get_by_role("button", name="Leave it at that").click()
    page.get_by_text("Left out today.").wait_for()
    assert page.get_by_text("You stopped after").count() == 0
