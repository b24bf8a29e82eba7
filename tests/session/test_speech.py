from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.skeleton import SIDES
from psoas.programme.numbers import number
from psoas.session.speech import SpeechQueue, begin, counted, duration
from psoas.session.tally import Tally


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (30, "30 seconds"),
        (60, "a minute"),
        (75, "a minute and 15 seconds"),
        (90, "a minute and a half"),
        (120, "two minutes"),
        (0, "5 seconds"),
    ],
)
def test_times_are_said_as_people_say_them(seconds, words):
    assert duration(seconds) == words


def test_numbers_are_words_up_to_twenty():
    assert (number(1), number(20), number(21)) == ("one", "twenty", "21")


def test_a_single_set_is_not_numbered():
    assert begin(1, 1, 10) == "Ten with each leg."


def test_two_announcements_at_once_are_said_together():
    voice = SpeechQueue()
    voice.offer("a", "Paused.", "set")
    voice.offer("b", "One more set.", "set")
    assert voice.choose(0.0).say == "Paused. One more set."


@given(
    st.lists(
        st.tuples(st.floats(0, 3), st.sampled_from(["set", "side", "half", "notice", "correct", "praise", "count"]))
    )
)
def test_nothing_is_said_over_something_as_important_and_no_announcement_is_dropped(lines):
    voice, t = SpeechQueue(), 0.0
    for wait, kind in lines:
        t += wait
        voice.offer("x", "Set done. Rest a minute.", kind)
        before, until = voice._said, voice._until
        line = voice.choose(t)
        if kind == "set":
            assert line is not None
        if before and before.kind == kind != "set" and t < until:
            assert line is None


SOMETHING = st.lists(
    st.tuples(
        st.floats(0, 3),
        st.lists(st.sampled_from(["count", "set", "countdown", "wait", "side", "half", "notice", "correct", "remind"])),
    )
)


@given(SOMETHING)
def test_every_count_is_said_once_in_order_and_before_its_cue(turns):
    voice, t, offered, heard = SpeechQueue(), 0.0, [], []
    for wait, kinds in turns:
        t += wait
        before = len(offered)
        for kind in kinds:
            if kind == "count":
                offered.append(f"Left {len(offered)}.")
            voice.offer(kind, offered[-1] if kind == "count" else f"Cue {before}.", kind)
        line = voice.choose(t)
        if line is None:
            continue
        heard += [part for part in line.say.split("Cue")[0].replace(". ", ".|").split("|") if part]
        if "Cue" in line.say:
            assert [one.strip() for one in heard] == offered, "a cue is said when all counts so far were"
    heard += [part for line in [voice.choose(t + 1000.0)] if line for part in line.say.replace(". ", ".|").split("|")]
    assert [one.strip() for one in heard] == offered


def test_what_is_taken_back_before_it_was_said_is_not_said():
    voice = SpeechQueue()
    voice.offer("set", "Set one of two. Ten with each leg.", "set")
    voice.choose(0.0)
    voice.offer("count", counted("left", 1), "count")
    assert voice.choose(0.1) is None
    voice.uncount(all=False)
    voice.offer("count", counted("right", 1), "count")
    assert voice.choose(10.0).say == "Right one."


def test_the_last_two_are_announced_in_a_set_that_is_long_enough():
    assert Tally(1, 6, [(0, "left"), (1, "right")] * 4).last_two
    assert not Tally(1, 6, [(0, "left"), (1, "right")] * 3 + [(2, "left")]).last_two
    assert not Tally(1, 5, [(0, "left"), (1, "right")] * 3).last_two


@pytest.mark.parametrize(("target", "half"), [(1, None), (3, None), (4, 2), (5, 3), (10, 5)])
def test_half_of_a_set_that_is_long_enough_is_that_of_each_leg(target, half):
    tally = Tally(1, target)
    for side in ("left", "right") * target:
        assert tally.halfway in (None, half)
        tally.reps.append((len(tally.reps), side))
        if half and len(tally.reps) == 2 * half:
            assert tally.halfway == half
        if half and len(tally.reps) == 2 * half - 1:
            assert tally.halfway is None
    assert tally.halfway == half


def test_a_check_comes_to_mind_after_three_and_then_every_eighth():
    tally, due = Tally(1, 20), []
    for n in range(1, 25):
        tally.reps.append((n, "left"))
        if tally.reminder_due:
            due.append(n)
            tally.reminded += 1
    assert due == [3, 11, 19]


@pytest.mark.parametrize(
    ("left", "right", "behind"),
    [(0, 0, None), (3, 2, None), (3, 1, "right"), (4, 2, "right"), (1, 3, "left"), (2, 0, None), (3, 3, None)],
)
def test_a_leg_is_behind_where_the_other_has_finished_and_it_lacks_more_than_its_turn(left, right, behind):
    assert Tally(1, 3, [(0, "left")] * left + [(0, "right")] * right).left_behind == behind


def test_the_legs_take_turns_until_one_has_finished():
    tally = Tally(1, 2, [(0, "left"), (1, "left")])
    assert (tally.next_side(None), tally.next_side("left"), tally.next_side("right")) == ("right", "right", "right")
    assert (Tally(1, 2).next_side(None), Tally(1, 2).next_side("left")) == ("left", "right")


@pytest.mark.parametrize(("all_of_them", "heard"), [(False, "Left one."), (True, "")])
def test_taken_back_is_the_latest_count_or_every_one_that_waits(all_of_them: bool, heard: str):
    voice = SpeechQueue()
    voice.offer("set", "Set one of two. Ten with each leg.", "set")
    voice.choose(0.0)
    for side in SIDES:
        voice.offer("count", counted(side, 1), "count")
    voice.uncount(all=all_of_them)
    line = voice.choose(10.0)
    assert (line.say if line else "") == heard
