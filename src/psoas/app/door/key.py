"""The secret of a data folder, and what is made from it: cookie, one-time tokens, calendar address, proofs."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

#: File with the secret, in the data folder. Only its owner may read it.
KEY_FILE = "door.key"
_BYTES = 32


class DoorKey:
    """The secret of a data folder. Whoever can read its file may come in.

    Parameters
    ----------
    secret : bytes
        At least 32 bytes that nobody can guess.

    Attributes
    ----------
    cookie_name : str
        Differs between data folders, because a browser shares cookies among the ports of a computer.
    cookie : str
        What a browser shows at each request.
    calendar : str
        What a calendar program shows in the address, because it has no cookies.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self.cookie_name = "psoas-" + self.sign("cookie name")[:8]
        self.cookie = self.sign("cookie")
        self.calendar = self.sign("calendar")

    def sign(self, *parts: str) -> str:
        """Return a mark of these texts that only this secret gives, 64 characters."""
        return hmac.new(self._secret, "\n".join(parts).encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    def proof(self, run: str, port: int, challenge: str) -> str:
        """Return what shows that a server on this port has the secret."""
        return self.sign("whoami", run, str(port), challenge)

    def token(self, run: str, port: int) -> str:
        """Return a new token for one run of the server; it opens the door once."""
        once = secrets.token_hex(12)
        return f"{once}-{self.sign('token', run, str(port), once)}"

    def made(self, token: str, run: str, port: int) -> bool:
        """Tell whether a token was made with this secret for this run."""
        once, _, mark = token.partition("-")
        return same(mark, self.sign("token", run, str(port), once))


def same(given: str, right: str) -> bool:
    """Compare secrets in a time that tells nothing about them."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), right.encode())


def key_of(folder: Path) -> DoorKey:
    """Return the key of a data folder, made on first use.

    A file that others could read, or that is damaged, is replaced: browsers then need a new token. Where no file can
    be written, the key lasts as long as this process.
    """
    path = folder / KEY_FILE
    with suppress(OSError):
        secret = _read(path)
        if secret is None:
            _write(path, secrets.token_bytes(_BYTES))
            secret = _read(path)
        if secret is not None:
            return DoorKey(secret)
    return DoorKey(secrets.token_bytes(_BYTES))


def _read(path: Path) -> bytes | None:
    """Return the secret in a file; None if there is none, or it may be known to others."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            secret = file.read(_BYTES + 1)
    except FileNotFoundError:
        return None
    private = os.name != "posix" or not stat.S_IMODE(mode) & 0o077
    return secret if private and len(secret) == _BYTES else None


def _write(path: Path, secret: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=KEY_FILE)  # for its owner alone, from the beginning
    with os.fdopen(handle, "wb") as file:
        file.write(secret)
    Path(name).replace(path)
