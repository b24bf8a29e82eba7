"""One person's days: psoas is opened, asked, followed and answered, all through what the app itself uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from bench.weeks.people import Body, Person
from psoas.journal.person import Answer, Asked, Choice, Feeling, Lock, Morning, StepDone, Told
from psoas.journal.store import Store
from psoas.plan import screening
from psoas.plan.asks import Ask
from psoas.plan.decision import Decision, Gate
from psoas.plan.history import History, history_of
from psoas.plan.ladder import ladder_of, rank, rung_of
from psoas.plan.progression import locks_of
from psoas.plan.today import Today, TodayStep, today
from psoas.programme.catalogue import Catalogue
from psoas.session.engine import Session
from psoas.session.guided import Guided

#: A Monday.
BEGIN = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
#: Seconds that one repetition by hand takes.
REP_S = 5.0


@dataclass(frozen=True, slots=True)
class March:
    """A march as it was done: repetitions (left, right) of each set, and how it felt."""

    at: datetime
    rung: str
    sets: tuple[tuple[int, int], ...]
    feeling: Feeling


@dataclass(slots=True)
class Day:
    """What happened on one day.

    Attributes
    ----------
    opened : bool
        Whether psoas was opened at all; if not, nothing else is there.
    gate, locks, way : str, tuple, tuple
        Of the moment at which the plan was followed; `way` has the ids of the person's rungs, easiest first.
    decision : Decision or None
        About the march, at that moment.
    steps : tuple of TodayStep
        What the plan showed.
    minutes : float
        Time that it asked for.
    told : list of Told
        What was answered and chosen, in order.
    did : list of (TodayStep, str)
        Steps that were done or left out, with how they ended.
    events : list of str
        What else happened, in words.
    """

    day: date
    number: int
    opened: bool = False
    gate: Gate = "open"
    locks: tuple[Lock, ...] = ()
    way: tuple[str, ...] = ()
    decision: Decision | None = None
    steps: tuple[TodayStep, ...] = ()
    minutes: float = 0.0
    told: list[Told] = field(default_factory=list)
    did: list[tuple[TodayStep, str]] = field(default_factory=list)
    march: March | None = None
    events: list[str] = field(default_factory=list)


class Life:
    """A person with their journal.

    Parameters
    ----------
    store : Store
        An empty journal.
    seed : int
        The same seed gives the same life.
    """

    def __init__(self, person: Person, store: Store, catalogue: Catalogue, seed: int) -> None:
        self._person, self._store, self._catalogue = person, store, catalogue
        self._dice = Random(f"{seed} {person.name}")
        self._body = Body(person, self._dice)
        self._history: History | None = None
        self._wanted_since: int | None = None

    def live(self, days: int) -> Iterator[Day]:
        """Day after day."""
        for number in range(days):
            yield self._day(number)

    @property
    def history(self) -> History:
        """What the plan reads of the journal."""
        if self._history is None:
            self._history = history_of(self._store)
        return self._history

    # -- a day --------------------------------------------------------------------------------------------------------

    def _day(self, number: int) -> Day:
        at = BEGIN + timedelta(days=number)
        lived = Day(at.date(), number)
        self._body.settle()
        rest = self._body.at_rest(number)
        opens = self._dice.random() < self._person.opens
        if (opens or number == 0) and not self._person.is_away(number):
            lived.opened = True
            self._open(lived, at, rest)
        return lived

    def _open(self, lived: Day, at: datetime, rest: int) -> None:
        if self._plan(at).gate == "screen":
            self._screen(lived, at)
        self._see_somebody(lived, at)
        at += timedelta(minutes=1)
        for ask in self._plan(at).asks:
            self._answer(lived, ask, at, rest)
        at += timedelta(minutes=1)
        if lived.number in self._person.asks_easier:
            self._tell(lived, Choice("easier"), at)
        self._take_offers(lived, at)
        at += timedelta(minutes=1)
        plan = self._plan(at)
        lived.gate, lived.decision, lived.steps, lived.minutes = plan.gate, plan.decision, plan.steps, plan.minutes()
        lived.locks = locks_of(self.history)
        lived.way = tuple(rung.id for rung in ladder_of(self.history.profile, lived.locks).way)
        if plan.gate == "open":
            self._follow(lived, plan, at, rest)

    def _plan(self, at: datetime) -> Today:
        return today(self.history, at, self._catalogue)

    def _tell(self, lived: Day, what: Told, at: datetime, session_id: int | None = None) -> None:
        self._store.tell(what, at=at, session_id=session_id)
        self._history = None
        lived.told.append(what)

    # -- before the march ---------------------------------------------------------------------------------------------

    def _screen(self, lived: Day, at: datetime) -> None:
        first = not self.history.screenings
        self._tell(lived, screening.judge(self._person.ticked), at)
        if first:
            self._tell(lived, self._person.profile, at)

    def _see_somebody(self, lived: Day, at: datetime) -> None:
        """Where psoas wants a clinician's word, it is brought some days later."""
        plan = self._plan(at)
        told = self.history.screening
        wanted = plan.gate == "clinician" or (plan.gate == "open" and plan.decision.kind == "pause")
        if not wanted or told is None:
            self._wanted_since = None
            return
        self._wanted_since = lived.number if self._wanted_since is None else self._wanted_since
        if lived.number - self._wanted_since >= self._person.seen_after:
            lived.events.append("A clinician has looked at it and says that exercise is fine.")
            self._tell(lived, screening.confirm(told.what), at)
            self._wanted_since = None

    def _answer(self, lived: Day, ask: Ask, at: datetime, rest: int) -> None:
        said = self._dice.random() < self._person.answers
        number = lived.number
        match ask.kind:
            case "morning":
                self._tell(lived, Morning(rest if said else None), at, ask.session_id)
            case "before-session":
                self._tell(lived, Answer("pain-now", rest), at)
            case "activities":
                for item in self._person.profile.activities:
                    self._tell(lived, Answer("activity", min(10, 5 + number // 40) if said else None, item), at)
            case "pain-week" | "sitting-share" | "overall":
                value = {"pain-week": rest, "sitting-share": max(40, 80 - 5 * (number // 21)), "overall": 3}[ask.kind]
                asked: Asked = ask.kind
                self._tell(lived, Answer(asked, value if said else None), at)

    def _take_offers(self, lived: Day, at: datetime) -> None:
        """The next rung after a very easy first time is taken; heavier bands of the same level are not."""
        decision = self._plan(at).decision
        if decision.train and decision.kind == "hold" and decision.offer:
            self._tell(lived, Choice("try", decision.offer), at)

    # -- the four steps -----------------------------------------------------------------------------------------------

    def _follow(self, lived: Day, plan: Today, at: datetime, rest: int) -> None:
        for step in plan.steps:
            if step.state != "due" or step.locked:
                continue
            if step.step == "strengthen":
                if self._dice.random() < self._person.marches:
                    lived.march = self._march(lived, plan.decision, at, rest)
                    lived.did.append((step, "done"))
            elif self._dice.random() < 0.8:
                self._lead(lived, step, at)
            at += timedelta(minutes=step.minutes + 1)

    def _lead(self, lived: Day, step: TodayStep, at: datetime) -> None:
        """A step that the voice leads, from its beginning to its end."""

        def tell(how: StepDone) -> None:
            self._tell(lived, how, at)
            lived.did.append((step, how.state))

        guided = Guided(self._catalogue.by_id(step.exercise_id), tell)
        guided.tap("start", 0.0)
        if step.easier:
            guided.tap("too-hard", 0.0)
        guided.tick(guided.view.total_left_s + 1.0)

    def _march(self, lived: Day, decision: Decision, at: datetime, rest: int) -> March:
        """The march, counted by hand: left and right in turns, and stopped where it gets too much."""
        rung, plan = rung_of(decision.rung), decision.plan
        place = sum(rank(lower) < rank(rung.id) for lower in lived.way)
        effort, more_pain = self._body.march(lived.number, place, plan.reps_per_side, small=decision.small)
        during = min(10, rest + more_pain)
        session = Session(
            self._catalogue.level(rung.level), self._store, started_at=at, plan=plan, band=rung.band != "none",
            counting="hand", march=self._catalogue.march, rung=rung.id,
        )  # fmt: skip
        # Whom it hurts or who has nothing left does not finish the last set, the right leg first.
        short = 4 if during >= 6 else 2 if effort >= 9 else 0
        t, done = 0.0, []
        session.tap("start", t)
        for number in range(1, plan.sets + 1):
            reps = plan.reps_per_side - (short if number == plan.sets else 0)
            for _ in range(reps):
                session.tap("count-left", t := t + REP_S)
                session.tap("count-right", t := t + REP_S)
            done.append((reps, reps))
            if session.view.phase == "resting":
                session.tick(t := t + plan.rest_s)
        if session.view.phase != "done":
            session.tap("stop", t)
        self._history = None
        feeling = Feeling(rest, during, effort, form_kept=effort < 9 and not short)
        self._tell(lived, feeling, at + timedelta(seconds=t + 30), session.view.session_id)
        return March(at, rung.id, tuple(done), feeling)
