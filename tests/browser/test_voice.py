"""The voice, the dark screen, and what is seen from three metres."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from psoas.app.live.pose_worker import PoseWorker
from psoas.app.widgets.eye import LOOKS_WITH

#: Width of the screen of a 13 inch laptop and of the window on it: 286 mm and 1280 px.
PX_PER_MM = 1280 / 286
#: 12 minutes of arc at three metres, mm; and what share of the font a capital letter is high, at least.
LEGIBLE_MM, CAPITAL = 10.47, 0.7
VOICES = """
    const voice = (name, localService) => ({ lang: "en-GB", name, localService, voiceURI: name, default: false });
    window.there = [voice("Cloud", false), voice("Anna", true), voice("Ben", true)];
    window.heard = [];
    SpeechSynthesis.prototype.getVoices = () => window.there;
    SpeechSynthesis.prototype.speak = (said) => window.heard.push([said.voice?.name, said.text, said.rate]);
    Object.defineProperty(SpeechSynthesisUtterance.prototype, "voice", {
        set(v) { this.chosen = v; }, get() { return this.chosen; },
    });
"""


def picture(page, name: str) -> None:
    """Keep a picture, where somebody wants to look at it."""
    if folder := os.environ.get("PSOAS_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (320, "light")])
def test_from_three_metres_sentence_side_and_count_are_read_and_little_else_is_there(
    chromium, psoas, plays, width, scheme
):
    page = chromium(psoas, plays("level1"), width=width, scheme=scheme, path="/level/1")
    page.get_by_role("button", name="Start with camera", exact=True).click()
    page.wait_for_selector(".stage.marching", timeout=60_000)
    page.wait_for_timeout(500)
    picture(page, f"march-{width}-{scheme}")
    size = page.eval_on_selector(".say p", "(e) => parseFloat(getComputedStyle(e).fontSize)")
    if width == 1280:
        assert size * CAPITAL / PX_PER_MM >= LEGIBLE_MM
    for shown in (".say p", "[data-count=left]", "[data-count=right]"):
        box = page.locator(shown).bounding_box()
        assert box["y"] + box["height"] <= 860
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    controls = page.locator(".dock .btn:visible").count()
    assert width == 1280 or controls <= 3
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 390:
        page.locator(".dock .main").click()
        page.wait_for_selector(".stage:not(.marching)")
        if not PoseWorker().blind:
            page.get_by_text(LOOKS_WITH["full"]).wait_for()
        picture(page, "paused-390")
        assert page.locator(".dock .btn:visible").count() <= 3
        page.get_by_role("button", name="More", exact=True).click()
        page.get_by_role("button", name="Sound only").click()
        page.locator(".sound-only").wait_for()
        picture(page, "dark-390")
        page.mouse.click(200, 400)
        page.locator(".sound-only").wait_for(state="hidden")


def test_only_voices_of_this_computer_are_offered_and_the_choice_is_heard(chromium, psoas):
    page = chromium(psoas, path="/help")
    page.context.add_init_script(VOICES)
    page.goto(f"{psoas.address}/settings")
    part = page.locator(".voice-settings")
    part.wait_for()
    picture(part, "voice-settings")
    assert "Cloud" not in part.inner_text()
    part.get_by_label("Voice", exact=True).select_option("Ben")
    part.get_by_role("button", name="Hear it").click()
    assert page.evaluate("window.heard[0][0]") == "Ben"
    page.reload()
    assert part.get_by_label("Voice", exact=True).input_value() == "Ben"
    page.evaluate("window.there = window.there.slice(0, 1); speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    part.get_by_text("This browser has no voice of its own").wait_for()
    part.get_by_role("button", name="Hear it").click()
    assert page.evaluate("window.heard.length") == 0
