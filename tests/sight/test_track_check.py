import numpy as np
import pytest

from psoas.body.skeleton import Joint, Skeleton
from psoas.sight.geometry import Square
from psoas.sight.track_check import TrackCheck, doubtful, plausible_bones

SQUARE = Square(320, 240, 420, 0.0)


def moved(body: Skeleton, t: float, by: tuple[float, float]) -> Skeleton:
    return Skeleton(t, body.image + np.array(by), body.confidence, body.metric, body.size)


def test_a_march_raises_no_doubt(bodies):
    track = TrackCheck(SQUARE)
    for i in range(30):
        body = bodies.seen(bodies.stand(lift_left_deg=3.0 * i), t=i / 10)
        assert not doubtful(body, SQUARE, track)
        track = track.followed_by(body, SQUARE)


def test_a_body_that_leaps_across_the_picture_is_doubted(bodies):
    body = bodies.seen(bodies.stand())
    track = TrackCheck(SQUARE).followed_by(body, SQUARE)
    assert doubtful(moved(body, 0.05, (250, 0)), SQUARE, track)
    assert not doubtful(moved(body, 0.05, (20, 0)), SQUARE, track)


@pytest.mark.parametrize("factor", [0.4, 2.0])
def test_a_square_that_shrinks_or_grows_at_once_is_doubted(bodies, factor):
    body = bodies.seen(bodies.stand())
    track = TrackCheck(SQUARE).followed_by(body, SQUARE)
    assert doubtful(moved(body, 0.1, (0, 0)), Square(320, 240, 420 * factor, 0.0), track)


def test_a_square_outside_the_picture_is_doubted(bodies):
    assert doubtful(bodies.seen(bodies.stand()), Square(-50, 240, 420, 0.0), TrackCheck(SQUARE))


def test_bones_that_no_body_has_are_doubted_but_one_hidden_leg_is_not(bodies):
    metric = bodies.stand()
    assert plausible_bones(bodies.seen(metric))
    metric[Joint.LEFT_KNEE] = metric[Joint.LEFT_HIP]
    assert plausible_bones(bodies.seen(metric))
    metric[Joint.RIGHT_KNEE] = metric[Joint.RIGHT_HIP]
    assert not plausible_bones(bodies.seen(metric))
    assert not plausible_bones(bodies.seen(bodies.stand() * 0.3))
