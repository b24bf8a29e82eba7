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
from psoas.figure.keyframes import LEG_AWAY, Cycle, KeyframeSpan, band_between, leg_turns, psoas_between
from psoas.figure.pose import FigurePose
from psoas.figure.svg import Screen, colour, number, pair, shape

ARM_AWAY: dict[Side, float] = {"left": 0.17, "right": -0.17}
#: How far elbows point out of the plane if the hands are on the hips, degrees.
_AKIMBO_DEG = 62.0


def draw_trunk(pose: FigurePose, screen: Screen, cycle: Cycle | None = None) -> str:
    """Draw trunk, neck and head; the seat has the colour of the near leg."""
    unit, head_deg = pose.segments.height * screen.scale, degrees_of(pose.crown - pose.shoulder)
    at_hip, at_head = screen.at(pose.hip), screen.at(pose.head)
    # Pressing the low back flat on the mat is the exercise.
    flat = pose.supports.mat is not None
    toned = f'class="{cycle.name}-m {cycle.name}-tone {cycle.name}-later"' if cycle else ""
    seat = pelvis(unit, far=pose.side == "left", toned=toned)
    return (
        carried(at_head, head_deg, neck(unit))
        + carried(at_hip, pose.trunk_deg, seat + chest(unit, flat_back=flat))
        + carried(at_head, head_deg, head(unit))
    )


def unit_vector(vector: Floats) -> Floats:
    """Scale a vector to length 1."""
    scaled: Floats = vector / np.hypot(*vector)
    return scaled


def draw_leg(pose: FigurePose, screen: Screen, side: Side, *, band: bool, cycle: Cycle | None = None) -> str:
    """Draw one leg as nested parts that turn about their joints."""
    body, unit, far = pose.segments, pose.segments.height * screen.scale, side == "left"
    # The eye follows the strong colour: that of the leg that works, on whichever side it is.
    pale = side != pose.side
    turns = leg_turns(pose.leg(side), pose.trunk_deg)
    toned = cycle.moved("tone") if cycle else ""
    lower = shank(unit, pale, toned=toned)
    parts = _turned(foot(unit, far, band=band), "foot", turns, cycle)
    parts = _turned(lower + _moved_along(body.shank * screen.scale, parts), "shank", turns, cycle)
    parts = _moved_along(body.thigh * screen.scale, parts) + thigh(unit, pale, toned=toned)
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
    unit, far = pose.segments.height * screen.scale, side == "left"
    drawn = {"fore": forearm(unit, far), "hand": hand(unit, far), "upper": upper_arm(unit, far)}
    spans = arm_spans(pose, screen, side)
    return "".join(f'<g transform="{spans[part].svg}">{inner}</g>' for part, inner in drawn.items())


def arm_spans(pose: FigurePose, screen: Screen, side: Side) -> dict[str, KeyframeSpan]:
    """Place the parts of an arm; with the hands on the hips, the elbows point aside."""
    arm, body = pose.arm, pose.segments
    away = ARM_AWAY[side] * (0.6 if pose.supports.mat is None else 1.0)
    aside = 0.0 if pose.supports.mat or pose.supports.wall is not None else _AKIMBO_DEG
    foot_point = _nearest_on(pose.shoulder, arm.wrist, arm.elbow)
    bent = arm.elbow - foot_point
    elbow = screen.at(
        foot_point + np.cos(np.deg2rad(aside)) * bent,
        away + np.sign(away) * np.sin(np.deg2rad(aside)) * float(np.hypot(*bent)),
    )
    shoulder, wrist, fingers = (screen.at(place, away) for place in (pose.shoulder, arm.wrist, arm.fingers))
    palm = float(np.hypot(*(arm.fingers - arm.wrist)))
    return {
        "fore": KeyframeSpan.rigid(elbow, wrist, body.forearm * screen.scale),
        "hand": KeyframeSpan.rigid(wrist, fingers, palm * screen.scale),
        "upper": KeyframeSpan.rigid(shoulder, elbow, body.upper_arm * screen.scale),
    }


def _nearest_on(start: Floats, end: Floats, place: Floats) -> Floats:
    """Return the point of the line through `start` and `end` that is nearest to `place`."""
    along = unit_vector(end - start)
    nearest: Floats = start + float(along @ (place - start)) * along
    return nearest


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
