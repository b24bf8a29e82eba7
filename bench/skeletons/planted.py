"""Upright movements that are no march, given by where hips and feet are: feet that stand do not slide or float.

Nobody was recorded. Lengths are shares of body height, times seconds; x is forward. Knees follow from hips and ankles.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bench.skeletons.moves import FPS, SHAKE_PX, Legs, _posed, pulse
from psoas.body.segments import Segments, minimum_jerk
from psoas.body.skeleton import SIDES, Floats, Side, Skeleton
from psoas.figure.kinematics import posed
from psoas.figure.landmarks import to_skeleton
from psoas.programme.catalogue import load

#: How high hips and ankles of a standing body are: `psoas.body.segments`, with knees that are not quite straight.
HIP, ANKLE = 0.525, 0.039

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stand:
    """One moment: hips and ankles, forward and up, and how far the trunk leans forward, degrees."""

    hip: Place
    ankle: dict[Side, Place]
    lean: float = 0.0


@dataclass(frozen=True, slots=True)
class Planted:
    """A movement and how long it lasts, with a second of standing still before and after it."""

    seconds: float
    at: Callable[[float], Stand]


def squats(deep: float, ahead: float, times: int = 3) -> Planted:
    """Squats in which the hips sink by `deep` and the left foot stands `ahead` of the other."""

    def at(t: float) -> Stand:
        low = sum(pulse(t - 3.3 * i, 1.3, 0.3, 1.4) for i in range(times))
        feet: dict[Side, Place] = {"left": (ahead / 2, ANKLE), "right": (-ahead / 2, ANKLE)}
        return Stand((-0.35 * deep * low, HIP - ahead**2 / 4 - deep * low), feet, 40 * low)

    return Planted(3.3 * times, at)


def lunges(step: float, deep: float, times: int = 3) -> Planted:
    """Lunges forward, the same leg or the other in turn; the rear heel comes up."""

    def at(t: float) -> Stand:
        i = min(int(t / 4.0), times - 1)
        now, front = t - 4.0 * i, SIDES[i % 2]
        out = pulse(now, 1.0, 1.4, 1.2)
        down = pulse(now - 0.6, 0.9, 0.3, 1.0)
        up_in_step = 0.08 * (pulse(now, 0.5, 0.0, 0.5) + pulse(now - 2.4, 0.6, 0.0, 0.6))
        ankle: dict[Side, Place] = dict.fromkeys(SIDES, (0.0, ANKLE + 0.06 * down))
        ankle[front] = (step * out, ANKLE + up_in_step)
        return Stand((0.5 * step * out, HIP - step**2 / 4 * out - deep * down), ankle)

    return Planted(4.0 * times, at)


def step_ups(high: float, times: int = 3, *, stays: bool = True) -> Planted:
    """Steps onto something and back down, the right leg first; if it `stays` up, only the other one comes and goes."""

    def at(t: float) -> Stand:
        now = t - 3.6 * min(int(t / 3.6), times - 1)
        first = (minimum_jerk(t / 0.9) if stays else pulse(now, 0.8, 1.8, 0.8)) if t > 0 else 0.0
        second, body = pulse(now - 1.0, 0.7, 0.5, 0.8), pulse(now - 0.7, 0.9, 0.6, 0.8)
        clear = 0.06
        ankle: dict[Side, Place] = {
            "right": (0.2 * first, ANKLE + high * first + clear * np.sin(np.pi * first)),
            "left": (0.2 * second, ANKLE + high * second + clear * np.sin(np.pi * second)),
        }
        return Stand(
            (0.02 * first + 0.16 * body, HIP - 0.02 * first + (high + 0.01) * body), ankle, 12 * first * (1 - body)
        )

    return Planted(3.6 * times, at)


def walking_along(step: float, stride_s: float, lift: float) -> Planted:
    """Walking while the camera goes along: hips stay in the picture, a standing foot goes back in it."""

    def at(t: float) -> Stand:
        # Starts and ends with the feet together, so that standing still before and after is no jump.
        big = step * min(minimum_jerk(t / 0.8), minimum_jerk((9.0 - t) / 0.8))
        ankle: dict[Side, Place] = {}
        for side, begins in (("left", 0.0), ("right", 0.5)):
            phase = (t / stride_s + begins) % 1.0
            swings = phase < 0.4
            along = minimum_jerk(phase / 0.4) - 0.5 if swings else 0.5 - (phase - 0.4) / 0.6
            up = lift * np.sin(np.pi * phase / 0.4) ** 2 if swings else 0.0
            ankle[side] = (big * along, ANKLE + up * big / step)
        return Stand((0.0, HIP - big**2 / 4), ankle)

    return Planted(9.0, at)


def skeletons(
    move: Planted, seed: int = 1, *, yaw_deg: float = 8.0, elevation_deg: float = 6.0, fps: float = FPS
) -> list[Skeleton]:
    """What a camera sees of it: `yaw_deg` from side-on, `elevation_deg` above level."""
    dice, found = np.random.default_rng(seed), []
    standing = posed(load().level(6), 0.0)
    body = standing.segments
    yaw, rise = np.deg2rad(yaw_deg), np.deg2rad(elevation_deg)
    scale = 0.8 * 480 / body.height
    for i in range(round(fps * (move.seconds + 2))):
        t = i / fps
        now = move.at(min(max(t - 1, 0.0), move.seconds))
        pose = _posed(standing, _legs(body, now))
        seen = to_skeleton(pose, t, yaw_deg=yaw_deg, elevation_deg=elevation_deg)
        # `to_skeleton` keeps the hips in the middle, and `_posed` the lowest foot on the floor.
        ahead, up = now.hip[0] * body.height, now.hip[1] * body.height - float(pose.hip[1])
        aside = np.array([ahead * np.cos(yaw), ahead * np.sin(yaw) * np.sin(rise) - up * np.cos(rise)])
        image = seen.image + scale * aside + dice.normal(0, SHAKE_PX, seen.image.shape)
        found.append(replace(seen, image=image, confidence=np.full(len(image), 0.96)))
    return found


def _legs(body: Segments, now: Stand) -> Legs:
    hip = np.array(now.hip)
    bent = {side: _bent(body, body.height * (np.array(now.ankle[side]) - hip)) for side in SIDES}
    return Legs({side: bent[side][0] for side in SIDES}, {side: bent[side][1] for side in SIDES}, now.lean)


def _bent(body: Segments, ankle: Floats) -> tuple[float, float]:
    """How far the thigh is raised and the knee bent, degrees, for an ankle so far from its hip, metres."""
    far = min(float(np.hypot(*ankle)), 0.999 * (body.thigh + body.shank))
    straight = (far**2 - body.thigh**2 - body.shank**2) / (2 * body.thigh * body.shank)
    knee = float(np.arccos(np.clip(straight, -1, 1)))
    towards = float(np.arctan2(ankle[0], -ankle[1]))
    ahead = float(np.arctan2(body.shank * np.sin(knee), body.thigh + body.shank * np.cos(knee)))
    return float(np.rad2deg(towards + ahead)), float(np.rad2deg(knee))
