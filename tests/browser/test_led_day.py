"""The whole day led in a real browser: one tap, and then nothing has to be touched."""

from __future__ import annotations

from datetime import datetime

import pytest

from browser.acting import Actor
from browser.driving import Psoas
from browser.test_hands_free import HEADSET, press
from psoas.journal.answers import Answer, Band, Profile
from psoas.journal.store import Store
from psoas.plan.history import history_of
from psoas.programme.catalogue import load
from psoas.testing import synthetic, with_arm_up

pytestmark = pytest.mark.browser


def steps(psoas: Psoas) -> dict[str, str]:
    store = Store(psoas.data)
    try:
        return {entry.what.exercise_id: entry.what.state for entry in history_of(store).steps}
    finally:
        store.close()


def heading(page, words: str, timeout: float = 60_000) -> None:
    page.locator("#main h1, #main h2").get_by_text(words, exact=False).first.wait_for(timeout=timeout)


def heard(page, words: str) -> None:
    page.wait_for_function("(words) => heard.some((say) => say.startsWith(words))", arg=words)


def tell_pain_by_arm(page, actor: Actor) -> None:
    """Answer the pain question with 1, without a touch."""
    standing = synthetic(load().level(6))[0]
    actor.hold(standing)
    heading(page, "How is your pain")
    page.locator(".looks-on video").wait_for()
    page.wait_for_timeout(1_500)
    actor.hold(with_arm_up(standing, "right"))
    heard(page, "I see your arm. Lower it at your number.")
    heard(page, "One.")
    actor.hold(standing)
    heard(page, "One. Raise your arm again")


@pytest.mark.parametrize("level", [1, 6])
def test_after_start_the_whole_day_is_led_without_a_touch_and_the_march_is_counted(level, quick, chromium):
    by_arm = level == 1  # once is enough: the question comes before the level
    psoas = quick(level, 2, part_s=1.5, place_s=1.5, pain=None if by_arm else 1)
    page = chromium(psoas, path="/today")
    page.context.grant_permissions(["camera"])
    actor, exercise = Actor(page), load().level(level)
    page.get_by_role("button", name="Start today").click()
    if by_arm:
        tell_pain_by_arm(page, actor)
    actor.hold(synthetic(exercise)[0])
    heading(page, "Easy warm-up")
    heading(page, "Half-kneeling hip stretch")
    heading(page, f"Level {level}")
    page.locator(".stage.marching").wait_for(timeout=60_000)
    actor.march(exercise, ["left", "right"] * 4)  # twice what is asked: a machine that stalls may lose a repetition
    heading(page, "Done for today", 150_000)

    store = Store(psoas.data)
    assert [entry.what for entry in history_of(store).answers] == [Answer("pain-now", 1)]
    store.close()
    told = steps(psoas)
    assert [told[each] for each in ("warm-up", "half-kneeling-stretch", "plain-bridge", "break-up-sitting")] == [
        "done"
    ] * 4
    (session,) = psoas.journal("sessions")
    assert session.state == "done"
    sides = [rep.side for rep in psoas.journal("reps", session.id)]
    assert min(sides.count("left"), sides.count("right")) == 2
    spoken = page.evaluate("heard")
    order = [next(n for n, say in enumerate(spoken) if say.startswith(word)) for word in ("First", "Next", "Last")]
    assert order == sorted(order)
    page.get_by_role("button", name="Keep it").wait_for()


def test_the_pain_question_takes_a_number_from_the_keyboard_also_ten(quick, chromium):
    psoas = quick(pain=None)
    page = chromium(psoas, path="/today")
    page.get_by_role("button", name="Start today").click()
    heading(page, "How is your pain")
    page.keyboard.press("1")
    page.keyboard.press("0")
    heading(page, "Easy warm-up")
    store = Store(psoas.data)
    assert [entry.what.value for entry in history_of(store).answers] == [10]
    store.close()


def test_later_stops_the_step_and_today_goes_on_with_it(quick, chromium):
    psoas = quick()
    page = chromium(psoas, path="/today")
    page.get_by_role("button", name="Start today").click()
    page.get_by_role("button", name="Start now").click()
    page.get_by_role("button", name="Pause").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Stop for now?").wait_for()
    page.get_by_role("button", name="Stop for now").click()
    page.wait_for_function("location.pathname === '/today'")
    page.get_by_role("button", name="Go on · ").click()
    heard(page, "Let's go on")
    heading(page, "Easy warm-up")
    assert steps(psoas) == {}


GUIDED = ("Easy warm-up", "Half-kneeling hip stretch", "Plain bridge", "Break up sitting")
ORDER = ("Easy warm-up", "Half-kneeling hip stretch", "Lying march", "Plain bridge", "Break up sitting")


@pytest.mark.parametrize("begun", GUIDED)
def test_a_server_that_is_killed_in_a_step_goes_on_with_it(begun, quick, chromium):
    psoas = quick()
    page = chromium(psoas, path="/today")
    page.get_by_role("button", name="Start today").click()
    for before in ORDER[: ORDER.index(begun)]:
        heading(page, before)
        page.keyboard.press("ArrowRight")
    heading(page, begun)
    page.get_by_role("button", name="Start now").click()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on").wait_for()
    page.wait_for_timeout(300)
    psoas.kill()
    page.goto("about:blank")  # or the open tab finds the new psoas by itself, and two ways lead back at once
    quick()
    page.goto(f"{psoas.address}/today")
    page.get_by_role("button", name="Go on").click()
    heard(page, "Let's go on")
    heading(page, begun)


@pytest.mark.parametrize("way", ["Today", "the tab that was left open"])
def test_a_server_that_is_killed_during_the_march_goes_on_with_its_counts_and_then_with_the_day(way, quick, chromium):
    psoas = quick()
    psoas.journal("tell", Profile(counting="hand"), datetime.now().astimezone())
    page = chromium(psoas, path="/today")
    page.add_init_script(HEADSET)

    def count(left, right):
        page.wait_for_function(
            "([left, right]) => document.querySelector('[data-count=left]')?.innerText === left"
            " && document.querySelector('[data-count=right]').innerText === right",
            arg=[str(left), str(right)],
        )

    page.get_by_role("button", name="Start today").click()
    for before in ORDER[:2]:
        heading(page, before)
        page.keyboard.press("ArrowRight")
    heading(page, ORDER[2])
    page.keyboard.press(" ")
    page.get_by_role("button", name="Left, one more").wait_for()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    count(1, 1)  # half of it, which is enough to count as a training day
    psoas.kill()
    if way == "Today":
        page.goto("about:blank")
    else:
        page.evaluate("window.wasOpen = true")
    quick()
    if way == "Today":
        page.goto(f"{psoas.address}/today")
        page.get_by_role("button", name="Go on · ").click()
    else:
        page.wait_for_function("!window.wasOpen")  # the tab finds the new psoas by itself
    heard(page, f"Let's go on with this: {ORDER[2]}")
    page.keyboard.press(" ")
    page.get_by_role("button", name="Left, one more").wait_for()
    count(1, 1)
    for key, offers in (("pause", "Go on"), ("play", "Pause")):  # the button of a headset is not lost on the way
        press(page, key)
        page.locator(".dock .main").filter(has_text=offers).wait_for()
    page.get_by_role("button", name="Left, one more").wait_for()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    for after in ORDER[3:]:
        heading(page, after)
        page.keyboard.press("ArrowRight")
    heading(page, "Done for today")
    (session,) = psoas.journal("sessions")
    assert session.state == "done"
    assert [rep.side for rep in psoas.journal("reps", session.id)] == ["left", "right"] * 2


def test_what_is_skipped_is_left_out_and_the_end_says_what_was_done(quick, chromium):
    psoas = quick()
    page = chromium(psoas, path="/today", width=390)
    page.get_by_role("button", name="Start today").click()
    for name in ORDER:
        heading(page, name)
        page.keyboard.press("ArrowRight")
    heading(page, "Done for today")
    assert set(steps(psoas).values()) == {"skipped"}
    page.get_by_text("Next time").wait_for()


def test_the_first_led_day_ends_with_what_one_owns_and_never_asks_again(quick, chromium):
    psoas = quick()
    page = chromium(psoas, path="/today", width=390)
    page.get_by_role("button", name="Start today").click()
    for name in ("Easy warm-up", "Half-kneeling hip stretch", "Lying march", "Plain bridge", "Break up sitting"):
        heading(page, name)
        page.keyboard.press("ArrowRight")
    heading(page, "What do you have?")
    page.get_by_label("Light mini band").check()
    box = page.get_by_label("Height of a box, bench or step")
    box.fill("three")
    page.get_by_role("button", name="Keep my list").click()
    page.get_by_role("alert").filter(has_text="cannot be understood").wait_for()
    assert box.input_value() == "three"
    box.fill("0,4")
    page.get_by_role("button", name="Keep my list").click()
    page.get_by_text("Kept, at").wait_for()
    assert [entry.what for entry in psoas.journal("told", Profile)] == [
        Profile(bands=(Band("light"),), box_height_m=0.4)
    ]
    page.reload()
    heading(page, "Done for today")
    assert page.get_by_role("heading", name="What do you have?").count() == 0
