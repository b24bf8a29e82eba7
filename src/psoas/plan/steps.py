"""Plan the day's four steps, their alternatives and the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Literal

from pydantic import Field

from psoas.journal.answers import Entry, Lock, StepDone, StepName
from psoas.plan import due_questions
from psoas.plan.cut import Cut
from psoas.plan.history import History
from psoas.plan.ladder import Decision, owns, rung_of
from psoas.plan.screening import why_closed
from psoas.plan.standing import SORE
from psoas.programme.catalogue import Catalogue
from psoas.programme.guide import spans
from psoas.programme.model import Exercise
from psoas.programme.reading import packaged
from psoas.programme.strict import Strict, Text


@dataclass(frozen=True, slots=True)
class TodayStep:
    """One of the day's four steps.

    Attributes
    ----------
    exercise_id : str
        The planned exercise.
    others : tuple of str
        Exercises that may replace it with one tap.
    minutes : float
        Time needed.
    why : str
        Why it is planned today, in one sentence.
    locked : str
        Why it cannot be done today, or "".
    state : str
        "due", or how it ended today: "done", "skipped", "stopped".
    optional : bool
        Whether it is skipped unless the person opens it (in the short version).
    easier : bool
        Whether to do its easier form (`Exercise.easy_guide`), because it did more than pull or because of the day.
    swapped_from : str
        The planned exercise if the person chose another one for today, otherwise "".
    also : TodayStep or None
        On days with the march, an exercise for the back of the hip beside it, with its own state.
    """

    step: StepName
    exercise_id: str
    others: tuple[str, ...]
    minutes: float
    why: str
    locked: str = ""
    state: Literal["due", "done", "skipped", "stopped"] = "due"
    optional: bool = False
    easier: bool = False
    swapped_from: str = ""
    also: TodayStep | None = None

    @property
    def parts(self) -> tuple[TodayStep, ...]:
        """Return the step and the one beside it, in the order of doing."""
        return (self,) if self.also is None else (self, self.also)


class StepReasons(Strict):
    """Reasons for a choice."""

    massage: Text
    stretch: Text
    stretch_easier: Text
    stretch_gentle: Text
    stretch_none: Text
    extensor: Text
    extensor_easier: Text
    swapped: Text
    swapped_easier: Text
    habit: Text
    habit_desk: Text


class Choices(Strict):
    """The plan's choices (today.toml)."""

    massage: tuple[str, ...] = Field(min_length=1)
    stretches: tuple[str, ...] = Field(min_length=1)
    extensors: tuple[str, ...] = Field(min_length=1)
    habit: str
    stretch_pain: int
    stretch_rests_days: int
    why: StepReasons


#: Decisions that make the whole day gentle.
_GENTLE = frozenset({"easy-days", "too-sore", "pause", "ill"})


@cache
def choices() -> Choices:
    """Read the plan's choices."""
    return packaged(Choices, "today.toml")


def steps(cut: Cut, catalogue: Catalogue, decision: Decision, *, short: bool) -> tuple[TodayStep, ...]:
    """Plan the four steps of a day, in order.

    Parameters
    ----------
    cut : Cut
        What is known.
    short : bool
        Whether to plan the short version of the day.
    """
    four = (
        _massage(cut, catalogue),
        _stretch(cut, catalogue, gentle=is_gentle(decision, cut.locks)),
        _strengthen(decision, catalogue),
        _habit(cut, catalogue),
    )
    if cut.gate != "open" or decision.kind == "ill":
        return tuple(replace(step, locked=decision.reason) for step in four)
    chosen = (_as_chosen(step, cut, catalogue) for step in four)
    updated = (_as_it_went(step, cut, catalogue) for step in chosen)
    full = tuple(_with_extensor(step, cut, catalogue, decision) for step in updated)
    return _shortened(full, catalogue) if short else full


def is_march(did: StepDone) -> bool:
    """Tell whether a step done is the march itself."""
    return did.step == "strengthen" and did.exercise_id not in choices().extensors


def is_gentle(decision: Decision, locks: Sequence[Lock]) -> bool:
    """Tell whether a decision makes the day a gentle one."""
    return decision.kind in _GENTLE or "strength" in locks


def micro_move(day: date, locks: Sequence[Lock], catalogue: Catalogue) -> str:
    """Return the id of the day's small move, rotating daily through those that are open; "" if none is."""
    return move_for_break(day, 0, locks, catalogue)


def move_for_break(day: date, nth: int, locks: Sequence[Lock], catalogue: Catalogue, *, is_ill: bool = False) -> str:
    """Choose the small move for a break.

    Parameters
    ----------
    day : date
        The person's local date.
    nth : int
        Number of the break in that day, from 0. The first one has the day's own small move.
    locks : sequence of str
        What the screening closes.
    catalogue : Catalogue
        The programme.
    is_ill : bool
        Whether the person is ill today; then there is at most the one move of `Habit.when_ill`.

    Returns
    -------
    str
        Id of an exercise with a `small_move`, or "" if all are closed.
    """
    open_ = [
        move.id
        for move in catalogue.small_moves
        if not {"everything", *move.move_closed_by} & set(locks) and (not is_ill or move.id == catalogue.habit.when_ill)
    ]
    return open_[(day.toordinal() + nth) % len(open_)] if open_ else ""


def _massage(cut: Cut, catalogue: Catalogue) -> TodayStep:
    first, *others = (catalogue.by_id(exercise_id) for exercise_id in choices().massage)
    open_ = [
        other.id
        for other in others
        if _is_open(other, cut) and (cut.known.profile.belly_contact or "belly" not in other.closed_by)
    ]
    why, closed = choices().why.massage, why_closed(first.closed_by, cut.locks)
    return TodayStep("massage", first.id, tuple(open_), first.minutes or 0, why, closed)


def _stretch(cut: Cut, catalogue: Catalogue, *, gentle: bool) -> TodayStep:
    """Plan the open stretch whose last turn was longest ago, with the others in the order of their turns."""
    said = choices()
    before = [entry for entry in cut.known.steps if entry.what.step == "stretch" and entry.day < cut.day]
    all_ = [catalogue.by_id(exercise_id) for exercise_id in said.stretches]
    open_ = [each for each in all_ if _is_open(each, cut) and not _rests(each.id, before, cut.day)]
    if not open_:
        return TodayStep("stretch", all_[0].id, (), all_[0].minutes or 0, said.why.stretch, said.why.stretch_none)
    planned, *others = sorted(open_, key=lambda each: _last_turn(each.id, before))
    hurt = _times_hurt(planned.id, before) > 0
    why = said.why.stretch_easier if hurt else said.why.stretch_gentle if gentle else said.why.stretch
    step = TodayStep("stretch", planned.id, tuple(other.id for other in others), planned.minutes or 0, why)
    return _easier(step, catalogue) if hurt or gentle else step


def _strengthen(decision: Decision, catalogue: Catalogue) -> TodayStep:
    exercise = catalogue.level(rung_of(decision.rung).level) if decision.rung else catalogue.march[0]
    locked = "" if decision.train else decision.reason
    return TodayStep("strengthen", exercise.id, (), march_minutes(decision, exercise), decision.reason, locked)


def march_minutes(decision: Decision, exercise: Exercise) -> float:
    """Return the duration of the march, minutes: repetitions of both legs at the exercise's tempo, and the rests."""
    plan = decision.plan
    each_s = exercise.dose.tempo_s.total if exercise.dose else 0.0
    seconds = plan.sets * (plan.countdown_s + plan.reps_per_side * 2 * each_s) + (plan.sets - 1) * plan.rest_s
    return round(seconds / 60, 1)


def _habit(cut: Cut, catalogue: Catalogue) -> TodayStep:
    habit, move = catalogue.by_id(choices().habit), micro_move(cut.day, cut.locks, catalogue)
    small = catalogue.by_id(move).small_move if move else None
    seconds = small.seconds if small is not None else 0
    closed, todo = why_closed(habit.closed_by, cut.locks), desk_todo(cut.known, cut.day, catalogue)
    why = choices().why.habit_desk.format(todo=todo) if todo else choices().why.habit
    return TodayStep("habit", habit.id, (), round(seconds / 60, 1), why, closed)


def desk_todo(history: History, day: date, catalogue: Catalogue) -> str:
    """Return one thing to fix at the desk, rotating daily through the unfinished points; "" if there are none."""
    points = due_questions.to_do(history, catalogue)
    return points[day.toordinal() % len(points)].todo if points else ""


def _as_chosen(step: TodayStep, cut: Cut, catalogue: Catalogue) -> TodayStep:
    """Swap in the exercise that the person chose for today, if it is on offer."""
    told = (entry.what.exercise for entry in cut.known.choices if entry.day == cut.day and entry.what.chosen == "swap")
    all_ = (step.exercise_id, *step.others)
    *_, chosen = ("", *(exercise_id for exercise_id in told if exercise_id in all_))
    if step.locked or chosen in ("", step.exercise_id):
        return step
    hurt = _times_hurt(chosen, [entry for entry in cut.known.steps if entry.day < cut.day]) > 0
    swapped = replace(
        step,
        exercise_id=chosen,
        others=tuple(other for other in all_ if other != chosen),
        minutes=catalogue.by_id(chosen).minutes or 0,
        why=choices().why.swapped_easier if hurt else choices().why.swapped,
        easier=False,
        swapped_from=step.exercise_id,
    )
    return _easier(swapped, catalogue) if hurt or step.easier else swapped


def _as_it_went(step: TodayStep, cut: Cut, catalogue: Catalogue) -> TodayStep:
    """Mark the step as done, skipped or stopped today."""
    today_ = [entry.what for entry in cut.known.steps if entry.day == cut.day and entry.what.step == step.step]
    told = [what for what in today_ if step.step != "strengthen" or is_march(what)]
    if told:
        did = told[-1]
        planned = dict.fromkeys((step.exercise_id, *step.others))
        others = tuple(other for other in planned if other != did.exercise_id)
        return replace(step, exercise_id=did.exercise_id, others=others, state=did.state, locked="")
    trained = [training for training in cut.known.trainings if training.day == cut.day and training.rung]
    if step.step == "strengthen" and trained:
        level = rung_of(trained[-1].rung).level
        return replace(step, exercise_id=catalogue.level(level).id, state="done", locked="")
    return step


def _with_extensor(step: TodayStep, cut: Cut, catalogue: Catalogue, decision: Decision) -> TodayStep:
    """Add the extensor exercise whose turn it is to the march, on days when the march is on or done."""
    if step.step != "strengthen" or not _allows_extensor(step, cut, decision):
        return step
    before = [entry for entry in cut.known.steps if entry.what.step == "strengthen" and entry.day < cut.day]
    all_ = [catalogue.by_id(exercise_id) for exercise_id in choices().extensors]
    open_ = [one for one in all_ if _is_open(one, cut) and not _rests(one.id, before, cut.day)]
    did = [
        entry.what
        for entry in cut.known.steps
        if entry.day == cut.day and entry.what.exercise_id in choices().extensors
    ]
    if did:
        exercise = catalogue.by_id(did[-1].exercise_id)
    elif open_:
        exercise = min(open_, key=lambda one: _last_turn(one.id, before))
    else:
        return step
    hurt, said = _times_hurt(exercise.id, before) > 0, choices().why
    why = said.extensor_easier if hurt else said.extensor
    also = TodayStep("strengthen", exercise.id, (), exercise.minutes or 0, why, state=did[-1].state if did else "due")
    return replace(step, also=_easier(also, catalogue) if hurt else also)


def _allows_extensor(step: TodayStep, cut: Cut, decision: Decision) -> bool:
    """Tell whether the day allows more strength work: only with the march, and never if it hurt today."""
    if step.state == "stopped" or (cut.pain or 0) >= SORE:
        return False
    trained = [training for training in cut.known.trainings if training.day == cut.day]
    if any(training.hurt or training.stop_symptom for training in trained):
        return False
    return decision.train or (bool(trained) and decision.kind == "rest-day")


def _shortened(four: tuple[TodayStep, ...], catalogue: Catalogue) -> tuple[TodayStep, ...]:
    """Shorten the day to about four minutes: easier warm-up and march, or else a stretch; and the small move.

    Everything else becomes optional.
    """
    locked = {step.step for step in four if step.locked}
    kept = {"massage", "strengthen"} if "strengthen" not in locked else {"stretch"} - locked or {"massage"}
    easier = (_easier(step, catalogue) if step.step == "massage" and step.state == "due" else step for step in four)
    optional = (replace(step, optional=step.step not in (*kept, "habit")) for step in easier)
    return tuple(replace(step, also=replace(step.also, optional=True)) if step.also else step for step in optional)


def _easier(step: TodayStep, catalogue: Catalogue) -> TodayStep:
    """Return the easier form of a step, if it has one."""
    guide = catalogue.by_id(step.exercise_id).easy_guide
    seconds = sum(span.seconds for span in spans(guide))
    return replace(step, easier=True, minutes=round(seconds / 60, 1)) if guide else step


def _is_open(exercise: Exercise, cut: Cut) -> bool:
    owned = all(owns(cut.known.profile, thing) for thing in exercise.equipment)
    return owned and not set(exercise.closed_by) & set(cut.locks)


def _last_turn(exercise_id: str, before: Sequence[Entry[StepDone]]) -> date:
    """Return the day on which an exercise was last done, skipped or swapped away; each uses up its turn."""
    days = [entry.day for entry in before if exercise_id in (entry.what.exercise_id, entry.what.swapped_from)]
    return days[-1] if days else date.min


def _hurt(did: StepDone) -> bool:
    return did.state == "stopped" or did.only_pull is False or (did.pain or 0) > choices().stretch_pain


def _tried(exercise_id: str, before: Sequence[Entry[StepDone]]) -> list[Entry[StepDone]]:
    return [entry for entry in before if entry.what.exercise_id == exercise_id and entry.what.state != "skipped"]


def times_hurt(known: History, exercise_id: str) -> int:
    """Count the latest consecutive times that a stretch did more than pull."""
    return _times_hurt(exercise_id, known.steps)


def back_on(known: History, exercise_id: str) -> date | None:
    """Return when a stretch comes back after doing more than pull twice in a row; None if it did not."""
    return _back_on(exercise_id, known.steps)


def _times_hurt(exercise_id: str, before: Sequence[Entry[StepDone]]) -> int:
    tried = _tried(exercise_id, before)
    return next((n for n, entry in enumerate(reversed(tried)) if not _hurt(entry.what)), len(tried))


def _back_on(exercise_id: str, before: Sequence[Entry[StepDone]]) -> date | None:
    if _times_hurt(exercise_id, before) < 2:
        return None
    return _tried(exercise_id, before)[-1].day + timedelta(days=choices().stretch_rests_days + 1)


def _rests(exercise_id: str, before: Sequence[Entry[StepDone]], day: date) -> bool:
    back = _back_on(exercise_id, before)
    return back is not None and day < back
