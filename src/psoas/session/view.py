"""The session as a screen sees it, and the actions of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from psoas.coach.events import CoachState, Cue
from psoas.journal.records import Counting
from psoas.session.metronome import Pace
from psoas.session.states import Phase

Action = Literal[
    "start",
    "pause",
    "resume",
    "repeat",
    "skip-rest",
    "extend-rest",
    "stop",
    "count-left",
    "count-right",
    "undo",
    "switch-to-hand",
    "switch-to-camera",
    "switch-to-beat",
    "silence",
    "speak",
    "keep-level",
    "too-hard",
    "it-hurts",
]


@dataclass(frozen=True, slots=True)
class View:
    """A session at one moment.

    Attributes
    ----------
    phase : {"ready", "working", "resting", "paused", "done"}
        "ready" and "paused" with a `countdown_left_s` are about to become "working".
    set_number, sets : int
        The current set, from 1, or the one before the current rest; and the number of sets.
    left, right, target : int
        Repetitions of each leg in this set, and the target for each leg.
    counting : {"camera", "hand", "paced"}
        Who counts now.
    silent : bool
        Whether the voice is off.
    rest_left_s, countdown_left_s : float or None
        Seconds left, or None; a pause during the rest keeps `rest_left_s`.
    now : CoachState or None
        What the coach sees; None while it does not watch.
    pace : Pace or None
        Position of the metronome, if there is one.
    cue : Cue or None
        The coach's latest cue, for some seconds.
    other_level : int or None
        The level that the person seems to do instead of the planned one, until they respond.
    said : str or None
        The last announcement, for those who cannot hear it; also set while the voice is off.
    session_id : int or None
        Number in the journal; None before the first set begins, and without a journal.
    hurt : bool
        Whether it ended because it hurt.
    last_error : str or None
        Why the journal cannot be written at the moment; counting continues and the write is retried.
    not_kept : int
        Repetitions that are counted but not in the journal yet.
    """

    phase: Phase
    set_number: int
    sets: int
    left: int
    right: int
    target: int
    counting: Counting
    silent: bool
    rest_left_s: float | None
    countdown_left_s: float | None
    now: CoachState | None
    pace: Pace | None
    cue: Cue | None
    other_level: int | None
    said: str | None
    session_id: int | None
    hurt: bool
    last_error: str | None
    not_kept: int
