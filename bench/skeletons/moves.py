"""Upright movements that are no march, as angles of both legs by time, and the skeletons that a camera makes of them.

Nobody was recorded: the courses are soft steps between round numbers. Cadence and times are those of everyday movement
(walking about 110 steps a minute, jogging about 160), and what is made harder than life is said where it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from psoas.body.segments import Segments, direction, minimum_jerk
from psoas.body.skeleton import SIDES, Floats, Side, Skeleton
from psoas.figure.kinematics import posed
from psoas.figure.landmarks import to_skeleton
from psoas.figure.pose import FigureLeg, FigurePose
from psoas.programme.catalogue import load

FPS = 20
#: What a pose model's landmarks shake by, pixels of a picture 480 high.
SHAKE_PX = 1.5


@dataclass(frozen=True, slots=True)
class Legs:
    """One moment, degrees: how far each thigh is raised forward, each knee bent, and the trunk leant forward."""

    thigh: dict[Side, float]
    knee: dict[Side, float]
    lean: float = 0.0


@dataclass(frozen=True, slots=True)
class Move:
    """A movement.

    Attributes
    ----------
    seconds : float
        How long it lasts, with a second of standing still before and after it.
    at : callable
        The legs so many seconds after it began.
    across : float
        Trunk lengths that the body goes across the picture each second.
    """

    seconds: float
    at: Callable[[float], Legs]
    across: float = 0.0


def pulse(t: float, out: float, hold: float, back: float) -> float:
    """From 0 to 1 and back, softly."""
    if t <= 0 or t >= out + hold + back:
        return 0.0
    if t < out:
        return minimum_jerk(t / out)
    return 1.0 if t < out + hold else minimum_jerk((out + hold + back - t) / back)


def strides(t: float, stride_s: float, thigh_deg: float, knee_deg: float, lean: float = 0.0) -> Legs:
    """Legs that swing in turn, each once a stride, and are behind the body meanwhile."""
    thigh, knee = {}, {}
    for side, begins in (("left", 0.0), ("right", stride_s / 2)):
        swing = np.sin(np.pi * (((t - begins) % stride_s) / stride_s)) ** 4 if t >= begins else 0.0
        thigh[side], knee[side] = thigh_deg * swing - 8 * (1 - swing) * (t >= begins), 10 + knee_deg * swing
    return Legs(thigh, knee, lean)  # type: ignore[arg-type]


def jogging(t: float) -> Legs:
    """Jogging on the spot, knees higher than most people's."""
    return strides(t, 0.75, 60, 85, lean=5)


def jogging_out(t: float) -> Legs:
    """Jogging on the spot that comes to its end: low strides, each slower than the one before it."""
    found, begun = Legs(dict.fromkeys(SIDES, 0.0), dict.fromkeys(SIDES, 0.0)), 0.0
    for i in range(6):
        lasts = 0.7 + 0.18 * i
        high = pulse(t - begun, 0.45 * lasts, 0.1 * lasts, 0.45 * lasts)
        found.thigh[SIDES[i % 2]] += 40 * high
        found.knee[SIDES[i % 2]] += (80 - 3 * i) * high
        begun += 0.95 * lasts
    return found


def walking(t: float) -> Legs:
    """Walking at an easy pace, with long steps."""
    return strides(t, 1.1, 38, 55)


def striding(t: float) -> Legs:
    """Slow steps with the knees as high as in a march: only that they lead somewhere tells them from one."""
    return strides(t, 2.8, 80, 80)


def squatting(t: float) -> Legs:
    """Three squats in which one leg stands ahead of the other, as after a step, and so bends differently."""
    low = sum(pulse(t - begun, 1.4, 0.3, 1.4) for begun in (0.0, 3.5, 7.0))
    return Legs({"left": 90 * low, "right": 68 * low}, {"left": 110 * low, "right": 105 * low}, lean=35 * low)


def sitting_down(t: float) -> Legs:
    """Sitting down on a chair, one foot drawn back, a rest, and getting up again."""
    low = pulse(t, 1.3, 3.0, 1.5)
    bow = 40 * (pulse(t, 1.0, 0.1, 0.6) + pulse(t - 4.0, 0.6, 0.1, 1.0))
    return Legs({"left": 88 * low, "right": 70 * low}, {"left": 88 * low, "right": 100 * low}, lean=bow)


#: Name to what is done; `-across` goes through the picture.
MOVES = {
    "jogging": Move(9.0, jogging),
    "jogging-out": Move(6.8, jogging_out),
    "walking": Move(9.0, walking),
    "striding-across": Move(7.0, striding, across=0.8),
    "sitting-down": Move(6.0, sitting_down),
    "squatting": Move(10.5, squatting),
}


def skeletons(move: Move, seed: int, *, yaw_deg: float = 8.0, confidence: float = 0.96) -> list[Skeleton]:
    """What a camera sees of it, from about side-on."""
    dice, found = np.random.default_rng(seed), []
    standing = posed(load().level(6), 0.0)
    trunk_px: float = 0.8 * 480 * standing.segments.trunk / standing.segments.height
    for i in range(round(FPS * (move.seconds + 2))):
        t = i / FPS
        moving = min(max(t - 1, 0.0), move.seconds)
        seen = to_skeleton(_posed(standing, move.at(moving)), t, yaw_deg=yaw_deg, far_confidence=confidence)
        along = np.array([trunk_px * move.across * (moving - move.seconds / 2), 0.0])
        image = seen.image + along + dice.normal(0, SHAKE_PX, seen.image.shape)
        believed = np.full(len(image), confidence)
        found.append(replace(seen, image=image.round(1), metric=seen.metric.round(3), confidence=believed))
    return found


def _posed(standing: FigurePose, legs: Legs) -> FigurePose:
    """The standing figure with other legs and a leaning trunk, its lowest foot on the floor."""
    body, trunk_deg = standing.segments, 90 - legs.lean
    left, right = (_leg(body, trunk_deg, legs.thigh[side] + legs.lean, legs.knee[side]) for side in ("left", "right"))
    up = np.array([0.0, -min(left.lowest, right.lowest)])
    turn = np.deg2rad(-legs.lean)
    about = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])

    def leant(place: Floats) -> Floats:
        return np.asarray(up + about @ (place - standing.hip))

    arm = standing.arm
    return replace(
        standing,
        trunk_deg=trunk_deg,
        hip=up,
        **{name: leant(getattr(standing, name)) for name in ("shoulder", "head", "crown", "nose")},
        arm=replace(arm, **{name: leant(getattr(arm, name)) for name in ("elbow", "wrist", "palm", "fingers")}),
        left=_raised(left, up),
        right=_raised(right, up),
    )


def _leg(body: Segments, trunk_deg: float, hip_deg: float, knee_deg: float) -> FigureLeg:
    """A leg from its angles, hanging from a hip at the origin, its foot at right angles to the shank."""
    thigh = trunk_deg - 180 + hip_deg
    knee = body.thigh * direction(thigh)
    ankle = knee + body.shank * direction(thigh - knee_deg)
    ahead = direction(thigh - knee_deg + 90)
    heel = ankle + body.ankle_height * direction(thigh - knee_deg) - body.heel_back * ahead
    return FigureLeg(
        hip_deg, knee_deg, 0.0, knee, ankle, heel, heel + 0.72 * body.foot * ahead, heel + body.foot * ahead
    )


def _raised(leg: FigureLeg, up: Floats) -> FigureLeg:
    return replace(leg, **{name: getattr(leg, name) + up for name in ("knee", "ankle", "heel", "ball", "toe")})
