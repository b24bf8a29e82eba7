"""A form about the person: every field keeps what was typed, and has room for a sentence beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nicegui import ui

from psoas.app.elements import Words, el
from psoas.journal import about
from psoas.journal.person import Profile

#: Sends what is in the field instead of the whole event.
_VALUE = "(event) => emit(event.target.value)"
#: What a field holds at first, as an attribute (Vue's "^"): a property would overwrite what is typed at each redrawing.
_BEGINNING = "^value"
_TICKED = "(event) => emit(event.target.checked)"


class Form:
    """Fields of `psoas.journal.about`, with what was typed into them; fields that are not shown stay as they are.

    Parameters
    ----------
    profile : Profile
        What they hold at first.
    """

    def __init__(self, profile: Profile) -> None:
        self.typed: dict[str, str] = dict(about.shown(profile))
        self._inputs: dict[str, ui.element] = {}
        self._wrong: dict[str, Words] = {}
        self._understood: dict[str, Words] = {}

    def text(self, field: str, label: str, *, short: bool = False) -> None:
        """A line to write in, with letters too, for a number may need its unit."""
        entry = self._entry(field, label, "input", "short" if short else "", type="text", autocomplete="off")
        entry.props[_BEGINNING] = self.typed.get(field, "")

    def choice(self, field: str, label: str, options: Mapping[str, str]) -> None:
        """One of some options; `options` maps what is kept to what is shown."""
        with self._entry(field, label, "select"):
            for value, shown in options.items():
                option = Words("option", shown, value=value)
                if value == self.typed.get(field, ""):
                    option.props["selected"] = True

    def tick(self, field: str, label: str, on_change: Callable[[bool], Any] | None = None) -> None:
        """A box to tick."""

        def keep(on: bool) -> None:
            self.typed[field] = "1" if on else ""
            if on_change is not None:
                on_change(on)

        tick(label, keep, bool(self.typed.get(field)))

    def check(self) -> Profile | None:
        """The profile that the fields say; None where one is wrong, which then has its sentence, and the focus."""
        told = about.read(self.typed)
        for field in self._wrong:
            self._say(field, told)
        bad = next((field for field in self._wrong if field in told.wrong), None)
        if bad is not None:
            ui.run_javascript(f"document.getElementById('{_id(bad)}').focus()")
        return None if told.wrong else told.profile

    def _entry(self, field: str, label: str, tag: str, classes: str = "", **attributes: str) -> ui.element:
        name = _id(field)
        with el("div", "field"):
            Words("label", label, for_=name)
            entry = el(tag, classes, id=name, aria_describedby=f"{name}-wrong {name}-read", **attributes)
            # As it is typed, so that nothing is lost when the page goes; judged when it is done.
            entry.on("input", lambda event: self._write(field, str(event.args)), js_handler=_VALUE)
            entry.on("change", lambda event: self._done(field, str(event.args)), js_handler=_VALUE)
            self._inputs[field] = entry
            self._wrong[field] = Words("p", "", "wrong", id=f"{name}-wrong", role="alert")
            self._understood[field] = Words("p", "", "soft understood", id=f"{name}-read", role="status")
        return entry

    def _write(self, field: str, text: str) -> None:
        self.typed[field] = text
        props = self._inputs[field].props
        # Known to the element, in case it is drawn anew, but not sent back at every letter.
        with props.suspend_updates():
            props[_BEGINNING] = text

    def _done(self, field: str, text: str) -> None:
        self._write(field, text)
        told = about.read(self.typed)
        for each in self._wrong:
            # What a field says may depend on another one, but no field complains before somebody was there.
            if each == field or self._wrong[each].text:
                self._say(each, told)

    def _say(self, field: str, told: about.Told) -> None:
        wrong = told.wrong.get(field, "")
        self._wrong[field].say(wrong)
        self._understood[field].say(f"Understood as {read}." if (read := told.understood.get(field)) else "")
        invalid = "true" if wrong else "false"
        if self._inputs[field].props.get("aria-invalid", "false") != invalid:
            self._inputs[field].props["aria-invalid"] = invalid


def _id(field: str) -> str:
    return f"field-{field}"


def tick(label: str, on_change: Callable[[bool], Any], ticked: bool = False) -> None:
    """A box to tick, with its label beside it; `on_change` is told whether it is ticked now."""
    with el("label", "tick"):
        box = el("input", type="checkbox")
        if ticked:
            box.props["checked"] = True
        box.on("change", lambda event: on_change(bool(event.args)), js_handler=_TICKED)
        Words("span", label)
