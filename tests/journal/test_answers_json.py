from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, time, timedelta, timezone

import pytest

from psoas.journal.answers import Answer, Band, Choice, Feeling, Morning, Profile, Screening, StepDone, Walk
from psoas.journal.errors import NoSuchSessionError, WrongAnswerError

from .conftest import STARTED, begin

PROFILE = Profile(
    bands=(Band("light", "yellow"),), quiet_from=time(22, 0), activities=("stairs",), country="uk", age=61, sex="female"
)
ALL = [
    Screening("ease-off", ("lying", "belly"), confirmed=True),
    PROFILE,
    Answer("sitting-share", 62.5),
    Feeling(1, 2, 6, form_kept=True, note="fine"),
    Morning(None),
    StepDone("stretch", "hip-opener", "stopped", 40.0, 2, only_pull=False),
    StepDone("massage", "warmth", "stopped", 40.0, 6, held_s=20.0, where="thigh", kind="sharp", led="a1"),
    Choice("easier", "2a"),
    Walk(20, 1, "w1"),
]


@pytest.mark.parametrize("what", ALL, ids=lambda what: type(what).__name__)
def test_everything_told_comes_back_as_it_was_told(store, what):
    tokyo = datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=9)))
    sid = begin(store)
    store.tell(what, tokyo, sid)
    (entry,) = store.told(type(what))
    assert (entry.what, entry.session_id) == (what, sid)
    assert (entry.at, entry.at.hour) == (tokyo, 23)


@pytest.mark.parametrize(
    "what",
    [
        Morning(11),
        Morning(-1),
        Morning(2.5),
        Feeling(effort=11),
        Feeling(before=True),
        Answer("sitting-share", 101),
        Answer("pain-week", math.nan),
        Answer("mood", 3),
        Choice("fly"),
        Walk(0),
        Walk(20, 11),
        Answer("walk-days", 8),
        Screening("go", ("breathing",)),
        Profile(height_m=178),
        Profile(age=15),
        Profile(age=61.5),
        Profile(sex="other"),
        StepDone("stretch", "x", "done", seconds=-1.0),
    ],
    ids=repr,
)
def test_what_cannot_be_meant_is_refused_with_a_sentence_and_not_written(store, what):
    sid = begin(store)
    with pytest.raises(WrongAnswerError, match=r"(Give|Choose) "):
        store.tell(what, STARTED, sid)
    assert store.export_json()["told"] == []


def test_a_moment_without_a_time_zone_is_refused_with_a_sentence(store):
    with pytest.raises(WrongAnswerError, match="time zone"):
        store.tell(PROFILE, datetime(2026, 3, 1))


def test_a_morning_needs_its_session(store):
    with pytest.raises(WrongAnswerError, match="belongs to a session"):
        store.tell(Morning(2), STARTED)
    with pytest.raises(NoSuchSessionError, match="no session number 9"):
        store.tell(Morning(2), STARTED, 9)


def test_what_was_told_comes_oldest_first(store):
    store.tell(Answer("pain-week", 3), STARTED + timedelta(days=7))
    store.tell(Answer("pain-week", 5), STARTED)
    assert [entry.what.value for entry in store.told(Answer)] == [5, 3]


def test_a_profile_that_an_older_psoas_wrote_has_no_age_and_no_sex(store):
    store.tell(PROFILE, STARTED)
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE told SET what = json_remove(what, '$.age', '$.sex')")
    assert [entry.what for entry in store.told(Profile)] == [replace(PROFILE, age=None, sex=None)]


def test_kinds_and_fields_of_a_newer_psoas_are_left_alone(store):
    store.tell(Answer("pain-week", 3), STARTED)
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE told SET what = json_set(what, '$.mood', 'calm')")
        connection.exec_driver_sql(
            "INSERT INTO told SELECT 99, at, utc_offset_min, 'dream', NULL, what, NULL FROM told"
        )
    assert [entry.what for entry in store.told(Answer)] == [Answer("pain-week", 3)]
    assert [row["kind"] for row in store.export_json()["told"]] == ["answer", "dream"]


def test_the_rung_of_a_session_is_kept_and_empty_where_none_was_given(store):
    assert store.session(begin(store)).rung == ""
    given = store.session(1)
    sid = store.begin_session(
        started_at=STARTED, exercise_id="x", level=3, band=True, counting="hand", plan=given.plan, rung="3b"
    )
    assert store.session(sid).rung == "3b"
