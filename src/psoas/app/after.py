"""How a session felt: asked in its summary, once, and never needed."""

from __future__ import annotations

from nicegui import ui

from psoas.app.day import PAIN
from psoas.app.elements import Button, Words, el, section
from psoas.app.house import House
from psoas.app.scale import Scale
from psoas.journal.person import Answer, Feeling
from psoas.journal.records import SessionRecord


def felt_section(house: House, record: SessionRecord) -> None:
    """The part of the summary that asks; nothing where it was answered already, or where no level was done."""
    told = [entry for entry in house.store.told(Feeling) if entry.session_id == record.id]
    if told or record.level is None or record.state == "running":
        return
    with section("How was it?"), el("div", "card stack"):
        Words("p", "The plan listens to this. Leave out what you do not want to say.", "soft")
        effort = Scale("How hard was it? 5: work, but easy talk. 7: hard. 9: one more at most.", _EFFORT, _nothing)
        pain = Scale("Your worst pain during it?", PAIN, _nothing)
        form = _YesNo("Did your form hold, without arching, tilting or holding your breath?")
        stop = _YesNo("Did a warning sign come up: numbness, weakness, chest pain, faintness?")

        def keep() -> None:
            pain_before = _pain_before(house, record)
            feeling = Feeling(pain_before, pain.value, effort.value, form.value, bool(stop.value))
            house.store.tell(feeling, at=house.today(), session_id=record.id)
            ui.navigate.to("/help" if stop.value else "/today")

        Button("Keep it", keep, "main big", "good")


def _pain_before(house: House, record: SessionRecord) -> int | None:
    """The pain that was told on the same day, before the session began."""
    told = [
        entry.what.value
        for entry in house.store.told(Answer)
        if entry.what.asked == "pain-now" and entry.at <= record.started_at and entry.day == record.started_at.date()
    ]
    return int(told[-1]) if told and told[-1] is not None else None


_EFFORT = ("no effort", "none left")


def _nothing(_: int) -> None:
    """The number waits until all is kept."""


class _YesNo:
    def __init__(self, ask: str) -> None:
        self.value: bool | None = None
        with el("div", "scale", role="group", aria_label=ask):
            Words("p", ask, "ask")
            with el("div", "row"):
                self._buttons = {
                    True: Button("Yes", lambda: self._pick(True)),
                    False: Button("No", lambda: self._pick(False)),
                }
        for button in self._buttons.values():
            button.props["aria-pressed"] = "false"

    def _pick(self, answer: bool) -> None:
        self.value = answer
        for of, button in self._buttons.items():
            button.props["aria-pressed"] = "true" if of == answer else "false"
            button.update()
