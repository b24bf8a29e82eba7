"""Draw mat, furniture and small objects in the same slanted view as the person."""

from __future__ import annotations

from dataclasses import replace

from psoas.figure.svg import Screen, colour, number, pair, shape, straight, stroke
from psoas.programme.sketch import Thing

Ends = tuple[float, float]

#: Half depth of things about the middle of the body, metres.
DEPTH = {"mat": 0.32, "box": 0.22, "wall": 0.52, "bed": 0.42, "chair": 0.2, "table": 0.34, "cushion": 0.17}


def sheet(screen: Screen, ends: Ends, y: float, depth: float, fill: str, *, extra: str = "") -> str:
    """Draw a horizontal surface."""
    left, right = ends
    corners = [
        screen.at((left, y), -depth),
        screen.at((right, y), -depth),
        screen.at((right, y), depth),
        screen.at((left, y), depth),
    ]
    return shape(straight(corners), fill, extra=extra)


def block(screen: Screen, x: Ends, y: Ends, depth: Ends, fills: tuple[str, str, str]) -> str:
    """Draw a cuboid: `depth` from near to far, `fills` of its left end, front and top."""
    (left, right), (bottom, top), (near, far) = x, y, depth
    front = [screen.at(p, near) for p in ((left, bottom), (right, bottom), (right, top), (left, top))]
    end = [screen.at((left, h), z) for h, z in ((bottom, near), (bottom, far), (top, far), (top, near))]
    lid = [screen.at((a, top), z) for a, z in ((left, near), (right, near), (right, far), (left, far))]
    return "".join(shape(straight(face), fill) for face, fill in zip((end, front, lid), fills, strict=True))


def mat(screen: Screen, x: Ends, top: float) -> str:
    """Draw the mat."""
    left, right = x
    face = [screen.at((u, v), -DEPTH["mat"]) for u, v in ((left, top), (right, top), (right, -0.012), (left, -0.012))]
    return sheet(screen, x, top, DEPTH["mat"], "mat") + shape(straight(face), "mat-edge")


def box(screen: Screen, x: Ends, y: Ends) -> str:
    """Draw the box with its handle and its shadow."""
    (left, right), (bottom, top), depth = x, y, DEPTH["box"]
    grip = [screen.at((u, bottom + 0.6 * (top - bottom)), -depth) for u in (left + 0.15, right - 0.15)]
    return (
        sheet(screen, (left - 0.05, right + 0.02), bottom, depth + 0.03, "shade", extra='opacity=".22"')
        + block(screen, x, y, (-depth, depth), ("box-side", "box", "box-top"))
        + stroke(f"M{pair(grip[0])}L{pair(grip[1])}", "box-side", 0.03 * screen.scale)
    )


def wall(screen: Screen, x: float, top: float) -> str:
    """Draw a wall with its face at `x`."""
    near, far = -DEPTH["wall"], DEPTH["wall"]
    face = [screen.at((x, 0), near), screen.at((x, 0), far), screen.at((x, top), far), screen.at((x, top), near)]
    edge = [screen.at(p, near) for p in ((x, 0), (x + 0.1, 0), (x + 0.1, top), (x, top))]
    return shape(straight(face), "wall-face", extra='opacity=".8"') + shape(straight(edge), "wall")


def bed(screen: Screen, x: Ends, y: Ends) -> str:
    """Draw a bed: legs, frame, mattress."""
    (left, right), (bottom, top), depth = x, y, DEPTH["bed"]
    frame, mattress = top - 0.24, top - 0.16
    legs = "".join(
        block(screen, (u, u + 0.07), (bottom, frame), (-depth, -depth + 0.07), ("box-side", "box-side", "box-side"))
        for u in (left + 0.06, right - 0.13)
    )
    return (
        sheet(screen, (left, right), bottom, depth, "shade", extra='opacity=".22"')
        + legs
        + block(screen, x, (frame, mattress), (-depth, depth), ("box-side", "box", "box-top"))
        + block(screen, x, (mattress, top), (-depth, depth), ("cloth-edge", "cloth", "cloth-top"))
    )


def chair(screen: Screen, x: Ends, y: Ends, back: str | None) -> str:
    """Draw a chair: far legs, backrest, seat, near legs."""
    (left, right), (bottom, top), depth = x, y, DEPTH["chair"]

    def post(u: float, z: float, low: float, high: float) -> str:
        return stroke(f"M{pair(screen.at((u, low), z))}L{pair(screen.at((u, high), z))}", "box-side", 6)

    u = left + 0.02 if back == "left" else right - 0.02
    ends = ((left + 0.02, depth), (right - 0.02, depth)) if back == "far" else ((u, depth), (u, -depth))
    rest = ""
    if back is not None:
        rest = "".join(post(*end, top, top + 0.42) for end in ends)
        board = [screen.at((a, top + h), z) for h in (0.24, 0.43) for a, z in ends[:: 1 if h < 0.3 else -1]]
        rest += shape(straight(board), "box")
    far = "".join(post(u, depth, bottom, top) for u in (left + 0.02, right - 0.02))
    near = "".join(post(u, -depth, bottom, top) for u in (left + 0.02, right - 0.02))
    ground = sheet(screen, (left, right), bottom, depth, "shade", extra='opacity=".22"')
    seat = block(screen, x, (top - 0.04, top), (-depth, depth), ("box-side", "box", "box-top"))
    # A backrest on the far side is drawn before the seat, any other after it.
    return ground + rest + far + near + seat if back == "far" else ground + far + near + seat + rest


def table(screen: Screen, x: Ends, y: Ends) -> str:
    """Draw a table."""
    (left, right), (bottom, top), depth = x, y, DEPTH["table"]
    posts = "".join(
        stroke(f"M{pair(screen.at((u, bottom), z))}L{pair(screen.at((u, top), z))}", "box-side", 7)
        for z in (depth, -depth)
        for u in (left + 0.05, right - 0.05)
    )
    ground = sheet(screen, (left, right), bottom, depth, "shade", extra='opacity=".22"')
    return ground + posts + block(screen, x, (top - 0.04, top), (-depth, depth), ("box-side", "box", "box-top"))


def cushion(screen: Screen, x: Ends, y: Ends) -> str:
    """Draw a cushion with round corners."""
    (left, right), (bottom, top), depth = x, y, DEPTH["cushion"]
    (x0, y0), (x1, y1) = screen.at((left, top), -depth), screen.at((right, bottom), -depth)
    lid = [screen.at((u, top - 0.015), z) for u, z in ((left, -depth), (right, -depth), (right, depth), (left, depth))]
    body = [screen.at((right, h), z) for h, z in ((bottom, -depth), (bottom, depth), (top, depth), (top, -depth))]
    puffed = f'stroke="{colour("cloth-top")}" stroke-width="5" stroke-linejoin="round"'
    return (
        shape(straight(body), "cloth-edge")
        + shape(straight(lid), "cloth-top", extra=puffed)
        + f'<rect x="{number(x0)}" y="{number(y0)}" width="{number(x1 - x0)}" height="{number(y1 - y0)}" '
        f'rx="{number((y1 - y0) / 2.2)}" style="fill:{colour("cloth")}"/>'
    )


def thing(screen: Screen, one: Thing) -> str:
    """Draw a piece of furniture of a sketch."""
    x, y = screen.at((0.0, 0.0), one.away)
    screen = replace(screen, x=x, y=y)
    if not screen.slant or one.kind == "ball":
        return _flat(screen, one)
    match one.kind:
        case "mat":
            return mat(screen, one.x, one.y[1])
        case "wall":
            return wall(screen, one.x[0], one.y[1])
        case "chair":
            return chair(screen, one.x, one.y, one.back)
        case kind:
            return {"box": box, "bed": bed, "table": table, "cushion": cushion}[kind](screen, one.x, one.y)


def _flat(screen: Screen, one: Thing) -> str:
    """Draw a thing as one face in a straight view, or a ball."""
    (x0, y0), (x1, y1) = screen.at((one.x[0], one.y[1])), screen.at((one.x[1], one.y[0]))
    fill, round_ = {"mat": ("mat", 3.0), "wall": ("wall", 0.0), "ball": ("ball", (x1 - x0) / 2)}.get(
        one.kind, ("cloth", 14.0)
    )
    edge = fill if fill == "wall" else f"{fill}-edge"
    return (
        f'<rect x="{number(x0)}" y="{number(y0)}" width="{number(x1 - x0)}" height="{number(y1 - y0)}" '
        f'rx="{number(round_)}" style="fill:{colour(fill)};stroke:{colour(edge)};stroke-width:2"/>'
    )
