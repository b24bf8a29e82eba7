from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.records import SetPlan
from psoas.programme.motion import Tempo
from psoas.session.messages import Beep
from psoas.session.metronome import pace_at
from psoas.session.refusals import SessionError

from .conftest import counted

TEMPO = Tempo(out=2.0, hold=1.0, back=2.5)
CYCLE = TEMPO.total


def beeps(messages):
    return [m.kind for m in messages if isinstance(m, Beep)]


def test_the_metronome_counts_each_leg_in_turn(stage, store):
    played = stage(SetPlan(1, 2, 60), counting="paced").working()
    messages = played.run(5.0, 5.0 + 4 * CYCLE + 0.2)
    assert counted(messages) == [("left", 1), ("right", 1), ("left", 2), ("right", 2)]
    assert {r.counted_by for r in store.reps(played.view.session_id)} == {"pace"}
    assert store.sets(played.view.session_id)[0].paced == 4
    assert played.view.phase == "done"


def test_each_repetition_beats_out_hold_and_back(stage):
    played = stage(counting="paced").working()
    assert beeps(played.run(5.0, 5.0 + CYCLE))[:3] == ["out", "hold", "back"]


def test_the_view_says_whose_turn_it_is_and_how_far(stage):
    played = stage(counting="paced").working()
    played.run(5.0, 6.0)
    assert (played.view.pace.side, played.view.pace.phase) == ("left", "out")
    assert played.view.pace.progress == pytest.approx(1.0 / CYCLE)
    played.run(6.0, 5.0 + CYCLE + 2.5)
    assert (played.view.pace.side, played.view.pace.phase) == ("right", "hold")


def test_a_hand_count_switches_the_pacer_to_hand_and_it_beats_on(stage, store):
    played = stage(SetPlan(1, 5, 60), counting="paced").working()
    played.run(5.0, 5.0 + CYCLE + 0.1)
    played.tap("count-right", 11.0)
    messages = played.run(11.0, 30.0)
    assert counted(messages) == []
    assert "out" in beeps(messages)
    assert [r.counted_by for r in store.reps(played.view.session_id)] == ["pace", "hand"]
    assert played.view.counting == "hand"


def test_a_machine_that_slept_did_not_march(stage):
    played = stage(counting="paced").working()
    played.jump(600.0)
    assert (played.view.left, played.view.right) == (0, 0)


def test_after_a_pause_the_repetition_begins_anew(stage):
    played = stage(counting="paced").working()
    played.run(5.0, 9.0)
    played.tap("pause", 9.0)
    assert played.view.pace is None
    assert beeps(played.run(9.0, 40.0)) == []
    played.tap("resume", 40.0)
    played.run(40.0, 45.0)
    assert counted(played.run(45.0, 45.0 + CYCLE - 0.2)) == []
    assert counted(played.run(45.0 + CYCLE - 0.2, 45.0 + CYCLE + 0.2)) == [("left", 1)]


def test_a_repetition_taken_back_gives_that_leg_its_turn_again(stage):
    played = stage(SetPlan(1, 1, 60), counting="paced").working()
    played.run(5.0, 5.0 + CYCLE + 0.1)
    played.tap("undo", 11.0)
    messages = played.run(11.0, 11.0 + 2 * CYCLE)
    assert counted(messages) == [("right", 1), ("left", 1)]


def test_the_camera_stops_the_metronome(stage):
    played = stage(counting="paced").working()
    played.tap("switch-to-camera", 6.0)
    assert played.view.pace is None
    assert beeps(played.run(6.0, 20.0)) == []


def test_where_the_camera_gives_up_the_beat_goes_on_with_the_count(stage):
    played = stage(SetPlan(1, 3, 60), counting="camera").working()
    played.tap("count-left", 6.0)
    played.tap("switch-to-beat", 7.0)
    assert played.view.counting == "paced"
    messages = played.run(7.0, 7.0 + 2 * CYCLE + 0.2)
    assert counted(messages) == [("right", 1), ("left", 2)]


def test_an_exercise_without_a_tempo_cannot_be_paced(stage, catalogue):
    with pytest.raises(SessionError, match="no tempo"):
        stage(exercise=next(e for e in catalogue.exercises if e.dose is None), counting="paced")


@given(st.floats(-1, 10))
def test_the_progress_runs_from_0_to_1_and_never_back(elapsed):
    here, later = pace_at(TEMPO, elapsed, "left"), pace_at(TEMPO, elapsed + 0.5, "left")
    assert 0 <= here.progress <= later.progress <= 1
    assert here.left_s >= 0
