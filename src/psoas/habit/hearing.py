"""What follows from what the person says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from psoas.habit.events import Break, Corrected, LetGo, News
from psoas.habit.interval import after_skip
from psoas.habit.observation import Observation, Said
from psoas.habit.passing import begin, close, go_on, took
from psoas.habit.phases import Hinted, Postponed, Quiet, Shown
from psoas.habit.spells import is_break
from psoas.habit.state import DeskState, start_over

#: How long "later" lasts, seconds, and how often it may be said before a prompt is let go.
LATER_S, MOST_LATER = 300.0, 2
#: How long "in a call" lasts where the computer cannot hear one, seconds.
CALL_S = 1800.0

_Hear = Callable[[DeskState, Observation, list[News]], DeskState]


def hear(state: DeskState, seen: Observation, out: list[News]) -> DeskState:
    """Do what the person says, if it means something now."""
    return state if seen.said is None else _WORDS[seen.said](state, seen, out)


def let_go(state: DeskState, seen: Observation, why: str, out: list[News]) -> DeskState:
    """Give a prompt up; the next one comes an interval later."""
    out.append(LetGo(seen.at, why))
    day = replace(state.day, missed=state.day.missed + 1)
    return _anew(replace(state, day=day, interval=after_skip(state.interval)), seen, out)


def _anew(state: DeskState, seen: Observation, out: list[News]) -> DeskState:
    if state.spell is not None:
        state = close(state, state.spell, seen, out)
    return replace(start_over(state), spell=begin(state, seen))


def _done(state: DeskState, seen: Observation, out: list[News]) -> DeskState:
    if state.spell is not None and is_break(state.spell):
        return state  # it is seen, and counted when it ends
    out.append(Break(seen.at, seen.at, isinstance(state.phase, Shown)))
    return _anew(took(state), seen, out)


def _later(state: DeskState, seen: Observation, out: list[News]) -> DeskState:
    if not isinstance(state.phase, Hinted | Shown):
        return state
    if state.later == MOST_LATER:
        return let_go(state, seen, "postponed", out)
    return replace(state, phase=Postponed(seen.ticks_s + LATER_S), later=state.later + 1, free_ticks_s=None)


def _skip(state: DeskState, seen: Observation, out: list[News]) -> DeskState:
    return state if isinstance(state.phase, Quiet) else let_go(state, seen, "skipped", out)


def _call(state: DeskState, seen: Observation, out: list[News]) -> DeskState:
    return go_on(replace(state, call_ticks_s=seen.ticks_s + CALL_S), seen, out)


def _stand(state: DeskState, seen: Observation, out: list[News]) -> DeskState:
    return go_on(replace(state, standing=True, by_hand=False), seen, out)


def _sit(state: DeskState, seen: Observation, out: list[News]) -> DeskState:
    return go_on(replace(state, standing=False, by_hand=seen.idle_s is None), seen, out)


def _was_sitting(state: DeskState, seen: Observation, out: list[News]) -> DeskState:
    if state.absence is None:
        return state
    out.append(Corrected(state.absence.begin, state.absence.end))
    return replace(state, absence=None, still_s=state.before_absence_s + state.absence.seconds + state.still_s)


_WORDS: Mapping[Said, _Hear] = {
    "done": _done,
    "later": _later,
    "skip": _skip,
    "call": _call,
    "standing": _stand,
    "sitting": _sit,
    "was-sitting": _was_sitting,
}
