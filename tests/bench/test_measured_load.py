"""The load of rendered people, seen by the pose model, beside that of their true angles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.studies.measured_load import off, true_reps
from psoas.analysis.analyze import analyze
from psoas.analysis.loads import CAMERA, QUANTITIES, Carried, set_load
from psoas.biomechanics.anthropometry import Physique, loop_of
from psoas.body.skeleton import SIDES
from psoas.programme.catalogue import load

CLIPS = Path(__file__).parents[1] / "fixtures" / "clips"


@pytest.mark.parametrize("number", [3, 4, 6])
def test_the_load_that_was_seen_is_that_of_the_true_angles_within_what_is_told(number: int) -> None:
    clip = CLIPS / f"level{number}.mp4"
    truth = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    exercise, carried = load().level(number), Carried(Physique(), loop_of(truth["band"]))
    reps = list(analyze(clip, number).reps)
    seen, real = set_load(exercise, reps, carried), set_load(exercise, true_reps(truth, reps), carried)
    for side in SIDES:
        assert seen.side(side).used == real.side(side).used == 2
        for quantity in QUANTITIES:
            assert abs(off(seen.side(side), real.side(side), quantity)) <= CAMERA[quantity], (side, quantity)
