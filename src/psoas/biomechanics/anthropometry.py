"""The body that is loaded, and the band on its feet: checked, with every number that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from psoas.body.segments import FEET_APART, USUAL_HEIGHT_M, Segments
from psoas.body.skeleton import Floats
from psoas.errors import PsoasError
from psoas.programme.loads import Muscles, SegmentName, Sex, Spread, load_file

#: Newtons in one pound-force.
POUND_N = 4.4482216
#: Age up to which each row of the capacity's table holds, years.
AGES = (40, 65, 200)

Colour = Literal["yellow", "red", "green", "blue", "black", "silver"]


class LoadError(PsoasError):
    """A body or a band that cannot be, in a sentence."""


@dataclass(frozen=True, slots=True)
class Physique:
    """A person's body.

    Attributes
    ----------
    mass_kg, height_m : float
        Kilograms and metres.
    sex : {"female", "male"} or None
        For how mass is spread and for typical strength; None takes the middle of both.
    age : int or None
        Years; None takes the youngest table.

    Raises
    ------
    LoadError, FigureError
        If no grown person is like that.
    """

    mass_kg: float = 70.0
    height_m: float = USUAL_HEIGHT_M
    sex: Sex | None = None
    age: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no grown person has."""
        Segments(self.height_m)
        if not 30 <= self.mass_kg <= 300:
            raise LoadError(
                f"A body mass of {self.mass_kg:g} kg is not possible: give it in kilograms, from 30 to 300."
            )
        if self.age is not None and not 16 <= self.age <= 110:
            raise LoadError(f"An age of {self.age} years does not fit: psoas is for grown people, 16 to 110.")

    def part(self, name: SegmentName) -> Spread:
        """How this segment's mass is spread (de Leva 1996)."""
        tables = load_file().segments
        if self.sex is not None:
            return tables[self.sex][name]
        one, other = tables["female"][name], tables["male"][name]
        return Spread(
            mass=(one.mass + other.mass) / 2,
            centre=(one.centre + other.centre) / 2,
            gyration=(one.gyration + other.gyration) / 2,
        )

    def capacity(self, muscles: Muscles, hip_deg: Floats) -> Floats:
        """Largest moment that such people hold at this hip angle, N·m, of the shape of `hip_deg` (flexion positive).

        Source: Anderson, Madigan & Nussbaum 2007, J Biomech 40:3105, equation 1 at no speed. Beyond
        `capacity_until_deg` it is kept level, which is this project's own estimate.
        """
        file = load_file()
        row = next(i for i, until in enumerate(AGES) if (self.age or 0) < until)
        sexes: tuple[Sex, ...] = (self.sex,) if self.sex else get_args(Sex)
        angle = np.deg2rad(np.clip(hip_deg, -20.0, file.estimates.capacity_until_deg))
        curves = [file.capacity[muscles][sex][row] for sex in sexes]
        shares = [first * np.cos(second * (angle - third)) for first, second, third in curves]
        whole: Floats = np.mean(shares, axis=0) * self.mass_kg * 9.81 * self.height_m
        return whole


@dataclass(frozen=True, slots=True)
class Loop:
    """A mini band round both feet.

    Attributes
    ----------
    force_n : float
        Force of one strand at double its length, newtons.
    length_m : float
        Laid flat, once along: half the loop, metres.
    strands : int
        How many strands run between the feet.

    Raises
    ------
    LoadError
        If no band is like that.
    """

    force_n: float
    length_m: float = 0.305
    strands: int = 2

    def __post_init__(self) -> None:
        """Refuse what no band is."""
        if not 0 <= self.force_n <= 250:
            raise LoadError(f"A band that pulls with {self.force_n:g} N is not a mini band: give 0 to 250 N.")
        if not 0.05 <= self.length_m <= 1.5:
            raise LoadError(
                f"A band {self.length_m:g} m long does not fit: lay the loop flat and measure it once along, in metres."
            )
        if self.strands not in (1, 2, 3, 4):
            raise LoadError(f"A band has 1 to 4 strands between the feet, not {self.strands}.")

    @property
    def stiffness(self) -> float:
        """How strong it is for its length, N/m: what one strand pulls with, over how far that stretches it."""
        return self.force_n / self.length_m

    def stretch(self, apart: Floats, height_m: float) -> Floats:
        """How far it is stretched, as a share of its length, 0 where it hangs loose.

        It runs round both feet, so between them it is half a foot's girth longer than the feet's middles are apart.

        Parameters
        ----------
        apart : ndarray
            Distance of the feet's middles in the sagittal plane, metres. Sideways they are hip-width apart.
        height_m : float
            Body height, metres.

        Raises
        ------
        LoadError
            If the band is shorter than the two feet side by side are wide.
        """
        girth = load_file().band.foot_girth * height_m
        if self.length_m < girth / 2 + 0.02:
            raise LoadError(
                f"A band {self.length_m:g} m long does not go round two feet: measure the loop laid flat, once along."
            )
        needed = np.hypot(apart, FEET_APART * height_m) + girth / 2
        stretched: Floats = np.maximum(needed / self.length_m - 1, 0.0)
        return stretched

    def pull(self, stretch: Floats) -> Floats:
        """Force at this stretch, newtons."""
        force: Floats = self.strands * self.force_n * stretch ** load_file().band.exponent
        return force


def loop_of(colour: str, length_m: float | None = None) -> Loop | None:
    """A loop by its colour (yellow to silver) or its strength (light, medium, heavy); None for "none".

    Raises
    ------
    LoadError
        If there is no such colour, or the length does not fit.
    """
    band = load_file().band
    if colour == "none":
        return None
    named: dict[str, float] = dict(band.pounds)
    named |= {strength: band.pounds[like] for strength, like in band.strengths.items()}
    if colour not in named:
        raise LoadError(f"There is no band called “{colour}” here: choose none, {', '.join(named)}.")
    return Loop(named[colour] * POUND_N, band.length_m if length_m is None else length_m, band.strands)
