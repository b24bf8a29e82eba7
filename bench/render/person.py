"""One person: a skinned mesh with joints, shaped by anny once and from then on plain numpy.

Anny's frame: x to the person's left, y to the back, z up. Its 104 bones are lumped into `GROUPS`, each of which turns
as one piece about its pivot; that is all the motion a march needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from bench.render.arrays import Array, Faces, unit

#: Name -> parent, in an order in which parents come first.
GROUPS: dict[str, str | None] = {
    "pelvis": None,
    "spine5": "pelvis",
    "spine4": "spine5",
    "spine3": "spine4",
    "spine2": "spine3",
    "chest": "spine2",
    "neck": "chest",
    "head": "neck",
    **{
        f"{name}.{s}": parent if parent in {"chest", "pelvis"} else f"{parent}.{s}"
        for s in "LR"
        for name, parent in {
            "clavicle": "chest",
            "upperarm": "clavicle",
            "forearm": "upperarm",
            "twist": "forearm",
            "hand": "twist",
            "thigh": "pelvis",
            "shank": "thigh",
            "foot": "shank",
        }.items()
    },
}
INDEX = {name: i for i, name in enumerate(GROUPS)}
#: The bone whose head is a group's pivot.
_PIVOT_BONE = {
    "pelvis": "root",
    "spine5": "spine05",
    "spine4": "spine04",
    "spine3": "spine03",
    "spine2": "spine02",
    "chest": "spine01",
    "neck": "neck01",
    "head": "head",
    "clavicle": "clavicle",
    "upperarm": "upperarm01",
    "forearm": "lowerarm01",
    "twist": "lowerarm02",
    "hand": "wrist",
    "thigh": "upperleg01",
    "shank": "lowerleg01",
    "foot": "foot",
}
_MEMBERS = {
    "pelvis": ("root", "pelvis"),
    "spine5": ("spine05",),
    "spine4": ("spine04",),
    "spine3": ("spine03",),
    "spine2": ("spine02",),
    "chest": ("spine01",),
    "neck": ("neck",),
    "head": ("head", "eye"),
    "clavicle": ("clavicle", "shoulder01"),
    "upperarm": ("upperarm",),
    "forearm": ("lowerarm01",),
    "twist": ("lowerarm02",),
    "hand": ("wrist", "finger", "metacarpal"),
    "thigh": ("upperleg",),
    "shank": ("lowerleg",),
    "foot": ("foot", "toe"),
}
#: Groups that turn about a joint with a name.
_JOINTS = (
    ("thigh", "hip"),
    ("shank", "knee"),
    ("foot", "ankle"),
    ("upperarm", "shoulder"),
    ("forearm", "elbow"),
    ("hand", "wrist"),
)
#: Vertices are moved by at most so many groups: one vector of a vertex shader. Up to seven have a share, but what the
#: least of them add cannot be seen, and every one costs time.
PER_VERTEX = 4


@dataclass(frozen=True, slots=True)
class Person:
    """A shaped person in the rest pose.

    Attributes
    ----------
    vertices, normals : ndarray, shape (V, 3)
        Metres, anny's frame.
    faces : ndarray of int, shape (F, 3)
    weights : ndarray, shape (V, G)
        Share of each group in each vertex.
    pivots : ndarray, shape (G, 3)
        About which each group turns.
    keypoints : dict of str to ndarray, shape (G, 4)
        Each named joint as its share in every group: the joint is the sum of group matrix times row.
    rest : dict of str to ndarray, shape (3,)
        The same joints in the rest pose.
    fingers : dict of str to tuple of ndarray, shape (3,)
        Wrist to middle finger and wrist to thumb, a side.
    """

    vertices: Array
    normals: Array
    faces: Faces
    weights: Array
    pivots: Array
    keypoints: dict[str, Array]
    rest: dict[str, Array]
    fingers: dict[str, tuple[Array, Array]]

    def rest_fingers(self, side: str) -> Array:
        """Wrist to middle finger in the rest pose."""
        return self.fingers[side][0]

    def rest_thumb(self, side: str) -> Array:
        """Wrist to thumb in the rest pose."""
        return self.fingers[side][1]


@lru_cache(maxsize=1)
def _model() -> tuple[Any, Any]:
    import anny  # noqa: PLC0415 - heavy, and the pure parts of this package run without it
    import torch  # noqa: PLC0415

    torch.set_num_threads(1)
    model = anny.Anny(skinning_method="lbs").to(dtype=torch.float32)
    return model, anny.KeypointsRegressor.coco(model)


def make_person(phenotype: dict[str, float]) -> Person:
    """Shape a person.

    Parameters
    ----------
    phenotype : dict of str to float
        Anny's dials gender, age, muscle, weight, height and proportions, 0 to 1.
    """
    import torch  # noqa: PLC0415

    model, regressor = _model()
    with torch.no_grad():
        still = torch.eye(4)[None, None].repeat(1, model.bone_count, 1, 1)
        made = model(pose_parameters=still, phenotype_kwargs=phenotype)
    vertices = made["rest_vertices"][0].numpy().astype(np.float64)
    heads = made["rest_bone_heads"][0].numpy().astype(np.float64)
    faces = np.asarray(model.faces, dtype=np.uint32)

    groups = np.array([_group_of(label) for label in model.bone_labels])
    weights = np.zeros((len(vertices), len(GROUPS)))
    bones = model.vertex_bone_indices.numpy().astype(int)
    np.add.at(
        weights,
        (np.arange(len(vertices))[:, None], groups[bones]),
        model.vertex_bone_weights.numpy().astype(np.float64),
    )
    weights /= weights.sum(axis=1, keepdims=True)

    shares = regressor.regression_weights.numpy().astype(np.float64)
    raw = dict(zip(regressor.labels, shares @ vertices, strict=True))
    pivots = np.array([heads[model.bone_labels.index(_bone_of(name))] for name in GROUPS])
    pivots, joints = _anatomical(pivots, raw)
    keypoints = {}
    for label, row in zip(regressor.labels, shares, strict=True):
        if label in joints:
            keypoints[label] = _rigid(*joints[label])
        else:
            spread = row[:, None] * weights
            keypoints[label] = np.column_stack([spread.T @ vertices, spread.sum(axis=0)])
    rest = {label: row[:, :3].sum(axis=0) for label, row in keypoints.items()}
    fingers = {}
    for side in "LR":
        wrist, middle, thumb = (
            heads[model.bone_labels.index(f"{bone}.{side}")] for bone in ("wrist", "finger3-1", "finger1-2")
        )
        fingers[side] = (middle - wrist, thumb - wrist)
    return Person(vertices, _normals(vertices, faces), faces, weights, pivots, keypoints, rest, fingers)


def _group_of(bone: str) -> int:
    name, _, side = bone.partition(".")
    group = next(g for g, starts in _MEMBERS.items() if name.startswith(starts))
    return INDEX[f"{group}.{side}" if f"{group}.L" in INDEX else group]


def _bone_of(group: str) -> str:
    name, _, side = group.partition(".")
    bone = _PIVOT_BONE[name]
    return f"{bone}.{side}" if side else bone


def _anatomical(pivots: Array, raw: dict[str, Array]) -> tuple[Array, dict[str, tuple[str, Array]]]:
    """Joints of the legs where anatomy has them, and as keypoints the very points about which the legs turn.

    Anny's bones begin well above the joints (the hip 0.557 of body height above the floor instead of 0.53, Winter;
    its own keypoint 0.513). Legs turn about the middle of both, so that a bone's length in the truth never changes.
    """
    pivots, joints = pivots.copy(), {}
    for side, word in (("L", "left"), ("R", "right")):
        for group, joint in _JOINTS:
            i = INDEX[f"{group}.{side}"]
            pivots[i] += (raw[f"{word}_{joint}"] - pivots[i]) / 2
            joints[f"{word}_{joint}"] = (f"{group}.{side}", pivots[i])
    return pivots, joints


def _rigid(group: str, place: Array) -> Array:
    row = np.zeros((len(GROUPS), 4))
    row[INDEX[group]] = [*place, 1.0]
    return row


def _normals(vertices: Array, faces: Faces) -> Array:
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    total = np.zeros_like(vertices)
    for k in range(3):
        np.add.at(total, faces[:, k], across)
    return unit(total)
