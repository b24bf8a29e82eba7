"""What people look like: body shape, skin, hair and clothes, drawn at random."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.render.arrays import Array
from bench.render.person import INDEX, Person

Words = npt.NDArray[np.str_]
Flags = npt.NDArray[np.bool_]

_SKINS = (
    (0.95, 0.77, 0.66),
    (0.88, 0.68, 0.55),
    (0.78, 0.57, 0.43),
    (0.62, 0.43, 0.31),
    (0.45, 0.3, 0.21),
    (0.3, 0.2, 0.15),
)
_HAIRS = (
    (0.08, 0.06, 0.05),
    (0.2, 0.13, 0.08),
    (0.42, 0.28, 0.16),
    (0.75, 0.6, 0.35),
    (0.55, 0.53, 0.52),
    (0.5, 0.2, 0.1),
)
_CLOTHES = (
    (0.1, 0.1, 0.12), (0.15, 0.18, 0.3), (0.3, 0.32, 0.36), (0.75, 0.76, 0.78), (0.9, 0.9, 0.88), (0.55, 0.12, 0.15),
    (0.12, 0.35, 0.3), (0.2, 0.4, 0.65), (0.7, 0.45, 0.6), (0.85, 0.6, 0.2), (0.35, 0.2, 0.4), (0.4, 0.5, 0.3),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """A drawn outfit.

    Attributes
    ----------
    sleeve, leg : float
        How far sleeves and legs reach: 0 none, 1 to the elbow or knee, 2 to the wrist or ankle.
    loose : float
        By how much the clothes stand off the body, metres.
    feet : str
        ``"bare"``, ``"socks"`` or ``"shoes"``.
    """

    skin: Array
    hair: Array
    top: Array
    bottom: Array
    feet_colour: Array
    sleeve: float
    leg: float
    loose: float
    feet: str
    long_hair: bool


def draw_shape(rng: np.random.Generator) -> dict[str, float]:
    """Dials for :func:`bench.render.person.make_person`: grown people of all builds."""
    return {
        "gender": float(rng.uniform(0, 1)),
        "age": float(rng.uniform(0.62, 0.95)),
        "muscle": float(rng.uniform(0.35, 0.75)),
        "weight": float(rng.uniform(0.3, 0.75)),
        "height": float(rng.uniform(0.3, 0.7)),
        "proportions": float(rng.uniform(0.3, 0.8)),
    }


def draw_look(rng: np.random.Generator, *, loose: bool = False) -> Look:
    """An outfit."""

    def of(choices: tuple[tuple[float, float, float], ...]) -> Array:
        return np.clip(np.array(choices[rng.integers(len(choices))]) + rng.uniform(-0.04, 0.04, 3), 0.02, 1)

    return Look(
        skin=of(_SKINS),
        hair=of(_HAIRS),
        top=of(_CLOTHES),
        bottom=of(_CLOTHES),
        feet_colour=of(_CLOTHES),
        sleeve=float(rng.choice([0.0, 0.5, 0.7, 1.9])),
        leg=float(rng.choice([0.45, 0.7, 1.4, 1.9])),
        loose=float(rng.uniform(0.015, 0.03)) if loose else float(rng.uniform(0.001, 0.006)),
        feet=str(rng.choice(["bare", "socks", "shoes"])),
        long_hair=bool(rng.random() < 0.4),
    )


def dress(person: Person, look: Look) -> tuple[Array, Array]:
    """Vertices of the dressed body and their colours, both shape (V, 3)."""
    v = person.vertices
    strongest = person.weights.argmax(axis=1)
    names = np.array(list(INDEX))[strongest]
    base = np.array([name.partition(".")[0] for name in names])
    height = float(np.ptp(v[:, 2]))
    colours = np.tile(look.skin, (len(v), 1))
    hips = person.pivots[INDEX["thigh.L"]]

    torso = np.isin(base, ["pelvis", "spine5", "spine4", "spine3", "spine2", "chest", "clavicle"])
    waist = hips[2] + 0.06 * height
    neckline = person.pivots[INDEX["neck"]][2] - 0.015 * height
    top = (torso & (v[:, 2] > waist) & (v[:, 2] < neckline)) | _limb(
        person, names, ("upperarm", "forearm"), look.sleeve
    )
    bottom = (torso & (v[:, 2] <= waist)) | _limb(person, names, ("thigh", "shank"), look.leg)
    colours[top], colours[bottom] = look.top, look.bottom
    foot = base == "foot"
    if look.feet != "bare":
        low = v[:, 2] < v[:, 2].min() + (0.07 if look.feet == "shoes" else 0.1) * height / 1.7
        colours[foot & low] = look.feet_colour
    _face(person, look, base, colours)

    # Folds: clothes that stand off do so unevenly.
    swell = look.loose * (0.75 + 0.25 * np.sin(37 * v[:, 2] + 9 * np.sin(11 * v[:, 0]) + 13 * v[:, 1]))
    out = np.where(top | bottom, swell, 0.0)
    if look.feet == "shoes":
        out = np.where(foot, 0.008, out)
    return v + out[:, None] * person.normals, colours


def _limb(person: Person, names: Words, parts: tuple[str, str], far: float) -> Flags:
    """Vertices of both arms or legs up to `far` (1 elbow or knee, 2 wrist or ankle)."""
    covered = np.zeros(len(names), dtype=bool)
    ends = {"upperarm": "forearm", "forearm": "hand", "thigh": "shank", "shank": "foot"}
    for side in "LR":
        for k, part in enumerate(parts):
            root, end = (person.pivots[INDEX[f"{g}.{side}"]] for g in (part, ends[part]))
            along = (person.vertices - root) @ (end - root) / float((end - root) @ (end - root))
            mine = names == f"{part}.{side}"
            if part == "forearm":
                mine |= names == f"twist.{side}"
            covered |= mine & (along < far - k)
    return covered


def _face(person: Person, look: Look, base: Words, colours: Array) -> None:
    """Hair, eyes, brows and lips."""
    v = person.vertices
    head = base == "head"
    low, high = v[head].min(axis=0), v[head].max(axis=0)
    part = (v - low) / (high - low)
    back, up = part[:, 1], part[:, 2]
    hair = head & (
        (up > 0.86) | ((back > 0.45) & (up > 0.45)) | ((back > 0.72) & (up > (0.1 if look.long_hair else 0.3)))
    )
    colours[hair] = look.hair
    for word in ("left", "right"):
        eye = person.rest[f"{word}_eye"]
        near = np.linalg.norm((v - eye) * [1, 1, 1.4], axis=1) < 0.014
        brow = (
            (np.abs(v[:, 0] - eye[0]) < 0.025) & (np.abs(v[:, 2] - eye[2] - 0.026) < 0.006) & (v[:, 1] < eye[1] + 0.02)
        )
        colours[head & near] = (0.12, 0.09, 0.08)
        colours[head & brow] = look.hair * 0.8
    nose = person.rest["nose"]
    lips = (np.abs(v[:, 0]) < 0.022) & (np.abs(v[:, 2] - nose[2] + 0.038) < 0.008) & (v[:, 1] < nose[1] + 0.04)
    colours[head & lips] = look.skin * [0.85, 0.6, 0.6]
