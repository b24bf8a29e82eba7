"""How time passes: what is sat adds up, breaks start it over, and what nobody watched counts as neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from psoas.habit.events import Break, News
from psoas.habit.interval import after_day, after_taken
from psoas.habit.observation import Observation
from psoas.habit.phases import Hinted, Postponed, Quiet, Shown
from psoas.habit.spells import AWAY_S, STILL, Spell, SpellKind, is_break, kind_of, lost, next_spell
from psoas.habit.state import Day, DeskState, start_over, told_call

#: Who was away this long is no longer taken to stand, though they said so before; seconds.
STOOD_S = 1800.0


def turn_day(state: DeskState, today: date) -> DeskState:
    """Begin a new day; flying back over the date line begins none."""
    if today <= state.day.on:
        return state
    interval = after_day(state.interval, state.day.good)
    return replace(state, day=Day(today), interval=interval, standing=False, by_hand=False)


def pass_time(state: DeskState, seen: Observation, out: list[News]) -> DeskState:
    """Take the time since the last look into account."""
    spell = state.spell
    if state.at is None or spell is None:
        return replace(state, at=seen.at, spell=begin(state, seen))
    gap = lost(state.at, state.ticks_s, seen)
    state = replace(state, at=seen.at)
    if gap is None:
        return go_on(state, seen, out)
    if spell.kind == "away" and seen.at > spell.end:
        # Hands off, locked or asleep before: nobody was there meanwhile either.
        return go_on(replace(state, spell=replace(spell, end=seen.at)), seen, out)
    state = replace(close(state, spell, seen, out), spell=begin(state, seen))
    if seen.ticks_s < state.ticks_s:  # started again: what was timed on that clock is over
        state = replace(state, phase=Quiet(), free_ticks_s=None, call_ticks_s=None)
    return start_over(state) if gap >= AWAY_S else state


def begin(state: DeskState, seen: Observation) -> Spell:
    """Begin a spell now."""
    return Spell(_kind(state, seen), seen.at, seen.at)


def _kind(state: DeskState, seen: Observation) -> SpellKind:
    call = told_call(state, seen.ticks_s)
    return kind_of(seen, standing=state.standing, by_hand=state.by_hand, told_call=call)


def go_on(state: DeskState, seen: Observation, out: list[News]) -> DeskState:
    """Continue what goes on, or end it."""
    if state.spell is None:
        return replace(state, spell=begin(state, seen))
    ended, spell = next_spell(state.spell, _kind(state, seen), seen)
    if ended is not None:
        state = close(state, ended, seen, out)
    return take_down(replace(state, spell=spell))


def close(state: DeskState, spell: Spell, seen: Observation, out: list[News]) -> DeskState:
    """End a spell: it adds to the time without a break, or is a break itself."""
    if spell.seconds > 0:
        out.append(spell)
    if not is_break(spell):
        return replace(state, still_s=state.still_s + (spell.seconds if spell.kind in STILL else 0.0))
    before, absence, standing = state.still_s, None, state.standing
    if spell.kind == "away":
        absence = None if spell.certain else spell
        standing = standing and spell.seconds < STOOD_S
        if spell.begin.date() == seen.at.date():
            out.append(Break(spell.begin, spell.end, isinstance(state.phase, Shown)))
            state = took(state)
    return replace(start_over(state), absence=absence, before_absence_s=before, standing=standing)


def took(state: DeskState) -> DeskState:
    """Count a break, on a prompt or without."""
    prompted = isinstance(state.phase, Shown)
    day = replace(state.day, taken=state.day.taken + prompted, alone=state.day.alone + (not prompted))
    return replace(state, day=day, interval=after_taken(state.interval))


def take_down(state: DeskState) -> DeskState:
    """Forget a hint that a break has overtaken; a prompt stays until the person is back, and counts as taken then."""
    if state.spell is not None and is_break(state.spell) and isinstance(state.phase, Hinted | Postponed):
        return replace(state, phase=Quiet(), later=0, free_ticks_s=None)
    return state
