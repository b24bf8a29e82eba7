"""Today: what is on, why, and the few questions that are due."""

from __future__ import annotations

from nicegui import ui

from psoas.app.live.guided_session import LiveGuidedStep
from psoas.app.pages.screening import welcome
from psoas.app.state import AppState
from psoas.app.widgets import effort as how_hard
from psoas.app.widgets import questions
from psoas.app.widgets.elements import Button, Words, bullets, el, link, note, section
from psoas.app.widgets.figure import still_of
from psoas.app.widgets.layout import frame
from psoas.app.widgets.open_session import unended_note
from psoas.app.widgets.questions import today_offers, well_enough
from psoas.app.widgets.scale import PAIN, NumberScale
from psoas.app.widgets.verdict import languages, show_verdict
from psoas.journal.answers import Answer, Choice, StepDone, StepState
from psoas.journal.records import Counting
from psoas.plan import screening
from psoas.plan.cut import pain_now
from psoas.plan.history import History
from psoas.plan.ladder import rung_of, smaller
from psoas.plan.outcomes import no_useful_change
from psoas.plan.today import Today, TodayStep, today
from psoas.programme.model import Exercise
from psoas.report.words import left_today, minutes, plural, whole_minutes
from psoas.session.refusals import NotTodayError
from psoas.session.safety import verdict

_STATE = {"done": "Done today.", "skipped": "Left out today.", "stopped": "Stopped today."}


def build(house: AppState, short: bool) -> None:
    """Build the page ``/today``."""
    show(house, house.history(), short=short)


def show(house: AppState, history: History, *, short: bool = False) -> None:
    """Build the same from a history that was read already."""
    day = today(history, house.today(), house.catalogue, short=short)
    with frame("Today", "today"):
        if day.gate == "screen":
            with el("div", "stack narrow"):
                welcome(history)
        elif day.gate == "open":
            _day(house, history, day, short)
        elif history.screening is not None:
            with el("div", "stack narrow"):
                show_verdict(house, verdict(history.screening.what, (), history.profile.country, languages()))
                if day.gate == "clinician":
                    Button(screening.questions().confirmation, lambda: _confirm(house, history), "big")
                else:
                    link("After somebody has seen you for it", "/first", "btn")


def _confirm(house: AppState, history: History) -> None:
    assert history.screening is not None
    house.tell(screening.confirm(history.screening.what))
    ui.navigate.to("/today")


def _day(house: AppState, history: History, day: Today, short: bool) -> None:
    with el("div", "stack"):
        Words("h1", "Today")
        Words("p", day.decision.reason, "lead")
        Words("p", left_today(day.minutes()), "soft")
        if day.decision.kind in ("too-sore", "easy-days"):
            link("What to do in a flare-up", "/learn/flare-up", "btn")
        if said := no_useful_change(history.answers, history.profile.activities, day.day):
            with note(said):
                link("Progress has a page to take along", "/progress")
        with el("div", "choice", role="group", aria_label="Length"):
            for text, on in (("All of it", False), ("Short, for a bad day", True)):
                link(text, f"/today?short={int(on)}", **({"aria_current": "true"} if on == short else {}))
    questions.morning(house, day.asks)
    if day.decision.kind != "ill":
        well_enough(house)
    with section("The four steps"), el("ol", "plain stack day"):
        for number, step in enumerate(day.steps, 1):
            with el("li", "card step"):
                with el("div", "stack"):
                    _step(house, history, day, number, step, short=short)
                if step.state == "due" and not step.locked:
                    _still(house, day, step)
    questions.over_weeks(house, history, day.asks)
    with el("div", "row"):
        link("What to expect", "/learn/expect", "btn")
        if day.decision.kind not in ("too-sore", "easy-days"):
            link("A flare-up: what to do", "/learn/flare-up", "btn")
        link("Something has changed: the questions again", "/first", "btn")
        link("What psoas decided so far, and why", "/plan", "btn")
        link("Settings: what bothers you, goals, quiet hours", "/settings", "btn")


def _step(house: AppState, history: History, day: Today, number: int, step: TodayStep, *, short: bool) -> None:
    exercise = house.catalogue.by_id(step.exercise_id)
    name = next(text.name for text in house.catalogue.steps if text.id == step.step)
    optional = ", if you like" if step.optional else ""
    Words("p", f"{number} {name} · {whole_minutes(step.minutes)}{optional}", "eyebrow")
    with el("h3"):
        link(exercise.name, _how(day, step))
    if step.step == "strengthen":
        _strengthen(house, history, day, step)
        if step.also is not None:
            _beside_the_march(house, step.also, short=short)
        return
    if step.locked:
        note(step.locked, "warn")
        return
    Words("p", step.why, "soft")
    if step.state != "due":
        note(_STATE[step.state], "good" if step.state == "done" else "")
    elif led := house.steps.under_way((step.exercise_id, *step.others)):
        _under_way(house, step, led, short=short)
    else:
        _due(house, step, exercise, short=short)
    if step.step == "habit":
        with el("div", "row"):
            link("Your desk", "/desk", "btn")


def _still(house: AppState, day: Today, step: TodayStep) -> None:
    """What the step looks like, beside its words where there is room; it stays still, for nothing is done by it yet."""
    exercise = house.catalogue.by_id(step.exercise_id)
    band = step.step == "strengthen" and rung_of(day.decision.rung).banded
    with el("div", "glance", aria_hidden="true"):
        still_of(house.catalogue, exercise, band, easy=step.easier)


def _due(house: AppState, step: TodayStep, exercise: Exercise, *, short: bool) -> None:
    """The ways to do a step, to leave it out, or to take another one instead."""
    if step.easier:
        with note("In its easier form:"):
            bullets(exercise.easier)
    with el("div", "row"):
        link("Start, led by voice", f"/step/{step.exercise_id}?short={int(short)}", "btn main", "play")
        Button("Done", lambda: _did(house, step, "done"), icon_name="good")
        Button("Leave it out", lambda: _did(house, step, "skipped"))
    if step.others:
        with el("details", "change"):
            Words("summary", "Something else")
            with el("div", "row", role="group", aria_label=f"Instead of {exercise.name}"):
                for other in step.others:
                    Button(house.catalogue.by_id(other).name, lambda other=other: _swap(house, other), "", "repeat")


def _under_way(house: AppState, step: TodayStep, led: LiveGuidedStep, *, short: bool) -> None:
    """What was done of a step that nobody ended, and the two ways on from there."""

    def leave() -> None:
        led.leave_at_that()
        ui.navigate.to(f"/today?short={int(short)}")

    other = "" if led.exercise.id == step.exercise_id else f" of {led.exercise.name}"
    with note(f"You stopped after {minutes(led.view.spent_s)}{other}."), el("div", "row"):
        link("Go on", f"/step/{led.exercise.id}?short={int(short)}", "btn main", "play")
        Button("Leave it at that", leave, icon_name="good")


def _how(day: Today, step: TodayStep) -> str:
    """Where it is told how a step is done."""
    if step.step != "strengthen":
        return f"/exercise/{step.exercise_id}"
    rung = rung_of(day.decision.rung)
    return f"/level/{rung.level}?band={int(rung.banded)}"


def _swap(house: AppState, exercise_id: str) -> None:
    house.tell(Choice("swap", exercise=exercise_id))
    ui.navigate.to("/today")


def _did(house: AppState, step: TodayStep, state: StepState) -> None:
    did = StepDone(step.step, step.exercise_id, state, swapped_from=step.swapped_from)
    house.tell(did)
    ui.navigate.to("/today")


def _strengthen(house: AppState, history: History, day: Today, step: TodayStep) -> None:
    """The march: why it is on or not, how it starts, and what may be changed about it."""
    due = step.state == "due" and day.decision.train
    if day.decision.reason in (step.locked, step.why):  # it stands above already
        if step.state == "due" and not day.decision.train:
            Words("p", "Not today: the reason stands above.", "soft")
    elif step.locked:
        note(step.locked, "warn")
    else:
        Words("p", step.why, "soft")
    if step.state != "due":
        note(_STATE[step.state], "good" if step.state == "done" else "")
    if found := house.unended(history):
        unended_note(house, found, said=day.decision.reason)
    elif due:
        _march(house, history, day)
    today_offers(house, history, due=due)


def _beside_the_march(house: AppState, step: TodayStep, *, short: bool) -> None:
    """The exercise for the back of the hip: how it is led, or what became of it today."""
    exercise = house.catalogue.by_id(step.exercise_id)
    optional = ", if you like" if step.optional else ""
    with el("div", "stack and-then"):
        Words("p", f"And then · {whole_minutes(step.minutes)}{optional}", "eyebrow")
        with el("h3"):
            link(exercise.name, f"/exercise/{exercise.id}")
        Words("p", step.why, "soft")
        if step.state != "due":
            note(_STATE[step.state], "good" if step.state == "done" else "")
        else:
            _due(house, step, exercise, short=short)


def _march(house: AppState, history: History, day: Today) -> None:
    decision = day.decision
    rung = rung_of(decision.rung)
    band = "without a band" if rung.band == "none" else f"with a {rung.band} band"
    sets = plural(decision.plan.sets, "set")
    Words("p", f"{sets} of {decision.plan.reps_per_side} each side, {band}.")
    if less := smaller(decision.rung, small=decision.small):
        note(less.note)
    how_hard.beside_march(house, history.profile, decision)
    if pain_now(history, day.day) is None:
        NumberScale("How is your pain just now?", PAIN, lambda pain: _pain_now(house, pain))
        return

    def start(counting: Counting) -> None:
        exercise = house.catalogue.level(rung.level)
        try:
            running = house.begin(
                exercise, rung.banded, counting, rung=rung.id, plan=decision.plan, small=decision.small
            )
        except NotTodayError:  # something was answered meanwhile in another tab
            ui.navigate.to("/today")
            return
        ui.navigate.to(f"/session/{running.key}")

    blind = house.eyes.blind if rung.camera else ""
    if blind:
        note(blind)
    seen = rung.camera and not blind
    with el("div", "starts"):
        if seen:
            Button("Start with camera", lambda: start("camera"), "main big", "camera")
        Button("Start without camera", lambda: start("paced"), "" if seen else "main big", "beat")
        Button("I count by hand", lambda: start("hand"), "", "hand")


def _pain_now(house: AppState, pain: int) -> None:
    house.tell(Answer("pain-now", pain))
    ui.navigate.to("/today")
