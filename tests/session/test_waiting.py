"""Silence never means waiting without a reason."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.records import SetPlan
from psoas.session.states import Done, Paused, Ready, Resting, Returning, Starting, Working
from psoas.session.waiting import AGAIN_S, MORE, MORE_S, QUIET_S, SETTLED_S, CameraLook, Reason, Wait, reason
from psoas.testing.wording import forbidden_in
from psoas.tracking.setup_check import AdviceId, SetupAdvice
from session.conftest import cue, rep, said

WELL = (SetupAdvice("ready", "I can see you well.", True),)
FEET = (
    SetupAdvice("feet-out-of-picture", "I can see your legs, not your feet. Move the camera back a little.", False),
)
DARK = (SetupAdvice("too-dark", "It is too dark for me to see you well.", False),)
LOOKS = [
    CameraLook(advice, held, lost, also)
    for advice in (None, WELL, FEET)
    for held in (False, True)
    for lost in (False, True)
    for also in ("", "Lie still for three seconds.")
]


def why(state, counting="camera", look=None, **more):
    return reason(state, counting, look or CameraLook(), **{"seen": True, "quiet_s": 0.0, "posture": "lying", **more})


@pytest.mark.parametrize("counting", ["camera", "hand", "paced"])
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", [Ready(), Paused(Working()), Paused(Resting(9.0))])
def test_every_state_that_waits_for_the_person_has_words(state, look, counting):
    begins_by_itself = counting == "camera" and look.advice == WELL and not look.held and not look.also
    found = why(state, counting, look)
    if isinstance(state, Ready) and begins_by_itself:
        assert found is None
    else:
        assert found is not None
        assert found.more


@pytest.mark.parametrize("state", [Starting(3.0), Returning(3.0), Resting(60.0), Done()])
def test_what_was_announced_and_ends_by_itself_needs_no_reason(state):
    assert why(state) is None


def test_a_set_is_explained_when_the_person_is_lost_or_nothing_was_counted_for_long():
    assert why(Working()) is None
    assert why(Working(), seen=False).say == "I lost you. Lie as before, and I go on counting."
    assert why(Working(), seen=False, posture="standing").say.startswith("I lost you. Stand as before")
    assert why(Working(), quiet_s=QUIET_S).say.startswith("I can see you.")
    assert why(Working(), "hand", seen=False, quiet_s=99.0) is None


def test_every_piece_of_advice_has_more_to_it_and_none_says_what_psoas_may_not_say():
    assert set(MORE) == set(get_args(AdviceId))
    assert all(say for id_, say in MORE.items() if id_ not in ("ready", "more-than-one-person"))
    assert all(forbidden_in(say) == () for say in MORE.values())


def play(reasons, step=0.1):
    """Return when what was said, with one reason every `step` seconds."""
    wait, told = Wait(), []
    for n, now in enumerate(reasons):
        wait = wait.follow(now, n * step)
        if say := wait.due(now, n * step):
            told.append((n * step, say))
            wait = wait.said(n * step)
    return told


A, B = Reason("a", "A.", "A, more."), Reason("b", "B.", "B, more.", again=False)


def test_a_reason_is_said_once_it_has_settled_then_with_more_detail_then_now_and_then():
    told = play([A] * 500)
    assert [say for _, say in told] == ["A.", "A, more.", "A, more."]
    assert [t for t, _ in told] == pytest.approx([SETTLED_S, SETTLED_S + MORE_S, SETTLED_S + MORE_S + AGAIN_S], abs=0.2)


def test_what_the_person_chose_is_not_said_over_and_over():
    assert [say for _, say in play([B] * 1000)] == ["B.", "B, more."]


def test_a_reason_that_is_back_after_a_blink_does_not_begin_anew():
    assert [say for _, say in play([A] * 30 + [None] * 5 + [B] * 5 + [A] * 30)] == ["A."]


@given(st.lists(st.sampled_from([None, A, B]), max_size=400))
def test_nothing_is_said_that_has_not_lasted(reasons):
    for t, say in play(reasons):
        n = round(t / 0.1)
        lasted = {r.id if r else "" for r in reasons[n - int(SETTLED_S / 0.1) + 1 : n + 1]}
        assert say[0].lower() in lasted
        assert n >= SETTLED_S / 0.1 - 1e-9


def test_the_session_says_aloud_what_is_wrong_with_the_set_up_and_then_more(stage):
    played = stage()
    played.session.look(CameraLook(FEET))
    assert said(played.run(0.0, 12.0)) == [FEET[0].say, MORE["feet-out-of-picture"]]
    assert played.view.said == MORE["feet-out-of-picture"]
    played.session.look(CameraLook(DARK))
    assert said(played.run(12.0, 19.0)) == [DARK[0].say]
    played.session.look(CameraLook(WELL))
    assert said(played.run(19.0, 60.0)) == []


def test_the_session_says_that_it_lost_the_person_and_is_silent_again_once_they_are_back(stage):
    played = stage(SetPlan(1, 9, 60)).working()
    played.run(5.0, 9.0)
    played.update(9.0, rep(9.0))
    played.coach.now = type(played.coach.now)(9.0, {}, None, 0.0, False)
    assert said(played.run(9.0, 14.0)) == ["I lost you. Lie as before, and I go on counting."]
    played.coach.now = type(played.coach.now)(14.0, {}, None, 0.0, True)
    assert said(played.run(14.0, 18.0)) == []


def test_a_pause_is_explained_once_more(stage):
    played = stage().working()
    assert said(played.tap("pause", 6.0))[-1] == "Paused."
    assert said(played.run(6.0, 100.0)) == ["We are paused, and your count is kept. Go on when you are ready."]


def test_a_lost_camera_is_not_called_the_persons_pause(stage):
    played = stage().working()
    played.session.look(CameraLook(None, lost=True))
    played.tap("pause", 6.0)
    assert said(played.run(6.0, 9.0)) == ["The camera went away, so I paused. Your count is kept."]


def test_a_cue_is_dropped_for_the_reason_to_wait(stage):
    played = stage(SetPlan(1, 9, 60)).working()
    played.run(5.0, 9.0)
    played.coach.now = type(played.coach.now)(9.0, {}, None, 0.0, False)
    played.run(9.0, 10.8)
    assert said(played.update(10.9, cue(10.9))) == []
