"""The person and the things around, put together from back to front."""

from __future__ import annotations

import numpy as np

from psoas.body.drawing_motion import LEG_AWAY, Cycle, band_between, band_transform, leg_turns
from psoas.body.drawing_parts import (
    CHEST_BACK,
    CHEST_FRONT,
    HAIR,
    HAND,
    HEAD,
    HOLLOW,
    LIMBS,
    PELVIS,
    PSOAS_BELLY,
    PSOAS_TENDON,
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
from psoas.body.figure import FigurePose
from psoas.body.segments import degrees_of, point
from psoas.body.skeleton import SIDES, Floats, Side

ARM_AWAY: dict[Side, float] = {"left": 0.17, "right": -0.17}
DEPTH = {"mat": 0.32, "box": 0.22, "wall": 0.62}


def back_to_front(
    pose: FigurePose,
    screen: Screen,
    *,
    band: bool,
    cycle: Cycle | None = None,
    ghost: FigurePose | None = None,
    ways: dict[Side, list[Floats]] | None = None,
) -> str:
    """Draw everything but the words.

    Parameters
    ----------
    pose : FigurePose
        What is drawn where nothing moves.
    screen : Screen
    band : bool
        With the mini band.
    cycle : Cycle or None
        The movement; None draws a still.
    ghost : FigurePose or None
        A second position of the legs, drawn pale, shown only where the movement is not.
    ways : dict or None
        Side to the points, metres, along which an arrow shows where that leg goes.
    """
    parts = [_supports(pose, screen), _arm(pose, screen, "left"), _leg(pose, screen, "left", band=band, cycle=cycle)]
    if band:
        parts.append(_band(pose, screen, cycle))
    parts.append(_trunk(pose, screen))
    if ghost is not None and cycle is not None:
        pale = _leg(ghost, screen, "right", band=False)
        parts.append(f'<g class="{cycle.name}-still" opacity=".35">{pale}</g>')
    parts.append(_leg(pose, screen, "right", band=band, cycle=cycle))
    parts.append(_arm(pose, screen, "right"))
    parts += [_psoas(pose, screen, side, cycle) for side in ("left", "right")]
    if ways:
        parts += [_arrow(ways[side], screen, side, cycle, shown=side == pose.side) for side in ("left", "right")]
    return "".join(parts)


def _supports(pose: FigurePose, screen: Screen) -> str:
    things, parts = pose.supports, []
    shade = 'opacity=".22"'
    if things.mat:
        left, right, top = things.mat
        face = [
            screen.at((x, y), -DEPTH["mat"]) for x, y in ((left, top), (right, top), (right, -0.012), (left, -0.012))
        ]
        parts += [_sheet(screen, (left, right), top, DEPTH["mat"], "mat"), shape(straight(face), "mat-edge")]
        parts.append(_sheet(screen, (float(pose.shoulder[0]) - 0.2, 0.1), top, 0.16, "mat-edge", extra='opacity=".5"'))
    else:
        for side in SIDES:
            x, y = screen.at((float(pose.holding.ankle[0]) + 0.07, 0.0), LEG_AWAY[side])
            rx = number(0.19 * screen.scale)
            parts.append(
                f'<ellipse cx="{number(x)}" cy="{number(y)}" rx="{rx}" ry="5" style="fill:{colour("shade")}" {shade}/>'
            )
    if things.box:
        left, right, top = things.box
        parts.append(_sheet(screen, (left - 0.05, right + 0.02), 0.0, DEPTH["box"] + 0.03, "shade", extra=shade))
        near, far = -DEPTH["box"], DEPTH["box"]
        front = [screen.at(p, near) for p in ((left, 0), (right, 0), (right, top), (left, top))]
        end = [screen.at((left, y), z) for y, z in ((0, near), (0, far), (top, far), (top, near))]
        parts += [
            shape(straight(end), "box-side"),
            shape(straight(front), "box"),
            _sheet(screen, (left, right), top, far, "box-top"),
        ]
        grip = [screen.at((left + 0.15, 0.6 * top), near), screen.at((right - 0.15, 0.6 * top), near)]
        parts.append(stroke(f"M{pair(grip[0])}L{pair(grip[1])}", "box-side", 0.03 * screen.scale))
    if things.wall is not None:
        x, top = things.wall, 1.06 * pose.segments.height
        near, far = -DEPTH["wall"], DEPTH["wall"]
        face = [screen.at((x, 0), near), screen.at((x, 0), far), screen.at((x, top), far), screen.at((x, top), near)]
        edge = [screen.at(p, near) for p in ((x, 0), (x + 0.1, 0), (x + 0.1, top), (x, top))]
        parts += [shape(straight(face), "wall-face"), shape(straight(edge), "wall")]
    return "".join(parts)


def _sheet(screen: Screen, ends: tuple[float, float], y: float, depth: float, fill: str, *, extra: str = "") -> str:
    """Draw a horizontal surface, seen a little from above."""
    left, right = ends
    corners = [
        screen.at((left, y), -depth),
        screen.at((right, y), -depth),
        screen.at((right, y), depth),
        screen.at((left, y), depth),
    ]
    return shape(straight(corners), fill, extra=extra)


def _outline(points: list[Floats], screen: Screen, away: float = 0.0) -> str:
    return smooth([screen.at(p, away) for p in points])


def _trunk(pose: FigurePose, screen: Screen) -> str:
    H, turn = pose.segments.height, pose.trunk_deg
    back = list(CHEST_BACK)
    if pose.supports.mat:
        # On the mat the low back is pressed flat: that is the exercise.
        back = [(u, -0.0555 if i in HOLLOW else v) for i, (u, v) in enumerate(back)]
    chest = placed((*CHEST_FRONT, *back), pose.hip, turn, H, front=-1)
    pelvis = placed(PELVIS, pose.hip, turn, H, front=-1)
    head_deg = degrees_of(pose.crown - pose.shoulder)
    neck = (pose.hip + 0.97 * (pose.shoulder - pose.hip), pose.head + 0.012 * H * _unit(pose.shoulder - pose.head))
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
            stroke(f"M{pair(spot['brow'])}L{pair(spot['brow end'])}", "hair", 0.005 * unit),
            stroke(f"M{pair(spot['mouth'])}L{pair(spot['mouth end'])}", "hair", 0.0045 * unit),
        ]
    )


_FACE = {
    "ear": (-0.008, -0.006),
    "eye": (0.008, 0.034),
    "brow": (0.020, 0.042),
    "brow end": (0.020, 0.028),
    "mouth": (-0.029, 0.045),
    "mouth end": (-0.027, 0.034),
}


def _unit(vector: Floats) -> Floats:
    scaled: Floats = vector / np.hypot(*vector)
    return scaled


def _dot(place: tuple[float, float], radius: float, fill: str) -> str:
    x, y = place
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{radius:.2f}" style="fill:{colour(fill)}"/>'


def _leg(pose: FigurePose, screen: Screen, side: Side, *, band: bool, cycle: Cycle | None = None) -> str:
    body, unit = pose.segments, pose.segments.height * screen.scale
    cloth, shoe = ("legs", "shoe") if side == "right" else ("legs-far", "shoe-far")
    turns = leg_turns(pose.leg(side), pose.trunk_deg)

    foot = [
        shape(smooth(local(SHOE, unit)), shoe, extra=f'stroke="{_LINE}" stroke-width="1"'),
        shape(smooth(local(SOLE, unit)), "line"),
    ]
    if band:
        strip: Outline = ((0.030, 0.010), (0.056, -0.004), (0.056, -0.041), (0.030, -0.041))
        foot.append(shape(straight(local(strip, unit)), "band", extra=f'stroke="{_EDGE}" stroke-width="1"'))
    parts = _turned("".join(foot), "foot", turns, cycle)
    parts = shape(smooth(local(SHANK, unit)), cloth) + _moved_along(body.shank * screen.scale, parts)
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


def _arm(pose: FigurePose, screen: Screen, side: Side) -> str:
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


def _band(pose: FigurePose, screen: Screen, cycle: Cycle | None) -> str:
    half = 0.020 * pose.segments.height * screen.scale
    moved = f" {cycle.moved('band')}" if cycle else ""
    ribbon = f"M0 {number(-half)}H100V{number(half)}H0Z"
    lines = f'stroke="{_EDGE}" stroke-width="1.2" vector-effect="non-scaling-stroke"'
    place = band_transform(band_between(pose, screen))
    return f'<g transform="{place}"{moved}>{shape(ribbon, "band", extra=lines)}</g>'


def _psoas(pose: FigurePose, screen: Screen, side: Side, cycle: Cycle | None) -> str:
    """Mark the muscle of one side, as if the body were of glass."""
    works = side == pose.side
    if cycle is None and not works:
        return ""
    unit, away = pose.segments.height * screen.scale, LEG_AWAY[side]
    rim = 'stroke="#fff" stroke-opacity=".85" stroke-width="1.5"'
    belly = placed(PSOAS_BELLY, pose.hip, pose.trunk_deg, pose.segments.height, front=-1)
    tendon, turns = smooth(local(PSOAS_TENDON, unit)), leg_turns(pose.leg(side), pose.trunk_deg)
    inner = ""
    for extra in (rim, ""):  # both rims lie below both fills, so that the two parts read as one
        turned = _turned(shape(tendon, "psoas", extra=extra), "thigh", turns, cycle)
        inner += shape(_outline(belly, screen, away), "psoas", extra=extra)
        inner += _at_hip(turned, pose, screen, side, cycle)
    return _glowing(inner, "glow", side, cycle, shown=works)


def _glowing(inner: str, what: str, side: Side, cycle: Cycle | None, *, shown: bool) -> str:
    """Let a part appear only while its side works."""
    if cycle is None:
        return inner if shown else ""
    later = f" {cycle.name}-r" if side == "right" else ""
    rest = "" if shown else ' opacity="0"'
    return f'<g class="{cycle.name}-m {cycle.name}-{what}{later}"{rest}>{inner}</g>'


def label(pose: FigurePose, screen: Screen, *, cycle: Cycle | None = None) -> str:
    """Name the muscle, with a line to it, for those whom colour does not help."""
    H = pose.segments.height
    if pose.supports.mat:
        words, end = pose.hip + point(-0.30 * H, 0.20 * H), pose.hip + point(-0.085 * H, 0.012 * H)
        anchor = "end"
    else:
        words, end = pose.hip + point(-0.21 * H, -0.085 * H), pose.hip + point(-0.01 * H, 0.055 * H)
        anchor = "end"
    x, y = screen.at(words)
    ex, ey = screen.at(end)
    return (
        f'<path d="M{number(x + 4)} {number(y - 4)}L{number(ex)} {number(ey)}" fill="none" stroke="currentColor" '
        f'stroke-width="1.3"/><circle cx="{number(ex)}" cy="{number(ey)}" r="2.2" fill="currentColor"/>'
        f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}">psoas</text>'
    )


def side_words(pose: FigurePose, *, cycle: Cycle | None = None) -> str:
    """Say which leg works."""
    sides: tuple[Side, Side] = ("left", "right")
    return "".join(
        _glowing(f'<text x="14" y="26">{side.capitalize()} leg</text>', "say", side, cycle, shown=side == pose.side)
        for side in sides
    )


def way_of(poses: list[FigurePose], *, flexes: bool) -> list[Floats]:
    """Find where an arrow beside the working leg runs: beyond the knee that comes up, or the foot that goes out.

    Parameters
    ----------
    poses : list of FigurePose
        Moments of the way out, in order.
    flexes : bool
        Whether the hip bends on the way out.
    """
    way = []
    for pose in poses:
        leg, H = pose.working, pose.segments.height
        if flexes:
            way.append(leg.knee + 0.065 * H * _unit(leg.knee - pose.hip))
        else:
            way.append(leg.heel + 0.045 * H * _unit(leg.ankle - leg.knee) + 0.4 * (leg.toe - leg.heel))
    return way


def _arrow(way: list[Floats], screen: Screen, side: Side, cycle: Cycle | None, *, shown: bool) -> str:
    places = [screen.at(p, LEG_AWAY[side]) for p in way]
    tip, before = np.array(places[-1]), np.array(places[-2])
    along = _unit(tip - before)
    across = np.array([-along[1], along[0]])
    head = straight([tuple(tip + 9 * along), tuple(tip + 6 * across), tuple(tip - 6 * across)])
    line = stroke(smooth(places, closed=False), "arrow", 3.2)
    return _glowing(line + shape(head, "arrow"), "arrow", side, cycle, shown=shown)
