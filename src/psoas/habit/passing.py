"""How time passes: what is sat adds up, breaks start it over, and what nobody watched counts as neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from psoas.habit.events import Break, Event
from psoas.habit.interval import after_day, after_taken
from psoas.habit.observation import Observation
from psoas.habit.phases import Hinted, Postponed, Quiet, Shown
from psoas.habit.spans import AWAY_S, STILL, Kind, Span, is_break, kind_of, lost, next_span
from psoas.habit.state import Day, State, start_over, told_call

#: Who was away this long is no longer taken to stand, though they said so before; seconds.
STOOD_S = 1800.0


def turn_day(state: State, today: date) -> State:
    """Begin a new day; flying back over the date line begins none."""
    if today <= state.day.on:
        return state
    interval = after_day(state.interval, state.day.good)
    return replace(state, day=Day(today), interval=interval, standing=False, by_hand=False)


def pass_time(state: State, seen: Observation, out: list[Event]) -> State:
    """Take the time since the last look into account."""
    span = state.span
    if state.at is None or span is None:
        return replace(state, at=seen.at, span=begin(state, seen))
    gap = lost(state.at, state.ticks_s, seen)
    state = replace(state, at=seen.at)
    if gap is None:
        return go_on(state, seen, out)
    if span.kind == "away" and seen.at > span.end:
        # Hands off, locked or asleep before: nobody was there meanwhile either.
        return go_on(replace(state, span=replace(span, end=seen.at)), seen, out)
    state = replace(close(state, span, seen, out), span=begin(state, seen))
    if seen.ticks_s < state.ticks_s:  # started again: what was timed on that clock is over
        state = replace(state, phase=Quiet(), free_ticks_s=None, call_ticks_s=None)
    return start_over(state) if gap >= AWAY_S else state


def begin(state: State, seen: Observation) -> Span:
    """Begin a span now."""
    return Span(_kind(state, seen), seen.at, seen.at)


def _kind(state: State, seen: Observation) -> Kind:
    call = told_call(state, seen.ticks_s)
    return kind_of(seen, standing=state.standing, by_hand=state.by_hand, told_call=call)


def go_on(state: State, seen: Observation, out: list[Event]) -> State:
    """Continue what goes on, or end it."""
    if state.span is None:
        return replace(state, span=begin(state, seen))
    ended, span = next_span(state.span, _kind(state, seen), seen)
    if ended is not None:
        state = close(state, ended, seen, out)
    return take_down(replace(state, span=span))


def close(state: State, span: Span, seen: Observation, out: list[Event]) -> State:
    """End a span: it adds to the time without a break, or is a break itself."""
    if span.seconds > 0:
        out.append(span)
    if not is_break(span):
        return replace(state, still_s=state.still_s + (span.seconds if span.kind in STILL else 0.0))
    before, absence, standing = state.still_s, None, state.standing
    if span.kind == "away":
        absence = None if span.certain else span
        standing = standing and span.seconds < STOOD_S
        if span.begin.date() == seen.at.date():
            out.append(Break(span.begin, span.end, isinstance(state.phase, Shown)))
            state = took(state)
    return replace(start_over(state), absence=absence, before_absence_s=before, standing=standing)


def took(state: State) -> State:
    """Count a break, on a prompt or without."""
    prompted = isinstance(state.phase, Shown)
    day = replace(state.day, taken=state.day.taken + prompted, alone=state.day.alone + (not prompted))
    return replace(state, day=day, interval=after_taken(state.interval))


def take_down(state: State) -> State:
    """Forget a hint that a break has overtaken; a prompt stays until the person is back, and counts as taken then."""
    if state.span is not None and is_break(state.span) and isinstance(state.phase, Hinted | Postponed):
        return replace(state, phase=Quiet(), later=0, free_ticks_s=None)
    return state
