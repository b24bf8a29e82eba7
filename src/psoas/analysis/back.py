"""The flat-back experiment on a recording."""

from __future__ import annotations

from pathlib import Path

from psoas.analysis.errors import AnalysisError
from psoas.analysis.result import SetupNote
from psoas.coach.flat_back import UNSEEN_SAY, FlatBack
from psoas.exchange.recording import is_recording
from psoas.programme.model import Exercise

#: A recording begins with the back flat and everything still: the yardstick is taken from this long, seconds.
FLAT_FIRST_S = 5.0


def back_for(exercise: Exercise, path: Path) -> FlatBack:
    """The experiment for a recording of an exercise.

    Raises
    ------
    AnalysisError
        If the exercise is not done lying flat, or the recording has no pictures.
    """
    if not exercise.low_back_is_felt:
        raise AnalysisError(
            f"{exercise.name} is not done with a flat back. Leave out --flat-back, or give level 1 to 3."
        )
    if path.is_file() and is_recording(path):
        raise AnalysisError("--flat-back needs the pictures of a video, and this recording has skeletons only.")
    return FlatBack()


def back_notes(back: FlatBack) -> list[SetupNote]:
    """What to say about the experiment itself: always that it is one, and why it saw nothing where it did not."""
    notes = [
        SetupNote(
            "flat-back-experiment",
            "Flat back: an experiment. It may ask about a low back that seems to lift. Silence says nothing.",
        )
    ]
    if not back.ready:
        why = UNSEEN_SAY[back.why_not] if back.why_not else "Lie flat and still in the first seconds."
        notes.append(SetupNote("flat-back-no-start", f"Flat back: I had nothing to compare with. {why}"))
    return notes
