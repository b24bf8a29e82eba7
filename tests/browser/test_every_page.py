"""Every page, in light and in dark, checked with axe-core; on the narrowest screen, enlarged, with larger text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from browser.conftest import CHROMIUM, FLAGS
from browser.driving import SERVE_AT, Psoas, launch
from browser.test_pages import SMALL_TARGETS
from every_page import lived_in

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

pytestmark = pytest.mark.browser

#: In the dark only the colours differ.
RULES: dict[str, dict[str, Any]] = {
    "light": {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]},
}
SIZE = {"width": 1280, "height": 900}
#: Width, and share of the usual text.
NARROW = {
    "narrowest phone": (320, 1),
    "enlarged to 200 %": (640, 1),
    "largest text": (320, 1.4),
    "on a desk": (1280, 1.4),
}
LARGER = "(share) => document.documentElement.style.setProperty('--text', share)"
WIDER = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > room + 1)
        .slice(0, 3).map((e) => e.outerHTML.slice(0, 160));
}"""


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Psoas, list[str]]]:
    """A psoas with a life behind it, and the paths of all its pages."""
    data = tmp_path_factory.mktemp("every-page") / "data"
    paths = lived_in(data)
    psoas = launch(data, SERVE_AT)
    yield psoas, paths
    psoas.process.terminate()
    psoas.process.wait(timeout=10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Findings:
    """What was found on all pages in one look."""

    axe: list[object] = field(default_factory=list)
    sideways: list[object] = field(default_factory=list)
    small: list[object] = field(default_factory=list)
    console: list[tuple[str, str]] = field(default_factory=list)


def look(browser: Any, lived: tuple[Psoas, list[str]], scheme: str) -> Findings:
    """Visit each page once, in one tab, with everything on it at rest."""
    found, (psoas, paths) = Findings(), lived
    context = browser.new_context(viewport=SIZE, color_scheme=scheme, reduced_motion="reduce")
    page = psoas.let_in(context).new_page()
    page.set_default_timeout(15_000)
    page.on("console", lambda said: found.console.append((page.url, said.text)) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.console.append((page.url, str(error))))
    for path in paths:
        page.goto(psoas.address + path)
        page.locator("h1").first.wait_for()
        for violation in axe.Axe().run(page, options=RULES[scheme]).response["violations"]:
            nodes = [f"{node['target']} {node['html'][:160]}" for node in violation["nodes"][:3]]
            found.axe.append((path, violation["id"], nodes))
        if scheme == "light":
            found.sideways += [(path, *each) for each in sideways(page)]
            page.set_viewport_size({**SIZE, "width": 390})
            found.small += [(path, each) for each in page.evaluate(SMALL_TARGETS)]
            page.set_viewport_size(SIZE)
    context.close()
    return found


def sideways(page: Any) -> list[object]:
    """What sticks out where the page is narrow or enlarged."""
    found = []
    for what, (width, text) in NARROW.items():
        page.set_viewport_size({**SIZE, "width": width})
        page.evaluate(LARGER, text)
        if wider := page.evaluate(WIDER):
            found.append((what, wider))
    page.evaluate(LARGER, 1)
    return found


@pytest.fixture(scope="module")
def light(browser, lived) -> Findings:
    return look(browser, lived, "light")


def test_axe_finds_nothing_on_any_page(light):
    assert light.axe == []


def test_no_page_breaks_its_own_policy_or_complains_to_the_console(light):
    answered_as_meant = ("404 (Not Found)", "422 (Unprocessable")
    assert [each for each in light.console if not any(status in each[1] for status in answered_as_meant)] == []


def test_axe_finds_nothing_in_the_colours_of_the_dark(browser, lived):
    assert look(browser, lived, "dark").axe == []


def test_no_page_scrolls_sideways_on_a_narrow_screen_enlarged_or_with_larger_text(light):
    assert light.sideways == []


def test_whatever_can_be_pressed_has_room_for_a_thumb(light):
    assert light.small == []
