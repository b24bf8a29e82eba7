"""The voice leads a step."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passing import moments
from psoas.journal.answers import StepDone
from psoas.programme.catalogue import load
from psoas.programme.guide import spans
from psoas.session.guided import Guided, GuidedAction, GuidedPosition
from psoas.session.messages import Beep, Spoken

STRETCH = load().by_id("split-stance-stretch")
BALL = load().by_id("ball-at-wall")
WARM_UP = load().by_id("warm-up")
LED = [exercise for exercise in load().exercises if exercise.guide]
TOTAL_S = sum(span.seconds for span in spans(STRETCH.guide))
DONE = StepDone("stretch", STRETCH.id, "done", TOTAL_S, held_s=60.0)


class Led(Guided):
    """A step up to whose moments the time passes in steps that are no stall."""

    _led_to: float | None = None

    def tick(self, t: float) -> list[Spoken | Beep]:
        before, said = t if self._led_to is None else self._led_to, []
        self._led_to = max(t, before)
        for moment in moments(before, t):
            said += super().tick(moment)
            if self.ended:
                break
        return said


def begun(exercise=STRETCH, **how) -> tuple[Guided, list[StepDone]]:
    told: list[StepDone] = []
    guided = Led(exercise, told.append, **how)
    guided.tap("start", 0.0)
    return guided, told


def test_left_to_itself_it_ends_when_its_time_is_over_and_is_told_once() -> None:
    guided, told = begun()
    guided.tick(TOTAL_S - 1)
    assert told == []
    guided.tick(TOTAL_S)
    guided.tick(TOTAL_S + 10)
    assert told == [DONE]


def test_its_time_runs_from_the_first_moment_it_hears_of() -> None:
    guided = Led(STRETCH, lambda _: None)
    guided.tap("start", 500.0)
    assert (guided.view.spent_s, guided.view.total_left_s) == (0.0, TOTAL_S)
    guided.tick(501.5)
    assert (guided.view.spent_s, guided.view.total_left_s) == (1.5, TOTAL_S - 1.5)
    guided.tick(501.0)
    assert guided.view.spent_s == 1.5, "no clock runs backwards"


@given(st.floats(0, TOTAL_S - 1), st.floats(0, 1000))
def test_a_pause_anywhere_changes_nothing_but_the_time(at: float, length: float) -> None:
    paused, told = begun()
    paused.tap("pause", at)
    before = paused.view
    paused.tap("resume", at + length)
    assert paused.view.left_s == before.left_s
    assert (paused.view.text, paused.view.side) == (before.text, before.side)
    paused.tick(at + length + TOTAL_S - at + 1e-6)
    assert told[0].seconds == pytest.approx(TOTAL_S)


def test_when_it_hurts_the_exercise_stops_at_once_and_the_stop_is_told_before_anything_is_asked() -> None:
    guided, told = begun()
    said = guided.tap("it-hurts", 12.0)
    assert told == [StepDone("stretch", STRETCH.id, "stopped", 12.0, held_s=2.0)]
    assert isinstance(said[0], Spoken) and said[0].say.startswith("Stop here.")
    assert guided.tap("resume", 13.0) == []


def test_what_is_said_of_a_stop_is_told_once_more_with_the_rest_of_it() -> None:
    guided, told = begun()
    guided.tap("it-hurts", 12.0)
    guided.add(pain=6, where="front-of-hip", kind="sharp")
    assert told[1] == replace(told[0], pain=6, where="front-of-hip", kind="sharp")


def test_nothing_can_be_said_of_a_step_that_has_not_ended() -> None:
    guided, told = begun()
    guided.add(pain=6)
    assert told == []


def test_too_hard_goes_over_to_the_easier_form_and_says_so() -> None:
    guided, _ = begun()
    said = guided.tap("too-hard", 5.0)
    assert guided.view.easy
    assert isinstance(said[0], Spoken) and said[0].say.startswith("Here is the easier version.")
    assert guided.view.total_left_s == sum(span.seconds for span in spans(STRETCH.easy_guide))
    assert not guided.view.can_ease


@pytest.mark.parametrize("action", ["too-hard", "back", "repeat"])
def test_before_the_start_nothing_is_said(action: GuidedAction) -> None:
    guided = Led(STRETCH, lambda _: None)
    assert guided.tap(action, 0.0) == []


def test_begun_in_the_easier_form_it_is_led_in_it() -> None:
    guided, _ = begun(easy=True)
    assert guided.view.easy
    assert guided.view.total_left_s == sum(span.seconds for span in spans(STRETCH.easy_guide))


def test_skipped_before_it_began_it_is_told_as_left_out() -> None:
    told: list[StepDone] = []
    Led(STRETCH, told.append).tap("skip", 0.0)
    assert [one.state for one in told] == ["skipped"]


@pytest.mark.parametrize("exercise", LED, ids=lambda e: e.id)
def test_who_skips_every_part_has_left_it_out(exercise) -> None:
    guided, told = begun(exercise)
    for second in range(len(spans(exercise.guide))):
        guided.tap("skip", float(second))
    assert [one.state for one in told] == ["skipped"]


@given(st.floats(0, 1))
def test_half_of_the_time_is_enough_to_have_done_it(share: float) -> None:
    guided, told = begun(WARM_UP)
    total = guided.view.total_left_s
    guided.tick(share * total)
    while guided.view.phase != "done":
        guided.tap("skip", share * total)
    assert told[0].state == ("done" if told[0].seconds >= total / 2 else "skipped")
    assert told[0].seconds == pytest.approx(share * total, abs=1e-5)


def test_who_leaves_after_half_of_it_has_done_it_and_before_that_nothing_is_told() -> None:
    for seconds, states in ((TOTAL_S / 2 - 1, []), (TOTAL_S / 2 + 1, ["done"])):
        guided, told = begun()
        guided.tick(seconds)
        guided.leave()
        assert [one.state for one in told] == states


def test_repeat_begins_this_part_again_and_back_the_one_before() -> None:
    guided, _ = begun()
    guided.tick(15.0)
    held = guided.view.text
    guided.tap("repeat", 16.0)
    assert (guided.view.text, guided.view.left_s) == (held, 30.0)
    guided.tap("back", 17.0)
    assert (guided.view.side, guided.view.text) == ("left", "Get into place.")


def test_what_is_repeated_is_added_to_the_time_spent_and_held() -> None:
    guided, told = begun()
    guided.tap("repeat", 30.0)
    guided.tick(20.0 + TOTAL_S)
    assert told == [replace(DONE, seconds=TOTAL_S + 20.0, held_s=80.0)]


def test_no_second_round_is_led_above_the_ceiling_and_it_says_so() -> None:
    guided, _ = begun(BALL, held_s=45.0)
    guided.tick(59.0)
    assert not guided.view.again
    said = guided.tap("repeat", 59.5)
    assert guided.view.left_s == pytest.approx(0.5)
    assert isinstance(said[0], Spoken) and said[0].say == guided.view.notice == "That's enough for this side today."


def test_a_part_ends_where_its_side_has_had_enough_for_today_and_none_of_that_side_comes_after_it() -> None:
    guided, told = begun(held_s=200.0)
    for second in range(1, 300):
        guided.tick(float(second))
    assert told[0].held_s == pytest.approx(40.0)
    assert told[0].seconds == pytest.approx(4 * 10 + 2 * 40)


ACTIONS = st.sampled_from(["start", "pause", "resume", "back", "repeat", "skip", "too-hard"])


@given(
    st.sampled_from([STRETCH, BALL, WARM_UP]),
    st.floats(0, 300),
    st.booleans(),
    st.lists(st.tuples(ACTIONS, st.floats(0, 90)), max_size=40),
)
def test_whatever_is_tapped_no_side_is_held_above_its_ceiling_and_it_is_told_once(exercise, held, easy, taps) -> None:
    guided, told = begun(exercise, held_s=held, easy=easy)
    t = 0.0
    for action, wait in taps:
        t += wait
        guided.tap(action, t)
        view = guided.view
        assert 0 <= view.left_s <= view.seconds and view.left_s <= view.total_left_s + 1e-9
    guided.tap("start", t)
    guided.tap("resume", t)
    guided.tick(t + 2000)
    (one,) = told
    assert one.seconds <= t + 2000
    if exercise.ceiling_s is not None:
        assert held + one.held_s <= max(held, exercise.ceiling_s) + 1e-3


def test_each_change_has_something_to_sound_where_there_is_no_voice() -> None:
    guided, _ = begun()
    heard = [message for second in range(1, 200) for message in guided.tick(float(second))]
    changes = [message for message in heard if isinstance(message, Spoken)]
    assert len(changes) == len(spans(STRETCH.guide))  # the first part is said at the start, and the end is said
    assert {message.kind for message in changes} == {"side"}
    assert [message.kind for message in heard if isinstance(message, Beep)] == ["done"]
    assert [message.n for message in heard] == sorted({message.n for message in heard})


def test_it_says_what_comes_next() -> None:
    guided, _ = begun()
    assert guided.view.then == "Left side. Step this leg back, tuck your tailbone, and bend your front knee a little."
    guided.tick(TOTAL_S - 1)
    assert guided.view.then == ""


@pytest.mark.parametrize("exercise", LED, ids=lambda each: each.id)
def test_each_part_is_shown_by_its_own_figures_and_in_the_end_all_have_been_seen(exercise) -> None:
    guided, told = begun(exercise)
    seen = set(guided.view.figures)
    while not told:
        guided.tap("skip", 0.0)
        seen |= set(guided.view.figures)
    assert seen == set(exercise.figures())


def test_where_there_is_another_way_to_do_it_both_are_shown() -> None:
    assert begun(BALL)[0].view.figures == ("ball-at-wall", "ball-behind")
    assert begun(BALL, easy=True)[0].view.figures == ("hand-on-thigh",)


def test_after_a_stop_from_outside_it_waits_at_the_part_where_it_was_and_says_so() -> None:
    before, _ = begun()
    before.tick(15.0)
    mark = before.mark
    assert mark == GuidedPosition(easy=False, at=1, spent_s=10.0, left_s=30.0, right_s=0.0)
    told: list[StepDone] = []
    after = Led(STRETCH, told.append, since=mark)
    assert (after.view.phase, after.view.text, after.view.side) == ("paused", before.view.text, "left")
    assert "psoas was stopped in between" in after.view.notice
    after.tick(100.0)
    assert after.view.left_s == 30.0
    after.tap("resume", 200.0)
    after.tick(1000.0)
    assert told == [replace(DONE, held_s=90.0)]


def test_whoever_was_stopped_in_the_last_part_goes_on_in_the_last_part() -> None:
    before, _ = begun()
    before.tick(TOTAL_S - 5.0)
    after = Led(STRETCH, lambda told: None, since=before.mark)
    assert (after.view.text, after.view.then) == (before.view.text, "")


def test_before_the_start_and_after_the_end_there_is_nothing_to_go_on_with() -> None:
    guided, _ = begun()
    guided.tap("it-hurts", 3.0)
    assert (guided.mark, Led(STRETCH, print).mark) == (None, None)


@given(
    st.sampled_from([STRETCH, BALL]),
    st.floats(0, 300),
    st.booleans(),
    st.lists(st.tuples(ACTIONS, st.floats(0, 90)), max_size=20),
)
def test_going_on_after_a_stop_holds_no_side_longer_than_without_it(exercise, held, easy, taps) -> None:
    guided, _ = begun(exercise, held_s=held, easy=easy)
    t = 0.0
    for action, seconds in taps:
        t += seconds
        guided.tap(action, t)
    if (mark := guided.mark) is None:
        return
    told: list[StepDone] = []
    again = Led(exercise, told.append, held_s=held, since=mark)
    again.tap("resume", t)
    again.tick(t + 10_000)
    assert told[0].held_s <= max(exercise.ceiling_s - held, mark.left_s, mark.right_s) + 1e-6


def test_once_it_is_over_no_time_is_left() -> None:
    guided, told = begun()
    guided.tick(1.0)
    guided.tap("it-hurts", 2.0)
    assert told
    assert (guided.view.left_s, guided.view.total_left_s, guided.view.then) == (0.0, 0.0, "")


def test_the_next_part_is_said_at_once_while_it_runs_and_after_a_pause_only_when_it_goes_on() -> None:
    guided, _ = begun()
    (heard,) = [one.say for one in guided.tap("skip", 1.0) if isinstance(one, Spoken)]
    assert guided.view.text in heard
    guided.tap("pause", 1.5)
    silent = guided.tap("repeat", 1.6)
    assert not [one for one in silent if isinstance(one, Spoken)]
    later = [one.say for one in guided.tap("resume", 1.8) if isinstance(one, Spoken)]
    assert any(guided.view.text in say for say in later)
