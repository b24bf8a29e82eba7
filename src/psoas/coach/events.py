"""The events that the coach reports: plain records, in the order in which they become certain."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from psoas.biomechanics.measured import HipCourse
from psoas.body.skeleton import Side


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition of one leg.

    Attributes
    ----------
    side : {"left", "right"}
        The person's side that worked.
    start_s, peak_s, end_s : float
        When the leg set out, was at its furthest, and is home, seconds on the recording's clock. A repetition is
        reported when its leg is nearly home, so its end may lie ahead then.
    peak_hip_deg : float
        Hip angle at the furthest point, relative to the trunk, degrees, flexion positive.
    range_deg : float
        Change of the hip angle from rest to the furthest point, degrees, always positive.
    out_s, hold_s, back_s : float
        How long it went out, was still at its furthest, and came back, seconds.
    confidence : float
        Mean confidence in the working leg, 0 to 1.
    faults : tuple of str
        Ids of the failed checks, most important first, without those that are not spoken.
    short : bool
        True if the repetition was begun but did not reach its range; it is kept apart and not counted.
    hip : HipCourse or None
        The working hip from about the start until it settled; None if it was not watched frame by frame.
    """

    side: Side
    start_s: float
    peak_s: float
    end_s: float
    peak_hip_deg: float
    range_deg: float
    out_s: float
    hold_s: float
    back_s: float
    confidence: float
    faults: tuple[str, ...] = ()
    short: bool = False
    hip: HipCourse | None = field(default=None, repr=False, compare=False)

    @property
    def near_furthest_s(self) -> tuple[float, float]:
        """From when to when it was within a tenth of its range of the furthest point, seconds.

        On a course of minimum jerk that is so in the last quarter of the way out and the first one of the way back.
        """
        arrived_s = self.start_s + self.out_s
        return arrived_s - 0.25 * self.out_s, arrived_s + self.hold_s + 0.25 * self.back_s


@dataclass(frozen=True, slots=True)
class Cue:
    """A sentence to say and show at time `t`, seconds."""

    t: float
    id: str
    say: str
    kind: Literal["correct", "praise", "notice"] = "correct"


@dataclass(frozen=True, slots=True)
class Unseen:
    """A stretch of time that could not be judged, seconds, with a sentence that says why."""

    start_s: float
    end_s: float
    say: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A rest between repetitions in which the person was seen, seconds."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class CoachState:
    """The current state, for a screen.

    Attributes
    ----------
    t : float
        Seconds.
    hip_deg : dict
        Side to current hip angle, degrees; NaN while that leg is not seen.
    working : {"left", "right"} or None
        The leg that is moving now.
    progress : float
        How far out it is, 0 to 1.
    seen : bool
        False while nothing can be judged.
    knee_deg : dict
        Side to current knee angle, degrees, flexion positive; without the legs that are not seen.
    """

    t: float
    hip_deg: dict[Side, float]
    working: Side | None
    progress: float
    seen: bool
    knee_deg: dict[Side, float] = field(default_factory=dict)


Event = Rep | Cue | Unseen | Pause
