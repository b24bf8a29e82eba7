"""What a screen can ask of a session, and what a person can tell it."""

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
        The set that is done or rested from, from 1, and how many there will be.
    left, right, target : int
        Repetitions of each leg in this set, and how many each leg shall do.
    counting : {"camera", "hand", "paced"}
        Who counts now.
    silent : bool
        True when the voice is off.
    rest_left_s, countdown_left_s : float or None
        Seconds left, None where nothing runs; a pause during the rest keeps `rest_left_s` where it was.
    now : CoachState or None
        What the coach sees, None while nobody is watched.
    pace : Pace or None
        Where the metronome stands, None without one.
    cue : Cue or None
        The coach's sentence, for some seconds.
    other_level : int or None
        The level that the person seems to do instead of the planned one, until that is answered.
    said : str or None
        What was last announced, for those who do not hear it; also in silence.
    session_id : int or None
        Number in the journal; None before the first set begins, and without a journal.
    hurt : bool
        Whether it ended because it hurt.
    last_error : str or None
        Why the journal cannot be written at the moment. Counting goes on and the journal is tried again.
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
