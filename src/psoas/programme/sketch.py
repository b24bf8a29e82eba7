"""The schema of a sketch file: key poses of a body with its furniture, the source of an animation.

The march is computed from a few joint angles (`psoas.programme.motion.Motion`), because a camera counts it. An exercise
that is only shown (a stretch, a rest, a small move at the desk) is described as it looks. The person faces +x, is seen
from their right side, and is 1.75 m tall. Positions are metres: x ahead, y up from the floor. A direction runs from one
joint to the next, degrees counter-clockwise from +x: a trunk of 90 is upright, a thigh of 270 hangs down.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from psoas.programme.strict import Strict, Text

SketchPart = Literal[
    "pelvis",
    "chest",
    "head",
    "neck",
    "near-thigh",
    "near-shank",
    "near-foot",
    "near-toes",
    "near-upper",
    "near-fore",
    "near-hand",
    "far-thigh",
    "far-shank",
    "far-foot",
    "far-toes",
    "far-upper",
    "far-fore",
    "far-hand",
]
ThingKind = Literal["mat", "box", "wall", "bed", "chair", "table", "cushion", "ball"]
HeldKind = Literal["ball", "warm-pack", "glass", "towel"]
XY = tuple[float, float]


class LegPose(Strict):
    """One leg: free, or standing on the ball of its foot.

    Attributes
    ----------
    foot : float
        Direction of the sole from heel to toes; 0 is flat on the floor.
    thigh, shank : float or None
        Directions of a free leg.
    ball : tuple of float or None
        Position of the ball of a standing foot once its toes are down; the knee follows from the hip.
    """

    foot: float
    thigh: float | None = None
    shank: float | None = None
    ball: XY | None = None

    @property
    def free(self) -> bool:
        """Whether it is given by its directions."""
        return self.ball is None

    @model_validator(mode="after")
    def _is_free_or_stands(self) -> Self:
        if (self.thigh is None) != (self.shank is None) or (self.thigh is None) == (self.ball is None):
            raise ValueError("give a leg either `thigh` and `shank` (it is free) or `ball` (its foot stands there)")
        return self


class ArmPose(Strict):
    """One arm: free, or with its palm on something.

    Attributes
    ----------
    hand : float
        Direction of the hand from wrist to finger tips.
    upper, fore : float or None
        Directions of a free arm.
    palm : tuple of float or None
        Position of the palm: in the room, metres, or on the part `on` (along it, to its front), shares of body height.
    on : str or None
        Part of the body under the palm.
    away : float or None
        Depth of a palm in the room behind the middle of the body, metres; the shoulder's if None.
    bend : {1, -1}
        Side of the elbow from the line shoulder-wrist: 1 counter-clockwise, -1 clockwise.
    out : float
        Angle of the elbow out of the plane, away from the body, degrees: 90 points it sideways.
    curl : float
        Angle of the hand out of the plane, around what it holds, degrees.
    """

    hand: float
    upper: float | None = None
    fore: float | None = None
    palm: XY | None = None
    on: SketchPart | None = None
    away: float | None = None
    bend: Literal[1, -1] = -1
    out: float = Field(default=0.0, ge=-180, le=180)
    curl: float = Field(default=0.0, ge=0, le=90)

    @property
    def free(self) -> bool:
        """Whether it is given by its directions."""
        return self.palm is None

    @model_validator(mode="after")
    def _is_free_or_touches(self) -> Self:
        if (self.upper is None) != (self.fore is None) or (self.upper is None) == (self.palm is None):
            raise ValueError("give an arm either `upper` and `fore` (it is free) or `palm` (the hand lies there)")
        if self.on is not None and ("hand" in self.on or "fore" in self.on or "upper" in self.on):
            raise ValueError(f"on: a hand cannot lie on `{self.on}`: choose the trunk, the head or a leg")
        return self


class KeyPose(Strict):
    """The whole body at one moment.

    Attributes
    ----------
    move_s, hold_s : float
        Time to get here from the previous pose (the first follows the last), and time to hold it, seconds.
    anchor : tuple of float
        Position of the joint named by `Sketch.anchor`.
    trunk, head : float
        Directions from hip to shoulder and from shoulder to the middle of the head.
    pelvis : float or None
        Direction of the pelvis, if it is tilted against the trunk.
    turn : float
        Rotation of the chest about its long axis in a front view, degrees.
    """

    move_s: float = Field(default=0.0, ge=0, le=20)
    hold_s: float = Field(default=0.0, ge=0, le=20)
    anchor: XY
    trunk: float
    head: float
    pelvis: float | None = None
    turn: float = Field(default=0.0, ge=-60, le=60)
    near_leg: LegPose
    far_leg: LegPose
    near_arm: ArmPose
    far_arm: ArmPose


class Thing(Strict):
    """A piece of furniture with its extent, left to right and bottom to top, metres.

    Attributes
    ----------
    back : {"left", "right", "far"} or None
        Side of a chair's backrest.
    away : float
        Depth of its middle behind the middle of the body, metres.
    """

    kind: ThingKind
    x: XY
    y: XY
    back: Literal["left", "right", "far"] | None = None
    away: float = 0.0

    @model_validator(mode="after")
    def _has_a_size(self) -> Self:
        for name, (low, high) in (("x", self.x), ("y", self.y)):
            if not low < high:
                raise ValueError(f"{name} must be [smaller, larger], not [{low:g}, {high:g}]")
        return self


class Held(Strict):
    """A small object that moves with a part of the body; position as in `ArmPose.palm`, size in metres."""

    kind: HeldKind
    on: SketchPart
    at: XY
    size: float = Field(gt=0, le=0.5)


class Sketch(Strict):
    """One animation.

    Attributes
    ----------
    name, told : str
        Its name, and a description for screen readers.
    view : {"side", "above", "front"}
        Whether the person stands, sits or lies on the back and is seen from the side; lies on the side and is seen from
        above; or is seen from the front, which shows the near limbs on the left of the picture.
    sides : bool
        Whether it is done on both sides in turn: the near side first, then the mirrored picture.
    anchor : {"hip", "near-knee"}
        Joint whose position each pose gives.
    psoas : tuple of float or None
        Position of the label "psoas" for the near side's muscle, metres; None marks no muscle.
    deep_breath : bool
        Whether the chest moves more than usual, to show the breath.
    arrows : tuple
        Lines that end in an arrow head, metres.
    things, held : tuple
        Furniture, and objects that move along.
    poses : tuple of KeyPose
        In order, as a loop. A still picture shows the last one.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    name: Text
    told: Text
    view: Literal["side", "above", "front"] = "side"
    sides: bool = False
    anchor: Literal["hip", "near-knee"] = "hip"
    psoas: XY | None = None
    deep_breath: bool = False
    arrows: tuple[tuple[XY, ...], ...] = ()
    things: tuple[Thing, ...] = ()
    held: tuple[Held, ...] = ()
    poses: tuple[KeyPose, ...] = Field(min_length=1)

    @property
    def total_s(self) -> float:
        """Return the duration of one loop, seconds."""
        return sum(pose.move_s + pose.hold_s for pose in self.poses)

    @model_validator(mode="after")
    def _poses_can_follow_each_other(self) -> Self:
        if self.total_s <= 0:
            raise ValueError("poses: they take no time; give them `move_s` and `hold_s`")
        for limb in ("near_leg", "far_leg", "near_arm", "far_arm"):
            limbs = [getattr(pose, limb) for pose in self.poses]
            ways = {(one.free, *(getattr(one, choice, None) for choice in ("on", "bend"))) for one in limbs}
            if len(ways) > 1:
                raise ValueError(f"poses: `{limb}` must be given in the same way in every pose")
        if len({pose.pelvis is None for pose in self.poses}) > 1:
            raise ValueError("poses: give `pelvis` in every pose or in none")
        return self
