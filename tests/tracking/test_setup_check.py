import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.skeleton import N_JOINTS, Skeleton, joint
from psoas.tracking.setup_check import check_setup, side_on_deg


def ids(skeletons, **asked):
    return [a.id for a in check_setup(skeletons, **asked)]


def small(bodies, metric, t=0.0):
    """The body small enough that all of it is in the picture."""
    return bodies.seen(metric, t, (1000, 800), 250)


def test_a_person_well_in_view_is_ready(bodies):
    found = check_setup([small(bodies, bodies.lie("left"))], camera="side", posture="lying")
    assert [(a.id, a.ok) for a in found] == [("ready", True)]


def test_an_empty_picture_says_that_nobody_is_there():
    assert ids([Skeleton.nobody(0.0, (640, 480))] * 5) == ["nobody"]
    assert ids([]) == ["nobody"]


def test_a_person_lost_for_a_blink_is_still_there(bodies):
    body = small(bodies, bodies.lie("left"))
    assert ids([body, body, Skeleton.nobody(0.2, (1000, 800)), body]) == ["ready"]


def test_darkness_is_said_even_when_nobody_is_found():
    assert ids([Skeleton.nobody(0.0)], brightness=0.02) == ["too-dark", "nobody"]


@pytest.mark.parametrize(
    ("people", "place", "says"),
    [
        (2, "left", "I see two people. I follow the one on the left."),
        (3, "middle", "I see three people. I follow the one in the middle."),
        (5, "right", "I see several people. I follow the one on the right."),
        (2, None, "I see two people. I follow one of them."),
    ],
)
def test_of_several_people_it_is_said_who_is_followed_and_nobody_need_go(bodies, people, place, says):
    found = check_setup([small(bodies, bodies.lie("left"))], people=people, place=place)
    assert [(a.id, a.ok) for a in found] == [("more-than-one-person", True)]
    assert found[0].say.startswith(says)


def test_who_is_followed_is_not_told_while_nobody_is():
    assert ids([Skeleton.nobody(0.0, (640, 480))] * 5, people=2, place="left") == ["nobody"]


@pytest.mark.parametrize(("shift", "expected"), [((480, 0), "feet-out-of-picture"), ((-400, 0), "head-out-of-picture")])
def test_a_body_cut_off_by_the_edge_is_told_which_part(bodies, shift, expected):
    body = small(bodies, bodies.lie("left"))
    moved = Skeleton(body.t, body.image + np.array(shift), body.confidence, body.metric, body.size)
    found = check_setup([moved])
    assert [a.id for a in found] == [expected]
    assert not found[0].ok


def test_a_leg_that_nothing_can_be_counted_from_is_said(bodies):
    body = small(bodies, bodies.lie("left"))
    confidence = body.confidence.copy()
    confidence[[joint("right", "hip"), joint("right", "knee")]] = 0.01
    hidden = Skeleton(body.t, body.image, confidence, body.metric, body.size)
    assert ids([hidden]) == ["legs-hidden"]
    assert ids([body, hidden, body]) == ["ready"]


def test_a_tiny_person_is_asked_closer(bodies):
    assert ids([bodies.seen(bodies.lie("left"), 0, (1920, 1080), 150)]) == ["too-far"]


def test_the_wrong_posture_is_named_before_the_view(bodies):
    assert ids([small(bodies, bodies.stand())], posture="lying", camera="side") == ["not-lying"]
    assert ids([small(bodies, bodies.lie("left"))], posture="standing", camera="front") == ["not-standing"]
    assert ids([small(bodies, bodies.lie("left"))], posture="bridge", camera="side") == ["ready"]


@pytest.mark.parametrize(("turn", "ok"), [(90, True), (50, True), (45, True), (20, False), (0, False), (-50, True)])
def test_side_on_is_accepted_within_45_degrees_and_refused_beyond_60(bodies, turn, ok):
    body = small(bodies, bodies.turned(bodies.stand(), turn))
    assert ids([body], camera="side", posture="standing") == (["ready"] if ok else ["camera-not-side-on"])


@pytest.mark.parametrize(("turn", "ok"), [(0, True), (30, True), (180, True), (60, False), (-80, False)])
def test_frontal_is_asked_for_where_the_exercise_asks(bodies, turn, ok):
    body = small(bodies, bodies.turned(bodies.stand(), turn))
    assert ids([body], camera="front", posture="standing") == (["ready"] if ok else ["camera-not-frontal"])


def test_any_view_is_fine_where_any_is_asked(bodies):
    for turn in (0, 40, 90):
        body = small(bodies, bodies.turned(bodies.stand(), turn))
        assert ids([body], camera="any", posture="standing") == ["ready"]


@given(st.floats(-360, 360))
def test_the_view_is_measured_as_it_was_turned(bodies, turn):
    body = bodies.seen(bodies.turned(bodies.stand(), turn))
    expected = np.degrees(np.arccos(min(1, abs(np.sin(np.radians(turn))))))
    assert side_on_deg(body) == pytest.approx(expected, abs=0.1)


@given(st.floats(0, 90))
def test_the_view_is_roughly_known_without_depth_too(bodies, turn):
    body = bodies.seen(bodies.turned(bodies.stand(), turn))
    flat = Skeleton(body.t, body.image, body.confidence, None, body.size)
    assert side_on_deg(flat) == pytest.approx(90 - turn, abs=25)


def test_lying_seen_from_the_feet_is_not_side_on(bodies):
    assert side_on_deg(bodies.seen(bodies.turned(bodies.lie("left"), 90))) == pytest.approx(90)


def test_somebody_who_lies_seen_from_the_feet_is_not_told_to_lie_down(bodies):
    body = bodies.seen(bodies.turned(bodies.lie("left"), 90))
    assert "not-lying" not in {advice.id for advice in check_setup([body], camera="any", posture="lying")}


@given(st.floats(0, 1), st.integers(0, 4), st.sampled_from(["side", "front", "any"]), st.integers(0, 2**32 - 1))
def test_any_input_gets_sentences_and_ready_stands_alone(brightness, people, camera, seed):
    rng = np.random.default_rng(seed)
    image = rng.uniform(-100, 800, (N_JOINTS, 2))
    body = Skeleton(0.0, image, rng.uniform(0, 1, N_JOINTS), rng.normal(size=(N_JOINTS, 3)), (640, 480))
    found = check_setup([body], brightness, people, camera, "standing")
    assert found
    assert all(a.say.endswith(".") for a in found)
    assert all(a.ok == (a.id in ("ready", "more-than-one-person")) for a in found)
    assert len(found) == 1 or all(a.id != "ready" for a in found)
