"""Split the lines of a TRC file into fields, and read its numbers, as different programs write them."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable

#: What may stand between two fields, the surest first; None is any white space.
_BETWEEN = ("\t", ";", ",", None)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?")
#: Not a number, as C libraries (`-1.#IND`), Matlab, spreadsheets and Python write it.
_MISSING = re.compile(r"[+-]?(nan(\(\w*\))?|inf(inity)?|1\.#(ind|qnan|snan|inf)\w*)|null|none|n/?a|#n/a|missing|-|\*|")
#: A comma inside a number: `0,125`.
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+(e[+-]?\d+)?", re.IGNORECASE)


def numbered_lines(text: str) -> list[tuple[int, str]]:
    """Return the lines that hold something, each with its number in the file from 1; any line ends will do."""
    lines = re.split(r"\r\n|\n|\r", text)
    return [(number, line) for number, line in enumerate(lines, start=1) if line.strip(' \t;,"\0')]


def separator_of(line: str) -> str | None:
    """Return what stands between the fields of a line: a tab, ``;``, ``,``, or None for white space."""
    for mark in ("\t", ";"):
        if mark in line:
            return mark
    words = line.split()
    if "," in line and not (len(words) > 1 and all("," not in w or _DECIMAL_COMMA.fullmatch(w) for w in words)):
        return ","
    return None


def separator_of_rows(line: str, wanted: int) -> str | None:
    """Return what stands between the fields of a row of numbers, from its first line.

    Parameters
    ----------
    line : str
        The first row.
    wanted : int
        Fields that the header promises; decides where tabs and spaces both occur.
    """
    likely = separator_of(line)
    right = [mark for mark in _BETWEEN if _row_like(fields(line, mark), wanted)]
    return likely if likely in right or not right else right[0]


def _row_like(row: list[str], wanted: int) -> bool:
    return len(without_empty_end(row, wanted)) == wanted and all(not math.isinf(number(field)) for field in row)


def fields(line: str, mark: str | None) -> list[str]:
    """Split a line at `mark`, or at white space; quotation marks are taken off."""
    if mark is None:
        return [field.strip('"') for field in line.split()]
    if '"' in line:
        return [field.strip() for row in csv.reader([line], delimiter=mark) for field in row]
    return [field.strip() for field in line.split(mark)]


def without_empty_end(row: list[str], wanted: int) -> list[str]:
    """Drop empty fields from the end, down to `wanted`: some programs add them."""
    last = len(row)
    while last > wanted and not row[last - 1]:
        last -= 1
    return row[:last]


def number(field: str) -> float:
    """Read a number: NaN where it is missing, however that is written, and infinity where it is no number.

    Examples
    --------
    >>> number("0,125"), number("1.5D-3"), number("-1.#IND00"), number("x")
    (0.125, 0.0015, nan, inf)
    """
    text = field.strip().lower()
    if "," in text:
        # Of two kinds of marks the last one is the decimal mark: 1.234,5 and 1,234.5.
        whole, _, rest = text.rpartition("," if text.rfind(",") > text.rfind(".") else ".")
        text = f"{whole.replace(',', '').replace('.', '')}.{rest}" if "." in text else text.replace(",", ".", 1)
    if _NUMBER.fullmatch(text := text.replace("d", "e")):
        value = float(text)
        return value if math.isfinite(value) else math.nan
    return math.nan if _MISSING.fullmatch(field.strip().lower()) else math.inf


def decimals(texts: Iterable[str]) -> int:
    """Return the most digits that follow a decimal mark in these numbers; a large count where one has an exponent."""
    most = 0
    for text in texts:
        if "e" in text.lower():
            return 99
        most = max(most, len(re.split(r"[.,]", text.strip())[-1]) if re.search(r"[.,]", text) else 0)
    return most
