"""How hard is it, for me? The load model for one's own body and bands, with what-if, and where it disagrees."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from psoas.app.bars import BEYOND, KEY, bars, beyond
from psoas.app.elements import Words, bullets, el, html, link, note, section
from psoas.app.frame import frame
from psoas.app.house import House
from psoas.app.load_charts import leg_height_chart, order_chart
from psoas.app.progress_plots import plot
from psoas.app.scale import OneOf
from psoas.body.advice import FITS, NEAR, advise
from psoas.body.build import Build, Loop, loop_of
from psoas.body.drawing import pose_svg
from psoas.body.load import Change, estimates
from psoas.errors import PsoasError
from psoas.journal.person import Profile
from psoas.plan.history import profile_of
from psoas.programme.model import Exercise
from psoas.session.how_hard import body_of, loops_of, whose

BANDS = {"none": ("None", "no band"), "light": ("Light", ""), "medium": ("Medium", ""), "heavy": ("Heavy", "")}
#: Middle of a repetition's hold.
_KEY_PHASE = 0.5


def build(house: House) -> None:
    """Build the page ``/learn/load``."""
    profile = profile_of(house.store)
    body = body_of(profile)
    with frame("How hard is it?", "learn"):
        with el("div", "stack"):
            link("Learn", "/learn", "eyebrow crumb")
            Words("h1", "How hard is it, for me?")
            Words(
                "p",
                "An estimate, computed from how heavy and long the parts of a body are and how a band pulls. It "
                "compares levels and bands for one body. It has not measured you: how it feels to you counts for more.",
                "lead",
            )
            _whose(profile)
        _what_if(house, body, profile)
        _six(house, body, profile)
        _honest(house, body)


def _whose(profile: Profile) -> None:
    if profile.mass_kg and profile.height_m:
        Words("p", whose(profile))
    else:
        note(f"{whose(profile)} Only you decide whether to tell them.")


class _WhatIf:
    """Level, band, knee and box; the figure and the bars follow."""

    def __init__(self, house: House, body: Build, profile: Profile) -> None:
        self._body = body
        self._march = {exercise.level or 0: exercise for exercise in house.catalogue.march}
        self._level, self._band = 1, "none"
        self._slower = 1.0
        self._box_m = profile.box_height_m
        names = {level: (str(level), f"Level {level}, {one.name}") for level, one in self._march.items()}
        with el("div", "whatif"):
            with el("div", "stack controls"):
                OneOf("Level", names, on_pick=self._pick_level, value=1)
                OneOf("Band", BANDS, on_pick=self._pick_band, value="none")
                self._knee = _slider("Bend of the hip at the end", self._show)
                self._box = _slider("Height of the box", self._show)
                OneOf(
                    "Tempo", {1.0: ("As taught", ""), 2.0: ("Twice as slow", "")}, on_pick=self._pick_tempo, value=1.0
                )
            with el("div", "stack seen", aria_live="polite"):
                self._name = Words("h3", "")
                self._figure = html("", "div", "scene still")
                self._bars = html("", "div")
                Words("p", KEY, "small")
                self._said = Words("p", "", "soft")
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
            changed, _, _ = change.of(exercise)
            found = estimates(exercise, self._body, loop_of(self._band), change)
            self._figure.set_content(pose_svg(changed, _KEY_PHASE, band=self._band != "none", tag="whatif"))
            self._bars.set_content(bars(found))
        except PsoasError as problem:
            self._said.say(str(problem))
            return
        shares = [one.share for one in found.values() if one.share is not None]
        if beyond(found):
            self._said.say(BEYOND)
        elif max(shares) > NEAR:
            self._said.say(
                "Near the end of what such people can hold: a lighter band or a lower knee suits a set better."
            )
        elif exercise.band is None and self._band != "none":
            self._said.say("This level has no band.")
        else:
            self._said.say("")


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


def _what_if(house: House, body: Build, profile: Profile) -> None:
    with section("What if?"):
        _WhatIf(house, body, profile)


def _six(house: House, body: Build, profile: Profile) -> None:
    owned = loops_of(profile)
    with section("The six levels, for this body"), el("div", "levels load-levels"):
        for exercise in house.catalogue.march:
            found = advise(exercise, body, owned)
            with el("article", "card stack"):
                link(f"Level {exercise.level} {exercise.name}", f"/level/{exercise.level}", "load-link")
                html(bars(estimates(exercise, body, found.loop)))
                Words("p", _advice(exercise, found.loop, found.lower_deg, found.near, bool(owned)), "soft")
    Words(
        "p",
        f"{KEY} A band fits if it stays below about {FITS:.0%}, so that 8 to 12 repetitions leave some in reserve. "
        "What psoas plans goes by how it was for you, not by this.",
        "soft",
    )


def _advice(exercise: Exercise, loop: Loop | None, lower_deg: int, near: bool, owns: bool) -> str:
    if exercise.band is None:
        said = "It has no band."
    elif loop is None:
        said = "Begin without a band." if owns else "Without a band, since none was told."
    else:
        said = "The strongest of your bands that fits is shown here."
    if lower_deg:
        said += f" Begin with the knee {lower_deg}° lower than in the picture."
    return f"{said} Even so it is near the end of what such people can hold." if near else said


def _honest(house: House, body: Build) -> None:
    with section("Higher legs are easier"):
        Words("p", "Level 1: the lower the leg reaches, the more the working hip and the trunk have to hold.")
        html(
            plot(lambda width: leg_height_chart(house.catalogue.level(1), body, width), "leg-height"),
            "figure",
            "load-plot",
        )
    with section("Where the order of the levels and this estimate agree, and where they do not"):
        html(plot(lambda width: order_chart(house.catalogue.march, body, width), "order"), "figure", "load-plot")
        bullets(
            (
                "With a band the standing levels ask most of the working hip, as the order says.",
                "Without a band, standing asks less of the working hip than lying with the leg stretched out.",
                "In level 3 the band helps the kicking hip and loads the leg that is held up: watch that knee there.",
                "Levels 1 and 2 ask about the same of the working hip at their hardest moment.",
                "What the trunk has to hold runs the other way: most in levels 1, 3 and 4, hardly anything in level 6.",
                "In level 4 the greatest load is on the back of the hip that carries you, not on the psoas.",
            )
        )
        Words(
            "p",
            "The order is made for learning, from lying to standing, and balance counts in it, which this estimate "
            "does not see. It stays as it is.",
            "soft",
        )
