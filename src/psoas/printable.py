"""Write any text where not every character can be written: file names that are no text, terminals without Unicode."""

from __future__ import annotations

import codecs
import sys

#: In place of what a plain terminal cannot show.
_PLAIN = str.maketrans(
    {"°": " deg", "±": "+-", "×": "x", "…": "...", "–": "-", "—": "-", "→": "->", "•": "*", "·": "*"}
)
_HANDLER = "psoas-plain"


def writable(name: str) -> str:
    r"""Return a file name as text that can be encoded; on some systems it can be any bytes.

    Examples
    --------
    >>> writable("march.mp4"), writable("caf\udce9.mp4")
    ('march.mp4', 'caf\\udce9.mp4')
    """
    return name.encode(errors="backslashreplace").decode()


def on_one_line(text: str) -> str:
    r"""Return text without line ends and control characters, which could move the cursor or change colours.

    Examples
    --------
    >>> on_one_line("a\nb \x1b[31mc")
    'a b \\x1b[31mc'
    """
    words = " ".join(text.split())
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in words)


def let_any_terminal_show_it() -> None:
    """Let stdout and stderr replace what their encoding lacks, instead of failing in the middle of a table."""
    codecs.register_error(_HANDLER, _replaced)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # none where a program put something else there
        if reconfigure is not None:
            reconfigure(errors=_HANDLER)


def _replaced(error: UnicodeError) -> tuple[str | bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end].translate(_PLAIN)
    return lacking.encode("ascii", "backslashreplace").decode("ascii"), error.end
