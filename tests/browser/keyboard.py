"""Somebody who uses a page without a pointer: what is pressed has first to be reached with the Tab key, and be seen."""

from __future__ import annotations

from typing import Any

#: More stops than any page has.
MOST = 200
#: Whether the focus is on an element, and where else it is.
HERE = "(e) => e === document.activeElement"
#: Whether a ring is seen around what has the focus; a card may show it for the link that covers it.
RINGED = """(e) => { for (let each = e; each && !each.matches(".inner"); each = each.parentElement) {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    if (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) return true;
} return false; }"""


class Keyboard:
    """The keys of one page."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def reach(self, control: Any) -> None:
        """Go to a control with the Tab key."""
        control.wait_for()
        for press in range(MOST):
            if press % 50 == 0:  # it may have been drawn anew meanwhile
                there = control.element_handle()
            if there.evaluate(HERE):
                assert there.evaluate(RINGED), f"no ring around {control}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {control} with the Tab key")

    def press(self, role: str, name: Any, *, within: Any = None, key: str = "Enter", **options: Any) -> None:
        """Reach a control by its role and name, and press it."""
        self.reach((within or self.page).get_by_role(role, name=name, **options).first)
        self.page.keyboard.press(key)

    def unfold(self, summary: str) -> None:
        """Open what is folded away under these words."""
        self.reach(self.page.locator("summary", has_text=summary).first)
        self.page.keyboard.press("Enter")

    def write(self, field: Any, text: str) -> None:
        """Reach a field and type into it."""
        self.reach(field)
        self.page.keyboard.type(text)
