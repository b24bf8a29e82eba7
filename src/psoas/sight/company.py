"""Who else is in the picture, and whom to follow. Pure functions of places.

The detector often names one of two people only. Where the one who is followed is covered, it finds the others
(`bench/studies/company.py`, docs/decisions/0082).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from psoas.body.skeleton import PlaceInPicture, Skeleton
from psoas.sight.geometry import ROOM, Detection, Square
from psoas.sight.pictures import Picture

LyingOrUpright = Literal["lying", "upright"]
# Left, top, right and bottom, pixels.
Corners = tuple[float, float, float, float]

#: Look for no more people than this besides the one who is followed.
MOST_OTHERS = 3

#: Two squares whose middles are nearer than this, in sides, may be of the same person.
SAME = 0.35
#: A person whose middle is further than this from where they stayed, in sides, has left that place.
AWAY = 0.5
#: How quickly a place follows whoever moves, seconds, and after what time somebody stays there, seconds.
_SETTLES_S, STAYS_S = 4.0, 1.5
#: Room around the landmarks of whom is covered, share of their extent.
_ROOM = 0.1
#: How much less it says for a person that they lie where they should stand, or the other way round.
_WRONG_POSTURE = 0.25


@dataclass(frozen=True, slots=True)
class Haunt:
    """Where the followed person stays.

    Attributes
    ----------
    square : Square
        The place and size.
    since_s, last_s : float
        When they came there and were last seen there, seconds.
    """

    square: Square
    since_s: float
    last_s: float

    def followed_by(self, square: Square, t: float) -> Haunt:
        """Return the place after another picture."""
        share = 1 - math.exp(-max(t - self.last_s, 0.0) / _SETTLES_S)
        one = self.square
        mean = Square(
            one.x + share * (square.x - one.x),
            one.y + share * (square.y - one.y),
            one.side + share * (square.side - one.side),
            square.turn,
        )
        return replace(self, square=mean, last_s=t)

    def left_by(self, square: Square, t: float) -> bool:
        """Whether somebody stayed here who is elsewhere at `t`, seconds."""
        return t - self.since_s >= STAYS_S and apart(square, self.square) > AWAY


def apart(one: Square, two: Square) -> float:
    """Distance of two middles, in sides of the larger square."""
    return math.hypot(one.x - two.x, one.y - two.y) / max(one.side, two.side, 1e-9)


def nearest(place: Square, squares: Iterable[Square]) -> Square | None:
    """The one of some squares that may be of the person in `place`; None if there is none."""
    near = min(squares, key=lambda square: apart(place, square), default=None)
    return near if near is not None and apart(place, near) < SAME else None


def extent(skeleton: Skeleton) -> Corners:
    """The box around all landmarks, with some room."""
    low, high = skeleton.image.min(axis=0), skeleton.image.max(axis=0)
    room = _ROOM * float((high - low).max())
    return float(low[0] - room), float(low[1] - room), float(high[0] + room), float(high[1] + room)


def body_of(square: Square) -> Corners:
    """The box that most of the body in a square is in."""
    half = square.side / (2 * ROOM)
    return square.x - half, square.y - half, square.x + half, square.y + half


def covered(rgb: Picture, boxes: Iterable[Corners]) -> Picture:
    """Return the picture with some boxes covered by its mean colour."""
    height, width = rgb.shape[:2]
    result = rgb.copy()
    colour = rgb[::16, ::16].reshape(-1, 3).mean(axis=0).astype(np.uint8)
    for box in boxes:
        left, top, right, bottom = np.clip(box, 0, [width, height, width, height]).astype(int)
        result[top:bottom, left:right] = colour
    return result


def distinct(found: Iterable[Detection], but: Iterable[Square]) -> tuple[Square, ...]:
    """Squares of different people in what the detector found, best first, without those who are known."""
    known = list(but)
    new: list[Square] = []
    for square in (detection.square for detection in found):
        if all(apart(square, other) >= SAME / 2 for other in (*known, *new)):
            new.append(square)
    return tuple(new)


def prominence(square: Square, size: tuple[int, int], posture: LyingOrUpright | None = None) -> float:
    """Score for being the one who trains: large, near the middle of the picture, and lying or upright as asked.

    Parameters
    ----------
    square : Square
        Where the person is.
    size : tuple of int
        Width and height of the picture, pixels.
    posture : {"lying", "upright"}, optional
        What the exercise asks.
    """
    off = math.hypot(square.x / size[0] - 0.5, square.y / size[1] - 0.5)
    fits = posture is None or (abs(math.sin(square.turn)) > math.sqrt(0.5)) == (posture == "lying")
    return square.side * (1.0 - 0.6 * off) * (1.0 if fits else _WRONG_POSTURE)


def place_among(x: float, others: Sequence[float]) -> PlaceInPicture:
    """Where a person is among others, as the picture shows it, from how far to the right each is."""
    to_the_left = sum(other < x for other in others)
    if to_the_left == 0:
        return "left"
    return "right" if to_the_left == len(others) else "middle"
