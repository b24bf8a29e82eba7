"""What confidence is worth, and the weights behind it: `psoas.tracking.confidence` fitted to rendered clips with truth.

Clips with an even number are fitted, those with an odd one check; the weights printed last are fitted to all.
"""

from __future__ import annotations

import re
import sys

import numpy as np

from bench.accuracy.angles import CONFIDENCE_LIMITS
from bench.accuracy.clips import VideoClip, folder_clips
from bench.accuracy.looks import Eye, over_clips
from bench.accuracy.space import wrapped
from psoas.body.skeleton import SIDES, Floats, joint
from psoas.coach.measurements import Measurer
from psoas.programme.catalogue import load
from psoas.tracking.confidence import FEATURES, RIGHT_DEG, WEIGHTS, ConfidenceModel
from psoas.tracking.offline import in_space, with_left_right

#: Keeps weights of what hardly varies small.
RIDGE = 1.0


def moments(clip: VideoClip, eye: Eye) -> tuple[Floats, dict[str, Floats], Floats]:
    """Features (N, 9), whether hip and knee are right (N,), and their confidence (N, 2), of one clip's legs."""
    truth, measurer, model = clip.truth(), Measurer(load().level(clip.levels[0])), ConfidenceModel()
    features, stated = [], []
    right: dict[str, list[float]] = {name: [] for name in WEIGHTS}
    for placed in in_space(with_left_right(clip.skeletons(eye))):
        skeleton = model.update(placed)
        frame = measurer.update(skeleton)
        if frame.posture is None or not frame.in_position or not model.features:
            continue
        at = int(np.argmin(np.abs(truth.t - skeleton.t)))
        for side in SIDES:
            leg = frame.posture.legs[side]
            features.append(model.features[side])
            stated.append([skeleton.confidence[joint(side, name)] for name in WEIGHTS])
            for name, seen, true in (("hip", leg.hip, truth.hip[side][at]), ("knee", leg.knee, truth.knee[side][at])):
                right[name].append(float(abs(wrapped(np.array([seen - true]))[0]) < RIGHT_DEG))
    return (
        np.array(features).reshape(-1, len(FEATURES)),
        {name: np.array(values) for name, values in right.items()},
        np.array(stated).reshape(-1, len(WEIGHTS)),
    )


def fitted(features: Floats, right: Floats) -> Floats:
    """Weights of the logistic curve by Newton's method, shape (9,)."""
    weights = np.zeros(features.shape[1])
    for _ in range(25):
        share = curve(features, weights)
        slope = features.T @ (right - share) - RIDGE * weights
        bend = (features * (share * (1 - share))[:, None]).T @ features + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def curve(features: Floats, weights: Floats) -> Floats:
    """Share that is right, shape (N,)."""
    result: Floats = 1.0 / (1.0 + np.exp(-(features @ weights)))
    return result


def report(name: str, stated: Floats, right: Floats) -> None:
    """Print stated and found share by class of confidence, and the mean difference."""
    at = np.searchsorted(CONFIDENCE_LIMITS, stated)
    rows = [(stated[at == i].mean(), right[at == i].mean(), int((at == i).sum())) for i in np.unique(at)]
    error = sum(n * abs(said - found) for said, found, n in rows) / len(stated)
    print(f"  {name}: off by {100 * error:.1f} % on average; stated, found, n:")
    print("   ", "  ".join(f"{100 * said:.0f} {100 * found:.0f} % ({n})" for said, found, n in rows))


def main() -> None:
    options = over_clips(__doc__).parse_args()
    eye = Eye(options.cache)
    clips = [c for folder in options.folders for c in folder_clips(folder) if len(c.levels) == 1]
    parts: dict[bool, list[VideoClip]] = {True: [], False: []}
    for clip in clips:
        number = re.search(r"-(\d+)", clip.name)
        parts[number is not None and int(number[1]) % 2 == 0].append(clip)
    if not all(parts.values()):
        sys.exit("There must be clips with even and with odd numbers in these folders.")
    seen = {even: [moments(clip, eye) for clip in part] for even, part in parts.items()}
    both = {even: np.concatenate([m[0] for m in part]) for even, part in seen.items()}
    print(f"{len(clips)} clips: {len(parts[True])} to fit, {len(parts[False])} to check")
    for i, name in enumerate(WEIGHTS):
        right = {even: np.concatenate([m[1][name] for m in part]) for even, part in seen.items()}
        weights = fitted(both[True], right[True])
        report(f"{name}, fitted clips", curve(both[True], weights), right[True])
        report(f"{name}, other clips", curve(both[False], weights), right[False])
        everything = np.concatenate([both[True], both[False]]), np.concatenate([right[True], right[False]])
        report(f"{name}, as psoas says", np.concatenate([m[2][:, i] for p in seen.values() for m in p]),
               np.concatenate([m[1][name] for p in seen.values() for m in p]))  # fmt: skip
        print(f"  {name}, all:", dict(zip(FEATURES, fitted(*everything).round(2).tolist(), strict=True)))


if __name__ == "__main__":
    main()
