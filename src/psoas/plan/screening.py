"""The screening questions: pages of facts, their outcomes, and when to ask again.

The functions are pure functions of the ticked facts (programme/screening.toml). Ticks are never stored, only the
outcome, the locks and the day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import get_args

from pydantic import Field

from psoas.journal.answers import Lock, Outcome, Screening
from psoas.plan.history import History
from psoas.plan.ladder import Gate
from psoas.programme.reading import packaged
from psoas.programme.strict import Strict, Text

_OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)  # mildest first
_LOCKS: tuple[Lock, ...] = get_args(Lock)
_CLINICIAN_FIRST: tuple[Outcome, ...] = ("see-clinician", "soon", "today")
#: Shortest time that an emergency blocks everything, even past midnight.
EMERGENCY_HOLDS = timedelta(hours=8)


class Fact(Strict):
    """One thing to tick.

    Attributes
    ----------
    text, more : str
        Short and full wording.
    session : str
        Wording after "it hurts", or "" if it cannot come up there.
    after : str
        Id of the fact of the same list whose tick brings it up; "" if it is asked of everybody.
    lasting : bool
        Whether it never changes, so that one look by a clinician is enough.
    outcome : str
        Outcome of ticking it.
    locks : tuple of str
        What it closes or limits, in addition to its outcome's locks.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    text: Text
    more: Text
    session: str = ""
    after: str = ""
    lasting: bool = False
    outcome: Outcome = "go"
    locks: tuple[Lock, ...] = ()


class Page(Strict):
    """Facts under one question, answered together.

    Attributes
    ----------
    facts : tuple of Fact
        Each follow-up stands right after the fact that brings it up.
    """

    id: str
    ask: Text
    facts: tuple[Fact, ...] = Field(min_length=1)

    @property
    def first(self) -> tuple[Fact, ...]:
        """Return what is asked of everybody."""
        return tuple(fact for fact in self.facts if not fact.after)

    def following(self, ticked: Collection[str]) -> tuple[Fact, ...]:
        """Return the follow-ups of what is ticked."""
        return tuple(fact for fact in self.facts if fact.after in ticked)


class OutcomeText(Strict):
    """An outcome's locks and texts; `help` is the heading of its signs on the help page, or ""."""

    id: Outcome
    title: Text
    say: Text
    help: str = ""
    locks: tuple[Lock, ...] = ()


class EmergencyNumber(Strict):
    """Whom to call in a country (see `Profile.country`).

    Attributes
    ----------
    name : str
        Name of the country or group of countries within a sentence.
    emergency, urgent : str
        Number for emergencies, and of the urgent-care line, "" if there is none.
    regions : tuple of str
        Countries in which it is valid (ISO 3166, two letters).
    """

    country: str
    name: Text
    emergency: Text
    urgent: str = ""
    regions: tuple[str, ...] = ()


class Calling(Strict):
    """Texts about whom to call; see screening.toml."""

    call: Text
    guessed: Text
    elsewhere: Text
    unknown: Text
    urgent: Text


class CountedSign(Strict):
    """A sign whose reports are counted.

    Attributes
    ----------
    sign : str
        Id of the fact, or of the kind of pain (hurt.toml).
    times, days : int
        Number of reports within a number of days from which the march rests until a clinician has had a look.
    eases : int
        Days after a report on which the leg is lifted less high; 0 if that does not help.
    say : str
        Reminder in every set meanwhile, or "".
    rule : str
        The rule that applies while the march rests (decisions.toml).
    """

    sign: str
    times: int = Field(ge=2)
    days: int = Field(ge=1)
    eases: int = Field(default=0, ge=0)
    say: str = ""
    rule: str


class LockText(Strict):
    """Why something is closed."""

    id: Lock
    why: Text


class Questions(Strict):
    """All questions and texts (screening.toml).

    Attributes
    ----------
    ask_again_days : int
        Validity of the answers, days.
    opened_by_confirmation : tuple of str
        Locks that open when the person confirms that a clinician has seen them and approved exercise. The others stay,
        because a look does not remove their cause.
    meaning, ticked, read_out : str
        Label that opens the full wording of a page; headings above the ticked facts, for reading and for reading out on
        the phone.
    not_kept : str
        Note that ticks are not stored.
    mistake, mistake_later : str
        Labels for taking a tick back: while its list is still known, and later.
    seen : str
        Confirmation of having been seen for an emergency.
    welcome, first, not_again : str
        Introduction; why nothing starts before the questions; why they are not repeated on the day of an emergency.
    hip_angles : str
        How far the march bends a hip, for those who must approve it.
    unwritten : str
        Message if the outcome could not be written to the journal.
    """

    ask_again_days: int
    not_sure: Text
    none: Text
    meaning: Text
    ticked: Text
    read_out: Text
    not_kept: Text
    mistake: Text
    mistake_later: Text
    opened_by_confirmation: tuple[Lock, ...]
    confirmation: Text
    seen: Text
    welcome: Text
    first: Text
    not_again: Text
    hip_angles: Text
    unwritten: Text
    calling: Calling
    counted: tuple[CountedSign, ...]
    outcomes: tuple[OutcomeText, ...]
    numbers: tuple[EmergencyNumber, ...]
    locks: tuple[LockText, ...]
    pages: tuple[Page, ...]


@cache
def questions() -> Questions:
    """Read all pages and texts."""
    return packaged(Questions, "screening.toml")


def facts() -> dict[str, Fact]:
    """Return id to fact, in the order of asking."""
    return {fact.id: fact for page in questions().pages for fact in page.facts}


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Progress through the lists; it lives only as long as the page that asks, and is never stored.

    Attributes
    ----------
    answered : frozenset of str
        Ids of the answered lists.
    ticked : frozenset of str
        Ids of the ticked facts.
    """

    answered: frozenset[str] = frozenset()
    ticked: frozenset[str] = frozenset()

    @property
    def page(self) -> Page | None:
        """Return the list to ask next; None if all are answered, or if a ticked fact needs help at once."""
        if self.result.outcome == "emergency":
            return None
        return next((page for page in questions().pages if page.id not in self.answered), None)

    @property
    def result(self) -> Screening:
        """Return the result of the ticks so far."""
        return judge(self.ticked)

    def answer(self, page: Page, ticks: Collection[str]) -> Questionnaire:
        """Record a list's answers, replacing earlier ones; a follow-up of something that is not ticked is dropped."""
        of_page = {fact.id for fact in page.facts}
        asked = {fact.id for fact in (*page.first, *page.following(ticks))}
        return Questionnaire(self.answered | {page.id}, self.ticked - of_page | (asked & set(ticks)))

    def taken_back(self) -> Questionnaire:
        """Take back the list that decided the result, to ask it again after a mistake."""
        worst = max(facts_of(self.ticked), key=lambda fact: _OUTCOMES.index(fact.outcome), default=None)
        if worst is None:
            return Questionnaire()
        page = next(page for page in questions().pages if worst in page.facts)
        return Questionnaire(self.answered - {page.id}, self.ticked - {fact.id for fact in page.facts})


def judge(ticked: Collection[str]) -> Screening:
    """Judge the ticked facts: the worst outcome wins, and the locks add up.

    Raises
    ------
    ValueError
        If an unknown fact was ticked; the message names it.
    """
    return _screening(facts_of(ticked), ())


def also(earlier: Screening, ticked: Collection[str]) -> Screening:
    """Add facts that turned up later, such as a new sign just before a session; the result is never milder."""
    found = facts_of(ticked)
    if not found:
        return earlier
    after = _screening(found, earlier.locks)
    worst = max(after.outcome, earlier.outcome, key=_OUTCOMES.index)
    return Screening(worst, after.locks, confirmed=earlier.confirmed and after.outcome == "go")


def confirm(screening: Screening) -> Screening:
    """Confirm a screening: a clinician has seen the person and approved exercise.

    For an emergency, having been seen only opens the questions again.
    """
    if screening.outcome == "emergency":
        return replace(screening, confirmed=True)
    opened = questions().opened_by_confirmation
    return Screening(screening.outcome, tuple(lock for lock in screening.locks if lock not in opened), confirmed=True)


def outcome_text(outcome: Outcome) -> OutcomeText:
    """Return the text of an outcome."""
    return next(text for text in questions().outcomes if text.id == outcome)


def number_for(country: str) -> EmergencyNumber:
    """Return whom to call in a country; if unknown, words instead of a number."""
    numbers = {number.country: number for number in questions().numbers}
    return numbers.get(country, numbers[""])


def country_of(languages: str) -> str:
    """Guess the country (as in `Profile.country`) from language settings; "" if they name no known one.

    Parameters
    ----------
    languages : str
        As browsers send it ("de-AT,de;q=0.9,en-US;q=0.8") or as systems store it ("en_GB.UTF-8").
    """
    for tag in languages.replace("_", "-").replace(".", ",").split(","):
        region = tag.split(";")[0].strip().rpartition("-")[2].upper()
        for number in questions().numbers:
            if region in number.regions and "-" in tag:
                return number.country
    return ""


@dataclass(frozen=True, slots=True)
class HelpList:
    """Signs that call for the same action, under a heading that names it."""

    heading: str
    facts: tuple[Fact, ...]


def help_lists() -> tuple[HelpList, ...]:
    """Group all signs by the action they call for, most urgent first."""
    lists = (
        HelpList(text.help, tuple(fact for fact in facts().values() if fact.outcome == text.id))
        for text in reversed(questions().outcomes)
        if text.help
    )
    return tuple(lists)


def why_closed(closed_by: Iterable[str], locks: Collection[Lock]) -> str:
    """Tell why something is closed, by the first of `locks` that closes it, or ""."""
    closing = set(closed_by) & set(locks)
    return next((text.why for text in questions().locks if text.id in closing), "")


def is_due(history: History, now: datetime) -> bool:
    """Tell whether the questions are due: the first time, after 12 weeks, or after a stop symptom.

    They are due, too, if an answer since then cannot be read: it may have been one that closes something.

    A long gap needs no rule of its own, because the answers before it are older still. Nor does "something has
    changed": people who say so answer again, and the latest answers count.
    """
    entry = history.screening
    if entry is None or entry.at > now or history.unread_id > (entry.id or 0):
        return True
    # A clinician's look is not a new answer, so the weeks keep counting.
    answers = [each for each in history.screenings if not each.what.confirmed] or [entry]
    answered = max(reversed(answers), key=lambda each: each.id)
    if (now.date() - answered.day).days >= questions().ask_again_days:
        return True
    return any(each.stop_symptom and (each.sign_told_at or each.at) > entry.at for each in history.trainings)


def gate(history: History, now: datetime) -> Gate:
    """Return what blocks the day's programme.

    An emergency lasts for the rest of the day, at least `EMERGENCY_HOLDS`, or until the person says that they were seen
    for it; then the questions come again before anything else. Until then they are not asked again, so that another
    answer is no way round it. If the latest answer lies in the future because a clock ran ahead, an emergency still
    holds, and any other answer is asked for again.
    """
    entry = history.screening
    if entry is not None and entry.what.outcome == "emergency":
        fresh = entry.day >= now.date() or now - entry.at < EMERGENCY_HOLDS
        return "emergency" if fresh and not entry.what.confirmed else "screen"
    if entry is None or is_due(history, now):
        return "screen"
    return "clinician" if entry.what.outcome in _CLINICIAN_FIRST and not entry.what.confirmed else "open"


def facts_of(ticked: Collection[str]) -> list[Fact]:
    """Return the facts with those ids, in the order of asking.

    Raises
    ------
    ValueError
        If an id is unknown; the message names it.
    """
    known = facts()
    if unknown := sorted(set(ticked) - set(known)):
        raise ValueError(f"Nothing called “{unknown[0]}” is asked before the first time.")
    return [fact for fact in known.values() if fact.id in set(ticked)]


def _screening(found: Collection[Fact], earlier: Collection[Lock]) -> Screening:
    outcomes: list[Outcome] = ["go", *(fact.outcome for fact in found)]
    by_outcome = {text.id: text.locks for text in questions().outcomes}
    locks = {lock for fact in found for lock in (*fact.locks, *by_outcome[fact.outcome])} | set(earlier)
    return Screening(max(outcomes, key=_OUTCOMES.index), tuple(lock for lock in _LOCKS if lock in locks))
