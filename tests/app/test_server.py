import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from psoas.app import server
from psoas.app.door.key import DoorKey
from psoas.journal.lock import LedBy

KEY, ANOTHER = DoorKey(b"1" * 32), DoorKey(b"2" * 32)


class Other(BaseHTTPRequestHandler):
    """Some other program that speaks HTTP; `said` are the bytes it answers with, or what gives them."""

    said = b"hello"

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.said if isinstance(self.said, bytes) else type(self).said(self))

    def log_message(self, *args):
        pass


@pytest.fixture
def program():
    """Start a program that answers with given bytes; gives its port."""
    running = []

    def start(said):
        other = HTTPServer(("127.0.0.1", 0), type("Program", (Other,), {"said": said}))
        threading.Thread(target=other.serve_forever, daemon=True).start()
        running.append(other)
        return other.server_address[1]

    yield start
    for other in running:
        other.shutdown()
        other.server_close()


def psoas_of(key, port=None):
    """What a psoas with this key answers, which thinks that it is on this port."""

    def said(asked):
        challenge = parse_qs(urlsplit(asked.path).query)["challenge"][0]
        proof = key.proof("run", port or asked.server.server_address[1], challenge)
        return json.dumps({"name": "psoas", "run": "run", "proof": proof}).encode()

    return said


def test_a_port_of_another_program_that_was_asked_for_is_said_plainly(program):
    port = program(b"hello")
    with pytest.raises(server.PortTaken, match=rf"Port {port} is in use by another program.*--port"):
        server._listen(port, KEY)


def test_the_page_of_the_psoas_that_leads_is_opened_with_a_token_of_its_own(program):
    port = program(psoas_of(KEY))
    address = server._address_there(LedBy("app", f"http://127.0.0.1:{port}"), KEY, "/desk")
    assert address.startswith(f"http://127.0.0.1:{port}/desk?token=")
    assert KEY.made(address.partition("token=")[2], "run", port)


def test_who_passes_on_what_our_psoas_says_on_another_port_gets_no_token(program):
    port = program(psoas_of(KEY, port=8138))
    assert server._address_there(LedBy("app", f"http://127.0.0.1:{port}"), KEY, "/desk") is None


@pytest.mark.parametrize("by", [LedBy("terminal"), LedBy("app")])
def test_what_leads_without_a_page_has_no_address(by):
    assert server._address_there(by, KEY, "/desk") is None


def test_another_psoas_keeps_its_port(program):
    port = program(psoas_of(ANOTHER))
    with pytest.raises(server.PortTaken, match="in use by another psoas"):
        server._listen(port, KEY)


def test_the_next_free_port_is_taken_and_said_when_another_program_has_the_usual_one(program, monkeypatch, capsys):
    port = program(b"hello")
    monkeypatch.setattr(server, "PORT", port)
    listener = server._listen(None, KEY)
    try:
        assert listener.getsockname()[0] == "127.0.0.1"
        assert listener.getsockname()[1] > port
        assert f"psoas takes {listener.getsockname()[1]}" in capsys.readouterr().out
    finally:
        listener.close()


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'{"name": 3}', b'{"name": "psoas"}', b"\xff\xfe", b"[" * 999])
def test_whatever_another_program_answers_it_is_not_taken_for_psoas(program, body):
    assert server.who_is_there(program(body), KEY).kind == "other"


def test_nobody_is_there_where_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert server.who_is_there(port, KEY) is None
