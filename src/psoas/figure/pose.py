"""A figure at one moment: its joints, its supports, and the gaps at its contacts."""

from __future__ import annotations

from dataclasses import dataclass

from psoas.body.segments import Segments, degrees_of
from psoas.body.skeleton import Floats, Side


@dataclass(frozen=True, slots=True, eq=False)
class FigureLeg:
    """One leg: its angles in degrees and its joints, each shape (2,), metres."""

    hip_deg: float
    knee_deg: float
    ankle_deg: float
    knee: Floats
    ankle: Floats
    heel: Floats
    ball: Floats
    toe: Floats

    @property
    def instep(self) -> Floats:
        """Return the middle of the foot, where a band goes round it."""
        middle: Floats = (self.ankle + self.ball) / 2
        return middle

    @property
    def lowest(self) -> float:
        """Return the height of the foot's lowest point above the floor, metres."""
        return float(min(self.heel[1], self.ball[1], self.toe[1]))


@dataclass(frozen=True, slots=True, eq=False)
class FigureArm:
    """One arm; both look alike. Joints have shape (2,), metres; `palm` is the contact point of the hand."""

    elbow: Floats
    wrist: Floats
    palm: Floats
    fingers: Floats


@dataclass(frozen=True, slots=True)
class Supports:
    """Supports of the body, metres; None for those not used.

    Attributes
    ----------
    mat : tuple of float or None
        Left end, right end and thickness.
    box : tuple of float or None
        Left side, right side and top.
    wall : float or None
        The x of its face.
    """

    mat: tuple[float, float, float] | None = None
    box: tuple[float, float, float] | None = None
    wall: float | None = None

    @property
    def lying_height(self) -> float:
        """Return the height of the surface under the back."""
        return self.mat[2] if self.mat else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class FigurePose:
    """The body at one moment.

    Attributes
    ----------
    side : {"left", "right"}
        The working leg.
    progress : float
        0 at the start, 1 at the key pose.
    segments : Segments
        Lengths of the body's segments.
    trunk_deg : float
        Direction from hip to shoulder.
    hip, shoulder, head, crown, nose : ndarray, shape (2,)
        Metres. Left and right hip and shoulder coincide in this plane.
    arm : FigureArm
    left, right : FigureLeg
    supports : Supports
    contacts : tuple of str
        The exercise's contacts.
    """

    side: Side
    progress: float
    segments: Segments
    trunk_deg: float
    hip: Floats
    shoulder: Floats
    head: Floats
    crown: Floats
    nose: Floats
    arm: FigureArm
    left: FigureLeg
    right: FigureLeg
    supports: Supports
    contacts: tuple[str, ...]

    def leg(self, side: Side) -> FigureLeg:
        """Return the leg of one side."""
        return self.left if side == "left" else self.right

    @property
    def working(self) -> FigureLeg:
        """Return the leg that moves."""
        return self.leg(self.side)

    @property
    def holding(self) -> FigureLeg:
        """Return the leg that stays still."""
        return self.right if self.side == "left" else self.left

    @property
    def line_deg(self) -> float:
        """Return the angle shoulder-hip-ankle on the holding side, degrees; 180 is straight."""
        turned = degrees_of(self.shoulder - self.hip) - degrees_of(self.holding.ankle - self.hip)
        return 180 - abs(180 - turned % 360)
