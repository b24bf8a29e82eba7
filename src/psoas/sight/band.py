"""Is a band worn? Looks between the feet, when they are far apart, for a strip that runs from one to the other.

A mini band round both feet is stretched between them whenever one leg has moved away. In the picture that is a strip
of one colour along the line between the feet, other than what lies to both sides of it, and it was not there when the
feet were together. A skirting board or the edge of a mat was.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

import numpy as np

from psoas.body.skeleton import SIDES, Floats, Side, Skeleton, joint
from psoas.sight.frames import Picture

#: All lengths are in trunks (shoulder to hip), about half a metre.
#: The feet are worth a look when they are this far apart, and near what they reached lately; together, below the other.
APART, TOGETHER, _NEARLY = 0.38, 0.22, 0.9
#: A look costs about a millisecond; this is how often one is taken, seconds, and how long the furthest is remembered.
LOOK_EVERY_S, _LATELY_S = 0.25, 12.0
#: What the feet themselves cover of the line between them.
_FOOT = 0.14
#: The strip may lie this far off the line (joints are found so well), turned so far; half its width is one of these.
_OFF, _TURN = 0.16, 0.25
_HALF_WIDTHS = (0.025, 0.045, 0.07)
#: What lies beside it begins so far from its edge, and is this broad.
_GAP, _BESIDE = 0.025, 0.05
#: Distance of samples across the line; number of samples along it.
_STEP, _ALONG = 0.0125, 28
#: A trunk needs so many pixels for a strip to be more than a pixel or two.
_LEAST_TRUNK_PX = 45.0
#: Levels (of 255) by which a strip differs from both its sides: at least so many, and so many times the grain.
_CONTRAST, _GRAIN = 9.0, 2.0
#: It does along this share of its length.
_CONTINUOUS = 0.8
#: Looks that are needed, and the share of them that decides.
LOOKS, _MOSTLY, _HARDLY = 4, 0.6, 0.2


class Strip(NamedTuple):
    """The most strip-like thing between two feet.

    Attributes
    ----------
    contrast : float
        By how much it differs from both of its sides, levels of 255, where it does.
    continuous : float
        Share of its length along which it does, 0 to 1.
    grain : float
        How uneven the picture is there anyway, levels.
    off, turn, half_width : float
        Where it lies: off the line, turned from it, half its width; trunk lengths, and trunk lengths a trunk length.
    """

    contrast: float
    continuous: float
    grain: float
    off: float
    turn: float
    half_width: float

    @property
    def there(self) -> bool:
        """Whether it is a strip at all."""
        return self.continuous >= _CONTINUOUS and self.contrast >= max(_CONTRAST, _GRAIN * self.grain)


def feet_px(skeleton: Skeleton) -> tuple[Floats, Floats]:
    """Left and right instep in the picture, each shape (2,), pixels; NaN where unknown."""
    left, right = (_instep(skeleton, side) for side in SIDES)
    return left, right


def _instep(skeleton: Skeleton, side: Side) -> Floats:
    middle: Floats = (skeleton.at(joint(side, "ankle")) + skeleton.at(joint(side, "foot_index"))) / 2
    return middle


def trunk_px(skeleton: Skeleton) -> float:
    """Shoulder to hip in the picture, pixels."""
    return math.dist(skeleton.middle("shoulder"), skeleton.middle("hip"))


def patch(picture: Picture, start: Floats, end: Floats, trunk: float) -> Floats | None:
    """What lies between two feet, turned so that the line between them runs along it.

    Parameters
    ----------
    picture : ndarray of uint8, shape (H, W, 3)
    start, end : ndarray, shape (2,)
        Insteps, pixels.
    trunk : float
        Length of the trunk, pixels.

    Returns
    -------
    ndarray, shape (across, along, 3), or None
        None where part of it lies outside the picture, or the feet leave nothing between them.
    """
    length = math.dist(start, end)
    if not length > (2 * _FOOT + 0.08) * trunk:
        return None
    ahead = (end - start) / length
    aside = np.array([-ahead[1], ahead[0]])
    along = np.linspace(_FOOT * trunk, length - _FOOT * trunk, _ALONG)
    across = _rows() * trunk
    places = start + along[None, :, None] * ahead + across[:, None, None] * aside
    x, y = np.rint(places[..., 0]).astype(int), np.rint(places[..., 1]).astype(int)
    height, width = picture.shape[:2]
    if x.min() < 0 or y.min() < 0 or x.max() >= width or y.max() >= height:
        return None
    seen: Floats = picture[y, x].astype(np.float64)
    return seen


def _rows() -> Floats:
    most = _OFF + _TURN * 0.5 + max(_HALF_WIDTHS) + _GAP + _BESIDE
    n = math.ceil(most / _STEP)
    return np.arange(-n, n + 1, dtype=np.float64) * _STEP


def strip(seen: Floats, length: float) -> Strip:
    """The most strip-like thing in a patch.

    Parameters
    ----------
    seen : ndarray, shape (across, along, 3)
        From `patch`.
    length : float
        Distance of the feet, trunk lengths.
    """
    best = Strip(0.0, 0.0, _grain(seen), 0.0, 0.0, 0.0)
    offs = np.arange(-_OFF, _OFF + _STEP / 2, _STEP)
    for turn, half in product((-_TURN, -_TURN / 2, 0.0, _TURN / 2, _TURN), _HALF_WIDTHS):
        contrast, continuous = _compare(seen, length, offs, turn, half)
        worth = contrast * continuous**3
        i = int(np.argmax(worth))
        if worth[i] > best.contrast * best.continuous**3:
            best = Strip(float(contrast[i]), float(continuous[i]), best.grain, float(offs[i]), turn, half)
    return best


def strip_at(seen: Floats, length: float, like: Strip) -> Strip:
    """What lies in another patch where a strip was found in the first."""
    contrast, continuous = _compare(seen, length, np.array([like.off]), like.turn, like.half_width)
    return Strip(float(contrast[0]), float(continuous[0]), _grain(seen), like.off, like.turn, like.half_width)


def _compare(seen: Floats, length: float, offs: Floats, turn: float, half: float) -> tuple[Floats, Floats]:
    """Contrast and continuity of strips at each of `offs`, shape (offs,) both."""
    rows, _, _ = seen.shape
    sums = np.concatenate([np.zeros((1, *seen.shape[1:])), np.cumsum(seen, axis=0)])
    span = max(length - 2 * _FOOT, 0.0)
    middles = offs[:, None] + turn * span * np.linspace(-0.5, 0.5, seen.shape[1])[None, :]
    columns = np.arange(seen.shape[1])[None, :]

    def mean(low: Floats, high: Floats) -> Floats:
        a = np.clip(np.rint(low / _STEP + rows // 2).astype(int), 0, rows - 1)
        b = np.clip(np.rint(high / _STEP + rows // 2).astype(int) + 1, a + 1, rows)
        return np.asarray((sums[b, columns] - sums[a, columns]) / (b - a)[..., None])

    inner = mean(middles - half, middles + half)
    one = inner - mean(middles - half - _GAP - _BESIDE, middles - half - _GAP)
    two = inner - mean(middles + half + _GAP, middles + half + _GAP + _BESIDE)
    # Both sides must differ, and in the same way: an edge, lighter on one side and darker on the other, is no strip.
    colour = np.median(one + two, axis=1, keepdims=True)
    colour /= np.maximum(np.linalg.norm(colour, axis=2, keepdims=True), 1e-9)
    differs = np.minimum((one * colour).sum(axis=2), (two * colour).sum(axis=2))
    usual = np.median(differs, axis=1)
    continuous = (differs > np.maximum(usual[:, None] / 3, _CONTRAST / 2)).mean(axis=1)
    return np.maximum(usual, 0.0), continuous


def _grain(seen: Floats) -> float:
    return float(np.median(np.abs(np.diff(seen, axis=1)).mean(axis=2)))


@dataclass(slots=True)
class BandWatch:
    """Looks now and then, and says at any time whether a band has been seen."""

    looks: list[bool] = field(default_factory=list)
    _together: Picture | None = None
    _furthest: float = 0.0
    _furthest_t: float = -math.inf
    _due: float = -math.inf

    def see(self, picture: Picture | None, skeleton: Skeleton) -> None:
        """Take one frame; most are passed over at no cost."""
        if picture is None or not skeleton.seen:
            return
        left, right = feet_px(skeleton)
        trunk = trunk_px(skeleton)
        if not trunk >= _LEAST_TRUNK_PX:
            return
        apart = math.dist(left, right) / trunk
        if apart < TOGETHER:
            self._together = picture
        if skeleton.t - self._furthest_t > _LATELY_S or apart >= self._furthest:
            self._furthest, self._furthest_t = apart, skeleton.t
        if skeleton.t < self._due or not apart >= max(APART, _NEARLY * self._furthest):
            return
        self._due = skeleton.t + LOOK_EVERY_S
        found = look(picture, self._together, left, right, trunk)
        if found is not None:
            self.looks.append(found)

    def seen(self) -> bool | None:
        """True or False where that is clear from several looks, else None."""
        if len(self.looks) < LOOKS:
            return None
        share = sum(self.looks) / len(self.looks)
        return True if share >= _MOSTLY else False if share <= _HARDLY else None


def look(picture: Picture, together: Picture | None, left: Floats, right: Floats, trunk: float) -> bool | None:
    """Whether a strip runs between the feet now that did not when they were together.

    Parameters
    ----------
    picture, together : ndarray of uint8, shape (H, W, 3)
        Now, and when the feet were last together (None where they never were).
    left, right : ndarray, shape (2,)
        Insteps now, pixels.
    trunk : float
        Length of the trunk, pixels.

    Returns
    -------
    bool or None
        None where it cannot be told.
    """
    seen = patch(picture, left, right, trunk)
    if seen is None:
        return None
    length = math.dist(left, right) / trunk
    best = strip(seen, length)
    if not best.there:
        return False
    if together is not None and together.shape == picture.shape:
        before = patch(together, left, right, trunk)
        if before is not None:
            then = strip_at(before, length, best)
            if then.continuous >= _CONTINUOUS / 2 and then.contrast > best.contrast / 2:
                return None
    return True
