"""With the system's few colours in place of ours, or with more contrast, nothing is lost that only a colour told."""

from __future__ import annotations

import io
from datetime import datetime

import numpy as np
import pytest
from PIL import Image

from browser.test_voice import picture
from psoas.journal.answers import Answer

pytestmark = pytest.mark.browser

MEDIA = {
    "few-colours": {"forced_colors": "active", "color_scheme": "light", "contrast": "no-preference"},
    "few-colours-dark": {"forced_colors": "active", "color_scheme": "dark", "contrast": "no-preference"},
    "more": {"forced_colors": "none", "color_scheme": "light", "contrast": "more"},
}
#: Contrast of edges, marks and drawings with what is around them (WCAG 2.2, 1.4.11).
SEEN = 3.0
#: Each of the 256 steps of a colour as light.
STEPS = np.arange(256) / 255
LINEAR = np.where(STEPS <= 0.04045, STEPS / 12.92, ((STEPS + 0.055) / 1.055) ** 2.4).astype(np.float32)
BOXES = """(selector) => [...document.querySelectorAll(selector)]
    .filter((e) => e.checkVisibility({ opacityProperty: true }))
    .map((e) => [e.innerText, e.getBoundingClientRect()])
    .map(([name, box]) => [name, box.left + scrollX, box.top + scrollY, box.width, box.height])"""


class Sight:
    """What a page looks like: brightness of each pixel (WCAG relative luminance), and where things are."""

    def __init__(self, page) -> None:
        self.page = page
        whole = Image.open(io.BytesIO(page.screenshot(full_page=True, animations="disabled"))).convert("RGB")
        self._light = LINEAR[np.asarray(whole)] @ np.array([0.2126, 0.7152, 0.0722], np.float32)

    def inside(self, selector: str, margin: int = 0) -> dict[str, np.ndarray]:
        """The pixels of all that matches, and so many around it, by its text."""
        found = {}
        for name, *box in self.page.evaluate(BOXES, selector):
            left, top, width, height = (round(each) for each in box)
            rows = slice(max(0, top - margin), top + height + margin)
            found[name] = self._light[rows, max(0, left - margin) : left + width + margin]
        return found

    def edgeless(self, selector: str) -> list[str]:
        """What has no edge that can be seen half way up its left side, by its text."""
        found = []
        for name, pixels in self.inside(selector, 4).items():
            row = pixels[len(pixels) // 2, :12]
            if _contrast(row[0], row).max() < SEEN:
                found.append(name)
        return found


def _contrast(one, other):
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)


def ground(pixels: np.ndarray) -> float:
    """The brightness that most of it has."""
    values, counts = np.unique(pixels.round(3), return_counts=True)
    return float(values[counts.argmax()])


def longest_line(pixels: np.ndarray) -> int:
    """How many pixels side by side, at most, can be told from the ground; the strokes of letters are short."""
    longest = run = np.zeros(len(pixels), int)
    for column in (_contrast(ground(pixels), pixels) >= SEEN).T:
        run = (run + 1) * column
        longest = np.maximum(longest, run)
    return int(longest.max())


def test_buttons_keep_an_edge_and_where_one_is_and_what_was_chosen_are_marked(psoas, chromium):
    psoas.journal("tell", Answer("pain-now", 1), datetime.now().astimezone())
    page = chromium(psoas)
    for media, asked in MEDIA.items():
        page.emulate_media(**asked)
        page.goto(f"{psoas.address}/today?change=1")
        page.get_by_role("button", name="Start today").wait_for()
        page.get_by_role("button", name="Pause pictures").click()
        page.mouse.move(0, 0)
        picture(page, f"today-{media}")
        sight = Sight(page)
        assert sight.edgeless(".btn") == [], media
        buttons = sight.inside(".btn")
        main, other = (next(ground(buttons[n]) for n in buttons if n.startswith(w)) for w in ("Start today", "Done"))
        assert _contrast(main, other) >= SEEN, media
        assert _contrast(ground(buttons["Camera"]), ground(buttons["By hand"])) >= SEEN, media
        lined = [name for name, pixels in sight.inside(".top nav a").items() if longest_line(pixels) > 24]
        assert lined == ["Today"], media
        for name, pixels in sight.inside(".piece .scene").items():
            drawn = _contrast(ground(pixels), pixels[20:-20, 20:-20]) >= SEEN
            assert drawn.mean() > 0.01, (media, name)
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Undo").focus()
        around = Sight(page).inside(".undo-line .btn:focus", 6)["Undo"]
        assert _contrast(around[0, 40], around[:6, 40]).max() >= SEEN, media
        for path in ("/level/1", "/settings"):
            page.goto(psoas.address + path)
            page.locator("h1").first.wait_for()
            picture(page, f"{path.split('/')[1]}-{media}")
            assert Sight(page).edgeless(".btn, .tick, main input, main select") == [], (media, path)


def test_in_a_march_one_sees_whose_turn_it_is_and_how_far_it_has_come(psoas, chromium):
    page = chromium(psoas, path="/level/1")
    page.get_by_role("button", name="Start without camera").click()
    page.get_by_role("button", name="Start", exact=True).first.click()
    page.locator(".count.now").wait_for(timeout=30_000)
    for media, asked in MEDIA.items():
        page.emulate_media(**asked)
        page.wait_for_function("new DOMMatrix(getComputedStyle(document.querySelector('.pace i')).transform).a > 0.3")
        picture(page, f"march-{media}")
        sight = Sight(page)
        assert sight.edgeless(".btn") == [], media
        (pace,) = sight.inside(".pace").values()
        assert _contrast(*pace[len(pace) // 2, [12, -12]]) >= SEEN, media
        turn, waits = (
            ground(next(iter(sight.inside(f".count{which}", -8).values()))) for which in (".now", ":not(.now)")
        )
        ringed = page.evaluate("getComputedStyle(document.querySelector('.count.now')).outlineStyle") == "solid"
        assert ringed or turn != waits, media
        for name, pixels in sight.inside(".count .side").items():
            inked = _contrast(ground(pixels), pixels) >= SEEN
            assert inked[len(pixels) // 2 :].any(), f"{media}: the lower half of {name} is covered"
        said, dock = page.locator(".say").bounding_box(), page.locator(".dock").bounding_box()
        assert said["y"] + said["height"] <= dock["y"], f"{media}: the cue stands behind the controls"
