"""Lengths of the body's segments, and the plane geometry that joins them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from psoas.body.skeleton import Floats
from psoas.errors import PsoasError

#: Body height that the supports in an exercise file are made for, metres.
USUAL_HEIGHT_M = 1.75
#: Distance between the feet when they stand hip-width, as a share of height; the same as between the hip joints.
FEET_APART = 0.10


class FigureError(PsoasError):
    """A body cannot reach its supports, for example a box that is too high."""


@dataclass(frozen=True, slots=True)
class Segments:
    """Lengths of one body, metres.

    Shares of body height: Drillis & Contini 1966, "Body segment parameters", as given by Winter, "Biomechanics and
    Motor Control of Human Movement" (thigh 0.245, shank 0.246, ankle height 0.039, foot 0.152, shoulder height 0.818,
    hip height 0.530, upper arm 0.186, forearm 0.146, hand 0.108). The depth of the body behind hip and shoulder joints,
    and of the heel behind the ankle, are this project's estimates.
    """

    height: float = USUAL_HEIGHT_M

    def __post_init__(self) -> None:
        """Refuse a height that no adult has, which catches centimetres."""
        if not 1.0 <= self.height <= 2.5:
            raise FigureError(
                f"A body height of {self.height:g} m is not possible: give it in metres, from 1.0 to 2.5."
            )

    @property
    def thigh(self) -> float:
        """Hip to knee."""
        return 0.245 * self.height

    @property
    def shank(self) -> float:
        """Knee to ankle."""
        return 0.246 * self.height

    @property
    def trunk(self) -> float:
        """Hip to shoulder."""
        return (0.818 - 0.530) * self.height

    @property
    def head(self) -> float:
        """Shoulder to the middle of the head."""
        return 0.118 * self.height

    @property
    def crown(self) -> float:
        """Shoulder to the top of the head."""
        return (1 - 0.818) * self.height

    @property
    def upper_arm(self) -> float:
        """Shoulder to elbow."""
        return 0.186 * self.height

    @property
    def forearm(self) -> float:
        """Elbow to wrist."""
        return 0.146 * self.height

    @property
    def hand(self) -> float:
        """Wrist to finger tips."""
        return 0.108 * self.height

    @property
    def ankle_height(self) -> float:
        """Sole to ankle."""
        return 0.039 * self.height

    @property
    def heel_back(self) -> float:
        """Ankle to the back of the heel, along the sole."""
        return 0.036 * self.height

    @property
    def foot(self) -> float:
        """Back of the heel to the tip of the toes."""
        return 0.152 * self.height

    @property
    def depth(self) -> float:
        """Hip or shoulder joint to the skin of the back."""
        return 0.055 * self.height


def point(x: float, y: float) -> Floats:
    """Make a point in the plane, shape (2,), metres: x towards the feet of a lying person, y up."""
    return np.array([x, y], dtype=np.float64)


def direction(degrees: float) -> Floats:
    """Unit vector, shape (2,), at this angle from the x axis, counter-clockwise."""
    radians = np.deg2rad(degrees)
    return point(float(np.cos(radians)), float(np.sin(radians)))


def degrees_of(vector: Floats) -> float:
    """Direction of a vector, degrees from the x axis, counter-clockwise, -180 to 180."""
    return float(np.rad2deg(np.arctan2(vector[1], vector[0])))


def minimum_jerk(share: float) -> float:
    """Progress of a calm movement after `share` (0 to 1) of its time.

    Source: Flash & Hogan 1985, J Neurosci 5:1688: the quintic with zero speed and acceleration at both ends.
    """
    share = min(max(share, 0.0), 1.0)
    return share**3 * (10 - 15 * share + 6 * share**2)


def middle_joint(root: Floats, target: Floats, first: float, second: float, *, bend: int) -> Floats:
    """Place a knee or elbow between two fixed ends.

    Parameters
    ----------
    root, target : ndarray, shape (2,)
        Hip and ankle, or shoulder and wrist, metres.
    first, second : float
        Lengths of the two segments from the root, metres.
    bend : {1, -1}
        Side of the line from root to target on which the joint lies: 1 counter-clockwise, -1 clockwise.

    Raises
    ------
    FigureError
        If the target is further away than both segments together, or nearer than their difference.
    """
    reach = float(np.hypot(*(target - root)))
    if not abs(first - second) <= reach <= first + second + 1e-9:
        raise FigureError(
            f"A limb of {first:.2f} m and {second:.2f} m cannot reach {reach:.2f} m: "
            "move the box or wall nearer or choose another height for it."
        )
    cosine = (first**2 + reach**2 - second**2) / (2 * first * reach)
    swing = float(np.rad2deg(np.arccos(np.clip(cosine, -1, 1))))
    return root + first * direction(degrees_of(target - root) + bend * swing)


def turn_to_height(vector: Floats, rise: float) -> float:
    """Angle by which `vector` must turn for its end to lie `rise` metres above its origin, degrees.

    Raises
    ------
    FigureError
        If it is too short to reach that height.
    """
    length = float(np.hypot(*vector))
    if abs(rise) > length:
        raise FigureError(
            f"A support {rise:.2f} m above the body is out of reach of a leg of {length:.2f} m: choose a lower box."
        )
    return float(np.rad2deg(np.arcsin(rise / length))) - degrees_of(vector)
