from __future__ import annotations

from psoas.journal.errors import JournalFullError
from psoas.journal.records import SetPlan

from .conftest import counted, rep


def test_a_full_disk_costs_no_count_and_is_said(stage, full):
    played = stage(SetPlan(2, 5, 60)).working()
    full(True)
    assert counted(played.update(6.0, rep(6.0))) == [("left", 1)]
    assert played.view.last_error.startswith("The disk is full. Counting goes on")


def test_what_could_not_be_written_is_written_later_and_once(stage, store, full):
    played = stage(SetPlan(2, 5, 60)).working()
    full(True)
    for t in (6.0, 12.0, 18.0):
        played.update(t, rep(t))
    played.tap("undo", 19.0)
    full(False)
    played.tick(21.0)
    assert played.view.last_error is None
    assert [r.end_s for r in store.reps(played.view.session_id)] == [6.0, 12.0]
    assert len(store.reps(played.view.session_id, removed=True)) == 3


def test_a_session_that_could_not_even_begin_is_written_whole(stage, store, full):
    full(True)
    played = stage(SetPlan(1, 1, 60)).working()
    played.update(6.0, rep(6.0))
    played.update(12.0, rep(12.0, "right"))
    assert (played.view.phase, played.view.session_id) == ("done", None)
    full(False)
    played.tick(20.0)
    (record,) = store.sessions()
    assert (record.id, record.state) == (played.view.session_id, "done")
    assert (store.sets(record.id)[0].left, store.sets(record.id)[0].right) == (1, 1)


def test_a_disk_that_refuses_is_not_asked_at_every_frame(stage, full, store, monkeypatch):
    played = stage(SetPlan(2, 5, 60)).working()
    attempts = []
    add_rep = store.add_rep
    monkeypatch.setattr(store, "add_rep", lambda record: (attempts.append(record), add_rep(record)))
    full(True)
    played.update(6.0, rep(6.0))
    played.run(6.0, 9.05)
    assert len(attempts) == 4


def test_a_write_that_worked_without_an_answer_is_not_doubled(stage, store, monkeypatch):
    played = stage(SetPlan(2, 5, 60)).working()
    add_rep = store.add_rep

    def written_but_no_answer(record):
        add_rep(record)
        monkeypatch.setattr(store, "add_rep", add_rep)
        raise JournalFullError("The disk is full.")

    monkeypatch.setattr(store, "add_rep", written_but_no_answer)
    played.update(6.0, rep(6.0))
    played.tick(8.0)
    assert len(store.reps(played.view.session_id)) == 1
