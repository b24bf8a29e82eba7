"""The questions before the first time: pages of facts, what comes of them, and when they are asked again.

Pure functions of what was ticked (programme/screening.toml). What was ticked is not kept: only outcome, locks and day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import get_args

from pydantic import Field

from psoas.journal.person import Lock, Outcome, Screening
from psoas.plan.decision import Gate
from psoas.plan.history import History
from psoas.plan.hurt import Hurt, hurt_file
from psoas.programme.model import Strict, Text
from psoas.programme.reading import packaged

_OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)  # mildest first
_LOCKS: tuple[Lock, ...] = get_args(Lock)


class Fact(Strict):
    """One thing to tick: in few words, and all that is meant (`more`); `locks` are set beside those of its outcome."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    text: Text
    more: Text
    outcome: Outcome = "go"
    locks: tuple[Lock, ...] = ()


class Page(Strict):
    """Some facts under one question, answered together."""

    id: str
    ask: Text
    facts: tuple[Fact, ...] = Field(min_length=1)


class OutcomeText(Strict):
    """What an outcome closes, and what is said about it."""

    id: Outcome
    title: Text
    say: Text
    locks: tuple[Lock, ...] = ()


class Number(Strict):
    """Whom to call in a country (see `Profile.country`); `urgent` where there is a line for what cannot wait."""

    country: str
    emergency: Text
    urgent: str = ""


class LockText(Strict):
    """Why something is closed."""

    id: Lock
    why: Text


class Questions(Strict):
    """All of it (screening.toml).

    Attributes
    ----------
    ask_again_days : int
        How long the answers hold, days.
    opened_by_confirmation : tuple of str
        Locks that open when the person says that a clinician has seen them and said that exercise is fine; the others
        stay, for what they keep apart does not go away by being looked at.
    meaning, ticked : str
        What opens the whole of what is asked on a page, and what stands above what was ticked.
    seen : str
        What the person says who was seen for an emergency.
    welcome, first, not_again : str
        What comes before the questions, why nothing starts before them, and why they are not asked again on the day of
        an emergency.
    """

    ask_again_days: int
    not_sure: Text
    none: Text
    meaning: Text
    ticked: Text
    opened_by_confirmation: tuple[Lock, ...]
    confirmation: Text
    seen: Text
    welcome: Text
    first: Text
    not_again: Text
    outcomes: tuple[OutcomeText, ...]
    numbers: tuple[Number, ...]
    locks: tuple[LockText, ...]
    pages: tuple[Page, ...]


@cache
def questions() -> Questions:
    """All pages and texts."""
    return packaged(Questions, "screening.toml")


def facts() -> dict[str, Fact]:
    """Id to fact, in the order in which they are asked."""
    return {fact.id: fact for page in questions().pages for fact in page.facts}


def judge(ticked: Collection[str]) -> Screening:
    """What comes of what was ticked: the worst answer wins, and every lock is set that any answer sets.

    Raises
    ------
    ValueError
        If something was ticked that is not asked; it says what.
    """
    return _screening(facts_of(ticked), ())


def also(earlier: Screening, ticked: Collection[str]) -> Screening:
    """What comes of facts that turned up later, such as a new sign just before a session: never milder than before."""
    found = facts_of(ticked)
    if not found:
        return earlier
    after = _screening(found, earlier.locks)
    worst = max(after.outcome, earlier.outcome, key=_OUTCOMES.index)
    return Screening(worst, after.locks, confirmed=earlier.confirmed and after.outcome == "go")


def after_hurt(earlier: Screening | None, hurt: Hurt) -> Screening | None:
    """The screening to be told after "It hurts", never milder than before; None where none of its facts was named."""
    return also(earlier or Screening("go"), (hurt.kind.sign,)) if hurt.kind is not None and hurt.kind.sign else None


def confirm(screening: Screening) -> Screening:
    """The same screening after the person said that a clinician has seen them and said that exercise is fine.

    An emergency cannot be ticked away: to have been seen for it opens no more than the questions, once more.
    """
    if screening.outcome == "emergency":
        return replace(screening, confirmed=True)
    opened = questions().opened_by_confirmation
    return Screening(screening.outcome, tuple(lock for lock in screening.locks if lock not in opened), confirmed=True)


def next_page(done: int, ticked: Collection[str]) -> Page | None:
    """The page after the first `done` ones; None when all are done, or when something ticked needs help at once."""
    pages = questions().pages
    return pages[done] if done < len(pages) and judge(ticked).outcome != "emergency" else None


def outcome_text(outcome: Outcome) -> OutcomeText:
    """What is said about an outcome."""
    return next(text for text in questions().outcomes if text.id == outcome)


def number_for(country: str) -> Number:
    """Whom to call in a country; where it is not known, words instead of a number."""
    numbers = {number.country: number for number in questions().numbers}
    return numbers.get(country, numbers[""])


def why_closed(closed_by: Iterable[str], locks: Collection[Lock]) -> str:
    """Why something is closed, by the first of `locks` that closes it; "" where it is open."""
    closing = set(closed_by) & set(locks)
    return next((text.why for text in questions().locks if text.id in closing), "")


def is_due(history: History, now: datetime) -> bool:
    """Whether the questions have to be answered (again): first time, 12 weeks later, or after a stop symptom.

    A gap of more than 12 weeks is among them: the answers before it are older still. "Something has changed" needs no
    rule: whoever says so answers again, and the newest answers count.
    """
    entry = history.screening
    if entry is None or (now.date() - entry.day).days >= questions().ask_again_days:
        return True
    if any(training.stop_symptom and training.at >= entry.at for training in history.trainings):
        return True
    again = {kind.id for kind in hurt_file().kinds if kind.asks_again}
    return any(step.what.kind in again and step.at >= entry.at for step in history.steps)


def gate(history: History, now: datetime) -> Gate:
    """What stands before the day's programme.

    An emergency stays for the rest of the day, or until the person says that they were seen for it; after that the
    questions come again instead of anything else. On that day they are not asked twice: another answer is no way round.
    """
    entry = history.screening
    if entry is not None and entry.what.outcome == "emergency":
        return "emergency" if entry.day == now.date() and not entry.what.confirmed else "screen"
    if entry is None or is_due(history, now):
        return "screen"
    return "clinician" if entry.what.outcome in ("see-clinician", "soon") and not entry.what.confirmed else "open"


def facts_of(ticked: Collection[str]) -> list[Fact]:
    """Facts of those ids, in the order in which they are asked.

    Raises
    ------
    ValueError
        If one is not asked; it says which.
    """
    known = facts()
    if strangers := sorted(set(ticked) - set(known)):
        raise ValueError(f"Nothing called “{strangers[0]}” is asked before the first time.")
    return [fact for fact in known.values() if fact.id in set(ticked)]


def _screening(found: Collection[Fact], earlier: Collection[Lock]) -> Screening:
    outcomes: list[Outcome] = ["go", *(fact.outcome for fact in found)]
    by_outcome = {text.id: text.locks for text in questions().outcomes}
    locks = {lock for fact in found for lock in (*fact.locks, *by_outcome[fact.outcome])} | set(earlier)
    return Screening(max(outcomes, key=_OUTCOMES.index), tuple(lock for lock in _LOCKS if lock in locks))
