"""What each repetition asked of the hip, kept with it: only for a body and a band that were told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from passing import moments
from psoas.biomechanics.anthropometry import Physique, loop_of
from psoas.biomechanics.load import loads
from psoas.journal.answers import Band, Profile
from psoas.journal.records import SetPlan
from psoas.session.effort import weigher
from psoas.session.session import Session
from psoas.testing import synthetic

from .conftest import STARTED

ME = Profile(height_m=1.8, mass_kg=80)
TWO = (Band("light", length_m=0.25), Band("heavy", length_m=0.3))


def kept(
    catalogue, store, level: int, profile: Profile, *, band: bool = True, rung: str = "", far_confidence: float = 0.9
):
    """What the journal holds after a left and a right repetition before the camera."""
    exercise = catalogue.level(level)
    session = Session(
        exercise,
        store,
        started_at=STARTED,
        plan=SetPlan(sets=1, reps_per_side=1, rest_s=60),
        band=band,
        counting="camera",
        weigh=weigher(exercise, profile, band=band, rung=rung),
    )
    session.tap("start", 100.0)
    begun = 100.1 + session.view.countdown_left_s
    for moment in moments(100.0, begun):
        session.tick(moment)
    for skeleton in synthetic(exercise, lead_s=2.0, yaw_deg=0, elevation_deg=0, far_confidence=far_confidence):
        session.update(replace(skeleton, t=skeleton.t + begun))
    session.tap("stop", 200.0)
    found = store.reps(session.view.session_id)
    assert [rep.side for rep in found] == ["left", "right"]
    return found


@pytest.mark.parametrize("level", [1, 6])
def test_a_repetition_before_the_camera_is_kept_with_what_it_asked(level, catalogue, store) -> None:
    loop = loop_of("light", 0.25)
    model = loads(catalogue.level(level), Physique(80, 1.8), loop)
    for rep in kept(catalogue, store, level, replace(ME, bands=TWO[:1])):
        assert rep.peak_nm == pytest.approx(model.course("working_hip").max(), rel=0.08)
        assert rep.work_j > 5


def test_the_band_is_that_of_the_rung_and_with_a_stronger_one_there_is_more_work(catalogue, store) -> None:
    light, heavy = (kept(catalogue, store, 6, replace(ME, bands=TWO), rung=rung)[0].work_j for rung in ("6b", "6d"))
    assert heavy > 1.3 * light


@pytest.mark.parametrize(
    ("profile", "band", "rung"),
    [
        (Profile(), True, "6b"),
        (Profile(height_m=1.8), True, "6b"),
        (Profile(mass_kg=80), True, "6b"),
        (replace(ME, bands=TWO), True, ""),
        (ME, True, ""),
        (replace(ME, mass_kg=25), True, "6b"),
    ],
    ids=["nothing told", "no mass", "no height", "which of two bands", "no band told", "no grown person"],
)
def test_a_number_for_another_body_or_band_is_not_kept(profile, band, rung, catalogue, store) -> None:
    assert weigher(catalogue.level(6), profile, band=band, rung=rung) is None
    assert {rep.work_j for rep in kept(catalogue, store, 6, profile, band=band, rung=rung)} == {None}


def test_without_a_band_nobody_needs_to_know_which(catalogue, store) -> None:
    assert all(rep.work_j for rep in kept(catalogue, store, 6, replace(ME, bands=TWO), band=False))


def test_a_leg_that_was_not_seen_well_enough_counts_but_has_no_work(catalogue, store) -> None:
    left, right = kept(catalogue, store, 1, ME, far_confidence=0.5)
    assert left.work_j is None
    assert right.work_j is not None


def test_a_box_too_high_for_the_body_keeps_no_number_and_stops_nothing(catalogue, store) -> None:
    found = kept(catalogue, store, 2, replace(ME, box_height_m=1.0, height_m=1.5, bands=TWO[:1]))
    assert {rep.work_j for rep in found} == {None}


def test_what_is_entered_by_hand_has_no_work(catalogue, store) -> None:
    exercise = catalogue.level(6)
    session = Session(
        exercise,
        store,
        started_at=STARTED,
        plan=SetPlan(1, 1, 60),
        band=False,
        counting="hand",
        weigh=weigher(exercise, ME, band=False, rung=""),
    )
    session.tap("start", 1.0)
    session.tap("count-left", 2.0)
    assert [rep.work_j for rep in store.reps(session.view.session_id)] == [None]
