"""What was told of one session, and the form to change it."""

from __future__ import annotations

from collections.abc import Sequence

from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, section
from psoas.app.widgets.scale import PAIN, NumberScale
from psoas.app.widgets.undo import acting
from psoas.journal.answers import Entry, Feeling
from psoas.journal.records import SessionRecord
from psoas.plan.history import merged
from psoas.plan.reasons import capital
from psoas.report.words import ANYTHING, HOW_HARD, WORST_PAIN
from psoas.session import taking_back, use_cases

_EFFORT = ("no effort", "none left")
#: A note that was emptied: feelings are merged, and an empty one would leave the earlier note as it is.
_NO_NOTE = " "


def told_section(house: AppState, record: SessionRecord, feelings: list[Feeling], *, unfolded: bool = False) -> None:
    """Build the part of the summary that says what was told, with what can be changed about it."""
    said = merged(feelings)
    with section("What you told"):
        Words("p", _sentence(said))
        if said.note.strip():
            Words("p", f"“{said.note.strip()}”", "soft")
        with el("details", "change", **({"open": "open"} if unfolded else {})):
            Words("summary", "Change it")
            _form(house, record, said)


def _sentence(said: Feeling) -> str:
    numbers = {"effort": said.effort, "worst pain": said.during}
    parts = [f"{name} {value} out of 10" for name, value in numbers.items() if value is not None]
    return f"{capital(', '.join(parts) or 'no number for effort or pain')}."


def _form(house: AppState, record: SessionRecord, said: Feeling) -> None:
    with el("div", "card stack"):
        effort = NumberScale(HOW_HARD, _EFFORT, value=said.effort)
        pain = NumberScale(WORST_PAIN, PAIN, value=said.during)
        written = {"note": said.note.strip()}
        with el("label", "own-words"):
            Words("span", ANYTHING, "ask")
            field = Words("textarea", written["note"], rows="2", maxlength="500")
        field.on(
            "input",
            lambda event: written.update(note=str(event.args).strip()),
            js_handler="(event) => emit(event.target.value)",
        )

        def keep() -> None:
            changed = Feeling(effort=effort.value, during=pain.value, note=written["note"] or _NO_NOTE)
            if (changed.effort, changed.during, changed.note.strip()) != (said.effort, said.during, said.note.strip()):
                use_cases.tell_feeling(house.store, house.today(), record.id, changed)

        with el("div", "row"):
            Button("Keep the change", acting(keep, f"/summary/{record.id}"), "main", "good")


def delete_button(house: AppState, record: SessionRecord, feelings: Sequence[Entry[Feeling]], label: str) -> None:
    """Build the button that deletes a session, if it may be; the journal then offers to undo it."""
    if taking_back.why_kept(record, feelings):
        return

    def delete() -> None:
        taking_back.take_back_session(house.store, house.today(), record.id)

    Button("Delete", acting(delete, "/journal"), "quiet", label=label)
