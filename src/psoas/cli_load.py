"""How hard each level is for a body, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from psoas.cli_journal import Data, opened

if TYPE_CHECKING:
    from psoas.body.build import Build
    from psoas.body.load import Estimate
    from psoas.body.muscles import MuscleEstimate

# Everything heavy is imported in the command that needs it, as in cli.py.
# A command has one argument for each option.
# ruff: noqa: PLC0415, PLR0917

_say = Console(highlight=False, soft_wrap=True)
_HEADS = ("Level", "Working hip", "Other leg, hip", "Trunk", "Carrying leg, hip", "Band")
_MUSCLES_KEY = (
    "Psoas and iliacus: the hardest pull, and in brackets how much of the muscle is at work. The model's muscles "
    "together are stronger than those of people who were measured, up to about twice: of a real muscle, a larger share "
    "is at work."
)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(load)


def load(
    level: Annotated[int | None, typer.Option(help="Level of the march, 1 to 6; without it, all six.")] = None,
    mass: Annotated[float | None, typer.Option(help="Your mass, kg.")] = None,
    height: Annotated[float | None, typer.Option(help="Your height, metres.")] = None,
    sex: Annotated[Literal["female", "male"] | None, typer.Option(help="For how mass is spread, and strength.")] = None,
    age: Annotated[int | None, typer.Option(help="Years, for typical strength.")] = None,
    band: Annotated[
        str, typer.Option(help="none; light, medium or heavy; or yellow, red, green, blue, black, silver.")
    ] = "none",
    band_length: Annotated[float | None, typer.Option(help="Your loop laid flat, once along, metres.")] = None,
    box: Annotated[float | None, typer.Option(help="Height of your box, metres.")] = None,
    knee: Annotated[
        float | None, typer.Option(help="How far the working hip goes: its bend at the end, degrees.")
    ] = None,
    tempo: Annotated[float, typer.Option(help="2 is twice as slow.")] = 1.0,
    muscles: Annotated[
        bool, typer.Option("--muscles", help="Add how hard psoas and iliacus pull (needs the extra “muscles”).")
    ] = False,
    data: Data = None,
) -> None:
    """Estimate how hard each level is for your body: peak moments at the hips, and your band's pull."""
    from rich.table import Table

    from psoas.body.build import loop_of
    from psoas.body.load import NUMBERS, Change, estimates_of, within_reach
    from psoas.body.muscles import MUSCLES, muscle_estimates
    from psoas.programme.catalogue import load as catalogue

    build, told = _build(data, mass, height, sex, age)
    loop, change = loop_of(band, band_length), Change(box_height_m=box, working_hip_deg=knee, tempo=tempo)
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
            _say.print(f"Level {exercise.level}: this body would tip or slip here. Lean less, or use a lower box.")
    _say.print(told)
    _say.print(table)
    _say.print(
        "Newton metres, with the range that bands and bodies differ by; in brackets the share of what such people can "
        "hold. A model estimate to compare levels: it has not measured you. Never do more than feels right.",
        style="dim",
    )
    if muscles:
        _say.print(_MUSCLES_KEY, style="dim")


def _cell(one: Estimate) -> str:
    if one.high < 1:
        return "-"
    share = "" if one.share is None else f" ({one.share:.0%})"
    return f"{one.value:.0f}{share}\n[dim]{one.low:.0f} to {one.high:.0f}[/]"


def _muscle_cell(one: MuscleEstimate) -> str:
    low, high = (round(end, -1) for end in one.force_n)
    force, share = one.likely.force_n.max(), one.likely.activation.max()
    return f"{round(force, -1):.0f} N ({share:.0%})\n[dim]{low:.0f} to {high:.0f}[/]"


def _build(
    data: Data, mass: float | None, height: float | None, sex: Literal["female", "male"] | None, age: int | None
) -> tuple[Build, str]:
    """The body that was asked for, filled up from what the person told, and a sentence that says whose it is."""
    from psoas.body.build import Build

    if mass is None or height is None:
        from psoas.journal.person import Profile

        with opened(data) as store:
            told = store.told(Profile)
        profile = told[-1].what if told else Profile()
        mass = profile.mass_kg if mass is None else mass
        height = profile.height_m if height is None else height
    usual = Build()
    guessed = ""
    if mass is None or height is None:
        guessed = " (not told, so a usual one is taken: --mass, --height, or `psoas about`)"
    build = Build(usual.mass_kg if mass is None else mass, usual.height_m if height is None else height, sex, age)
    return build, f"For a body of {build.mass_kg:g} kg and {build.height_m:g} m{guessed}:"
