"""How a session felt: asked in its summary, once, and never needed."""

from __future__ import annotations

from nicegui import ui

from psoas.app.elements import Button, Words, el, section
from psoas.app.house import House
from psoas.app.scale import PAIN, Scale, YesNo
from psoas.journal.person import Answer, Feeling
from psoas.journal.records import SessionRecord
from psoas.plan.history import History
from psoas.plan.progression import pain_now, until

_EFFORT = ("no effort", "none left")


def felt_section(house: House, record: SessionRecord) -> None:
    """The part of the summary that asks; nothing where it was answered already, or where no level was done."""
    told = [entry for entry in house.store.told(Feeling) if entry.session_id == record.id]
    if told or record.level is None or record.state == "running":
        return
    with section("How was it?"), el("div", "card stack"):
        Words("p", "The plan listens to this. Leave out what you do not want to say.", "soft")
        effort = Scale("How hard was it? 5: work, but easy talk. 7: hard. 9: one more at most.", _EFFORT)
        pain = Scale("Your worst pain during it?", PAIN)
        form = YesNo("Did your form hold, without arching, tilting or holding your breath?")
        stop = YesNo("Did a warning sign come up: numbness, weakness, chest pain, faintness?")

        def keep() -> None:
            pain_before = _pain_before(house, record)
            feeling = Feeling(pain_before, pain.value, effort.value, form.value, bool(stop.value))
            house.store.tell(feeling, at=house.today(), session_id=record.id)
            ui.navigate.to("/help" if stop.value else "/today")

        Button("Keep it", keep, "main big", "good")


def _pain_before(house: House, record: SessionRecord) -> int | None:
    """The pain that was told on the same day, before the session began."""
    before = until(History(answers=house.store.told(Answer)), record.started_at)
    pain = pain_now(before, record.started_at.date())
    return None if pain is None else int(pain)
