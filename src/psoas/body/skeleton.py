"""The body as 33 named landmarks: where each joint is, when, and with what confidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")

#: Where in the picture one of several people is.
PlaceInPicture = Literal["left", "middle", "right"]

Floats = NDArray[np.float64]


class Joint(IntEnum):
    """The 33 BlazePose landmarks; left and right are the PERSON's.

    Source of order and names: Bazarevsky et al. 2020, "BlazePose: On-device Real-time Body Pose tracking".
    """

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


N_JOINTS = len(Joint)

#: Landmark index to its counterpart on the other side of the body.
MIRRORED: NDArray[np.intp] = np.array(
    [0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9, *(i + (1 if i % 2 else -1) for i in range(11, N_JOINTS))], dtype=np.intp
)

#: The lines to draw for a skeleton.
BONES: tuple[tuple[Joint, Joint], ...] = (
    (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER),
    (Joint.LEFT_HIP, Joint.RIGHT_HIP),
    *(
        (Joint[f"{side}_{a}"], Joint[f"{side}_{b}"])
        for side in ("LEFT", "RIGHT")
        for a, b in (
            ("SHOULDER", "ELBOW"),
            ("ELBOW", "WRIST"),
            ("SHOULDER", "HIP"),
            ("HIP", "KNEE"),
            ("KNEE", "ANKLE"),
            ("ANKLE", "HEEL"),
            ("HEEL", "FOOT_INDEX"),
        )
    ),
)


_BY_SIDE: dict[tuple[Side, str], Joint] = {
    (side, landmark.name.removeprefix(f"{side.upper()}_").lower()): landmark
    for side in SIDES
    for landmark in Joint
    if landmark.name.startswith(side.upper())
} | {(side, "mouth"): Joint[f"MOUTH_{side.upper()}"] for side in SIDES}


def joint(side: Side, name: str) -> Joint:
    """Look up a landmark of one side, for example ``joint("left", "knee")``.

    Raises
    ------
    KeyError
        If there is no such landmark.
    """
    return _BY_SIDE[side, name]


def other(side: Side) -> Side:
    """The other side of the body."""
    return "right" if side == "left" else "left"


@dataclass(frozen=True, slots=True, eq=False)
class Skeleton:
    """One person at one moment.

    Attributes
    ----------
    t : float
        Time since the start of the recording or set, seconds.
    image : ndarray, shape (33, 2)
        Landmarks in the picture, square pixels, x to the right, y DOWN; NaN where unknown.
    confidence : ndarray, shape (33,)
        Confidence in each landmark, 0 to 1.
    metric : ndarray, shape (33, 3), or None
        Landmarks in metres with the middle of the hips as origin: x to the picture's right, y down, z away from the
        camera. None where the source has no depth.
    size : tuple of int
        Width and height of the picture, pixels; (0, 0) without a picture (motion capture).
    cut : bool
        Whether another shot begins with this picture: the film was cut, so nothing continues from the one before.
    """

    t: float
    image: Floats
    confidence: Floats
    metric: Floats | None = None
    size: tuple[int, int] = (0, 0)
    cut: bool = False

    def __post_init__(self) -> None:
        """Refuse arrays of the wrong shape here rather than three rooms later."""
        if self.image.shape != (N_JOINTS, 2) or self.confidence.shape != (N_JOINTS,):
            raise ValueError(
                "a skeleton needs image (33, 2) and confidence (33,), "
                f"not {self.image.shape} and {self.confidence.shape}"
            )
        if self.metric is not None and self.metric.shape != (N_JOINTS, 3):
            raise ValueError(f"metric coordinates need the shape (33, 3), not {self.metric.shape}")

    @classmethod
    def nobody(cls, t: float, size: tuple[int, int] = (0, 0)) -> Skeleton:
        """Make the skeleton of a frame without a person: all NaN, confidence 0."""
        return cls(t, np.full((N_JOINTS, 2), np.nan), np.zeros(N_JOINTS), None, size)

    @property
    def seen(self) -> bool:
        """Whether there is anybody in the picture."""
        return bool(np.any(self.confidence > 0))

    def at(self, landmark: Joint) -> Floats:
        """Position of one landmark in the picture, shape (2,), pixels."""
        position: Floats = self.image[landmark]
        return position

    def middle(self, name: str) -> Floats:
        """Mid-point of a left-right pair such as ``"hip"``, shape (2,), pixels."""
        mean: Floats = (self.image[joint("left", name)] + self.image[joint("right", name)]) / 2
        return mean

    def swapped(self) -> Skeleton:
        """Exchange the labels left and right, to correct them."""
        return replace(
            self,
            image=self.image[MIRRORED],
            confidence=self.confidence[MIRRORED],
            metric=None if self.metric is None else self.metric[MIRRORED],
        )


#: Why the contour of the back cannot be judged.
BackUnseen = Literal["nobody", "not-lying", "not-side-on", "unsure", "arm-in-front", "no-contour"]


@dataclass(frozen=True, slots=True)
class BackLine:
    """The lower contour of a lying person's trunk at one moment.

    Attributes
    ----------
    t : float
        Seconds.
    height : float
        Mean height of the contour under the low back above the chord from shoulder blade to buttock, in trunk lengths
        (shoulder to hip); NaN where it is not seen. Clothes, build and camera height shift it, so compare it only with
        the same person's flat back.
    why_not : str or None
        Why it is not seen.
    """

    t: float
    height: float
    why_not: BackUnseen | None = None
