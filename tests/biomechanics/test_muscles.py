"""How much falls to psoas and iliacus, by a model of the leg's muscles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.biomechanics import muscle_grid as leg_muscles
from psoas.biomechanics.anthropometry import Physique, loop_of
from psoas.biomechanics.load import LegLoad, Loads, loads, within_reach
from psoas.biomechanics.muscle_grid import grid
from psoas.biomechanics.muscles import MUSCLES, least_activations, muscle_estimates, muscle_loads
from psoas.programme.catalogue import load

MAN = Physique(70, 1.75, "male")
with_muscles = pytest.mark.skipif(not leg_muscles.available(), reason="the extra `muscles` is not installed")
every_level = pytest.mark.parametrize("number", range(1, 7))


def held(moment: list[float], hip_deg: float = 60, knee_deg: float = 60) -> Loads:
    """A leg in one pose that holds these hip moments, N·m, and nothing at the knee."""
    hip = np.array(moment)
    none = np.zeros(len(hip))
    return Loads(
        t=none,
        working=LegLoad(hip, none, none),
        holding=LegLoad(none, none, none),
        pelvis=none,
        band_n=none,
        stretch=none,
        contacts={},
        slip=none,
        hip_deg=np.full(len(hip), hip_deg),
        other_hip_deg=none,
        knee_deg=np.full(len(hip), knee_deg),
        carried=False,
    )


@with_muscles
@pytest.mark.parametrize("colour", ["none", "light"])
@every_level
def test_the_muscles_together_give_the_moments_that_are_held(number: int, colour: str) -> None:
    found, known = loads(load().level(number), MAN, loop_of(colour)), grid()
    most, passive, hip, knee = known.at(found.hip_deg, found.knee_deg)
    wanted = np.column_stack([found.working.hip, -found.working.knee])
    levers = np.stack([hip, knee], axis=1)
    active = least_activations(levers * most[:, None, :], wanted - np.einsum("njm,nm->nj", levers, passive))
    given_ = np.einsum("njm,nm->nj", levers, active * most + passive)
    assert np.abs(given_ - wanted).max() < 0.001 * np.abs(wanted).max()


@with_muscles
@pytest.mark.parametrize("hip_deg", [10, 45, 90])
def test_the_psoas_pulls_harder_the_more_the_hip_has_to_hold(hip_deg: float) -> None:
    found = muscle_loads(held([5, 10, 20, 30, 40], hip_deg), MAN)
    for name in MUSCLES:
        assert np.all(np.diff(found[name].force_n) > 0)
        assert np.all(np.diff(found[name].activation) > 0)


@with_muscles
def test_where_nothing_is_to_be_held_the_psoas_does_next_to_nothing() -> None:
    for one in muscle_loads(held([0.0], hip_deg=30, knee_deg=45), MAN).values():
        assert one.activation[0] < 0.06
        assert one.force_n[0] < 0.1 * MAN.mass_kg * 9.81


@with_muscles
def test_a_moment_that_straightens_the_hip_is_not_the_psoas_work() -> None:
    assert muscle_loads(held([-40.0]), MAN)["psoas"].activation[0] == 0


@with_muscles
def test_a_body_with_twice_the_mass_and_twice_the_moment_activates_the_same_and_pulls_twice_as_hard() -> None:
    light, heavy = (muscle_loads(held([30.0 * share]), Physique(50 * share, 1.75))["psoas"] for share in (1, 2))
    assert heavy.activation == pytest.approx(light.activation)
    assert heavy.force_n == pytest.approx(2 * light.force_n)


@with_muscles
def test_a_stronger_band_asks_more_of_the_psoas() -> None:
    exercise = load().level(6)
    peaks = [
        muscle_estimates(within_reach(exercise, MAN, loop_of(c)), MAN)["psoas"].likely
        for c in ("none", "light", "medium")
    ]
    assert np.all(np.diff([one.force_n.max() for one in peaks]) > 50)
    assert np.all(np.diff([one.activation.max() for one in peaks]) > 0.1)


@with_muscles
@every_level
def test_an_estimate_lies_between_its_ends_and_activation_between_nothing_and_all(number: int) -> None:
    for one in muscle_estimates(within_reach(load().level(number), MAN, loop_of("heavy")), MAN).values():
        assert 0 <= one.activation[0] <= one.likely.activation.max() <= one.activation[1] <= 1
        assert 0 <= one.force_n[0] <= one.likely.force_n.max() <= one.force_n[1]
        assert one.likely.activation.min() >= 0


@given(
    pull=st.lists(st.lists(st.floats(-60, 60), min_size=6, max_size=6), min_size=2, max_size=2),
    one_way=st.lists(st.floats(0, 1), min_size=6, max_size=6),
)
def test_no_other_way_to_give_the_same_moments_has_a_smaller_sum_of_squares(
    pull: list[list[float]], one_way: list[float]
) -> None:
    pulls = np.array(pull) + np.array([[20.0, 20, -20, 5, 0, 0], [0.0, 0, 0, -5, 20, -20]])
    wanted = pulls @ np.array(one_way)
    found = least_activations(pulls[None], wanted[None])[0]
    assert found @ found <= np.array(one_way) @ np.array(one_way) + 1e-3


def test_activations_are_the_smallest_that_give_what_is_wanted() -> None:
    pull = np.array([[[2.0, 1.0, -1.0]]])
    found = least_activations(pull, np.array([[1.0]]))
    assert found[0] == pytest.approx([0.4, 0.2, 0.0], abs=1e-4)


def test_what_no_muscle_can_give_is_given_as_far_as_it_goes() -> None:
    found = least_activations(np.array([[[2.0, 1.0, -1.0]]]), np.array([[50.0]]))
    assert found[0] == pytest.approx([1.0, 1.0, 0.0])
