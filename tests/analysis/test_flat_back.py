"""The flat-back experiment on recordings: only where it can be tried, and never silent about being one."""

from pathlib import Path

import pytest

from psoas.analysis.analyze import analyze
from psoas.analysis.observers import FLAT_FIRST_S, back_for, back_notes
from psoas.analysis.sources import AnalysisError
from psoas.body.skeleton import BackLine
from psoas.programme.catalogue import load
from psoas.testing import forbidden_in

CATALOGUE = load()


def test_a_level_that_is_not_done_on_the_back_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match=r"not done with a flat back. Leave out --flat-back"):
        back_for(CATALOGUE.level(6), tmp_path / "march.mp4")


def test_a_recording_of_skeletons_is_refused_in_words(recording) -> None:
    with pytest.raises(AnalysisError, match="needs the pictures of a video"):
        analyze(recording(), 1, flat_back=True)


def test_the_result_says_that_it_is_an_experiment_and_why_it_saw_nothing(tmp_path: Path) -> None:
    back = back_for(CATALOGUE.level(1), tmp_path / "march.mp4")
    back.update(BackLine(0.0, float("nan"), "arm-in-front"), settling=True)
    notes = back_notes(back)
    assert [note.id for note in notes] == ["flat-back-experiment", "flat-back-no-start"]
    assert "Your arm is hiding your low back" in notes[1].say
    for i in range(1, round(FLAT_FIRST_S * 10)):
        back.update(BackLine(i / 10, 0.05), settling=True)
    assert [note.id for note in back_notes(back)] == ["flat-back-experiment"]
    assert all(forbidden_in(note.say) == () for note in notes)


@pytest.mark.shared
@pytest.mark.weights
def test_a_video_with_its_arms_beside_the_back_is_counted_and_asked_nothing(shared_data: Path) -> None:
    clip = shared_data / "rendered" / "lying_head_right_yaw20.mp4"
    plain, tried = analyze(clip, 1), analyze(clip, 1, flat_back=True)
    assert tried.reps == plain.reps
    assert [cue.id for cue in tried.cues] == [cue.id for cue in plain.cues]
    assert [note.id for note in tried.setup if "flat" in note.id] == ["flat-back-experiment", "flat-back-no-start"]
    assert not any("flat" in note.id for note in plain.setup)
