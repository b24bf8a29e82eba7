"""The parts of the session page that change while it runs: sentence, set-up, counts and waiting."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nicegui import ui

from psoas.app.widgets.elements import Button, Words, bullets, el, folded, html, icon, note, section
from psoas.coach.flat_back import UNSEEN_SAY, FlatBackCheck
from psoas.plan.offers import Easier
from psoas.programme.model import Exercise, When
from psoas.report.words import TOO_HARD, easier_words
from psoas.session.view import View
from psoas.session.waiting import HOLD_STILL
from psoas.tracking.setup_check import SetupAdvice

HONEST = (
    "A camera cannot tell whether your low back is flat, and psoas will never say that it is. What this experiment can "
    "do: when the edge of your back seems to rise by about three centimetres in two repetitions running, it asks you "
    "to feel with your hand. It misses lifts, and sometimes it asks for nothing. Your hand decides."
)
NEEDS = (
    "A fitted top. With a loose one, the cloth moves and not your back.",
    "Arms on your chest or over your head, so they don't hide your low back.",
    "The camera low, and straight to your side.",
    "Three still seconds in the start position, low back pressed into the mat, before each set.",
)
READY = "Thank you, I have something to compare with. I may ask you about your low back; silence says nothing."


def offer(start: Callable[[], None]) -> None:
    """Build the part of a level's page that offers the experiment, folded away."""
    with el("details", "card experiment"):
        Words("summary", "Experiment: a question about your low back")
        with el("div", "stack"):
            Words("p", HONEST)
            Words("p", "It needs:")
            bullets(NEEDS)
            Button("Start with camera and experiment", start, "", "camera")


class BackSettling:
    """The card of the session page that leads to a flat back at the start; absent without the experiment."""

    def __init__(self, back: FlatBackCheck | None) -> None:
        self._back = back
        with el("section", "card stack", aria_labelledby="settling") as self._box:
            Words("h2", "Experiment: your low back", id="settling")
            with el("div", role="status"), el("ul", "checks"), el("li") as self._line:
                self._icon = html(icon("warn"), "span", "contents")
                self._mark = Words("b", "Change")
                self._say = Words("span", "")
            bullets(NEEDS[1:])
        self._box.set_visibility(False)
        self._good = False

    def show(self, visible: bool) -> None:
        """Say what is missing for a flat back at the start, or that it is flat."""
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


_TONES = {"correct": "warn", "praise": "good"}


#: What can be read from three metres without crowding out the counts, characters.
BRIEF = 60


def in_brief(said: str) -> str:
    """Return the last sentences of an announcement, as many as can be read from afar, and at least one.

    Examples
    --------
    >>> in_brief("Set one of two. Ten with each leg. Press your low back into the mat. If it lifts, stay higher.")
    'Press your low back into the mat. If it lifts, stay higher.'
    """
    brief = ""
    for sentence in reversed(re.split(r"(?<=[.?!]) ", said)):
        if brief and len(sentence) + 1 + len(brief) > BRIEF:
            break
        brief = f"{sentence} {brief}".strip()
    return brief


class SaySo:
    """The current sentence in large letters, for people who do not hear it."""

    def __init__(self) -> None:
        with el("div", "say", role="status") as self._box:
            self._icon = html(icon("talk"), "span", "contents")
            self._words = Words("p", "Get into position.")
        self._tone = ""

    def show(self, view: View) -> None:
        """Show the coach's cue while it is fresh, otherwise the last announcement."""
        said = view.said or "Get into position."
        self._words.say(view.cue.say if view.cue else in_brief(said) if view.phase == "working" else said)
        tone = view.cue.kind if view.cue and view.cue.kind in _TONES else ""
        if tone != self._tone:
            self._box.classes(remove=self._tone or None, add=tone or None)
            self._icon.set_content(icon(_TONES.get(tone, "talk")))
            self._tone = tone


class SetUp:
    """What the camera sees before the first repetition, what to change, and how to begin anyway."""

    def __init__(self, start: Callable[[], None], heed: str) -> None:
        with el("section", "card stack", aria_labelledby="set-up") as self._box:
            self._title = Words("h2", "", id="set-up")
            if heed:
                note(heed)
            with el("div", role="status"):
                self._list = el("ul", "checks")
            self._hint = Words("p", "", "soft")
            self._button = Button("Start anyway", start, "", "go")
        self._shown: object = None

    def show(self, advice: Sequence[SetupAdvice] | None, visible: bool, held: bool) -> None:
        """Show the checks; `advice` is None without a camera, and `held` means that it will not start by itself."""
        self._box.set_visibility(visible)
        now = None if advice is None else tuple((a.say, a.ok) for a in advice)
        if not visible or (now, held) == self._shown:
            return
        self._shown = (now, held)
        self._title.say("When you are ready" if now is None else "What the camera sees")
        self._list.clear()
        with self._list:
            for say, ok in now or ():
                with el("li", "ok" if ok else ""):
                    html(icon("good" if ok else "warn"), "span", "contents")
                    Words("b", "Good" if ok else "Change")
                    Words("span", say)
        if now is None:
            self._hint.say("A short countdown gives you time.")
            self._button.show("Start")
        else:
            waits = (
                "Press Start when you are ready." if held else "It starts on its own as soon as it can see you well."
            )
            self._hint.say(waits if now else "Waiting for the camera.")
            self._button.show("Start" if held else "Start anyway")


class OtherLevel:
    """The offer to change to the level that the person seems to be doing."""

    def __init__(self, planned: Exercise, change: Callable[[], None], stay: Callable[[], None]) -> None:
        with el("section", "card stack", aria_labelledby="other-level") as self._box:
            self._title = Words("h2", "", id="other-level")
            self._words = Words("p", "")
            with el("div", "row"):
                self._change = Button("", change, "main", "go")
                Button(f"Stay with level {planned.level}", stay, "")
        self._shown: Exercise | None = None
        self._box.set_visibility(False)

    def show(self, other: Exercise | None) -> None:
        """Show or hide the offer."""
        self._box.set_visibility(other is not None)
        if other is None or other is self._shown:
            return
        self._shown = other
        self._title.say(f"Is this level {other.level}?")
        self._words.say(f"It looks like “{other.name}”. What you did so far is safe. The new level starts at zero.")
        self._change.show(f"Change to level {other.level}", "go")


class TooHard:
    """The offer of something easier after "too hard"."""

    def __init__(self, ease: Callable[[Easier], None], stop: Callable[[], None]) -> None:
        self._ease = ease
        self._stop = stop
        self._box = el("section", "card stack", aria_labelledby="too-hard", role="status")
        self._box.set_visibility(False)

    def show(self, easier: Easier | None) -> None:
        """Show the easier option, or that there is none."""
        self._box.clear()
        self._box.set_visibility(True)
        with self._box:
            Words("h2", TOO_HARD, id="too-hard")
            Words("p", easier_words(easier))
            with el("div", "row"):
                if easier is not None:
                    Button("Take the easier one", lambda: self._ease(easier), "main", "go")
                Button("Stay with this one", self._close)
                Button("Stop for today", self._stop)

        ui.run_javascript(f"getHtmlElement({self._box.id}).scrollIntoView({{block: 'center'}})")

    def _close(self) -> None:
        self._box.set_visibility(False)


class Waiting:
    """Countdown, rest between sets, pause."""

    def __init__(self, skip: Callable[[], None], extend: Callable[[], None]) -> None:
        with el("section", "card wait", aria_label="Timer") as self._box:
            self._title = Words("h2", "")
            self._n = Words("p", "", "n", role="timer")
            self._hint = Words("p", "", "soft")
            with el("div", "row") as self._buttons:
                Button("Skip the rest", skip, "", "go")
                Button("30 seconds more", extend, "", "plus")

    def show(self, view: View) -> None:
        """Show the timer while there is something to wait for."""
        counts_down = view.countdown_left_s is not None
        resting = view.phase == "resting"
        paused = view.phase == "paused" and not counts_down
        self._box.set_visibility(counts_down or resting or paused)
        self._buttons.set_visibility(resting)
        self._n.set_visibility(not paused)
        if counts_down:
            self._title.say("Get ready")
            self._n.say(str(math.ceil(view.countdown_left_s or 0)))
            self._hint.say("It starts when this gets to zero.")
        elif resting:
            self._title.say("Rest")
            self._n.say(str(math.ceil(view.rest_left_s or 0)))
            self._hint.say("seconds until the next set")
        elif paused:
            self._title.say("Paused")
            self._hint.say("Your count is safe. Press Go on when you are ready.")


CANNOT_SEE = "I can't see this one. Here is how to feel for it:"


@dataclass(frozen=True, slots=True)
class Felt:
    """One thing to feel for: the question, how to feel for it, and why."""

    say: str
    feel: str
    why: str


def felt(exercise: Exercise) -> list[Felt]:
    """Return everything to feel for in an exercise: before the set, during it, then in the rest.

    This includes the checks that a camera cannot judge well enough.
    """
    order: tuple[When, ...] = ("before", "during", "between")
    asked = [Felt(c.say, c.feel, c.why) for when in order for c in exercise.to_feel(when)]
    unseen = [Felt(c.cue, f"{CANNOT_SEE} {lowered(c.feel)}", c.why) for c in exercise.unseen if c.feel]
    return asked + unseen


def lowered(sentence: str) -> str:
    """Return a sentence as it continues after a colon."""
    return sentence[0].lower() + sentence[1:] if sentence[:2] not in ("I ", "I'") else sentence


def guide_section(exercise: Exercise) -> None:
    """Build the part of a level's page about what to feel for, if anything."""
    checks = felt(exercise)
    if not checks:
        return
    with folded("Check it yourself"):
        Words("p", "No camera sees these. You can feel them.", "soft")
        with el("dl", "felt"):
            for check in checks:
                with el("div"):
                    Words("dt", check.say)
                    Words("dd", f"{check.feel} {check.why}")


class FeelingForm:
    """The card of the session page that shows what to feel for before a set and in the rest."""

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
        """Show it, or hide it while something else matters more."""
        if self._shown != (visible and self._there):
            self._shown = not self._shown
            self._box.set_visibility(self._shown)


def summary_section(exercise: Exercise) -> None:
    """Build the part of the summary about what psoas did not judge, and how to feel for it next time."""
    checks = [check for check in felt(exercise) if check.feel]
    if not checks:
        return
    with section("What only you can tell"):
        Words("p", "psoas did not judge these. Did you feel them?")
        with el("ul", "list"):
            for check in checks:
                Words("li", f"{check.say} {check.feel}")
