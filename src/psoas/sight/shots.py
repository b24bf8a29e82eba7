"""Notice that a film was cut: the picture and the body in it both change as only another shot changes them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psoas.body.skeleton import SIDES, Skeleton, joint
from psoas.sight.pictures import Picture

#: A picture is compared in so many by so many parts, each by so many shades of grey, from every eighth pixel.
_PARTS, _SHADES, _EVERY = 4, 8, 8
#: Share of the pixels that change their shade from one picture to the next. At a cut 0.5 to 0.8; within a shot below
#: 0.05, and 0.013 in 95 of 100 pictures.
OTHER_PICTURE = 0.2
#: How far joints go from one picture to the next, trunk lengths (the middle of eight), and how many times longer or
#: shorter the trunk becomes: either will do. Within a shot joints go 0.01, and 0.15 in one picture of a hundred; at
#: cuts 0.13 to 2.6, since two cameras often show a body in the same part of the picture.
JUMPS, SCALES = 0.1, 1.15
#: A skeleton older than this, seconds, says nothing about where the body was.
_MEMORY_S = 0.5
_JOINTS = [joint(side, name) for side in SIDES for name in ("shoulder", "hip", "knee", "ankle")]


@dataclass(slots=True, eq=False)
class ShotWatch:
    """Compares each picture and skeleton with the one before."""

    _shades: NDArray[np.float64] | None = None
    _last: Skeleton | None = None

    def update(self, rgb: Picture, skeleton: Skeleton) -> bool:
        """Take in the next picture and the skeleton in it.

        Returns
        -------
        bool
            Whether both say that this is another shot; False where nobody was seen just before or is seen now.
        """
        shades, before, last = _shades(rgb), self._shades, self._last
        self._shades, self._last = shades, skeleton
        if before is None or last is None or not (last.seen and skeleton.seen) or skeleton.t - last.t > _MEMORY_S:
            return False
        changed = float(np.abs(shades - before).sum(axis=1).mean()) / 2
        return changed > OTHER_PICTURE and jumps(last, skeleton)


def jumps(last: Skeleton, now: Skeleton) -> bool:
    """Whether a body moves or changes its size between two pictures as no body does."""
    one, two = (math.dist(s.middle("shoulder"), s.middle("hip")) for s in (last, now))
    moved = float(np.median(np.hypot(*(now.image[_JOINTS] - last.image[_JOINTS]).T)))
    return moved > JUMPS * one or max(one, two) > SCALES * min(one, two)


def _shades(rgb: Picture) -> NDArray[np.float64]:
    """Share of each shade of grey in each part of a picture, shape (parts, shades)."""
    # A sum of three bytes needs no more than two of them.
    grey = rgb[::_EVERY, ::_EVERY].sum(axis=2, dtype=np.uint16) * _SHADES // (3 * 256)
    parts = [part for row in np.array_split(grey, _PARTS) for part in np.array_split(row, _PARTS, axis=1)]
    return np.array([np.bincount(part.ravel(), minlength=_SHADES) / max(part.size, 1) for part in parts])
