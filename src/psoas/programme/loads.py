"""Constants of the load model: distribution of body mass, force of bands, typical strength."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from psoas.programme.reading import packaged
from psoas.programme.strict import Strict

Sex = Literal["female", "male"]
SegmentName = Literal["thigh", "shank", "foot", "trunk", "head", "upper_arm", "forearm", "hand"]
Muscles = Literal["hip_flexion", "hip_extension"]
#: The three parameters of Anderson's curve, for three ages.
Curve = tuple[tuple[float, float, float], ...]


class Spread(Strict):
    """One segment: its share of body mass; centre of mass and radius of gyration as shares of its length."""

    mass: float = Field(gt=0, lt=1)
    centre: float = Field(gt=0, lt=1)
    gyration: float = Field(gt=0, lt=1)


class BandForce(Strict):
    """Force of mini loops: pounds-force of one strand at double length for each colour, and how it grows."""

    exponent: float
    spread: float
    length_m: float
    foot_girth: float
    strands: int
    pounds: dict[str, float]
    strengths: dict[Literal["light", "medium", "heavy"], str]


class Estimates(Strict):
    """Values assumed because nobody measured them on this person."""

    segment_spread: float
    friction: float
    capacity_until_deg: float


class LoadFile(Strict):
    """The content of loads.toml."""

    segments: dict[Sex, dict[SegmentName, Spread]]
    band: BandForce
    capacity: dict[Muscles, dict[Sex, Curve]]
    estimates: Estimates


@cache
def load_file() -> LoadFile:
    """Load loads.toml."""
    return packaged(LoadFile, "loads.toml")
