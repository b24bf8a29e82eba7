"""Legs keep their names from when one leaves its place until both rest again."""

import numpy as np
import pytest

from psoas.tracking.left_right import LeftRight
from psoas.tracking.leg_identity import LegIdentity, with_legs_swapped

FPS = 15


def lift(t: float) -> float:
    """Degrees of a lift that starts after a second of rest: up in a second, held, down again."""
    return 70.0 * float(np.interp(t, [1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 1.0, 0.0]))


def seen_through(bodies, spoiled, side="left", view=0):
    """Names given to a lift, where `spoiled` changes what the model draws at some times; and what was true."""
    identity, named, true = LeftRight(), [], []
    for i in range(5 * FPS):
        t = i / FPS
        body = bodies.seen(bodies.turned(bodies.lie("left", **{f"lift_{side}_deg": lift(t)}), view), t=t)
        named.append(identity.update(spoiled(body, t)))
        true.append(body)
    return named, true


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_leg_called_the_other_from_half_way_up_until_it_is_back_keeps_its_name(bodies, side):
    named, true = seen_through(bodies, lambda b, t: with_legs_swapped(b) if t > 1.5 else b, side)
    assert all(np.allclose(n.image, b.image) for n, b in zip(named, true, strict=True) if n.t < 3.6)


def test_both_legs_drawn_in_one_place_half_way_up_and_then_exchanged_keep_their_names(bodies):
    half = bodies.seen(bodies.lie("left", lift_left_deg=35, lift_right_deg=35))

    def spoiled(body, t):
        # From one place either name may go on: only what left its place before tells which is which.
        if 1.6 < t < 1.8:
            return type(body)(t, half.image, body.confidence, half.metric, body.size)
        return with_legs_swapped(body) if t >= 1.8 else body

    named, true = seen_through(bodies, spoiled)
    assert all(
        np.allclose(n.image, b.image) for n, b in zip(named, true, strict=True) if n.t < 3.6 and not 1.6 < n.t < 1.8
    )


def test_the_model_is_believed_where_it_insists_for_seconds(bodies):
    legs, skeleton = LegIdentity(), None
    for i in range(12 * FPS):
        t = i / FPS
        body = bodies.seen(bodies.lie("left", lift_left_deg=lift(min(t, 2.5))), t=t)
        skeleton = legs.update(with_legs_swapped(body) if t > 1.5 else body, 1 / FPS)
    assert np.allclose(skeleton.image, with_legs_swapped(body).image)


@pytest.mark.parametrize("view", [0, 30, -30])
def test_one_leg_after_the_other_is_left_as_it_is(bodies, view):
    identity = LeftRight()
    for i in range(14 * FPS):
        t = i / FPS
        body = bodies.lie("left", lift_left_deg=lift(t % 7), lift_right_deg=lift(max(t % 7 - 3.0, 0.0)))
        true = bodies.seen(bodies.turned(body, view), t=t)
        assert np.allclose(identity.update(true).image, true.image), t
