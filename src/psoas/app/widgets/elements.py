"""The building blocks of every page: HTML elements with our own classes, icons, buttons and notes."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Literal

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

# Drawn for psoas on a 24 x 24 grid, one stroke width, so that they sit well together.
_ICONS = {
    "good": '<circle cx="12" cy="12" r="9"/><path d="m8 12.4 2.8 2.8L16 9.6"/>',
    "warn": '<path d="M12 4 2.8 19.5h18.4z"/><path d="M12 10v4.4M12 17v.1"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.6v.1"/>',
    "talk": '<path d="M4 5.5h16v11H10l-4.5 3.6v-3.6H4z"/>',
    "camera": '<path d="M3 7.5h4l1.6-2.4h6.8L17 7.5h4v11.4H3z"/><circle cx="12" cy="13" r="3.6"/>',
    "hand": '<path d="M8 12V6.2a1.4 1.4 0 0 1 2.8 0V11m0-5.8a1.4 1.4 0 0 1 2.8 0V11m0-4.4a1.4 1.4 0 0 1 2.8 0V12'
    'm0-3a1.4 1.4 0 0 1 2.7 0v5.3c0 3.8-2.5 6.2-6 6.2-3 0-4.4-1.2-5.7-3.5L4.3 13a1.5 1.5 0 0 1 2.5-1.6L8 13"/>',
    "beat": '<circle cx="12" cy="13" r="7.5"/><path d="M12 13V8.6M9.5 3h5"/>',
    "pause": '<path d="M8.5 5.5v13M15.5 5.5v13"/>',
    "play": '<path d="M7.5 5 18.5 12 7.5 19z"/>',
    "stop": '<path d="M6.5 6.5h11v11h-11z"/>',
    "repeat": '<path d="M5 12a7 7 0 0 1 12.2-4.7L19.5 9M19.5 4.5V9H15M19 12a7 7 0 0 1-12.2 4.7L4.5 15M4.5 19.5V15H9"/>',
    "sound": '<path d="M4 9.5v5h3.4L12 18.5v-13L7.4 9.5zM15.3 9a4.2 4.2 0 0 1 0 6M17.8 6.5a7.8 7.8 0 0 1 0 11"/>',
    "mute": '<path d="M4 9.5v5h3.4L12 18.5v-13L7.4 9.5zM16 9.5l5 5M21 9.5l-5 5"/>',
    "undo": '<path d="M9 5 4.5 9.5 9 14M5 9.5h8.5a5.3 5.3 0 0 1 0 10.6H9"/>',
    "plus": '<path d="M12 5.5v13M5.5 12h13"/>',
    "down": '<path d="M12 5v13M5.8 12 12 18.5l6.2-6.5"/>',
    "up": '<path d="M12 19V6M5.8 12.5 12 6l6.2 6.5"/>',
    "go": '<path d="M5 12h13M12.5 6.5 18.5 12l-6 5.5"/>',
}

Tone = Literal["", "good", "warn", "bad"]


def icon(name: str) -> str:
    """Return an icon as SVG; screen readers skip it, because a word always stands beside it."""
    return (
        '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" '
        f'stroke-linejoin="round" aria-hidden="true" focusable="false">{_ICONS[name]}</svg>'
    )


class Words(TextElement):
    """An HTML element that holds one text."""

    def __init__(self, tag: str, text: str, classes: str = "", **attributes: str) -> None:
        super().__init__(tag=tag, text=text)
        self.classes(classes)
        self.props.update(_attributes(attributes))

    def say(self, text: str) -> None:
        """Set the text, sending it only if it changed."""
        if self.text != text:
            self.set_text(text)


def el(tag: str, classes: str = "", **attributes: str) -> ui.element:
    """Create any HTML element; fill it using ``with``. ``aria_label="x"`` becomes ``aria-label="x"``."""
    element = ui.element(tag).classes(classes)
    element.props.update(_attributes(attributes))
    return element


def html(text: str, tag: str = "div", classes: str = "") -> ui.html:
    """Insert trusted HTML made by psoas; anything from elsewhere must be passed through `escape` first."""
    return ui.html(text, sanitize=False, tag=tag).classes(classes)


def link(text: str, to: str, classes: str = "", icon_name: str | None = None, **attributes: str) -> ui.element:
    """Create a real link, which can be opened, copied and reached by keyboard like any other."""
    element = el("a", classes, href=to, **attributes)
    with element:
        if icon_name:
            html(icon(icon_name), "span", "contents")
        Words("span", text)
    return element


class Button(ui.element):
    """A button with an optional icon, shortcut key and longer name for screen readers."""

    def __init__(
        self,
        text: str,
        on_click: Callable[..., Any],
        classes: str = "",
        icon_name: str | None = None,
        *,
        key: str = "",
        label: str = "",
    ) -> None:
        super().__init__("button")
        self.classes(f"btn {classes}").props("type=button")
        if key:
            self.props["aria-keyshortcuts"] = {"←": "ArrowLeft", "→": "ArrowRight"}.get(key, key)
        if label:
            self.props["aria-label"] = label
        self._shown = icon_name
        with self:
            self._icon = html(icon(icon_name), "span", "contents") if icon_name else None
            self._words = Words("span", text)
            if key:
                Words("kbd", key, aria_hidden="true")
        self.on("click", on_click)

    def show(self, text: str, icon_name: str | None = None) -> None:
        """Change the text."""
        self._words.say(text)
        if icon_name and self._icon and icon_name != self._shown:
            self._shown = icon_name
            self._icon.set_content(icon(icon_name))


def note(text: str, tone: Tone = "", title: str | None = None, live: bool = False) -> ui.element:
    """Create a boxed sentence with an icon; ``live`` makes screen readers announce it."""
    box = el("div", f"note {tone}", **({"role": "status"} if live else {}))
    with box:
        html(icon({"": "info", "good": "good", "warn": "warn", "bad": "warn"}[tone]), "span", "contents")
        if title:
            Words("strong", title)
        Words("p", text)
    return box


def bullets(lines: tuple[str, ...], numbered: bool = False) -> None:
    """Create a list of sentences."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    html(items, "ol" if numbered else "ul", "list")


def section(title: str, level: str = "h2") -> ui.element:
    """Create a part of a page under its own heading; fill it using ``with``."""
    part = el("section")
    with part:
        Words(level, title)
    return part


def folded(title: str) -> ui.element:
    """Create a part of a page that shows only its heading until opened; fill it using ``with``."""
    box = el("details", "fold")
    with box:
        with el("summary"):
            Words("h2", title)
        return el("div", "stack")


def _attributes(given: dict[str, str]) -> dict[str, str]:
    return {name.rstrip("_").replace("_", "-"): value for name, value in given.items()}
