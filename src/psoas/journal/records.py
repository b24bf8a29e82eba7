"""Records of the journal as plain values, independent of the database and of other rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Side = Literal["left", "right"]
Counting = Literal["camera", "hand", "paced"]
CountedBy = Literal["camera", "hand", "pace"]
SessionState = Literal["running", "done", "stopped"]


@dataclass(frozen=True, slots=True)
class SetPlan:
    """The plan of a session.

    Attributes
    ----------
    sets : int
        Number of sets.
    reps_per_side : int
        Repetitions of EACH leg in a set.
    rest_s : float
        Rest between two sets, seconds.
    countdown_s : float
        Time to get into position after "start" or "resume", seconds.
    """

    sets: int
    reps_per_side: int
    rest_s: float
    countdown_s: float = 5.0

    def __post_init__(self) -> None:
        """Reject a plan that could never begin or end."""
        if self.sets < 1 or self.reps_per_side < 1 or self.rest_s < 0 or self.countdown_s < 0:
            raise ValueError(f"a plan needs at least one set and one repetition, and no negative times: {self}")


@dataclass(frozen=True, slots=True)
class Marked:
    """What was taken back together: row ids of what was told, numbers of sessions, and when; None if not known."""

    told: tuple[int, ...] = ()
    sessions: tuple[int, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session.

    Attributes
    ----------
    started_at, ended_at : datetime
        With time zone; `started_at` keeps the person's UTC offset. `ended_at` is None while it runs.
    counting : {"camera", "hand", "paced"}
        How it is counted now; each repetition records how it was counted.
    state : {"running", "done", "stopped"}
        A crashed session stays "running" and can be resumed.
    """

    id: int
    started_at: datetime
    ended_at: datetime | None
    exercise_id: str
    level: int | None
    band: bool
    counting: Counting
    plan: SetPlan
    state: SessionState
    note: str = ""
    rung: str = ""


@dataclass(frozen=True, slots=True)
class RepRecord:
    """One repetition of one leg.

    Times are seconds since the session started. Unmeasured values (of a repetition by hand or paced) are None.

    Attributes
    ----------
    event : int
        Number of the event within the session; writing it twice stores one row.
    set_number : int
        The set it belongs to, from 1.
    counted_by : {"camera", "hand", "pace"}
        Seen, entered by hand, or assumed from the metronome.
    end_s, start_s, peak_s, peak_hip_deg, range_deg, out_s, hold_s, back_s, confidence, faults, short
        As in the coach's ``Rep``: seconds, degrees, 0 to 1, ids of failed checks, begun but not reaching its range.
    removed_s : float or None
        When it was undone; the row stays.
    work_j, peak_nm : float or None
        Load on the working hip from the load model, for the body and band known then: work of lifting, joules, and
        peak moment, N·m.
    id : int or None
        Assigned by the journal; None until written.
    """

    session_id: int
    event: int
    set_number: int
    side: Side
    counted_by: CountedBy
    end_s: float
    start_s: float | None = None
    peak_s: float | None = None
    peak_hip_deg: float | None = None
    range_deg: float | None = None
    out_s: float | None = None
    hold_s: float | None = None
    back_s: float | None = None
    confidence: float | None = None
    faults: tuple[str, ...] = ()
    short: bool = False
    removed_s: float | None = None
    work_j: float | None = None
    peak_nm: float | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class CueRecord:
    """One sentence of the coach, `t` seconds after the session started."""

    session_id: int
    event: int
    set_number: int
    t: float
    cue_id: str
    say: str
    kind: str = "correct"
    id: int | None = None


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One set and its results.

    Attributes
    ----------
    started_s, ended_s : float
        Seconds since the session started; `ended_s` is None while the set is open.
    left, right : int
        Counted repetitions (neither short nor undone).
    short : int
        Repetitions that did not reach their range.
    by_hand, paced : int
        How many of the counted ones were entered by hand, or assumed from the metronome.
    range_left_deg, range_right_deg : float or None
        Mean range of the counted repetitions that the camera measured, degrees.
    faults : dict
        Check id to the number of counted repetitions that failed it.
    """

    session_id: int
    number: int
    started_s: float
    ended_s: float | None
    left: int = 0
    right: int = 0
    short: int = 0
    by_hand: int = 0
    paced: int = 0
    range_left_deg: float | None = None
    range_right_deg: float | None = None
    faults: dict[str, int] | None = None
