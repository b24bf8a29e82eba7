"""Draw the parts of a person, each in its own frame: drawing units, x along it, y down, origin at its first joint."""

from __future__ import annotations

from collections.abc import Callable

from psoas.body.segments import Segments
from psoas.figure.outlines import (
    BUN,
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
)
from psoas.figure.svg import Outline, colour, limb, local, number, pair, shape, smooth, straight, stroke
from psoas.programme.sketch import Held, SketchPart

_LINE, _EDGE = colour("line"), colour("band-edge")
#: Segments as shares of body height.
_SHARES = Segments(1.0)
#: Places in a face seen from the side, in the frame of the head.
_EAR, _EYE, _CHEEK = (-0.006, -0.0045), (0.0075, 0.0335), (-0.0155, 0.0285)
_BROW = ((0.0250, 0.0265), (0.0280, 0.0335), (0.0265, 0.0405))
_SMILE = ((-0.0240, 0.0320), (-0.0300, 0.0375), (-0.0295, 0.0445))


def _trunk_side(outline: Outline) -> Outline:
    """Flip an outline of the trunk or the head, whose front is clockwise of its direction."""
    return [(u, -v) for u, v in outline]


def carried(place: tuple[float, float], turn_deg: float, inner: str) -> str:
    """Place a part in the picture, turned `turn_deg` counter-clockwise from the x axis."""
    return f'<g transform="translate({pair(place)}) rotate({number(-turn_deg)})">{inner}</g>'


def pelvis(unit: float, *, far: bool = False, toned: str = "") -> str:
    """Draw the pelvis; `unit` is body height in drawing units, here and below."""
    return shape(smooth(local(_trunk_side(PELVIS), unit)), _of("legs", far), extra=toned)


def chest(unit: float, *, flat_back: bool = False) -> str:
    """Draw the trunk above the pelvis, with a hollow or a flat back."""
    back = [(u, -0.0555 if flat_back and i in HOLLOW else v) for i, (u, v) in enumerate(CHEST_BACK)]
    return shape(smooth(local(_trunk_side((*CHEST_FRONT, *back)), unit)), "shirt")


def neck(unit: float) -> str:
    """Draw the neck, in the frame of the head."""
    return stroke(f"M{number(-_SHARES.head * unit)} 0L{number(-0.012 * unit)} 0", "skin-far", 0.056 * unit)


def head(unit: float) -> str:
    """Draw head, hair and face; the origin is the middle of the head."""

    def line(way: Outline, name: str, width: float) -> str:
        return stroke(smooth(local(_trunk_side(way), unit), closed=False), name, width * unit)

    def spot(place: tuple[float, float], radius: float, fill: str) -> str:
        return dot(local(_trunk_side([place]), unit)[0], radius * unit, fill)

    along, across, radius = BUN
    return "".join(
        [
            spot((along, across), radius, "hair"),
            shape(smooth(local(_trunk_side(HEAD), unit)), "skin"),
            spot(_CHEEK, 0.0115, "cheek"),
            shape(smooth(local(_trunk_side(HAIR), unit)), "hair"),
            spot(_EAR, 0.0125, "skin"),
            spot((_EAR[0] - 0.001, _EAR[1] + 0.0015), 0.0065, "skin-far"),
            spot(_EYE, 0.0062, "hair"),
            line(_BROW, "hair", 0.0034),
            line(_SMILE, "lips", 0.0042),
        ]
    )


def dot(place: tuple[float, float], radius: float, fill: str) -> str:
    """Draw a filled circle."""
    x, y = place
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{radius:.2f}" style="fill:{colour(fill)}"/>'


def thigh(unit: float, far: bool, *, toned: str = "") -> str:
    """Draw a thigh; far limbs are paler. `toned` is the class attribute of parts whose colour moves."""
    return shape(smooth(local(THIGH, unit)), _of("legs", far), extra=toned)


def shank(unit: float, far: bool, *, toned: str = "") -> str:
    """Draw a shank."""
    bare = shape(smooth(local(SHANK, unit)), _of("skin", far))
    return bare + shape(smooth(local(LEGGING, unit)), _of("legs", far), extra=toned)


def foot(unit: float, far: bool, *, band: bool = False) -> str:
    """Draw a shoe, with or without the band round it."""
    parts = [
        shape(smooth(local(SHOE, unit)), _of("shoe", far), extra=f'stroke="{_LINE}" stroke-width="1"'),
        shape(smooth(local(SOLE, unit)), "line"),
    ]
    if band:
        strip: Outline = ((0.030, 0.010), (0.056, -0.004), (0.056, -0.041), (0.030, -0.041))
        parts.append(shape(straight(local(strip, unit)), "band", extra=f'stroke="{_EDGE}" stroke-width="1"'))
    return "".join(parts)


#: Outlines of a shoe that bends at the ball of the foot: from the ankle, and from the sole under the ball.
_REAR: Outline = (*SHOE[:5], (0.081, -0.015), (0.086, -0.028), (0.076, -0.039), *SHOE[9:])
_TOE_CAP: Outline = (
    (-0.02, 0.028),
    (0.0, 0.025),
    (0.021, 0.021),
    (0.040, 0.013),
    (0.0425, 0.003),
    (0.032, 0),
    (-0.02, 0),
)
_TOE_SOLE: Outline = ((-0.02, 0.008), (0.042, 0.009), (0.0425, 0.003), (0.032, 0), (-0.02, 0))


def bending_foot(unit: float, far: bool) -> str:
    """Draw a shoe without its toes."""
    rim = f'stroke="{_LINE}" stroke-width="1"'
    sole: Outline = ((-0.038, -0.030), (0.03, -0.031), (0.075, -0.0305), (0.074, -0.039), *SOLE[5:])
    return shape(smooth(local(_REAR, unit)), _of("shoe", far), extra=rim) + shape(smooth(local(sole, unit)), "line")


def toes(unit: float, far: bool) -> str:
    """Draw the toes of a shoe."""
    rim = f'stroke="{_LINE}" stroke-width="1"'
    cap = shape(smooth(local(_TOE_CAP, unit)), _of("shoe", far), extra=rim)
    return cap + shape(smooth(local(_TOE_SOLE, unit)), "line")


def upper_arm(unit: float, far: bool) -> str:
    """Draw an upper arm with a sleeve that contrasts with the shirt behind it."""
    sleeve = limb(0.55 * _SHARES.upper_arm, (0.038, 0.036, 0.033))
    return shape(smooth(local(limb(_SHARES.upper_arm, LIMBS["upper"]), unit)), _of("skin", far)) + shape(
        smooth(local(sleeve, unit)), "shirt-far"
    )


def forearm(unit: float, far: bool) -> str:
    """Draw a forearm."""
    return shape(smooth(local(limb(_SHARES.forearm, LIMBS["fore"]), unit)), _of("skin", far))


def hand(unit: float, far: bool) -> str:
    """Draw a hand."""
    return shape(smooth(local(HAND, unit)), _of("skin", far))


def muscle(unit: float) -> str:
    """Draw the psoas, 100 units long."""
    rim = 'stroke="#fff" stroke-width="1.6" vector-effect="non-scaling-stroke"'
    return shape(_muscle(unit), "psoas", extra=rim)


def lit_muscle(unit: float) -> str:
    """Draw the psoas with a glow that fades outwards."""
    paint = f'style="fill:none;stroke:{colour("glow")};stroke-linejoin:round" vector-effect="non-scaling-stroke"'
    rings = "".join(
        f'<path d="{_muscle(unit)}" {paint} stroke-width="{width}" opacity="{opacity}"/>'
        for width, opacity in ((26, 0.16), (17, 0.24), (9, 0.4))
    )
    return rings + muscle(unit)


def _muscle(unit: float) -> str:
    return smooth([(100 * u, -w * unit) for u, w in PSOAS])


#: Limb parts by the second half of their name.
LIMB_PARTS: dict[str, Callable[[float, bool], str]] = {
    "thigh": thigh,
    "shank": shank,
    "foot": bending_foot,
    "toes": toes,
    "upper": upper_arm,
    "fore": forearm,
    "hand": hand,
}
#: Drawing order of the parts in a side view, back to front.
BACK_TO_FRONT: tuple[SketchPart, ...] = (
    "far-fore",
    "far-hand",
    "far-upper",
    "far-shank",
    "far-toes",
    "far-foot",
    "far-thigh",
    "neck",
    "pelvis",
    "chest",
    "head",
    "near-shank",
    "near-toes",
    "near-foot",
    "near-thigh",
    "near-fore",
    "near-hand",
    "near-upper",
)


def body_part(part: SketchPart, unit: float) -> str:
    """Draw one part by its name."""
    where, _, what = part.partition("-")
    if what:
        return LIMB_PARTS[what](unit, where == "far")
    match part:
        case "pelvis":
            return pelvis(unit)
        case "chest":
            return chest(unit)
        case "head":
            return head(unit)
        case _:
            return neck(unit)


def small_thing(held: Held, unit: float) -> str:
    """Draw a small object in the frame of the part that it moves with."""
    (x, y), size = local([held.at], unit)[0], held.size * unit / 1.75
    if held.kind == "ball":
        return dot((x, y), size / 2, "ball-edge") + dot((x, y), size / 2 - 1.2, "ball")
    fill, height = {"warm-pack": ("warm", 0.4), "glass": ("glass", 1.4), "towel": ("cloth", 0.2)}[held.kind]
    return (
        f'<rect x="{number(x - size / 2)}" y="{number(y - height * size / 2)}" width="{number(size)}" '
        f'height="{number(height * size)}" rx="{number(min(4, 0.18 * size))}" style="fill:{colour(fill)}"/>'
    )


def _of(what: str, far: bool) -> str:
    return f"{what}-far" if far else what
