"""The muscles of a leg at every pose, as the grid has them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from psoas.biomechanics import muscle_grid as leg_muscles
from psoas.biomechanics.muscle_grid import MusclesMissingError, build_grid, grid
from psoas.biomechanics.muscles import MUSCLES, least_activations

with_muscles = pytest.mark.skipif(not leg_muscles.available(), reason="the extra `muscles` is not installed")


@with_muscles
def test_psoas_and_iliacus_bend_the_hip_everywhere_and_leave_the_knee_alone() -> None:
    known = grid()
    for name in MUSCLES:
        i = known.names.index(name)
        assert np.all(known.hip[:, :, i] > 0)
        assert np.all(np.abs(known.knee[:, :, i]) < 1e-6)


@with_muscles
def test_the_vasti_straighten_the_knee_and_the_hamstrings_bend_it() -> None:
    known = grid()
    middle = known.knee[len(known.hips_deg) // 2, 3]
    assert middle[known.names.index("vaslat")] > 0.01
    assert middle[known.names.index("semimem")] < -0.01


@with_muscles
def test_between_its_points_the_grid_says_nearly_what_the_model_itself_says() -> None:
    hips, knees = np.array([5.0, 35.0, 65.0, 95.0]), np.array([5.0, 45.0, 85.0, 105.0])
    poses = [each.ravel() for each in np.meshgrid(hips, knees)]
    activations = []
    for known in (build_grid("right", hips, knees), grid()):
        most, passive, hip, knee = known.at(*poses)
        levers = np.stack([hip, knee], axis=1)
        wanted = np.array([30.0, 0.0]) - np.einsum("njm,nm->nj", levers, passive)
        found = least_activations(levers * most[:, None, :], wanted)
        activations.append(found[:, [known.names.index(name) for name in MUSCLES]])
    assert activations[1] == pytest.approx(activations[0], abs=0.015)


@with_muscles
def test_the_left_leg_has_the_same_muscles_as_the_right_one_and_building_them_leaves_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    left, right = build_grid("left"), grid()
    assert left.names == right.names
    for table in ("most", "passive", "hip", "knee"):
        assert np.abs(getattr(left, table) - getattr(right, table)).max() < 1e-9 * np.abs(getattr(right, table)).max()
    assert not list(tmp_path.iterdir())


@with_muscles
def test_once_built_the_grid_is_ready() -> None:
    grid()
    assert leg_muscles.ready()


@pytest.mark.parametrize("missing", ["mujoco", "myo_sim"])
def test_without_the_extra_the_sentence_says_how_to_add_it(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    assert not leg_muscles.available()
    with pytest.raises(MusclesMissingError, match="--extra muscles"):
        build_grid("right")


def test_neither_the_app_nor_the_command_line_imports_the_extra_by_itself() -> None:
    seen = (
        "import sys, psoas.cli.main, psoas.cli.load, psoas.app.routes; print({'mujoco', 'myo_sim'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
