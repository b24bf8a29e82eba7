"""How a browser comes in, and a page on another site that tries to frame psoas or to press its buttons."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from browser.driving import Psoas

pytestmark = pytest.mark.browser

TITLE = "Open psoas from the window or terminal where it runs"
#: Tries what a page may try, and tells what came of it.
TRIES = """async (psoas) => {
    const tell = {};
    for (const [name, options] of [["read", {}], ["post", {method: "POST"}], ["blind", {mode: "no-cors"}]])
        tell[name] = await fetch(psoas + "/journal", {credentials: "include", ...options})
            .then((r) => r.type, (e) => "refused");
    tell.socket = await new Promise((done) => {
        const socket = new WebSocket(psoas.replace("http", "ws") + "/_nicegui_ws/socket.io/?EIO=4&transport=websocket");
        socket.onopen = () => done("open");
        socket.onerror = () => done("refused");
    });
    return tell;
}"""


class Elsewhere(BaseHTTPRequestHandler):
    """A page of another program of this computer, or of another site."""

    def do_GET(self) -> None:
        to = self.path.partition("?")[2]
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<a href='{to}'>there</a><iframe src='{to}/journal' name='frame'></iframe>".encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def opened(psoas: Psoas) -> str:
    """The address that psoas printed."""
    return next(word for word in psoas.data.with_suffix(".log").read_text().split() if "?token=" in word)


def test_the_printed_address_lets_one_browser_in_for_good(psoas: Psoas, chromium: Any) -> None:
    page = chromium(psoas)
    page.context.clear_cookies()
    page.goto(psoas.address + "/journal")
    page.get_by_role("heading", name=TITLE).wait_for()
    page.goto(opened(psoas))
    page.wait_for_function("location.search === ''")
    page.goto(psoas.address + "/journal")
    page.get_by_role("heading", name="Your journal").wait_for()
    assert "psoas-" not in page.evaluate("document.cookie")
    other = page.context.browser.new_context().new_page()
    other.goto(opened(psoas))
    other.get_by_text("This address was used already").wait_for()


@pytest.mark.parametrize("name", ["127.0.0.1", "another.example"])
def test_another_site_frames_nothing_reads_nothing_and_writes_nothing(
    psoas: Psoas, chromium: Any, elsewhere: int, name: str
) -> None:
    page = chromium(psoas, "--host-resolver-rules=MAP another.example 127.0.0.1")
    page.get_by_role("heading").first.wait_for()
    page.goto(f"http://{name}:{elsewhere}/?{psoas.address}")
    assert page.evaluate(TRIES, psoas.address) == {
        "read": "refused", "post": "refused", "blind": "refused", "socket": "refused",
    }  # fmt: skip
    framed = page.frame("frame")
    assert "journal" not in framed.locator("body").inner_text().lower()
    page.get_by_role("link", name="there").click()
    page.get_by_role("heading", name=TITLE).wait_for()
    page.get_by_role("link", name="Continue to psoas").click()
    page.get_by_role("navigation", name="Main").wait_for()
