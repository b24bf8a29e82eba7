"""The whole day led in a real browser: one tap, and then nothing has to be touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from browser.acting import Actor
from browser.driving import PATIENT, Psoas, launch
from browser.keyboard import Keyboard
from browser.test_hands_free import HEADSET, press
from browser.test_voice import picture
from browser.walking import COUNTER
from psoas.journal.answers import Answer, Band, Feeling, Profile, Screening
from psoas.journal.store import Store
from psoas.plan.history import history_of
from psoas.programme.catalogue import load
from psoas.testing import synthetic, with_arm_up

pytestmark = pytest.mark.browser

#: A psoas whose guided steps take seconds, whose march is as long as the clips are, and that waits little in between.
QUICK = (
    PATIENT
    + """
import pathlib, sys
from dataclasses import replace
from psoas.app import server
from psoas.app.state import AppState
from psoas.journal.records import SetPlan
from psoas.session import led_day, speech

level, reps, part_s, place_s = {level}, {reps}, {part_s}, {place_s}
led_day.PLACE_S = place_s
led_day.spoken_s = lambda say: 0.0
load = server.load

def shortened():
    whole = load()
    def short(exercise):
        quick = {"seconds": part_s, "ready_s": 0.0, "times": 1}
        guide = tuple(part.model_copy(update=quick) for part in exercise.guide)
        return exercise.model_copy(update={"guide": guide})
    return replace(whole, exercises=tuple(map(short, whole.exercises)))

class Quick(AppState):
    def begin_march(self, march, counting, *, silent):
        exercise = self.catalogue.level(level)
        plan = SetPlan(1, reps, 2.0)
        march = replace(march, exercise=exercise, rung="", band=exercise.band is not None, plan=plan, small=False)
        return super().begin_march(march, counting, silent=silent)

server.load, server.AppState = shortened, Quick
server.serve(pathlib.Path(sys.argv[1]), {port}, False, "full")
"""
)


@pytest.fixture
def quick(tmp_path: Path) -> Iterator:
    """Start such a psoas; ``quick(level, reps)``, on the same port and journal when called again."""
    running: list[Psoas] = []

    def start(
        level: int = 1, reps: int = 2, part_s: float = 60.0, place_s: float = 60.0, pain: int | None = 1
    ) -> Psoas:
        data = tmp_path / "data"
        port = 0
        if running:
            port = int(running[-1].address.rsplit(":", 1)[1])
        else:
            store = Store(data)
            store.tell(Screening("go"), at=datetime.now().astimezone())
            if pain is not None:
                store.tell(Answer("pain-now", pain), at=datetime.now().astimezone())
            store.close()
        code = QUICK
        for name, value in {"level": level, "reps": reps, "part_s": part_s, "place_s": place_s, "port": port}.items():
            code = code.replace(f"{{{name}}}", str(value))
        running.append(launch(data, code))
        return running[-1]

    yield start
    for each in running:
        each.process.terminate()
        each.process.wait(timeout=10)


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
    psoas = quick(level, 2, part_s=1.5, place_s=1.5, pain=None)
    page = chromium(psoas, path="/today")
    page.context.grant_permissions(["camera"])
    actor, exercise = Actor(page), load().level(level)
    page.get_by_role("button", name="Start today").click()
    tell_pain_by_arm(page, actor)
    actor.hold(synthetic(exercise)[0])
    heading(page, "Easy warm-up")
    heading(page, "Half-kneeling hip stretch")
    heading(page, f"Level {level}")
    page.locator(".stage.marching").wait_for(timeout=60_000)
    actor.march(exercise, ["left", "right", "left", "right"])
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
    assert [rep.side for rep in psoas.journal("reps", session.id)] == ["left", "right", "left", "right"]
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
