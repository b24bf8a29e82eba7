"""The tests run with outgoing connections denied: here, and in every Python that they start.

Loopback and the sockets of this computer's own programs stay. Chromium is told the same by its flags
(`browser.conftest`).
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: Beside this module lies what Python runs first when it starts, wherever this folder is on its path.
_STARTED_WITH = Path(__file__).resolve().parent / "started_with"
_NAMES_OF_HERE = frozenset({"", "localhost", "ip6-localhost", socket.gethostname()})


class OutgoingDeniedError(OSError):
    """Something wanted to leave this computer."""


def is_here(host: str) -> bool:
    """Tell whether an address or a name means this computer."""
    if host in _NAMES_OF_HERE:
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _check(what: str, host: object) -> None:
    name = host.decode(errors="replace") if isinstance(host, bytes) else str(host or "")
    if not is_here(name):
        said = f"{what} to {name}: outgoing connections are denied in the tests"
        print("OUTGOING", said, file=sys.stderr, flush=True)
        raise OutgoingDeniedError(said)


def audit(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what leaves this computer; Python calls this before it happens, and nobody can take it away."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        family, address = arguments[0].family, arguments[1]
        if family in (socket.AF_INET, socket.AF_INET6) and address:
            _check(event, address[0])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        _check(event, arguments[0])


def deny(add: Callable[[Callable[[str, tuple[Any, ...]], None]], None] = sys.addaudithook) -> None:
    """Deny it in this process and in those that it starts."""
    add(audit)
    path = os.environ.get("PYTHONPATH", "")
    if str(_STARTED_WITH) not in path.split(os.pathsep):
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_STARTED_WITH), path]))
