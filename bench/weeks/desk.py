"""A made-up person's working days in front of a computer, through the rules of the desk companion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from psoas.desk.companion import logged
from psoas.habit.events import Break, LetGo, News, Prompt
from psoas.habit.memory import recalled, remembered
from psoas.habit.observation import Observation, Said
from psoas.habit.policy import Policy
from psoas.habit.sitting import update
from psoas.habit.spells import Spell
from psoas.habit.walking import Target
from psoas.journal.answers import Walk
from psoas.journal.desk_log import DeskSpan
from psoas.journal.store import Store
from psoas.plan.walking import WalkPlan

#: Between two looks, seconds. The companion looks more often; the rules take up to a minute.
LOOK_S = 30
_BEGIN, _END = timedelta(hours=9), timedelta(hours=17, minutes=30)
_MIDDAY, _LUNCH = timedelta(hours=12, minutes=15), timedelta(minutes=35)
#: Chances a look, of getting up by oneself and of a call; how long these last, minutes.
_ALONE, _CALLED = 1 / 150, 1 / 300
_BREAK_MIN, _CALL_MIN = (3, 8), (5, 50)


@dataclass(frozen=True, slots=True)
class Habits:
    """What somebody does at the desk.

    Attributes
    ----------
    days : tuple of int
        Working days, 0 being Monday.
    takes : float
        Share of the prompts on which they get up at once; the others are put off, skipped or not answered.
    walks : float
        Share of the days with a walk left on which they walk.
    """

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    takes: float = 0.7
    walks: float = 0.8


@dataclass(slots=True)
class DeskDay:
    """What became of one day at the desk; `keys_s` is how long the person really was at the keys, seconds."""

    prompts: list[Prompt] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    missed: list[LetGo] = field(default_factory=list)
    sat_s: float = 0.0
    keys_s: float = 0.0
    extra_min: int = 0


@dataclass(frozen=True, slots=True)
class WalkDay:
    """What the walking plan asked on a day, and the walk that was told, if one was."""

    target: Target
    rule: str
    paused: bool
    walk: Walk | None = None
    before: int = 0


class DeskLife:
    """Lives the working days. The companion is started anew each morning and knows what it remembered."""

    def __init__(self, habits: Habits, store: Store, dice: Random) -> None:
        self.habits, self._store, self._dice = habits, store, dice
        self._memory: dict[str, object] | None = None

    def day(self, midnight: datetime) -> DeskDay:
        """Sit through a day, and write it into the journal."""
        lived, all_news = DeskDay(), list[News]()
        state = recalled(self._memory)
        for look, follows in self._through(midnight, lived):
            state, news = update(state, look, Policy())
            follows.extend(news)
            all_news.extend(news)
        self._memory = remembered(state)
        lived.extra_min = state.interval.extra_min
        lived.prompts = [each for each in all_news if isinstance(each, Prompt)]
        lived.breaks = [each for each in all_news if isinstance(each, Break)]
        lived.missed = [each for each in all_news if isinstance(each, LetGo)]
        ended = [each for each in all_news if isinstance(each, Spell) and each.begin >= midnight]
        spells = [*ended, *([state.spell] if state.spell else [])]
        lived.sat_s = sum(each.seconds for each in spells if each.kind == "sat")
        self._store.log_desk(
            "desk",
            spans=[DeskSpan(each.kind, each.begin, each.end) for each in spells],
            events=[logged(each) for each in all_news if not isinstance(each, Spell)],
        )
        return lived

    def _through(self, midnight: datetime, lived: DeskDay) -> Iterator[tuple[Observation, list[News]]]:
        """Look after look, each with a list that takes what follows from it."""
        at, idle_s = midnight + _BEGIN, 0.0
        away = called = at
        said: Said | None = None
        while at < midnight + _END:
            lunch = _MIDDAY <= at - midnight < _MIDDAY + _LUNCH
            hands_off = lunch or at < away
            idle_s = idle_s + LOOK_S if hands_off else float(self._dice.choice((0, 0, 1, 6)))
            lived.keys_s += 0 if hands_off else LOOK_S
            news: list[News] = []
            ticks = (at - midnight).total_seconds() + midnight.timestamp()
            yield Observation(at, ticks, idle_s=idle_s, microphone=at < called, said=said), news
            said, takes = self._answer(news)
            if not lunch and at >= away and at >= called:
                if takes or self._dice.random() < _ALONE:
                    away = at + timedelta(minutes=self._dice.randint(*_BREAK_MIN))
                elif self._dice.random() < _CALLED:
                    called = at + timedelta(minutes=self._dice.randint(*_CALL_MIN))
            at += timedelta(seconds=LOOK_S)

    def _answer(self, news: Iterable[News]) -> tuple[Said | None, bool]:
        """What is said to what was asked, and whether the person gets up."""
        if not any(isinstance(each, Prompt) for each in news):
            return None, False
        if self._dice.random() < self.habits.takes:
            return None, True
        says: tuple[Said | None, ...] = ("later", "skip", None)
        return self._dice.choice(says), False

    def walk(self, plan: WalkPlan, rest: int, more_pain: float) -> WalkDay:
        """Walk what the plan asks for, or not; the pain at rest, and what a bad time adds to it while walking."""
        week, walk = plan.week, None
        if not plan.paused and week.left and self._dice.random() < self.habits.walks:
            pain = min(10, max(0, round(rest + more_pain + self._dice.choice((-1, 0, 0, 0)))))
            walk = Walk(week.target.minutes, pain)
        return WalkDay(week.target, week.rule, plan.paused, walk, rest)
