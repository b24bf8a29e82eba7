"""The parts of the page of a step that is led: what is done now with its time, and how one gets ready for it."""

from __future__ import annotations

import math

from psoas.app.pages.exercise import equipment
from psoas.app.widgets.elements import Words, bullets, el, html, icon, link, note
from psoas.programme.model import Exercise
from psoas.report.words import time_left, whole_minutes
from psoas.session.guided import GuidedView

_RING = (
    '<svg viewBox="0 0 120 120" aria-hidden="true" focusable="false"><circle class="track" cx="60" cy="60" r="53"/>'
    '<circle class="left" cx="60" cy="60" r="53" pathLength="1" transform="rotate(-90 60 60)"/></svg>'
)
#: Side of the body to the words beside the sentence.
_SIDES = {"left": "Left side", "right": "Right side"}


class Ready:
    """What is needed and how one gets into place, before the start."""

    def __init__(self, exercise: Exercise, why: str) -> None:
        with el("section", "stack", aria_label="Get ready") as self._box:
            Words("p", exercise.summary, "lead")
            if why:
                Words("p", why, "soft")
            self._minutes = Words("p", "", "soft")
            with el("ul", "chips", aria_label="You need"):
                for item in equipment(exercise, False):
                    Words("li", item)
            bullets(exercise.start, numbered=len(exercise.start) > 1)
            if exercise.pressure:
                most, end = exercise.pressure
                note(f"Pressure: {most} out of {end} at most. 0 is none, {end} is the worst imaginable.")
            Words("p", "A voice leads you from part to part, and all that it says stands here too.", "soft")
            if exercise.stop:
                with el("div", "note warn"):
                    html(icon("warn"), "span", "contents")
                    Words("strong", "Good to know first")
                    bullets(exercise.stop)
            with el("div", "row"):
                link("All about it", f"/exercise/{exercise.id}", "btn")

    def show(self, view: GuidedView) -> None:
        """Show it before the start, and nothing after it."""
        self._box.set_visibility(view.phase == "ready")
        form = " in its easier form" if view.easy else ""
        self._minutes.say(f"About {whole_minutes(view.total_left_s / 60)}{form}.")


class Now:
    """What is done now, in large letters, which side, and how long it still lasts."""

    def __init__(self) -> None:
        with el("section", "now", aria_label="Now") as self._box:
            with el("div", "words"):
                self._side = Words("p", "", "which")
                with el("div", role="status"):
                    self._text = Words("p", "", "what")
                    self._notice = Words("p", "", "notice")
                self._then = Words("p", "", "soft")
            with el("div", "clock"):
                with el("div", "ring") as self._ring:
                    html(_RING, "span", "contents")
                    self._n = Words("p", "", "n", aria_hidden="true")
                self._left = Words("p", "", "left", role="timer")
                self._all = Words("p", "", "soft")
        self._shown: tuple[int, float] = (-1, 0.0)

    def show(self, view: GuidedView) -> None:
        """Show this moment; sends only what changed, once a second at most."""
        under_way = view.phase in ("running", "paused")
        self._box.set_visibility(under_way)
        if not under_way:
            return
        self._side.set_visibility(bool(view.side))
        self._side.say(_SIDES.get(view.side, ""))
        self._text.say(view.text)
        self._notice.set_visibility(bool(view.notice))
        self._notice.say(view.notice)
        self._then.say(f"Then: {view.then}" if view.then else "This is the last part.")
        whole = math.ceil(view.left_s - 1e-6)
        if (whole, view.seconds) != self._shown:
            self._shown = (whole, view.seconds)
            self._n.say(str(whole))
            self._left.say(f"{time_left(view.left_s)} left in this part")
            self._all.say(f"{time_left(view.total_left_s)} in all")
            self._ring.style(f"--share: {max(0.0, view.left_s) / view.seconds:.3f}")
