from __future__ import annotations

import json
import tempfile
from contextlib import closing
from copy import deepcopy
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas.journal import answers_json as telling
from psoas.journal.answers import Morning
from psoas.journal.errors import ImportRefusedError, WrongAnswerError
from psoas.journal.records import CueRecord, RepRecord, SetPlan
from psoas.journal.store import Store

from .conftest import STARTED, begin, rep

_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
#: Fields whose type alone does not say what may stand in them.
_RANGED = {
    "age": st.none() | st.integers(16, 110),
    "country": st.sampled_from(telling.COUNTRIES),
    "mass_kg": st.none() | st.floats(20, 400),
    "height_m": st.none() | st.floats(0.5, 2.8),
    "seconds": st.floats(0, 900),
    "every_min": st.integers(20, 90),
    "days": st.lists(st.integers(0, 6), max_size=7).map(tuple),
}


def _of(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type, within what a rating or a length may be."""
    if is_dataclass(hint):
        return _any(hint)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(parts)
    if origin is tuple:
        return st.lists(_of(parts[0]), max_size=3).map(tuple)
    if parts:
        return st.one_of(*map(_of, parts))
    plain = {int: st.integers(1, 7), float: st.floats(0.1, 1), str: _words, bool: st.booleans()}
    plain |= {time: st.times(), date: st.dates()}
    return st.none() if hint is NoneType else plain[hint]


def _any(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Anything of a kind, every field of it."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{f.name: _RANGED.get(f.name, _of(hints[f.name])) for f in fields(kind)})


def _can_be_meant(what: Any) -> bool:
    try:
        telling.values(what, 1)
    except WrongAnswerError:
        return False
    return True


_told = st.one_of(*map(_any, telling.KINDS.values())).filter(_can_be_meant)
_reps = st.lists(st.tuples(st.sampled_from(["left", "right"]), st.floats(0, 900), st.booleans()), max_size=4)
_sessions = st.lists(st.tuples(_reps, st.booleans(), st.sampled_from(["", "1", "3b"])), max_size=3)


@settings(max_examples=20, deadline=None)
@given(_sessions, st.lists(_told, max_size=8), st.integers(-720, 720))
def test_a_journal_taken_over_is_the_journal_that_was_exported(sessions, told, minutes):
    with tempfile.TemporaryDirectory() as folder:
        one, other = Store(Path(folder) / "one"), Store(Path(folder) / "other")
        plan, at = SetPlan(2, 10, 60), STARTED + timedelta(minutes=minutes)
        for reps, over, rung in [*sessions, ([], False, "")]:
            sid = one.begin_session(
                started_at=at, exercise_id="x", level=None, band=True, counting="hand", plan=plan, rung=rung
            )
            one.begin_set(sid, 1, 0.0)
            for event, (side, end_s, removed) in enumerate(reps, 1):
                one.add_rep(RepRecord(sid, event, 1, side, "hand", end_s, faults=("a",)))
                if removed:
                    one.undo_rep(sid, event, 901.0)
            one.add_cue(CueRecord(sid, 99, 1, 2.0, "a", "Slowly."))
            if over:
                one.end_session(sid, at + timedelta(minutes=5), "done")
        for what in told:
            one.tell(what, at, sid)
        exported = json.loads(json.dumps(one.export_json()))
        other.import_json(exported)
        assert other.export_json() == exported
        for kind in telling.KINDS.values():
            assert other.told(kind) == one.told(kind)
        assert sum(len(other.told(kind)) for kind in telling.KINDS.values()) == len(told)
        one.close()
        other.close()


def _strip(session):
    session.pop("rung")
    session.pop("sets_planned")


def _change(data, change):
    data = deepcopy(data)
    change(data)
    return data


@pytest.fixture
def exported(store):
    sid = begin(store)
    store.add_rep(rep(sid, 1))
    store.tell(Morning(2), STARTED + timedelta(days=1), sid)
    return store.export_json()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d.pop("journal"), "no journal from psoas"),
        (lambda d: d.update(schema=2), "Update psoas"),
        (lambda d: d.update(journal="0099"), "Update psoas"),
        (lambda d: d.update(sessions=None), "'sessions' is missing"),
        (lambda d: d["sessions"][0].pop("reps"), "'reps' is missing"),
        (lambda d: d["sessions"][0].pop("band"), "no 'band'"),
        (lambda d: d["sessions"][0].update(colour="red"), "'colour'"),
        (lambda d: d["sessions"][0].update(started_at="soon"), "'started_at' cannot be 'soon'"),
        (lambda d: d["sessions"][0].update(started_at="2026-01-01T00:00:00"), "'started_at' cannot be"),
        (lambda d: d["sessions"][0]["reps"][0].update(set_number=7), "do not fit together"),
        (lambda d: d["sessions"][0]["reps"][0].update(event=10**30), "do not fit together"),
        (lambda d: d["sessions"][0]["reps"][0].update(end_s=True), "'end_s' cannot be True"),
        (lambda d: d["sessions"][0]["reps"][0].update(range_deg=float("inf")), "'range_deg' cannot be inf"),
        (lambda d: d["sessions"][0]["reps"][0].update(faults=[1]), "'faults' cannot be"),
        (lambda d: d["sessions"][0].update(note="\ud800"), "'note' cannot be"),
        (lambda d: d["sessions"][0].update(utc_offset_min=100_000), "Row 1 of 'session' is damaged"),
        (lambda d: d["sessions"][0].update(sets_planned=0), "at least one set"),
        (lambda d: d["sessions"][0].update(started_at="0001-01-01T00:00:00+14:00"), "'started_at' cannot be"),
        (lambda d: d["told"][0].update(utc_offset_min=100_000), "Row 1 of 'told' is damaged"),
        (lambda d: d["told"][0].update(kind="feeling", what={"stop_symptom": "no"}), "stop_symptom"),
        (lambda d: d.update(told="nothing"), "'told' is missing or damaged"),
        (lambda d: d["told"][0]["what"].update(pain=11), r"Row 1 of 'told': 11 cannot be.*0 to 10"),
        (lambda d: d["told"][0].update(what=[1]), "'what' cannot be"),
    ],
)
def test_what_is_no_sound_export_is_refused_with_a_sentence_and_nothing_is_written(
    exported, change, sentence, tmp_path
):
    empty = Store(tmp_path / "empty")
    with pytest.raises(ImportRefusedError, match=sentence):
        empty.import_json(_change(exported, change))
    assert (empty.sessions(), empty.told(Morning)) == ([], [])
    empty.close()


def test_an_own_export_restores_whatever_the_clock_said_when_it_was_written(store, tmp_path):
    begin(store, started_at=datetime(2031, 3, 4, 9, tzinfo=timezone(timedelta(hours=1))))
    begin(store, started_at=datetime(1971, 1, 1, tzinfo=UTC))
    store.tell(Morning(2), datetime(2999, 1, 1, tzinfo=UTC), 1)
    other = Store(tmp_path / "other")
    other.import_json(json.loads(json.dumps(store.export_json())))
    assert other.export_json() == store.export_json()
    assert [one.started_at.year for one in other.sessions()] == [2031, 1971]
    other.close()


@pytest.mark.shared
def test_the_export_with_a_session_of_the_future_restores(shared_cases, tmp_path):
    data = json.loads((shared_cases / "30_own_export_with_a_future_session.json").read_text())
    with closing(Store(tmp_path)) as store:
        store.import_json(data)
        assert [one.started_at.year for one in store.sessions()] == [2031, 2026]


def test_an_export_from_before_anything_was_told_is_taken_over(exported, store, tmp_path):
    old = _change(exported, lambda d: (d.update(journal="0001"), d.pop("told"), _strip(d["sessions"][0])))
    empty = Store(tmp_path / "empty")
    empty.import_json(old)
    (taken,), (was,) = empty.sessions(), store.sessions()
    assert (taken.started_at, taken.rung, taken.plan.sets) == (was.started_at, "", 1)
    assert empty.reps(1) == store.reps(1)
    empty.close()


def test_an_export_that_called_the_confidence_trust_is_taken_over(store, tmp_path):
    sid = begin(store)
    store.begin_set(sid, 1, 0.0)
    store.add_rep(RepRecord(sid, 1, 1, "left", "camera", 2.0, confidence=0.75))
    older = store.export_json() | {"journal": "0003"}
    for each in older["sessions"][0]["reps"]:
        each["trust"] = each.pop("confidence")
    empty = Store(tmp_path / "empty")
    empty.import_json(older)
    assert [rep.confidence for rep in empty.reps(1)] == [0.75]
    empty.close()


@pytest.mark.parametrize("data", [None, [], "psoas", {"schema": 1}])
def test_a_document_of_another_program_is_refused(store, data):
    with pytest.raises(ImportRefusedError, match="psoas export"):
        store.import_json(data)


def test_a_journal_with_something_in_it_is_not_mixed_with_another(exported, store):
    with pytest.raises(ImportRefusedError, match=r"not empty.*Back it up and delete.*--data DIR"):
        store.import_json(exported)
    assert store.export_json() == exported


@pytest.mark.parametrize("kind", telling.KINDS.values(), ids=lambda kind: kind.__name__)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_everything_of_a_kind_that_can_be_meant_survives_as_json(kind, data):
    what = data.draw(_any(kind).filter(_can_be_meant))
    kept = json.loads(json.dumps(telling.values(what, 1)))
    assert telling.told(kind, kept) == what
    assert kept.keys() == {field.name for field in fields(kind)}
