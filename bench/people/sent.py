"""Where the questions send somebody: through the same functions as the app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from bench.people.people import Made
from psoas.journal.answers import Entry, Profile, Screening
from psoas.plan.history import History
from psoas.plan.progression import decide
from psoas.plan.screening import Questionnaire, confirm, facts, outcome_text

_NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sent:
    """What becomes of one person.

    Attributes
    ----------
    screening : Screening
        Outcome and locks.
    taps : int
        Taps that the questions took: one a tick, and one a list to go on.
    asked : frozenset of str
        Facts that were ticked on the lists that were shown: nothing is asked after an emergency.
    rung : str
        First rung of the march; "" where it is not open today.
    later : str
        The same after a clinician said that exercise is fine.
    """

    made: Made
    screening: Screening
    taps: int
    asked: frozenset[str]
    rung: str
    later: str

    @property
    def closing(self) -> frozenset[str]:
        """Facts, among those ticked, that alone would keep the march closed until a clinician has had a look."""
        return frozenset(fact for fact in self.asked if closes(fact))


def closes(fact: str) -> bool:
    """Whether a fact alone closes the march at first."""
    found = facts()[fact]
    locks = {*found.locks, *outcome_text(found.outcome).locks}
    return bool(locks & {"everything", "strength", "march"})


def sent(made: Made) -> Sent:
    """Answer the questions as that person."""
    result, taps, asked = _answered(made.ticked)
    later = "" if result.outcome == "emergency" else _first_rung(confirm(result), made.age)
    return Sent(made, result, taps, asked, _first_rung(result, made.age), later)


@cache
def _answered(ticked: frozenset[str]) -> tuple[Screening, int, frozenset[str]]:
    way, taps = Questionnaire(), 0
    while (page := way.page) is not None:
        ticks = {fact.id for fact in page.facts} & ticked
        way, taps = way.answer(page, ticks), taps + len(ticks) + 1
    return way.result, taps, way.ticked


@cache
def _first_rung(screening: Screening, age: int) -> str:
    told = History(screenings=[Entry(_NOW, screening)], profiles=[Entry(_NOW, Profile(age=age))])
    decision = decide(told, _NOW)
    return decision.rung if decision.train else ""
