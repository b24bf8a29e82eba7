"""Numbers and words that table, video and page share."""

import pytest

from psoas.programme.catalogue import load
from psoas.report.recording_table import clock, fault_reason, fault_words


@pytest.mark.parametrize(("t", "says"), [(0, "0:00.0"), (9.96, "0:10.0"), (59.96, "1:00.0"), (75.26, "1:15.3")])
def test_seconds_read_like_a_clock(t: float, says: str) -> None:
    assert clock(t) == says


def test_a_fault_is_said_in_the_words_of_its_check() -> None:
    exercise = load().level(6)
    check = exercise.checks[0]
    assert fault_words(check.id, exercise) == check.cue
    assert fault_reason(check.id, exercise) == check.why


def test_an_unknown_fault_is_still_readable() -> None:
    assert fault_words("repeats-a-side", load().level(6)) == "repeats a side."
    assert fault_reason("repeats-a-side", load().level(6)) == ""
