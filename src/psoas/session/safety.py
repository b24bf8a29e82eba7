"""What must be said to keep somebody safe: said first, whatever the disk does, and in the same words on every screen.

A screen shows `Verdict` before anything is written, and only then lets `write_down` try: a journal that is held by
another program, read-only, full or damaged costs the memory of it and never the warning.
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
        The one for where the person is; in words where that is not known.
    guessed : bool
        Whether the place was taken from the language of the computer.
    """

    number: EmergencyNumber
    guessed: bool

    @property
    def known(self) -> bool:
        """Whether there is a number to call."""
        return self.number.emergency.isdecimal()

    @property
    def say(self) -> str:
        """The call to call, in one line."""
        return questions().calling.call.format(number=self.number.emergency)

    @property
    def notes(self) -> tuple[str, ...]:
        """Where the number comes from, and those of other places, in sentences."""
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
    """What comes of answers, with all that is said about it.

    Attributes
    ----------
    screening : Screening
        What is told to the journal.
    ticked : tuple of Fact
        What was ticked: shown while the page lasts, and never stored.
    call : Call or None
        Whom to call; None where it can wait.
    """

    screening: Screening
    ticked: tuple[Fact, ...]
    call: Call | None

    @property
    def text(self) -> OutcomeText:
        """Title and sentence."""
        return outcome_text(self.screening.outcome)

    @property
    def urgent(self) -> bool:
        """Whether it cannot wait for a disk."""
        return self.screening.outcome in ("emergency", "today")

    @property
    def lines(self) -> tuple[str, ...]:
        """What was ticked, in sentences that can be read out."""
        return tuple(f"{fact.more}." for fact in self.ticked)

    @property
    def may_confirm(self) -> bool:
        """Whether all of it never changes, so that a clinician may have said yes to it before."""
        closed = self.screening.outcome in ("see-clinician", "soon")
        return closed and all(fact.lasting for fact in self.ticked if fact.outcome == self.screening.outcome)


def verdict(result: Screening, ticked: Iterable[Fact], country: str, languages: str) -> Verdict:
    """What is said of a screening.

    Parameters
    ----------
    country : str
        As the person told it (`Profile.country`); "" where they did not.
    languages : str
        What computer or browser are set to (see `psoas.plan.screening.country_of`).
    """
    found = Verdict(result, tuple(ticked), None)
    return replace(found, call=call(country, languages)) if found.urgent else found


def call(country: str, languages: str) -> Call:
    """Whom to call, by what was told of the country, else by the language of the computer."""
    guess = "" if country else country_of(languages)
    return Call(number_for(country or guess), guessed=bool(guess))


def signs_in_a_session() -> tuple[str, ...]:
    """The signs at which to stop at once and call, as they are said in a session."""
    return tuple(each.session for each in screening.facts().values() if each.session and each.outcome == "emergency")


def country_told(store: Store) -> str:
    """The country that was told; "" also where the journal cannot be read just now."""
    try:
        return profile_of(store).country
    except PsoasError:
        return ""


def as_far_as_readable(store: Store) -> History:
    """The history; an empty one where the journal cannot be read just now."""
    try:
        return history_of(store)
    except PsoasError:
        return History()


def write_down(store: Store, what: Collection[Told], at: datetime, session_id: int | None = None) -> str:
    """Write what was told, after it was said what it means; gives why it could not be written, "" where it was."""
    try:
        for each in what:
            store.tell(each, at, session_id)
    except PsoasError as problem:
        return str(problem)
    return ""
