"""Draw the parts of a person in front view; frames and units as in `psoas.figure.body_parts`."""

from __future__ import annotations

from psoas.figure.body_parts import LIMB_PARTS, dot, neck
from psoas.figure.svg import Outline, colour, local, shape, smooth, stroke
from psoas.programme.sketch import SketchPart


def _mirrored(half: Outline) -> Outline:
    """Mirror half an outline, which runs from the end of the part to its beginning."""
    return [*half, *((u, -v) for u, v in reversed(half))]


_LEG: dict[str, tuple[SketchPart, ...]] = {
    "far": ("far-shank", "far-foot", "far-thigh"),
    "near": ("near-shank", "near-foot", "near-thigh"),
}
_ARM: dict[str, tuple[SketchPart, ...]] = {
    "far": ("far-upper", "far-fore", "far-hand"),
    "near": ("near-upper", "near-fore", "near-hand"),
}
#: Half outlines in shares of body height: along the part, and outwards from its middle.
_PELVIS = _mirrored(((0.055, 0.058), (0.040, 0.078), (0.0, 0.096), (-0.035, 0.097), (-0.062, 0.052)))
_CHEST = _mirrored(
    (
        (0.306, 0.026),
        (0.300, 0.046),
        (0.288, 0.079),
        (0.268, 0.101),
        (0.235, 0.100),
        (0.19, 0.091),
        (0.13, 0.077),
        (0.09, 0.077),
        (0.045, 0.088),
        (0.034, 0.086),
        (0.032, 0.05),
    )
)
_HEAD = _mirrored(
    (
        (0.062, 0.014),
        (0.048, 0.036),
        (0.02, 0.0455),
        (-0.012, 0.0445),
        (-0.036, 0.036),
        (-0.053, 0.020),
        (-0.059, 0.006),
    )
)
#: Hair drawn back from a parting, and its bun.
_HAIR: Outline = (
    (-0.006, 0.0475),
    (0.034, 0.0520),
    (0.062, 0.0330),
    (0.0735, 0.0),
    (0.062, -0.0330),
    (0.034, -0.0520),
    (-0.006, -0.0475),
    (0.014, -0.0400),
    (0.034, -0.0270),
    (0.050, -0.0060),
    (0.044, 0.0100),
    (0.030, 0.0290),
    (0.012, 0.0405),
)
_BUN = (0.083, 0.0, 0.026)
_THIGH = _mirrored(
    ((-0.03, 0.03), (0.0, 0.049), (0.06, 0.049), (0.13, 0.042), (0.20, 0.031), (0.245, 0.0285), (0.275, 0.015))
)
_SHANK = _mirrored(
    (
        (-0.026, 0.012),
        (0.0, 0.0275),
        (0.03, 0.0285),
        (0.08, 0.0345),
        (0.13, 0.029),
        (0.20, 0.018),
        (0.25, 0.016),
        (0.262, 0.006),
    )
)
_LEGGING = _mirrored(
    ((-0.026, 0.012), (0.0, 0.0275), (0.03, 0.0285), (0.08, 0.0345), (0.13, 0.029), (0.197, 0.0205), (0.200, 0.008))
)
_SHOE = _mirrored(((0.018, 0.012), (0.008, 0.020), (-0.010, 0.026), (-0.028, 0.033), (-0.037, 0.030), (-0.039, 0.016)))
_SOLE = _mirrored(((-0.031, 0.0335), (-0.037, 0.031), (-0.039, 0.016)))


#: Drawing order of the parts, back to front.
FRONT_ORDER: tuple[SketchPart, ...] = (
    *(part for where in ("far", "near") for part in _LEG[where]),
    "neck",
    "pelvis",
    "chest",
    "head",
    *(part for where in ("far", "near") for part in _ARM[where]),
)


def front_part(part: SketchPart, unit: float) -> str:
    """Draw one part by its name; `unit` is body height in drawing units. Left and right look alike."""
    what = part.rpartition("-")[2]

    def filled(outline: Outline, fill: str) -> str:
        return shape(smooth(local(outline, unit)), fill)

    match what:
        case "pelvis":
            drawn = filled(_PELVIS, "legs")
        case "chest":
            drawn = filled(_CHEST, "shirt")
        case "head":
            drawn = _head(unit)
        case "thigh":
            drawn = filled(_THIGH, "legs")
        case "shank":
            drawn = filled(_SHANK, "skin") + filled(_LEGGING, "legs")
        case "foot":
            rim = f'stroke="{colour("line")}" stroke-width="1"'
            drawn = shape(smooth(local(_SHOE, unit)), "shoe", extra=rim) + filled(_SOLE, "line")
        case _:
            drawn = neck(unit) if part == "neck" else LIMB_PARTS[what](unit, False)
    return drawn


def _head(unit: float) -> str:
    along, across, radius = _BUN
    marks = [
        dot(local([(along, across)], unit)[0], radius * unit, "hair"),
        *(dot(local([(-0.004, v)], unit)[0], 0.0105 * unit, "skin-far") for v in (0.0465, -0.0465)),
        shape(smooth(local(_HEAD, unit)), "skin"),
        *(dot(local([(-0.018, v)], unit)[0], 0.0095 * unit, "cheek") for v in (0.026, -0.026)),
        shape(smooth(local(_HAIR, unit)), "hair"),
    ]
    for v in (0.0175, -0.0175):
        marks.append(dot(local([(0.004, v)], unit)[0], 0.0060 * unit, "hair"))
        brow = local([(0.0205, v - 0.0075), (0.0230, v), (0.0205, v + 0.0075)], unit)
        marks.append(stroke(smooth(brow, closed=False), "hair", 0.0034 * unit))
    nose, smile = (
        [(-0.010, 0.004), (-0.0135, 0.0), (-0.010, -0.004)],
        [(-0.027, 0.0145), (-0.0335, 0.0), (-0.027, -0.0145)],
    )
    marks.append(stroke(smooth(local(nose, unit), closed=False), "skin-far", 0.0042 * unit))
    marks.append(stroke(smooth(local(smile, unit), closed=False), "lips", 0.0045 * unit))
    return "".join(marks)
