import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.app.live import protocol as wire
from psoas.body.skeleton import N_JOINTS, Skeleton

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


def message(**changes):
    whole = {
        "type": "skeleton",
        "seq": 7,
        "t": 1500.0,
        "size": [640, 480],
        "image": [[10.0 * i, 5.0 * i] for i in range(N_JOINTS)],
        "confidence": [0.9] * N_JOINTS,
    }
    return json.dumps({**whole, **changes})


def test_a_frame_comes_apart_as_it_was_put_together():
    frame = wire.read_frame(wire.HEADER.pack(wire.MAGIC, 12, 3456.5) + b"\xff\xd8jpeg")
    assert (frame.seq, frame.captured_ms, frame.jpeg) == (12, 3456.5, b"\xff\xd8jpeg")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_frame_or_refused_with_a_sentence(data):
    try:
        frame = wire.read_frame(data)
    except wire.UnusableMessageError as problem:
        assert str(problem).endswith(".")
    else:
        assert data.startswith(wire.MAGIC) and frame.jpeg


@given(st.text(max_size=80) | ANYTHING.map(json.dumps))
def test_any_text_that_is_no_skeleton_is_refused_with_a_sentence(text):
    with pytest.raises(wire.UnusableMessageError, match=r"\.$"):
        wire.read_text(text)


@given(st.sampled_from(["seq", "t", "size", "image", "confidence", "metric"]), ANYTHING)
def test_one_wrong_part_never_gets_further_than_a_refusal_or_a_whole_skeleton(part, value):
    try:
        read = wire.read_text(message(**{part: value}))
    except wire.UnusableMessageError:
        return
    assert read.skeleton.image.shape == (N_JOINTS, 2)
    assert np.isfinite(read.skeleton.confidence).all()


def test_points_that_are_not_finite_become_unknown_and_lose_their_confidence():
    image = [[1.0, 2.0]] * N_JOINTS
    image[3] = None
    image[4] = [1e400, 2.0]
    read = wire.read_text(message(image=image))
    assert np.isnan(read.skeleton.image[[3, 4]]).all()
    assert list(read.skeleton.confidence[[3, 4]]) == [0.0, 0.0]
    assert read.skeleton.confidence[5] == 0.9


def test_a_skeleton_is_sent_as_shares_of_the_picture_with_null_for_what_is_unknown():
    image = np.full((N_JOINTS, 2), 240.0)
    image[0] = np.nan
    sent = wire.write_skeleton(Skeleton(1.0, image, np.ones(N_JOINTS), None, (640, 480)))
    assert sent["points"][0] is None
    assert sent["points"][1] == [0.375, 0.5]


def test_nobody_is_sent_as_nothing():
    assert wire.write_skeleton(Skeleton.nobody(1.0, (640, 480))) is None


@given(ANYTHING)
def test_every_answer_is_strict_json(value):
    said = json.loads(wire.write_answer(3, extra=value), parse_constant=pytest.fail)
    assert said["seq"] == 3


def test_nan_is_sent_as_null():
    assert json.loads(wire.write_answer(1, hip={"left": math.nan}))["hip"] == {"left": None}
