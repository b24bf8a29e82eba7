"""The two large numbers of a march, and the buttons for counting by hand."""

from __future__ import annotations

import math
from collections.abc import Callable

from psoas.app.widgets.elements import Button, Words, el
from psoas.body.skeleton import SIDES, Side
from psoas.session.step_count import StepCount
from psoas.session.view import View

#: What the metronome asks for, in writing.
_BEATS = {"out": "go", "hold": "hold", "back": "slowly back"}


class Counts:
    """The two large numbers, and the buttons for counting by hand."""

    def __init__(self, left: Callable[[], None], right: Callable[[], None], keys: tuple[str, str] = ("←", "→")) -> None:
        self._cards: dict[Side, _Count] = {}
        with el("section", aria_label="Count") as self._box:
            with el("div", "counts"):
                for side, tap, key in zip(SIDES, (left, right), keys, strict=True):
                    self._cards[side] = _Count(side, tap, key)
            with el("div", "pace", aria_hidden="true") as self._pace:
                self._bar = el("i")
        self._share = -1.0
        self._brief = False

    def show(self, view: View, visible: bool, brief: bool) -> None:
        """Show the counts of the set, small if `brief` because something else matters more."""
        self._box.set_visibility(visible)
        if brief != self._brief:
            self._brief = brief
            self._box.classes(add="brief" if brief else None, remove=None if brief else "brief")
        self._pace.set_visibility(not brief and view.counting != "hand")
        working = view.now.working if view.now else view.pace.side if view.pace else None
        does = _BEATS[view.pace.phase] if view.pace else "moving now"
        for side, count in ((SIDES[0], view.left), (SIDES[1], view.right)):
            now = does if working == side and view.phase == "working" else None
            self._cards[side].show(count, now, view.counting == "hand", target=view.target)
        share = view.pace.progress if view.pace else view.now.progress if view.now else 0.0
        share = 0.0 if not math.isfinite(share) else min(1.0, max(0.0, share))
        if abs(share - self._share) > 0.02:
            self._share = share
            self._bar.style(f"transform: scaleX({share:.2f})")

    def show_step(self, count: StepCount, visible: bool) -> None:
        """Show the counts of a led step, which has no target."""
        self._box.set_visibility(visible)
        self._pace.set_visibility(False)
        for side, card in self._cards.items():
            card.show(count.reps[side], "moving now" if count.working == side else None, count.by == "hand")


class _Count:
    """The number of one side."""

    def __init__(self, side: Side, tap: Callable[[], None], key: str) -> None:
        name = side.capitalize()
        with el("div", f"count {side}") as self._box:
            Words("p", name, "side")
            self._n = Words("p", "0", "n", data_count=side)
            self._of = Words("p", "", "of")
            self._turn = Words("p", "moving now", "turn")
            self._button = Button(name, tap, "big", "plus", label=f"{name}, one more", key=key)
        self._state = (False, False)

    def show(self, count: int, does: str | None, by_hand: bool, *, target: int | None = None) -> None:
        """Show how many are done, and what this leg does if it is its turn."""
        full = target is not None and count >= target
        now = does is not None
        if does:
            self._turn.say(does)
        self._n.say(str(count))
        self._of.say("" if target is None else f"all {target} done" if full else f"of {target}")
        self._button.set_visibility(by_hand)
        if (now, full) != self._state:
            self._state = (now, full)
            self._box.classes(remove="now full")
            self._box.classes(add=" ".join(name for name, on in (("now", now), ("full", full)) if on) or None)
