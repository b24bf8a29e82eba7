"""What the plan needs to know of the journal: strength sessions as trainings, and what the person told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from psoas.journal.person import Answer, Choice, Entry, Profile, Screening, StepDone


@dataclass(frozen=True, slots=True)
class Training:
    """One strength session, as the rules of progression see it.

    Attributes
    ----------
    at : datetime
        When it began, on the person's clock.
    rung : str
        Such as "3b" (see `psoas.plan.ladder`).
    target : int
        Repetitions of each leg that each set asked for.
    sets_planned, sets_done : int
        Sets, and those in which each leg did what was asked.
    left, right : int
        Repetitions of each leg in the last set.
    before, during, morning : int or None
        Pain before, worst pain during, and pain on the next morning, 0 to 10; None where not said.
    effort : int or None
        0 to 10; None where not said.
    form_kept : bool or None
        None where not said.
    stop_symptom : bool
        A warning sign came up.
    morning_asked : bool
        Whether the next-morning question has been asked (and perhaps passed over).
    session_id : int
        Number in the journal.
    """

    at: datetime
    rung: str
    target: int
    sets_planned: int
    sets_done: int
    left: int
    right: int
    before: int | None = None
    during: int | None = None
    morning: int | None = None
    effort: int | None = None
    form_kept: bool | None = None
    stop_symptom: bool = False
    morning_asked: bool = False
    session_id: int = 0

    @property
    def day(self) -> date:
        """The person's day."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class History:
    """All that the plan looks at; every sequence oldest first.

    Attributes
    ----------
    trainings : sequence of Training
        Strength sessions with at least one repetition.
    screenings, profiles, answers, choices, steps : sequence of Entry
        What was told, and the steps that were done or left out.
    """

    trainings: Sequence[Training] = ()
    screenings: Sequence[Entry[Screening]] = ()
    profiles: Sequence[Entry[Profile]] = ()
    answers: Sequence[Entry[Answer]] = ()
    choices: Sequence[Entry[Choice]] = ()
    steps: Sequence[Entry[StepDone]] = ()

    @property
    def profile(self) -> Profile:
        """The newest profile; an empty one where none was told."""
        return self.profiles[-1].what if self.profiles else Profile()

    @property
    def screening(self) -> Entry[Screening] | None:
        """The newest screening; None where there was none."""
        return self.screenings[-1] if self.screenings else None
