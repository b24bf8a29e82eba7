import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from psoas.app import server


class Other(BaseHTTPRequestHandler):
    """Some other program that speaks HTTP."""

    body = b"hello"

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *args):
        pass


@pytest.fixture
def program():
    """Start a program that answers with given bytes; gives its port."""
    running = []

    def start(body):
        other = HTTPServer(("127.0.0.1", 0), type("Program", (Other,), {"body": body}))
        threading.Thread(target=other.serve_forever, daemon=True).start()
        running.append(other)
        return other.server_address[1]

    yield start
    for other in running:
        other.shutdown()
        other.server_close()


@pytest.fixture
def shown():
    return []


def psoas_of(mark):
    return b'{"name": "psoas", "version": "1", "journal": "%s"}' % mark.encode()


def test_a_port_of_another_program_that_was_asked_for_is_said_plainly(program, shown):
    port = program(b"hello")
    with pytest.raises(server.PortTaken, match=rf"Port {port} is in use by another program.*--port"):
        server._listen(port, "mine", shown.append)
    assert shown == []


def test_a_psoas_with_the_same_journal_is_opened_instead(program, shown):
    port = program(psoas_of("mine"))
    with pytest.raises(server.PortTaken, match="running already"):
        server._listen(port, "mine", shown.append)
    assert shown == [f"http://127.0.0.1:{port}"]


def test_a_psoas_with_another_journal_keeps_its_port(program, shown):
    port = program(psoas_of("other"))
    with pytest.raises(server.PortTaken, match="another psoas, with another journal"):
        server._listen(port, "mine", shown.append)


def test_the_next_free_port_is_taken_and_said_when_another_program_has_the_usual_one(program, monkeypatch, capsys):
    port = program(b"hello")
    monkeypatch.setattr(server, "PORT", port)
    listener = server._listen(None, "mine", print)
    try:
        assert listener.getsockname()[0] == "127.0.0.1"
        assert listener.getsockname()[1] > port
        assert f"psoas takes {listener.getsockname()[1]}" in capsys.readouterr().out
    finally:
        listener.close()


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'{"name": 3}', b'{"name": "psoas"}', b"\xff\xfe"])
def test_whatever_another_program_answers_it_is_not_taken_for_psoas(program, body):
    assert server.who_is_there(program(body)) == ""


def test_nobody_is_there_where_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert server.who_is_there(port) is None
