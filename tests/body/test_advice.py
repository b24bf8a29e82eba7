"""What the load model advises."""

from __future__ import annotations

import pytest

from psoas.body.advice import FITS, advise, share_of
from psoas.body.build import Build, loop_of
from psoas.programme.catalogue import load

BANDS = [band for band in map(loop_of, ("light", "medium", "heavy")) if band is not None]
STRONG, LIGHT = Build(70, 1.75, "male", 25), Build(45, 1.5, "female", 75)


@pytest.mark.parametrize("number", range(2, 7))
def test_the_strongest_band_that_fits_is_advised(number: int) -> None:
    exercise = load().level(number)
    found = advise(exercise, STRONG, BANDS)
    assert found.share <= FITS
    assert found.lower_deg == 0
    stronger = [band for band in BANDS if band.force_n > (found.loop.force_n if found.loop else 0)]
    assert all(share_of(exercise, STRONG, band) > FITS for band in stronger)


def test_level_one_has_no_band_to_advise() -> None:
    assert advise(load().level(1), STRONG, BANDS).loop is None


def test_who_owns_no_band_goes_without() -> None:
    assert advise(load().level(6), STRONG, []).loop is None


def test_a_weaker_person_is_never_advised_a_stronger_band() -> None:
    for exercise in load().march:
        weak, strong = (advise(exercise, build, BANDS).loop for build in (LIGHT, STRONG))
        assert (weak.force_n if weak else 0) <= (strong.force_n if strong else 0)


def test_a_lower_knee_asks_less_in_the_standing_levels() -> None:
    exercise, band = load().level(6), BANDS[1]
    assert share_of(exercise, STRONG, band, 20) < share_of(exercise, STRONG, band)
