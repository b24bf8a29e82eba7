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
from numpy.typing import NDArray

from psoas.body.skeleton import SIDES, Floats, Side, Skeleton, joint
from psoas.sight.video import Picture

#: All lengths are in trunks (shoulder to hip), about half a metre.
#: The feet are worth a look when they are this far apart, and near the furthest of this
#: repetition; together, below the other.
APART, TOGETHER, _NEARLY = 0.38, 0.22, 0.9
#: A look costs some milliseconds; this is how often one is taken, seconds.
LOOK_EVERY_S = 0.4
#: Where a band lies between ankle and toes; how long a trunk is in thighs (0.288 and 0.245 of body height, Drillis &
#: Contini 1966).
_TOWARDS_TOES, _TRUNK_OF_THIGH = 0.6, 1.17
#: What the feet themselves cover of the line between them.
_FOOT = 0.14
#: The strip may lie this far off the line (joints are found so well), turned so far; half its width is one of these.
_OFF, _TURN = 0.2, 0.25
_HALF_WIDTHS = (0.025, 0.045, 0.07, 0.1)
#: What lies beside it begins so far from its edge, and is this broad.
_GAP, _BESIDE = 0.025, 0.05
#: So far from the middle of a thigh or shank it is leg; a strip may have this share of leg in it, and must be free of
#: it along at least the other share of its length.
_LEG, _LEG_SHARE, _FREE = 0.12, 0.3, 0.5
#: Distance of samples across the line; number of samples along it.
_STEP, _ALONG = 0.0125, 28
#: A trunk needs so many pixels for a strip to be more than a pixel or two.
_LEAST_TRUNK_PX = 45.0
#: Levels (of 255) by which a strip differs from both its sides: at least so many, or, where it is dark, that share of
#: the brightness; and so many times the grain.
_CONTRAST, _CONTRAST_SHARE, _CONTRAST_DARK, _GRAIN = 20.0, 0.2, 6.0, 2.5
#: It does along this share of its length.
_CONTINUOUS = 0.85
#: Looks that are needed, and the share of them above which a band is seen and below which none is. A strip is rarely
#: found where there is none, but easily missed where the feet were not found well.
LOOKS, _SEEN, _NOT_SEEN = 3, 0.3, 0.08
#: Only looks count at which the feet were about as far apart as they get in this recording.
_FAR = 0.75


class Strip(NamedTuple):
    """The most strip-like thing between two feet.

    Attributes
    ----------
    contrast : float
        By how much it differs from both of its sides, levels of 255, where it does.
    continuous : float
        Share of its length along which it does, 0 to 1.
    grain, least : float
        How uneven the picture is there anyway, and what contrast is asked for, levels.
    off, turn, half_width : float
        Where it lies: off the line, turned from it, half its width; trunk lengths, and trunk lengths a trunk length.
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
        """Whether it is a strip at all."""
        return self.continuous >= _CONTINUOUS and self.contrast >= max(self.least, _GRAIN * self.grain)


def feet_px(skeleton: Skeleton) -> tuple[Floats, Floats]:
    """Left and right instep in the picture, each shape (2,), pixels; NaN where unknown."""
    left, right = (_instep(skeleton, side) for side in SIDES)
    return left, right


def _instep(skeleton: Skeleton, side: Side) -> Floats:
    ankle, toe = skeleton.at(joint(side, "ankle")), skeleton.at(joint(side, "foot_index"))
    middle: Floats = ankle + _TOWARDS_TOES * (toe - ankle)
    return middle


def trunk_px(skeleton: Skeleton) -> float:
    """Shoulder to hip, pixels: as seen, or as the longer thigh says where the trunk points at the camera."""
    seen = math.dist(skeleton.middle("shoulder"), skeleton.middle("hip"))
    thigh = max(math.dist(*(skeleton.at(joint(side, name)) for name in ("hip", "knee"))) for side in SIDES)
    return max(seen, _TRUNK_OF_THIGH * thigh)


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """Where to look: points between two feet, in rows along the line from one to the other.

    Attributes
    ----------
    x, y : ndarray of int, shape (across, along)
        Pixels.
    leg : ndarray of bool, shape (across, along)
        Where a leg is: long and of one colour, as a band is.
    length : float
        Distance of the feet, trunk lengths.
    """

    x: NDArray[np.intp]
    y: NDArray[np.intp]
    leg: NDArray[np.bool_]
    length: float

    def within(self, picture: Picture) -> bool:
        """Whether all of it lies in the picture."""
        height, width = picture.shape[:2]
        return bool(self.x.min() >= 0 and self.y.min() >= 0 and self.x.max() < width and self.y.max() < height)

    def cut(self, picture: Picture) -> Floats:
        """What is to be seen there, shape (across, along, 3), levels."""
        seen: Floats = picture[self.y, self.x].astype(np.float64)
        # A band is even along its length; the noise of a dark picture is not.
        padded = np.pad(seen, ((0, 0), (1, 1), (0, 0)), mode="edge")
        return (padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]) / 3


def between(skeleton: Skeleton) -> Between | None:
    """Where a band would be; None where the feet leave nothing between them, or are not known."""
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
    """Of each place to the segment from a to b, pixels."""
    bone = b - a
    share = np.clip(((places - a) @ bone) / max(float(bone @ bone), 1e-9), 0.0, 1.0)
    away: Floats = np.linalg.norm(places - a - share[..., None] * bone, axis=-1)
    return away


def _rows() -> Floats:
    most = _OFF + _TURN * 0.5 + max(_HALF_WIDTHS) + _GAP + _BESIDE
    n = math.ceil(most / _STEP)
    return np.arange(-n, n + 1, dtype=np.float64) * _STEP


def strip(seen: Floats, where: Between, before: Floats | None = None) -> Strip:
    """The most strip-like thing between two feet.

    Parameters
    ----------
    seen, before : ndarray, shape (across, along, 3)
        `where.cut(picture)`, now and when the feet were together: what has not changed since is no band.
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
    """Contrast and continuity of strips at each of `offs`, shape (offs,) both."""
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
    # Both sides must differ, and in the same way: an edge, lighter on one side and darker on the other, is no strip.
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
    """Looks now and then, and says at any time whether a band has been seen.

    Attributes
    ----------
    looks : list of (float, bool)
        In the repetitions that count: how far apart the feet were, trunk lengths, and whether a strip was seen.
    """

    looks: list[tuple[float, bool]] = field(default_factory=list)
    _now: list[tuple[float, bool]] = field(default_factory=list)
    _together: Picture | None = None
    _furthest: float = 0.0
    _due: float = -math.inf

    def update(self, picture: Picture | None, skeleton: Skeleton, marching: bool) -> None:
        """Take one frame; most are passed over at no cost.

        Parameters
        ----------
        picture : ndarray of uint8, shape (H, W, 3), or None
            Is kept for a while, and must not be changed.
        skeleton : Skeleton
        marching : bool
            Whether a leg is on its way, as far as the movement tells.
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
        """The repetition is over; only if it counts, what was seen in it does."""
        self.looks += self._now if counts else []
        self._now.clear()

    def seen(self) -> bool | None:
        """True or False where that is clear from several looks, else None."""
        if not self.looks:
            return None
        # Nearer together a band is short, and the gap between two legs looks like one.
        far = _FAR * float(np.percentile([apart for apart, _ in self.looks], 90))
        found = [seen for apart, seen in self.looks if apart >= far]
        if len(found) < LOOKS:
            return None
        share = sum(found) / len(found)
        return True if share >= _SEEN else False if share <= _NOT_SEEN else None


def strip_between(picture: Picture, together: Picture | None, skeleton: Skeleton) -> bool | None:
    """Whether a strip runs between the feet now that did not when they were together.

    Parameters
    ----------
    picture, together : ndarray of uint8, shape (H, W, 3)
        Now, and when the feet were last together (None where they never were).
    skeleton : Skeleton
        Now.

    Returns
    -------
    bool or None
        None where it cannot be told.
    """
    where = between(skeleton)
    if where is None or not where.within(picture):
        return None
    before = where.cut(together) if together is not None and together.shape == picture.shape else None
    return strip(where.cut(picture), where, before).there
