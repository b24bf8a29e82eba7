"""A step that the voice leads, in a real browser whose psoas has a clock that the test turns on."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from browser.driving import Psoas, launch
from browser.test_pages import FAINT, NAMELESS, SMALL_TARGETS, SPILT
from psoas.journal.answers import Answer, Screening
from psoas.journal.store import Store
from psoas.plan.history import history_of
from psoas.programme.catalogue import load
from psoas.programme.guide import spans
from psoas.session.speech import STOOD_STILL

pytestmark = pytest.mark.browser

WARM_UP = load().by_id("warm-up")
STRETCH = load().by_id("half-kneeling-stretch")
#: A psoas whose clock is ahead of the computer's by what stands in two files beside its journal: it runs ahead by the
#: one and jumps by the other.
TURNED = """
import pathlib, sys, time
from psoas.app import server
data = pathlib.Path(sys.argv[1])
class Turned(server.AppState):
    def __init__(self, *given):
        self.ahead = 0.0
        super().__init__(*given, clock=self.seconds)
    def seconds(self):
        return time.monotonic() + self.ahead + float(data.with_suffix(".slept").read_text())
    def tick(self):
        while self.ahead < (turned := float(data.with_suffix(".turned").read_text())):
            self.ahead = min(turned, self.ahead + 1.0)
            super().tick()
        super().tick()
        data.with_suffix(".ahead").write_text(str(self.ahead))
server.AppState = Turned
server.serve(data, 0, False, "full")
"""


@pytest.fixture
def led(tmp_path):
    """A psoas of somebody who answered the questions, and whose clock `turn` sets on."""
    data = tmp_path / "data"
    store = Store(data)
    store.tell(Screening("go"), at=datetime.now().astimezone())
    store.close()
    turn(Psoas(data, None, ""), 0)
    sleep(Psoas(data, None, ""), 0)
    running = launch(data, TURNED)
    yield running
    running.process.terminate()
    running.process.wait(timeout=10)


def turn(psoas, seconds):
    """Let the clock run quickly until it is so many seconds ahead of the computer's, and wait until it is."""
    _set_ahead(psoas, seconds, ".turned")
    until = time.monotonic() + 15
    while psoas.process is not None and not _is_ahead(psoas, seconds):
        assert time.monotonic() < until, "the clock did not turn"
        time.sleep(0.02)


def _is_ahead(psoas, seconds):
    told = psoas.data.with_suffix(".ahead")
    return told.exists() and float(told.read_text() or 0) >= seconds


def sleep(psoas, seconds):
    """Let the clock jump until it is so many seconds ahead of the computer's."""
    _set_ahead(psoas, seconds, ".slept")


def _set_ahead(psoas, seconds, by):
    new = psoas.data.with_suffix(".new")
    new.write_text(str(seconds))
    new.replace(psoas.data.with_suffix(by))


def steps(psoas):
    store = Store(psoas.data)
    try:
        return [entry.what for entry in history_of(store).steps]
    finally:
        store.close()


def text(page, words):
    page.locator("#main").get_by_text(words, exact=False).first.wait_for()


def test_a_step_is_led_from_today_to_the_next_one_with_the_space_bar_and_survives_a_reload(led, chromium):
    page = chromium(led, width=390, path="/today?change=1")
    page.get_by_role("link", name="Only this one, led by voice").first.click()
    page.get_by_role("button", name="Start", exact=True).wait_for()
    assert page.evaluate("heard") == []
    page.locator("body").click(position={"x": 5, "y": 200})
    page.keyboard.press(" ")
    page.get_by_role("button", name="Pause").wait_for()
    page.wait_for_function("heard.length === 1")
    assert page.evaluate("heard") == [WARM_UP.guide[0].say]
    text(page, WARM_UP.guide[0].say)

    page.reload()
    page.get_by_role("button", name="Pause").wait_for()
    text(page, WARM_UP.guide[0].say)
    turn(led, 62)
    text(page, "Get into place.")
    page.wait_for_function("heard.includes('Get into place.')")
    page.locator("body").click(position={"x": 5, "y": 200})
    page.keyboard.press(" ")
    page.get_by_role("button", name="Go on").wait_for()
    turn(led, 400)  # a pause lasts as long as it lasts
    page.keyboard.press(" ")
    page.get_by_role("button", name="Pause").wait_for()
    assert steps(led) == []

    turn(led, 400 + sum(span.seconds for span in spans(WARM_UP.guide)))
    page.get_by_role("heading", name="Done.").wait_for()
    (told,) = steps(led)
    assert (told.step, told.exercise_id, told.state) == ("massage", "warm-up", "done")
    assert told.seconds == pytest.approx(sum(span.seconds for span in spans(WARM_UP.guide)), abs=0.01)
    page.get_by_role("link", name=f"Next: {STRETCH.name}").click()
    page.get_by_role("heading", name=STRETCH.name).wait_for()
    page.get_by_role("button", name="Start", exact=True).wait_for()
    assert page.evaluate("heard") == []


def test_a_page_that_comes_back_after_a_sleep_finds_the_step_paused_and_goes_on_with_it(led, chromium):
    page = chromium(led, path=f"/step/{STRETCH.id}")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Pause").wait_for()
    sleep(led, 1800)
    page.get_by_role("button", name="Go on").wait_for()
    text(page, STOOD_STILL)
    page.wait_for_function("say => heard.includes(say)", arg=STOOD_STILL)
    assert steps(led) == []
    page.reload()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Pause").wait_for()
    assert page.get_by_text(STOOD_STILL).filter(visible=True).count() == 0


def test_where_it_hurts_the_stop_is_kept_at_once_and_the_answers_say_what_it_means(led, chromium):
    page = chromium(led, path=f"/step/{STRETCH.id}")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="It hurts").click()
    text(page, "What does it feel like?")
    (told,) = steps(led)
    assert (told.state, told.pain) == ("stopped", None)
    page.wait_for_function("heard.includes('Stop here. Come out of it slowly.')")

    page.reload()
    page.get_by_role("button", name="Sharp or stabbing").click()
    page.get_by_role("button", name="Low back").click()
    page.get_by_role("group", name="How strong is it").get_by_role("button", name="6", exact=True).click()
    text(page, "Next time you get the easier version of this stretch.")
    text(page, "at 6 or more the march waits")
    (told,) = steps(led)
    assert (told.state, told.pain, told.where, told.kind) == ("stopped", 6, "low-back", "sharp")
    assert [entry.what for entry in led.journal("told", Answer)] == [Answer("pain-now", 6)]


def test_a_stop_outlives_a_killed_server_and_a_warning_sign_closes_everything(led, chromium):
    page = chromium(led, path=f"/step/{STRETCH.id}")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="It hurts").click()
    page.get_by_role("button", name="A leg or foot is getting weaker").click()
    page.get_by_role("heading", name="Get help now").wait_for()
    buttons = page.get_by_role("button").filter(visible=True)
    assert buttons.all_inner_texts() == ["I ticked this by mistake"]
    assert STRETCH.name not in page.locator("#main").inner_text()
    page.reload()
    page.get_by_role("heading", name="Get help now").wait_for()
    led.kill()
    assert [told.state for told in steps(led)] == ["stopped"]


def test_where_the_browser_has_no_voice_a_tone_sounds_at_each_change(led, chromium):
    page = chromium(led, path="/help")
    page.add_init_script("""
        SpeechSynthesis.prototype.getVoices = () => [];
        window.tones = 0;
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...args) { window.tones += 1; start.apply(this, args); };
    """)
    page.goto(f"{led.address}/step/{WARM_UP.id}")
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_function("tones === 1")
    turn(led, 62)
    page.wait_for_function("tones === 2")
    assert page.evaluate("heard") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_state_of_the_page_has_names_contrast_room_to_touch_and_no_sideways_scroll(led, chromium, width, scheme):
    page = chromium(led, width=width, scheme=scheme, path=f"/step/{STRETCH.id}")

    def looks_right(state):
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state
        for fault in (SMALL_TARGETS, NAMELESS, FAINT, SPILT):
            assert page.evaluate(fault) == [], state

    page.get_by_role("button", name="Start", exact=True).wait_for()
    looks_right("ready")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Pause").wait_for()
    looks_right("running")
    page.get_by_role("button", name="It hurts").click()
    text(page, "What does it feel like?")
    looks_right("asking what it is like")
    for question in ("Where does it hurt?", "How strong is it"):
        page.get_by_role("button", name="I'd rather not say").click()
        text(page, question)
        looks_right(question)
    page.get_by_role("button", name="I'd rather not say").click()
    page.get_by_role("link", name="When to get help").wait_for()
    looks_right("ended")
    assert [(told.state, told.pain) for told in steps(led)] == [("stopped", None)]


def test_a_step_outlives_a_killed_server_and_waits_at_the_part_where_it_was(psoas, chromium, start_again):
    page = chromium(psoas, width=390, path="/step/warm-up?short=0")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Skip").click()
    text(page, WARM_UP.guide[1].say)
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on").wait_for()
    page.wait_for_timeout(400)  # the place is kept at the next tick
    psoas.kill()
    address = page.evaluate("location.href")
    page.goto("about:blank")
    start_again(psoas)
    page.goto(address)
    text(page, "psoas was stopped in between")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="It hurts").click()
    text(page, "What does it feel like?")
    assert [told.state for told in steps(psoas)] == ["stopped"]
