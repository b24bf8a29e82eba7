"""Where a guided step was when the server stopped, as a line of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from psoas.session.guided import GuidedPosition

_WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d)\.([0-9a-f]{8})\.(easy|full)" + r"\.(\d{1,4})" * 4)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The day, the key that the step is saved under (`StepDone.led`) and the position within it."""

    day: date
    key: str
    mark: GuidedPosition

    def __str__(self) -> str:
        mark = self.mark
        numbers = (mark.at, round(mark.spent_s), round(mark.left_s), round(mark.right_s))
        return ".".join((self.day.isoformat(), self.key, "easy" if mark.easy else "full", *map(str, numbers)))


def read(text: str, today: date) -> Bookmark | None:
    """Read a bookmark; return None if it is unreadable or not from today."""
    found = _WRITTEN.fullmatch(text)
    if found is None or found[1] != today.isoformat():
        return None
    at, spent, left, right = (int(number) for number in found.group(4, 5, 6, 7))
    return Bookmark(today, found[2], GuidedPosition(found[3] == "easy", at, float(spent), float(left), float(right)))
