"""Twenty seconds of a session before any question: the figure marches, and the voice says what it says in a session."""

from __future__ import annotations

import time

from nicegui import ui

from psoas.app.widgets.browser import Voice
from psoas.app.widgets.elements import Button, Words, el
from psoas.app.widgets.figure import Figure
from psoas.body.skeleton import SIDES
from psoas.programme.model import Exercise
from psoas.session import speech

#: Repetitions of each leg in the preview.
REPS = 2


def script(exercise: Exercise) -> list[tuple[float, str]]:
    """Return what is said in a preview, with its times in seconds: an announcement, every count and one cue.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> [say for _, say in script(load().level(1))][:2]
    ['Two with each leg.', 'Left one.']
    """
    assert exercise.dose is not None
    cycle = exercise.dose.tempo_s.total
    counts = [(side, number) for number in range(1, REPS + 1) for side in SIDES]
    said = [(cycle * n, speech.counted(side, number)) for n, (side, number) in enumerate(counts, 1)]
    cue = next((check.cue for check in exercise.checks if check.spoken), "")
    hint = [(1.5 * cycle, cue)] if cue else []
    return sorted([(0.0, speech.begin(1, 1, REPS)), *hint, *said])


class Preview:
    """A figure with a button that plays the preview: what is said is also written beneath the figure.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    band : bool
        Whether the band is worn.
    """

    def __init__(self, exercise: Exercise, band: bool) -> None:
        self._script = script(exercise)
        self._begun = 0.0
        self._said = 0
        self._number = 0
        with el("div", "stack preview"):
            self._figure = Figure(exercise, band, tag="begin")
            self._caption = Words("p", "", "caption", role="status")
            self._button = Button("Hear a session", self._play, "quiet", "sound")
        self._voice = Voice()
        self._clock = ui.timer(0.2, self._go_on, active=False)

    def _play(self) -> None:
        self._begun, self._said = time.monotonic(), 0
        self._figure.lead(0.0)
        self._clock.activate()
        self._go_on()

    def _go_on(self) -> None:
        passed_s = time.monotonic() - self._begun
        while self._said < len(self._script) and self._script[self._said][0] <= passed_s:
            say = self._script[self._said][1]
            self._said += 1
            self._number += 1
            self._caption.say(say)
            self._voice.say(self._number, say)
        if self._said == len(self._script):
            self._clock.deactivate()
