"""The leg that holds: what the pose model lets it do along is taken out, what it does itself is not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas.body.skeleton import SIDES, other
from psoas.coach.coach import Coach
from psoas.coach.crosstalk import ALONG, TREMBLES_DEG
from psoas.programme.catalogue import load
from psoas.testing import synthetic

CATALOGUE = load()
SIDE = st.sampled_from(SIDES)


def moved(level, side, drift_deg, **more):
    """How far the holding leg seems to go from where it lay, degrees, and how far the working one goes."""
    exercise = CATALOGUE.level(level)
    coach, nows = Coach(exercise), []
    for skeleton in synthetic(exercise, [(side, 1.0)], holding_drift_deg=drift_deg, far_confidence=0.95, **more):
        coach.update(skeleton)
        nows.append(coach.now.hip_deg)
    hips = {s: np.array([now[s] for now in nows]) for s in SIDES}
    return (float(np.abs(hips[s] - hips[s][0]).max()) for s in (other(side), side))


@pytest.mark.parametrize("level", [1, 2, 3])
@settings(max_examples=25)
@given(side=SIDE, drift=st.floats(-12, 12))
def test_what_is_no_more_than_the_models_own_doing_is_taken_out(level, side, drift):
    holding, _ = moved(level, side, drift)
    assert holding <= 8.0


@pytest.mark.parametrize("level", [1, 2, 3])
@given(side=SIDE, drift=st.sampled_from([-40.0, -30.0, 30.0]))
def test_what_is_more_stays_but_for_that(level, side, drift):
    holding, working = moved(level, side, drift)
    assert abs(drift) - ALONG * working - 2 * TREMBLES_DEG < holding < abs(drift) + TREMBLES_DEG


@settings(max_examples=25)
@given(drift=st.floats(-40, 40))
def test_in_a_mirror_the_other_leg_is_kept_still_as_much(drift):
    left, _ = moved(1, "left", drift, yaw_deg=0.0)
    right, _ = moved(1, "right", drift, yaw_deg=0.0, head="right")
    assert left == pytest.approx(right, abs=0.5)


def test_the_working_leg_keeps_its_way():
    _, working = moved(1, "left", 0.0)
    assert working == pytest.approx(60.0, abs=6.0)
