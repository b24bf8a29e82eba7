"""The person does another exercise than planned."""

from dataclasses import replace

import pytest

from psoas.coach.cues import GAP_S
from psoas.journal.records import SetPlan
from psoas.session.messages import Spoken
from psoas.session.observer import OTHER_ID
from psoas.testing import synthetic

from .conftest import Stage, cue

SET = (("left", 1.0), ("right", 1.0)) * 2
PLAN = SetPlan(1, 12, 60.0, 0.0)


@pytest.fixture
def march(catalogue):
    def do(planned, *levels, cues=(), **more):
        """A session planned for one level in which others are done; gives the stage and all that was said."""
        stage = Stage(catalogue.level(planned), None, PLAN, march=catalogue.march, **more)
        stage.tap("start", 0.0)
        assert stage.view.phase == "working"
        stage.heard, t = [], 0.0
        for level in levels:
            start = t + 0.2
            for skeleton in synthetic(catalogue.level(level), SET, fps=10, tempo=0.8):
                t = start + skeleton.t
                if stage.coaches:
                    stage.coach.prepared = [cue(t)] if any(abs(t - when) < 0.06 for when in cues) else []
                stage.heard += [(t, each) for each in stage._keep(stage.session.update(replace(skeleton, t=t)))]
        return stage

    return do


def notices(stage):
    return [m for m in stage.messages if isinstance(m, Spoken) and m.id == OTHER_ID]


@pytest.mark.parametrize(("planned", "done"), [(3, 2), (2, 3), (1, 6), (6, 5), (5, 6), (4, 2)])
def test_another_exercise_is_said_once_and_offered(march, planned, done):
    stage = march(planned, done, done)
    (said,) = notices(stage)
    assert said.kind == "notice"
    assert f"level {done}" in said.say
    assert stage.view.other_level == done


@pytest.mark.parametrize("level", range(1, 7))
@pytest.mark.parametrize("band", [True, False])
def test_the_planned_exercise_is_never_spoken_of_with_or_without_its_band(march, level, band):
    stage = march(level, level, band=band)
    assert (notices(stage), stage.view.other_level) == ([], None)


def test_without_a_band_the_bare_form_of_the_movement_is_offered(march):
    assert march(6, 3, band=False).view.other_level == 1
    assert march(6, 1, band=True).view.other_level == 3


def test_who_stays_hears_and_sees_no_more_of_it(march, catalogue):
    stage = march(3, 2)
    stage.tap("keep-level", 100.0)
    assert stage.view.other_level is None
    for skeleton in synthetic(catalogue.level(2), SET, fps=10):
        stage._keep(stage.session.update(replace(skeleton, t=200 + skeleton.t)))
    assert stage.view.other_level is None
    assert len(notices(stage)) == 1


def test_who_returns_to_the_plan_is_offered_nothing(march):
    assert march(3, 2, 3).view.other_level is None


def test_it_waits_while_a_cue_is_fresh(march):
    # A cue every second, from before the third repetition ends until well after it.
    stage = march(3, 2, 2, cues=[8.0 + i for i in range(9)])
    said = [(t, m.kind) for t, m in stage.heard if isinstance(m, Spoken)]
    (noticed,) = (t for t, kind in said if kind == "notice")
    assert noticed >= GAP_S + max(t for t, kind in said if kind == "correct")


def test_in_silence_it_is_offered_all_the_same(march):
    stage = march(3, 2, silent=True)
    assert notices(stage) == []
    assert stage.view.other_level == 2


def test_a_session_that_a_person_counts_is_not_watched_for_it(march):
    assert march(3, 2, counting="hand").view.other_level is None
