"""The movement of an exercise: the poses it goes between, its supports and its tempo."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from psoas.programme.strict import Strict

Contact = Literal["back-on-mat", "shoulders-on-mat", "heels-on-box", "feet-on-floor", "palms-on-wall"]


class Pose(Strict):
    """Angles of one leg, degrees; flexion and dorsiflexion positive (sign convention: body/angles.py).

    Attributes
    ----------
    hip, knee, ankle : float
        Angle of that joint; 0 is a straight leg with the foot at a right angle to it.
    """

    hip: float = Field(ge=-40, le=140)
    knee: float = Field(ge=-5, le=160)
    ankle: float = Field(ge=-60, le=45)


class Motion(Strict):
    """The movement in the sagittal plane, the source of figure, load and expected range.

    Attributes
    ----------
    trunk : float
        Direction from hip to shoulder, degrees: 180 lying with the head to the left, 90 upright.
    start, working, holding : Pose
        The leg before the repetition and at its key pose, and the other leg. If a contact fixes a leg (heels on a box,
        foot on the floor, a bridge line), these are starting values for the solver.
    contacts : tuple of str
        What touches what; the figure closes these gaps to below 1 mm.
    box_height_m, wall_distance_m : float or None
        Dimensions of the support, metres.
    """

    trunk: float
    start: Pose
    working: Pose
    holding: Pose
    contacts: tuple[Contact, ...]
    box_height_m: float | None = Field(default=None, gt=0, le=1)
    wall_distance_m: float | None = Field(default=None, gt=0, le=2)

    @property
    def travel_deg(self) -> float:
        """Return how far the working hip moves from start to key pose, degrees; negative if it extends."""
        return self.working.hip - self.start.hip

    def held_to(self, hip_deg: float) -> Self:
        """Limit all hip angles, degrees; a limited knee bends no further than its hip."""

        def held(pose: Pose) -> Pose:
            if pose.hip <= hip_deg:
                return pose
            return pose.model_copy(update={"hip": hip_deg, "knee": min(pose.knee, hip_deg)})

        poses = {name: held(getattr(self, name)) for name in ("start", "working", "holding")}
        return self.model_copy(update=poses)

    @model_validator(mode="after")
    def _supports_have_a_size(self) -> Self:
        if "heels-on-box" in self.contacts and self.box_height_m is None:
            raise ValueError("contacts: heels-on-box needs box_height_m: say how high the box is, in metres")
        if "palms-on-wall" in self.contacts and self.wall_distance_m is None:
            raise ValueError("contacts: palms-on-wall needs wall_distance_m: say how far away the wall is, in metres")
        if abs(self.travel_deg) < 15:
            raise ValueError("start.hip and working.hip are less than 15 degrees apart: no camera could count that")
        return self


class Tempo(Strict):
    """Durations of the phases of a repetition, seconds.

    Attributes
    ----------
    out, hold, back : float
        Moving to the key pose, holding it, and moving back.
    """

    out: float = Field(gt=0, le=10)
    hold: float = Field(ge=0, le=60)
    back: float = Field(gt=0, le=10)

    @property
    def total(self) -> float:
        """Return the duration of one repetition, seconds."""
        return self.out + self.hold + self.back
