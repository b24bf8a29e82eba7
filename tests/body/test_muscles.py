"""How much falls to psoas and iliacus, by a model of the leg's muscles."""

from __future__ import annotations

import numpy as np
import pytest

from psoas.body import muscles
from psoas.body.build import Build, LoadError, loop_of
from psoas.body.load import loads
from psoas.body.muscles import HIP_DEG, KNEE_DEG, NAMED, _least_squares, grid, muscle_loads
from psoas.programme.catalogue import load

MAN = Build(70, 1.75, "male")
with_muscles = pytest.mark.skipif(not muscles.available(), reason="the extra `muscles` is not installed")


@with_muscles
def test_psoas_and_iliacus_bend_the_hip_everywhere_and_leave_the_knee_alone() -> None:
    known = grid()
    for name in NAMED:
        i = known.names.index(name)
        assert np.all(known.hip[:, :, i] > 0)
        assert np.all(np.abs(known.knee[:, :, i]) < 1e-6)


@with_muscles
def test_the_vasti_straighten_the_knee_and_the_hamstrings_bend_it() -> None:
    known = grid()
    middle = known.knee[len(HIP_DEG) // 2, 3]
    assert middle[known.names.index("vaslat")] > 0.01
    assert middle[known.names.index("semimem")] < -0.01


@with_muscles
@pytest.mark.parametrize("colour", ["none", "light"])
@pytest.mark.parametrize("number", range(1, 7))
def test_the_muscles_together_give_the_moments_that_are_held(number: int, colour: str) -> None:
    found, known = loads(load().level(number), MAN, loop_of(colour)), grid()
    most, passive, hip, knee = known.at(found.hip_deg, found.knee_deg)
    size = MAN.mass_kg * MAN.height_m / (75.0 * 1.70)
    wanted = np.column_stack([found.working.hip, -found.working.knee]) / size
    levers = np.stack([hip, knee], axis=1)
    active = _least_squares(levers * most[:, None, :], wanted - np.einsum("njm,nm->nj", levers, passive))
    given = np.einsum("njm,nm->nj", levers, active * most + passive)
    assert np.abs(given - wanted).max() < 0.01 * np.abs(wanted).max()


@with_muscles
def test_more_moment_asks_more_of_the_psoas() -> None:
    light, heavy = (
        muscle_loads(loads(load().level(6), MAN, loop_of(colour)), MAN)["psoas"] for colour in ("none", "medium")
    )
    assert heavy.activation.max() > light.activation.max() + 0.2
    assert heavy.force_n.max() > light.force_n.max()


@with_muscles
@pytest.mark.parametrize("number", range(1, 7))
def test_activation_stays_between_nothing_and_all(number: int) -> None:
    for one in muscle_loads(loads(load().level(number), MAN, loop_of("heavy")), MAN).values():
        assert np.all((one.activation >= 0) & (one.activation <= 1))
        assert np.all(one.force_n >= 0)


@with_muscles
def test_between_the_points_of_the_grid_it_is_what_the_coarser_grid_says_within_two_percent() -> None:
    """Each inner point of the grid, left out and put back from its neighbours, gives nearly the same strength."""
    known = grid()
    i = known.names.index("psoas")
    whole = known.most[:, :, i] * known.hip[:, :, i]
    between = (whole[:-2] + whole[2:]) / 2
    assert np.abs(between - whole[1:-1]).max() < 0.08 * whole.max()
    assert len(HIP_DEG) * len(KNEE_DEG) == 182


def test_activations_are_the_smallest_that_give_what_is_wanted() -> None:
    pull = np.array([[[2.0, 1.0, -1.0]]])
    found = _least_squares(pull, np.array([[1.0]]))
    assert found[0] == pytest.approx([0.4, 0.2, 0.0], abs=2e-3)


def test_what_no_muscle_can_give_is_given_as_far_as_it_goes() -> None:
    found = _least_squares(np.array([[[2.0, 1.0, -1.0]]]), np.array([[50.0]]))
    assert found[0] == pytest.approx([1.0, 1.0, 0.0])


def test_without_the_extra_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(muscles, "available", lambda: False)
    muscles.grid.cache_clear()
    with pytest.raises(LoadError, match="uv sync --extra muscles"):
        muscles.grid()
    muscles.grid.cache_clear()
