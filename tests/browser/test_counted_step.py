"""A small move at the desk that the laptop's camera counts, in a real browser."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from browser.acting import Actor, before_the_camera
from browser.test_pages import FAINT, NAMELESS, SMALL_TARGETS, SPILT
from psoas.body.skeleton import Skeleton
from psoas.journal.answers import StepDone
from psoas.programme.catalogue import load

pytestmark = pytest.mark.browser

STANDING, SEATED = load().by_id("standing-march"), load().by_id("seated-march")
NOBODY = Skeleton.nobody(0.0, (640, 480))
CAMERA_IS_ON = "document.querySelector('video')?.srcObject?.active === true"
CAMERA_IS_OFF = f"!({CAMERA_IS_ON})"


def done(psoas) -> StepDone:
    (entry,) = psoas.journal("told", StepDone)
    return entry.what


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def counts(page, left: int, right: int) -> None:
    page.wait_for_function(
        "([left, right]) => ['left', 'right'].every((side, i) => "
        "document.querySelector(`[data-count=${side}]`).innerText === String([left, right][i]))",
        arg=[left, right],
        timeout=60_000,
    )


def test_who_says_yes_is_counted_aloud_and_in_the_journal_and_the_camera_goes_off(quick, chromium):
    psoas = quick(part_s=45)
    page = chromium(psoas, width=390, path=f"/step/{STANDING.id}")
    actor = Actor(page)
    actor.hold(NOBODY)
    page.reload()
    page.get_by_role("button", name="No, only lead me", pressed=True).wait_for()
    assert page.evaluate(CAMERA_IS_OFF), "nobody has said yes"
    press(page, "Yes, count with the camera")
    page.get_by_text("I cannot see you yet").first.wait_for()
    actor.hold(before_the_camera(STANDING, ["left"])[0])
    page.get_by_role("button", name="Pause", exact=True).wait_for()  # it starts by itself
    actor.march(STANDING, ["left", "right", "left"])
    counts(page, 2, 1)
    page.wait_for_function("heard.some((say) => say.includes('Left two.'))")
    for found in (FAINT, NAMELESS, SMALL_TARGETS, SPILT):
        assert page.evaluate(found) == []
    assert page.evaluate(CAMERA_IS_ON)
    page.get_by_role("heading", name="Done.").wait_for(timeout=60_000)
    page.get_by_text("The camera counted 2 left and 1 right.").wait_for()
    page.wait_for_function(CAMERA_IS_OFF)
    assert (done(psoas).left, done(psoas).right, done(psoas).counted_by) == (2, 1, "camera")
    kept = {path.suffix for path in psoas.data.rglob("*") if path.is_file()}
    assert kept <= {".sqlite", ".sqlite-wal", ".sqlite-shm", ".txt", ".lock", ".key", ".json"}, "a picture was kept"

    press(page, "Once more")
    page.get_by_role("button", name="Yes, count with the camera", pressed=True).wait_for()
    page.wait_for_function(CAMERA_IS_ON)  # remembered
    press(page, "Stop the camera")
    page.wait_for_function(CAMERA_IS_OFF)
    press(page, "Yes, count with the camera")
    page.wait_for_function(CAMERA_IS_ON)
    page.goto(psoas.address + "/desk")
    page.get_by_role("heading", name="Your desk").wait_for()
    page.go_back()
    page.get_by_role("button", name="Yes, count with the camera", pressed=True).wait_for()


def test_who_says_no_is_led_by_time_alone(quick, chromium):
    psoas = quick(part_s=3)
    page = chromium(psoas, path=f"/step/{SEATED.id}")
    press(page, "Start")
    page.get_by_role("heading", name="Done.").wait_for()
    assert page.evaluate(CAMERA_IS_OFF)
    assert not page.locator("[data-count]").first.is_visible()
    assert (done(psoas).state, done(psoas).left, done(psoas).counted_by) == ("done", None, None)


def test_where_the_camera_is_refused_the_move_is_led_by_time_and_can_be_counted_by_hand(quick, chromium):
    psoas = quick(part_s=8)
    page = chromium(psoas, width=390, allow=False, path=f"/step/{STANDING.id}")
    press(page, "Yes, count with the camera")
    page.get_by_role("heading", name="The camera is not allowed").wait_for()
    page.get_by_text("Without a picture nothing is counted. I lead you by time.").wait_for()
    press(page, "Start")
    page.get_by_role("button", name="Pause", exact=True).wait_for()
    page.get_by_role("button", name="Count by hand").last.click()
    press(page, "Left, one more")
    counts(page, 1, 0)
    page.get_by_text("You counted 1 left and 0 right.").wait_for(timeout=30_000)
    assert (done(psoas).left, done(psoas).right, done(psoas).counted_by) == (1, 0, "hand")


def test_where_the_feet_are_out_of_the_picture_nothing_is_counted_and_the_move_goes_on(quick, chromium):
    psoas = quick(part_s=6)
    page = chromium(psoas, path=f"/step/{STANDING.id}")
    actor = Actor(page)
    standing = before_the_camera(STANDING, ["left"])[0]
    actor.hold(replace(standing, image=standing.image + np.array([0, 60])))
    page.reload()
    press(page, "Yes, count with the camera")
    page.get_by_text("I can see your legs, not your feet.").first.wait_for()
    press(page, "Start")
    page.get_by_text("Until then, nothing is counted.").wait_for()
    page.get_by_role("heading", name="Done.").wait_for(timeout=30_000)
    assert (done(psoas).state, done(psoas).left) == ("done", None)


def test_only_one_tab_looks_through_the_camera_and_the_other_can_take_it(psoas, chromium):
    first = chromium(psoas, path=f"/step/{STANDING.id}")
    press(first, "Yes, count with the camera")
    first.wait_for_function(CAMERA_IS_ON)
    second = first.context.new_page()
    second.goto(psoas.address + "/desk/look")
    second.get_by_text("Another tab is using the camera").wait_for()
    press(second, "Use this tab instead")
    second.wait_for_function(CAMERA_IS_ON)
    first.get_by_text("Another tab is using the camera").wait_for()
    first.wait_for_function(CAMERA_IS_OFF)
