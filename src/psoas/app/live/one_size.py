"""Keep skeletons in one picture size: a tablet that is turned in the middle of a set changes that of its camera."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from psoas.body.skeleton import Skeleton
from psoas.sight.fitting import Size, placed


def fitted_skeleton(skeleton: Skeleton, size: Size) -> Skeleton:
    """Return a skeleton as it is where its picture is fitted into another size."""
    if skeleton.size == size or not all(skeleton.size) or not all(size):
        return skeleton
    scale, left, top = placed(skeleton.size, size)
    return replace(skeleton, image=skeleton.image * scale + np.array([left, top]), size=size)


def shown_in(skeleton: Skeleton, size: Size) -> Skeleton:
    """Return a skeleton in the picture of this size that was fitted into its own, for drawing; undoes the fitting."""
    if skeleton.size == size or not all(skeleton.size) or not all(size):
        return skeleton
    scale, left, top = placed(size, skeleton.size)
    return replace(skeleton, image=(skeleton.image - np.array([left, top])) / scale, size=size)
