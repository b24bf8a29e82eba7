"""One person's days: psoas is opened, asked, followed and answered, all through what the app itself uses."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random

from bench.weeks.day import Day, March
from bench.weeks.desk import DeskLife
from bench.weeks.hurting import hurt_of, placed_at
from bench.weeks.people import Body, Happening, Person
from psoas.journal.answers import Answer, Asked, Choice, Feeling, Morning, StepDone, Told
from psoas.journal.store import Store
from psoas.plan import screening
from psoas.plan.cut import locks_of
from psoas.plan.due_questions import Ask
from psoas.plan.history import History, history_of
from psoas.plan.ladder import Decision, ladder_of, rank, rung_of
from psoas.plan.limits import taught
from psoas.plan.pain import after_hurt, reports_of
from psoas.plan.progression import placement_is_open
from psoas.plan.screening import Questionnaire
from psoas.plan.today import Today, TodayStep, today
from psoas.plan.walking import walk_plan
from psoas.programme.catalogue import Catalogue
from psoas.session.guided import Guided
from psoas.session.session import Session

#: A Monday.
BEGIN = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
#: Seconds that one repetition by hand takes.
REP_S = 5.0


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
        self._ticked, self._seen_after = person.ticked, person.seen_after
        self._to_come = list(person.happens)
        self._hurts = ""
        # Dice of its own: the rest of the life is the same with and without a desk.
        self._desk = DeskLife(person.desk, store, Random(f"{seed} {person.name} desk")) if person.desk else None

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
        if self._desk is not None and not self._person.is_away(number):
            self._sit_and_walk(self._desk, lived, rest)
        return lived

    def _sit_and_walk(self, desk: DeskLife, lived: Day, rest: int) -> None:
        midnight = datetime.combine(lived.day, time(), UTC)
        if lived.day.weekday() in desk.habits.days:
            lived.desk = desk.day(midnight)
        if lived.opened:
            at = midnight + timedelta(hours=18)
            lived.walks = desk.walk(walk_plan(self.history, at), rest, self._body.reacts(lived.number))
            if lived.walks.walk is not None:
                self._tell(lived, lived.walks.walk, at)

    def _open(self, lived: Day, at: datetime, rest: int) -> None:
        while self._to_come and self._to_come[0].day <= lived.number:
            self._happen(lived, self._to_come.pop(0), at)
            at += timedelta(minutes=1)
        if self._plan(at).gate == "screen":
            self._screen(lived, at)
        self._see_somebody(lived, at)
        at += timedelta(minutes=1)
        if self._person.is_ill(lived.number) and self._plan(at).gate == "open":
            self._tell(lived, Answer("ill", 1), at)
        for ask in self._plan(at).asks:
            self._answer(lived, ask, at, rest)
        at += timedelta(minutes=1)
        if lived.number in self._person.asks_easier:
            self._tell(lived, Choice("easier"), at)
        self._take_offers(lived, at)
        at += timedelta(minutes=1)
        lived.locks = locks_of(self.history)
        lived.way = tuple(rung.id for rung in ladder_of(self.history.profile, lived.locks).way)
        if self._person.places and not self.history.trainings and placement_is_open(self.history, at):
            self._be_placed(lived, at)
            at += timedelta(minutes=1)
        plan = self._plan(at)
        lived.gate, lived.decision, lived.steps, lived.minutes = plan.gate, plan.decision, plan.steps, plan.minutes()
        lived.chair = self.history.profile.chair
        for exercise in taught(self._catalogue, self.history, at).march:
            poses = (exercise.motion.start, exercise.motion.working, exercise.motion.holding) if exercise.motion else ()
            lived.hip_deg[exercise.level or 0] = max(pose.hip for pose in poses)
        if plan.gate == "open":
            self._follow(lived, plan, at, rest)

    def _plan(self, at: datetime) -> Today:
        return today(self.history, at, self._catalogue)

    def _tell(self, lived: Day, what: Told, at: datetime, session_id: int | None = None) -> None:
        self._store.tell(what, at=at, session_id=session_id)
        self._history = None
        lived.told.append(what)

    # -- before the march ---------------------------------------------------------------------------------------------

    def _happen(self, lived: Day, what: Happening, at: datetime) -> None:
        lived.events.append(what.what)
        self._seen_after = self._person.seen_after if what.seen_after is None else what.seen_after
        self._hurts = what.hurts or self._hurts
        if what.chair:
            self._tell(lived, replace(self.history.profile, chair=True), at)
        if what.ticked is not None:
            self._ticked = what.ticked
            self._screen(lived, at)

    def _screen(self, lived: Day, at: datetime) -> None:
        """Answer the lists, up to the first that needs help at once."""
        first, way = not self.history.screenings, Questionnaire()
        while (page := way.page) is not None:
            way = way.answer(page, self._ticked)
        self._tell(lived, way.result, at)
        for report in reports_of(way.ticked):
            self._tell(lived, report, at)
        if first:
            self._tell(lived, self._person.profile, at)

    def _be_placed(self, lived: Day, at: datetime) -> None:
        """The placement test, in place of the march."""
        ladder = ladder_of(self.history.profile, lived.locks)
        lived.tried, rung = placed_at(ladder, self._person.fit)
        self._tell(lived, Choice("placement", rung), at)

    def _see_somebody(self, lived: Day, at: datetime) -> None:
        """Where psoas wants a clinician's word, it is brought some days later."""
        plan = self._plan(at)
        told = self.history.screening
        waits = plan.decision.kind in ("pause", "locked")
        wanted = plan.gate == "clinician" or (plan.gate == "open" and waits)
        if not wanted or told is None:
            self._wanted_since = None
            return
        self._wanted_since = lived.number if self._wanted_since is None else self._wanted_since
        if lived.number - self._wanted_since >= self._seen_after:
            lived.events.append("A clinician has looked at it and says that exercise is fine.")
            self._tell(lived, screening.confirm(told.what), at)
            self._wanted_since = None

    def _answer(self, lived: Day, ask: Ask, at: datetime, rest: int) -> None:
        said = self._dice.random() < self._person.answers
        number = lived.number
        match ask.kind:
            case "morning":
                morning = Morning(rest, self._person.sore) if said else Morning(None)
                self._tell(lived, morning, at, ask.session_id)
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
        for second in range(1, math.ceil(guided.view.total_left_s) + 2):
            guided.tick(float(second))

    def _march(self, lived: Day, decision: Decision, at: datetime, rest: int) -> March:
        """The march, counted by hand: left and right in turns, and stopped where it gets too much."""
        rung, plan = rung_of(decision.rung), decision.plan
        place = sum(rank(lower) < rank(rung.id) for lower in lived.way)
        effort, more_pain = self._body.march(lived.number, place, plan.reps_per_side, small=decision.small)
        during = min(10, rest + more_pain)
        programme = taught(self._catalogue, self.history, at)
        session = Session(
            programme.level(rung.level), self._store, started_at=at, plan=plan, band=rung.band != "none",
            counting="hand", march=programme.march, rung=rung.id,
        )  # fmt: skip
        # Whom it hurts or who has nothing left does not finish the last set, the right leg first.
        short = 4 if during >= 6 else 2 if effort >= 9 else 0
        t, done = 0.0, []
        session.tap("start", t)
        if self._hurts:
            return self._stop(lived, session, rung.id, at, rest)
        for number in range(1, plan.sets + 1):
            reps = plan.reps_per_side - (short if number == plan.sets else 0)
            for _ in range(reps):
                session.tap("count-left", t := t + REP_S)
                session.tap("count-right", t := t + REP_S)
            done.append((reps, reps))
            if session.view.phase == "resting":
                for _ in range(math.ceil(plan.rest_s)):
                    session.tick(t := t + 1.0)
        if session.view.phase != "done":
            session.tap("stop", t)
        self._history = None
        feeling = Feeling(rest, during, effort, form_kept=effort < 9 and not short)
        self._tell(lived, feeling, at + timedelta(seconds=t + 30), session.view.session_id)
        return March(at, rung.id, tuple(done), feeling)

    def _stop(self, lived: Day, session: Session, rung: str, at: datetime, rest: int) -> March:
        """It hurts after three of each leg: the session ends, and what it was like is said."""
        t = 0.0
        for _ in range(3):
            session.tap("count-left", t := t + REP_S)
            session.tap("count-right", t := t + REP_S)
        session.tap("it-hurts", t)
        hurt, self._hurts = hurt_of(self._hurts), ""
        self._history = None
        after, told = at + timedelta(seconds=t + 30), self.history.screening
        feeling, closes = replace(hurt.feeling, before=rest), after_hurt(told.what if told else None, hurt)
        self._tell(lived, feeling, after, session.view.session_id)
        if closes is not None:
            self._tell(lived, closes, after)
        for report in hurt.reports:
            self._tell(lived, report, after)
        return March(at, rung, ((3, 3),), feeling)
