"""What a figure is at one moment: its joints, its supports, and how far its contacts are from touching."""

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
        """Where a band round the foot lies, in the middle of the foot."""
        middle: Floats = (self.ankle + self.ball) / 2
        return middle

    @property
    def lowest(self) -> float:
        """Height of the foot's lowest point above the floor, metres."""
        return float(min(self.heel[1], self.ball[1], self.toe[1]))


@dataclass(frozen=True, slots=True, eq=False)
class FigureArm:
    """One arm (both are held alike): joints, each shape (2,), metres; `palm` is where the hand's inner side touches."""

    elbow: Floats
    wrist: Floats
    palm: Floats
    fingers: Floats


@dataclass(frozen=True, slots=True)
class Supports:
    """What carries the body, metres; None for what the exercise does without.

    Attributes
    ----------
    mat : tuple of float or None
        Left end, right end and thickness.
    box : tuple of float or None
        Left side, right side and height of the top.
    wall : float or None
        Where its face is, x.
    """

    mat: tuple[float, float, float] | None = None
    box: tuple[float, float, float] | None = None
    wall: float | None = None

    @property
    def lying_height(self) -> float:
        """Height of what the back lies on."""
        return self.mat[2] if self.mat else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class FigurePose:
    """The body at one moment.

    Attributes
    ----------
    side : {"left", "right"}
        The leg that works.
    progress : float
        How far it is on its way: 0 at the start, 1 at the key pose.
    segments : Segments
        The body's lengths.
    trunk_deg : float
        Direction from hip to shoulder.
    hip, shoulder, head, crown, nose : ndarray, shape (2,)
        Metres. Left and right hip and shoulder coincide in this plane.
    arm : FigureArm
    left, right : FigureLeg
    supports : Supports
    contacts : tuple of str
        What should touch what, as in the exercise.
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
        """The leg of one side."""
        return self.left if side == "left" else self.right

    @property
    def working(self) -> FigureLeg:
        """The leg that moves."""
        return self.leg(self.side)

    @property
    def holding(self) -> FigureLeg:
        """The leg that stays."""
        return self.right if self.side == "left" else self.left

    @property
    def line_deg(self) -> float:
        """Angle shoulder - hip - ankle of the holding leg, degrees; 180 is straight."""
        turned = degrees_of(self.shoulder - self.hip) - degrees_of(self.holding.ankle - self.hip)
        return 180 - abs(180 - turned % 360)

    def gaps(self) -> dict[str, float]:
        """Distance between each contact's two surfaces, metres; negative where they overlap."""
        bed = self.supports.lying_height + self.segments.depth
        found: dict[str, float] = {}
        for contact in self.contacts:
            if contact == "back-on-mat":
                found["hip-on-mat"] = float(self.hip[1]) - bed
            if contact in ("back-on-mat", "shoulders-on-mat"):
                found["shoulder-on-mat"] = float(self.shoulder[1]) - bed
            if contact == "heels-on-box" and self.supports.box:
                found["heel-on-box"] = float(self.holding.heel[1]) - self.supports.box[2]
            if contact == "feet-on-floor":
                found["heel-on-floor"] = float(self.holding.heel[1])
                found["toe-on-floor"] = float(self.holding.toe[1])
            if contact == "palms-on-wall" and self.supports.wall is not None:
                found["palm-on-wall"] = self.supports.wall - float(self.arm.palm[0])
        return found
