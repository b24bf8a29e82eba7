"""Whatever a person taps in whatever order: the rules that always hold."""

from __future__ import annotations

from typing import get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passing import STEP_S
from psoas.journal.records import SetPlan
from psoas.session.messages import Counted, SessionDone, SetDone, Spoken, Uncounted
from psoas.session.view import Action

from .conftest import Stage, cue, rep

ALLOWED = {
    "ready": {"ready", "working", "resting", "done"},
    "working": {"working", "resting", "paused", "done"},
    "resting": {"resting", "working", "paused", "done"},
    "paused": {"paused", "working", "resting", "done"},
    "done": {"done"},
}

steps = st.lists(
    st.one_of(
        st.tuples(st.just("tap"), st.sampled_from(get_args(Action)), st.floats(0, 3)),
        st.tuples(st.just("tap"), st.sampled_from(["start", "count-left", "count-right", "undo"]), st.floats(0, 3)),
        st.tuples(st.just("see"), st.just("both"), st.floats(0, 3)),
        st.tuples(st.just("tick"), st.none(), st.floats(0, 20)),
        st.tuples(st.just("see"), st.sampled_from(["left", "right", "short", "cue", "both"]), st.floats(0, 8)),
    ),
    min_size=15,
    max_size=60,
)
plans = st.builds(SetPlan, st.integers(1, 3), st.integers(1, 2), st.sampled_from([0, 5, 60]), st.sampled_from([0, 5]))


def led(wait: float) -> list[tuple[str, None, float]]:
    """Steps in which so much time passes before the person, seconds."""
    whole, left = divmod(wait, STEP_S)
    return [("tick", None, STEP_S)] * int(whole) + [("tick", None, left)]


def play(stage: Stage, kind: str, what: str | None, t: float) -> list:
    if kind == "tap":
        return stage.tap(what, t)
    if kind == "tick":
        return stage.tick(t)
    events = {
        "left": [rep(t)],
        "right": [rep(t, "right")],
        "short": [rep(t, short=True)],
        "cue": [cue(t)],
        "both": [rep(t), rep(t, "right"), cue(t)],
    }
    return stage.update(t, *events[what])


@given(steps=steps, plan=plans, counting=st.sampled_from(["camera", "hand", "paced"]), begun=st.booleans())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_taps_breaks_the_rules(steps, plan, counting, begun, stage, store):
    played = stage(plan, counting=counting)
    t, given_up = 0.0, set()
    # A tap first lets the time pass: shown as a step of its own, so that each step is one change.
    apart = [s for kind, what, wait in steps for s in (*led(wait), (kind, what, 0.0))]
    for kind, what, wait in [("tap", "start", 0.0), *led(5.0), *apart] if begun else apart:
        t += wait
        before = played.view
        messages = play(played, kind, what, t)
        now = played.view
        if what == "too-hard":
            given_up.add(before.set_number)
        assert now.phase in ALLOWED[before.phase]
        assert sum(isinstance(m, Spoken) for m in messages) <= 1
        counted = [m for m in messages if isinstance(m, Counted)]
        taken_back = [m for m in messages if isinstance(m, Uncounted)]
        if now.set_number == before.set_number:
            gained = len(counted) - len(taken_back)
            assert now.left + now.right == before.left + before.right + gained
            assert len(taken_back) == 0 or what == "undo"
        done = [m for m in messages if isinstance(m, SetDone)]
        complete = now.left >= now.target and now.right >= now.target
        if complete and now.set_number == before.set_number:
            assert now.phase in ("resting", "done", "paused")
        for message in done:
            assert min(message.left, message.right) >= now.target
        if now.phase == "working":
            assert not complete
        if now.phase == "resting":
            assert complete or now.set_number in given_up
        if now.hurt:
            assert now.phase == "done"
        if now.session_id:
            kept = {s.number: (s.left, s.right) for s in store.sets(now.session_id)}
            assert kept.get(now.set_number, (0, 0)) == (now.left, now.right)
    numbers = [m.n for m in played.messages]
    assert numbers == sorted(set(numbers))
    assert sum(isinstance(m, SessionDone) for m in played.messages) == (played.view.phase == "done")
    if played.view.session_id:
        over = store.session(played.view.session_id).state != "running"
        assert over == (played.view.phase == "done")
        assert store.check() == []


@given(steps=steps, plan=plans, switches=st.sets(st.integers(0, 60), max_size=6))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_disk_that_comes_and_goes_loses_and_doubles_nothing(steps, plan, switches, stage, full, store):
    full(False)
    played, t, is_full = stage(plan), 0.0, False
    for i, (kind, what, wait) in enumerate(steps):
        if i in switches:
            is_full = not is_full
            full(is_full)
        t += wait
        play(played, kind, what, t)
    full(False)
    played.tick(t + 1.0)
    shown = played.view
    assert shown.last_error is None
    counted = [m for m in played.messages if isinstance(m, Counted)]
    taken_back = [m for m in played.messages if isinstance(m, Uncounted)]
    if shown.session_id is None:
        assert not counted
        return
    kept = store.reps(shown.session_id, removed=True)
    assert [r.event for r in kept] == [m.n for m in counted]
    assert sum(r.removed_s is not None for r in kept) == len(taken_back)
