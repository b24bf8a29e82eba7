"""What if: level, band, knee, box and tempo, and the figure, the bars and the muscles that follow them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from nicegui import ui

from psoas.app.pages.load_muscles import MusclePart
from psoas.app.widgets.elements import Words, el, html
from psoas.app.widgets.figure import Drawing, PauseButton
from psoas.app.widgets.scale import OneOf
from psoas.biomechanics.advice import NEAR
from psoas.biomechanics.anthropometry import Build, loop_of
from psoas.biomechanics.load import Change, Estimate, Number, estimates_of, within_reach
from psoas.errors import PsoasError
from psoas.figure.exercise_svg import animated_svg
from psoas.programme.model import Exercise
from psoas.report.bars import BEYOND, KEY, bars, beyond

BANDS = {"none": ("None", "no band"), "light": ("Light", ""), "medium": ("Medium", ""), "heavy": ("Heavy", "")}
TEMPOS = {1.0: ("As taught", ""), 2.0: ("Twice as slow", "")}


class WhatIf:
    """What can be changed, and what comes of it.

    Parameters
    ----------
    march : sequence of Exercise
        The levels that can be chosen.
    body : Build
        Whose body it is.
    box_m : float or None
        Height of the person's own box, metres, if told.
    """

    def __init__(self, march: Sequence[Exercise], body: Build, box_m: float | None) -> None:
        self._body, self._box_m = body, box_m
        self._march = {exercise.level or 0: exercise for exercise in march}
        self._level, self._band, self._slower = 1, "none", 1.0
        names = {level: (str(level), f"Level {level}, {one.name}") for level, one in self._march.items()}
        with el("div", "whatif"):
            with el("div", "stack controls"):
                OneOf("Level", names, on_pick=self._pick_level, value=1)
                OneOf("Band", BANDS, on_pick=self._pick_band, value="none")
                self._knee = _slider("Bend of the hip at the end", self._show)
                self._box = _slider("Height of the box", self._show)
                OneOf("Tempo", TEMPOS, on_pick=self._pick_tempo, value=1.0)
            with el("div", "stack seen", aria_live="polite"):
                self._name = Words("h3", "")
                self._figure = Drawing()
                self._shines = Words("p", "")
                with el("div", "row"):
                    PauseButton([self._figure])
                self._bars = html("", "div")
                Words("p", KEY, "small")
                self._said = Words("p", "", "soft")
            self._muscles = MusclePart(body, on_ready=self._show)
        self._pick_level(1)

    def _pick_level(self, level: int) -> None:
        self._level = level
        motion = self._exercise.motion
        assert motion is not None
        # From a fifth of the way to a little beyond the key pose.
        way = motion.travel_deg
        ends = sorted((motion.start.hip + round(way / 5), motion.working.hip + (10 if way > 0 else -20)))
        self._knee.set(ends[0], ends[1], motion.working.hip, "°")
        self._box.set(0.2, 0.6, self._box_m or motion.box_height_m or 0.4, " m", step=0.01)
        self._box.shown(motion.box_height_m is not None)
        self._show()

    def _pick_band(self, band: str) -> None:
        self._band = band
        self._show()

    def _pick_tempo(self, tempo: float) -> None:
        self._slower = tempo
        self._show()

    @property
    def _exercise(self) -> Exercise:
        return self._march[self._level]

    def _show(self) -> None:
        exercise = self._exercise
        box = self._box.value if exercise.motion and exercise.motion.box_height_m else None
        change = Change(box_height_m=box, working_hip_deg=self._knee.value, tempo=self._slower)
        self._name.say(f"Level {self._level}, {exercise.name}")
        try:
            changed, _, seconds = change.of(exercise)
            runs = within_reach(exercise, self._body, loop_of(self._band), change)
            glow = self._muscles.show(changed, runs)
            picture = animated_svg(changed, band=self._band != "none", tag="whatif", glow=glow)
        except PsoasError as problem:
            self._said.say(str(problem))
            return
        # It begins with the right leg, the nearer one, arriving at its key pose: there a moved slider shows.
        assert changed.dose is not None
        self._figure.draw(picture, from_s=seconds + changed.dose.tempo_s.out)
        self._shines.say(self._muscles.summary)
        found = estimates_of(runs, self._body)
        self._bars.set_content(bars(found))
        self._said.say(_remark(found, no_band=exercise.band is None and self._band != "none"))


def _remark(found: Mapping[Number, Estimate], *, no_band: bool) -> str:
    if beyond(found):
        return BEYOND
    if max(one.share for one in found.values() if one.share is not None) > NEAR:
        return "Near the end of what such people can hold: a lighter band or a lower knee suits a set better."
    return "This level has no band." if no_band else ""


class _Slider:
    """A range with its name, its value in words, and steps for the keyboard."""

    def __init__(self, box: ui.element, field: ui.element, words: Words) -> None:
        self._box, self._field, self._words = box, field, words
        self.value, self._unit = 0.0, ""

    def set(self, low: float, high: float, value: float, unit: str, step: float = 5) -> None:
        """Begin anew with these limits."""
        self.value, self._unit = min(max(value, low), high), unit
        self._field.props.update(
            {"min": f"{low:g}", "max": f"{high:g}", "step": f"{step:g}", "value": f"{self.value:g}"}
        )
        self._field.update()
        self._tell()

    def take(self, value: float) -> None:
        """The person moved it."""
        self.value = value
        self._tell()

    def shown(self, shown: bool) -> None:
        """Show it, or hide it where it means nothing."""
        self._box.set_visibility(shown)

    def _tell(self) -> None:
        self._words.say(f"{self.value:g}{self._unit}")


def _slider(name: str, on_change: Callable[[], None]) -> _Slider:
    with el("label", "slider") as box:
        Words("span", name)
        field = el("input", "", type="range")
        words = Words("output", "")
    slider = _Slider(box, field, words)

    def moved(event: dict[str, str]) -> None:
        slider.take(float(event["value"]))
        on_change()

    field.on("input", lambda event: moved(event.args), js_handler="(e) => emit({value: e.target.value})", throttle=0.1)
    return slider
