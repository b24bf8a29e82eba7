"""What is said about the set-up of a recording."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas.analysis.analyze import analyze
from psoas.analysis.observers import LevelWatch, legs_alike
from psoas.exchange.skeletons import write_skeletons
from psoas.programme.catalogue import load
from psoas.testing import synthetic


@pytest.mark.parametrize(("sides", "doubted"), [("llllll", True), ("lrlrlr", False)])
def test_one_leg_over_and_over_is_doubted_and_no_finer_model_is_named_where_no_picture_is_left(
    tmp_path: Path, sides: str, doubted: bool
) -> None:
    reps = [({"l": "left", "r": "right"}[side], 1.0) for side in sides]
    path = tmp_path / "set.npz"
    write_skeletons(path, synthetic(load().level(6), reps))
    said = {note.id: note.say for note in analyze(path, level=6).setup}
    assert ("legs-alike" in said) is doubted
    assert "heavy" not in said.get("legs-alike", "")


def test_where_a_finer_model_could_still_look_the_doubt_says_how() -> None:
    assert "--model heavy" in legs_alike(finer=True).say
    assert legs_alike(finer=True).say.startswith(legs_alike(finer=False).say)


@pytest.mark.parametrize(("given", "counted", "doubted"), [(5, 2, True), (5, 3, False), (1, 3, True), (6, 0, False)])
def test_many_counted_repetitions_are_doubted_only_by_a_movement_that_is_nothing_like_the_level(
    given, counted, doubted
):
    """A wall that is not seen may make a level 5 look like a 6, and then the count speaks for the given one."""
    watch = LevelWatch(load().march, pictures=False)
    for skeleton in synthetic(load().level(6), (("left", 1.0), ("right", 1.0)) * 2):
        watch.update(None, skeleton)
    assert bool(watch.doubts(load().level(given), counted)) is doubted
