"""How hard is it for me? The load model for the person's body and bands, with what-if controls and its limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from nicegui import run, ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import Words, bullets, el, html, link, note, section
from psoas.app.widgets.figure import Drawing, PauseButton
from psoas.app.widgets.layout import frame
from psoas.app.widgets.scale import OneOf
from psoas.biomechanics.advice import FITS, NEAR, advise
from psoas.biomechanics.anthropometry import Loop, Physique, loop_of
from psoas.biomechanics.load import Estimate, LoadChange, LoadNumber, Loads, estimates, estimates_of, within_reach
from psoas.biomechanics.muscle_grid import HOW_TO_ADD, available, grid, ready
from psoas.biomechanics.muscles import Muscle, MuscleEstimate, muscle_estimates
from psoas.body.skeleton import Floats
from psoas.errors import PsoasError
from psoas.figure.exercise_svg import animated_svg
from psoas.journal.answers import Profile
from psoas.plan.history import profile_of
from psoas.programme.model import Exercise
from psoas.programme.motion import Tempo
from psoas.report.bars import BEYOND, KEY, bars, beyond, row
from psoas.report.chart import plot
from psoas.report.load import leg_height_chart, muscle_chart, order_chart
from psoas.session.effort import body_of, loops_of, whose

BANDS = {"none": ("None", "no band"), "light": ("Light", ""), "medium": ("Medium", ""), "heavy": ("Heavy", "")}
TEMPOS = {1.0: ("As taught", ""), 2.0: ("Twice as slow", "")}


class WhatIf:
    """The what-if controls and their results.

    Parameters
    ----------
    march : sequence of Exercise
        The levels to choose from.
    body : Physique
        Whose body it is.
    box_m : float or None
        Height of the person's box, metres, if known.
    """

    def __init__(self, march: Sequence[Exercise], body: Physique, box_m: float | None) -> None:
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
        change = LoadChange(box_height_m=box, working_hip_deg=self._knee.value, tempo=self._slower)
        self._name.say(f"Level {self._level}, {exercise.name}")
        try:
            changed, _, seconds = change.of(exercise)
            runs = within_reach(exercise, self._body, loop_of(self._band), change)
            glow = self._muscles.show(changed, runs)
            picture = animated_svg(changed, band=self._band != "none", tag="whatif", glow=glow)
        except PsoasError as problem:
            self._said.say(str(problem))
            return
        # Start as the right leg, the nearer one, reaches its key pose, where a moved slider shows.
        assert changed.dose is not None
        self._figure.draw(picture, from_s=seconds + changed.dose.tempo_s.out)
        self._shines.say(self._muscles.summary)
        found = estimates_of(runs, self._body)
        self._bars.set_content(bars(found))
        self._said.say(_remark(found, no_band=exercise.band is None and self._band != "none"))


def _remark(found: Mapping[LoadNumber, Estimate], *, no_band: bool) -> str:
    if beyond(found):
        return BEYOND
    if max(one.share for one in found.values() if one.share is not None) > NEAR:
        return "This is close to the most such people can hold. A lighter band or a lower knee suits a set better."
    return "This level has no band." if no_band else ""


class _Slider:
    """A slider with its name, its value in words and steps for the keyboard."""

    def __init__(self, box: ui.element, field: ui.element, words: Words) -> None:
        self._box, self._field, self._words = box, field, words
        self.value, self._unit = 0.0, ""

    def set(self, low: float, high: float, value: float, unit: str, step: float = 5) -> None:
        """Reset to these limits."""
        self.value, self._unit = min(max(value, low), high), unit
        self._field.props.update(
            {"min": f"{low:g}", "max": f"{high:g}", "step": f"{step:g}", "value": f"{self.value:g}"}
        )
        self._field.update()
        self._tell()

    def take(self, value: float) -> None:
        """Take the value that the person chose."""
        self.value = value
        self._tell()

    def shown(self, shown: bool) -> None:
        """Show it, or hide it where it has no meaning."""
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


def build(house: AppState) -> None:
    """Build the page ``/learn/load``."""
    profile = profile_of(house.store)
    body = body_of(profile)
    with frame("How hard is it?", "learn"):
        with el("div", "stack"):
            link("Learn", "/learn", "eyebrow crumb")
            Words("h1", "How hard is it, for me?")
            Words(
                "p",
                "This is an estimate, from how heavy and long the parts of a body are and how a band pulls. It "
                "compares levels and bands for one body. It has not measured you: how it feels to you counts for more.",
                "lead",
            )
            _whose(profile)
        with section("What if?"):
            WhatIf(house.catalogue.march, body, profile.box_height_m)
        _six(house, body, profile)
        _honest(house, body)


def _whose(profile: Profile) -> None:
    if profile.mass_kg and profile.height_m:
        Words("p", whose(profile))
    else:
        note(f"{whose(profile)} Only you decide whether to tell them.")


def _six(house: AppState, body: Physique, profile: Profile) -> None:
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
        said = "Begin without a band." if owns else "Without a band, since you haven't named one."
    else:
        said = "The strongest of your bands that fits is shown here."
    if lower_deg:
        said += f" Begin with the knee {lower_deg}° lower than in the picture."
    return f"{said} Even so it is near the end of what people of your build can hold." if near else said


def _honest(house: AppState, body: Physique) -> None:
    with section("Higher legs are easier"):
        Words("p", "Level 1: the lower the leg reaches, the more the working hip and the trunk have to hold.")
        html(
            plot(lambda width: leg_height_chart(house.catalogue.level(1), body, width), "leg-height"),
            "figure",
            "load-plot",
        )
    with section("Where the order of the levels and this estimate agree, and where they don't"):
        html(plot(lambda width: order_chart(house.catalogue.march, body, width), "order"), "figure", "load-plot")
        bullets(
            (
                "With a band, the standing levels ask the most of your working hip, as the order says.",
                "Without a band, standing asks less of your working hip than lying with your leg stretched out.",
                "In level 3, the band helps the hip that kicks and loads the leg that stays up. Watch that knee.",
                "At their hardest moment, levels 1 and 2 ask about the same of your working hip.",
                "Your trunk works the other way round: most in levels 1, 3 and 4, and hardly at all in level 6.",
                "In level 4, the biggest load is on the back of the hip that holds you up, not on the psoas.",
            )
        )
        Words(
            "p",
            "The order is made for learning, from lying to standing. It also counts balance, which this estimate "
            "can't see. So it stays as it is.",
            "soft",
        )


#: Standard gravity, m/s².
_G = 9.81
#: Activation from which a muscle is described as giving all it has.
_ALL = 0.995
MISSING = (
    "With the extra for muscles, this page also estimates how hard psoas and iliacus pull over one repetition, and the "
    f"psoas in the figure shines with it. {HOW_TO_ADD}"
)
LIMITS = (
    "A model estimate: of all the ways in which the muscles of a leg could share the load, the one of least effort. "
    "The model's muscles together are stronger than those of people who were measured, up to about twice as strong: "
    "of a real muscle, a larger share is at work than is shown here. The ranges hold how bands and bodies differ, not "
    "how muscles do. Nothing was measured on you."
)


class MusclePart:
    """The part of the page about the muscles; it follows the chosen values.

    Parameters
    ----------
    body : Physique
        Whose body it is.
    on_ready : callable
        Called once the model has been built, which takes a moment.

    Attributes
    ----------
    summary : str
        What is shown, in a sentence, or "".
    """

    def __init__(self, body: Physique, on_ready: Callable[[], None]) -> None:
        self._body, self._on_ready = body, on_ready
        self.summary = ""
        with section("Psoas and iliacus", "h3").classes("stack"):
            if not available():
                note(MISSING)
                return
            self._status = Words("p", "", "soft", role="status")
            self._bars = html("", "div")
            self._chart = html("", "figure", "load-plot")
            Words("p", LIMITS, "small")
        if not ready():
            self._status.say("Building the muscle model. It takes a few seconds, just this once.")
            ui.timer(0.1, self._prepare, once=True)

    async def _prepare(self) -> None:
        """Build the model in the background, because a session may be running."""
        try:
            await run.io_bound(grid)
        except PsoasError as problem:
            self._status.say(str(problem))
            return
        self._status.say("")
        self._on_ready()

    def show(self, exercise: Exercise, runs: Sequence[Loads]) -> Floats | None:
        """Show these repetitions, the most likely first; return its psoas activation, shape (n,), or None."""
        if not available() or not ready() or exercise.dose is None:
            return None
        found = muscle_estimates(runs, self._body)
        tempo = exercise.dose.tempo_s
        self._bars.set_content(muscle_bars(found, self._body))
        self._chart.set_content(plot(lambda width: muscle_chart(found, tempo, width), "muscles"))
        self.summary = summary(found["psoas"], tempo, self._body)
        return found["psoas"].likely.activation


def summary(psoas: MuscleEstimate, tempo: Tempo, body: Physique) -> str:
    """Say how hard the psoas works at its hardest moment, and when that is."""
    activation = psoas.likely.activation
    at_s = float(activation.argmax()) / (len(activation) - 1) * tempo.total
    held_s = tempo.out + tempo.hold
    when = "on the way out" if at_s < tempo.out else "in the hold" if at_s <= held_s else "on the way back"
    return (
        f"The psoas shines with the model's estimate: {_share(float(activation.max()))} at work, {when}. "
        f"It pulls with {_pull(float(psoas.likely.force_n.max()), body)}."
    )


def muscle_bars(found: Mapping[Muscle, MuscleEstimate], body: Physique) -> str:
    """Return an HTML list with a bar for each muscle: its activation and its force."""
    return f'<ul class="loads">{"".join(_row(name, one, body) for name, one in found.items())}</ul>'


def _row(name: Muscle, one: MuscleEstimate, body: Physique) -> str:
    low, high = one.activation
    ends = " to ".join(str(_newtons(end)) for end in one.force_n)
    # The range in newtons stays on one line.
    ends = f"({ends} N)".replace(" ", "\N{NO-BREAK SPACE}")
    value, force = float(one.likely.activation.max()), float(one.likely.force_n.max())
    return row(
        name.capitalize(),
        f"{_share(value)} at work",
        f"between {low:.0%} and {high:.0%} · pulls with {_pull(force, body)} {ends}",
        (low, value, high),
        beyond=value > _ALL,
    )


def _share(activation: float) -> str:
    return "all of it" if activation > _ALL else f"{activation:.0%}"


def _pull(force_n: float, body: Physique) -> str:
    return f"about {_newtons(force_n)} N, {force_n / body.mass_kg / _G:.1f} times body weight"


def _newtons(force_n: float) -> int:
    """Round to tens; more would be false precision."""
    return int(np.round(force_n, -1))
