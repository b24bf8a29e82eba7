"""How hard a level is for the person's body: beside the day's march, on the level's page and before a start."""

from __future__ import annotations

from psoas.app.live.live_session import LiveSession
from psoas.app.state import AppState
from psoas.app.widgets.elements import Words, el, folded, html, link, note
from psoas.journal.answers import Profile
from psoas.plan.history import profile_of
from psoas.plan.ladder import Decision
from psoas.programme.model import Exercise
from psoas.report.bars import BEYOND, KEY, bars, beyond
from psoas.session.effort import Effort, how_hard, lightest, of_decision, of_rung, whose

_TITLE = "How hard, for your body?"


def beside_march(house: AppState, profile: Profile, decision: Decision) -> None:
    """Show the load below today's plan: how to begin, with the four bars folded away; nothing for an unknown body."""
    if not (profile.mass_kg and profile.height_m):
        return
    found = of_decision(decision, profile, house.catalogue)
    _advice(found)
    with el("details", "change"):
        Words("summary", _TITLE)
        with el("div", "stack"):
            _estimate(found, profile)


def on_level(house: AppState, exercise: Exercise, band: bool) -> None:
    """Show the bars on a level's page, with the person's lightest band or a light one."""
    profile = profile_of(house.store)
    found = how_hard(exercise, lightest(profile) if band else "none", profile)
    with folded(_TITLE):
        _advice(found)
        _estimate(found, profile)


def before_start(house: AppState, running: LiveSession) -> str:
    """Return a warning before a session that comes near the most that such a body can hold, or ""."""
    profile = profile_of(house.store)
    if running.rung:
        found = of_rung(running.rung, profile, house.catalogue, small=running.small)
    else:
        found = how_hard(running.exercise, lightest(profile) if running.band else "none", profile, small=running.small)
    return found.advice if found.near else ""


def _advice(found: Effort) -> None:
    if found.near:
        note(found.advice)
    elif found.advice:
        Words("p", found.advice, "soft")


def _estimate(found: Effort, profile: Profile) -> None:
    if not found.estimates:
        link("Your height, weight and things", "/settings", "crumb")
        return
    html(bars(found.estimates))
    if beyond(found.estimates):
        Words("p", BEYOND)
    Words("p", f"A model estimate. {whose(profile)} {KEY}", "small")
    if not (profile.mass_kg and profile.height_m):
        link("Add them in Settings, if you like", "/settings", "crumb")
    link("What if? Other bands, other heights", "/learn/load", "crumb")
