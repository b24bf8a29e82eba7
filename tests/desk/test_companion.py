"""The companion: looks in, prompts out, and the journal knows what was seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from at_the_desk import desk, signals_of
from psoas.desk.companion import Companion
from psoas.habit.events import News, Prompt
from psoas.habit.observation import Observation
from psoas.habit.policy import Policy
from psoas.journal.answers import DeskWishes
from psoas.journal.desk_log import DeskEvent
from psoas.journal.errors import JournalFullError
from psoas.journal.store import Store
from psoas.report.desk_day import as_csv, day_of, days_of
from psoas.report.desk_words import status, status_of


class Life:
    """A companion whose clock and computer follow a timeline."""

    def __init__(self, store: Store, start: str = "2026-03-02 09:00", computer: str = "laptop") -> None:
        self.store, self.desk, self.computer = store, desk(start), computer
        self.seen: Observation | None = None
        self.companion = self.start_again()

    def start_again(self) -> Companion:
        """As after a kill: nothing but the journal is left."""
        self.companion = Companion(self.store, self.computer, lambda: self._seen().at, lambda: self._seen().ticks_s)
        return self.companion

    def _seen(self) -> Observation:
        assert self.seen is not None
        return self.seen

    def live(self, *stretches: str) -> list[News]:
        events: list[News] = []
        for seen in self.desk.live(stretches):
            self.seen = seen
            signals = signals_of(seen)
            if seen.said:
                events += self.companion.say(seen.said, signals)
            events += self.companion.look(signals)
        return events

    @property
    def today(self):
        self.companion.close()
        return day_of(self.store, self._seen().at)


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "data")
    yield store
    store.close()


def prompts(events: Iterable[News]) -> list[str]:
    return [f"{event.at:%H:%M}" for event in events if isinstance(event, Prompt)]


def test_a_morning_at_the_desk_is_in_the_journal(store):
    life = Life(store)
    life.live("31m working", "5m hands off", "20m working", "10m locked", "5m working + microphone")
    today = life.today
    assert [(s.kind, round(s.seconds / 60)) for s in today.spans] == [
        ("sat", 31), ("away", 5), ("sat", 20), ("away", 10), ("sat", 5)
    ]  # fmt: skip
    assert (len(today.prompts), today.prompted, today.alone, today.breaks) == (1, 1, 1, 2)
    assert as_csv([today]).splitlines()[1] == "sat,2026-03-02T09:00:00+01:00,2026-03-02T09:31:00+01:00,31.0"


def test_what_the_person_wants_counts_from_the_next_half_minute(store):
    life = Life(store)
    life.live("25m working")
    store.tell(DeskWishes(every_min=60), datetime.now(UTC))
    assert prompts(life.live("36m working")) == ["10:00"]


def test_working_hours_are_kept(store):
    store.tell(DeskWishes(begin=time(14), end=time(16)), datetime.now(UTC))
    assert prompts(Life(store).live("2h working")) == []


def test_after_a_kill_it_goes_on_as_before(store):
    life = Life(store)
    events = life.live("20m working")
    life.start_again()
    assert prompts(events + life.live("11m working")) == ["09:30"]
    assert life.today.minutes("sat") == 31


def test_what_is_said_in_another_program_is_heard_once(store):
    life = Life(store)
    life.live("31m working")
    store.log_desk("laptop", events=[DeskEvent("said", life.seen.at, {"word": "done"})])
    store.log_desk("tower", events=[DeskEvent("said", life.seen.at, {"word": "skip"})])
    life.live("5m working")
    assert (life.today.prompted, life.companion.state.interval.skips) == (1, 0)
    assert not life.companion.asked_to_stop
    store.log_desk("laptop", events=[DeskEvent("said", life.seen.at, {"word": "stop"})])
    life.live("10s working")
    assert life.companion.asked_to_stop
    assert not life.start_again().asked_to_stop


def test_while_the_disk_is_full_it_goes_on_and_writes_all_of_it_later(store, monkeypatch):
    life = Life(store)
    life.live("5m working")
    with monkeypatch.context() as full:

        def refuse(*_: Any, **__: Any) -> None:
            raise JournalFullError("The disk is full.")

        full.setattr(Store, "log_desk", refuse)
        assert prompts(life.live("26m working", "5m hands off")) == ["09:30"]
        assert life.companion.trouble == "The disk is full."
    life.live("1m working")
    assert life.companion.trouble == ""
    today = life.today
    assert (today.minutes("sat"), today.minutes("away"), len(today.prompts), today.prompted) == (32, 5, 1, 1)


def test_memory_that_cannot_be_read_is_forgotten(store):
    life = Life(store)
    life.live("20m working")
    with store._engine.begin() as connection:
        connection.exec_driver_sql('UPDATE desk_memory SET what = \'{"state": {"phase": 7}}\'')
    life.start_again()
    assert prompts(life.live("29m working")) == []


def test_two_computers_never_count_a_minute_twice(store):
    laptop, tower = Life(store), Life(store, computer="tower")
    laptop.live("20m working", "20m hands off")
    tower.live("10m hands off", "20m working", "10m hands off")
    laptop.companion.close()
    today = tower.today
    assert (today.minutes("sat"), today.minutes("away")) == (30, 10)


def test_what_was_no_break_after_all_is_sat_and_not_counted_as_one(store):
    life = Life(store)
    life.live("20m working", "9m hands off", "1m working", "say was-sitting", "1m working")
    today = life.today
    assert (today.minutes("sat"), today.minutes("away"), today.breaks) == (31, 0, 0)


def test_days_begin_at_midnight(store):
    life = Life(store, "2026-03-02 23:50")
    life.live("20m working")
    life.companion.close()
    monday, tuesday = days_of(store, life.seen.at, 1)
    assert (monday.minutes("sat"), tuesday.minutes("sat")) == (10, 10)


def test_status_says_why_it_is_silent_and_since_when(store):
    life = Life(store)
    life.live("20m working", "5m working + microphone")
    assert status(life.companion.state, Policy()) == "Silent: your microphone has been in use since 09:20."
    life.live("1m working")
    assert "26 minutes without a break" in status(life.companion.state, Policy())
    life.live("5m working")
    assert "time to get up" in status(life.companion.state, Policy())
    life.live("say later", "30s working")
    assert "ask again in about 4 minutes" in status(life.companion.state, Policy())
    life.live("10m locked")
    assert status(life.companion.state, Policy()) == "You're having a break."


def test_status_of_one_that_is_not_running_says_when_it_last_looked(store):
    assert "isn't running" in status_of(None, Policy(), running=False)
    life = Life(store)
    life.live("20m working")
    memory = store.desk_memories()["laptop"]
    assert "last looked at 09:" in status_of(memory, Policy(), running=False)
    assert "without a break" in status_of(memory, Policy(), running=True)


def test_a_kill_at_any_of_a_hundred_moments_costs_and_invents_less_than_a_minute(store):
    for number in range(100):
        computer = f"computer {number}"
        life = Life(store, computer=computer)
        before = 20 + 3 * number
        life.live(f"{before}s working")
        life.start_again()
        life.live("2m working")
        life.companion.close()
        begin = life.seen.at - timedelta(days=1)
        spans = [span for span in store.desk_spans(begin, life.seen.at) if span.computer == computer]
        sat = sum(span.seconds for span in spans if span.kind == "sat")
        assert abs(sat - (before + 120)) < 60
