"""`psoas load`: how hard each level is for a body; also resolves the body and band of a recording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from psoas.cli.options import Data, opened, say

if TYPE_CHECKING:
    from psoas.analysis.loads import Carried
    from psoas.biomechanics.anthropometry import Loop, Physique
    from psoas.biomechanics.load import Estimate
    from psoas.biomechanics.muscles import MuscleEstimate
    from psoas.journal.answers import Profile
    from psoas.programme.model import Exercise

Mass = Annotated[float | None, typer.Option("--mass", help="Your weight in kg.")]
Height = Annotated[float | None, typer.Option("--height", help="Your height in metres.")]
BandLength = Annotated[float | None, typer.Option("--band-length", help="Length of your band laid flat, in metres.")]
Box = Annotated[float | None, typer.Option("--box", help="Height of your box in metres.")]
_BANDS = "none; light, medium or heavy; or yellow, red, green, blue, black, silver."
BandWorn = Annotated[str | None, typer.Option("--band", help=f"The band that was worn: {_BANDS}")]

_HEADS = ("Level", "Working hip", "Other leg, hip", "Trunk", "Carrying leg, hip", "Band")
_MUSCLES_KEY = (
    "Psoas and iliacus: their hardest pull, and in brackets how much of the muscle is at work. The model's muscles are "
    "up to about twice as strong as those of people who were measured. Of a real muscle, a larger share is at work."
)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(load)


def load(
    level: Annotated[int | None, typer.Option(help="Level of the march, 1 to 6. If you leave it out, all six.")] = None,
    mass: Mass = None,
    height: Height = None,
    sex: Annotated[
        Literal["female", "male"] | None, typer.Option(help="For how weight is spread, and strength.")
    ] = None,
    age: Annotated[int | None, typer.Option(help="Your age in years, for typical strength.")] = None,
    band: Annotated[str, typer.Option(help=_BANDS[0].upper() + _BANDS[1:])] = "none",
    band_length: BandLength = None,
    box: Box = None,
    knee: Annotated[float | None, typer.Option(help="How far the working hip is bent at the end, in degrees.")] = None,
    tempo: Annotated[float, typer.Option(help="How slowly you move: 2 is twice as slow.")] = 1.0,
    muscles: Annotated[
        bool, typer.Option("--muscles", help="Add how hard psoas and iliacus pull (needs the extra “muscles”).")
    ] = False,
    data: Data = None,
) -> None:
    """Estimate how hard each level is for your body: peak moments at the hips, and your band's pull."""
    from rich.table import Table

    from psoas.biomechanics.anthropometry import loop_of
    from psoas.biomechanics.load import NUMBERS, LoadChange, estimates_of, within_reach
    from psoas.biomechanics.muscles import MUSCLES, muscle_estimates
    from psoas.programme.catalogue import load as catalogue

    build, told = _build(data, mass, height, sex, age)
    loop, change = loop_of(band, band_length), LoadChange(box_height_m=box, working_hip_deg=knee, tempo=tempo)
    levels = catalogue().march if level is None else [catalogue().level(level)]
    heads = (*_HEADS, *(name.capitalize() for name in MUSCLES)) if muscles else _HEADS
    table = Table(*heads, box=None, header_style="bold")
    for exercise in levels:
        runs = within_reach(exercise, build, loop, change)
        found, once = estimates_of(runs, build), runs[0]
        pulls = [_muscle_cell(one) for one in muscle_estimates(runs, build).values()] if muscles else []
        pull = f"{once.band_n.max():.0f} N, {once.stretch.max():.0%} longer" if loop and once.band_n.any() else "-"
        table.add_row(str(exercise.level), *(_cell(found[number]) for number in NUMBERS), pull, *pulls)
        if once.slip.any():
            say.print(f"Level {exercise.level}: this body would tip or slip here. Lean less, or use a lower box.")
    say.print(told)
    say.print(table)
    say.print(
        "In newton metres, with the range for different bands and bodies. In brackets: the share of what people of "
        "this build can hold. A model estimate, to compare levels: it has not measured you. Never do more than feels "
        "right.",
        style="dim",
    )
    if muscles:
        say.print(_MUSCLES_KEY, style="dim")


def _cell(one: Estimate) -> str:
    if one.high < 1:
        return "-"
    share = "" if one.share is None else f" ({one.share:.0%})"
    return f"{one.value:.0f}{share}\n[dim]{one.low:.0f} to {one.high:.0f}[/]"


def carried(
    data: Data,
    exercise: Exercise,
    *,
    mass: float | None,
    height: float | None,
    band: str | None,
    band_length: float | None,
    box: float | None,
    worn: bool,
) -> Carried:
    """Resolve body, band and box of a recording: from the options, else the journal, else usual ones, and say so."""
    from psoas.analysis.loads import Carried
    from psoas.biomechanics.load import LoadChange

    worn = worn and exercise.band is not None
    on_box = exercise.motion is not None and exercise.motion.box_height_m is not None
    profile = _profile(data, needed=None in (mass, height) or (worn and band is None) or (on_box and box is None))
    build, whose = _described_body(profile, mass, height)
    box = profile.box_height_m if box is None else box
    loop, which = _worn_band(profile, band, band_length) if worn else (None, "")
    return Carried(build, loop, LoadChange(box_height_m=box), f"For a body of {whose}{which}.")


def _worn_band(profile: Profile, band: str | None, length_m: float | None) -> tuple[Loop | None, str]:
    """Return the band that was worn, and the part of a sentence about it."""
    from psoas.biomechanics.anthropometry import loop_of

    if band is not None:
        loop = loop_of(band, length_m)
        return loop, f", {'without a band' if loop is None else f'with a {band} band'}"
    owned = [(loop_of(each.strength, length_m or each.length_m), each.strength) for each in profile.bands]
    known = [(loop, strength) for loop, strength in owned if loop is not None]
    if not known:
        return loop_of("light", length_m), ", with a light band (say which one with --band)"
    loop, strength = min(known, key=lambda each: each[0].stiffness)
    which = "" if len(known) == 1 else ", the lightest you have (for another one: --band)"
    return loop, f", with your {strength} band{which}"


def _profile(data: Data, *, needed: bool) -> Profile:
    """Return the profile, without opening the journal unless needed."""
    from psoas.journal.answers import Profile
    from psoas.plan.history import profile_of

    if not needed:
        return Profile()
    with opened(data) as store:
        return profile_of(store)


def _muscle_cell(one: MuscleEstimate) -> str:
    low, high = (round(end, -1) for end in one.force_n)
    force, share = one.likely.force_n.max(), one.likely.activation.max()
    return f"{round(force, -1):.0f} N ({share:.0%})\n[dim]{low:.0f} to {high:.0f}[/]"


def _build(
    data: Data, mass: float | None, height: float | None, sex: Literal["female", "male"] | None, age: int | None
) -> tuple[Physique, str]:
    """Return the body from the options and the profile, and a sentence that describes it."""
    build, whose = _described_body(_profile(data, needed=None in (mass, height)), mass, height, sex, age)
    return build, f"For a body of {whose}:"


def _described_body(
    profile: Profile,
    mass: float | None,
    height: float | None,
    sex: Literal["female", "male"] | None = None,
    age: int | None = None,
) -> tuple[Physique, str]:
    """Return the body from the options, completed from the profile, and a description of it."""
    from psoas.biomechanics.anthropometry import Physique

    if mass is None or height is None:
        sex, age = sex or profile.sex, profile.age if age is None else age
    mass = profile.mass_kg if mass is None else mass
    height = profile.height_m if height is None else height
    usual = Physique()
    guessed = ""
    if mass is None or height is None:
        guessed = " (a usual one, as psoas doesn't know yours: --mass, --height, or `psoas about`)"
    build = Physique(usual.mass_kg if mass is None else mass, usual.height_m if height is None else height, sex, age)
    return build, f"{build.mass_kg:g} kg and {build.height_m:g} m{guessed}"
