"""A led day without a pointer, without a look at the screen, and where the browser keeps the voice back."""

from __future__ import annotations

import re

import pytest

from browser.keyboard import Keyboard
from browser.test_hands_free import HEADSET, press
from browser.test_led_day import ORDER, heading, heard
from browser.test_voice import picture
from browser.walking import COUNTER
from psoas.journal.answers import Feeling
from psoas.programme.catalogue import load

pytestmark = pytest.mark.browser

#: A browser that speaks only after a tap or a key. To Chromium whatever Playwright asks of a page counts as a tap, so
#: that the taps have to be told apart here.
SPEAKS_AFTER_A_TAP = """
    const tapped = { hasBeenActive: false };
    Object.defineProperty(navigator, "userActivation", { value: tapped });
    for (const each of ["pointerdown", "keydown"])
        addEventListener(each, (event) => { tapped.hasBeenActive ||= event.isTrusted; }, true);
    SpeechSynthesis.prototype.speak = (said) => tapped.hasBeenActive
        ? window.heard.push(said.text) : setTimeout(() => said.onerror?.({ error: "not-allowed" }));
"""


def test_a_whole_led_day_and_the_questions_after_it_need_no_pointer(quick, chromium):
    psoas = quick(pain=None)
    page = chromium(psoas)
    page.add_init_script(COUNTER)
    keys = Keyboard(page)
    page.goto(f"{psoas.address}/today")
    keys.press("button", "Start today")
    heading(page, "How is your pain")
    keys.press("button", re.compile(r"^2\b"))
    heading(page, "Easy warm-up")
    page.keyboard.press(" ")
    for name, offers in (("Pause", "Go on"), ("Go on", "Pause")):
        keys.press("button", re.compile(f"^{name}"), key="Space")
        page.get_by_role("button", name=offers).wait_for()
    for _ in load().by_id("warm-up").guide:
        keys.press("button", "Skip")
    heading(page, "Half-kneeling hip stretch")
    keys.press("button", "Skip")
    heading(page, "Lying march")
    page.keyboard.press(" ")
    keys.press("button", "By hand")
    keys.press("button", "Start", exact=True)
    page.get_by_role("button", name="Left, one more").wait_for()
    for side in ("Left", "Right", "Left", "Right"):
        page.keyboard.press(f"Arrow{side}")
    for name in ORDER[3:]:
        heading(page, name)
        keys.press("button", "Skip")
    heading(page, "Done for today")
    keys.press("button", re.compile(r"^5\b"), within=page.get_by_role("group", name="How hard was it"))
    keys.press("button", re.compile(r"^1\b"), within=page.get_by_role("group", name="Your worst pain"))
    keys.press("button", "Keep it")
    page.get_by_role("group", name="How hard was it").wait_for(state="detached")
    keys.reach(page.get_by_label("Light mini band"))
    page.keyboard.press(" ")
    keys.press("button", "Keep my list")
    page.get_by_text("Kept, at").wait_for()
    keys.press("link", "Back to Today")
    page.wait_for_function("location.pathname === '/today'")
    assert page.evaluate("sessionStorage.taps") is None, "the mouse was used"
    (felt,) = [entry.what for entry in psoas.journal("told", Feeling)]
    assert (felt.effort, felt.during) == (5, 1)
    assert [rep.side for rep in psoas.journal("reps", 1)] == ["left", "right"] * 2


def test_a_browser_that_speaks_only_after_a_tap_offers_one_and_then_says_what_was_missed(quick, chromium):
    psoas = quick(place_s=1.0)
    page = chromium(psoas, path="/help")
    page.add_init_script(SPEAKS_AFTER_A_TAP)
    page.goto(f"{psoas.address}/go")  # as after a reload: nothing was tapped on this page yet
    tap = page.get_by_role("button", name="Tap to hear the voice")
    tap.wait_for()
    picture(page, "tap-to-hear")
    page.get_by_role("button", name="Pause").wait_for()
    tap.wait_for()
    assert page.evaluate("heard") == []
    tap.click()
    heard(page, load().by_id("warm-up").guide[0].say)
    tap.wait_for(state="hidden")
    page.keyboard.press("ArrowRight")
    heard(page, load().by_id("warm-up").guide[1].say)
    assert tap.count() == 0


def test_a_dark_screen_stays_dark_from_step_to_step_is_heard_and_steered_and_goes_with_a_tap(quick, chromium):
    psoas = quick()
    page = chromium(psoas, path="/help", width=390)
    page.add_init_script(HEADSET)
    page.goto(f"{psoas.address}/today")
    page.get_by_role("button", name="Start today").click()
    heading(page, "Easy warm-up")
    press(page, "play")
    page.get_by_role("button", name="Sound only").click()
    dark = page.get_by_role("button", name="Show the screen again")
    dark.wait_for()
    picture(page, "led-dark")

    def says(words):
        """It is spoken, and written for screen readers; nothing else is seen."""
        heard(page, words)
        page.locator("p.only-read").filter(has_text=words).wait_for(state="attached")
        assert page.evaluate("document.elementFromPoint(200, 400).closest('.sound-only') !== null")

    for key in (" ", "PageDown"):
        page.keyboard.press(key)
        page.get_by_text("Go on", exact=True).first.wait_for()
        press(page, "play")
        page.get_by_text("Pause", exact=True).first.wait_for()
    for part in load().by_id("warm-up").guide[1:]:
        press(page, "nexttrack")
        says(part.say)
    press(page, "nexttrack")
    says("Next: Half-kneeling hip stretch")
    press(page, "play")
    says("Left side. Kneel")
    dark.click()
    dark.wait_for(state="hidden")
    page.get_by_role("button", name="Sound only").click()
    dark.wait_for()
    page.keyboard.press("Escape")
    dark.wait_for(state="hidden")
