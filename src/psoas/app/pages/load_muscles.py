"""How much falls to psoas and iliacus: two bars, a course over the repetition, and how to add what computes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from nicegui import run, ui

from psoas.app.widgets.elements import Words, html, note, section
from psoas.biomechanics.anthropometry import Build
from psoas.biomechanics.load import Loads
from psoas.biomechanics.muscle_grid import HOW_TO_ADD, available, grid, ready
from psoas.biomechanics.muscles import Muscle, MuscleEstimate, muscle_estimates
from psoas.body.skeleton import Floats
from psoas.errors import PsoasError
from psoas.programme.model import Exercise, Tempo
from psoas.report.bars import row
from psoas.report.load import muscle_chart
from psoas.report.progress_plots import plot

#: Standard gravity, m/s².
_G = 9.81
#: Activation from which on a muscle is said to give all it has.
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
    """The part of the page about the muscles, which follows what is chosen.

    Parameters
    ----------
    body : Build
        Whose body it is.
    on_ready : callable
        Called once the model, which takes a moment to build, can answer.

    Attributes
    ----------
    summary : str
        What was shown last, in a sentence; "" while nothing is.
    """

    def __init__(self, body: Build, on_ready: Callable[[], None]) -> None:
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
            self._status.say("The model of the muscles is being built. That takes a few seconds, once.")
            ui.timer(0.1, self._prepare, once=True)

    async def _prepare(self) -> None:
        """Build the model beside everything else: a session may be led meanwhile."""
        try:
            await run.io_bound(grid)
        except PsoasError as problem:
            self._status.say(str(problem))
            return
        self._status.say("")
        self._on_ready()

    def show(self, exercise: Exercise, runs: Sequence[Loads]) -> Floats | None:
        """Show these repetitions, the likely one first; its psoas' activation, shape (n,), or None where unknown."""
        if not available() or not ready() or exercise.dose is None:
            return None
        found = muscle_estimates(runs, self._body)
        tempo = exercise.dose.tempo_s
        self._bars.set_content(muscle_bars(found, self._body))
        self._chart.set_content(plot(lambda width: muscle_chart(found, tempo, width), "muscles"))
        self.summary = summary(found["psoas"], tempo, self._body)
        return found["psoas"].likely.activation


def summary(psoas: MuscleEstimate, tempo: Tempo, body: Build) -> str:
    """How much the psoas does at its hardest moment, and when that is."""
    activation = psoas.likely.activation
    at_s = float(activation.argmax()) / (len(activation) - 1) * tempo.total
    held_s = tempo.out + tempo.hold
    when = "on the way out" if at_s < tempo.out else "in the hold" if at_s <= held_s else "on the way back"
    return (
        f"The psoas shines with the model's estimate: {_share(float(activation.max()))} at work, {when}. "
        f"It pulls with {_pull(float(psoas.likely.force_n.max()), body)}."
    )


def muscle_bars(found: Mapping[Muscle, MuscleEstimate], body: Build) -> str:
    """A bar for each muscle as an HTML list: how much of it is at work, and with which force it pulls."""
    return f'<ul class="loads">{"".join(_row(name, one, body) for name, one in found.items())}</ul>'


def _row(name: Muscle, one: MuscleEstimate, body: Build) -> str:
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


def _pull(force_n: float, body: Build) -> str:
    return f"about {_newtons(force_n)} N, {force_n / body.mass_kg / _G:.1f} times body weight"


def _newtons(force_n: float) -> int:
    """To tens: more would be false precision."""
    return int(np.round(force_n, -1))
