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
