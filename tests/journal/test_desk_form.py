"""What a person types about the desk companion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal import desk_form
from psoas.journal.answers import DeskWishes
from psoas.journal.errors import WrongAnswerError

WISHES = st.builds(
    DeskWishes,
    st.integers(20, 90),
    st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.none() | st.dates(),
)


@given(WISHES.filter(lambda wishes: wishes.begin != wishes.end))
def test_what_is_shown_is_read_back(wishes):
    assert desk_form.read(desk_form.shown(wishes)) == desk_form.ReadWishes(wishes, {}, {})


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("every", "15", "20 to 90"),
        ("every", "", "20 to 90"),
        ("every", "half an hour", "20 to 90"),
        ("begin", "25:00", "22:00"),
        ("end", "08:00", "same time"),
        ("leave_until", "Christmas", "2026-12-31"),
    ],
)
def test_a_wrong_field_says_what_it_wants(field, text, says):
    wrong = desk_form.read(desk_form.shown(DeskWishes()) | {field: text}).wrong
    assert says in wrong[field]
    assert len(wrong) == 1


def test_days_are_read_as_people_write_them():
    assert desk_form.days("monday to friday".replace(" to ", "-")) == (0, 1, 2, 3, 4)
    assert desk_form.days("sun-tue") == (0, 1, 6)
    for wrong in ("m", "mon-tue-wed", "", "weekdays"):
        with pytest.raises(WrongAnswerError, match="mon-fri"):
            desk_form.days(wrong)


def test_a_date_keeps_its_day():
    wishes = replace(DeskWishes(), leave_until=date(2026, 12, 31), begin=time(22), end=time(6))
    assert desk_form.shown(wishes)["leave_until"] == "2026-12-31"


def test_what_is_typed_in_another_way_is_told_back():
    read = desk_form.read(desk_form.shown(DeskWishes()) | {"every": "45 min", "begin": "9"})
    assert read.understood == {"every": "45", "begin": "09:00"}
