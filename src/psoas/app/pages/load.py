"""How hard is it, for me? The load model for one's own body and bands, with what-if, and where it disagrees."""

from __future__ import annotations

from psoas.app.pages.load_whatif import WhatIf
from psoas.app.state import House
from psoas.app.widgets.elements import Words, bullets, el, html, link, note, section
from psoas.app.widgets.layout import frame
from psoas.biomechanics.advice import FITS, advise
from psoas.biomechanics.anthropometry import Build, Loop
from psoas.biomechanics.load import estimates
from psoas.journal.answers import Profile
from psoas.plan.history import profile_of
from psoas.programme.model import Exercise
from psoas.report.bars import KEY, bars
from psoas.report.load import leg_height_chart, order_chart
from psoas.report.progress_plots import plot
from psoas.session.effort import body_of, loops_of, whose


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
        with section("What if?"):
            WhatIf(house.catalogue.march, body, profile.box_height_m)
        _six(house, body, profile)
        _honest(house, body)


def _whose(profile: Profile) -> None:
    if profile.mass_kg and profile.height_m:
        Words("p", whose(profile))
    else:
        note(f"{whose(profile)} Only you decide whether to tell them.")


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
