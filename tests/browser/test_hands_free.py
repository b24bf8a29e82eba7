"""A session before the camera, steered without touching anything."""

from __future__ import annotations

import pytest

from browser.acting import Actor
from browser.test_session import begin
from psoas.body.skeleton import Skeleton
from psoas.programme.catalogue import load
from psoas.testing import synthetic, with_arm_up

pytestmark = pytest.mark.browser

LYING, STANDING = (synthetic(load().level(level))[0] for level in (1, 6))


def heard(page, words: str) -> None:
    page.wait_for_function("(words) => heard.some((say) => say.includes(words))", arg=words, timeout=40_000)


@pytest.fixture
def mat(psoas, chromium):
    """A session of level 1 that is under way, and who lies before its camera."""
    page = chromium(psoas, path="/level/1?band=0")
    actor = Actor(page)
    actor.hold(LYING)
    begin(page, "Start with camera")
    heard(page, "Go.")
    return page, actor


def test_an_arm_straight_up_pauses_and_the_next_one_goes_on(mat):
    page, actor = mat
    page.wait_for_timeout(2_000)
    actor.hold(with_arm_up(LYING, "right"))
    heard(page, "Keep it up to pause")
    page.get_by_role("button", name="Go on").wait_for()
    actor.hold(LYING)
    page.wait_for_timeout(2_000)
    actor.hold(with_arm_up(LYING, "right"))
    heard(page, "Get ready.")
    actor.hold(LYING)
    page.get_by_role("button", name="Pause", exact=True).wait_for()


def test_getting_up_pauses_and_lying_down_again_goes_on_and_counts(mat):
    page, actor = mat
    page.wait_for_timeout(2_500)
    actor.hold(STANDING)
    heard(page, "You got up.")
    page.get_by_role("button", name="Go on").wait_for()
    actor.hold(Skeleton.nobody(0.0, LYING.size))
    page.wait_for_timeout(3_000)
    actor.hold(LYING)
    heard(page, "There you are.")
    page.wait_for_function("heard.filter((say) => say === 'Go.').length === 2", timeout=40_000)
    actor.march(load().level(1), ["left", "right"])
    page.wait_for_function("document.querySelector('[data-count=right]')?.innerText === '1'", timeout=40_000)
    assert page.locator("[data-count=left]").inner_text() == "1"


#: Keeps what the page wants done when a key of a headset is pressed: Playwright has no headset.
HEADSET = """
    window.onKey = {};
    const set = MediaSession.prototype.setActionHandler;
    MediaSession.prototype.setActionHandler = function (key, action) {
        set.call(this, key, action);
        window.onKey[key] = action;
    };
"""


def press(page, key: str) -> None:
    """Press a key of a headset, as soon as the page takes it."""
    page.wait_for_function("(key) => window.onKey[key]", arg=key)
    page.evaluate("(key) => window.onKey[key]({ action: key })", key)


def test_the_button_of_a_headset_and_of_a_presenter_pause_the_march_and_go_on(psoas, chromium):
    page = chromium(psoas, path="/help")
    page.add_init_script(HEADSET)
    page.goto(f"{psoas.address}/level/1")
    begin(page, "I count by hand")
    page.get_by_role("button", name="Start", exact=True).first.wait_for()
    press(page, "play")
    for pause, go_on in (("pause", "play"), ("stop", "pause"), ("PageDown", "PageUp")):
        for key, offers in ((pause, "Go on"), (go_on, "Pause")):
            page.locator(".dock .main").filter(has_text="Pause" if offers == "Go on" else "Go on").wait_for()
            page.keyboard.press(key) if key.startswith("Page") else press(page, key)
            page.locator(".dock .main").filter(has_text=offers).wait_for()
    assert page.evaluate("navigator.userActivation.hasBeenActive"), "only then a browser lets the page have the keys"
    page.get_by_role("link", name="Get help").click()
    page.get_by_role("heading", level=1).first.wait_for()
    assert page.evaluate("Object.values(window.onKey).every((action) => action === null)")
