"""Counts of one clip against the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.accuracy.matching import Match, Movement, match
from bench.accuracy.truth import TrueRep
from psoas.body.skeleton import SIDES
from psoas.coach.turns import seem_alike


@dataclass(frozen=True, slots=True)
class Counting:
    """How one set was counted.

    Attributes
    ----------
    exact : bool
        As many counted as performed on both sides.
    faithful : bool
        Exact, and each counted one is one that was performed.
    doubted : bool
        psoas says that it may have mixed up the legs.
    true, counted : str
        Sides in their order.
    wrong_side, missed, invented : int
        Repetitions given to the other leg, not counted, counted but not performed.
    short_true, short_counted : int
        Too short ones performed, and those of them that were counted all the same.
    called_short : int
        Of the missed ones: seen, but taken for too short.
    peak_errors_s : list of float
        Counted minus true time of the peak, seconds.
    begin_errors_s, end_errors_s : list of float
        Counted minus true time at which the leg begins to move and is back at rest, seconds.
    """

    exact: bool
    faithful: bool
    doubted: bool
    true: str
    counted: str
    wrong_side: int
    missed: int
    invented: int
    short_true: int
    short_counted: int
    called_short: int
    peak_errors_s: list[float]
    begin_errors_s: list[float]
    end_errors_s: list[float]


def counting(true: Sequence[TrueRep], reps: Sequence[Movement], short: Sequence[Movement]) -> Counting:
    """Hold the counted repetitions against the true ones."""
    full = [rep for rep in true if not rep.short]
    stubs = [rep for rep in true if rep.short]
    found = match(full, reps)
    # What is left over may be a short one that should not have been counted, rather than nothing at all.
    left = [reps[j] for j in found.invented]
    taken = match(stubs, left)
    called_short = match([full[i] for i in found.missed], short)
    short_counted = len(taken.right) + len(taken.crossed)
    exact = all(sum(r.side == side for r in full) == sum(r.side == side for r in reps) for side in SIDES)
    return Counting(
        exact=exact,
        faithful=exact and not found.crossed and not found.missed and not found.invented,
        doubted=seem_alike([rep.side for rep in reps]),
        true="".join(rep.side[0].upper() for rep in full),
        counted="".join(rep.side[0].upper() for rep in reps),
        wrong_side=len(found.crossed),
        missed=len(found.missed),
        invented=len(left) - short_counted,
        short_true=len(stubs),
        short_counted=short_counted,
        called_short=len(called_short.right),
        peak_errors_s=[reps[j].peak_s - full[i].peak_s for i, j in found.right],
        begin_errors_s=[reps[j].start_s - full[i].start_s for i, j in found.right],
        end_errors_s=[reps[j].end_s - full[i].end_s for i, j in found.right],
    )


def all_pairs(true: Sequence[TrueRep], reps: Sequence[Movement], short: Sequence[Movement]) -> Match:
    """Pairs for judging form: counted ones with performed ones first, then whatever else fits, short ones too.

    Indices are into ``true`` and into ``[*reps, *short]``.
    """
    full = [i for i, rep in enumerate(true) if not rep.short]
    first = match([true[i] for i in full], reps)
    pairs = [(full[i], j) for i, j in first.right]
    every = [*reps, *short]
    over = [i for i in range(len(true)) if i not in {i for i, _ in pairs}]
    left = [j for j in range(len(every)) if j not in {j for _, j in pairs}]
    rest = match([true[i] for i in over], [every[j] for j in left])
    return Match(
        sorted(pairs + [(over[i], left[j]) for i, j in rest.right]),
        [(over[i], left[j]) for i, j in rest.crossed],
        [over[i] for i in rest.missed],
        [left[j] for j in rest.invented],
    )
