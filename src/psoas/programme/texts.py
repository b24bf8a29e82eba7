"""Texts beside the exercises: shared texts of the march, the four steps, the measures of the checks."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from psoas.programme.model import Equipment, Limit, Step
from psoas.programme.strict import Strict, Text


class Kit(Strict):
    """A piece of equipment that some exercises need, and alternatives."""

    id: Equipment
    name: Text
    use: Text
    instead: Text


class Common(Strict):
    """Texts shared by all six levels of the march (march.toml).

    Attributes
    ----------
    march, until, way_back, breathing, both_sides, band, band_place, up, back, standing, days, soreness : str
        What a march is; when a set is over; how to return; how to breathe; what the holding side does; that every level
        works without the band; where the band sits; when to move up; when to go back; why standing is harder; how
        often; what to expect afterwards.
    camera_limit : str
        What the camera cannot judge.
    before : tuple of str
        Who should ask a professional before starting, and what to leave out.
    stop : tuple of str
        When to stop, at any level.
    equipment : tuple of Kit
        Everything that the programme uses.
    limits : tuple of Limit
        Changes of the texts at every level for people with limits.
    """

    march: Text
    until: Text
    way_back: Text
    breathing: Text
    both_sides: Text
    band: Text
    band_place: Text
    up: Text
    back: Text
    standing: Text
    days: Text
    soreness: Text
    camera_limit: Text
    before: tuple[Text, ...] = Field(min_length=1)
    stop: tuple[Text, ...] = Field(min_length=1)
    equipment: tuple[Kit, ...] = Field(min_length=1)
    limits: tuple[Limit, ...] = ()


class Finding(Strict):
    """What the psoas is and how to find it with one hand."""

    what: Text
    where: Text
    feel: Text
    care: Text


class StepText(Strict):
    """One of the four steps: its name, what to do, and why it comes at this point."""

    id: Step
    name: Text
    what: Text
    why: Text


class Routine(Strict):
    """The four-step routine (steps.toml)."""

    approach: Text
    finding: Finding
    steps: tuple[StepText, ...] = Field(min_length=4, max_length=4)


class OutcomeMeasure(Strict):
    """A quantity that a check can watch: its name, unit and meaning."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]+$")
    unit: Literal["degrees", "seconds", "share"]
    meaning: Text


class Measures(Strict):
    """All measures (measures.toml)."""

    measures: tuple[OutcomeMeasure, ...] = Field(min_length=1)


class WorkstationPoint(Strict):
    """One point of the workstation checklist, and what to do about it."""

    id: str = Field(pattern=r"^[a-z][a-z-]+$")
    text: Text
    todo: Text


class Habit(Strict):
    """What is said of the desk (habit.toml).

    Attributes
    ----------
    break_min : int
        For how long to get up, minutes.
    workstation : tuple of WorkstationPoint
        The checklist.
    micro_moves : tuple of str
        Ids of the exercises that are small moves for a break, in the order in which they take turns.
    when_ill : str
        Id of the only one of them for somebody who is ill.
    """

    break_min: int = Field(ge=1, le=10)
    workstation: tuple[WorkstationPoint, ...] = Field(min_length=12, max_length=12)
    micro_moves: tuple[str, ...] = Field(min_length=1)
    when_ill: str
