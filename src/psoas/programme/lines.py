"""Find the line of a value in a TOML file; tomllib does not keep them."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Keys and list positions that lead to a value, such as ``("checks", 1, "keep")``.
Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.\-]+)\s*\]\]?")
_KEY = re.compile(r"^\s*([\w\-]+)\s*=")


def key_lines(text: str) -> dict[Path, int]:
    """Return the line of every section and key in a TOML text, counted from 1.

    A table in a list (``[[checks]]``) has its position in the path. Keys of an inline table share its line. Text in
    triple quotes is skipped.
    """
    found: dict[Path, int] = {(): 1}
    section: Path = ()
    times: dict[str, int] = {}
    quoted = False
    for number, line in enumerate(text.splitlines(), start=1):
        was_quoted, quoted = quoted, quoted ^ (line.count('"""') % 2 == 1)
        if was_quoted:
            continue
        if header := _HEADER.match(line):
            name = header[2]
            section = tuple(name.split("."))
            if header[1] == "[[":
                found.setdefault(section, number)
                section = (*section, times.get(name, 0))
                times[name] = times.get(name, 0) + 1
            found[section] = number
        elif key := _KEY.match(line):
            found[(*section, key[1])] = number
    return found


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Return the line of the value at `path`, or of the closest enclosing one that has a line, counted from 1."""
    found = key_lines(text)
    known = tuple(path)
    while known not in found:
        known = known[:-1]
    line = found[known]
    after = path[len(known) :]
    lines = text.splitlines()
    # In a list over several lines the first member is on the line after the bracket.
    if known and after and isinstance(after[0], int) and lines[line - 1].rstrip().endswith("["):
        members = [n for n in range(line, len(lines)) if lines[n].strip() and not lines[n].lstrip().startswith("#")]
        return members[after[0]] + 1 if after[0] < len(members) else line
    return line
