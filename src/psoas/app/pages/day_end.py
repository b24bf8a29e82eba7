"""The end of a led day on one screen: how it was, what was done, what to try next time and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from psoas.app.live.live_day import LiveDay
from psoas.app.pages.after_session import feelings_of, quick_questions
from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, link, note
from psoas.app.widgets.form import Form, things
from psoas.journal.answers import Profile
from psoas.journal.records import SessionRecord
from psoas.plan.progression import outlook
from psoas.report.words import left_and_right, minutes


def day_end(house: AppState, day: LiveDay, reason: str, again: Callable[[], None]) -> None:
    """Build the last screen of a led day.

    Parameters
    ----------
    again : callable
        Rebuilds this screen.
    reason : str
        Why nothing more may be led, or "" if the day is simply done.
    """
    record = _march_of_today(house)
    with el("div", "stack narrow day-end"):
        Words("h1", "That's it for now" if reason else "Done for today", tabindex="-1")
        if reason:
            note(reason, "warn")
        if record is not None and not feelings_of(house, record):
            quick_questions(house, record, again)
        _what_was_done(house, day, record)
        if tip := _tip(house, record):
            with el("section", "card"):
                Words("h2", "Try this next time")
                Words("p", tip)
        with el("section", "card"):
            Words("h2", "Next time")
            Words("p", outlook(house.history(), house.today()))
        if not reason and not house.history().profiles:
            OwnedThings(house)
        with el("div", "row"):
            link("Back to Today", "/today", "btn main", "go")
            if record is not None:
                link("More about this march", f"/summary/{record.id}", "btn")


class OwnedThings:
    """The questions about equipment, once, at the end of the first led day: before it nothing depends on them."""

    def __init__(self, house: AppState) -> None:
        self._house = house
        with el("section", "card stack", aria_labelledby="owned"):
            Words("h2", "What do you have?", id="owned")
            Words("p", "Then your plan fits your things. You can change this in Settings.", "soft")
            self._form = Form(house)
            things(self._form, closely=False)
            with el("div", "row"):
                Button("Keep my list", self._keep, "", "good")
            self._form.foot()

    def _keep(self) -> None:
        if not self._form.keep():
            return
        if not self._house.history().profiles:  # nothing was changed: that is an answer too, and is not asked again
            self._house.tell(Profile())


def _march_of_today(house: AppState) -> SessionRecord | None:
    """Return today's newest finished march session, or None."""
    today = house.today()
    records = [
        record
        for record in house.store.sessions(limit=5)
        if record.level is not None
        and record.state != "running"
        and record.started_at.astimezone(today.tzinfo).date() == today.date()
    ]
    return records[0] if records else None


def _what_was_done(house: AppState, day: LiveDay, record: SessionRecord | None) -> None:
    plan = day.plan()
    with el("section", "card"):
        Words("h2", "What you did")
        with el("ul", "list"):
            did = house.history().steps
            for step in (part for each in plan.steps for part in each.parts):
                name = house.catalogue.by_id(step.exercise_id).name
                if step.step == "strengthen" and record is not None and record.exercise_id == step.exercise_id:
                    Words("li", f"{name}: {left_and_right(house.store.reps(record.id))}.")
                elif step.state in ("done", "stopped"):
                    spent = [
                        e.what.seconds for e in did if e.day == plan.day and e.what.exercise_id == step.exercise_id
                    ]
                    how_long = f", {minutes(sum(spent))}" if sum(spent) else ""
                    Words("li", f"{name}{how_long}.")
                elif step.state == "skipped":
                    Words("li", f"{name}: left out.", "soft")


def _tip(house: AppState, record: SessionRecord | None) -> str:
    """Return the one thing to try next time: the cue for the most frequent fault, or ""."""
    if record is None:
        return ""
    reps = [rep for rep in house.store.reps(record.id) if rep.counted_by == "camera"]
    found = Counter(fault for rep in reps for fault in rep.faults).most_common(1)
    if not found or found[0][1] < 2:
        return ""
    checks = {check.id: check for check in house.catalogue.by_id(record.exercise_id).checks}
    check = checks.get(found[0][0])
    return f"{check.cue} {check.why}" if check else ""
