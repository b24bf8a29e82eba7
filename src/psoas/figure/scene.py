"""Assemble the person and the furniture, back to front."""

from __future__ import annotations

from html import escape

import numpy as np

from psoas.body.segments import point
from psoas.body.skeleton import SIDES, Floats, Side
from psoas.figure.keyframes import LEG_AWAY, Cycle, psoas_between
from psoas.figure.person import draw_arm, draw_band, draw_leg, draw_psoas, draw_trunk, glowing, unit_vector
from psoas.figure.pose import FigurePose
from psoas.figure.svg import (
    HEIGHT,
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
from psoas.figure.things import box, mat, wall

#: Text attributes of labels.
TEXT = "font:600 15px system-ui,sans-serif;fill:var(--psoas-text,currentColor)"


def pointer(text: str, place: tuple[float, float], end: tuple[float, float]) -> str:
    """Write a right-aligned label with a line from it to `end`."""
    x, y = place
    way = 1 if end[0] > x else -1
    return (
        f'<path d="M{number(x + 4 * way)} {number(y - 4)}L{pair(end)}" fill="none" stroke="currentColor" '
        f'stroke-width="1.3"/><circle cx="{number(end[0])}" cy="{number(end[1])}" r="2.2" fill="currentColor"/>'
        f'<text x="{number(x)}" y="{number(y)}" text-anchor="{"end" if way > 0 else "start"}">{escape(text)}</text>'
    )


def picture(name: str, title: str, told: str, width: float, inner: str) -> str:
    """Wrap a drawing in an ``<svg>`` with title and description."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" viewBox="0 0 {number(width)} {number(HEIGHT)}" '
        f'role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(told)}</desc>{inner}</svg>'
    )


#: Distance of the background behind the body, metres.
FLOOR_LINE = 0.42


def back_to_front(
    pose: FigurePose,
    screen: Screen,
    *,
    band: bool,
    cycle: Cycle,
    ghost: FigurePose,
    ways: dict[Side, list[Floats]],
    brightest: float | None = None,
) -> str:
    """Draw everything except the labels.

    Parameters
    ----------
    pose : FigurePose
        The pose of a still.
    screen : Screen
    band : bool
        Whether to draw the mini band.
    cycle : Cycle
        The movement.
    ghost : FigurePose
        A second, pale position of the legs, shown only in a still.
    ways : dict
        Side to the points of the arrow along that leg's movement, metres; empty for no arrows.
    brightest : float or None
        Peak brightness of the working psoas, 0 to 1; None marks it without a glow.
    """
    parts = [draw_supports(pose, screen), draw_arm(pose, screen, "left")]
    pale = draw_leg(ghost, screen, "right", band=False)
    parts.append(f'<g class="{cycle.name}-still" opacity=".45">{pale}</g>')
    parts.append(draw_leg(pose, screen, "left", band=band, cycle=cycle))
    if band:
        parts.append(draw_band(pose, screen, cycle))
    parts.append(draw_trunk(pose, screen, cycle))
    parts.append(draw_leg(pose, screen, "right", band=band, cycle=cycle))
    parts.append(draw_arm(pose, screen, "right"))
    parts += [draw_psoas(pose, screen, side, cycle, brightest) for side in ("left", "right")]
    if ways:
        parts += [_arrow(ways[side], screen, side, cycle, shown=side == pose.side) for side in ("left", "right")]
    return "".join(parts)


def draw_supports(pose: FigurePose, screen: Screen) -> str:
    """Draw what carries the body, and the floor."""
    things, parts = pose.supports, []
    shade = 'opacity=".22"'
    floor = screen.at((0.0 if things.wall is None else things.wall, 0.0), FLOOR_LINE)
    stop = WIDTH - 10 if things.wall is None else floor[0]
    parts.append(stroke(f"M10 {number(floor[1])}H{number(stop)}", "shade", 1.2, extra='opacity=".45"'))
    if things.mat:
        left, right, top = things.mat
        parts.append(mat(screen, (left, right), top))
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
        parts.append(box(screen, (left, right), (0.0, top)))
    if things.wall is not None:
        parts.append(wall(screen, things.wall, 1.06 * pose.segments.height))
    return "".join(parts)


def words(pose: FigurePose, screen: Screen, *, cycle: Cycle) -> str:
    """Label the working leg and its muscle, so that colour is not the only cue."""
    return "".join(
        glowing(
            f'<text class="leg-name" x="14" y="26">{side.capitalize()} leg</text>{_label(pose, screen, side)}',
            "say",
            side,
            cycle,
            shown=side == pose.side,
        )
        for side in SIDES
    )


def _label(pose: FigurePose, screen: Screen, side: Side) -> str:
    H, muscle = pose.segments.height, psoas_between(pose, side, screen)
    place = screen.at(pose.hip + (point(-0.27 * H, 0.20 * H) if pose.supports.mat else point(-0.21 * H, -0.07 * H)))
    return pointer("psoas", place, muscle.along(0.3))


def way_of(poses: list[FigurePose], *, flexes: bool) -> list[Floats]:
    """Find the points of an arrow beside the working leg: past the rising knee or the reaching foot.

    Parameters
    ----------
    poses : list of FigurePose
        Poses of the way out, in order.
    flexes : bool
        Whether the hip flexes on the way out.
    """
    way = []
    for pose in poses:
        leg, H = pose.working, pose.segments.height
        if flexes:
            way.append(leg.knee + 0.065 * H * unit_vector(leg.knee - pose.hip))
        else:
            way.append(leg.toe + 0.05 * H * unit_vector(leg.toe - leg.heel))
    return way


def _arrow(way: list[Floats], screen: Screen, side: Side, cycle: Cycle, *, shown: bool) -> str:
    line = arrow_through([screen.at(p, LEG_AWAY[side]) for p in way])
    return glowing(line, "arrow", side, cycle, shown=shown)


def arrow_through(places: list[tuple[float, float]]) -> str:
    """Draw a line through points that ends in an arrow head."""
    tip, before = np.array(places[-1]), np.array(places[-2])
    along = unit_vector(tip - before)
    across = np.array([-along[1], along[0]])
    head = straight([tuple(tip + 9 * along), tuple(tip + 6 * across), tuple(tip - 6 * across)])
    return stroke(smooth(places, closed=False), "arrow", 3.2) + shape(head, "arrow")
