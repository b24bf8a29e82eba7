from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.session.speech import SpeechQueue, begin, duration, number


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
