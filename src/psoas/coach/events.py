"""What the coach reports: plain records, in the order in which they became certain."""

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
        Begin, furthest point and end, seconds on the recording's clock.
    peak_hip_deg : float
        Hip angle at the furthest point, degrees, flexion positive, against the trunk.
    range_deg : float
        Change of the hip angle from rest to the furthest point, degrees, always positive.
    out_s, hold_s, back_s : float
        Times of the three phases, seconds; hold is the time within a tenth of the range of the furthest point.
    confidence : float
        0 to 1, how far the working leg could be believed meanwhile.
    faults : tuple of str
        Ids of the checks that failed, most important first; of those only that are spoken.
    short : bool
        True when the repetition was begun but did not reach its range; it is kept apart and not counted.
    hip : HipCourse or None
        The working hip from a little before its beginning until it had settled; None where nobody watched each moment.
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


@dataclass(frozen=True, slots=True)
class Cue:
    """One sentence to say and show at time `t` (seconds)."""

    t: float
    id: str
    say: str
    kind: Literal["correct", "praise", "notice"] = "correct"


@dataclass(frozen=True, slots=True)
class Unseen:
    """A stretch of time without judgement, seconds, and why in a sentence."""

    start_s: float
    end_s: float
    say: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch of time, seconds, in which the person was seen but rested between repetitions."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class CoachState:
    """The state of this moment, for a screen.

    Attributes
    ----------
    t : float
        Seconds.
    hip_deg : dict
        Side to current hip angle, degrees; NaN while that leg is not seen.
    working : {"left", "right"} or None
        The leg that is moving now.
    progress : float
        How far it is on its way out, 0 to 1.
    seen : bool
        False while judgement is suspended.
    """

    t: float
    hip_deg: dict[Side, float]
    working: Side | None
    progress: float
    seen: bool


Event = Rep | Cue | Unseen | Pause
