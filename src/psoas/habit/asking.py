"""When a hint and a prompt come, and when they go."""

from __future__ import annotations

from dataclasses import replace

from psoas.habit.events import Hint, News, Prompt, SilentSince, Withdrawn
from psoas.habit.hearing import let_go
from psoas.habit.observation import Observation
from psoas.habit.phases import Hinted, Postponed, Quiet, Shown
from psoas.habit.policy import MOST_A_DAY, Policy
from psoas.habit.silence import why_silent
from psoas.habit.state import DeskState, still_s, told_call

#: A hint comes this long before a prompt, seconds.
HINT_S = 60.0
#: Fingers that rest this long have paused; a prompt waits for that, but no longer than `WAIT_S` seconds.
PAUSE_S, WAIT_S = 4.0, 180.0
#: A prompt that nobody answers goes after this long, seconds.
ANSWER_S = 600.0


def fall_silent(state: DeskState, seen: Observation, policy: Policy, out: list[News]) -> DeskState:
    """Notice a reason to be silent, and take down what is shown."""
    why = why_silent(
        seen,
        policy,
        kind=state.spell.kind if state.spell else "unknown",
        told_call=told_call(state, seen.ticks_s),
        enough=state.prompted.count(seen.at.date()) >= MOST_A_DAY,
    )
    if why != state.silent:
        out.append(SilentSince(seen.at, why))
        state = replace(state, silent=why, silent_since=seen.at)
    if why is None:
        return state
    # Whoever leaves while a prompt is shown is taking the break; and the last prompt of a day may be answered.
    if isinstance(state.phase, Hinted | Shown) and why not in ("away", "enough"):
        out.append(Withdrawn(seen.at, why))
        state = replace(state, phase=Quiet())
    return replace(state, free_ticks_s=None)


def ask(state: DeskState, seen: Observation, policy: Policy, out: list[News]) -> DeskState:
    """Hint, prompt, wait, or give up."""
    if isinstance(state.phase, Shown):
        unanswered = seen.ticks_s - state.phase.since >= ANSWER_S and state.silent in (None, "enough")
        # Where only the person can tell that they sit, no answer means that nobody knows.
        return let_go(replace(state, by_hand=False), seen, "not answered", out) if unanswered else state
    if isinstance(state.phase, Postponed) and seen.ticks_s < state.phase.until:
        return state
    left_s = 60.0 * state.interval.minutes(policy.interval_min) - still_s(state)
    if state.silent is not None:
        waits = left_s <= 0 and state.silent != "away"
        return replace(state, waited_for=state.silent) if waits else state
    if left_s > 0:
        return _hint(state, seen, out) if left_s <= HINT_S and isinstance(state.phase, Quiet) else state
    return _prompt(state, seen, out)


def _hint(state: DeskState, seen: Observation, out: list[News]) -> DeskState:
    out.append(Hint(seen.at, still_s(state)))
    return replace(state, phase=Hinted(seen.ticks_s))


def _prompt(state: DeskState, seen: Observation, out: list[News]) -> DeskState:
    free = seen.ticks_s if state.free_ticks_s is None else state.free_ticks_s
    paused = seen.idle_s is None or seen.idle_s >= PAUSE_S
    if not paused and seen.ticks_s - free < WAIT_S:
        return replace(state, free_ticks_s=free)
    out.append(Prompt(seen.at, still_s(state), state.waited_for))
    prompted = (*state.prompted, seen.at.date())[-3 * MOST_A_DAY :]
    return replace(state, phase=Shown(seen.ticks_s), free_ticks_s=None, waited_for=None, prompted=prompted)
