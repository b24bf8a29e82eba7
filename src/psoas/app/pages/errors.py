"""Pages for an address that does not exist, one that cannot be meant, and a mistake of psoas itself."""

from __future__ import annotations

import logging

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, Response
from nicegui import app as pages
from nicegui import ui
from nicegui.client import Client

from psoas.app.widgets.elements import Words, el, link
from psoas.app.widgets.layout import frame

_log = logging.getLogger(__name__)

#: Status of the answer to the title of the page and what it says.
SAID = {
    404: ("There is no such page", "The address may be mistyped, or from an older psoas. Nothing of yours is lost."),
    422: (
        "This address cannot be right",
        "Part of it is not what psoas expects here, such as a word in place of a number. Nothing of yours is lost.",
    ),
    500: (
        "Something went wrong in psoas",
        "This page could not be shown. What you have done and told so far is in your journal. Try once more. If it "
        "happens again, end psoas and start it again.",
    ),
}


def register() -> None:
    """Answer with these pages where the framework would show its own."""

    @pages.exception_handler(404)
    async def no_such_page(request: Request, _: Exception) -> Response:
        return _answer(request, 404)

    @pages.exception_handler(RequestValidationError)
    async def cannot_be_meant(request: Request, _: Exception) -> Response:
        return _answer(request, 422)

    @pages.exception_handler(Exception)
    async def went_wrong(request: Request, _: Exception) -> Response:  # the server logs what it was
        try:
            return _answer(request, 500)
        except Exception:  # not even this page can be built
            _log.exception("no page for a mistake")
            return PlainTextResponse(". ".join(SAID[500]), 500)


def _answer(request: Request, status: int) -> Response:
    with Client(ui.page(""), request=request) as client:
        _build(status)
    return client.build_response(request, status)


def _build(status: int) -> None:
    title, sentence = SAID[status]
    with frame(title), el("div", "stack"):
        Words("h1", title)
        Words("p", sentence, "lead")
        with el("div", "row"):
            link("Today", "/today", "btn main", "go")
            link("Choose a level", "/", "btn")
            link("When to get help", "/help", "btn")
