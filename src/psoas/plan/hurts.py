"""A step was stopped because it hurt: what is asked, and what the answers mean."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from pydantic import Field

from psoas.journal.person import Screening
from psoas.plan.history import History
from psoas.plan.progression import decide, until
from psoas.plan.screening import Fact, also, facts_of
from psoas.plan.sentences import day_words
from psoas.plan.steps import back_on, times_hurt
from psoas.programme.model import Exercise, Strict, Text


class Place(Strict):
    """Where it may hurt."""

    id: str
    text: Text


class Kind(Strict):
    """What it may be like, and what is said to that."""

    id: str
    text: Text
    say: Text


class Means(Strict):
    """What a stop means for the plan."""

    kept: Text
    stretch_once: Text
    stretch_again: Text
    other: Text
    always: Text


class Hurts(Strict):
    """The three questions, and what is said to the answers (leading.toml)."""

    where: Text
    strength: Text
    kind: Text
    signs_ask: Text
    signs: tuple[str, ...] = Field(min_length=1)
    places: tuple[Place, ...] = Field(min_length=1)
    kinds: tuple[Kind, ...] = Field(min_length=1)
    means: Means

    @property
    def facts(self) -> list[Fact]:
        """Warning signs that are asked for, in the words of the questions before the first time."""
        return facts_of(self.signs)


def after_signs(history: History, ticked: Collection[str]) -> Screening | None:
    """What comes of warning signs that turned up during a step; None where none was ticked."""
    if not ticked:
        return None
    earlier = history.screening.what if history.screening else Screening("go")
    return also(earlier, ticked)


def meaning(history: History, now: datetime, exercise: Exercise, asked: Hurts, kind: str) -> tuple[str, ...]:
    """What a stop means, in sentences: for this exercise, for the march, and what to watch.

    Parameters
    ----------
    history : History
        With the stop, and the pain as it was told after it.
    kind : str
        Id of what it was like; "" where that was not said.
    """
    known, means = until(history, now), asked.means
    said = [each.say for each in asked.kinds if each.id == kind]
    said.append(next_time(history, now, exercise, asked) if exercise.step == "stretch" else means.other)
    decision = decide(known, now)
    if decision.kind == "too-sore":
        said.append(decision.reason)
    return (*said, means.always)


def next_time(history: History, now: datetime, stretch: Exercise, asked: Hurts) -> str:
    """What comes of a stretch that was more than a pull, in one sentence."""
    known = until(history, now)
    back = back_on(stretch.id, known.steps)
    if back is None:
        return asked.means.stretch_once
    return asked.means.stretch_again.format(n=times_hurt(stretch.id, known.steps), day=day_words(back))
