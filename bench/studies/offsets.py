"""How far the pose model draws the landmarks of lying people from their joints: what `psoas/tracking/metric.py` undoes.

Least squares over rendered clips with truth, each clip weighing the same, in the body's own directions.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from bench.accuracy.looks import Eye, over_clips
from bench.accuracy.truth import read_truth
from psoas.body.sagittal_plane import PlaneFinder
from psoas.body.skeleton import Floats, joint, other
from psoas.tracking.left_right import LeftRight
from psoas.tracking.metric import OFFSETS_CM, MetricSpace

JOINTS = ("shoulder", "hip", "knee", "ankle")
#: Keeps offsets that no clip shows, such as sideways ones where every camera is side-on, near nothing.
RIDGE = 3e-3
LYING = (1, 2, 3, 4)


def one_clip(clip: Path, eye: Eye) -> dict[tuple[str, str], tuple[Floats, Floats]]:
    """Normal equations of one clip: for each side and joint (3, 3) and (3,), metres."""
    truth, identity, planes, space = read_truth(clip.with_suffix(".json")), LeftRight(), PlaneFinder(), MetricSpace()
    sums = {(which, name): (np.zeros((3, 3)), np.zeros(3), [0]) for which in OFFSETS_CM for name in JOINTS}
    first, last = truth.reps[0].start_s - 1, truth.reps[-1].end_s + 1
    for raw in eye.look(clip).skeletons:
        skeleton = identity.update(raw)
        space.update(skeleton)
        plane = planes.update(skeleton)
        if plane is None or not first < raw.t < last or not space.px_per_m > 0:
            continue
        directions = np.stack([plane.forward[:2], plane.up[:2], plane.towards[:2]], axis=1)
        frame = int(np.argmin(np.abs(truth.t - raw.t)))
        for which, side in (("near", plane.near), ("far", other(plane.near))):
            for name in JOINTS:
                off = (skeleton.at(joint(side, name)) - truth.joints[f"{side}_{name}"][frame]) / space.px_per_m
                if np.isfinite(off).all():
                    square, product, count = sums[which, name]
                    square += directions.T @ directions
                    product += directions.T @ off
                    count[0] += 1
    return {key: (a / max(n[0], 1), b / max(n[0], 1)) for key, (a, b, n) in sums.items()}


def main() -> None:
    options = over_clips(__doc__).parse_args()
    eye = Eye(options.cache)
    clips = [p for f in options.folders for p in sorted(f.rglob("*.mp4")) if p.with_suffix(".json").exists()]
    clips = [clip for clip in clips if read_truth(clip.with_suffix(".json")).level in LYING]
    if not clips:
        sys.exit("There is no clip of someone lying, with truth beside it, in these folders.")
    found = [one_clip(clip, eye) for clip in clips]
    print(f"{len(clips)} clips; centimetres ahead, up, towards the camera; in brackets what psoas undoes")
    for which in OFFSETS_CM:
        for name in JOINTS:
            square = sum(f[which, name][0] for f in found) + RIDGE * len(found) * np.eye(3)
            offset = 100 * np.linalg.solve(square, sum(f[which, name][1] for f in found))
            undone = OFFSETS_CM[which].get(name, (0, 0, 0))
            print(
                f"  {which:4} {name:8}", "  ".join(f"{a:+5.1f} ({b:+.1f})" for a, b in zip(offset, undone, strict=True))
            )


if __name__ == "__main__":
    main()
