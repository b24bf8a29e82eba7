"""The walking plan: its cases (walking.toml), and what holds whatever somebody does."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.habit.walking import (
    FLOOR_MIN,
    GOAL,
    LEAST_MIN,
    MOST_GROWTH,
    Target,
    Walked,
    WalkRule,
    light,
    lowered,
    raised,
    started,
    week_of,
)

CASES = tomllib.loads((Path(__file__).parent / "walking.toml").read_text(encoding="utf-8"))["case"]
MONDAY = date(2026, 3, 2)


def walk(text: str) -> Walked:
    day, minutes, pain, *around = text.split()
    before, morning = (int(n) for n in around[0].split(">")) if around else (None, None)
    said = None if pain == "?" else int(pain)
    return Walked(MONDAY + timedelta(days=int(day)), float(minutes), said, before, morning)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_policy(case: dict[str, Any]) -> None:
    start = started(*case.get("start", (None, None)))
    week = week_of(start, MONDAY, [walk(text) for text in case.get("walks", [])], MONDAY + timedelta(days=case["day"]))
    found = {
        "rule": week.rule,
        "minutes": week.target.minutes,
        "days": week.target.days,
        "left": week.left,
        "walked": week.walked_min,
    }
    assert {name: found[name] for name in case["expect"]} == case["expect"]


def test_there_are_many_cases_and_each_rule_decides_one() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 25
    assert {case["expect"].get("rule") for case in CASES} >= set(get_args(WalkRule))


TARGETS = st.builds(Target, st.integers(5, 30), st.integers(1, 5))
WALKS = st.lists(
    st.builds(
        Walked,
        st.integers(0, 120).map(lambda n: MONDAY + timedelta(days=n)),
        st.integers(1, 90).map(float),
        st.none() | st.integers(0, 10),
        st.none() | st.integers(0, 10),
        st.none() | st.integers(0, 10),
    ),
    max_size=60,
)


@given(TARGETS)
def test_no_step_adds_more_than_a_fifth_beyond_the_floor_or_passes_the_goal(target: Target) -> None:
    more = raised(target)
    assert target.total <= more.total <= max(FLOOR_MIN, MOST_GROWTH * target.total)
    assert more.minutes <= GOAL.minutes
    assert more.days <= GOAL.days
    assert (more == target) is (target == GOAL)


@given(TARGETS, st.sampled_from([0.5, 0.75]))
def test_a_lower_target_is_lower_and_still_a_walk(target: Target, share: float) -> None:
    less = lowered(target, share)
    assert less.minutes >= LEAST_MIN
    assert less.days >= 1
    assert less.total < target.total or target == Target(LEAST_MIN, 1)


@given(TARGETS, WALKS)
def test_from_week_to_week_nothing_grows_too_fast_or_after_a_red_light(start: Target, walks: list[Walked]) -> None:
    weeks = [week_of(start, MONDAY, walks, MONDAY + timedelta(days=7 * n + 6)) for n in range(17)]
    for before, after in pairwise(weeks):
        assert after.target.total <= max(FLOOR_MIN, MOST_GROWTH * before.target.total)
        assert after.target.minutes <= 30
        assert after.target.days <= 5
        here = [one for one in walks if before.monday <= one.day < after.monday]
        if any(light(one) == "red" for one in here):
            assert after.target.total <= before.target.total


@given(TARGETS, WALKS, st.randoms())
def test_the_order_of_telling_does_not_matter(start: Target, walks: list[Walked], random: Any) -> None:
    mixed = list(walks)
    random.shuffle(mixed)
    day = MONDAY + timedelta(days=100)
    assert week_of(start, MONDAY, mixed, day).target == week_of(start, MONDAY, walks, day).target


@given(TARGETS, WALKS)
def test_more_pain_never_asks_for_more(start: Target, walks: list[Walked]) -> None:
    worse = [replace(one, pain=10) for one in walks]
    day = MONDAY + timedelta(days=100)
    assert week_of(start, MONDAY, worse, day).target.total <= week_of(start, MONDAY, walks, day).target.total
