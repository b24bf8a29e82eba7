"""The questions before the first time: pages of facts, what comes of them, and when they are asked again.

Pure functions of what was ticked (programme/screening.toml). What was ticked is not kept: only outcome, locks and day.
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
#: At the least, also where midnight comes sooner.
EMERGENCY_HOLDS = timedelta(hours=8)


class Fact(Strict):
    """One thing to tick.

    Attributes
    ----------
    text, more : str
        In few words, and all that is meant.
    session : str
        How the same fact is offered after "it hurts"; "" where it cannot come up there.
    lasting : bool
        It never changes, so that whoever was seen for it has been.
    outcome : str
        What comes of it.
    locks : tuple of str
        What it closes or limits, beside what its outcome closes.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    text: Text
    more: Text
    session: str = ""
    lasting: bool = False
    outcome: Outcome = "go"
    locks: tuple[Lock, ...] = ()


class Page(Strict):
    """Some facts under one question, answered together."""

    id: str
    ask: Text
    facts: tuple[Fact, ...] = Field(min_length=1)


class OutcomeText(Strict):
    """What an outcome closes, and what is said about it; `help` heads its signs on the help page, "" for none."""

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
        What the country or group of countries is called within a sentence.
    emergency, urgent : str
        Number for an emergency, and of a line for what cannot wait; "" where there is none.
    regions : tuple of str
        Countries in which it is valid (ISO 3166, two letters).
    """

    country: str
    name: Text
    emergency: Text
    urgent: str = ""
    regions: tuple[str, ...] = ()


class Calling(Strict):
    """What is said about whom to call; see screening.toml."""

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
        So many reports within so many days, and the march rests until a clinician has had a look.
    eases : int
        For so many days after a report the leg moves less high; 0 where that does not help.
    say : str
        What the voice says in every set meanwhile; "" for nothing.
    rule : str
        The rule that speaks then (decisions.toml).
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
    """All of it (screening.toml).

    Attributes
    ----------
    ask_again_days : int
        How long the answers hold, days.
    opened_by_confirmation : tuple of str
        Locks that open when the person says that a clinician has seen them and said that exercise is fine; the others
        stay, for what they keep apart does not go away by being looked at.
    meaning, ticked, read_out : str
        What opens the whole of what is asked on a page, and what stands above what was ticked: to be looked at, and to
        be read out on the phone.
    not_kept : str
        That the ticks are forgotten.
    mistake, mistake_later : str
        What takes a tick back: while it is known which list it was on, and later.
    seen : str
        What the person says who was seen for an emergency.
    welcome, first, not_again : str
        What comes before the questions, why nothing starts before them, and why they are not asked again on the day of
        an emergency.
    hip_angles : str
        How far the march bends a hip, for whoever is asked to agree to it.
    unwritten : str
        What is said where the journal could not take down what came of the questions.
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
    """The way through the lists. It lives as long as the page that asks, and nothing of it is stored.

    Attributes
    ----------
    answered : frozenset of str
        Ids of the lists that were answered.
    ticked : frozenset of str
        Ids of the facts that were ticked on them.
    """

    answered: frozenset[str] = frozenset()
    ticked: frozenset[str] = frozenset()

    @property
    def page(self) -> Page | None:
        """The list to ask next; None when all are answered, or when something ticked needs help at once."""
        if self.result.outcome == "emergency":
            return None
        return next((page for page in questions().pages if page.id not in self.answered), None)

    @property
    def result(self) -> Screening:
        """Return the result of the ticks so far."""
        return judge(self.ticked)

    def answer(self, page: Page, ticks: Collection[str]) -> Questionnaire:
        """Where it goes on after a list was answered, for the first time or again."""
        of_page = {fact.id for fact in page.facts}
        return Questionnaire(self.answered | {page.id}, self.ticked - of_page | (of_page & set(ticks)))

    def taken_back(self) -> Questionnaire:
        """Where it goes on when what decided the result was ticked by mistake: with that list, once more."""
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
    """What comes of facts that turned up later, such as a new sign just before a session: never milder than before."""
    found = facts_of(ticked)
    if not found:
        return earlier
    after = _screening(found, earlier.locks)
    worst = max(after.outcome, earlier.outcome, key=_OUTCOMES.index)
    return Screening(worst, after.locks, confirmed=earlier.confirmed and after.outcome == "go")


def confirm(screening: Screening) -> Screening:
    """The same screening after the person said that a clinician has seen them and said that exercise is fine.

    An emergency cannot be ticked away: to have been seen for it opens no more than the questions, once more.
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
    """Country of `Profile.country` that a setting of language names: "" where it names none that is known.

    Parameters
    ----------
    languages : str
        As browsers send it ("de-AT,de;q=0.9,en-US;q=0.8") or as systems have it ("en_GB.UTF-8").
    """
    for tag in languages.replace("_", "-").replace(".", ",").split(","):
        region = tag.split(";")[0].strip().rpartition("-")[2].upper()
        for number in questions().numbers:
            if region in number.regions and "-" in tag:
                return number.country
    return ""


@dataclass(frozen=True, slots=True)
class HelpList:
    """Signs about which the same is to be done, and what that is."""

    heading: str
    facts: tuple[Fact, ...]


def help_lists() -> tuple[HelpList, ...]:
    """All signs by what is to be done about them, the most urgent first."""
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
    """Whether the questions have to be answered (again): first time, 12 weeks later, or after a stop symptom.

    A gap of more than 12 weeks is among them: the answers before it are older still. "Something has changed" needs no
    rule: whoever says so answers again, and the newest answers count.
    """
    entry = history.screening
    if entry is None or entry.at > now:
        return True
    # To have been seen by a clinician is no new answer: the weeks run on.
    answers = [each for each in history.screenings if not each.what.confirmed] or [entry]
    answered = max(reversed(answers), key=lambda each: each.id)
    if (now.date() - answered.day).days >= questions().ask_again_days:
        return True
    return any(each.stop_symptom and (each.sign_told_at or each.at) > entry.at for each in history.trainings)


def gate(history: History, now: datetime) -> Gate:
    """Return what blocks the day's programme.

    An emergency stays for the rest of the day and for some hours over midnight, or until the person says that they were
    seen for it; after that the questions come again instead of anything else. On that day they are not asked twice:
    another answer is no way round. What was told by a clock that was ahead of this one is as new as anything can be: an
    emergency stands, and any other answer is asked for again.
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
    if strangers := sorted(set(ticked) - set(known)):
        raise ValueError(f"Nothing called “{strangers[0]}” is asked before the first time.")
    return [fact for fact in known.values() if fact.id in set(ticked)]


def _screening(found: Collection[Fact], earlier: Collection[Lock]) -> Screening:
    outcomes: list[Outcome] = ["go", *(fact.outcome for fact in found)]
    by_outcome = {text.id: text.locks for text in questions().outcomes}
    locks = {lock for fact in found for lock in (*fact.locks, *by_outcome[fact.outcome])} | set(earlier)
    return Screening(max(outcomes, key=_OUTCOMES.index), tuple(lock for lock in _LOCKS if lock in locks))
