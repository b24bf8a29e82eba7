"""The catalogue as psoas brings it."""

from importlib.resources import files
from pathlib import Path

import pytest

from psoas.programme.catalogue import Catalogue, CatalogueError, known_measures, load


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def test_the_march_has_its_six_levels_in_the_order_of_the_programme(catalogue: Catalogue) -> None:
    assert [(exercise.level, exercise.id) for exercise in catalogue.march] == [
        (1, "lying-march"),
        (2, "banded-box-march"),
        (3, "banded-lying-march"),
        (4, "banded-bridge-march"),
        (5, "banded-wall-march"),
        (6, "banded-standing-march"),
    ]


def test_all_four_steps_have_an_exercise_and_a_reason_in_the_order_of_the_routine(catalogue: Catalogue) -> None:
    order = ["massage", "stretch", "strengthen", "habit"]
    assert [step.id for step in catalogue.steps] == order
    assert list(dict.fromkeys(exercise.step for exercise in catalogue.exercises)) == order


def test_an_exercise_is_found_by_its_id_and_by_its_level(catalogue: Catalogue) -> None:
    assert catalogue.by_id("banded-wall-march") is catalogue.level(5)


def test_a_level_that_does_not_exist_is_answered_with_those_that_do(catalogue: Catalogue) -> None:
    with pytest.raises(CatalogueError) as refused:
        catalogue.level(7)
    assert "no level 7" in str(refused.value)
    assert all(f"{exercise.level} ({exercise.name})" in str(refused.value) for exercise in catalogue.march)


def test_a_misspelt_exercise_is_answered_with_the_nearest_one(catalogue: Catalogue) -> None:
    with pytest.raises(CatalogueError, match="Did you mean `lying-march`"):
        catalogue.by_id("lyng-march")


def test_only_the_first_level_goes_without_a_band(catalogue: Catalogue) -> None:
    assert [e.level for e in catalogue.march if e.band is None] == [1]
    assert [e.level for e in catalogue.march if "mini-band" not in e.equipment] == [1]


def test_supports_are_those_of_the_programme(catalogue: Catalogue) -> None:
    used = [set(exercise.equipment) - {"mini-band"} for exercise in catalogue.march]
    assert used == [{"mat"}, {"mat", "box"}, {"mat"}, {"mat", "box"}, {"wall"}, set()]


def test_each_leg_does_ten_to_twelve_with_a_way_back_slower_than_the_way_out(catalogue: Catalogue) -> None:
    for exercise in catalogue.march:
        assert exercise.dose is not None
        assert exercise.dose.reps_per_side == (10, 12)
        assert exercise.dose.tempo_s.back > exercise.dose.tempo_s.out


def test_level_three_without_its_band_is_level_one(catalogue: Catalogue) -> None:
    assert catalogue.level(3).without_band == catalogue.level(1).id


def test_every_level_watches_the_still_leg_the_way_back_and_the_range(catalogue: Catalogue) -> None:
    for exercise in catalogue.march:
        ids = {check.id for check in exercise.checks}
        assert {"holding-leg-drifts", "returns-too-fast"} <= ids
        assert ids & {"trunk-leaves-its-line", "bridge-sags"}, "in a bridge the trunk's line is the bridge's"
        assert ids & {"range-too-small", "knee-not-high-enough"}


def test_a_sagging_bridge_is_corrected_before_anything_else(catalogue: Catalogue) -> None:
    first = min(catalogue.level(4).checks, key=lambda check: check.priority)
    assert (first.id, first.priority) == ("bridge-sags", 1)
    assert [check.id for check in catalogue.level(4).checks if check.priority == 1] == ["bridge-sags"]


def test_the_key_pose_of_every_level_keeps_its_own_checks_on_the_trunk(catalogue: Catalogue) -> None:
    for exercise in catalogue.march:
        assert exercise.motion is not None
        for check in exercise.checks:
            if check.measure == "trunk_deg":
                assert check.keep[0] < exercise.motion.trunk < check.keep[1]
            if check.measure == "holding_thigh_deg":
                assert check.keep[0] < exercise.motion.holding.hip < check.keep[1]


def test_equipment_that_an_exercise_asks_for_is_explained(catalogue: Catalogue) -> None:
    explained = {kit.id for kit in catalogue.common.equipment}
    assert {thing for exercise in catalogue.exercises for thing in exercise.equipment} <= explained


def test_measures_have_different_names() -> None:
    names = [measure.name for measure in known_measures()]
    assert len(names) == len(set(names)) == 18


def test_a_folder_of_ones_own_is_read_instead(tmp_path: Path, catalogue: Catalogue) -> None:
    source = Path(str(__import__("psoas.programme", fromlist=["x"]).__path__[0])) / "exercises"
    (tmp_path / "mine.toml").write_bytes((source / "lying-march.toml").read_bytes())
    mine = load(tmp_path)
    assert mine.exercises == (catalogue.level(1),)
    assert mine.common == catalogue.common


@pytest.mark.parametrize("exercise", load().exercises, ids=lambda e: e.id)
def test_every_exercise_has_a_figure(exercise):
    assert exercise.motion is not None or exercise.figures()


def test_every_sketch_is_used():
    catalogue = load()
    used = set()
    for exercise in catalogue.exercises:
        used |= {exercise.figure, *exercise.figures(), *exercise.figures(easy=True)} - {None}
    assert used == {sketch.id for sketch in catalogue.sketches}


def test_a_figure_that_does_not_exist_is_told_with_its_line(tmp_path):
    own = (files("psoas.programme") / "exercises" / "warmth.toml").read_text(encoding="utf-8")
    (tmp_path / "warmth.toml").write_text(own.replace('"warm-pack"', '"warm-pak"'), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"warmth\.toml, line \d+: .*Did you mean `warm-pack`"):
        load(tmp_path)


def test_figures_are_named_in_the_order_in_which_they_are_done():
    assert load().by_id("warm-up").figures() == ("walking", "breathing", "pelvis-rock")
