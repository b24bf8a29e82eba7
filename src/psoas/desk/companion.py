"""The companion's memory: looks go in, what follows comes out, and the journal knows what was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, get_args

from psoas.habit import events as habit
from psoas.habit.memory import recalled, remembered
from psoas.habit.observation import Observation, Said
from psoas.habit.policy import Policy
from psoas.habit.signals import Signals
from psoas.habit.sitting import update
from psoas.habit.spells import Spell
from psoas.journal.answers import Profile
from psoas.journal.desk_log import DeskEvent, DeskMemory, DeskSpan
from psoas.journal.errors import JournalError, JournalTooNewError
from psoas.journal.store import Store
from psoas.plan.desk_policy import policy_of

#: While something goes on, the journal hears of it this often, seconds: so much is lost when the power fails.
KEEP_S = 30.0
#: While nobody is there, nothing can be lost, and the disk may sleep.
KEEP_AWAY_S = 600.0
#: What the person wants is read again this often, seconds, because another program may have changed it.
POLICY_S = 30.0

#: Said through the journal, it ends the companion.
STOP = "stop"

_NAMES: Mapping[type[Any], str] = {
    habit.Hint: "hint",
    habit.Prompt: "prompt",
    habit.Withdrawn: "withdrawn",
    habit.LetGo: "let-go",
    habit.SilentSince: "silent",
    habit.Break: "break",
    habit.Corrected: "corrected",
}


class Companion:
    """Take looks at the computer into account, and write them down.

    Parameters
    ----------
    store : Store
        The journal; it may fail, and what could not be written is written with the next look.
    computer : str
        The name of this computer in the journal.
    now : callable
        The date and time in the person's time zone.
    ticks : callable
        Seconds on a clock that nobody can set.

    Attributes
    ----------
    state : DeskState
        What is known.
    policy : Policy
        What the person wants.
    trouble : str
        Why the journal could not be written, or "".
    asked_to_stop : bool
        Whether the person said "stop" elsewhere.
    """

    def __init__(self, store: Store, computer: str, now: Callable[[], datetime], ticks: Callable[[], float]) -> None:
        self._store, self._computer, self._now, self._ticks = store, computer, now, ticks
        self.trouble = ""
        self._unwritten: list[habit.News] = []
        self._written_s = self._policy_s = -1e9
        before = store.desk_memories().get(computer)
        self.state = recalled(before.what if before else None)
        self.asked_to_stop = self._outdated = False
        self._heard = store.last_desk_event()  # what was said before now was said to nobody
        self.policy = Policy()

    @property
    def somebody_is_there(self) -> bool:
        """Whether somebody seems to be at the computer."""
        return self.state.spell is not None and self.state.spell.kind != "away"

    def look(self, signals: Signals) -> tuple[habit.News, ...]:
        """Take one look, and hear what the person has said elsewhere.

        Parameters
        ----------
        signals : Signals
            What the computer can tell now.

        Raises
        ------
        JournalTooNewError
            If a newer psoas has upgraded the journal meanwhile; nothing more is written then.
        """
        self._read_policy()
        out = [*self._see(signals), *(event for word in self._listen() for event in self._see(signals, word))]
        self._keep(out)
        return tuple(out)

    def say(self, word: Said, signals: Signals) -> tuple[habit.News, ...]:
        """Hear what the person says now."""
        out = self._see(signals, word)
        self._keep(out)
        return out

    def close(self) -> None:
        """Write what is not written yet."""
        if not self._outdated:
            self._write(self._ticks())

    def _see(self, signals: Signals, said: Said | None = None) -> tuple[habit.News, ...]:
        seen = Observation(self._now(), self._ticks(), said=said, **asdict(signals))
        self.state, events = update(self.state, seen, self.policy)
        return events

    def _read_policy(self) -> None:
        if self._ticks() - self._policy_s < POLICY_S:
            return
        try:
            self._store.check_version()
            self.policy = policy_of(self._store.desk_wishes(), self._store.latest(Profile) or Profile())
            self._policy_s = self._ticks()
        except JournalTooNewError:
            self._outdated = True
            raise
        except JournalError as error:
            self.trouble = str(error)

    def _listen(self) -> list[Said]:
        try:
            said = self._store.said_at_desk(self._computer, self._heard)
        except JournalError as error:
            self.trouble = str(error)
            return []
        self._heard = max((self._heard, *(event.id or 0 for event in said)))
        words = [str(event.what.get("word")) for event in said]
        self.asked_to_stop = self.asked_to_stop or STOP in words
        known: tuple[Said, ...] = get_args(Said)
        return [word for each in words for word in known if word == each]

    def _keep(self, events: Iterable[habit.News]) -> None:
        self._unwritten += events
        ticks = self._ticks()
        if self._unwritten or ticks - self._written_s >= (KEEP_S if self.somebody_is_there else KEEP_AWAY_S):
            self._write(ticks)

    def _write(self, ticks: float) -> None:
        if self.state.at is None:
            return
        ended = [event for event in self._unwritten if isinstance(event, Spell)]
        corrected = [
            DeskSpan("sat", event.begin, event.end) for event in self._unwritten if isinstance(event, habit.Corrected)
        ]
        going_on = [self.state.spell] if self.state.spell is not None and self.state.spell.seconds > 0 else []
        memory = DeskMemory(self.state.at, remembered(self.state))
        try:
            self._store.log_desk(
                self._computer,
                spans=[*(DeskSpan(s.kind, s.begin, s.end) for s in (*ended, *going_on)), *corrected],
                events=[logged(event) for event in self._unwritten if not isinstance(event, Spell)],
                memory=memory,
            )
        except JournalError as error:
            self.trouble = str(error)
            return
        self.trouble, self._unwritten, self._written_s = "", [], ticks


def logged(event: habit.News) -> DeskEvent:
    """Return an event as the journal keeps it."""
    what = {
        key: value.isoformat() if isinstance(value, datetime) else value
        for key, value in asdict(event).items()
        if key not in ("at", "begin")
    }
    return DeskEvent(_NAMES[type(event)], event.begin if hasattr(event, "begin") else event.at, what)
