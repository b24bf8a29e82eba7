from __future__ import annotations

import sqlalchemy as sa

from psoas.journal.errors import JournalFullError
from psoas.journal.records import SetPlan
from psoas.session.messages import Spoken
from psoas.session.speech import NOT_KEPT

from .conftest import counted, rep


def test_a_full_disk_costs_no_count_and_is_said(stage, full):
    played = stage(SetPlan(2, 5, 60)).working()
    full(True)
    assert counted(played.update(6.0, rep(6.0))) == [("left", 1)]
    assert played.view.last_error.startswith("The disk is full. Counting goes on")


def test_what_is_not_kept_yet_is_counted_and_said_aloud_once(stage, full, store):
    played = stage(SetPlan(2, 5, 60)).working()
    full(True)
    said = [m.say for t in (6.0, 12.0, 18.0) for m in played.update(t, rep(t)) if isinstance(m, Spoken)]
    said += [m.say for m in played.run(18.0, 24.0) if isinstance(m, Spoken)]
    assert sum(NOT_KEPT in each for each in said) == 1
    assert played.view.not_kept == played.view.left == 3
    assert "3 repetitions are not kept yet." in played.view.last_error
    played.tap("undo", 25.0)
    played.update(26.0, rep(26.0, short=True))
    assert played.view.not_kept == 2
    full(False)
    played.tick(27.5)
    assert (played.view.not_kept, played.view.last_error) == (0, None)
    assert len(store.reps(played.view.session_id)) == 2


def test_a_disk_that_really_fills_up_loses_no_repetition(tmp_path, stage, store):
    played = stage(SetPlan(2, 500, 60)).working()
    pages = []

    def limit(raw, *_):
        if pages:
            raw.execute(f"PRAGMA max_page_count = {pages[0]}")

    sa.event.listen(store._engine, "checkout", limit)
    pages.append(1)
    for n in range(1, 400):
        played.update(6.0 * n, rep(6.0 * n))
    waiting = played.view.not_kept
    kept = len(store.reps(played.view.session_id))
    assert waiting and kept + waiting == 399
    pages[0] = 1_000_000
    played.tick(2400.0)
    assert played.view.not_kept == 0
    assert [each.end_s for each in store.reps(played.view.session_id)] == [6.0 * n for n in range(1, 400)]


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
