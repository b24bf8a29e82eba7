"""Where a second opinion on a set disagrees with what was counted, and how to say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Literal

from psoas.coach.events import Rep
from psoas.coach.second_opinion.decoding import LikelyRep
from psoas.coach.turns import take_turns

DoubtReason = Literal["other-leg", "other-movement", "two", "same", "missing"]

MISCOUNTED_ID = "miscounted"
#: What may be wrong, of one repetition and of several.
_SAY: dict[DoubtReason, tuple[str, str]] = {
    "other-leg": ("repetition {} may have been the other leg", "repetitions {} may have been the other leg"),
    "other-movement": ("repetition {} may have been another movement", "repetitions {} may have been another movement"),
    "two": ("repetition {} may have been two", "repetitions {} may have been two each"),
    "same": ("repetition {} may belong to the one before", "repetitions {} may belong to the ones before them"),
    "missing": ("one may be missing after repetition {}", "one each may be missing after repetitions {}"),
}
_FIRST_MISSING = "one may be missing before repetition 1"
#: A leg that works twice with room for this many repetitions between was most likely not the only one that worked: in
#: the fitted half, legs that really worked twice left room for 1.9 at most.
_ROOM = 2.0
#: Name at most this many repetitions one by one.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Doubt:
    """One repetition on which the two opinions differ.

    Attributes
    ----------
    number : int
        Its number among those counted, from 1; the number after which one may be missing, 0 for before the first.
    reason : str
        What it may have been.
    """

    number: int
    reason: DoubtReason


def disagreements(counted: Iterable[Rep], opinion: Sequence[LikelyRep]) -> list[Doubt]:
    """Find where two opinions on a set differ. A set in which nothing was counted is not doubted.

    Parameters
    ----------
    counted : iterable of Rep
        All repetitions in order, full and short. What was called short is only asked for where one seems missing,
        since the second opinion does not tell how far is far enough.
    opinion : sequence of LikelyRep
        The second opinion.

    Returns
    -------
    list of Doubt
        In the order of the repetitions.

    Examples
    --------
    >>> rep = Rep("left", 1, 2.5, 5, 90, 90, 1, 1, 2, 0.9)
    >>> disagreements([rep], [LikelyRep("right", 1, 2.4, 5)])
    [Doubt(number=1, reason='other-leg')]
    """
    reps = list(counted)
    full = [rep for rep in reps if not rep.short]
    if not full:
        return []
    found: list[Doubt] = []
    before: list[LikelyRep] = []
    for number, rep in enumerate(full, start=1):
        there = [likely for likely in opinion if _meet(rep, likely)]
        same_leg = [likely for likely in there if likely.side == rep.side]
        if not there:
            found.append(Doubt(number, "other-movement"))
        elif not same_leg:
            found.append(Doubt(number, "other-leg"))
        elif len(same_leg) > 1:
            found.append(Doubt(number, "two"))
        elif same_leg == before:
            found.append(Doubt(number, "same"))
        before = same_leg
    # Around a set people get into place, and a leg that moves then is none of it.
    usual_s = median(rep.end_s - rep.start_s for rep in full)
    for likely in opinion:
        apart_s = min(max(rep.start_s - likely.end_s, likely.start_s - rep.end_s) for rep in full)
        if apart_s <= usual_s and not any(_meet(rep, likely) for rep in reps):
            found.append(Doubt(sum(rep.peak_s < likely.peak_s for rep in full), "missing"))
    if take_turns([rep.side for rep in full]):
        for number, (one, two) in enumerate(pairwise(full), start=1):
            if one.side == two.side and two.start_s - one.end_s >= _ROOM * usual_s:
                found.append(Doubt(number, "missing"))
    return sorted(set(found), key=lambda doubt: (doubt.number, doubt.reason))


def _meet(rep: Rep, likely: LikelyRep) -> bool:
    """Whether one is at its furthest while the other one lasts."""
    return rep.start_s <= likely.peak_s <= rep.end_s or likely.start_s <= rep.peak_s <= likely.end_s


def miscounted(doubts: Iterable[Doubt], *, mixed_up: bool = False) -> str:
    """Put the doubts of one set into a sentence; empty where there are none.

    Parameters
    ----------
    doubts : iterable of Doubt
        All of one set.
    mixed_up : bool
        Whether it is told already that the legs may be mixed up; then that is not said of single repetitions too.

    Examples
    --------
    >>> miscounted([Doubt(5, "other-leg")])
    'I may have miscounted: repetition 5 may have been the other leg.'
    >>> miscounted([Doubt(2, "other-leg"), Doubt(4, "missing"), Doubt(6, "other-leg")])
    'I may have miscounted: repetitions 2 and 6 may have been the other leg; one may be missing after repetition 4.'
    """
    order = list(_SAY)
    told = [doubt for doubt in doubts if not (mixed_up and doubt.reason == "other-leg")]
    alike = groupby(sorted(told, key=lambda doubt: order.index(doubt.reason)), key=lambda doubt: doubt.reason)
    said = "; ".join(_say(reason, sorted({doubt.number for doubt in group})) for reason, group in alike)
    return f"I may have miscounted: {said}." if said else ""


def _say(reason: DoubtReason, numbers: Sequence[int]) -> str:
    one, several = _SAY[reason]
    if numbers[0] == 0:
        return "; ".join([_FIRST_MISSING, *([_say(reason, numbers[1:])] if numbers[1:] else [])])
    if len(numbers) == 1:
        return one.format(numbers[0])
    named = [str(number) for number in numbers[:_NAMED]]
    if len(numbers) > _NAMED:
        return several.format(f"{', '.join(named)} and {len(numbers) - _NAMED} more")
    return several.format(f"{', '.join(named[:-1])} and {named[-1]}")
