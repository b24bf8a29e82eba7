"""Safety warnings, shown before anything is written and in the same words on every screen.

A screen shows a `Verdict` first and calls `write_down` afterwards. If the journal is locked, read-only, full or
damaged, the record may be lost but never the warning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from psoas.errors import PsoasError
from psoas.journal.answers import Screening, Told
from psoas.journal.store import Store
from psoas.plan import screening
from psoas.plan.history import History, history_of, profile_of
from psoas.plan.screening import EmergencyNumber, Fact, OutcomeText, country_of, number_for, outcome_text, questions


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to call.

    Attributes
    ----------
    number : EmergencyNumber
        The person's local number; words instead of a number if their country is unknown.
    guessed : bool
        Whether the country was guessed from the computer's language.
    """

    number: EmergencyNumber
    guessed: bool

    @property
    def known(self) -> bool:
        """Return whether there is a number to call."""
        return self.number.emergency.isdecimal()

    @property
    def say(self) -> str:
        """Return the line that says whom to call."""
        return questions().calling.call.format(number=self.number.emergency)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return sentences about where the number is from, and numbers elsewhere."""
        said = questions().calling
        others = ", ".join(
            f"{each.emergency} in {each.name}"
            for each in questions().numbers
            if each.emergency.isdecimal() and each != self.number
        )
        guess = (said.guessed.format(number=self.number.emergency, name=self.number.name),) if self.guessed else ()
        return (*guess, (said.elsewhere if self.known else said.unknown).format(others=others))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a screening, with everything to show about it.

    Attributes
    ----------
    screening : Screening
        The journal entry.
    ticked : tuple of Fact
        The ticked facts: shown while the page is open, never stored.
    call : Call or None
        Whom to call; None if it can wait.
    """

    screening: Screening
    ticked: tuple[Fact, ...]
    call: Call | None

    @property
    def text(self) -> OutcomeText:
        """Return the outcome's texts."""
        return outcome_text(self.screening.outcome)

    @property
    def urgent(self) -> bool:
        """Return whether it needs help today."""
        return self.screening.outcome in ("emergency", "today")

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the ticked facts as sentences to read out."""
        return tuple(f"{fact.more}." for fact in self.ticked)

    @property
    def may_confirm(self) -> bool:
        """Return whether the outcome rests on lasting facts only, so that a clinician may already have agreed."""
        closed = self.screening.outcome in ("see-clinician", "soon")
        return closed and all(fact.lasting for fact in self.ticked if fact.outcome == self.screening.outcome)


def verdict(result: Screening, ticked: Iterable[Fact], country: str, languages: str) -> Verdict:
    """Build the verdict on a screening.

    Parameters
    ----------
    country : str
        The person's country (`Profile.country`), or "".
    languages : str
        Language settings of the computer or browser (see `psoas.plan.screening.country_of`).
    """
    found = Verdict(result, tuple(ticked), None)
    return replace(found, call=call(country, languages)) if found.urgent else found


def call(country: str, languages: str) -> Call:
    """Find whom to call by the person's country, or else by the computer's language."""
    guess = "" if country else country_of(languages)
    return Call(number_for(country or guess), guessed=bool(guess))


def signs_in_a_session() -> tuple[str, ...]:
    """Return the signs that call for help at once, as worded in a session."""
    return tuple(each.session for each in screening.facts().values() if each.session and each.outcome == "emergency")


def country_told(store: Store) -> str:
    """Return the person's country; "" if unknown or if the journal cannot be read."""
    try:
        return profile_of(store).country
    except PsoasError:
        return ""


def as_far_as_readable(store: Store) -> History:
    """Return the history; an empty one if the journal cannot be read."""
    try:
        return history_of(store)
    except PsoasError:
        return History()


def write_down(store: Store, what: Collection[Told], at: datetime, session_id: int | None = None) -> str:
    """Write entries after the person has seen what they mean; return why that failed, or ""."""
    try:
        for each in what:
            store.tell(each, at, session_id)
    except PsoasError as problem:
        return str(problem)
    return ""
