"""What can be changed about the day: steps done alone, left out or swapped; its length; who counts."""

from __future__ import annotations

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets import effort as how_hard
from psoas.app.widgets.elements import Button, Words, bullets, el, link, note
from psoas.app.widgets.open_session import unended_note
from psoas.app.widgets.questions import today_offers
from psoas.app.widgets.scale import PAIN, NumberScale, OneOf
from psoas.app.widgets.undo import take_back_button
from psoas.journal.answers import Answer, Choice, StepDone, StepState
from psoas.journal.records import Counting
from psoas.plan.cut import pain_now
from psoas.plan.guided_step import leading
from psoas.plan.history import History
from psoas.plan.ladder import rung_of, smaller
from psoas.plan.today import Today, TodayStep
from psoas.programme.model import Exercise
from psoas.report.words import minutes, plural, whole_minutes
from psoas.session.refusals import NotTodayError
from psoas.session.taking_back import of_today
from psoas.session.use_cases import planned

_STATE = {"done": "Done today.", "skipped": "Left out today.", "stopped": "Stopped today."}
_HERE = "/today?change=1"
_COUNTING: dict[Counting, tuple[str, str]] = {
    "camera": ("Camera", "The camera counts"),
    "paced": ("Beat", "A beat leads, without a camera"),
    "hand": ("By hand", "I count by hand"),
}


def change_today(house: AppState, history: History, day: Today, *, short: bool, unfolded: bool) -> None:
    """Build the part of Today that is folded away until needed."""
    with el("details", "change change-today", **({"open": "open"} if unfolded else {})):
        Words("summary", "Change today")
        with el("div", "stack"):
            with el("div", "row"), el("div", "choice", role="group", aria_label="Length"):
                for text, on in (("All of it", False), ("Short, for a bad day", True)):
                    link(text, f"/today?change=1&short={int(on)}", **({"aria_current": "true"} if on == short else {}))
            with el("ol", "plain stack day"):
                for number, step in enumerate(day.steps, 1):
                    with el("li", "card stack step"):
                        _step(house, history, day, number, step, short=short)


def _step(house: AppState, history: History, day: Today, number: int, step: TodayStep, *, short: bool) -> None:
    exercise = house.catalogue.by_id(step.exercise_id)
    name = next(text.name for text in house.catalogue.steps if text.id == step.step)
    optional = ", if you like" if step.optional else ""
    Words("p", f"{number} {name} · {whole_minutes(step.minutes)}{optional}", "eyebrow")
    with el("h2"):
        link(exercise.name, _how(day, step))
    if step.step == "strengthen":
        _march(house, history, day, step)
        if step.also is not None:
            _beside_the_march(house, history, step.also, short=short)
        return
    if step.locked:
        note(step.locked, "warn")
        return
    Words("p", step.why, "soft")
    if step.state != "due":
        _over(house, history, step, exercise)
    elif begun := next((one for one in (step.exercise_id, *step.others) if house.steps.is_under_way(one)), ""):
        _under_way(house, step, house.catalogue.by_id(begun), short=short)
    else:
        _due(house, step, exercise, short=short)


def _over(house: AppState, history: History, step: TodayStep, exercise: Exercise) -> None:
    """Show the step's state today and the button that takes it back."""
    with note(_STATE[step.state], "good" if step.state == "done" else ""):
        if ids := of_today(history.steps, house.today().date(), {exercise.id}):
            take_back_button(house, _HERE, *ids, label=f"Take it back: {exercise.name}")


def _due(house: AppState, step: TodayStep, exercise: Exercise, *, short: bool) -> None:
    """Build the choices for a step: do it, leave it out or swap it."""
    if step.easier:
        with note("The easier version:"):
            bullets(exercise.easier)
    with el("div", "row"):
        link("Only this one, led by voice", f"/step/{step.exercise_id}?short={int(short)}", "btn", "play")
        Button("Done", lambda: _did(house, step, "done"), icon_name="good")
        Button("Leave it out", lambda: _did(house, step, "skipped"))
    if step.others:
        with el("details", "change"):
            Words("summary", "Something else")
            with el("div", "row", role="group", aria_label=f"Instead of {exercise.name}"):
                for other in step.others:
                    Button(house.catalogue.by_id(other).name, lambda other=other: _swap(house, other), "", "repeat")


def _under_way(house: AppState, step: TodayStep, exercise: Exercise, *, short: bool) -> None:
    """Show what was done of an unfinished step, and offer to go on or end it."""
    how = leading(house.history(), house.today(), exercise, house.catalogue, short=short)
    led = house.steps.under_way(how)
    assert led is not None, "it is under way"

    def leave() -> None:
        led.leave_at_that()
        ui.navigate.to(f"/today?change=1&short={int(short)}")

    other = "" if exercise.id == step.exercise_id else f" of {exercise.name}"
    with note(f"You stopped after {minutes(led.view.spent_s)}{other}."), el("div", "row"):
        link("Go on", f"/step/{exercise.id}?short={int(short)}", "btn", "play")
        Button("Leave it at that", leave, icon_name="good")


def _how(day: Today, step: TodayStep) -> str:
    """Return the address of the page that explains a step."""
    if step.step != "strengthen" or not day.decision.rung:
        return f"/exercise/{step.exercise_id}"
    rung = rung_of(day.decision.rung)
    return f"/level/{rung.level}?band={int(rung.banded)}"


def _swap(house: AppState, exercise_id: str) -> None:
    house.tell(Choice("swap", exercise=exercise_id))
    ui.navigate.to(_HERE)


def _did(house: AppState, step: TodayStep, state: StepState) -> None:
    house.tell(StepDone(step.step, step.exercise_id, state, swapped_from=step.swapped_from))
    ui.navigate.to(_HERE)


def _march(house: AppState, history: History, day: Today, step: TodayStep) -> None:
    """Build the march: why it is on or off, who counts, and what can be changed."""
    due = step.state == "due" and day.decision.train
    if step.locked and step.locked != day.decision.reason:  # that is already on the page
        note(step.locked, "warn")
    elif step.state != "due":
        _over(house, history, step, house.catalogue.by_id(step.exercise_id))
    found = house.unended(history)
    if found and not found.refused:
        unended_note(house, found)
    elif due:
        decision = day.decision
        rung = rung_of(decision.rung)
        band = "without a band" if rung.band == "none" else f"with a {rung.band} band"
        Words("p", f"{plural(decision.plan.sets, 'set')} of {decision.plan.reps_per_side} each side, {band}.")
        if less := smaller(decision.rung, small=decision.small):
            note(less.note)
        how_hard.beside_march(house, history.profile, decision)
        if blind := house.eyes.blind if rung.camera else "":
            note(blind)
        elif rung.camera:
            OneOf("Who counts?", _COUNTING, "row", house.count_with, value=house.counting())
        pain = pain_now(history, day.day)
        if pain is None:
            NumberScale("How is your pain right now?", PAIN, lambda pain: _pain_now(house, pain))
        else:
            _pain_told(house, history, day)
            with el("div", "row"):
                Button("Only the march", lambda: _only_the_march(house, day), "", "play")
                Button("Leave it out", lambda: _did(house, step, "skipped"))
    today_offers(house, history, due=due)


def _pain_now(house: AppState, pain: int) -> None:
    house.tell(Answer("pain-now", pain))
    ui.navigate.to(_HERE)


def _pain_told(house: AppState, history: History, day: Today) -> None:
    """Today's pain, and the way to take it back."""
    told = [entry for entry in history.answers if entry.what.asked == "pain-now" and entry.day == day.day]
    with el("div", "row"):
        Words("p", f"Your pain today: {told[-1].what.value:g} out of 10.")
        take_back_button(house, _HERE, told[-1].id, label="Take it back: your pain number")


def _only_the_march(house: AppState, day: Today) -> None:
    try:
        running = house.begin_march(planned(day.decision, house.catalogue), house.counting(), silent=house.is_quiet())
    except NotTodayError:  # an answer in another tab changed the day
        ui.navigate.to("/today")
        return
    ui.navigate.to(f"/session/{running.key}")


def _beside_the_march(house: AppState, history: History, step: TodayStep, *, short: bool) -> None:
    """Build the exercise for the back of the hip: how to be led through it, or its state today."""
    exercise = house.catalogue.by_id(step.exercise_id)
    optional = ", if you like" if step.optional else ""
    with el("div", "stack and-then"):
        Words("p", f"And then · {whole_minutes(step.minutes)}{optional}", "eyebrow")
        with el("h2"):
            link(exercise.name, f"/exercise/{exercise.id}")
        Words("p", step.why, "soft")
        if step.state != "due":
            _over(house, history, step, exercise)
        else:
            _due(house, step, exercise, short=short)
