"""The flat-back experiment on the screen: what it can and cannot do, how to switch it on, how to get set up for it."""

from __future__ import annotations

from collections.abc import Callable

from psoas.app.widgets.elements import Button, Words, bullets, el, html, icon
from psoas.coach.flat_back import UNSEEN_SAY, FlatBack

HONEST = (
    "A camera cannot tell whether your low back is flat, and psoas will never say that it is. What this experiment can "
    "do: when the edge of your back seems to rise by about three centimetres in two repetitions running, it asks you "
    "to feel with your hand. It misses lifts, and sometimes it asks for nothing. Your hand decides."
)
NEEDS = (
    "A fitted top: under a loose one the edge of the cloth moves, not your back.",
    "Arms on your chest or over your head, so that none hides your low back.",
    "The camera low and straight at your side.",
    "Three still seconds in the start position, low back pressed into the mat, before each set.",
)
HOLD_STILL = "Take the start position, press your low back into the mat and lie still for three seconds."
READY = "Thank you, I have something to compare with. I may ask you about your low back; silence says nothing."


def offer(start: Callable[[], None]) -> None:
    """The part of a level's page that offers it, closed until it is asked for."""
    with el("details", "card experiment"):
        Words("summary", "Experiment: a question about your low back")
        with el("div", "stack"):
            Words("p", HONEST)
            Words("p", "It needs:")
            bullets(NEEDS)
            Button("Start with camera and experiment", start, "", "camera")


class Settling:
    """The card of the session page that leads to the flat beginning; absent where the experiment was not chosen."""

    def __init__(self, back: FlatBack | None) -> None:
        self._back = back
        with el("section", "card stack", aria_labelledby="settling") as self._box:
            Words("h2", "Experiment: your low back", id="settling")
            with el("ul", "checks", role="status"), el("li") as self._line:
                self._icon = html(icon("warn"), "span", "contents")
                self._mark = Words("b", "Change")
                self._say = Words("span", "")
            bullets(NEEDS[1:])
        self._box.set_visibility(False)
        self._good = False

    def show(self, visible: bool) -> None:
        """Say what is missing for the flat beginning, or that it is there."""
        back = self._back
        self._box.set_visibility(visible and back is not None)
        if back is None:
            return
        self._say.say(UNSEEN_SAY[back.why_not] if back.why_not else READY if back.ready else HOLD_STILL)
        good = back.ready and back.why_not is None
        self._mark.say("Good" if good else "Change" if back.why_not else "Wait")
        if good != self._good:
            self._good = good
            self._line.classes(add="ok" if good else None, remove=None if good else "ok")
            self._icon.set_content(icon("good" if good else "warn"))
