"""The work of each hip in one line, from what the journal keeps of the repetitions that a camera saw."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from psoas.analysis.load_words import verdict, work_line
from psoas.analysis.loads import difference
from psoas.body.skeleton import SIDES, Side
from psoas.journal.answers import Profile
from psoas.journal.records import RepRecord

NOTE = (
    "Work is a model estimate in joules (J), from your height and weight, your band and the angle of the hip that the "
    "camera saw, and a camera sees one leg better than the other. It has not measured your muscles."
)


def work_words(reps: Sequence[RepRecord]) -> str:
    """Work of lifting of these counted repetitions, ``"Left 31 J, right 28 J over 12 each: about the same."``.

    Empty where it was kept for none; how many were left out where it was kept for some.
    """
    works: dict[Side, list[float]] = {
        side: [rep.work_j for rep in reps if rep.side == side and rep.work_j is not None] for side in SIDES
    }
    known = {side: found for side, found in works.items() if found}
    if not known:
        return ""
    apart = difference(works["left"], works["right"])
    each = [fmean(found) if found else 0.0 for found in (works["left"], works["right"])]
    line = work_line({side: (sum(found), len(found)) for side, found in known.items()}, verdict(apart, *each))
    missing = sum(not rep.short and rep.work_j is None for rep in reps)
    left_out = f" {missing} of {missing + sum(map(len, works.values()))} were not seen well enough for this."
    return line + (left_out if missing else "")


def why_no_work(reps: Sequence[RepRecord], profile: Profile) -> str:
    """What would let psoas tell the work, where nothing but that is missing; empty otherwise."""
    seen = [rep for rep in reps if rep.counted_by == "camera" and not rep.short]
    told = profile.mass_kg is not None and profile.height_m is not None
    if not seen or told or any(rep.work_j is not None for rep in seen):
        return ""
    return "With your height and weight, psoas can also estimate how much work each hip does from now on."
