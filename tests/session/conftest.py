"""A session whose coach reports what the test writes down beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from passing import moments
from psoas.body.skeleton import Side, Skeleton
from psoas.coach.events import CoachState, Cue, Event, Rep
from psoas.coach.second_opinion.doubts import Doubt
from psoas.journal.errors import JournalFullError
from psoas.journal.records import SetPlan
from psoas.journal.store import Store
from psoas.programme.catalogue import load
from psoas.programme.model import Exercise
from psoas.session.messages import Counted, Message, Spoken
from psoas.session.session import Session

STARTED = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def rep(t: float, side: Side = "left", *, short: bool = False, faults: tuple[str, ...] = ()) -> Rep:
    """A repetition of 5 s that ends at `t`."""
    return Rep(side, t - 5, t - 3, t, 40.0, 50.0, 2.0, 1.0, 2.0, 0.9, faults, short)


def cue(t: float, say: str = "Keep the other leg still.") -> Cue:
    return Cue(t, "holding-leg-drifts", say)


class FakeCoach:
    """Reports the events prepared for it at the next skeleton, and `left_open` when it is finished."""

    def __init__(self) -> None:
        self.prepared: list[Event] = []
        self.left_open: list[Event] = []
        self.doubted: list[Doubt] = []
        self.seen: list[float] = []
        self.now = CoachState(0.0, {"left": 0.0, "right": 0.0}, None, 0.0, True)

    def update(self, skeleton: Skeleton, /) -> Sequence[Event]:
        self.seen.append(skeleton.t)
        events, self.prepared = self.prepared, []
        return events

    def finish(self) -> Sequence[Event]:
        return self.left_open

    def doubts(self) -> Sequence[Doubt]:
        return self.doubted


class Stage:
    """A session with its fake coaches, and short ways to play it.

    Up to each moment the time passes in steps that are no stall; `jump` leaves them out.
    """

    def __init__(self, exercise: Exercise, store: Store | None, plan: SetPlan, **more: Any) -> None:
        self.coaches: list[FakeCoach] = []
        self.messages: list[Message] = []
        self._t: float | None = None
        settings = {"started_at": STARTED, "band": True, "counting": "camera", **more}
        self.session = Session(exercise, store, plan=plan, coach=self.new_coach, **settings)

    def new_coach(self) -> FakeCoach:
        self.coaches.append(FakeCoach())
        return self.coaches[-1]

    @property
    def coach(self) -> FakeCoach:
        return self.coaches[-1]

    @property
    def view(self):
        return self.session.view

    def update(self, t: float, *events: Event) -> list[Message]:
        meanwhile = self._pass(t)
        if self.coaches:
            self.coach.prepared = list(events)
        return meanwhile + self._keep(self.session.update(Skeleton.nobody(t)))

    def tick(self, t: float) -> list[Message]:
        return self._pass(t) + self._keep(self.session.tick(t))

    def tap(self, action, t: float) -> list[Message]:
        return self._pass(t) + self._keep(self.session.tap(action, t))

    def jump(self, t: float) -> list[Message]:
        """Tick at `t` without any moment before it, as after a sleep."""
        self._t = t
        return self._keep(self.session.tick(t))

    def _pass(self, t: float) -> list[Message]:
        """Let time pass until just before `t`."""
        before, self._t = t if self._t is None else self._t, t if self._t is None else max(t, self._t)
        return [m for moment in moments(before, t) if moment < t for m in self._keep(self.session.tick(moment))]

    def run(self, start: float, end: float, step: float = 0.1) -> list[Message]:
        """Tick from `start` to `end` seconds."""
        steps = round((end - start) / step)
        return [m for i in range(1, steps + 1) for m in self.tick(start + i * step)]

    def working(self, t: float = 0.0) -> Stage:
        """Start, and let the countdown pass."""
        self.tap("start", t)
        if self.view.phase == "ready":
            self.tick(t + self.view.countdown_left_s)
        assert self.view.phase == "working"
        return self

    def _keep(self, messages: list[Message]) -> list[Message]:
        self.messages += messages
        return messages


def said(messages: Sequence[Message]) -> list[str]:
    return [m.say for m in messages if isinstance(m, Spoken)]


def counted(messages: Sequence[Message]) -> list[tuple[str, int]]:
    return [(m.side, m.count) for m in messages if isinstance(m, Counted)]


@pytest.fixture(scope="session")
def catalogue():
    return load()


@pytest.fixture(scope="session")
def lying_march(catalogue) -> Exercise:
    """Level 3 without its self-checks, which have tests of their own: tempo 2 s out, 1 s hold, 2.5 s back."""
    return catalogue.by_id("banded-lying-march").model_copy(update={"self_checks": ()})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


@pytest.fixture
def stage(lying_march: Exercise, store: Store) -> Callable[..., Stage]:
    """Make a stage: two sets of two repetitions a leg and a minute's rest unless told otherwise."""

    def make(plan: SetPlan | None = None, *, exercise=lying_march, store: Store | None = store, **more: Any) -> Stage:
        return Stage(exercise, store, plan or SetPlan(2, 2, 60), **more)

    return make


@pytest.fixture
def full(store, monkeypatch):
    """A switch: ``full(True)`` fills the disk, ``full(False)`` makes room."""
    state = {"full": False}
    transaction = store._transaction

    def checked(**more):
        if state["full"]:
            raise JournalFullError("The disk is full.")
        return transaction(**more)

    monkeypatch.setattr(store, "_transaction", checked)
    return lambda value: state.update(full=value)
