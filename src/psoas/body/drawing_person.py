"""The person: trunk, head, legs, arms, the band between the feet and the muscle that works."""

from __future__ import annotations

import numpy as np

from psoas.body.drawing_motion import LEG_AWAY, Cycle, band_between, leg_turns, psoas_between
from psoas.body.drawing_parts import (
    CHEST_BACK,
    CHEST_FRONT,
    HAIR,
    HAND,
    HEAD,
    HOLLOW,
    LEGGING,
    LIMBS,
    PELVIS,
    PSOAS,
    SHANK,
    SHOE,
    SOLE,
    THIGH,
    Outline,
    Screen,
    colour,
    limb,
    local,
    number,
    pair,
    placed,
    shape,
    smooth,
    straight,
    stroke,
)
from psoas.body.pose import FigurePose
from psoas.body.segments import degrees_of
from psoas.body.skeleton import Floats, Side

ARM_AWAY: dict[Side, float] = {"left": 0.17, "right": -0.17}


def _outline(points: list[Floats], screen: Screen, away: float = 0.0) -> str:
    return smooth([screen.at(p, away) for p in points])


def draw_trunk(pose: FigurePose, screen: Screen) -> str:
    """Draw trunk, neck and head."""
    H, turn = pose.segments.height, pose.trunk_deg
    back = list(CHEST_BACK)
    if pose.supports.mat:
        # On the mat the low back is pressed flat: that is the exercise.
        back = [(u, -0.0555 if i in HOLLOW else v) for i, (u, v) in enumerate(back)]
    chest = placed((*CHEST_FRONT, *back), pose.hip, turn, H, front=-1)
    pelvis = placed(PELVIS, pose.hip, turn, H, front=-1)
    head_deg = degrees_of(pose.crown - pose.shoulder)
    neck = (
        pose.hip + 0.97 * (pose.shoulder - pose.hip),
        pose.head + 0.012 * H * unit_vector(pose.shoulder - pose.head),
    )
    face = {name: placed(points, pose.head, head_deg, H, front=-1) for name, points in (("head", HEAD), ("hair", HAIR))}
    spot = {name: screen.at(placed([place], pose.head, head_deg, H, front=-1)[0]) for name, place in _FACE.items()}
    unit = H * screen.scale
    return "".join(
        [
            stroke(f"M{pair(screen.at(neck[0]))}L{pair(screen.at(neck[1]))}", "skin-far", 0.056 * unit),
            shape(_outline(pelvis, screen), "legs"),
            shape(_outline(chest, screen), "shirt"),
            shape(_outline(face["head"], screen), "skin"),
            shape(_outline(face["hair"], screen), "hair"),
            _dot(spot["ear"], 0.0115 * unit, "skin-far"),
            _dot(spot["eye"], 0.0058 * unit, "hair"),
            stroke(f"M{pair(spot['brow'])}L{pair(spot['brow end'])}", "hair", 0.0042 * unit),
            stroke(f"M{pair(spot['mouth'])}L{pair(spot['mouth end'])}", "hair", 0.0045 * unit),
        ]
    )


_FACE = {
    "ear": (-0.008, -0.006),
    "eye": (0.010, 0.035),
    "brow": (0.0290, 0.0435),
    "brow end": (0.0265, 0.032),
    "mouth": (-0.030, 0.045),
    "mouth end": (-0.0245, 0.034),
}


def unit_vector(vector: Floats) -> Floats:
    """Scale to length 1."""
    scaled: Floats = vector / np.hypot(*vector)
    return scaled


def _dot(place: tuple[float, float], radius: float, fill: str) -> str:
    x, y = place
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{radius:.2f}" style="fill:{colour(fill)}"/>'


def draw_leg(pose: FigurePose, screen: Screen, side: Side, *, band: bool, cycle: Cycle | None = None) -> str:
    """Draw one leg as nested parts, each of which turns about its joint."""
    body, unit = pose.segments, pose.segments.height * screen.scale
    far = "" if side == "right" else "-far"
    cloth, shoe, skin = f"legs{far}", f"shoe{far}", f"skin{far}"
    turns = leg_turns(pose.leg(side), pose.trunk_deg)

    foot = [
        shape(smooth(local(SHOE, unit)), shoe, extra=f'stroke="{_LINE}" stroke-width="1"'),
        shape(smooth(local(SOLE, unit)), "line"),
    ]
    if band:
        strip: Outline = ((0.030, 0.010), (0.056, -0.004), (0.056, -0.041), (0.030, -0.041))
        foot.append(shape(straight(local(strip, unit)), "band", extra=f'stroke="{_EDGE}" stroke-width="1"'))
    parts = _turned("".join(foot), "foot", turns, cycle)
    leggings = shape(smooth(local(LEGGING, unit)), cloth)
    parts = shape(smooth(local(SHANK, unit)), skin) + leggings + _moved_along(body.shank * screen.scale, parts)
    parts = _turned(parts, "shank", turns, cycle)
    parts = _moved_along(body.thigh * screen.scale, parts) + shape(smooth(local(THIGH, unit)), cloth)
    return _at_hip(_turned(parts, "thigh", turns, cycle), pose, screen, side, cycle)


_LINE, _EDGE = colour("line"), colour("band-edge")


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
    body, arm = pose.segments, pose.arm
    H = body.height
    skin, sleeve = ("skin", "shirt") if side == "right" else ("skin-far", "shirt-far")
    away = ARM_AWAY[side] * (0.6 if pose.supports.mat is None else 1.0)
    upper, fore = degrees_of(arm.elbow - pose.shoulder), degrees_of(arm.wrist - arm.elbow)
    hand = degrees_of(arm.fingers - arm.wrist)
    upper_outline = limb(body.upper_arm / H, LIMBS["upper"])
    sleeve_outline = limb(0.55 * body.upper_arm / H, (0.038, 0.036, 0.033))
    pieces = (
        (placed(limb(body.forearm / H, LIMBS["fore"]), arm.elbow, fore, H), skin),
        (placed(HAND, arm.wrist, hand, H), skin),
        (placed(upper_outline, pose.shoulder, upper, H), skin),
        (placed(sleeve_outline, pose.shoulder, upper, H), "shirt-far" if side == "right" else sleeve),
    )
    return "".join(shape(_outline(points, screen, away), fill) for points, fill in pieces)


def draw_band(pose: FigurePose, screen: Screen, cycle: Cycle | None) -> str:
    """Draw the stretch of band between the feet."""
    half = 0.020 * pose.segments.height * screen.scale
    moved = f" {cycle.moved('band')}" if cycle else ""
    ribbon = f"M0 {number(-half)}H100V{number(half)}H0Z"
    lines = f'stroke="{_EDGE}" stroke-width="1.2" vector-effect="non-scaling-stroke"'
    return f'<g transform="{band_between(pose, screen).svg}"{moved}>{shape(ribbon, "band", extra=lines)}</g>'


def draw_psoas(pose: FigurePose, screen: Screen, side: Side, cycle: Cycle | None) -> str:
    """Mark the muscle of one side, as if the body were of glass; it grows shorter and thicker as it lifts the thigh."""
    works = side == pose.side
    H = pose.segments.height
    outline = smooth([(100 * u, -w * H * screen.scale) for u, w in PSOAS])
    rim = 'stroke="#fff" stroke-width="1.6" vector-effect="non-scaling-stroke"'
    moved = f" {cycle.moved(f'psoas-{side}')}" if cycle else ""
    muscle = f'<g transform="{psoas_between(pose, side, screen).svg}"{moved}>{shape(outline, "psoas", extra=rim)}</g>'
    return glowing(muscle, "glow", side, cycle, shown=works)


def glowing(inner: str, what: str, side: Side, cycle: Cycle | None, *, shown: bool) -> str:
    """Let a part appear only while its side works."""
    if cycle is None:
        return inner if shown else ""
    later = f" {cycle.name}-later" if side == "right" else ""
    rest = "" if shown else ' opacity="0"'
    return f'<g class="{cycle.name}-m {cycle.name}-{what}{later}"{rest}>{inner}</g>'
