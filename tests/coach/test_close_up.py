"""A close-up without the trunk: what goes on ends, and nothing is judged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.close_up import trunk_crammed, trunk_outside
from psoas.body.skeleton import SIDES, Skeleton, joint
from psoas.coach import coach
from psoas.coach.coach import CLOSE_SAY, UNSEEN_SAY, Coach
from psoas.coach.events import Cue, Event, Rep, Unseen
from psoas.programme.catalogue import load
from psoas.testing import synthetic
from psoas.tracking.left_right import LeftRight

#: Where the third of four repetitions begins, and how long one takes, seconds.
THIRD_S, REP_S = 12.8, 5.9
_UPPER = [joint(side, name) for side in SIDES for name in ("shoulder", "elbow", "wrist")] + list(range(11))


def film(level: int, since_s: float, until_s: float, how) -> list[Skeleton]:
    """Two repetitions of each leg, and a close-up in them."""
    done = synthetic(load().level(level), [("left", 1.0), ("right", 1.0)] * 2)
    return [how(skeleton) if since_s <= skeleton.t < until_s else skeleton for skeleton in done]


def legs_only(skeleton: Skeleton) -> Skeleton:
    """The picture begins at the hips, so that the shoulders are guessed beyond its edge."""
    image = skeleton.image - skeleton.middle("hip") + np.array([2.0, 240.0])
    image[_UPPER, 0] = np.minimum(image[_UPPER, 0], -5.0)
    return replace(skeleton, image=image)


def crammed(skeleton: Skeleton) -> Skeleton:
    """The model draws a short trunk into what is left of the picture."""
    image = skeleton.image.copy()
    hips = skeleton.middle("hip")
    image[_UPPER] = hips + 0.3 * (image[_UPPER] - hips)
    return replace(skeleton, image=image)


def events_of(seen: list[Skeleton], level: int) -> list[Event]:
    watching = Coach(load().level(level))
    return [event for skeleton in seen for event in watching.update(skeleton)] + watching.finish()


def order(events: list[Event]) -> str:
    return "".join(event.side[0].upper() for event in events if isinstance(event, Rep) and not event.short)


@pytest.mark.parametrize("level", [1, 2, 6])
@pytest.mark.parametrize("into_s", [0.0, 1.5, 3.0])
def test_a_close_up_ends_the_repetition_and_what_follows_it_counts(level, into_s):
    since = THIRD_S + into_s
    events = events_of(film(level, since, THIRD_S + REP_S + 0.2, legs_only), level)
    assert order(events) == "LRR"
    assert [event.say for event in events if isinstance(event, Unseen)] == [UNSEEN_SAY["close-up"]]


def test_who_is_seen_close_up_all_the_time_is_told_so_and_not_counted():
    events = events_of(film(1, 0.0, 99.0, legs_only), 1)
    assert order(events) == ""
    assert {event.say for event in events if isinstance(event, Cue)} == {UNSEEN_SAY["close-up"]}


def test_a_blink_of_a_close_up_changes_nothing():
    assert order(events_of(film(2, THIRD_S + 1.5, THIRD_S + 1.8, legs_only), 2)) == "LRLR"


def test_legs_under_a_crammed_trunk_are_counted_and_not_judged_and_that_is_said_once(monkeypatch):
    spoken = next(check for check in load().level(2).judged if check.spoken)
    monkeypatch.setattr(coach, "faults", lambda *_: [spoken])
    whole = film(2, 0.0, 0.0, crammed)
    assert [event.faults for event in events_of(whole, 2) if isinstance(event, Rep)] == [(spoken.id,)] * 4
    events = events_of([crammed(skeleton) for skeleton in whole], 2)
    assert order(events) == "LRLR"
    assert [event.faults for event in events if isinstance(event, Rep)] == [()] * 4
    assert [event.say for event in events if isinstance(event, Cue)] == [CLOSE_SAY]


@given(st.floats(-500, 1500), st.floats(-500, 1500))
def test_the_trunk_is_outside_where_both_shoulders_or_both_hips_are(x, y):
    skeleton = synthetic(load().level(6))[0]
    moved = replace(skeleton, image=skeleton.image - skeleton.middle("hip") + [x, y])
    width, height = moved.size

    def outside(name: str) -> bool:
        return all(not (0 <= u <= width and 0 <= v <= height) for u, v in (moved.at(joint(s, name)) for s in SIDES))

    assert trunk_outside(moved) == (outside("shoulder") or outside("hip"))
    assert not trunk_outside(replace(moved, size=(0, 0)))


@pytest.mark.parametrize("level", range(1, 7))
@pytest.mark.parametrize("yaw_deg", [-45, 0, 45])
def test_no_whole_view_of_a_march_looks_crammed(level, yaw_deg):
    seen = synthetic(load().level(level), yaw_deg=yaw_deg)
    assert not any(trunk_crammed(skeleton) or trunk_outside(skeleton) for skeleton in seen)


def test_after_a_close_up_the_legs_are_named_as_the_model_names_them():
    seen = film(2, 3.0, 5.0, legs_only)
    names = LeftRight()
    for skeleton in seen:
        if skeleton.t < 5.0:
            names.update(skeleton)
    after = next(skeleton for skeleton in seen if skeleton.t >= 5.0).swapped()
    assert np.array_equal(names.update(after).image, LeftRight().update(after).image)
