"""Planar inverse dynamics: joint moments from the motion of every segment.

Plane and signs as in body/figure.py: x towards the feet of a lying person or ahead of a standing one, y up, moments
counter-clockwise. Hip flexion and ankle dorsiflexion turn a leg counter-clockwise, knee flexion clockwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from psoas.biomechanics.anthropometry import Physique
from psoas.body.skeleton import Floats
from psoas.programme.loads import SegmentName

GRAVITY = np.array([0.0, -9.81])


@dataclass(frozen=True, slots=True, eq=False)
class LegPath:
    """One leg over time: joints of shape (n, 2), metres; `instep` is the middle of the foot, where the band is."""

    hip: Floats
    knee: Floats
    ankle: Floats
    heel: Floats
    toe: Floats
    instep: Floats
    ball: Floats


@dataclass(frozen=True, slots=True, eq=False)
class BodyPath:
    """A body over time, evenly sampled: `t` of shape (n,), seconds; the rest (n, 2), metres. Both arms move alike."""

    t: Floats
    working: LegPath
    holding: LegPath
    shoulder: Floats
    head: Floats
    crown: Floats
    elbow: Floats
    wrist: Floats
    palm: Floats
    fingers: Floats

    @property
    def hip(self) -> Floats:
        """Return the middle of the hips."""
        return self.working.hip


@dataclass(frozen=True, slots=True, eq=False)
class Wrench:
    """Resultant on some segments: force (n, 2), newtons, and moment about the origin (n,), newton metres."""

    force: Floats
    moment: Floats

    def __add__(self, other: Wrench) -> Wrench:
        """Add two resultants."""
        return Wrench(self.force + other.force, self.moment + other.moment)

    def about(self, point: Floats) -> Floats:
        """Return the moment about a point of shape (n, 2) or (2,), newton metres, shape (n,)."""
        return self.moment - cross(point, self.force)


def cross(arm: Floats, force: Floats) -> Floats:
    """Return the counter-clockwise moment of a force at a lever arm; shapes (..., 2) broadcast."""
    moment: Floats = arm[..., 0] * force[..., 1] - arm[..., 1] * force[..., 0]
    return moment


def segment(build: Physique, part: SegmentName, upper: Floats, lower: Floats, t: Floats, *, count: int = 1) -> Wrench:
    """Return the resultant on a segment without gravity: mass times (acceleration - g), and its rotation.

    Parameters
    ----------
    upper, lower : ndarray, shape (n, 2)
        Its ends, metres; the centre of mass is measured from the upper one.
    count : int
        Number of identical segments.
    """
    spread = build.part(part)
    mass = count * spread.mass * build.mass_kg
    along = lower - upper
    centre = upper + spread.centre * along
    length = float(np.hypot(along[:, 0], along[:, 1]).mean())
    angle = np.unwrap(np.arctan2(along[:, 1], along[:, 0]))
    force = mass * (_second_derivative(centre, t) - GRAVITY)
    return Wrench(force, cross(centre, force) + mass * (spread.gyration * length) ** 2 * _second_derivative(angle, t))


def legs(build: Physique, leg: LegPath, t: Floats) -> tuple[Wrench, Wrench, Wrench]:
    """Return the resultants on a leg beyond its hip, its knee and its ankle."""
    foot = segment(build, "foot", leg.heel, leg.toe, t)
    shank = foot + segment(build, "shank", leg.knee, leg.ankle, t)
    return shank + segment(build, "thigh", leg.hip, leg.knee, t), shank, foot


def upper_body(build: Physique, body: BodyPath) -> Wrench:
    """Return the resultant on trunk, head and both arms."""
    parts: Sequence[tuple[SegmentName, Floats, Floats, int]] = (
        ("trunk", body.shoulder, body.hip, 1),
        ("head", body.crown, 2 * body.head - body.crown, 1),
        ("upper_arm", body.shoulder, body.elbow, 2),
        ("forearm", body.elbow, body.wrist, 2),
        ("hand", body.wrist, body.fingers, 2),
    )
    whole = Wrench(np.zeros((len(body.t), 2)), np.zeros(len(body.t)))
    for part, upper, lower, count in parts:
        whole += segment(build, part, upper, lower, body.t, count=count)
    return whole


def _second_derivative(value: Floats, t: Floats) -> Floats:
    """Return the second derivative over evenly sampled time; the ends copy their neighbours."""
    found = np.zeros_like(value)
    if len(t) < 3:
        return found
    step = (t[-1] - t[0]) / (len(t) - 1)
    found[1:-1] = (value[2:] - 2 * value[1:-1] + value[:-2]) / step**2
    found[0], found[-1] = found[1], found[-2]
    return found
