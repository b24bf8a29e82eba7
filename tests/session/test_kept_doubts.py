"""What a second opinion doubts in a set is kept for the summary, and changes no count."""

from __future__ import annotations

from psoas.coach.second_opinion.doubts import Doubt

from .conftest import counted, rep


def test_a_set_that_ends_keeps_what_is_doubted_of_it(stage):
    played = stage().working()
    played.coach.doubted = [Doubt(2, "other-leg")]
    messages = played.update(10.0, rep(9.0), rep(9.2, "right"), rep(9.4), rep(9.6, "right"))
    assert len(counted(messages)) == 4
    assert played.view.phase == "resting"
    assert played.session.kept_doubts == {1: (Doubt(2, "other-leg"),)}


def test_after_a_pause_the_numbers_go_on_from_what_was_seen_before(stage):
    played = stage().working()
    played.update(10.0, rep(9.0), rep(9.5, "right"))
    played.coach.doubted = [Doubt(1, "two")]
    played.tap("pause", 11.0)
    played.tap("resume", 12.0)
    played.tick(12.0 + played.view.countdown_left_s)
    played.coach.doubted = [Doubt(1, "missing")]
    played.tap("stop", 30.0)
    assert played.session.kept_doubts == {1: (Doubt(1, "two"), Doubt(3, "missing"))}


def test_each_set_has_its_own_doubts(stage):
    played = stage().working()
    played.update(10.0, *(rep(9.0 + i / 5, ("left", "right")[i % 2]) for i in range(4)))
    played.tick(90.0)
    assert played.view.phase == "working"
    played.coach.doubted = [Doubt(1, "other-movement")]
    played.tap("stop", 95.0)
    assert played.session.kept_doubts == {1: (), 2: (Doubt(1, "other-movement"),)}


def test_what_is_still_open_at_a_pause_is_counted_before_the_set_is_doubted(stage):
    played = stage().working()
    played.update(10.0, rep(9.0))
    coach, asked = played.coach, []
    coach.finish = lambda: asked.append("last events") or []
    coach.doubts = lambda: asked.append("doubts") or []
    played.tap("pause", 11.0)
    assert asked == ["last events", "doubts"]
