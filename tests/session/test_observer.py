"""What the journal keeps of a repetition that was seen."""

from dataclasses import replace

from psoas.coach.events import Rep
from psoas.session.observer import seen_record, seen_rep

REP = Rep("left", 1.0, 2.5, 4.0, 33.0, 57.0, 1.5, 0.5, 1.0, 0.9, ("returns-too-fast",), True)


def test_a_seen_repetition_comes_back_from_its_record_as_it_was() -> None:
    assert seen_rep(seen_record(1, 1, REP, lambda t: t)) == REP


def test_a_repetition_that_nobody_measured_is_none() -> None:
    record = seen_record(1, 1, REP, lambda t: t)
    assert seen_rep(replace(record, counted_by="hand")) is None
    assert seen_rep(replace(record, range_deg=None)) is None
