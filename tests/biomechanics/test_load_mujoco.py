"""The load model against MuJoCo, an engine that shares none of its code."""

from __future__ import annotations

import pytest

from bench.studies.load_oracle import difference


@pytest.mark.parametrize("colour", ["none", "medium", "heavy"])
@pytest.mark.parametrize("number", range(1, 7))
def test_joint_moments_and_supports_are_those_of_an_independent_engine(number: int, colour: str) -> None:
    found = difference(number, colour)
    assert found.joints < 0.005
    # With our contact forces nothing is left over at the hips: the body is in balance.
    assert found.turning < 0.005
    assert found.force < 0.005
