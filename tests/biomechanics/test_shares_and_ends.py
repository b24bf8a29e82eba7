"""Whose muscles a share compares with, what carries the body, how far the ends stand apart, and what is offered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from psoas.biomechanics.advice import FITS, LoadAdvice, advise, fit, share_of
from psoas.biomechanics.anthropometry import Physique, loop_of
from psoas.biomechanics.load import LegLoad, estimates, estimates_of, loads, within_reach
from psoas.programme.catalogue import load
from psoas.programme.loads import load_file

MAN = Physique(70, 1.75, "male")
BANDS = [band for band in map(loop_of, ("light", "medium", "heavy")) if band is not None]


def either_way(number: int):
    """Loads of a level whose other hip is stretched by 40 N·m and then bent by 30: both numbers have something."""
    found, swing = loads(load().level(number), MAN, samples=9), np.linspace(-40, 30, 9)
    return replace(found, holding=LegLoad(swing, swing, swing))


@pytest.mark.parametrize("number", range(1, 7))
def test_only_a_leg_that_carries_the_body_has_a_stance_and_only_one_that_does_not_is_held(number: int) -> None:
    found = either_way(number)
    assert found.carried == (number >= 4)
    assert (found.course("stance_hip").max(), found.course("holding_hip").max()) == (
        (40, 0) if number >= 4 else (0, 30)
    )


@pytest.mark.parametrize("number", [1, 3])
def test_the_share_of_the_leg_that_is_held_still_is_that_of_the_angle_at_which_it_is_held(number: int) -> None:
    exercise = load().level(number)
    assert exercise.motion is not None
    found = loads(exercise, MAN, loop_of("heavy"))
    at = np.array([exercise.motion.holding.hip])
    assert np.ptp(found.other_hip_deg) < 5 < np.ptp(found.hip_deg)
    expected = found.course("holding_hip").max() / MAN.capacity("hip_flexion", at)[0]
    assert found.share("holding_hip", MAN) == pytest.approx(expected, rel=0.02)


def test_the_share_of_the_working_leg_is_that_of_the_angle_at_which_it_works() -> None:
    found = loads(load().level(1), MAN)
    i = int(np.argmax(found.course("working_hip") / MAN.capacity("hip_flexion", found.hip_deg)))
    at = found.hip_deg[i : i + 1]
    assert abs(at[0] - found.other_hip_deg[i]) > 30
    assert found.share("working_hip", MAN) == pytest.approx(
        found.course("working_hip")[i] / MAN.capacity("hip_flexion", at)[0]
    )


def test_the_share_of_a_leg_that_carries_compares_with_the_muscles_that_stretch_the_hip() -> None:
    found = loads(load().level(4), MAN)
    bends, stretches = (MAN.capacity(muscles, found.other_hip_deg) for muscles in ("hip_flexion", "hip_extension"))
    assert not np.allclose(bends, stretches)
    assert found.share("stance_hip", MAN) == pytest.approx((found.course("stance_hip") / stretches).max())


def test_both_ends_leave_room_for_the_bodys_segments_even_without_a_band() -> None:
    spread = load_file().estimates.segment_spread
    for one in estimates(load().level(6), MAN).values():
        assert one.low == pytest.approx(one.value * (1 - spread))
        assert one.high == pytest.approx(one.value * (1 + spread))


def test_with_a_band_the_ends_are_those_of_the_weakest_and_the_strongest_it_could_be_and_the_segments_on_top() -> None:
    spread = load_file().estimates.segment_spread
    runs = within_reach(load().level(6), MAN, BANDS[1])
    as_said, weak, strong = (float(run.course("working_hip").max()) for run in runs)
    assert weak < as_said < strong
    found = estimates_of(runs, MAN)["working_hip"]
    ends = (found.value, found.low, found.high)
    assert ends == pytest.approx((as_said, weak * (1 - spread), strong * (1 + spread)))


#: Of the three bands with which level 6 is done: only the light one fits, all but the heavy one, none.
ONE, TWO, NONE = Physique(70, 1.7, "female", 25), Physique(120, 1.7, "female", 25), Physique(70, 1.7, "female", 50)


@pytest.mark.parametrize(("build", "instead"), [(ONE, 1), (TWO, 0), (NONE, 2)], ids=["light", "medium", "none"])
def test_where_the_planned_band_is_too_strong_the_strongest_weaker_one_that_fits_is_offered(build, instead) -> None:
    light, medium, heavy = BANDS
    found = fit(load().level(6), build, heavy, [medium, light, None])
    assert found.share > FITS
    assert found.instead == instead


def test_the_strongest_of_the_owned_bands_that_fits_is_advised_whatever_their_order() -> None:
    light, medium, heavy = BANDS
    for build, best in ((ONE, light), (TWO, medium), (NONE, None)):
        wanted = LoadAdvice(best, 0, share_of(load().level(6), build, best), near=False)
        assert advise(load().level(6), build, [heavy, light, medium]) == wanted
