"""Right beside wrong: a pair of moving pictures for each check of an exercise."""

from __future__ import annotations

from functools import lru_cache

from nicegui import ui

from psoas.app.widgets.elements import Words, el, folded
from psoas.app.widgets.figure import Drawing
from psoas.figure.faults import fault_pair, what_is_wrong
from psoas.programme.model import Check, Exercise

_drawn = lru_cache(maxsize=64)(fault_pair)


def checks_section(exercise: Exercise, band: bool, figures: list[Drawing]) -> None:
    """Show right and wrong for each check, if the exercise has any.

    Parameters
    ----------
    exercise : Exercise
    band : bool
        Whether the band is worn, if the exercise has one.
    figures : list of Drawing
        The pictures of the page; each pair is added when it is opened.
    """
    if not exercise.checks:
        return
    with folded("Right and wrong"):
        Words("p", "Things to look out for. Open one to see right and wrong side by side.", "soft")
        for check in exercise.checks:
            _RightAndWrong(exercise, check, band, figures).show(opened=False)


class _RightAndWrong:
    """A line that opens to a pair, which is drawn only then to keep the page light."""

    def __init__(self, exercise: Exercise, check: Check, band: bool, figures: list[Drawing]) -> None:
        self._exercise, self._check, self._band, self._figures = exercise, check, band, figures
        self._seen = False
        self._inside: ui.element | None = None

    def show(self, *, opened: bool) -> None:
        with el("details", "card right-wrong", **({"open": ""} if opened else {})) as line:
            Words("summary", self._check.cue)
            self._inside = el("div", "stack")
        if opened:
            self._fill()
        line.on("toggle", self._fill, args=[])

    def _fill(self) -> None:
        if self._seen or self._inside is None:
            return
        self._seen = True
        resting = any(figure.at_rest for figure in self._figures)
        wrong = what_is_wrong(self._exercise, self._check)
        right, other = _drawn(self._exercise, self._check, band=self._band)
        with self._inside:
            with el("div", "pair"):
                for svg, head, told in ((right, "Do", self._check.cue), (other, "Avoid", wrong)):
                    with el("figure"):
                        drawing = Drawing(svg)
                        drawing.rest(resting)
                        self._figures.append(drawing)
                        with el("figcaption"):
                            Words("strong", head)
                            Words("span", told)
            Words("p", self._check.why, "soft")
            if not self._check.spoken and self._check.feel:
                Words("p", f"The camera cannot judge this one. {self._check.feel}", "soft")
