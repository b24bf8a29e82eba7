"""Today: one button that leads the whole day, the steps of the day, and everything else one tap away."""

from __future__ import annotations

from nicegui import ui

from psoas.app.pages import led_day
from psoas.app.pages.change_today import change_today
from psoas.app.pages.screening import welcome
from psoas.app.state import AppState
from psoas.app.widgets import questions
from psoas.app.widgets.elements import Button, Words, el, html, icon, link, note
from psoas.app.widgets.figure import Figure, PauseButton, first_figure
from psoas.app.widgets.layout import frame
from psoas.app.widgets.open_session import unended_note
from psoas.app.widgets.questions import well_enough
from psoas.app.widgets.undo import undo_bar
from psoas.app.widgets.verdict import languages, show_verdict
from psoas.app.widgets.walking import WalkCard
from psoas.journal.answers import Answer, StepDone
from psoas.plan import screening
from psoas.plan.history import History
from psoas.plan.ladder import rung_of
from psoas.plan.outcomes import no_useful_change
from psoas.plan.today import Today, TodayStep, today
from psoas.plan.walking import words
from psoas.report.words import min_words
from psoas.session.safety import verdict
from psoas.session.use_cases import with_unended

_STATE = {"done": "Done", "skipped": "Left out", "stopped": "Stopped"}


def build(house: AppState, short: bool, change: bool) -> None:
    """Build the page ``/today``; `change` unfolds what can be changed."""
    show(house, house.history(), short=short, change=change)


def show(house: AppState, history: History, *, short: bool = False, change: bool = False) -> None:
    """Build the page from a history that has already been read."""
    day = today(history, house.today(), house.catalogue, short=short)
    with frame("Today", "today") as main:
        for wrong in house.clock_warnings():
            note(wrong, "warn")
        if day.gate == "screen":
            with el("div", "stack narrow"):
                welcome(history)
        elif day.gate == "open":
            _open(house, history, day, main, short=short, change=change)
        elif history.screening is not None:
            with el("div", "stack narrow"):
                show_verdict(house, verdict(history.screening.what, (), history.profile.country, languages()))
                if day.gate == "clinician":
                    Button(screening.questions().confirmation, lambda: _confirm(house, history), "big")
                else:
                    link("After someone has seen you for it", "/first", "btn")


def _confirm(house: AppState, history: History) -> None:
    assert history.screening is not None
    house.tell(screening.confirm(history.screening.what))
    ui.navigate.to("/today")


def _open(house: AppState, history: History, day: Today, main: ui.element, *, short: bool, change: bool) -> None:
    found = house.unended(history)
    to_lead = with_unended(day, found, house.catalogue)
    undo_bar(house, "/today?change=1" if change else "/today", StepDone, Answer)
    with el("section", "start-day", aria_label="Today"):
        Words("h1", "Today")
        if found is not None and found.refused:
            unended_note(house, found, said=day.decision.reason)
        elif to_lead.due():
            begun = found is not None or any(_begun(house, step) for step in day.steps)
            Button(
                f"{'Go on' if begun else 'Start today'} · {min_words(to_lead.minutes())}",
                lambda: led_day.show(house, house.lead_day(house.counting(), short=short), main),
                "main big start",
                "play",
            )
        else:
            note("Nothing is left for today.", "good")
        stopped = found.say if found and not found.refused and found.counts else ""
        Words("p", f"{stopped} {day.decision.reason}".strip(), "lead")
        _strip(house, to_lead)
    with el("div", "row day-links"):
        if day.decision.kind in ("too-sore", "easy-days"):
            link("What to do in a flare-up", "/learn/flare-up", "btn")
        if said := no_useful_change(history.answers, history.profile.activities, day.day):
            with note(said):
                link("Progress has a page to take with you", "/progress", "btn")
    if day.decision.kind != "ill":
        well_enough(house)
    with el("details", "change more"):
        Words("summary", words().title)
        WalkCard(house, whole=False)
    change_today(house, history, day, short=short, unfolded=change)
    questions.over_weeks(house, history, day.asks)
    with el("details", "change more"):
        Words("summary", "More")
        with el("div", "row"):
            link("Why this plan", "/plan", "btn")
            link("Your routine on paper", "/routine", "btn")
            link("What to expect", "/learn/expect", "btn")
            if day.decision.kind not in ("too-sore", "easy-days"):
                link("What to do in a flare-up", "/learn/flare-up", "btn")
            link("Something has changed? Answer the questions again", "/first", "btn")
            link("Your desk", "/desk", "btn")
            link("Your weeks as a calendar file", "/calendar.ics", "btn")
            link("Settings", "/settings", "btn")


def _begun(house: AppState, step: TodayStep) -> bool:
    """Tell whether any part of a step was done today or is under way."""
    ids = [each for part in step.parts for each in (part.exercise_id, *part.others)]
    return any(part.state in ("done", "stopped") for part in step.parts) or any(map(house.steps.is_under_way, ids))


def _strip(house: AppState, day: Today) -> None:
    """Build the strip of four small moving pictures, each linked to its explanation."""
    figures: list[Figure] = []
    with el("div", "strip-box"):
        with el("ol", "plain strip", aria_label="The four steps"):
            for number, step in enumerate(day.steps, 1):
                with el("li", "off" if step.locked or step.state != "due" else ""):
                    _piece(house, day, number, step, figures)
        PauseButton(figures)


def _piece(house: AppState, day: Today, number: int, step: TodayStep, figures: list[Figure]) -> None:
    exercise = house.catalogue.by_id(step.exercise_id)
    march = step.step == "strengthen"
    rung = rung_of(day.decision.rung) if march and day.decision.rung else None
    name = next(text.name for text in house.catalogue.steps if text.id == step.step)
    state = _STATE.get(step.state) or ("Not today" if step.locked else min_words(step.minutes))
    to = f"/level/{rung.level}?band={int(rung.banded)}" if rung else f"/exercise/{exercise.id}"
    label = f"Step {number}, {name}: {exercise.name}, {state.lower()}"
    with el("a", "piece", href=to, aria_label=label):
        with el("div", "pic", aria_hidden="true"):
            figures += first_figure(
                house.catalogue, exercise, bool(rung and rung.banded), easy=step.easier, tag="strip"
            )
            if step.state == "done":
                html(icon("good"), "span", "tick-mark")
        Words("b", name)
        Words("span", state)
