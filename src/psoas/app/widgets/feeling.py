"""What the camera cannot see and the person can feel, in words and as parts of a page."""

from __future__ import annotations

from dataclasses import dataclass

from psoas.app.widgets.elements import Words, el, html, icon, section
from psoas.programme.model import Exercise, When

CANNOT_SEE = "I cannot see this one; feel for it like this:"


@dataclass(frozen=True, slots=True)
class Felt:
    """One thing to feel for: what is asked, how to feel for it, and why."""

    say: str
    feel: str
    why: str


def felt(exercise: Exercise) -> list[Felt]:
    """All that the person checks in an exercise: first before the set, then during it, then in the rest.

    A check that a camera cannot judge well enough is one of them.
    """
    order: tuple[When, ...] = ("before", "during", "between")
    asked = [Felt(c.say, c.feel, c.why) for when in order for c in exercise.to_feel(when)]
    unseen = [Felt(c.cue, f"{CANNOT_SEE} {lowered(c.feel)}", c.why) for c in exercise.unseen if c.feel]
    return asked + unseen


def lowered(sentence: str) -> str:
    """A sentence as it goes on after a colon."""
    return sentence[0].lower() + sentence[1:] if sentence[:2] not in ("I ", "I'") else sentence


def guide_section(exercise: Exercise) -> None:
    """The part of a level's page, where there is something to feel for."""
    checks = felt(exercise)
    if not checks:
        return
    with section("Check it yourself"):
        Words("p", "No camera sees these. You can feel them.", "soft")
        with el("dl", "felt"):
            for check in checks:
                with el("div"):
                    Words("dt", check.say)
                    Words("dd", f"{check.feel} {check.why}")


class Feeling:
    """The card of the session page that shows it before a set and in the rest."""

    def __init__(self, exercise: Exercise) -> None:
        self._there = bool(felt(exercise))
        with el("section", "card stack feeling", aria_labelledby="feeling") as self._box:
            Words("h2", "Check it yourself", id="feeling")
            with el("ul", "plain stack"):
                for check in felt(exercise):
                    with el("li"):
                        html(icon("hand"), "span", "contents")
                        Words("b", check.say)
                        Words("span", check.feel)
        self._box.set_visibility(False)
        self._shown = False

    def show(self, visible: bool) -> None:
        """Show it, or make room for what matters more."""
        if self._shown != (visible and self._there):
            self._shown = not self._shown
            self._box.set_visibility(self._shown)


def summary_section(exercise: Exercise) -> None:
    """The part of the summary: what psoas did not judge, and how to feel for it the next time."""
    checks = [check for check in felt(exercise) if check.feel]
    if not checks:
        return
    with section("What only you can tell"):
        Words("p", "psoas did not judge these. Did you feel them?")
        with el("ul", "list"):
            for check in checks:
                Words("li", f"{check.say} {check.feel}")
