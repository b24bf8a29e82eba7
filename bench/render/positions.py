"""Positions of the body besides those of the march, and the movements that lead through them.

All on one spot of the floor: the feet stand at x = 0, who lies has the hips at `SEAT_M`, what is stepped on is before
the feet and what is sat on behind them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from bench.render.arrays import direction
from bench.render.build import Build
from bench.render.poses import MAT_THICKNESS_M

SEAT_M = -0.42
STANDING, LYING, SEATED, PLANK = "standing", "lying", "seated", "plank"
#: A step and a seat: left side, right side and top, metres.
STEP, CHAIR = (0.3, 0.74, 0.24), (-0.74, -0.28, 0.44)

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Key:
    """One position: hips and hands shape (3,), hands of the right side (the left mirrors it), degrees.

    Attributes
    ----------
    ankle, foot : tuple of float or None, float
        Of both legs; None where it stands.
    left_ankle, left_foot : tuple of float or None, float or None
        Of the left leg, where it differs.
    """

    hips: Place
    trunk: float
    wrist: tuple[float, float, float]
    elbow: tuple[float, float, float]
    neck: float = 0.0
    ankle: Place | None = None
    foot: float = 0.0
    left_ankle: Place | None = None
    left_foot: float | None = None

    def legs(self, standing: Place) -> dict[str, tuple[Place, float]]:
        """Ankle and foot of each side, for feet that stand there."""
        right = self.ankle or standing
        left_foot = self.foot if self.left_foot is None else self.left_foot
        return {"R": (right, self.foot), "L": (self.left_ankle or right, left_foot)}

    def mirrored(self, standing: Place) -> Key:
        """The same with left and right exchanged."""
        legs = self.legs(standing)
        return replace(self, ankle=legs["L"][0], foot=legs["L"][1], left_ankle=legs["R"][0], left_foot=legs["R"][1])


@dataclass(frozen=True, slots=True)
class Way:
    """A movement: from where to where, through what, and how long each part of it takes, seconds.

    Attributes
    ----------
    flows : bool
        Whether it goes through the positions in between without stopping at them.
    needs : str
        ``"mat"``, ``"step"`` or ``"chair"``; empty where nothing is needed.
    """

    start: str
    end: str
    between: tuple[str, ...]
    seconds: float
    flows: bool = False
    needs: str = ""


def keys(build: Build) -> dict[str, Key]:
    """The positions of one person; those of one side end on ``-R`` and ``-L``."""
    floor = (0.0, build.ankle_height)
    sided = _one_sided(build)
    return {
        **_both_sided(build),
        **{f"{name}-R": key for name, key in sided.items()},
        **{f"{name}-L": key.mirrored(floor) for name, key in sided.items()},
    }


def _both_sided(build: Build) -> dict[str, Key]:
    leg = build.thigh + build.shank
    up = build.ankle_height + 0.995 * leg
    bed = MAT_THICKNESS_M + build.depth_hips
    side = build.half_shoulders + 0.09
    shoulder = SEAT_M - build.trunk
    lying = Key((SEAT_M, bed), 180, (shoulder + 0.95 * build.arm, 0.06, side), (0, -0.2, 1), 6)
    lifted = 0.24 * build.height / 1.75
    pressed = 180 + np.rad2deg(np.arcsin(lifted / build.trunk))
    standing = Key((0, up), 90, (0.05, up + build.trunk - 0.96 * build.arm, side), (-1, 0, 0.3))
    long = (SEAT_M + 0.985 * leg, bed)
    hands = (SEAT_M + 0.02, 0.06, build.half_hips + 0.16)
    high = STEP[2]
    return {
        STANDING: standing,
        "squatting": Key((-0.3, 0.5 * leg), 55, (0.35, 0.55 * leg + build.trunk * 0.7, 0.15), (-0.2, -1, 0.4), 20),
        "crouching": Key((-0.28, 0.27), 62, (-0.45, 0.12, 0.3), (-1, 0.3, 0.3)),
        "sitting": Key((SEAT_M, bed), 78, (SEAT_M - 0.3, 0.05, 0.25), (-1, 0, 0.3)),
        LYING: lying,
        "bridging": replace(lying, hips=(SEAT_M + 0.04, bed + lifted), trunk=float(pressed), neck=-10),
        "curled-up": replace(lying, trunk=128, wrist=(SEAT_M + 0.15, 0.42, 0.2), elbow=(0, -1, 0.6), neck=-20),
        "knees-to-chest": replace(
            lying, ankle=(SEAT_M + 0.08, bed + 0.42), foot=10, wrist=(SEAT_M - 0.1, bed + 0.3, 0.2), elbow=(0, -0.6, 1)
        ),
        "bent-over": Key((-0.12, up - 0.03), 2, (0.32, 0.4, 0.16), (-1, 0.4, 0.4), 25),
        "arms-up": Key((0, up), 90, (0.05, up + build.trunk + 0.9 * build.arm, 0.22), (0.3, 0, 1)),
        SEATED: Key((-0.4, CHAIR[2] + 0.09), 87, (-0.08, CHAIR[2] + 0.2, 0.2), (-0.6, -0.4, 0.6)),
        "bowed": Key((-0.38, CHAIR[2] + 0.1), 50, (0.1, 0.62, 0.2), (-0.6, -0.4, 0.6)),
        "half-up": Key((-0.24, 0.74 * leg), 52, (0.2, 0.7 * leg, 0.2), (-0.6, -0.4, 0.6)),
        "hands-down": Key((-0.16, 0.52 * leg), 12, (0.42, 0.06, 0.2), (-1, 0, 0.4), 20, foot=-12),
        PLANK: _plank(build),
        "sitting-long": replace(lying, trunk=84, wrist=hands, elbow=(-1, 0, 0.4), ankle=long, foot=80, neck=0),
        "l-sit": replace(
            lying, hips=(SEAT_M, bed + 0.09), trunk=80, wrist=hands, elbow=(-1, 0, 0.4),
            ankle=(long[0], bed + 0.14), foot=70, neck=0,
        ),
        "on-the-step": Key(
            (0.44, up + high), 90, (0.49, up + high + build.trunk - 0.96 * build.arm, side), (-1, 0, 0.3),
            ankle=(0.44, high + build.ankle_height),
        ),
    }  # fmt: skip


def _one_sided(build: Build) -> dict[str, Key]:
    """Positions in which the right leg leads."""
    leg = build.thigh + build.shank
    ankle = build.ankle_height
    up = ankle + 0.995 * leg
    both = _both_sided(build)
    standing, lying, plank = both[STANDING], both[LYING], both[PLANK]
    bed = lying.hips[1]
    high = STEP[2] + ankle
    assert plank.ankle is not None

    def swung(degrees: float) -> Key:
        there = np.array([0, up]) + 0.98 * leg * direction(degrees - 90)[:2]
        return replace(standing, ankle=(float(there[0]), float(there[1])), foot=0.7 * degrees, left_ankle=(0.0, ankle))

    def ahead(x: float, rise: float = 0.0) -> tuple[float, float, float]:
        return (standing.wrist[0] + x, standing.wrist[1] + rise, standing.wrist[2])

    return {
        "stepping": replace(
            standing, hips=(0.14, up - 0.03), wrist=ahead(0.14), ankle=(0.38, ankle + 0.1), left_ankle=(0.0, ankle),
        ),
        "lunging": replace(
            standing, hips=(0.38, 0.62 * leg + ankle), trunk=86, wrist=ahead(0.4, -0.36 * leg),
            ankle=(0.78, ankle), left_ankle=(0.02, ankle + 0.07), left_foot=-40,
        ),
        "foot-over": replace(
            standing, hips=(0.03, up - 0.01), wrist=ahead(0.03), ankle=(0.24, high + 0.08), foot=-5,
            left_ankle=(0.0, ankle),
        ),
        "foot-on": replace(
            standing, hips=(0.1, up - 0.03), trunk=80, wrist=ahead(0.2), ankle=(0.44, high), left_ankle=(0.0, ankle),
        ),
        "rising": replace(
            standing, hips=(0.38, up + 0.18), trunk=84, wrist=ahead(0.42, 0.16), ankle=(0.44, high),
            left_ankle=(0.2, ankle + 0.3), left_foot=-15,
        ),
        "swung-forward": swung(55),
        "swung-back": swung(-26),
        "climbing": replace(plank, ankle=(0.42 - 0.45 * leg, 0.2), foot=-50, left_ankle=plank.ankle, left_foot=-80),
        "cycling": replace(
            lying, trunk=172, ankle=(SEAT_M + 0.92 * leg, bed + 0.3), foot=60,
            left_ankle=(SEAT_M + 0.1, bed + 0.36), left_foot=20,
        ),
    }  # fmt: skip


def _plank(build: Build) -> Key:
    """Face down on hands and toes, straight from shoulders to heels."""
    reach = 0.06 + 0.94 * build.arm
    long = build.trunk + 0.99 * (build.thigh + build.shank)
    toes = 0.13
    slope = float(np.arcsin((reach - toes) / long))
    line = np.array([np.cos(slope), np.sin(slope)])
    shoulder = np.array([0.42, reach])
    hips, heel = shoulder - build.trunk * line, shoulder - long * line
    return Key(
        (float(hips[0]), float(hips[1])), float(np.rad2deg(slope)), (0.42, 0.06, build.half_shoulders + 0.03),
        (-1, 0, 0.4), 20, ankle=(float(heel[0]), float(heel[1])), foot=-80,
    )  # fmt: skip


def _stepped(side: str) -> tuple[str, ...]:
    """On a step with this leg first and down again with the other one first."""
    up = (f"foot-over-{side}", f"foot-on-{side}", f"rising-{side}")
    return (*up, "on-the-step", *reversed(up))


#: Movement -> how it goes; those of one leg end on the side that works.
WAYS: dict[str, Way] = {
    "getting-down": Way(STANDING, LYING, ("crouching", "sitting"), 1.5, needs="mat"),
    "getting-up": Way(LYING, STANDING, ("sitting", "crouching"), 1.4, needs="mat"),
    "squat": Way(STANDING, STANDING, ("squatting",), 1.2),
    "bridge": Way(LYING, LYING, ("bridging",), 1.3),
    "sit-up": Way(LYING, LYING, ("curled-up",), 1.2),
    "knees-to-chest": Way(LYING, LYING, ("knees-to-chest",), 1.4),
    "bend-forward": Way(STANDING, STANDING, ("bent-over",), 1.5),
    "arms-up": Way(STANDING, STANDING, ("arms-up",), 1.1),
    "standing": Way(STANDING, STANDING, (), 3.0),
    "lying": Way(LYING, LYING, (), 3.0),
    "sitting-down": Way(STANDING, SEATED, ("half-up",), 0.9, needs="chair"),
    "standing-up": Way(SEATED, STANDING, ("bowed", "half-up"), 0.9, needs="chair"),
    "burpee": Way(STANDING, STANDING, ("squatting", "hands-down", PLANK, "hands-down", "squatting"), 0.7, flows=True),
    "into-plank": Way(STANDING, PLANK, ("squatting", "hands-down"), 1.0),
    "out-of-plank": Way(PLANK, STANDING, ("hands-down", "squatting"), 1.0),
    "l-sit": Way(LYING, LYING, ("curled-up", "sitting-long", "l-sit", "l-sit", "sitting-long", "curled-up"), 1.0),
    "cycling": Way(
        LYING, LYING, ("knees-to-chest", *("cycling-R", "cycling-L") * 4, "knees-to-chest"), 0.75, flows=True
    ),
    "climbing": Way(PLANK, PLANK, ("climbing-R", PLANK, "climbing-L", PLANK, "climbing-R", PLANK, "climbing-L"), 0.5),
} | {
    f"{name}-{side}": Way(STANDING, STANDING, between, seconds, flows=True, needs=needs)
    for side in ("R", "L")
    for name, between, seconds, needs in (
        ("lunge", (f"stepping-{side}", f"lunging-{side}", f"lunging-{side}", f"stepping-{side}"), 0.6, ""),
        ("step-up", _stepped(side), 0.5, "step"),
        ("leg-swing", (f"swung-back-{side}", *(f"swung-forward-{side}", f"swung-back-{side}") * 3), 0.6, ""),
    )
}
