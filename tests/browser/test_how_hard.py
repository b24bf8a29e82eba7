"""What one's own body and band mean for the march of the day, in a real browser."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from browser.test_pages import FAINT, NAMELESS, SMALL_TARGETS, SPILT
from psoas.journal.answers import Answer, Band, Choice, Profile

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_warning_stands_beside_the_march_and_before_its_start_and_leaves_when_it_begins(psoas, chromium, scheme):
    now = datetime.now().astimezone()
    profile = Profile(height_m=1.62, mass_kg=60, age=70, sex="female", bands=(Band("light", "red"),))
    for told in (profile, Choice("placement", "6b")):
        psoas.journal("tell", told, now - timedelta(days=3))
    psoas.journal("tell", Answer("pain-now", 0), now)
    page = chromium(psoas, width=390, scheme=scheme, path="/today?change=1")
    warning = page.get_by_text("level 6 with your red band comes near the most")
    warning.wait_for()
    bar = page.get_by_text("Leg that carries you")
    assert not bar.is_visible()
    page.locator("summary", has_text="How hard, for your body?").focus()
    page.keyboard.press("Enter")
    bar.wait_for()
    assert [page.evaluate(look) for look in (FAINT, NAMELESS, SMALL_TARGETS, SPILT)] == [[], [], [], []]
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="By hand").click()
    page.get_by_role("button", name="Only the march").click()
    page.get_by_role("heading", name="When you are ready").wait_for()
    assert warning.is_visible()
    page.get_by_role("button", name="Start", exact=True).first.click()
    page.get_by_role("button", name="Left, one more").wait_for()
    assert not warning.is_visible()
