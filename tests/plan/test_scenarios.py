"""The policy of the march as named cases (scenarios.toml)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from psoas.plan.progression import decide
from psoas.plan.reasons import rules

from .stories import history, moment

CASES = tomllib.loads((Path(__file__).parent / "scenarios.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_policy(case: dict[str, Any]) -> None:
    decision = decide(history(case), moment(case["day"], 12))
    expect = dict(case["expect"])
    assert expect.pop("says", "") in decision.reason
    found = {
        "reps": decision.plan.reps_per_side,
        "sets": decision.plan.sets,
        **{name: getattr(decision, name) for name in ("kind", "train", "rung", "offer", "small")},
    }
    assert {name: found[name] for name in expect} == expect, decision.reason


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names) >= 40


def test_every_rule_speaks_in_some_case() -> None:
    spoken = {decide(history(case), moment(case["day"], 12)).rule for case in CASES}
    assert {rule.id for rule in rules().rules if rule.rule not in spoken} == set()


def test_every_reason_begins_and_ends_as_a_sentence() -> None:
    for case in CASES:
        reason = decide(history(case), moment(case["day"], 12)).reason
        assert reason[0].isupper() and reason.endswith("."), reason
        assert "{" not in reason and "None" not in reason and "  " not in reason, reason
