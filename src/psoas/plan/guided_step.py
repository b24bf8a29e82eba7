"""Decide whether the voice may guide a step now and in which form, and explain what a stop means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from psoas.journal.answers import Answer, StepDone
from psoas.plan.clock import as_understood
from psoas.plan.cut import cut_at
from psoas.plan.free_start import not_today
from psoas.plan.history import History
from psoas.plan.pain import Hurt
from psoas.plan.progression import decide
from psoas.plan.reasons import day_words
from psoas.plan.screening import why_closed
from psoas.plan.steps import back_on, is_gentle, times_hurt
from psoas.plan.today import Today, TodayStep, today_of
from psoas.programme.catalogue import Catalogue
from psoas.programme.guide import held_s, with_move
from psoas.programme.model import Exercise
from psoas.programme.reading import packaged
from psoas.programme.strict import Strict, Text


class Closed(Strict):
    """Reasons not to guide a step."""

    optional: Text
    rests: Text
    enough: Text


class Means(Strict):
    """Meanings of a stop."""

    kept: Text
    stretch_once: Text
    stretch_again: Text
    beside_once: Text
    beside_again: Text
    other: Text
    always: Text


class LeadingTexts(Strict):
    """All texts (leading.toml)."""

    closed: Closed
    means: Means


@dataclass(frozen=True, slots=True)
class Leading:
    """How to guide a step now.

    Attributes
    ----------
    exercise : Exercise
        With today's small move in its guide, if it has a placeholder.
    closed : str
        Why it is not guided, or "".
    to_choose : bool
        Whether it is closed only until the person opts in (`Profile.belly_contact`).
    easier : bool
        Whether to start in its easier form.
    held_s : float
        Longest time that one side was held or pressed today, seconds.
    instead_of : str
        Exercise planned today instead, or "".
    why : str
        Why it is planned today.
    """

    exercise: Exercise
    closed: str
    to_choose: bool
    easier: bool
    held_s: float
    instead_of: str
    why: str


#: Steps whose exercises rotate, and pause after too much.
_TURNS = frozenset({"stretch", "strengthen"})


@cache
def texts() -> LeadingTexts:
    """Read all texts about guiding a step."""
    return packaged(LeadingTexts, "leading.toml")


def leading(
    history: History, now: datetime, exercise: Exercise, catalogue: Catalogue, *, short: bool = False
) -> Leading:
    """Decide how to guide an exercise at `now`; the exercise must have a guide.

    Parameters
    ----------
    history : History
        Everything done and told.
    now : datetime
        Current time, in the person's time zone.
    short : bool
        Whether it is the short version of the day.
    """
    cut = cut_at(history, now)
    known, plan = cut.known, today_of(cut, catalogue, short=short)
    step = _place_of(exercise, plan)
    move = catalogue.by_id(plan.micro_move) if plan.micro_move else None
    guide = exercise.guide
    if move is not None and move.small_move is not None:
        guide = with_move(guide, say=move.small_move.say, seconds=move.small_move.seconds, figure=move.figure)
    easier = short and exercise.step == "massage"
    if exercise.step == "strengthen":
        easier = times_hurt(known, exercise.id) > 0
    elif exercise.step == "stretch":
        easier = times_hurt(known, exercise.id) > 0 or is_gentle(plan.decision, cut.locks)
    held = held_today(known, now.date(), exercise, catalogue)
    closed, to_choose = "", False
    if plan.gate != "open" or plan.decision.kind == "ill":
        closed = plan.decision.reason
    elif exercise.step == "strengthen" and (why := not_today(plan.decision)):
        closed = why
    elif not (closed := why_closed(exercise.closed_by, cut.locks)):
        to_choose = "belly" in exercise.closed_by and not known.profile.belly_contact
        closed = texts().closed.optional if to_choose else _enough(known, now.date(), exercise, held, easier=easier)
    return Leading(
        exercise=exercise.model_copy(update={"guide": guide}),
        closed=closed,
        to_choose=to_choose,
        easier=easier,
        held_s=held,
        instead_of=_instead_of(step, exercise) if step else "",
        why=step.why if step is not None and step.exercise_id == exercise.id else "",
    )


def _place_of(exercise: Exercise, plan: Today) -> TodayStep | None:
    """Return the day's step that an exercise belongs to; None for one beside the march on a day without one."""
    step = next(step for step in plan.steps if step.step == exercise.step)
    return step.also if step.step == "strengthen" else step


def _instead_of(step: TodayStep, exercise: Exercise) -> str:
    if step.exercise_id == exercise.id or step.state != "due":
        return step.swapped_from
    return step.swapped_from or step.exercise_id


def held_today(known: History, day: date, exercise: Exercise, catalogue: Catalogue) -> float:
    """Return the longest time that one side was stretched or pressed on a day, by exercises of the same kind, seconds.

    A step that was ticked off without guidance counts as one guided round.
    """
    if exercise.ceiling_s is None:
        return 0.0
    alike = {each.id: each for each in catalogue.exercises if each.ceiling_s and each.step == exercise.step}
    today_ = [entry.what for entry in known.steps if entry.day == day and entry.what.exercise_id in alike]
    return sum(_held(what, alike[what.exercise_id]) for what in today_)


def _held(what: StepDone, exercise: Exercise) -> float:
    ticked_off = what.state == "done" and not what.seconds
    return held_s(exercise.guide) if ticked_off else what.held_s


def _enough(known: History, day: date, exercise: Exercise, held: float, *, easier: bool) -> str:
    """Tell why there is no further round of an open step."""
    said, back = texts().closed, back_on(known, exercise.id)
    if exercise.step in _TURNS and back is not None and day < back:
        return said.rests.format(n=times_hurt(known, exercise.id), day=day_words(back))
    round_s = held_s(exercise.easy_guide if easier and exercise.easy_guide else exercise.guide)
    if exercise.ceiling_s is not None and held + round_s > exercise.ceiling_s:
        return said.enough.format(minutes={120: "Two", 240: "Four"}.get(round(exercise.ceiling_s), ""))
    return ""


def after_stop(history: History, now: datetime, exercise: Exercise) -> tuple[str, ...]:
    """Explain a stop because of pain: for this exercise, for the march, and what to watch.

    Parameters
    ----------
    history : History
        With the stop, and the pain told after it.
    """
    said = [next_time(history, now, exercise) if exercise.step in _TURNS else texts().means.other]
    decision = decide(history, now)
    if decision.kind == "too-sore":
        said.append(decision.reason)
    return (*said, texts().means.always)


def told_before(hurt: Hurt) -> tuple[Answer, ...]:
    """Return the journal entries for pain before the march began."""
    return () if hurt.strong is None else (Answer("pain-now", hurt.strong),)


def next_time(history: History, now: datetime, exercise: Exercise) -> str:
    """Tell what follows from a stretch that did more than pull, or from an exercise that was too much."""
    known = as_understood(history, now)
    back = back_on(known, exercise.id)
    said, stretch = texts().means, exercise.step == "stretch"
    if back is None:
        return said.stretch_once if stretch else said.beside_once
    return (said.stretch_again if stretch else said.beside_again).format(
        n=times_hurt(known, exercise.id), day=day_words(back)
    )
