"""A person's measures, as far as contacts need them, and the plane geometry of a leg."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.render.arrays import Array, between, direction
from bench.render.kinematics import SPINE, trunk_line
from bench.render.person import INDEX, Person

#: How far flesh and mat give way under a lying body, metres.
_SINKS = 0.012


@dataclass(frozen=True, slots=True)
class Build:
    """Lengths, metres: as :class:`psoas.body.segments.Segments`, measured on this body.

    `depth_` is how far the skin of the back lies behind the line from hips to shoulders, `belly` how far that of the
    front before it, `spine` how much of that line belongs to each part of :data:`bench.render.kinematics.SPINE`.
    """

    height: float
    thigh: float
    shank: float
    trunk: float
    half_hips: float
    half_shoulders: float
    arm: float
    hand: float
    ankle_height: float
    heel_back: float
    foot: float
    depth_hips: float
    depth_shoulders: float
    depth_head: float
    belly: float
    spine: tuple[float, ...]

    def ankle(self, hip: Array, thigh_deg: Array, shank_deg: Array) -> Array:
        """Where the ankle is, shape (n, 3)."""
        return np.asarray(hip + self.thigh * direction(thigh_deg) + self.shank * direction(shank_deg))

    def heel(self, ankle: Array, foot_deg: Array) -> Array:
        """Where the heel touches, shape (n, 3)."""
        return np.asarray(
            ankle + self.ankle_height * direction(np.asarray(foot_deg) - 90) - self.heel_back * direction(foot_deg)
        )


def measure(person: Person) -> Build:
    """Measure a body, whose trunk line is set upright for it."""
    p = person.pivots
    hips = (p[INDEX["thigh.L"]] + p[INDEX["thigh.R"]]) / 2
    upright = (person.vertices - hips) @ between(trunk_line(person), np.array([0.0, 0.0, 1.0])).T
    trunk = float(np.linalg.norm(trunk_line(person)))
    strongest = person.weights.argmax(axis=1)

    def back(groups: tuple[str, ...], low: float, high: float) -> float:
        chosen = np.isin(strongest, [INDEX[g] for g in groups])
        chosen &= (upright[:, 2] > low) & (upright[:, 2] < high)
        return float(np.percentile(upright[chosen, 1], 98))

    front = np.isin(strongest, [INDEX["spine3"], INDEX["spine4"]])
    foot = person.vertices[strongest == INDEX["foot.L"]]
    ankle = p[INDEX["foot.L"]]
    joint = {g: p[INDEX[f"{g}.L"]] for g in ("thigh", "shank", "foot", "upperarm", "forearm", "hand")}
    line = between(trunk_line(person), np.array([0.0, 0.0, 1.0]))
    heights = [0.0, *(float((line @ (p[INDEX[g]] - hips))[2]) for g in SPINE[2:]), trunk]
    return Build(
        height=float(np.ptp(person.vertices[:, 2])),
        thigh=float(np.linalg.norm(joint["shank"] - joint["thigh"])),
        shank=float(np.linalg.norm(joint["foot"] - joint["shank"])),
        trunk=trunk,
        half_hips=float(joint["thigh"][0]),
        half_shoulders=float(joint["upperarm"][0]),
        arm=float(
            np.linalg.norm(joint["forearm"] - joint["upperarm"]) + np.linalg.norm(joint["hand"] - joint["forearm"])
        ),
        hand=float(np.linalg.norm(person.fingers["L"][0])) * 1.9,
        ankle_height=float(ankle[2] - foot[:, 2].min()),
        heel_back=float(foot[:, 1].max() - ankle[1]),
        foot=float(np.ptp(foot[:, 1])),
        depth_hips=back(("pelvis", "thigh.L", "thigh.R"), -0.12, 0.15) - _SINKS,
        depth_shoulders=back(("chest", "spine2", "clavicle.L", "clavicle.R"), 0.6 * trunk, 1.1 * trunk) - _SINKS,
        depth_head=back(("head",), trunk, 3 * trunk),
        spine=(*np.diff(heights).tolist(), 0.0),
        belly=-float(np.percentile(upright[front, 1], 2)),
    )
