"""The register of measures and the list that exercise files are checked against."""

from psoas.coach.form import MEASURES
from psoas.programme.catalogue import known_measures


def test_the_measures_an_exercise_may_name_are_those_the_coach_has() -> None:
    assert set(MEASURES) == {measure.name for measure in known_measures()}
