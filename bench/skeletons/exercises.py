"""Exercises that are no march, given by where hips and feet are (`bench.skeletons.planted`): on feet, hands or back.

Nobody was recorded. Lengths are shares of body height, times seconds; x is forward, and a trunk that leans by -90
degrees lies on its back, by 80 face down.
"""

from __future__ import annotations

import numpy as np

from bench.skeletons.moves import pulse
from bench.skeletons.planted import ANKLE, HIP, Place, Planted, Stand
from psoas.body.segments import minimum_jerk
from psoas.body.skeleton import SIDES, Side

#: Hips of who lies or sits on the floor, and of who rests on hands and toes.
_LOW, _PLANK = 0.06, 0.17
#: From hips to ankle with a leg that is all but straight.
_LEG = 0.475


def sit_to_stands(high: float, drawn_back: float, times: int = 3) -> Planted:
    """Sitting down on a seat so `high` and standing up again, the left foot `drawn_back` under it."""

    def at(t: float) -> Stand:
        now = t - 4.6 * min(int(t / 4.6), times - 1)
        low = pulse(now, 1.3, 1.0, 1.4)
        bow = pulse(now, 0.9, 0.0, 0.6) + pulse(now - 2.0, 0.5, 0.0, 1.0)
        feet: dict[Side, Place] = {"left": (-drawn_back, ANKLE), "right": (0.0, ANKLE)}
        return Stand((-0.24 * low, HIP - 0.01 - (HIP - 0.01 - high) * low), feet, 38 * bow)

    return Planted(4.6 * times, at)


def leg_swings(forward_deg: float, back_deg: float, swing_s: float, times: int = 4) -> Planted:
    """One straight leg swings forward and back, the left one first, then the right one."""

    def at(t: float) -> Stand:
        lasts = swing_s * times
        side, now = SIDES[int(t >= lasts + 1)], t % (lasts + 1)
        big = min(minimum_jerk(now / swing_s), minimum_jerk((lasts - now) / swing_s))
        middle, half = (forward_deg - back_deg) / 2, (forward_deg + back_deg) / 2
        angle = np.deg2rad(big * (middle - half * np.cos(2 * np.pi * now / swing_s)))
        ankle: dict[Side, Place] = dict.fromkeys(SIDES, (0.0, ANKLE))
        ankle[side] = (_LEG * np.sin(angle), HIP - 0.005 - _LEG * np.cos(angle))
        return Stand((0.0, HIP - 0.005), ankle)

    return Planted(2 * (swing_s * times + 1), at)


def burpees(pace_s: float, times: int = 3) -> Planted:
    """From standing down onto the hands, feet back, feet to the hands and up; both feet at once."""

    def at(t: float) -> Stand:
        now = t - 5.5 * pace_s * min(int(t / (5.5 * pace_s)), times - 1)
        down = pulse(now, pace_s, 3 * pace_s, pace_s)
        back = pulse(now - pace_s, 0.8 * pace_s, 1.2 * pace_s, 0.8 * pace_s)
        hips = (-0.08 * down - 0.1 * back, HIP - 0.005 - 0.26 * down - (0.26 - _PLANK) * back)
        feet: dict[Side, Place] = dict.fromkeys(SIDES, (-0.62 * back, ANKLE + 0.02 * back))
        return Stand(hips, feet, 62 * down + 16 * back)

    return Planted(5.5 * pace_s * times, at)


def mountain_climbers(knee: float, pace_s: float, times: int = 4) -> Planted:
    """On hands and toes, one foot and then the other comes up under the hips, so far from the other foot."""

    def at(t: float) -> Stand:
        ankle: dict[Side, Place] = {}
        for i, side in enumerate(SIDES):
            up = sum(pulse(t - pace_s * (2 * k + i), 0.45 * pace_s, 0.1 * pace_s, 0.45 * pace_s) for k in range(times))
            ankle[side] = (-0.46 + knee * up, 0.07 + 0.03 * up)
        return Stand((0.0, _PLANK), ankle, 79)

    return Planted(2 * pace_s * times, at)


def cycling(turn_s: float, wide: float, times: int = 6) -> Planted:
    """On the back with both feet off the floor, feet going round in turn."""

    def at(t: float) -> Stand:
        ankle: dict[Side, Place] = {}
        big = wide * min(minimum_jerk(t / 0.8), minimum_jerk((turn_s * times - t) / 0.8))
        for side, begins in (("left", 0.0), ("right", np.pi)):
            angle = 2 * np.pi * t / turn_s + begins
            ankle[side] = (0.26 + big * np.cos(angle), _LOW + 0.2 - 0.45 * big * np.sin(angle))
        return Stand((0.0, _LOW), ankle, -90)

    return Planted(turn_s * times, at)


def l_sits(times: int = 3, tremble: float = 0.03) -> Planted:
    """Sitting with long legs, hips and feet are lifted off the floor and held, not quite at one height."""

    def at(t: float) -> Stand:
        up = sum(pulse(t - 4.0 * i, 0.7, 2.0, 0.7) for i in range(times))
        feet: dict[Side, Place] = {
            "left": (_LEG, ANKLE + 0.08 * up),
            "right": (_LEG, ANKLE + (0.08 - tremble * np.sin(3 * t)) * up),
        }
        return Stand((0.0, _LOW + 0.05 * up), feet, -8 + 4 * up)

    return Planted(4.0 * times, at)
