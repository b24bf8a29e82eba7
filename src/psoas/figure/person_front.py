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
_PELVIS = _mirrored(((0.05, 0.060), (0.035, 0.080), (0.0, 0.098), (-0.035, 0.096), (-0.06, 0.05)))
_CHEST = _mirrored(
    (
        (0.302, 0.045),
        (0.292, 0.085),
        (0.272, 0.106),
        (0.235, 0.104),
        (0.19, 0.096),
        (0.13, 0.084),
        (0.09, 0.083),
        (0.04, 0.091),
        (0.034, 0.06),
    )
)
_HEAD = _mirrored(
    ((0.062, 0.014), (0.048, 0.036), (0.02, 0.044), (-0.012, 0.042), (-0.038, 0.033), (-0.056, 0.016), (-0.06, 0.004))
)
_HAIR: Outline = (
    (0.012, 0.046),
    (0.044, 0.046),
    (0.066, 0.022),
    (0.071, 0.0),
    (0.066, -0.022),
    (0.044, -0.046),
    (0.012, -0.046),
    (0.022, -0.038),
    (0.040, -0.028),
    (0.044, 0.0),
    (0.040, 0.028),
    (0.022, 0.038),
)
_THIGH = _mirrored(
    ((-0.03, 0.03), (0.0, 0.048), (0.06, 0.050), (0.13, 0.044), (0.21, 0.033), (0.255, 0.030), (0.275, 0.015))
)
_SHANK = _mirrored(
    ((-0.026, 0.012), (0.0, 0.029), (0.07, 0.036), (0.13, 0.031), (0.20, 0.019), (0.25, 0.016), (0.262, 0.006))
)
_LEGGING = _mirrored(((-0.026, 0.012), (0.0, 0.029), (0.07, 0.036), (0.13, 0.031), (0.197, 0.0215), (0.200, 0.008)))
_SHOE = _mirrored(((0.018, 0.016), (0.0, 0.024), (-0.022, 0.031), (-0.036, 0.034), (-0.039, 0.026)))
_SOLE = _mirrored(((-0.030, 0.033), (-0.036, 0.034), (-0.039, 0.026)))


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
            drawn = filled(_HEAD, "skin") + filled(_HAIR, "hair") + _face(unit)
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


def _face(unit: float) -> str:
    marks = [dot(local([(0.008, v)], unit)[0], 0.0058 * unit, "hair") for v in (0.017, -0.017)]
    for v in (0.017, -0.017):
        brow = local([(0.024, v - 0.008), (0.026, v), (0.024, v + 0.008)], unit)
        marks.append(stroke(smooth(brow, closed=False), "hair", 0.0042 * unit))
    nose, mouth = [(0.004, 0.0), (-0.014, 0.004), (-0.016, -0.003)], [(-0.030, 0.012), (-0.034, 0.0), (-0.030, -0.012)]
    marks.append(stroke(smooth(local(nose, unit), closed=False), "skin-far", 0.0045 * unit))
    marks.append(stroke(smooth(local(mouth, unit), closed=False), "hair", 0.0045 * unit))
    return "".join(marks)
