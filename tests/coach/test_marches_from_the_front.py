"""The small marches of a break at the desk, counted by a laptop's camera from the front."""

from dataclasses import replace

import numpy as np
import pytest

from psoas.coach.coach import Coach
from psoas.coach.events import Cue, Event, Rep
from psoas.programme.catalogue import load
from psoas.programme.model import Exercise
from psoas.testing import synthetic
from psoas.tracking.online import OnlineTracker
from psoas.tracking.setup_check import check_setup

CATALOGUE = load()
SEATED, STANDING = CATALOGUE.by_id("seated-march"), CATALOGUE.by_id("standing-march")
SIDE = {"L": "left", "R": "right"}
#: Straight ahead is 90; a chair is seldom turned further from the screen than this.
AHEAD = (75, 90, 105)


def watched(
    exercise: Exercise, sides: str, *, yaw_deg: float, elevation_deg: float = 6.0, reach: float = 1.0
) -> list[Event]:
    """What the coach reports of a noisy figure that is tracked as one before the camera is."""
    noise = np.random.default_rng(3).normal(0, 2, (40, 33, 2))
    reps = [(SIDE[side], reach) for side in sides]
    track, coach = OnlineTracker(), Coach(exercise)
    seen = synthetic(exercise, reps, yaw_deg=yaw_deg, elevation_deg=elevation_deg, noise_px=noise)
    return [event for skeleton in seen for event in coach.update(track.update(skeleton))] + coach.finish()


def counted(events: list[Event]) -> str:
    return "".join(event.side[0].upper() for event in events if isinstance(event, Rep) and not event.short)


@pytest.mark.parametrize("yaw_deg", AHEAD)
@pytest.mark.parametrize("elevation_deg", [-5, 15])
def test_the_seated_march_is_counted_on_the_side_that_works(yaw_deg, elevation_deg):
    events = watched(SEATED, "LLLRRR", yaw_deg=yaw_deg, elevation_deg=elevation_deg)
    assert counted(events) == "LLLRRR"


@pytest.mark.parametrize("yaw_deg", AHEAD)
@pytest.mark.parametrize("elevation_deg", [-5, 15])
def test_the_standing_march_is_counted_on_the_side_that_works(yaw_deg, elevation_deg):
    assert counted(watched(STANDING, "LRLRLR", yaw_deg=yaw_deg, elevation_deg=elevation_deg)) == "LRLRLR"


def test_who_sits_still_is_not_counted():
    assert watched(SEATED, "LLLL", yaw_deg=90, reach=0.05) == []


def test_nobody_is_told_to_change_legs_where_one_side_comes_first():
    cues = {event.id for event in watched(SEATED, "LLLLRRRR", yaw_deg=90) if isinstance(event, Cue)}
    assert "change-sides" not in cues
    turns = {event.id for event in watched(STANDING, "LLLL", yaw_deg=90) if isinstance(event, Cue)}
    assert turns & {"change-sides", "legs-alike"}


def test_who_sits_is_asked_to_show_the_feet_for_without_them_the_pose_model_guesses():
    seen = synthetic(SEATED, yaw_deg=90)[:15]
    assert [advice.id for advice in check_setup(seen, camera="front", posture="seated")] == ["ready"]
    low = [replace(skeleton, image=skeleton.image + np.array([0, 60])) for skeleton in seen]
    assert "feet-out-of-picture" in {advice.id for advice in check_setup(low, camera="front", posture="seated")}


def test_who_gets_up_from_the_chair_is_not_counted():
    sitting, standing = synthetic(SEATED, [], yaw_deg=90), synthetic(STANDING, [], yaw_deg=90)
    course = [sitting[0]] * 20 + [standing[0]] * 20 + [sitting[0]] * 20
    coach = Coach(SEATED)
    events = [event for i, one in enumerate(course) for event in coach.update(replace(one, t=i / 15))]
    assert [event for event in events if isinstance(event, Rep)] == []
