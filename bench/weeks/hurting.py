"""What is answered where it hurts, and in a placement test."""

from __future__ import annotations

from bench.weeks.people import EVEN
from psoas.plan.ladder import Ladder, ladder_file
from psoas.plan.pain import Hurt, hurt_file, kinds
from psoas.plan.placement import Try, ends_at, next_try


def hurt_of(what: str) -> Hurt:
    """The answers after "It hurts": a warning sign ends the questions, of all else where and how strong is said."""
    kind = next(each for each in kinds() if what in (each.id, each.sign))
    return Hurt(kind) if kind.sign else Hurt(kind, hurt_file().places[0], 3)


def placed_at(ladder: Ladder, fit: float) -> tuple[tuple[str, ...], str]:
    """Rungs that a placement test goes through with somebody that fit (in rungs of their way), and where it ends."""
    tried: list[Try] = []
    rungs: list[str] = []
    while (rung := next_try(ladder, tried)) is not None:
        effort = min(10, max(1, round(EVEN + ladder.way.index(rung) - fit)))
        reps = ladder_file().placement_reps
        rungs.append(rung.id)
        tried.append(Try(reps, reps, effort, 0, form_kept=True))
    return tuple(rungs), ends_at(ladder, tried).id
