"""A form about the person: each field keeps what was typed and has room for a message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import Words, el
from psoas.errors import PsoasError
from psoas.journal import profile_form as about
from psoas.journal.answers import COLOURS, STRENGTHS
from psoas.plan.history import profile_of

_THINGS = {"wall": "Free wall", "chair": "Steady chair", "ball": "Soft ball"}


def things(form: Form, *, closely: bool) -> None:
    """Build the fields for equipment; `closely` asks for the colour and length of each band too."""
    with el("div", "ticks", role="group", aria_label="What you have"):
        for strength in STRENGTHS:
            label = f"{strength.capitalize()} mini band"
            if closely:
                _band(form, strength, label)
            else:
                form.tick(f"band-{strength}", label)
        for field, label in _THINGS.items():
            form.tick(field, label)
    form.text("box", "Height of a box, bench or step, such as 40 cm", short=True)


def _band(form: Form, strength: str, label: str) -> None:
    owned, colour = f"band-{strength}", f"colour-{strength}"
    form.typed.setdefault(colour, "other")

    def own(on: bool) -> None:
        more.set_visibility(on)

    form.tick(owned, label, own)
    with el("div", "fields part") as more:
        form.choice(colour, "Its colour", {each: each.capitalize() for each in COLOURS})
        form.text(f"length-{strength}", "Its length laid flat, such as 30 cm", short=True)
    more.set_visibility(bool(form.typed.get(owned)))


#: Sends the field's content instead of the whole event.
_VALUE = "(event) => emit(event.target.value)"
#: A field's initial value as an attribute (Vue's "^"); a property would overwrite what is typed at each redraw.
_BEGINNING = "^value"
#: A tick that goes takes the follow-ups below it with it, also where the connection is lost.
_TICKED = """(event) => {
    const below = event.target.closest(".asked > .tick")?.nextElementSibling;
    if (!event.target.checked) below?.querySelectorAll(":checked").forEach((box) => box.click());
    emit(event.target.checked);
}"""
_NOT_YET = "Not saved yet. Look at the note beside each marked field. Nothing you typed is lost."


class Read(Protocol):
    """What came of parsing a form: messages, and how each field was understood."""

    @property
    def wrong(self) -> Mapping[str, str]:
        """Field to the message to show beside it."""

    @property
    def understood(self) -> Mapping[str, str]:
        """Field to how its text was understood, if that differs from what was typed."""


class Form:
    """The fields of `psoas.journal.profile_form` with what was typed; fields not shown stay unchanged.

    Parameters
    ----------
    house : AppState
        Its journal provides the initial values and takes the final ones.

    Attributes
    ----------
    typed : dict
        Text by field.
    """

    def __init__(self, house: AppState) -> None:
        self._house = house
        self._before = self._stored()
        self.typed = dict(self._before)
        self._inputs: dict[str, ui.element] = {}
        self._wrong: dict[str, Words] = {}
        self._understood: dict[str, Words] = {}

    def _stored(self) -> dict[str, str]:
        """Return the fields as the journal has them."""
        return about.shown(profile_of(self._house.store))

    def _read(self, fields: Mapping[str, str]) -> Read:
        return about.read(fields)

    def _tell(self, fields: Mapping[str, str]) -> None:
        """Write fields that are right, if they mean something else than what is written."""
        profile = about.read(fields).profile
        if profile != profile_of(self._house.store):
            self._house.tell(profile)

    def text(self, field: str, label: str, *, short: bool = False) -> None:
        """Build a text field; even numbers take letters, for their unit."""
        entry = self._entry(field, label, "input", "short" if short else "", type="text", autocomplete="off")
        entry.props[_BEGINNING] = self.typed.get(field, "")

    def choice(self, field: str, label: str, options: Mapping[str, str]) -> None:
        """Build a choice; `options` maps each saved value to its label."""
        with self._entry(field, label, "select"):
            for value, shown in options.items():
                option = Words("option", shown, value=value)
                if value == self.typed.get(field, ""):
                    option.props["selected"] = True

    def tick(self, field: str, label: str, on_change: Callable[[bool], Any] | None = None) -> None:
        """Build a checkbox."""

        def keep(on: bool) -> None:
            self.typed[field] = "1" if on else ""
            if on_change is not None:
                on_change(on)

        tick(label, keep, bool(self.typed.get(field)))

    def foot(self) -> None:
        """Build the line below the button that shows the result."""
        self._said = Words("p", "", "said", role="status")

    def keep(self) -> bool:
        """Save the changes; if a value cannot be right, say so beside its field and save nothing."""
        try:
            newest = self._stored()
            # Only what was changed here, because another tab or the command line may have changed the rest.
            changed = {field: text for field, text in self.typed.items() if text != self._before.get(field, "")}
            told = self._read(fields := {**newest, **changed})
            if not told.wrong:
                self._tell(fields)
        except PsoasError as problem:
            self._said.say(f"Not kept. {problem}")
            return False
        for field in self._wrong:
            self._say(field, told)
        bad = next((field for field in self._wrong if field in told.wrong), None)
        if bad is not None:
            ui.run_javascript(f"document.getElementById('{_id(bad)}').focus()")
        self._said.say(_NOT_YET if told.wrong else f"Kept, at {self._house.today():%H:%M}.")
        return not told.wrong

    def _entry(self, field: str, label: str, tag: str, classes: str = "", **attributes: str) -> ui.element:
        name = _id(field)
        with el("div", "field"):
            Words("label", label, for_=name)
            entry = el(tag, classes, id=name, aria_describedby=f"{name}-wrong {name}-read", **attributes)
            # Sent while typing, so that nothing is lost when the page closes; checked when finished.
            entry.on("input", lambda event: self._write(field, str(event.args)), js_handler=_VALUE)
            entry.on("change", lambda event: self._done(field, str(event.args)), js_handler=_VALUE)
            self._inputs[field] = entry
            self._wrong[field] = Words("p", "", "wrong", id=f"{name}-wrong", role="alert")
            self._understood[field] = Words("p", "", "soft understood", id=f"{name}-read", role="status")
        return entry

    def _write(self, field: str, text: str) -> None:
        self.typed[field] = text
        props = self._inputs[field].props
        # Known to the element in case it is redrawn, but not sent back at every letter.
        with props.suspend_updates():
            props[_BEGINNING] = text

    def _done(self, field: str, text: str) -> None:
        self._write(field, text)
        told = self._read(self.typed)
        for each in self._wrong:
            # A field's message may depend on another field, but no field complains before it was visited.
            if each == field or self._wrong[each].text:
                self._say(each, told)

    def _say(self, field: str, told: Read) -> None:
        wrong = told.wrong.get(field, "")
        self._wrong[field].say(wrong)
        self._understood[field].say(f"Understood as {read}." if (read := told.understood.get(field)) else "")
        invalid = "true" if wrong else "false"
        if self._inputs[field].props.get("aria-invalid", "false") != invalid:
            self._inputs[field].props["aria-invalid"] = invalid


def _id(field: str) -> str:
    return f"field-{field}"


def text_field(label: str, value: str, on_change: Callable[[str], Any], name: str) -> None:
    """Build a text field of its own; `on_change` receives what is in it, at each letter."""
    with el("div", "field"):
        Words("label", label, for_=_id(name))
        entry = el("input", id=_id(name), type="text", autocomplete="off")
        entry.props[_BEGINNING] = value
        entry.on("input", lambda event: on_change(str(event.args)), js_handler=_VALUE)


def tick(label: str, on_change: Callable[[bool], Any], ticked: bool = False, **attributes: str) -> None:
    """Build a checkbox with its label; `on_change` receives whether it is ticked."""
    with el("label", "tick"):
        box = el("input", type="checkbox", **attributes)
        if ticked:
            box.props["checked"] = True
        box.on("change", lambda event: on_change(bool(event.args)), js_handler=_TICKED)
        Words("span", label)
