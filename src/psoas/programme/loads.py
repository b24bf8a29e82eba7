"""What the load model takes as given: how a body's mass is spread, how bands pull, how strong people are."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from psoas.programme.model import Strict
from psoas.programme.reading import packaged

Sex = Literal["female", "male"]
SegmentName = Literal["thigh", "shank", "foot", "trunk", "head", "upper_arm", "forearm", "hand"]
Muscles = Literal["hip_flexion", "hip_extension"]
#: First, second and third number of Anderson's curve, for three ages.
Curve = tuple[tuple[float, float, float], ...]


class Spread(Strict):
    """One segment: share of body mass; centre and radius of gyration as shares of its length."""

    mass: float = Field(gt=0, lt=1)
    centre: float = Field(gt=0, lt=1)
    gyration: float = Field(gt=0, lt=1)


class BandForce(Strict):
    """How mini loops pull: pounds-force of one strand at double length for each colour, and how it grows."""

    exponent: float
    spread: float
    length_m: float
    foot_girth: float
    strands: int
    pounds: dict[str, float]
    strengths: dict[Literal["light", "medium", "heavy"], str]


class Estimates(Strict):
    """What nobody measured on this person."""

    segment_spread: float
    friction: float
    capacity_until_deg: float


class LoadFile(Strict):
    """The whole of loads.toml."""

    segments: dict[Sex, dict[SegmentName, Spread]]
    band: BandForce
    capacity: dict[Muscles, dict[Sex, Curve]]
    estimates: Estimates


@cache
def load_file() -> LoadFile:
    """What loads.toml says."""
    return packaged(LoadFile, "loads.toml")
