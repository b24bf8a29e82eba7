"""A person of a few points, so that all but the drawing can be tested where anny and torch are not installed."""

import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))

from bench.render import scene  # noqa: E402 - the bench is no package of the project
from bench.render.person import GROUPS, INDEX, Person  # noqa: E402

#: Where the groups of one side begin, metres: to the left, to the back, up.
_SIDED = {
    "clavicle": (0.03, -0.02, 1.42),
    "upperarm": (0.17, 0.0, 1.40),
    "forearm": (0.32, -0.02, 1.15),
    "twist": (0.38, -0.08, 1.05),
    "hand": (0.44, -0.15, 0.97),
    "thigh": (0.1, 0.0, 0.9),
    "shank": (0.12, -0.01, 0.48),
    "foot": (0.14, 0.0, 0.07),
}
_MIDDLE = {"pelvis": 0.95, "spine5": 0.97, "spine4": 1.05, "spine3": 1.12, "spine2": 1.2, "chest": 1.32}
_BREADTH = 0.1


def stick_person() -> Person:
    """Joints as a grown person has them; four points of skin round each."""
    pivots = np.zeros((len(GROUPS), 3))
    for name, up in {**_MIDDLE, "neck": 1.48, "head": 1.55}.items():
        pivots[INDEX[name]] = (0.0, 0.0, up)
    for name, place in _SIDED.items():
        for side, sign in (("L", 1), ("R", -1)):
            pivots[INDEX[f"{name}.{side}"]] = np.array(place) * [sign, 1, 1]
    around = np.array([[0, -_BREADTH, 0], [0, _BREADTH, 0], [0, -_BREADTH, 0.02], [0, _BREADTH, 0.02]])
    foot = np.array([[0, -0.18, -0.07], [0, 0.06, -0.07], [0, -0.18, -0.05], [0, 0.06, -0.05]])
    skin = [pivots[i] + (foot if name.startswith("foot") else around) for name, i in INDEX.items()]
    skin.append(np.array([[0.0, 0.0, 1.75]] * 4))
    weights = np.repeat(np.vstack([np.eye(len(GROUPS)), np.eye(len(GROUPS))[INDEX["head"]]]), 4, axis=0)
    vertices = np.concatenate(skin)
    joints = {
        "nose": ("head", (0.0, -0.1, 1.62)),
        **{f"{word}_{part}": ("head", (sign * 0.05, -0.05, 1.65)) for word, sign in (("left", 1), ("right", -1))
           for part in ("eye", "ear")},
    }  # fmt: skip
    for word, side, sign in (("left", "L", 1), ("right", "R", -1)):
        for group, name in (("thigh", "hip"), ("shank", "knee"), ("foot", "ankle"), ("upperarm", "shoulder"),
                            ("forearm", "elbow"), ("hand", "wrist")):  # fmt: skip
            joints[f"{word}_{name}"] = (f"{group}.{side}", tuple(pivots[INDEX[f"{group}.{side}"]]))
        for name, back, out in (("big_toe", -0.18, -0.02), ("small_toe", -0.14, 0.04), ("heel", 0.06, 0.0)):
            joints[f"{word}_{name}"] = (f"foot.{side}", (sign * (0.14 + out), back, 0.0))
    keypoints = {}
    for name, (group, place) in joints.items():
        row = np.zeros((len(GROUPS), 4))
        row[INDEX[group]] = [*place, 1]
        keypoints[name] = row
    fingers = {
        side: (np.array([sign * 0.03, -0.05, -0.06]), np.array([0.0, -0.07, 0.0]))
        for side, sign in (("L", 1), ("R", -1))
    }
    rest = {name: np.array(place) for name, (_, place) in joints.items()}
    faces = np.arange(len(vertices) // 3 * 3, dtype=np.uint32).reshape(-1, 3)
    return Person(vertices, np.zeros_like(vertices), faces, weights, pivots, keypoints, rest, fingers)


@pytest.fixture
def stick(monkeypatch: pytest.MonkeyPatch) -> Person:
    """Cast the stick person in every clip."""
    person = stick_person()
    monkeypatch.setattr(scene, "make_person", lambda _shape: person)
    return person
