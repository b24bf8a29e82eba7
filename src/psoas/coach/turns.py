"""Whether the legs take turns, as they do in a march."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from psoas.body.skeleton import Side

#: Legs take turns if at least this share of the steps from one repetition to the next changes sides. Of 138 rendered
#: sets that were counted right and repeated legs at random, one had fewer, and that one had a run of `ALIKE`.
TURNS = 0.65
#: Fewer repetitions than this do not show that the legs take no turns.
TURNS_FROM = 6
#: This many repetitions of one leg in a row are more likely a mix-up of the legs than what the person did.
#: `bench.accuracy` prints how many wrong sets this finds and how many right ones it doubts.
ALIKE = 4
#: Below this share the legs are not compared: each repetition given to the wrong leg takes away two changes of side.
TURNS_TO_COMPARE = 0.8


def turn_share(sides: Sequence[object]) -> float:
    """Share of the steps between repetitions that change sides; 0 where there are no steps.

    Parameters
    ----------
    sides : sequence
        The side of each repetition, in order, or any two labels that stand for them.
    """
    return sum(one != two for one, two in pairwise(sides)) / (len(sides) - 1) if len(sides) > 1 else 0.0


def take_turns(sides: Sequence[object], *, least: float = TURNS) -> bool:
    """Whether the legs take turns; False where there are no steps.

    Parameters
    ----------
    sides : sequence
        As for `turn_share`.
    least : float
        Share of the steps that must change sides.
    """
    return turn_share(sides) >= least


def seem_alike(sides: Sequence[Side]) -> bool:
    """Whether the legs were most likely mixed up: one of them over and over, in a march that changes sides."""
    if len(sides) >= TURNS_FROM and not take_turns(sides):
        return True
    return any(len(list(run)) >= ALIKE for _, run in groupby(sides))


def too_alike_to_compare(sides: Sequence[Side]) -> bool:
    """Whether so many repetitions may be the other leg's that left against right would say nothing.

    Examples
    --------
    >>> too_alike_to_compare(["left", "right"] * 6), too_alike_to_compare(["left", "left", "right"] * 4)
    (False, True)
    """
    return seem_alike(sides) or (len(sides) >= TURNS_FROM and not take_turns(sides, least=TURNS_TO_COMPARE))
