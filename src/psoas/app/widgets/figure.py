"""The moving pictures: inline SVG that takes the page's colours, paused by a class."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nicegui import ui

from psoas.app.widgets.elements import Button, html
from psoas.figure.exercise_svg import animated_svg
from psoas.figure.sketch_svg import sketch_svg
from psoas.programme.catalogue import Catalogue
from psoas.programme.guide import OneSide
from psoas.programme.model import Exercise
from psoas.programme.sketch import Sketch


@lru_cache(maxsize=64)
def _drawn(shown: Exercise | Sketch, band: bool, tag: str) -> str:
    if isinstance(shown, Sketch):
        return sketch_svg(shown, tag=tag)
    return animated_svg(shown, band=band, tag=tag)


class Drawing(ui.element):
    """A moving picture that can be paused and redrawn.

    Parameters
    ----------
    svg : str
        From :mod:`psoas.figure.exercise_svg`; "" for a picture that is drawn later.
    """

    def __init__(self, svg: str = "") -> None:
        super().__init__("figure")
        self.classes("scene")
        with self:
            self._picture = html(svg, "span", "contents")
        self._still = False

    def draw(self, svg: str, *, from_s: float) -> None:
        """Show another picture, starting `from_s` seconds into its movement."""
        self.style(f"--psoas-at:{-from_s:g}s")
        self._picture.set_content(svg)

    @property
    def at_rest(self) -> bool:
        """Tell whether it is paused."""
        return self._still

    def rest(self, still: bool) -> None:
        """Pause the picture, or let it move again."""
        if still != self._still:
            self._still = still
            self.classes(add="paused" if still else None, remove=None if still else "paused")


class Figure(Drawing):
    """A moving picture of a level of the march or of a sketch.

    Parameters
    ----------
    shown : Exercise or Sketch
    band : bool
        Whether the band is worn, if the exercise has one.
    tag : str
        Distinguishes two pictures of the same exercise on one page.
    """

    def __init__(self, shown: Exercise | Sketch, band: bool = False, *, tag: str = "") -> None:
        super().__init__(_drawn(shown, band, tag))
        self._side: OneSide = ""

    def show_side(self, side: OneSide) -> None:
        """Hold a sketch at one side, or let it alternate."""
        if side != self._side:
            before, self._side = self._side, side
            self.classes(add=f"{side}-only" if side else None, remove=f"{before}-only" if before else None)

    def lead(self, at_s: float) -> None:
        """Set the movement to `at_s` seconds of its cycle: one repetition of the left leg, then one of the right."""
        moving = f"getHtmlElement({self.id}).getAnimations({{subtree: true}})"
        ui.run_javascript(f"{moving}.forEach((part) => {{ part.currentTime = {1000 * at_s:.0f}; }})")


def figures_of(catalogue: Catalogue, exercise: Exercise, band: bool = False, *, easy: bool = False) -> list[Figure]:
    """Show the figures of an exercise in order: usually one, sometimes none.

    Parameters
    ----------
    catalogue : Catalogue
        Gives the sketches that the exercise names.
    exercise : Exercise
    band : bool
        Whether the band is worn, if the exercise has one.
    easy : bool
        Whether to show the easier form.
    """
    return [Figure(shown, band) for shown in _shown(catalogue, exercise, easy=easy)]


def first_figure(
    catalogue: Catalogue, exercise: Exercise, band: bool = False, *, easy: bool = False, tag: str = ""
) -> list[Figure]:
    """Show the first of these figures, if there is any."""
    return [Figure(shown, band, tag=tag) for shown in _shown(catalogue, exercise, easy=easy)[:1]]


def _shown(catalogue: Catalogue, exercise: Exercise, *, easy: bool) -> Sequence[Exercise | Sketch]:
    if exercise.motion is not None and exercise.figure is None:
        return [exercise]
    return [catalogue.sketch(name) for name in exercise.figures(easy=easy)]


class PauseButton:
    """The button that pauses the pictures of a page (WCAG 2.2.2).

    Parameters
    ----------
    figures : sequence of Drawing
        May be filled after the button has been created.
    """

    def __init__(self, figures: Sequence[Drawing]) -> None:
        self._figures = figures
        self._still = False
        self._button = Button("Pause pictures", self._turn, icon_name="pause")

    def _turn(self) -> None:
        self._still = not self._still
        for figure in self._figures:
            figure.rest(self._still)
        if self._still:
            self._button.show("Move pictures", "play")
        else:
            self._button.show("Pause pictures", "pause")
