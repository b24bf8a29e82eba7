"""A finger whose taps the page itself counts, and how long a person needs who reads what they come past."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from browser.acting import Actor
from psoas.programme.catalogue import load
from psoas.testing import synthetic

#: Assumed pace: silent reading of plain English, words a minute: what adults read on average (non-fiction, 190 studies:
#: Brysbaert 2019, J Mem Lang 109, 104047), and the time to find and hit what is tapped, seconds.
WORDS_A_MINUTE, TAP_S = 238, 2.0
#: A slower pace, at which the same way is told too: somebody who reads with care, or whose English is not the first.
SLOW = 200

#: Counts what really goes down on the screen, in every page of the tab.
COUNTER = """addEventListener("pointerdown", (event) => {
    if (event.isTrusted) sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1;
}, true);"""
#: Texts from the top of the page to the lower edge of what is seen, without the link that only the keyboard brings up.
PASSED = """() => {
    const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.data.trim().replace(/\\s+/g, " ");
        const holder = walk.currentNode.parentElement;
        if (!text || holder.closest(".skip") || !holder.checkVisibility({ visibilityProperty: true })) continue;
        const range = document.createRange();
        range.selectNode(walk.currentNode);
        const box = range.getBoundingClientRect();
        if (box.width > 1 && box.top < innerHeight) found.push(text);
    }
    return found;
}"""


@dataclass(frozen=True, slots=True)
class Screen:
    """What was read before a tap: new words, and what was tapped then."""

    tapped: str
    words: int

    def seconds(self, pace: float = WORDS_A_MINUTE) -> float:
        """Time to read and tap, at so many words a minute."""
        return 60 * self.words / pace + TAP_S


class Finger:
    """Taps in a page; `COUNTER` has to be there before the page is opened.

    Attributes
    ----------
    screens : list of Screen
        What was read before each tap. A sentence that was read is not read again.
    """

    def __init__(self, page: Any) -> None:
        self.page = page
        self.screens: list[Screen] = []
        self._read: set[str] = set()

    def tap(self, role: str, name: str, **options: Any) -> None:
        """Read what there is down to a button or link, and tap it."""
        control = self.page.get_by_role(role, name=name, **options).first
        control.scroll_into_view_if_needed()
        passed = [said for text in self.page.evaluate(PASSED) for said in re.split(r"(?<=[.?!:]) ", text)]
        new = [said for said in passed if said not in self._read]
        self._read.update(new)
        self.screens.append(Screen(name, sum(len(re.findall(r"\S*\w\S*", said)) for said in new)))
        control.click()

    @property
    def taps(self) -> int:
        """What the page counted."""
        return int(self.page.evaluate("sessionStorage.taps ?? 0"))

    def seconds(self, pace: float = WORDS_A_MINUTE) -> float:
        """Time for all of it, at so many words a minute."""
        return sum(screen.seconds(pace) for screen in self.screens)


def to_the_first_repetition(page: Any) -> Finger:
    """From the first page of a fresh psoas, with nothing to tick, to the first counted repetition."""
    finger, actor, exercise = Finger(page), Actor(page), load().level(1)
    actor.hold(synthetic(exercise)[0])
    finger.tap("link", "Begin")
    answer_all_with_none(finger)
    finger.tap("button", "Start today")
    finger.tap("button", "1", exact=True)
    for first in ("Easy warm-up", "Half-kneeling hip stretch"):
        page.get_by_role("heading", name=first).wait_for()
        finger.tap("button", "Skip")
    page.locator(".stage.marching").wait_for(timeout=120_000)
    actor.march(exercise, ["left", "right", "left"])
    page.wait_for_function(
        "[...document.querySelectorAll('[data-count]')].some((n) => n.innerText === '1')", timeout=120_000
    )
    return finger


def answer_all_with_none(finger: Finger) -> None:
    """Go through the lists of warning signs without ticking anything."""
    for number in range(1, 8):
        finger.page.get_by_role("img", name=f"{number} of 7").wait_for()
        finger.tap("button", "None of these")
    finger.page.get_by_text("We cannot check you").wait_for()
