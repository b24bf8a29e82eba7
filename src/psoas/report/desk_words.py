"""What the desk companion knows and is to do, in sentences."""

from __future__ import annotations

from calendar import day_name
from datetime import datetime

from psoas.habit.memory import recalled
from psoas.habit.phases import Postponed, Shown
from psoas.habit.policy import Policy
from psoas.habit.spells import is_break
from psoas.habit.state import DeskState, still_s
from psoas.journal.answers import DeskWishes
from psoas.journal.desk_log import DeskMemory
from psoas.programme.companion import companion_words


def status(state: DeskState, policy: Policy) -> str:
    """Say in a sentence what the companion knows now, and why it is silent.

    Examples
    --------
    >>> from datetime import datetime, timezone
    >>> ten = datetime(2026, 3, 2, 10, 2, tzinfo=timezone.utc)
    >>> status(DeskState(silent="microphone", silent_since=ten), Policy())
    'Silent: your microphone has been in use since 10:02.'
    """
    words = companion_words().status
    still = still_s(state)
    minutes, left = round(still / 60), state.interval.minutes(policy.interval_min) - round(still / 60)
    if state.silent == "away" and state.spell is not None and is_break(state.spell):
        return words.on_break
    if state.silent is not None:
        since = f"{state.silent_since:%H:%M}" if state.silent_since else "now"
        return words.silent.format(why=companion_words().silent[state.silent].format(since=since))
    if isinstance(state.phase, Shown):
        return words.shown.format(minutes=minutes)
    if isinstance(state.phase, Postponed):
        wait_s = state.phase.until - state.ticks_s
        return words.postponed.format(left=max(1, round(wait_s / 60)))
    if left <= 0:
        return words.waiting
    return words.counting.format(minutes=minutes, left=left)


def status_of(memory: DeskMemory | None, policy: Policy, *, running: bool) -> str:
    """Say what the companion of a computer knows, from what the journal keeps of it."""
    words = companion_words().status
    if memory is None:
        return words.off
    if not running:
        return words.off_since.format(since=_moment(memory.at))
    return status(recalled(memory.what), policy)


def _moment(at: datetime) -> str:
    return f"{at:%H:%M} on {at.day} {at:%B}"


def wishes_words(wishes: DeskWishes) -> str:
    """Say in a sentence when the companion asks.

    Examples
    --------
    >>> wishes_words(DeskWishes())
    "I'll ask you to get up after 30 minutes of sitting, Monday to Friday from 08:00 to 18:00."
    """
    leave = f" You're on leave until {wishes.leave_until.isoformat()}." if wishes.leave_until else ""
    if not wishes.days:
        return f"I won't ask you to get up: no day is a working day.{leave}"
    hours = f"from {wishes.begin:%H:%M} to {wishes.end:%H:%M}"
    return f"I'll ask you to get up after {wishes.every_min} minutes of sitting, {_days(wishes.days)} {hours}.{leave}"


def _days(days: tuple[int, ...]) -> str:
    names = [day_name[number] for number in days]
    if days == tuple(range(7)):
        return "every day"
    if len(days) > 2 and days == tuple(range(days[0], days[-1] + 1)):
        return f"{names[0]} to {names[-1]}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
