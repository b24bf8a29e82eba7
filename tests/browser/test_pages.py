"""What every page owes to everyone: names, contrast, room to touch, no sideways scrolling, keys, no network."""

from __future__ import annotations

from itertools import pairwise

import pytest

from browser.driving import SERVE, answered, delete_all, launch
from psoas.app.door.key import KEY_FILE
from psoas.programme.catalogue import load

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/level/4",
    "/exercise/half-kneeling-stretch",
    "/journal",
    "/help",
    "/settings",
    "/level/9",
    "/today",
    "/plan",
    "/placement",
    "/hurt",
    "/learn/load",
]

#: Things that can be pressed, whose smaller side is below 44 px; links inside sentences and hidden ones do not count.
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, select, input, summary")].filter((e) => {
    if (e.classList.contains("skip") || !e.checkVisibility()) return false;
    const area = getComputedStyle(e, "::after").position === "absolute" ? e.closest("li, article")
        : e.closest("label") ?? e;
    const box = area.getBoundingClientRect();
    const inline = getComputedStyle(e).display === "inline" && e.closest("section, p");
    return !inline && Math.min(box.width, box.height) < 43.5;
}).map((e) => e.outerHTML.slice(0, 120))"""

NAMELESS = """() => [...document.querySelectorAll("a, button, select, input, img, canvas, [role=img]")].filter((e) => {
    if (!e.checkVisibility()) return false;
    const text = (id) => document.getElementById(id)?.textContent;
    const by = e.getAttribute("aria-labelledby")?.split(" ").map(text).join("");
    const own = e.labels?.[0]?.innerText || e.textContent;
    const name = e.getAttribute("aria-label") ?? by ?? e.getAttribute("alt") ?? own;
    return !name.trim();
}).map((e) => e.outerHTML.slice(0, 120))"""

#: Texts whose contrast with what lies behind them is too low (WCAG 2.2, 1.4.3): 4.5, or 3 for large ones.
FAINT = """() => {
    const ctx = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const over = (colours) => {
        ctx.clearRect(0, 0, 1, 1);
        for (const colour of colours) { ctx.fillStyle = colour; ctx.fillRect(0, 0, 1, 1); }
        return [...ctx.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (rgb) => {
        const [r, g, b] = rgb.map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found = [];
    for (const e of document.querySelectorAll("main *, header *, footer *")) {
        if (e.closest("svg, .eye") || !e.checkVisibility()) continue;
        if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
        const behind = [];
        for (let p = e; p; p = p.parentElement) behind.unshift(getComputedStyle(p).backgroundColor);
        const style = getComputedStyle(e);
        const [a, b] = [light(over([...behind, style.color])), light(over(behind))].sort((x, y) => y - x);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < (large ? 3 : 4.5)) found.push(`${ratio.toFixed(2)} ${e.outerHTML.slice(0, 100)}`);
    }
    return found;
}"""

#: Boxes that what they hold sticks out of.
SPILT = """() => [...document.querySelectorAll(".count, .card, .btn")].filter((e) => e.checkVisibility())
    .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.outerHTML.slice(0, 200))"""

#: Counts whose digits stand under each other.
BROKEN = """() => [...document.querySelectorAll("[data-count]")].map((e) => e.offsetHeight / parseFloat(
    getComputedStyle(e).fontSize)).filter((lines) => lines > 1.6)"""

HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4")].filter((e) => e.checkVisibility())
    .map((e) => Number(e.tagName[1]))"""

#: A session that is short enough for a test: two sets of one repetition each leg.
SHORT = """
import psoas.plan.free_start as free
from psoas.journal.records import SetPlan
free.SetPlan = lambda sets, reps, rest_s: SetPlan(2, 1, 2.0, 1.0)
"""


def settle(page):
    page.locator("h1").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_named_touched_and_never_scrolls_sideways(psoas, chromium, scheme):
    page = chromium(psoas, width=390, scheme=scheme)
    for path in PAGES:
        page.goto(psoas.address + path)
        settle(page)
        assert page.evaluate(FAINT) == [], path
        assert page.evaluate(NAMELESS) == [], path
        assert page.evaluate(SMALL_TARGETS) == [], path
        levels = page.evaluate(HEADINGS)
        assert levels[0] == 1 and all(b - a <= 1 for a, b in pairwise(levels)), path
        for landmark in ("banner", "main", "contentinfo", "navigation"):
            assert page.get_by_role(landmark).count() >= 1, (path, landmark)
        for width in (320, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.set_viewport_size({"width": 390, "height": 800})


def test_the_session_page_can_be_read_and_touched_in_every_phase(psoas, chromium):
    page = chromium(psoas, width=390, path="/level/2")
    page.get_by_text("Start it all the same").click()
    page.get_by_role("button", name="I count by hand").click()
    page.get_by_role("heading", name="When you are ready").wait_for()

    def check():
        assert page.evaluate(FAINT) == []
        assert page.evaluate(NAMELESS) == []
        assert page.evaluate(SMALL_TARGETS) == []
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 860})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(SPILT) == []
            assert page.evaluate(BROKEN) == []

    check()
    page.get_by_role("button", name="Start", exact=True).first.click()
    page.get_by_role("button", name="Left, one more").wait_for()
    check()
    for side in ("Left", "Right"):
        for _ in range(load().level(2).dose.reps_per_side[0]):
            page.get_by_role("button", name=f"{side}, one more").click()
    page.get_by_role("heading", name="Rest").wait_for()
    check()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("heading", name="Paused").wait_for()
    check()


def test_pictures_can_be_brought_to_rest_and_rest_for_who_wants_no_movement(psoas, chromium):
    page = chromium(psoas)
    moving = "document.getAnimations().filter((a) => a.playState === 'running').length"
    settle(page)
    assert page.evaluate(moving) > 6
    page.get_by_role("button", name="Pause pictures").click()
    page.wait_for_function(moving + " === 0")
    page.get_by_role("button", name="Move pictures").click()
    page.wait_for_function(moving + " > 6")
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_function(moving + " === 0")


def test_a_whole_paced_session_by_keys_alone_with_every_way_out_denied(chromium, tmp_path):
    psoas = launch(answered(tmp_path / "data"), SHORT + SERVE)
    try:
        page = chromium(psoas, path="/level/6?band=0")
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        focus_on(page, "Start it all the same")
        page.keyboard.press("Enter")
        focus_on(page, "Start without camera")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="When you are ready").wait_for()
        page.keyboard.press("Space")
        page.get_by_role("heading", name="Get ready").wait_for()
        page.wait_for_function("document.querySelector('[data-count=left]')?.innerText === '1'")
        page.wait_for_function("document.querySelector('.count.right.now')")
        one = 1000 * load().level(6).dose.tempo_s.total
        shown = "document.querySelector('figure').getAnimations({subtree: true})[0].currentTime"
        assert one <= page.evaluate(shown) < 2 * one, "the figure moves another leg than the beat asks for"
        page.keyboard.press("Space")
        page.get_by_role("heading", name="Paused").wait_for()
        page.keyboard.press("Space")
        page.get_by_role("heading", name="Rest").wait_for(timeout=20_000)
        page.wait_for_function("location.pathname === '/summary/1'", timeout=40_000)
        assert [page.locator(f"[data-total={side}]").inner_text() for side in ("left", "right")] == ["2", "2"]
        page.get_by_text("paced by the beat").wait_for()
        assert all(url.startswith((psoas.address, "data:", "blob:")) for url in asked)
    finally:
        psoas.process.terminate()
        psoas.process.wait(timeout=10)
    assert "OUTGOING" not in psoas.data.with_suffix(".log").read_text()
    assert [rep.counted_by for rep in psoas.journal("reps", 1)] == ["pace"] * 4


def focus_on(page, name):
    """Reach something as someone without a mouse does."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText?.trim()") == name:
            return
    raise AssertionError(f"{name!r} cannot be reached with the Tab key")


def test_the_journal_can_be_saved_and_deleted_and_deleting_asks_first(psoas, chromium):
    page = chromium(psoas, path="/level/1")
    page.get_by_role("button", name="I count by hand").click()
    page.get_by_role("button", name="Start", exact=True).first.click()
    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Left, one more").click()
    page.wait_for_function("Number(document.querySelector('[data-count=left]').innerText) >= 1")
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop").click()
    page.wait_for_function("location.pathname === '/summary/1'")
    page.goto(psoas.address + "/journal")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file (JSON)").click()
    assert '"left"' in download.value.path().read_text()
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    page.get_by_role("dialog").wait_for(state="hidden")
    assert len(psoas.journal("sessions")) == 1
    page.get_by_role("button", name="Delete everything").click()
    delete_all(page)
    page.get_by_role("heading", name="Everything is deleted").wait_for()
    assert {file.name for file in psoas.data.iterdir()} <= {KEY_FILE, "psoas.lock", "led-by.json"}
    page.get_by_role("link", name="Journal").click()
    page.get_by_text("Nothing here yet").wait_for()
