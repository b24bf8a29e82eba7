"""Counting on real motion capture, seen from all round, among other movements."""

import pytest

from mocap import AZIMUTHS, TRIALS, cmu_skeletons, cmu_truth
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.programme.catalogue import load

pytestmark = pytest.mark.shared
STANDING = load().level(6)


@pytest.mark.parametrize(("azimuth", "elevation"), [*((a, 0) for a in AZIMUTHS), (0, 15), (67, 15), (180, 15)])
@pytest.mark.parametrize("trial", TRIALS)
def test_knee_raises_are_counted_in_order_from_every_side_and_nothing_else_is(shared_data, trial, azimuth, elevation):
    coach = Coach(STANDING)
    skeletons = cmu_skeletons(shared_data, trial, azimuth, elevation)
    events = [event for skeleton in skeletons for event in coach.update(skeleton)] + coach.finish()
    reps = [event for event in events if isinstance(event, Rep) and not event.short]
    truth = cmu_truth(shared_data, trial)
    # Squats, jumping jacks, twists, toe touches and jogging fill the rest of each trial.
    assert "".join(rep.side[0].upper() for rep in reps) == truth["order"]
    for rep, true in zip(reps, truth["reps"], strict=True):
        assert abs(rep.peak_s - true["peak_s"]) <= 0.2
