"""Which counted repetition is which true one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from psoas.body.skeleton import SIDES, Side

#: A counted peak belongs to a true one at most this far away, seconds, or half the true repetition if that is more.
TOLERANCE_S = 0.8


class Movement(Protocol):
    """A repetition, true or counted."""

    @property
    def side(self) -> Side: ...
    @property
    def start_s(self) -> float: ...
    @property
    def peak_s(self) -> float: ...
    @property
    def end_s(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Match:
    """Pairs are (index of the true, index of the counted one).

    Attributes
    ----------
    right : list
        Pairs of the same side.
    crossed : list
        Pairs of different sides: the repetition was given to the wrong leg.
    missed, invented : list
        Indices of those left over.
    """

    right: list[tuple[int, int]]
    crossed: list[tuple[int, int]]
    missed: list[int]
    invented: list[int]


def match(true: Sequence[Movement], counted: Sequence[Movement]) -> Match:
    """Pair repetitions one to one by the time of their peak, those of the same side first."""
    right: list[tuple[int, int]] = []
    for side in SIDES:
        mine = [i for i, rep in enumerate(true) if rep.side == side]
        theirs = [j for j, rep in enumerate(counted) if rep.side == side]
        right += _paired(true, counted, mine, theirs)
    over = [i for i in range(len(true)) if i not in {i for i, _ in right}]
    left = [j for j in range(len(counted)) if j not in {j for _, j in right}]
    crossed = _paired(true, counted, over, left)
    return Match(
        sorted(right),
        crossed,
        [i for i in over if i not in {i for i, _ in crossed}],
        [j for j in left if j not in {j for _, j in crossed}],
    )


def tolerance_s(rep: Movement) -> float:
    """How far a counted peak may be from that of a true repetition, seconds."""
    return max(TOLERANCE_S, (rep.end_s - rep.start_s) / 2)


def _paired(
    true: Sequence[Movement], counted: Sequence[Movement], mine: list[int], theirs: list[int]
) -> list[tuple[int, int]]:
    """As many pairs as possible, and among those the nearest ones; both lists are taken in the order of time."""
    mine = sorted(mine, key=lambda i: true[i].peak_s)
    theirs = sorted(theirs, key=lambda j: counted[j].peak_s)
    # best[a][b]: (pairs, minus the sum of distances) with the first a true and b counted ones.
    best = [[(0, 0.0)] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
    for a, i in enumerate(mine, start=1):
        for b, j in enumerate(theirs, start=1):
            apart = abs(true[i].peak_s - counted[j].peak_s)
            options = [best[a - 1][b], best[a][b - 1]]
            if apart <= tolerance_s(true[i]):
                pairs, near = best[a - 1][b - 1]
                options.append((pairs + 1, near - apart))
            best[a][b] = max(options)
    found: list[tuple[int, int]] = []
    a, b = len(mine), len(theirs)
    while a and b:
        if best[a][b] == best[a - 1][b]:
            a -= 1
        elif best[a][b] == best[a][b - 1]:
            b -= 1
        else:
            found.append((mine[a - 1], theirs[b - 1]))
            a, b = a - 1, b - 1
    return found[::-1]
