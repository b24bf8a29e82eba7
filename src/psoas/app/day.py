"""Today: what is on, why, and the few questions that are due."""

from __future__ import annotations

from nicegui import ui

from psoas.app import questions
from psoas.app.elements import Button, Words, el, link, note, section
from psoas.app.first import outcome
from psoas.app.frame import frame
from psoas.app.house import House
from psoas.app.scale import PAIN, Scale
from psoas.app.words import plural, whole_minutes
from psoas.journal.person import Answer, StepDone, StepState
from psoas.journal.records import Counting
from psoas.plan import screening
from psoas.plan.history import History, history_of
from psoas.plan.ladder import rung_of
from psoas.plan.progression import pain_now
from psoas.plan.today import Today, TodayStep, today

_STATE = {"done": "Done today.", "skipped": "Left out today.", "stopped": "Stopped today."}


def build(house: House, short: bool) -> None:
    """Build the page ``/today``."""
    show(house, history_of(house.store), short=short)


def show(house: House, history: History, *, short: bool = False) -> None:
    """Build the same from a history that was read already."""
    day = today(history, house.today(), house.catalogue, short=short)
    with frame("Today", "today"):
        if day.gate == "screen":
            _welcome(history)
        elif day.gate == "open":
            _day(house, history, day, short)
        elif history.screening is not None:
            with el("div", "stack narrow"):
                outcome(history.screening.what, history.profile.country)
                if day.gate == "clinician":
                    Button(screening.questions().confirmation, lambda: _confirm(house, history), "big")


def _welcome(history: History) -> None:
    with el("div", "stack narrow"):
        Words("h1", "Before the first time" if history.screening is None else "Once more, the questions")
        Words(
            "p",
            "A few short lists about warning signs, then psoas says what is on today. It is a coach for movement and "
            "habit, and cannot examine you.",
            "lead",
        )
        link("Begin", "/first", "btn main big", "go")


def _confirm(house: House, history: History) -> None:
    assert history.screening is not None
    house.store.tell(screening.confirm(history.screening.what), at=house.today())
    ui.navigate.to("/today")


def _day(house: House, history: History, day: Today, short: bool) -> None:
    with el("div", "stack"):
        Words("h1", "Today")
        Words("p", f"{day.decision.reason} About {whole_minutes(day.minutes())} are left.", "lead")
        with el("div", "choice", role="group", aria_label="Length"):
            for text, on in (("All of it", False), ("Short, for a bad day", True)):
                link(text, f"/today?short={int(on)}", **({"aria_current": "true"} if on == short else {}))
    questions.show(house, day.asks)
    with section("The four steps"), el("ol", "plain stack day"):
        for number, step in enumerate(day.steps, 1):
            with el("li", "card stack"):
                _step(house, history, day, number, step)
    with el("div", "row"):
        link("Something has changed: the questions again", "/first", "btn")
        link("What psoas decided so far, and why", "/plan", "btn")
        link("Settings", "/settings", "btn")


def _step(house: House, history: History, day: Today, number: int, step: TodayStep) -> None:
    exercise = house.catalogue.by_id(step.exercise_id)
    name = next(text.name for text in house.catalogue.steps if text.id == step.step)
    optional = ", if you like" if step.optional else ""
    Words("p", f"{number} {name} · {whole_minutes(step.minutes)}{optional}", "eyebrow")
    Words("h3", exercise.name)
    if step.locked:
        note(step.locked, "warn")
        return
    Words("p", step.why, "soft")
    if step.state != "due":
        note(_STATE[step.state], "good" if step.state == "done" else "")
        return
    if step.step == "strengthen":
        if day.decision.train:
            _march(house, history, day)
        return
    with el("div", "row"):
        link("Show me how", f"/exercise/{step.exercise_id}", "btn main", "go")
        Button("Done", lambda: _did(house, step, "done"), icon_name="good")
        Button("Leave it out today", lambda: _did(house, step, "skipped"))
    if step.others:
        with el("p", "soft"):
            Words("span", "Or: ")
            for other in step.others:
                link(house.catalogue.by_id(other).name, f"/exercise/{other}", "swap")


def _did(house: House, step: TodayStep, state: StepState) -> None:
    house.store.tell(StepDone(step.step, step.exercise_id, state), at=house.today())
    ui.navigate.to("/today")


def _march(house: House, history: History, day: Today) -> None:
    decision = day.decision
    rung = rung_of(decision.rung)
    band = "without a band" if rung.band == "none" else f"with a {rung.band} band"
    sets = plural(decision.plan.sets, "set")
    Words("p", f"{sets} of {decision.plan.reps_per_side} each side, {band}.")
    if pain_now(history, day.day) is None:
        Scale("How is your pain just now?", PAIN, lambda pain: _pain_now(house, pain))
        return

    def start(counting: Counting) -> None:
        exercise = house.catalogue.level(rung.level)
        running = house.begin(exercise, rung.band != "none", counting, rung=rung.id, plan=decision.plan)
        ui.navigate.to(f"/session/{running.key}")

    with el("div", "starts"):
        Button("Start with camera", lambda: start("camera"), "main big", "camera")
        Button("Start without camera", lambda: start("paced"), "", "beat")
        Button("I count by hand", lambda: start("hand"), "", "hand")
    with el("div", "row"):
        link("How it is done", f"/level/{rung.level}?band={int(rung.band != 'none')}", "btn")


def _pain_now(house: House, pain: int) -> None:
    house.store.tell(Answer("pain-now", pain), at=house.today())
    ui.navigate.to("/today")
