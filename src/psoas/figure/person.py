"""Draw a person: trunk, head, legs, arms, the band between the feet and the working muscle."""

from __future__ import annotations

import numpy as np

from psoas.body.segments import degrees_of
from psoas.body.skeleton import Floats, Side
from psoas.figure.body_parts import (
    carried,
    chest,
    foot,
    forearm,
    hand,
    head,
    lit_muscle,
    muscle,
    neck,
    pelvis,
    shank,
    thigh,
    upper_arm,
)
from psoas.figure.keyframes import LEG_AWAY, Cycle, band_between, leg_turns, psoas_between
from psoas.figure.pose import FigurePose
from psoas.figure.svg import Screen, colour, number, pair, shape

ARM_AWAY: dict[Side, float] = {"left": 0.17, "right": -0.17}


def draw_trunk(pose: FigurePose, screen: Screen) -> str:
    """Draw trunk, neck and head."""
    unit, head_deg = pose.segments.height * screen.scale, degrees_of(pose.crown - pose.shoulder)
    at_hip, at_head = screen.at(pose.hip), screen.at(pose.head)
    # Pressing the low back flat on the mat is the exercise.
    flat = pose.supports.mat is not None
    return (
        carried(at_head, head_deg, neck(unit))
        + carried(at_hip, pose.trunk_deg, pelvis(unit) + chest(unit, flat_back=flat))
        + carried(at_head, head_deg, head(unit))
    )


def unit_vector(vector: Floats) -> Floats:
    """Scale a vector to length 1."""
    scaled: Floats = vector / np.hypot(*vector)
    return scaled


def draw_leg(pose: FigurePose, screen: Screen, side: Side, *, band: bool, cycle: Cycle | None = None) -> str:
    """Draw one leg as nested parts that turn about their joints."""
    body, unit, far = pose.segments, pose.segments.height * screen.scale, side == "left"
    turns = leg_turns(pose.leg(side), pose.trunk_deg)
    parts = _turned(foot(unit, far, band=band), "foot", turns, cycle)
    parts = _turned(shank(unit, far) + _moved_along(body.shank * screen.scale, parts), "shank", turns, cycle)
    parts = _moved_along(body.thigh * screen.scale, parts) + thigh(unit, far)
    return _at_hip(_turned(parts, "thigh", turns, cycle), pose, screen, side, cycle)


def _at_hip(inner: str, pose: FigurePose, screen: Screen, side: Side, cycle: Cycle | None) -> str:
    later = f' class="{cycle.name}-r"' if cycle and side == "right" else ""
    return f'<g transform="translate({pair(screen.at(pose.hip, LEG_AWAY[side]))})"{later}>{inner}</g>'


def _moved_along(length: float, inner: str) -> str:
    return f'<g transform="translate({number(length)} 0)">{inner}</g>'


def _turned(inner: str, part: str, turns: dict[str, float], cycle: Cycle | None) -> str:
    moved = f" {cycle.moved(part)}" if cycle else ""
    return f'<g transform="rotate({number(turns[part])})"{moved}>{inner}</g>'


def draw_arm(pose: FigurePose, screen: Screen, side: Side) -> str:
    """Draw one arm."""
    arm, unit, far = pose.arm, pose.segments.height * screen.scale, side == "left"
    away = ARM_AWAY[side] * (0.6 if pose.supports.mat is None else 1.0)
    pieces = (
        (arm.elbow, arm.wrist, forearm(unit, far)),
        (arm.wrist, arm.fingers, hand(unit, far)),
        (pose.shoulder, arm.elbow, upper_arm(unit, far)),
    )
    return "".join(carried(screen.at(a, away), degrees_of(b - a), inner) for a, b, inner in pieces)


def draw_band(pose: FigurePose, screen: Screen, cycle: Cycle) -> str:
    """Draw the band between the feet."""
    half = 0.020 * pose.segments.height * screen.scale
    ribbon = f"M0 {number(-half)}H100V{number(half)}H0Z"
    lines = f'stroke="{colour("band-edge")}" stroke-width="1.2" vector-effect="non-scaling-stroke"'
    drawn = shape(ribbon, "band", extra=lines)
    return f'<g transform="{band_between(pose, screen).svg}" {cycle.moved("band")}>{drawn}</g>'


def draw_psoas(pose: FigurePose, screen: Screen, side: Side, cycle: Cycle, brightest: float | None = None) -> str:
    """Mark the muscle of one side, as if the body were glass; it gets shorter and thicker as it lifts the thigh.

    With `brightest`, 0 to 1, it is pale while its side works, with a glow on top; a still glows that brightly.
    """
    works, unit = side == pose.side, pose.segments.height * screen.scale
    moved = cycle.moved(f"psoas-{side}")

    def laid(inner: str) -> str:
        return f'<g transform="{psoas_between(pose, side, screen).svg}" {moved}>{inner}</g>'

    if brightest is None:
        return glowing(laid(muscle(unit)), "glow", side, cycle, shown=works)
    pale = f'<g opacity=".3">{laid(muscle(unit))}</g>'
    return glowing(pale, "say", side, cycle, shown=works) + glowing(
        laid(lit_muscle(unit)), "glow", side, cycle, shown=works, rest=brightest
    )


def glowing(inner: str, what: str, side: Side, cycle: Cycle, *, shown: bool, rest: float = 1.0) -> str:
    """Show a part only while its side works; `rest` is its opacity in a still, if `shown`."""
    later = f" {cycle.name}-later" if side == "right" else ""
    opacity = rest if shown else 0.0
    kept = "" if opacity == 1 else f' opacity="{opacity:.2g}"'
    return f'<g class="{cycle.name}-m {cycle.name}-{what}{later}"{kept}>{inner}</g>'
