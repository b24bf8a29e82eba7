"""Measure the lower contour of a lying person's trunk from the silhouette, for the flat-back experiment.

The measure was chosen on 2,304 rendered frames (docs/decisions/0010): the mean height of the silhouette's lower contour
above the chord from shoulder blade to buttock, over 38 to 90 % of the way from shoulder to hip.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psoas.body.skeleton import SIDES, BackLine, BackUnseen, Floats, Skeleton, joint
from psoas.sight.geometry import Singles, Square
from psoas.tracking.setup_check import side_on_deg

#: Extent of the low back, as shares of the way from shoulder to hip.
LOW_BACK = (0.38, 0.90)
#: Where shoulder blade and buttock rest on the mat, as shares of the same way.
BLADE, BUTTOCK = (0.0, 0.30), (0.92, 1.20)
#: Beyond this angle from side-on the near flank hides the contour (yaw up to 30 degrees was tried).
SIDE_ON_DEG = 35.0
#: Steepest trunk that still counts as lying on a mat, degrees; beyond it the chord does not follow the floor.
LEVEL_DEG = 25.0
#: Least confidence in shoulder and hip of the nearer side.
CONFIDENCE = 0.5
#: Half the thickness of an arm with its sleeve, trunk lengths: an arm this close to the contour may be taken for it.
ARM = 0.12
#: Least share of the low back whose contour must be found.
FOUND = 0.8
_ALONG = np.linspace(BLADE[0], BUTTOCK[1], 61)
_DOWN = np.linspace(0.0, 0.7, 113)


@dataclass(frozen=True, slots=True, eq=False)
class Silhouette:
    """Where the landmark model sees a person in a square.

    Attributes
    ----------
    logits : ndarray of float32, shape (N, N)
        Straight from the model, above 0 where a person is.
    square : Square
        The square in the picture.
    mirror : bool
        Whether the model saw the square, and so gives the logits, mirrored.
    """

    logits: Singles
    square: Square
    mirror: bool = False

    def at(self, points: Floats) -> Floats:
        """Interpolate logits at picture positions, shape (..., 2), pixels; NaN outside the square."""
        inside = self.square.to_square(points)
        if self.mirror:
            inside[..., 0] = 1.0 - inside[..., 0]
        height, width = self.logits.shape
        x, y = inside[..., 0] * width - 0.5, inside[..., 1] * height - 0.5
        known = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)
        x, y = np.where(known, x, 0.0), np.where(known, y, 0.0)
        column, row = np.minimum(x.astype(np.intp), width - 2), np.minimum(y.astype(np.intp), height - 2)
        fx, fy = x - column, y - row
        above = self.logits[row, column] * (1 - fx) + self.logits[row, column + 1] * fx
        below = self.logits[row + 1, column] * (1 - fx) + self.logits[row + 1, column + 1] * fx
        return np.where(known, above * (1 - fy) + below * fy, np.nan)


def back_line(silhouette: Silhouette | None, skeleton: Skeleton) -> BackLine:
    """Measure the lower contour at one moment.

    Parameters
    ----------
    silhouette : Silhouette or None
        Of the same picture as `skeleton`; None if there is none.
    skeleton : Skeleton
        Smoothed or not.

    Returns
    -------
    BackLine
        With ``why_not`` where an arm, the view or low confidence hides the contour.
    """
    why_not = _bad_view(skeleton)
    if silhouette is None or why_not:
        return BackLine(skeleton.t, float("nan"), why_not or "nobody")
    shoulder = skeleton.middle("shoulder")
    along = skeleton.middle("hip") - shoulder
    down = np.array([-along[1], along[0]]) * np.sign(along[0])
    depth = _contour(silhouette, shoulder, along, down)
    height = _height(depth)
    if not np.isfinite(height):
        return BackLine(skeleton.t, height, "no-contour")
    if _arm_in_front(skeleton, shoulder, np.stack([along, down]) / (along @ along), depth):
        return BackLine(skeleton.t, float("nan"), "arm-in-front")
    return BackLine(skeleton.t, height)


def _bad_view(skeleton: Skeleton) -> BackUnseen | None:
    """Say why this skeleton's back cannot be judged, if so."""
    along = skeleton.middle("hip") - skeleton.middle("shoulder")
    if not skeleton.seen or not np.hypot(*along) > 0:
        return "nobody"
    if abs(along[1]) > np.tan(np.radians(LEVEL_DEG)) * abs(along[0]):
        return "not-lying"
    if not side_on_deg(skeleton) <= SIDE_ON_DEG:
        return "not-side-on"
    nearer = max(min(skeleton.confidence[joint(side, name)] for name in ("shoulder", "hip")) for side in SIDES)
    return "unsure" if nearer < CONFIDENCE else None


def _height(depth: Floats) -> float:
    """Mean height of the low back's contour above the chord from shoulder blade to buttock; NaN where it is unknown."""
    back = depth[_part(*LOW_BACK)]
    ends = [_deepest(depth, *part) for part in (BLADE, BUTTOCK)]
    if np.isfinite(back).mean() < FOUND or not np.all(np.isfinite(ends)):
        return float("nan")
    (x0, y0), (x1, y1) = ends
    chord = y0 + (y1 - y0) * (_ALONG - x0) / (x1 - x0)
    return float(np.nanmean(chord[_part(*LOW_BACK)] - back))


def _part(low: float, high: float) -> NDArray[np.bool_]:
    """Select the places of `_ALONG` within a part of the trunk."""
    return np.abs(_ALONG - (low + high) / 2) <= (high - low) / 2


def _contour(silhouette: Silhouette, shoulder: Floats, along: Floats, down: Floats) -> Floats:
    """Depth of the person below the line shoulder - hip at each place of `_ALONG`, trunk lengths."""
    points = shoulder + _ALONG[:, None, None] * along + _DOWN[None, :, None] * down
    value = silhouette.at(points)
    outside = ~(value > 0)
    # The first place outside is 0 where nobody is on the line itself or the person has no end in sight: unknown.
    first = np.argmax(outside, axis=1)
    rows = np.flatnonzero(first > 0)
    inner, outer = value[rows, first[rows] - 1], value[rows, first[rows]]
    depth = np.full(len(_ALONG), np.nan)
    depth[rows] = _DOWN[first[rows]] - (_DOWN[1] - _DOWN[0]) * outer / (outer - inner)
    return depth


def _deepest(depth: Floats, low: float, high: float) -> tuple[float, float]:
    """Find place and depth of the lowest point of the contour in one part of the trunk; NaN where unknown."""
    here = np.where(_part(low, high), depth, np.nan)
    if not np.isfinite(here).any():
        return float("nan"), float("nan")
    place = int(np.nanargmax(here))
    return float(_ALONG[place]), float(here[place])


def _arm_in_front(skeleton: Skeleton, shoulder: Floats, axes: Floats, depth: Floats) -> bool:
    """Whether an arm or hand is so close to the low back's contour that it may be taken for it."""
    for side in SIDES:
        chain = np.array([skeleton.image[joint(side, name)] for name in ("shoulder", "elbow", "wrist", "index")])
        flat = (chain - shoulder) @ axes.T
        share = np.linspace(0.0, 1.0, 9)[:, None, None]
        points = (flat[:-1] + share * (flat[1:] - flat[:-1])).reshape(-1, 2)
        points = points[np.all(np.isfinite(points), axis=1)]
        over = points[(points[:, 0] >= LOW_BACK[0]) & (points[:, 0] <= LOW_BACK[1])]
        edge = np.interp(over[:, 0], _ALONG, depth) if np.isfinite(depth).all() else np.nanmedian(depth)
        if np.any(over[:, 1] > edge - ARM):
            return True
    return False
