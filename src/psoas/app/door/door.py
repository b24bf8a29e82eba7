"""The door: looks at every request before the app does, and at every answer after it."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from psoas.app.door.closed import SPENT, STRANGER, closed_page
from psoas.app.door.key import DoorKey, same
from psoas.app.door.policy import ALWAYS, NONCE, NOTHING, UNLESS_SAID, mark_scripts, page_policy
from psoas.journal.export import LARGEST

#: Host names that a browser on this computer uses; any other name is a site that points at us.
HOSTS = ("127.0.0.1", "localhost")
#: Largest body of a request, bytes: a journal and what a form adds to it.
LARGEST_BODY = LARGEST + (1 << 20)
#: Lifetime of the cookie, seconds: as long as browsers keep one.
_COOKIE_S = 400 * 24 * 3600
#: Longest challenge that is answered, characters.
_CHALLENGE = 200

WHOAMI, CALENDAR = "/whoami", "/calendar.ics"


class Door:
    """Lets in who has the key, and gives every answer its headers.

    Parameters
    ----------
    app : ASGI application
        What is behind the door.
    key : DoorKey
        The key of the data folder.
    """

    def __init__(self, app: ASGIApp, key: DoorKey) -> None:
        self.app = app  # NiceGUI looks for its server along this name
        self._key = key
        self._run = secrets.token_hex(8)
        self._spent: set[str] = set()
        mark_scripts()

    def token(self, port: int) -> str:
        """Return a token that opens the door on this port once."""
        return self._key.token(self._run, port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or one socket."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        if scope["type"] == "websocket":
            if self._foreign(asked) or not self._known(asked):
                await receive()
                await send({"type": "websocket.close", "code": 4401, "reason": STRANGER})
                return
            await self.app(scope, receive, send)
            return
        scope[NONCE] = secrets.token_urlsafe(16)
        send = _with_headers(send, scope[NONCE], asked.headers)
        answer = self._answer(scope, asked)
        await (answer or self.app)(scope, receive, send)

    def _answer(self, scope: Scope, asked: HTTPConnection) -> Response | None:
        """Return the door's own answer; None if the app is to answer."""
        if wrong := self._foreign(asked):
            return wrong
        reads = scope["method"] in ("GET", "HEAD")
        if scope["path"] == WHOAMI and reads:
            return self._who(scope, asked)
        if scope["path"] == CALENDAR and reads and same(asked.query_params.get("key", ""), self._key.calendar):
            return None
        if reads and "token" in asked.query_params and "sec-purpose" not in asked.headers:
            return self._enter(scope, asked)
        if not self._known(asked) or _from_elsewhere(asked):
            return _closed(asked, STRANGER)
        return _too_large(asked.headers)

    def _foreign(self, asked: HTTPConnection) -> Response | None:
        """Refuse a name that is not this computer's, and a page of somebody else."""
        hosts = asked.headers.getlist("host")
        if len(hosts) != 1 or _name(hosts[0]) not in HOSTS:
            return PlainTextResponse("psoas answers only to http://127.0.0.1 on this computer.", 400)
        origins = asked.headers.getlist("origin")
        if any(origin not in (f"http://{hosts[0]}", f"ws://{hosts[0]}") for origin in origins):
            return PlainTextResponse("This page does not belong to psoas.", 403)
        if _from_elsewhere(asked) and not _opens_page(asked):
            return PlainTextResponse("psoas does not answer to pages of other sites.", 403)
        return None

    def _known(self, asked: HTTPConnection) -> bool:
        return same(asked.cookies.get(self._key.cookie_name, ""), self._key.cookie)

    def _enter(self, scope: Scope, asked: HTTPConnection) -> Response:
        """Take a token, and go on to the page without it, so that it stays in no history."""
        token = asked.query_params["token"]
        fits = token not in self._spent and self._key.made(token, self._run, _port(scope))
        if not fits and not self._known(asked):
            return _closed(asked, SPENT)
        rest = [(name, value) for name, value in parse_qsl(scope["query_string"].decode("latin-1")) if name != "token"]
        # One slash: two would name another computer.
        to = "/" + quote(scope["path"].lstrip("/\\")) + ("?" + urlencode(rest) if rest else "")
        answer = RedirectResponse(to, 303)
        if fits:
            self._spent.add(token)
            answer.set_cookie(
                self._key.cookie_name, self._key.cookie, max_age=_COOKIE_S, httponly=True, samesite="strict"
            )
        return answer

    def _who(self, scope: Scope, asked: HTTPConnection) -> Response:
        """Show whoever has the key, and nobody else, that this is the psoas of that key."""
        challenge = asked.query_params.get("challenge", "")[:_CHALLENGE]
        proof = self._key.proof(self._run, _port(scope), challenge)
        return JSONResponse({"name": "psoas", "run": self._run, "proof": proof})


def _with_headers(send: Send, nonce: str, asked: Headers) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            page = headers.get("content-type", "").startswith("text/html")
            headers["Content-Security-Policy"] = page_policy(nonce, asked.get("host", "")) if page else NOTHING
            headers.update(ALWAYS)
            for name, value in UNLESS_SAID.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


def _too_large(asked: Headers) -> Response | None:
    """Refuse a body before it is read. Browsers say how long it is; whoever does not could send without end."""
    if "transfer-encoding" in asked:
        return PlainTextResponse("Say how long the request is (Content-Length).", 411)
    length = asked.get("content-length", "0")
    if len(length) < 20 and length.isascii() and length.isdigit() and int(length) <= LARGEST_BODY:
        return None
    return PlainTextResponse(f"This is too large for psoas. It takes at most {LARGEST_BODY >> 20} MB at once.", 413)


def _closed(asked: HTTPConnection, why: str) -> Response:
    page = "text/html" in asked.headers.get("accept", "") and asked.scope["method"] == "GET"
    return HTMLResponse(closed_page(why), 403) if page else PlainTextResponse(why, 403)


def _from_elsewhere(asked: HTTPConnection) -> bool:
    return asked.headers.get("sec-fetch-site") in ("cross-site", "same-site")


def _opens_page(asked: HTTPConnection) -> bool:
    """Tell whether somebody followed a link to here, in a window of its own."""
    told = (asked.headers.get("sec-fetch-mode"), asked.headers.get("sec-fetch-dest"))
    return asked.scope.get("method") == "GET" and told == ("navigate", "document")


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _port(scope: Scope) -> int:
    server: Any = scope.get("server") or ("", 0)
    return int(server[1] or 0)
