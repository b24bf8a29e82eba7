"""`truth.json` of a folder of real people: what a person read off each film by eye."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.accuracy.truth import Other, TrueRep, Truth
from psoas.body.skeleton import Side
from psoas.errors import PsoasError

FILE = "truth.json"
#: Strides that come faster than this, seconds from one to the next, are another exercise: high knees or running on the
#: spot. Nothing may be counted, and the person must hear why. (The taught tempo has 5.5 s.)
QUICK_S = 0.6
#: A repetition is taken to last half-way to its neighbours, but not longer than this to either side, seconds.
_HALF_S = 1.5
_SIDE: dict[str, Side] = {"L": "left", "R": "right"}
#: "LRLR", or "RL x9" for RL nine times; what follows after a comma is for people.
_ORDER = re.compile(r"([LR]*)(?:\s*x\s*(\d+))?")


class WrongTruth(PsoasError):  # noqa: N818 - reads as a sentence where raised
    """A `truth.json` cannot be understood; the message names the clip and the key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one clip shows.

    Attributes
    ----------
    level : int or None
        None where it shows another movement.
    order : str
        Sides of the full repetitions, the person's own, as "LRLR".
    peaks_s : tuple of float
        When each is at its furthest, seconds; empty where nobody read it off.
    kind : str
        As "real" or "looks real".
    """

    name: str
    level: int | None
    order: str
    peaks_s: tuple[float, ...]
    kind: str
    what: str

    def quick(self, duration_s: float) -> bool:
        """Whether these are strides too quick for the march."""
        if len(self.peaks_s) > 1:
            return (self.peaks_s[-1] - self.peaks_s[0]) / (len(self.peaks_s) - 1) < QUICK_S
        return len(self.order) > 1 and duration_s / len(self.order) < QUICK_S

    def truth(self, duration_s: float) -> Truth:
        """The same as the bench of rendered people has it."""
        if self.level is None or self.quick(duration_s):
            return Truth(None, "real", (), duration_s, (Other(self.what, 0.0, duration_s),))
        return Truth(self.level, "real", self._reps(duration_s), duration_s)

    def _reps(self, duration_s: float) -> tuple[TrueRep, ...]:
        sides = [_SIDE[letter] for letter in self.order]
        if not self.peaks_s:
            # Only their order is known: spread over the film, and each may have been at any time.
            step = duration_s / max(1, len(sides))
            middles = [(i + 0.5) * step for i in range(len(sides))]
            return tuple(TrueRep(s, m - duration_s, m, m + duration_s) for s, m in zip(sides, middles, strict=True))
        between = [(a + b) / 2 for a, b in pairwise(self.peaks_s)]
        return tuple(
            TrueRep(side, max(since, peak - _HALF_S), peak, min(until, peak + _HALF_S))
            for side, peak, since, until in zip(
                sides, self.peaks_s, [0.0, *between], [*between, duration_s], strict=True
            )
        )


def read_entries(folder: Path) -> list[Entry]:
    """Read the truth of a folder.

    Raises
    ------
    WrongTruth
        If there is none, or it cannot be understood.
    """
    path = folder / FILE
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WrongTruth(f"There is no {FILE} in {folder}. bench/README.md says what it holds.") from None
    except (OSError, ValueError) as error:
        raise WrongTruth(f"{path} could not be read ({error}).") from None
    if not isinstance(given, list) or not all(isinstance(one, dict) and one.get("name") for one in given):
        raise WrongTruth(f'{path} must be a list of clips, each with a "name".')
    return [_entry(path, one) for one in given]


def _entry(path: Path, given: dict[str, Any]) -> Entry:
    name = str(given["name"])
    level = str(given.get("level", "none"))
    if level not in ("none", *"123456"):
        raise WrongTruth(f'{path}, {name}: "level" must be "1" to "6", or "none", not "{level}".')
    order = str(given.get("order", "")).split(",")[0].strip()
    found = _ORDER.fullmatch(order)
    if found is None:
        raise WrongTruth(f'{path}, {name}: "order" must be the sides, such as "LRLR" or "RL x9", not "{order}".')
    sides = found[1] * int(found[2] or 1)
    try:
        peaks = tuple(float(peak) for peak in given.get("peaks_s", ()))
    except (TypeError, ValueError):
        raise WrongTruth(f'{path}, {name}: "peaks_s" must be a list of seconds.') from None
    if peaks and (len(peaks) != len(sides) or list(peaks) != sorted(peaks)):
        raise WrongTruth(
            f'{path}, {name}: "peaks_s" has {len(peaks)} times for {len(sides)} repetitions. Give one for each, in '
            "their order, or none."
        )
    return Entry(
        name, None if level == "none" else int(level), sides, peaks, str(given.get("kind", "real")), _what(given)
    )


def _what(given: dict[str, Any]) -> str:
    return str(given.get("what") or "another movement")
