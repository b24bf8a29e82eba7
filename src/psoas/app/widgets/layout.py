"""The frame of all pages: head, skip link, header with the link to help, landmarks and footer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

from nicegui import ui

from psoas.app.widgets.elements import Words, el, html, link, note

ASSETS = Path(__file__).parents[1] / "assets"

#: Address of the style sheet that the profile decides (see `psoas.app.look`); never kept by the browser.
LOOK = "/look.css"

_MARK = (
    '<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><circle cx="16" cy="16" r="16" fill="var(--teal)"/>'
    '<path d="M12 5.5c-.6 6 1.6 8.6 4.5 11.7 2.3 2.5 3.2 5 3 9.3" fill="none" stroke="var(--on-teal)" '
    'stroke-width="4.2" stroke-linecap="round"/></svg>'
)

NavigationPlace = Literal["today", "levels", "progress", "learn", "journal", "help", "settings", ""]

_PLACES: tuple[tuple[str, str, NavigationPlace], ...] = (
    ("Today", "/today", "today"),
    ("Levels", "/", "levels"),
    ("Progress", "/progress", "progress"),
    ("Learn", "/learn", "learn"),
    ("Journal", "/journal", "journal"),
)


@cache
def _styles() -> str:
    """Link the style sheets, the common one first; the links change with the files, so no cache goes stale."""
    sheets = sorted(ASSETS.glob("*.css"), key=lambda sheet: (sheet.name != "style.css", sheet.name))
    marks = {sheet.name: hashlib.sha256(sheet.read_bytes()).hexdigest()[:10] for sheet in sheets}
    links = "".join(f'<link rel="stylesheet" href="/assets/{name}?{mark}">' for name, mark in marks.items())
    return f'{links}<link rel="stylesheet" href="{LOOK}" id="look">'


@cache
def script(name: str) -> str:
    """Link a script of psoas, as a file of its own: the page's policy lets no script stand in the page itself."""
    mark = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:10]
    return f'<script type="module" src="/assets/{name}?{mark}"></script>'


@contextmanager
def frame(title: str, here: NavigationPlace = "", classes: str = "") -> Iterator[ui.element]:
    """Build the common frame of a page; what is built inside ``with`` becomes its main part.

    Parameters
    ----------
    title : str
        Title of the browser tab, before "psoas".
    here : str
        The current entry of the navigation.
    classes : str
        Extra classes for the main part.
    """
    client = ui.context.client
    client.title = f"{title} · psoas"
    ui.add_head_html(
        _styles() + '<meta name="theme-color" content="#f7f3ec" media="(prefers-color-scheme: light)">'
        '<meta name="theme-color" content="#0d1615" media="(prefers-color-scheme: dark)">'
        '<meta name="referrer" content="no-referrer">' + script("page.js")
    )
    with client.layout:
        head = _header(here)
        head.move(client.layout, target_index=0)
    with el("div", f"inner page {classes}", id="main", tabindex="-1") as main:
        yield main
    with client.layout:
        _footer(here)


def say_at_the_top(sentence: str) -> None:
    """Say something below the header of the page that was just built."""
    with ui.context.client.layout:
        box = el("div", "inner", role="region", aria_label="Notice")
        with box:
            note(sentence, "warn")
        box.move(ui.context.client.layout, target_index=1)


def look_again() -> None:
    """Show the page at once as the profile has it now."""
    ui.run_javascript(f"document.getElementById('look').href = '{LOOK}?' + Date.now()")


def _header(here: NavigationPlace) -> ui.element:
    with el("header", "top") as head:
        link("Skip to the main part", "#main", "skip")
        with el("div", "inner"):
            with el("a", "brand", href="/", aria_label="psoas, go to the start page"):
                html(_MARK, "span", "contents")
                Words("span", "psoas")
            with el("nav", aria_label="Main"):
                for name, to, key in _PLACES:
                    link(name, to, **({"aria_current": "page"} if here == key else {}))
            link("Get help", "/help", "help-link", **({"aria_current": "page"} if here == "help" else {}))
    return head


def _footer(here: NavigationPlace) -> None:
    with el("footer", "foot"), el("div", "inner"):
        Words("p", "psoas is an exercise and habit coach, not a medical device.")
        Words("p", "Everything stays on this computer. No video is kept.")
        link("Settings", "/settings", "swap", **({"aria_current": "page"} if here == "settings" else {}))


def lost(title: str, sentence: str) -> None:
    """Build a page that says that nothing is here, and where to go instead."""
    with frame(title):
        Words("h1", title)
        Words("p", sentence, "lead")
        with el("div", "row"):
            link("Choose a level", "/", "btn main", "go")
            link("When to get help", "/help", "btn")
