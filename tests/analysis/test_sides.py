"""Which leg worked, judged from a whole set: legs were taken for each other, and their places tell them apart."""

from collections.abc import Sequence

import pytest

from psoas.analysis.coaching import coach_skeletons, settled
from psoas.analysis.sides import better_sides, sides_of_model, with_sides
from psoas.body.skeleton import Side, Skeleton
from psoas.coach.events import Rep
from psoas.coach.turns import take_turns
from psoas.programme.catalogue import load
from psoas.testing import synthetic, true_reps
from psoas.tracking.leg_identity import with_legs_swapped
from psoas.tracking.offline import with_confidence

LEVEL = load().level(1)
MARCH: list[Side] = ["left", "right"] * 3


def recording(sides: Sequence[Side], *, taken_for_the_other: Sequence[int] = ()) -> list[Skeleton]:
    """A set from obliquely above, in which the legs are exchanged during some repetitions."""
    done = [(side, 1.0) for side in sides]
    skeletons = synthetic(LEVEL, done, yaw_deg=25, elevation_deg=12)
    wrong = [
        (rep.start_s - 0.2, rep.end_s + 0.2) for i, rep in enumerate(true_reps(LEVEL, done)) if i in taken_for_the_other
    ]
    return [with_legs_swapped(s) if any(a <= s.t <= b for a, b in wrong) else s for s in skeletons]


def counted(named: Sequence[Skeleton]) -> list[Rep]:
    _, events = coach_skeletons(((None, s) for s in with_confidence(named)), LEVEL)
    return [event for event in events if isinstance(event, Rep)]


@pytest.mark.parametrize(
    "wrong", [[1, 3, 5], [0, 2, 4], [2], [0, 1]], ids=["all left", "all right", "one", "first two"]
)
def test_legs_taken_for_each_other_get_their_names_back(wrong):
    seen = recording(MARCH, taken_for_the_other=wrong)
    reps = counted(seen)
    assert [rep.side for rep in reps] != MARCH
    sides = better_sides(seen, reps)
    assert sides == MARCH
    again = counted(with_sides(seen, reps, sides))
    assert [rep.side for rep in again] == MARCH
    assert take_turns([rep.side for rep in again], least=1)


def test_right_names_are_left_alone():
    seen = recording(MARCH)
    assert better_sides(seen, counted(seen)) is None


@pytest.mark.parametrize("sides", [["left"] * 6, ["left"] * 3 + ["right"] * 3], ids=["one leg", "one after the other"])
def test_a_set_whose_legs_do_not_take_turns_is_not_renamed(sides):
    seen = recording(sides)
    reps = counted(seen)
    assert [rep.side for rep in reps] == sides
    assert better_sides(seen, reps) is None


def test_a_recording_is_settled_with_the_better_names():
    _, events = coach_skeletons(
        ((None, s) for s in settled(recording(MARCH, taken_for_the_other=[2]), LEVEL).skeletons), LEVEL
    )
    assert [event.side for event in events if isinstance(event, Rep)] == MARCH


def test_the_model_has_its_names_back_where_it_was_overruled():
    raw, overruled = recording(MARCH), recording(MARCH, taken_for_the_other=[1, 3, 5])
    assert sides_of_model(raw, overruled, counted(overruled)) == MARCH
    assert sides_of_model(raw, raw, counted(raw)) is None


@pytest.mark.parametrize("rightly", [False, True], ids=["wrongly", "rightly"])
def test_a_model_that_was_overruled_is_believed_only_if_the_legs_then_take_turns(rightly, monkeypatch):
    marched, mixed_up = recording(MARCH), recording(MARCH, taken_for_the_other=[1, 3, 5])
    raw, overruled = (mixed_up, marched) if rightly else (marched, mixed_up)
    monkeypatch.setattr("psoas.analysis.coaching.with_left_right", lambda _: overruled)
    monkeypatch.setattr("psoas.analysis.coaching.better_sides", lambda *_: None)
    _, events = coach_skeletons(((None, s) for s in settled(raw, LEVEL).skeletons), LEVEL)
    assert [event.side for event in events if isinstance(event, Rep)] == MARCH


def test_few_repetitions_tell_nothing():
    seen = recording(MARCH[:4], taken_for_the_other=[1, 3])
    assert better_sides(seen, counted(seen)) is None


def test_other_names_reach_from_half_way_to_half_way():
    seen = recording(MARCH)
    reps = counted(seen)
    changed = with_sides(seen, reps, [*MARCH[:2], "right", *MARCH[3:]])
    moments = [one.t for one, two in zip(seen, changed, strict=True) if one is not two]
    assert (reps[1].end_s + reps[2].start_s) / 2 <= moments[0] <= reps[2].start_s
    assert reps[2].end_s <= moments[-1] <= (reps[2].end_s + reps[3].start_s) / 2


def test_a_recording_without_anybody_stays_as_it_is():
    nobody = [Skeleton.nobody(i / 15, (640, 480)) for i in range(30)]
    assert settled(nobody, LEVEL).skeletons == nobody
