"""No test reaches beyond this computer, nor does a program that a test starts."""

import socket
import subprocess
import sys

import pytest

from no_outgoing import is_here

OUTSIDE = ("192.0.2.1", 9)  # kept for documentation (RFC 5737): nobody is there
#: The guard may have been loaded once by name and once by path, so its error is told by its words.
DENIED = "outgoing connections are denied in the tests"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "0.0.0.0", ""])
def test_this_computer_may_be_asked(host):
    assert is_here(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1", "2001:db8::1", "example.org", "localhost.example.org"])
def test_no_other_may(host):
    assert not is_here(host)


def test_a_connection_outwards_is_refused():
    with socket.socket() as outwards, pytest.raises(OSError, match=DENIED):
        outwards.connect(OUTSIDE)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outwards, pytest.raises(OSError, match=DENIED):
        outwards.sendto(b"x", OUTSIDE)
    with pytest.raises(OSError, match=DENIED):
        socket.getaddrinfo("example.org", 80)


def test_a_program_that_a_test_starts_is_refused_too():
    code = f"import socket; socket.socket().connect({OUTSIDE})"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert DENIED in ended.stderr


def test_a_connection_on_this_computer_works():
    with socket.create_server(("127.0.0.1", 0)) as here, socket.create_connection(here.getsockname()):
        pass
