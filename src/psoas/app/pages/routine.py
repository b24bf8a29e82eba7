"""The routine of the day on one page to print: to lie beside the mat, away from the screen."""

from __future__ import annotations

from nicegui import ui

from psoas.app.pages.exercise import in_short
from psoas.app.pages.screening import questions_first
from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, link
from psoas.app.widgets.figure import first_figure
from psoas.app.widgets.layout import frame
from psoas.plan.ladder import rung_of
from psoas.plan.today import Today, TodayStep, today
from psoas.report.words import date_words, plural, whole_minutes


def build(house: AppState) -> None:
    """Build the page ``/routine``."""
    day = today(house.history(), house.today(), house.catalogue)
    with frame("Your routine", "today", "routine"):
        if day.gate != "open":
            Words("h1", "Your routine")
            questions_first()
            return
        with el("div", "stack"):
            Words("h1", f"Your routine, {date_words(day.day)}")
            Words("p", day.decision.reason, "lead")
            with el("div", "row"):
                Button("Print it", lambda: ui.run_javascript("print()"), "main")
                link("Back to today", "/today", "btn")
        with el("ol", "plain routine-steps"):
            for part in (part for step in day.steps for part in step.parts if not part.locked):
                with el("li", "card"):
                    _part(house, day, part)
        Words("p", "Stop if it hurts, if something tingles, or if you feel unwell. Pain is a reason to stop.", "soft")


def _part(house: AppState, day: Today, step: TodayStep) -> None:
    exercise = house.catalogue.by_id(step.exercise_id)
    planned = step is next((each for each in day.steps if each.step == "strengthen"), None)
    rung = rung_of(day.decision.rung) if planned and day.decision.rung else None
    first_figure(house.catalogue, exercise, bool(rung and rung.banded), easy=step.easier, tag=f"print-{exercise.id}")
    with el("div", "stack"):
        Words("h2", exercise.name)
        if planned and day.decision.train:
            plan = day.decision.plan
            Words("p", f"{plural(plan.sets, 'set')} of {plan.reps_per_side} each side.", "eyebrow")
        else:
            Words("p", whole_minutes(step.minutes), "eyebrow")
        in_short(exercise)
