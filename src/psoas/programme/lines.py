"""Where in a TOML file a value stands: tomllib reads the values but forgets their lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Keys and positions from the top of the file to a value, such as ``("checks", 1, "keep")``.
Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.\-]+)\s*\]\]?")
_KEY = re.compile(r"^\s*([\w\-]+)\s*=")


def key_lines(text: str) -> dict[Path, int]:
    """Line of every section and every key of a TOML text, counted from 1.

    A table in a list (``[[checks]]``) has its position in the path. The keys of an inline table share the line of the
    table. Text between triple quotes is passed over.
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
    """Line of the value at `path`, or of the closest thing around it that has a line of its own; counted from 1."""
    found = key_lines(text)
    known = tuple(path)
    while known not in found:
        known = known[:-1]
    line = found[known]
    after = path[len(known) :]
    lines = text.splitlines()
    # A list written over several lines: its first member stands on the line after the bracket.
    if known and after and isinstance(after[0], int) and lines[line - 1].rstrip().endswith("["):
        members = [n for n in range(line, len(lines)) if lines[n].strip() and not lines[n].lstrip().startswith("#")]
        return members[after[0]] + 1 if after[0] < len(members) else line
    return line
