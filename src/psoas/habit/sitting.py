"""When to ask a person to get up, and when to keep quiet: pure rules on a stream of observations.

`update` takes what was known before and one look at the computer, and gives what is known now and what follows from it.
Only what is seen counts as sitting: keys or the pointer, at most `spells.AWAY_S` apart. A locked screen, a computer
asleep, a clock that jumps and time that nobody watched never do.

A prompt is due after `Policy.interval_min` without a break. A hint comes before it; it waits for a pause in typing, and
stays away as long as `why_silent` has a reason. Then it comes once, however long it had to wait.
"""

from __future__ import annotations

from dataclasses import replace

from psoas.habit.asking import ask, fall_silent
from psoas.habit.events import News
from psoas.habit.hearing import hear
from psoas.habit.observation import Observation
from psoas.habit.passing import pass_time, turn_day
from psoas.habit.policy import Policy
from psoas.habit.state import DeskState


def update(state: DeskState, seen: Observation, policy: Policy) -> tuple[DeskState, tuple[News, ...]]:
    """Take one look into account.

    Parameters
    ----------
    state : DeskState
        What was known before.
    seen : Observation
        The look, later than the one before on the clock that nobody can set.
    policy : Policy
        What the person wants.

    Returns
    -------
    state : DeskState
        What is known now.
    events : tuple of News
        What follows from it, in order. A `Spell` is one that has ended.

    Examples
    --------
    >>> from datetime import datetime, timedelta, timezone
    >>> from psoas.habit.events import Hint, Prompt
    >>> state, begin = DeskState(), datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
    >>> for second in range(0, 31 * 60, 5):
    ...     look = Observation(begin + timedelta(seconds=second), second, idle_s=5.0 if second % 20 == 0 else 0.0)
    ...     state, events = update(state, look, Policy())
    ...     for event in events:
    ...         if isinstance(event, Hint | Prompt):
    ...             print(type(event).__name__, event.at.time())
    Hint 09:29:00
    Prompt 09:30:00
    """
    out: list[News] = []
    state = turn_day(state, seen.at.date())
    state = pass_time(state, seen, out)
    state = hear(state, seen, out)
    state = fall_silent(state, seen, policy, out)
    state = ask(state, seen, policy, out)
    return replace(state, ticks_s=seen.ticks_s), tuple(out)
