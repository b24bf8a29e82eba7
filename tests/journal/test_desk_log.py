"""What the journal keeps of a day at the desk."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from psoas.journal.desk_log import DeskEvent, DeskMemory, DeskSpan
from psoas.journal.errors import ImportRefusedError
from psoas.journal.store import Store

NINE = datetime(2026, 11, 30, 9, tzinfo=timezone(timedelta(hours=1)))
DAY = (NINE - timedelta(hours=9), NINE + timedelta(hours=15))


def minutes(number: float) -> datetime:
    return NINE + timedelta(minutes=number)


def test_a_span_that_goes_on_is_one_span(store):
    for end in (1, 2, 3):
        store.log_desk("laptop", spans=[DeskSpan("sat", NINE, minutes(end))])
    (span,) = store.desk_spans(*DAY)
    assert (span.kind, span.seconds, span.computer) == ("sat", 180, "laptop")
    assert span.begin.utcoffset() == timedelta(hours=1)


def test_two_computers_have_a_log_each(store):
    for computer in ("laptop", "tower"):
        store.log_desk(computer, spans=[DeskSpan("sat", NINE, minutes(5))], memory=DeskMemory(NINE, {"of": computer}))
    assert {span.computer for span in store.desk_spans(*DAY)} == {"laptop", "tower"}
    assert {name: memory.what["of"] for name, memory in store.desk_memories().items()} == {
        "laptop": "laptop",
        "tower": "tower",
    }


def test_spans_that_reach_into_a_time_belong_to_it(store):
    store.log_desk(
        "laptop", spans=[DeskSpan("sat", minutes(-10), minutes(10)), DeskSpan("away", minutes(10), minutes(20))]
    )
    assert [s.kind for s in store.desk_spans(NINE, minutes(5))] == ["sat"]
    assert [s.kind for s in store.desk_spans(minutes(10), minutes(15))] == ["away"]


def test_what_is_said_is_heard_once_and_only_by_whom_it_is_said_to(store):
    store.log_desk("tower", events=[DeskEvent("said", NINE, {"word": "skip"})])
    heard = store.last_desk_event()
    store.log_desk("laptop", events=[DeskEvent("said", NINE, {"word": "done"}), DeskEvent("prompt", NINE)])
    (said,) = store.said_at_desk("laptop", heard)
    assert said.what == {"word": "done"}
    assert store.said_at_desk("laptop", said.id) == []


def test_an_export_holds_the_desk_and_gives_the_same_again(store, tmp_path):
    store.log_desk(
        "laptop", spans=[DeskSpan("sat", NINE, minutes(5))], events=[DeskEvent("prompt", NINE, {"still_s": 1.0})]
    )
    document = store.export_json()
    other = Store(tmp_path / "other")
    other.import_json(document)
    assert other.export_json() == document
    assert other.desk_spans(*DAY) == store.desk_spans(*DAY)
    assert other.desk_events(*DAY) == store.desk_events(*DAY)


def test_an_export_from_before_there_was_a_desk_is_read(store):
    document = {key: value for key, value in store.export_json().items() if not key.startswith("desk")}
    store.import_json(document | {"journal": "0005"})
    assert store.desk_spans(*DAY) == []


@pytest.mark.parametrize(
    "wrong", [{"kind": "danced"}, {"begin_at": "soon"}, {"utc_offset_min": 10**9}, {"computer": None}]
)
def test_a_damaged_span_is_refused_in_a_sentence(store, tmp_path, wrong):
    store.log_desk("laptop", spans=[DeskSpan("sat", NINE, minutes(5))])
    document = store.export_json()
    document["desk_spans"][0] |= wrong
    with pytest.raises(ImportRefusedError, match=r"desk_span"):
        Store(tmp_path / "other").import_json(document)
