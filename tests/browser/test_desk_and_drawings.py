"""The layers of the drawings and the checklist of the desk, in a real browser and by keys alone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from browser.test_pages import FAINT, HEADINGS, NAMELESS, SMALL_TARGETS, SPILT
from psoas.programme.catalogue import load
from psoas.programme.learning import anatomy

pytestmark = pytest.mark.browser

POINTS = load().habit.workstation


def shown(page, layer):
    """Whether anything of a layer can be seen."""
    groups = f"[...document.querySelectorAll('.body-map .{layer}')]"
    return page.evaluate(f"{groups}.some((group) => getComputedStyle(group).display !== 'none')")


def test_each_layer_can_be_shown_and_hidden_with_the_space_bar_and_no_other_one_changes(psoas, chromium):
    page = chromium(psoas, path="/learn/psoas")
    layers = {part.id: part.shown for part in anatomy().parts}
    page.get_by_role("heading", name="Look inside").wait_for()
    assert {layer: shown(page, layer) for layer in layers} == layers
    for layer, before in layers.items():
        page.locator(f"#layer-{layer}").focus()
        page.keyboard.press("Space")
        assert {name: shown(page, name) for name in layers} == {**layers, layer: not before}
        page.keyboard.press("Space")
    assert {layer: shown(page, layer) for layer in layers} == layers


def test_the_layers_need_no_server(psoas, chromium):
    page = chromium(psoas, path="/learn/psoas")
    page.get_by_role("heading", name="Look inside").wait_for()
    psoas.kill()
    page.locator("#layer-psoas").uncheck()
    assert not shown(page, "psoas")


def test_the_desk_is_answered_by_keys_and_remembered_and_what_is_done_leaves_the_list(psoas, chromium):
    page = chromium(psoas, path="/desk")
    first, second = POINTS[:2]
    for point, presses in ((first, 1), (second, 2)):
        page.locator(f"#{point.id}-yes").focus()
        for _ in range(presses):
            page.keyboard.press("ArrowRight")
    page.get_by_text(first.todo, exact=True).wait_for()
    page.wait_for_timeout(500)  # the second answer is still on its way
    page.reload()
    page.get_by_text(first.todo, exact=True).wait_for()
    assert page.locator(f"#{first.id}-not-yet").is_checked()
    assert page.locator(f"#{second.id}-none").is_checked()
    assert not page.get_by_text(second.todo, exact=True).is_visible()
    page.get_by_role("button", name=f"Done: {first.todo}").press("Enter")
    page.get_by_text(first.todo, exact=True).wait_for(state="detached")
    page.wait_for_function(f"document.getElementById('{first.id}-yes').checked")
    page.wait_for_function("document.activeElement.id === 'desk-to-do'")
    page.reload()
    page.get_by_role("heading", name="What to change").wait_for()
    assert page.locator(f"#{first.id}-yes").is_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_page_can_be_read_named_touched_and_its_parts_never_stick_out(psoas, chromium, scheme):
    page = chromium(psoas, width=320, scheme=scheme)
    for path in ("/learn/psoas", "/learn/sitting", "/desk", "/exercise/gentle-contact"):
        page.goto(psoas.address + path)
        page.locator("h1").wait_for()
        for found in (FAINT, NAMELESS, SMALL_TARGETS, SPILT):
            assert page.evaluate(found) == [], path
        levels = page.evaluate(HEADINGS)
        assert levels[0] == 1 and all(b - a <= 1 for a, b in pairwise(levels)), path
        main = "document.querySelector('#main')"
        assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth"), path
