"""What the texts of the exercises say so that nobody comes to harm, and which answers close which exercise."""

import pytest

from psoas.plan.ladder import ladder_file
from psoas.programme.catalogue import load
from psoas.programme.model import Exercise

CATALOGUE = load()
BANDED = [exercise for exercise in CATALOGUE.march if exercise.band]


@pytest.mark.parametrize("level", [2, 4])
def test_the_box_stands_against_a_wall_before_the_heels_go_up(level: int) -> None:
    start = CATALOGUE.level(level).start
    wall = next(n for n, line in enumerate(start) if "box against a wall" in line)
    heels = next(n for n, line in enumerate(start) if "rest both heels on the box" in line.lower())
    assert wall < heels


@pytest.mark.parametrize("exercise", BANDED, ids=lambda e: e.id)
def test_the_band_is_put_on_sitting_and_nobody_walks_with_it_on(exercise: Exercise) -> None:
    assert exercise.band is not None
    assert exercise.band.put_on.startswith("Sit ") and "Never walk with the band on" in exercise.band.put_on
    first = next(line for line in exercise.start if "band round both feet" in line)
    assert first.startswith("Sit on ")


@pytest.mark.parametrize("stretch", ["half-kneeling-stretch", "half-kneeling-reach", "side-lying-stretch"])
def test_a_stretch_that_pulls_at_the_nerve_of_the_thigh_stops_where_it_tingles(stretch: str) -> None:
    assert "Stop if the front of your thigh tingles." in CATALOGUE.by_id(stretch).stop


@pytest.mark.parametrize(
    ("lock", "closes"),
    [
        ("ball", {"ball-at-wall"}),
        (
            "nerve",
            {
                "edge-of-bed-stretch",
                "half-kneeling-reach",
                "half-kneeling-stretch",
                "side-lying-stretch",
                "split-stance-stretch",
            },
        ),
        ("hip-90", {"edge-of-bed-stretch", "seated-march", "supported-bridge-rest"}),
        ("head-down", {"plain-bridge", "supported-bridge-rest"}),
    ],
)
def test_an_answer_closes_these_exercises_and_no_other(lock: str, closes: set[str]) -> None:
    assert {exercise.id for exercise in CATALOGUE.exercises if lock in exercise.closed_by} == closes


def test_whoever_may_not_have_the_hips_above_the_head_does_no_bridge() -> None:
    assert [level.level for level in ladder_file().levels if "head-down" in level.closed_by] == [4]


@pytest.mark.parametrize("exercise_id", ["plain-bridge", "sit-to-stand"])
def test_what_is_done_beside_the_march_says_when_to_stop_and_when_to_get_help(exercise_id: str) -> None:
    stop = " ".join(CATALOGUE.by_id(exercise_id).stop)
    assert "Stop if it hurts" in stop and "et help at once" in stop and "goes weak or numb" in stop


def test_a_replaced_hip_gets_a_high_seat_and_the_head_stays_down_with_thin_bones() -> None:
    assert any("replaced hip" in line and "high seat" in line for line in CATALOGUE.by_id("sit-to-stand").start)
    assert any("thin bones" in line for line in CATALOGUE.level(3).tips)
