"""The person's body and the band on their feet, validated, with all derived quantities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np

from psoas.body.segments import FEET_APART, USUAL_HEIGHT_M, Segments
from psoas.body.skeleton import Floats
from psoas.errors import PsoasError
from psoas.programme.loads import Muscles, SegmentName, Sex, Spread, load_file

#: Newtons in one pound-force.
POUND_N = 4.4482216
#: Upper age of each row in the table of capacity, years.
AGES = (40, 65, 200)


class LoadError(PsoasError):
    """An impossible body or band."""


@dataclass(frozen=True, slots=True)
class Physique:
    """A person's body.

    Attributes
    ----------
    mass_kg, height_m : float
        Kilograms and metres.
    sex : {"female", "male"} or None
        Decides the distribution of mass and typical strength; None takes the mean of both.
    age : int or None
        Years; None uses the youngest table.

    Raises
    ------
    LoadError, FigureError
        If it is impossible for an adult.
    """

    mass_kg: float = 70.0
    height_m: float = USUAL_HEIGHT_M
    sex: Sex | None = None
    age: int | None = None

    def __post_init__(self) -> None:
        """Reject a body that no adult has."""
        Segments(self.height_m)
        if not 30 <= self.mass_kg <= 300:
            raise LoadError(
                f"A body mass of {self.mass_kg:g} kg is not possible: give it in kilograms, from 30 to 300."
            )
        if self.age is not None and not 16 <= self.age <= 110:
            raise LoadError(f"An age of {self.age} years does not fit: psoas is for people from 16 to 110.")

    def part(self, name: SegmentName) -> Spread:
        """Return the distribution of mass in a segment (de Leva 1996)."""
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
        """Return the largest moment that such people can hold at these hip angles (flexion positive), N·m.

        Source: Anderson, Madigan & Nussbaum 2007, J Biomech 40:3105, equation 1 at no speed. Beyond
        `capacity_until_deg` it is constant, which is this project's own estimate.
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
        Length laid flat, which is half the loop, metres.
    strands : int
        Number of strands between the feet.

    Raises
    ------
    LoadError
        If no such band exists.
    """

    force_n: float
    length_m: float = 0.305
    strands: int = 2

    def __post_init__(self) -> None:
        """Reject an impossible band."""
        if not 0 <= self.force_n <= 250:
            raise LoadError(f"A band that pulls with {self.force_n:g} N is not a mini band: give 0 to 250 N.")
        if not 0.05 <= self.length_m <= 1.5:
            raise LoadError(
                f"A band {self.length_m:g} m long does not fit: lay the loop flat and measure it, in metres."
            )
        if self.strands not in (1, 2, 3, 4):
            raise LoadError(f"A band has 1 to 4 strands between the feet, not {self.strands}.")

    @property
    def stiffness(self) -> float:
        """Return the stiffness of one strand, N/m."""
        return self.force_n / self.length_m

    def stretch(self, apart: Floats, height_m: float) -> Floats:
        """Return the stretch as a share of its length; 0 if it is slack.

        The band goes round both feet, so it is half a foot's girth longer than the distance of the feet's middles.

        Parameters
        ----------
        apart : ndarray
            Distance between the middles of the feet in the sagittal plane, metres; sideways they are hip-width apart.
        height_m : float
            Body height, metres.

        Raises
        ------
        LoadError
            If the band is too short for two feet side by side.
        """
        girth = load_file().band.foot_girth * height_m
        if self.length_m < girth / 2 + 0.02:
            raise LoadError(
                f"A band {self.length_m:g} m long does not go round two feet: lay the loop flat and measure it again."
            )
        needed = np.hypot(apart, FEET_APART * height_m) + girth / 2
        stretched: Floats = np.maximum(needed / self.length_m - 1, 0.0)
        return stretched

    def pull(self, stretch: Floats) -> Floats:
        """Return the force at a stretch, newtons."""
        force: Floats = self.strands * self.force_n * stretch ** load_file().band.exponent
        return force


def loop_of(colour: str, length_m: float | None = None) -> Loop | None:
    """Return the loop of a colour (yellow to silver) or strength (light, medium, heavy), or None for "none".

    Raises
    ------
    LoadError
        If there is no such colour, or the length is impossible.
    """
    band = load_file().band
    if colour == "none":
        return None
    named: dict[str, float] = dict(band.pounds)
    named |= {strength: band.pounds[like] for strength, like in band.strengths.items()}
    if colour not in named:
        raise LoadError(f"There is no band called “{colour}” here: choose none, {', '.join(named)}.")
    return Loop(named[colour] * POUND_N, band.length_m if length_m is None else length_m, band.strands)
