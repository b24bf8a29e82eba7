"""A leg hidden behind the other one: its repetitions move both thighs a little, and are counted but not judged."""

import json
import math
from dataclasses import replace

import pytest

from psoas.analysis.coaching import coach_skeletons, settled
from psoas.analysis.hidden import Swings, hidden_reps, swing_row
from psoas.analysis.report import report_page
from psoas.analysis.result import Contract
from psoas.body.skeleton import Skeleton
from psoas.body.synthetic import synthetic
from psoas.coach.coach import Coach
from psoas.coach.compare import compare
from psoas.coach.events import Cue, Rep
from psoas.programme.catalogue import load

LEVELS = load()
LYING = LEVELS.level(1)
#: Both thighs move along by this share of the range.
SHARE = 0.3


def recording(moves: str, level: int = 1, share: float = SHARE) -> list[Skeleton]:
    """A set, one letter a movement: L and R in full, h both legs a little."""
    exercise, skeletons, t = LEVELS.level(level), [], 0.0
    drift = share * exercise.motion.travel_deg
    for move in moves:
        if move in "LR":
            part = synthetic(exercise, [("left" if move == "L" else "right", 1.0)], lead_s=0.5)
        else:
            part = synthetic(exercise, [("left", share)], lead_s=0.5, holding_drift_deg=drift)
        skeletons += [replace(s, t=t + s.t) for s in part]
        t = skeletons[-1].t + 1 / 15
    return skeletons


def counted(skeletons: list[Skeleton], level: int = 1) -> list[Rep]:
    exercise = LEVELS.level(level)
    coach = Coach(exercise)
    events, rows = [], []
    for skeleton in skeletons:
        events += coach.see(skeleton)
        rows.append(swing_row(coach.frame))
    reps = [event for event in [*events, *coach.finish()] if isinstance(event, Rep)]
    hidden = hidden_reps(Swings.of(rows), reps, exercise)
    _, events = coach_skeletons(((None, s) for s in skeletons), exercise, hidden=hidden)
    return [event for event in events if isinstance(event, Rep) and not event.short]


def letters(reps: list[Rep]) -> str:
    return "".join("h" if rep.hidden and rep.side == "left" else rep.side[0].upper() for rep in reps)


@pytest.mark.parametrize("moves", ["RhRhRhR", "RhhRhRR", "RhRhRhRh", "hRhRhRhR"])
def test_what_moves_both_legs_between_two_of_the_same_leg_is_the_other_one(moves):
    assert letters(counted(recording(moves))) == moves


def test_two_alone_are_not_enough():
    assert letters(counted(recording("RhRhRR"))) == "RRRR"


def test_a_leg_that_is_seen_elsewhere_is_not_hidden_when_it_moves_a_little():
    assert letters(counted(recording("LRLRhRLRhRhR", share=0.22))) == "LRLRRLRRR"


def test_between_two_different_legs_nothing_is_missing():
    assert letters(counted(recording("RhLhRhLhR"))) == "RLRLR"


def test_who_stands_may_bend_both_legs():
    assert not any(rep.hidden for rep in counted(recording("RhRhRhR", level=6), level=6))


def test_a_hidden_repetition_has_no_numbers_and_is_not_compared():
    reps = counted(recording("RhRhRhRhRhR"))
    hidden = [rep for rep in reps if rep.hidden]
    assert all(math.isnan(rep.range_deg) and rep.trust == 0 and not rep.faults for rep in hidden)
    both = compare(reps)
    assert (both.left.count, both.right.count) == (5, 6)
    assert both.why_not == "unsure"
    assert math.isfinite(both.right.range_deg.median)


def test_the_coach_does_not_ask_for_a_change_of_sides_that_took_place():
    skeletons = recording("RhRhRhR")
    ready = settled(skeletons, LYING)
    _, events = coach_skeletons(((None, s) for s in ready.skeletons), LYING, hidden=ready.hidden)
    assert [rep.hidden for rep in events if isinstance(rep, Rep)] == [False, True] * 3 + [False]
    assert not {"change-sides", "legs-alike"} & {cue.id for cue in events if isinstance(cue, Cue)}


def test_json_and_page_say_what_was_hidden(result):
    reps = tuple(counted(recording("RhRhRhR")))
    told = replace(result, exercise=LYING, reps=reps, short=(), trace=())
    first, second = json.loads(told.to_json())["reps"][:2]
    assert (first["hidden"], second["hidden"]) == (False, True)
    assert second["range_deg"] is None
    assert Contract.model_validate(told.contract()).reps[1].hidden
    page = report_page(told)
    assert "Hidden: counted, not judged." in page
    assert "nan" not in page
