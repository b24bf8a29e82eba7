"""The person and the things around, put together from back to front."""

from __future__ import annotations

import numpy as np

from psoas.body.drawing_motion import LEG_AWAY, Cycle, psoas_between
from psoas.body.drawing_parts import (
    WIDTH,
    Screen,
    colour,
    number,
    pair,
    shape,
    smooth,
    straight,
    stroke,
)
from psoas.body.drawing_person import draw_arm, draw_band, draw_leg, draw_psoas, draw_trunk, glowing, unit_vector
from psoas.body.pose import FigurePose
from psoas.body.segments import point
from psoas.body.skeleton import SIDES, Floats, Side

#: Where floor and background meet, metres behind the body.
FLOOR_LINE = 0.42
DEPTH = {"mat": 0.32, "box": 0.22, "wall": 0.52}


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
    parts = [_supports(pose, screen), draw_arm(pose, screen, "left")]
    if ghost is not None and cycle is not None:
        pale = draw_leg(ghost, screen, "right", band=False)
        parts.append(f'<g class="{cycle.name}-still" opacity=".45">{pale}</g>')
    parts.append(draw_leg(pose, screen, "left", band=band, cycle=cycle))
    if band:
        parts.append(draw_band(pose, screen, cycle))
    parts.append(draw_trunk(pose, screen))
    parts.append(draw_leg(pose, screen, "right", band=band, cycle=cycle))
    parts.append(draw_arm(pose, screen, "right"))
    parts += [draw_psoas(pose, screen, side, cycle) for side in ("left", "right")]
    if ways:
        parts += [_arrow(ways[side], screen, side, cycle, shown=side == pose.side) for side in ("left", "right")]
    return "".join(parts)


def _supports(pose: FigurePose, screen: Screen) -> str:
    things, parts = pose.supports, []
    shade = 'opacity=".22"'
    floor = screen.at((0.0 if things.wall is None else things.wall, 0.0), FLOOR_LINE)
    stop = WIDTH - 10 if things.wall is None else floor[0]
    parts.append(stroke(f"M10 {number(floor[1])}H{number(stop)}", "shade", 1.2, extra='opacity=".45"'))
    if things.mat:
        left, right, top = things.mat
        face = [
            screen.at((x, y), -DEPTH["mat"]) for x, y in ((left, top), (right, top), (right, -0.012), (left, -0.012))
        ]
        parts += [_sheet(screen, (left, right), top, DEPTH["mat"], "mat"), shape(straight(face), "mat-edge")]
        x, y = screen.at(((float(pose.shoulder[0]) + 0.05) / 2, top), -0.08)
        size = f'rx="{number(0.33 * pose.segments.height * screen.scale)}" ry="{number(0.075 * screen.scale)}"'
        parts.append(
            f'<ellipse cx="{number(x)}" cy="{number(y)}" {size} style="fill:{colour("mat-edge")}" opacity=".6"/>'
        )
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
        parts += [shape(straight(face), "wall-face", extra='opacity=".8"'), shape(straight(edge), "wall")]
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


def words(pose: FigurePose, screen: Screen, *, cycle: Cycle | None = None, name_side: bool = True) -> str:
    """Say which leg works, and name its muscle with a line to it, for those whom colour does not help."""
    return "".join(
        glowing(
            (f'<text x="14" y="26">{side.capitalize()} leg</text>' if name_side else "") + _label(pose, screen, side),
            "say",
            side,
            cycle,
            shown=side == pose.side,
        )
        for side in SIDES
    )


def _label(pose: FigurePose, screen: Screen, side: Side) -> str:
    H, muscle = pose.segments.height, psoas_between(pose, side, screen)
    x, y = screen.at(pose.hip + (point(-0.27 * H, 0.20 * H) if pose.supports.mat else point(-0.21 * H, -0.07 * H)))
    turn = np.deg2rad(muscle.turn)
    end = muscle.x + 0.3 * muscle.length * np.cos(turn), muscle.y + 0.3 * muscle.length * np.sin(turn)
    return (
        f'<path d="M{number(x + 4)} {number(y - 4)}L{pair(end)}" fill="none" stroke="currentColor" stroke-width="1.3"/>'
        f'<circle cx="{number(end[0])}" cy="{number(end[1])}" r="2.2" fill="currentColor"/>'
        f'<text x="{number(x)}" y="{number(y)}" text-anchor="end">psoas</text>'
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
            way.append(leg.knee + 0.065 * H * unit_vector(leg.knee - pose.hip))
        else:
            way.append(leg.toe + 0.05 * H * unit_vector(leg.toe - leg.heel))
    return way


def _arrow(way: list[Floats], screen: Screen, side: Side, cycle: Cycle | None, *, shown: bool) -> str:
    places = [screen.at(p, LEG_AWAY[side]) for p in way]
    tip, before = np.array(places[-1]), np.array(places[-2])
    along = unit_vector(tip - before)
    across = np.array([-along[1], along[0]])
    head = straight([tuple(tip + 9 * along), tuple(tip + 6 * across), tuple(tip - 6 * across)])
    line = stroke(smooth(places, closed=False), "arrow", 3.2)
    return glowing(line + shape(head, "arrow"), "arrow", side, cycle, shown=shown)
