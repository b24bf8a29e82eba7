"""Detect a mini band: look for a strip between the feet while they are far apart.

A band around both feet is stretched between them whenever one leg has moved away. The picture then shows a strip of one
colour along the line between the feet that differs from both its sides and was not there while the feet were together,
unlike a skirting board or the edge of a mat.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from psoas.body.skeleton import SIDES, Floats, Side, Skeleton, joint
from psoas.sight.pictures import Picture

# All lengths are in trunk lengths (shoulder to hip), about half a metre.
#: Look when the feet are at least `APART` and near the furthest of this repetition; below `TOGETHER` they are together.
APART, TOGETHER, _NEARLY = 0.38, 0.22, 0.9
#: Time between looks, seconds; each costs a few milliseconds.
LOOK_EVERY_S = 0.4
#: Where a band lies between ankle and toes; length of a trunk in thighs (0.288 and 0.245 of body height, Drillis &
#: Contini 1966).
_TOWARDS_TOES, _TRUNK_OF_THIGH = 0.6, 1.17
#: Length that each foot covers of the line between them.
_FOOT = 0.14
#: Largest offset of the strip from the line (joints are found to about that), largest turn, and candidate half widths.
_OFF, _TURN = 0.2, 0.25
_HALF_WIDTHS = (0.025, 0.045, 0.07, 0.1)
#: Gap between the strip and the background beside it, and width of that background.
_GAP, _BESIDE = 0.025, 0.05
#: Half thickness of a leg; largest share of leg in a strip; least share of its length that must be free of legs.
_LEG, _LEG_SHARE, _FREE = 0.12, 0.3, 0.5
#: Distance between samples across the line; number of samples along it.
_STEP, _ALONG = 0.0125, 28
#: Shortest trunk, pixels, for a strip to be more than a pixel or two.
_LEAST_TRUNK_PX = 45.0
#: Least contrast of a strip with both its sides: `_CONTRAST_SHARE` of the brightness, but from `_CONTRAST_DARK` to
#: `_CONTRAST` levels of 255, and `_GRAIN` times the grain.
_CONTRAST, _CONTRAST_SHARE, _CONTRAST_DARK, _GRAIN = 20.0, 0.2, 6.0, 2.5
#: Least share of its length along which a strip must have that contrast.
_CONTINUOUS = 0.85
#: Looks needed, and the share of them above which a band is seen and below which none is. A strip is rarely found where
#: there is none, but easily missed where the feet are not found well.
LOOKS, _SEEN, _NOT_SEEN = 3, 0.3, 0.08
#: Only looks with the feet at least this share of the largest distance in this recording apart count.
_FAR = 0.75


class Strip(NamedTuple):
    """The most strip-like thing between two feet.

    Attributes
    ----------
    contrast : float
        Contrast with both its sides, levels of 255.
    continuous : float
        Share of its length that has that contrast, 0 to 1.
    grain, least : float
        Unevenness of the picture there, and least contrast wanted, levels.
    off, turn, half_width : float
        Offset from the line and half width, trunk lengths; turn, trunk lengths per trunk length.
    """

    contrast: float
    continuous: float
    grain: float
    least: float
    off: float
    turn: float
    half_width: float

    @property
    def there(self) -> bool:
        """Whether it is a strip."""
        return self.continuous >= _CONTINUOUS and self.contrast >= max(self.least, _GRAIN * self.grain)


def feet_px(skeleton: Skeleton) -> tuple[Floats, Floats]:
    """Locate left and right instep in the picture, each shape (2,), pixels; NaN where unknown."""
    left, right = (_instep(skeleton, side) for side in SIDES)
    return left, right


def _instep(skeleton: Skeleton, side: Side) -> Floats:
    ankle, toe = skeleton.at(joint(side, "ankle")), skeleton.at(joint(side, "foot_index"))
    middle: Floats = ankle + _TOWARDS_TOES * (toe - ankle)
    return middle


def trunk_px(skeleton: Skeleton) -> float:
    """Length from shoulder to hip, pixels; derived from the longer thigh where the trunk points at the camera."""
    seen = math.dist(skeleton.middle("shoulder"), skeleton.middle("hip"))
    thigh = max(math.dist(*(skeleton.at(joint(side, name)) for name in ("hip", "knee"))) for side in SIDES)
    return max(seen, _TRUNK_OF_THIGH * thigh)


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """Points to look at between two feet, in rows along the line from one to the other.

    Attributes
    ----------
    x, y : ndarray of int, shape (across, along)
        Pixels.
    leg : ndarray of bool, shape (across, along)
        Where a leg is, which is long and of one colour, as a band is.
    length : float
        Distance between the feet, trunk lengths.
    """

    x: NDArray[np.intp]
    y: NDArray[np.intp]
    leg: NDArray[np.bool_]
    length: float

    def within(self, picture: Picture) -> bool:
        """Whether all points lie in the picture."""
        height, width = picture.shape[:2]
        return bool(self.x.min() >= 0 and self.y.min() >= 0 and self.x.max() < width and self.y.max() < height)

    def cut(self, picture: Picture) -> Floats:
        """Cut these points out of a picture, shape (across, along, 3), levels."""
        seen: Floats = picture[self.y, self.x].astype(np.float64)
        # Average along the line: a band is even along its length, the noise of a dark picture is not.
        padded = np.pad(seen, ((0, 0), (1, 1), (0, 0)), mode="edge")
        return (padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]) / 3


def between(skeleton: Skeleton) -> Between | None:
    """Locate where a band would be; None where the feet are unknown or too close."""
    (start, end), trunk = feet_px(skeleton), trunk_px(skeleton)
    length = math.dist(start, end)
    if not length > (2 * _FOOT + 0.08) * trunk:
        return None
    ahead = (end - start) / length
    aside = np.array([-ahead[1], ahead[0]])
    along = np.linspace(_FOOT * trunk, length - _FOOT * trunk, _ALONG)
    places = start + along[None, :, None] * ahead + (_rows() * trunk)[:, None, None] * aside
    leg = np.zeros(places.shape[:2], dtype=bool)
    for side, (upper, lower) in product(SIDES, (("hip", "knee"), ("knee", "ankle"))):
        a, b = skeleton.at(joint(side, upper)), skeleton.at(joint(side, lower))
        leg |= _distance(places, a, b) < _LEG * trunk
    x, y = (np.rint(places[..., i]).astype(np.intp) for i in (0, 1))
    return Between(x, y, leg, length / trunk)


def _distance(places: Floats, a: Floats, b: Floats) -> Floats:
    """Distance of each place to the segment from a to b, pixels."""
    bone = b - a
    share = np.clip(((places - a) @ bone) / max(float(bone @ bone), 1e-9), 0.0, 1.0)
    away: Floats = np.linalg.norm(places - a - share[..., None] * bone, axis=-1)
    return away


def _rows() -> Floats:
    most = _OFF + _TURN * 0.5 + max(_HALF_WIDTHS) + _GAP + _BESIDE
    n = math.ceil(most / _STEP)
    return np.arange(-n, n + 1, dtype=np.float64) * _STEP


def strip(seen: Floats, where: Between, before: Floats | None = None) -> Strip:
    """Find the most strip-like thing between two feet.

    Parameters
    ----------
    seen, before : ndarray, shape (across, along, 3)
        `where.cut(picture)`, now and when the feet were together; what has not changed since is not a band.
    where : Between
    """
    least = float(np.clip(_CONTRAST_SHARE * np.median(seen), _CONTRAST_DARK, _CONTRAST))
    best = Strip(0.0, 0.0, _grain(seen), least, 0.0, 0.0, 0.0)
    offs = np.arange(-_OFF, _OFF + _STEP, 2 * _STEP)
    for turn, half in product((-_TURN, -_TURN / 2, 0.0, _TURN / 2, _TURN), _HALF_WIDTHS):
        contrast, continuous = _compare(seen, before, where, offs, turn=turn, half=half, least=least)
        worth = contrast * continuous**3
        i = int(np.argmax(worth))
        if worth[i] > best.contrast * best.continuous**3:
            best = Strip(float(contrast[i]), float(continuous[i]), best.grain, least, float(offs[i]), turn, half)
    return best


def _compare(
    seen: Floats, before: Floats | None, where: Between, offs: Floats, *, turn: float, half: float, least: float
) -> tuple[Floats, Floats]:
    """Measure contrast and continuity of a strip at each of `offs`, both shape (offs,)."""
    rows, columns = where.leg.shape
    layers = np.concatenate([seen, seen if before is None else before, where.leg[..., None]], axis=2)
    sums = np.concatenate([np.zeros((1, columns, 7)), np.cumsum(layers, axis=0)])
    span = max(where.length - 2 * _FOOT, 0.0)
    middles = offs[:, None] + turn * span * np.linspace(-0.5, 0.5, columns)[None, :]
    each = np.arange(columns)[None, :]

    def mean(low: Floats, high: Floats) -> Floats:
        a = np.clip(np.rint(low / _STEP + rows // 2).astype(int), 0, rows - 1)
        b = np.clip(np.rint(high / _STEP + rows // 2).astype(int) + 1, a + 1, rows)
        return np.asarray((sums[b, each] - sums[a, each]) / (b - a)[..., None])

    inner = mean(middles - half, middles + half)
    free = inner[..., 6] < _LEG_SHARE
    one = (inner - mean(middles - half - _GAP - _BESIDE, middles - half - _GAP))[..., :3]
    two = (inner - mean(middles + half + _GAP, middles + half + _GAP + _BESIDE))[..., :3]
    # Both sides must differ in the same way: an edge, lighter on one side and darker on the other, is not a strip.
    colour = np.median(one + two, axis=1, keepdims=True)
    colour /= np.maximum(np.linalg.norm(colour, axis=2, keepdims=True), 1e-9)
    differs = np.minimum((one * colour).sum(axis=2), (two * colour).sum(axis=2))
    usual = np.median(differs, axis=1)
    enough = np.maximum(usual[:, None] / 3, least / 2)
    strong = differs > enough
    if before is not None:
        strong &= np.linalg.norm(inner[..., :3] - inner[..., 3:6], axis=2) > enough
    known = free.sum(axis=1)
    continuous = (strong & free).sum(axis=1) / np.maximum(known, 1)
    return np.maximum(usual, 0.0), np.where(known >= _FREE * columns, continuous, 0.0)


def _grain(seen: Floats) -> float:
    return float(np.median(np.abs(np.diff(seen, axis=1)).mean(axis=2)))


@dataclass(slots=True)
class BandWatch:
    """Look for a band now and then during a recording.

    Attributes
    ----------
    looks : list of (float, bool)
        Looks in the repetitions that count: distance between the feet, trunk lengths, and whether a strip was seen.
    """

    looks: list[tuple[float, bool]] = field(default_factory=list)
    _now: list[tuple[float, bool]] = field(default_factory=list)
    _together: Picture | None = None
    _furthest: float = 0.0
    _due: float = -math.inf

    def update(self, picture: Picture | None, skeleton: Skeleton, marching: bool) -> None:
        """Take in one frame; most are skipped at no cost.

        Parameters
        ----------
        picture : ndarray of uint8, shape (H, W, 3), or None
            Kept for a while, so it must not be changed.
        skeleton : Skeleton
        marching : bool
            Whether a leg is moving.
        """
        trunk = trunk_px(skeleton)
        if picture is None or not trunk >= _LEAST_TRUNK_PX:
            return
        apart = math.dist(*feet_px(skeleton)) / trunk
        if not marching:
            self._furthest = 0.0
            if apart < TOGETHER:
                self._together = picture
            return
        self._furthest = max(self._furthest, apart)
        if skeleton.t >= self._due and apart >= max(APART, _NEARLY * self._furthest):
            self._due = skeleton.t + LOOK_EVERY_S
            found = strip_between(picture, self._together, skeleton)
            if found is not None:
                self._now.append((apart, found))

    def end(self, counts: bool) -> None:
        """End a repetition; its looks are kept only if it counts."""
        self.looks += self._now if counts else []
        self._now.clear()

    def seen(self) -> bool | None:
        """Whether a band was seen; None where several looks do not make it clear."""
        if not self.looks:
            return None
        # With the feet closer together a band is short, and the gap between the legs looks like one.
        far = _FAR * float(np.percentile([apart for apart, _ in self.looks], 90))
        found = [seen for apart, seen in self.looks if apart >= far]
        if len(found) < LOOKS:
            return None
        share = sum(found) / len(found)
        return True if share >= _SEEN else False if share <= _NOT_SEEN else None


def strip_between(picture: Picture, together: Picture | None, skeleton: Skeleton) -> bool | None:
    """Whether a strip runs between the feet that was not there when they were together.

    Parameters
    ----------
    picture, together : ndarray of uint8, shape (H, W, 3)
        Now, and when the feet were last together (None if they never were).
    skeleton : Skeleton
        Now.

    Returns
    -------
    bool or None
        None where that cannot be told.
    """
    where = between(skeleton)
    if where is None or not where.within(picture):
        return None
    before = where.cut(together) if together is not None and together.shape == picture.shape else None
    return strip(where.cut(picture), where, before).there
