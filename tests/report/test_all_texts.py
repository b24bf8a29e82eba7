"""Every text of psoas, gathered."""

from pathlib import Path

import psoas
from psoas.programme.catalogue import load
from psoas.report.all_texts import all_texts, in_python, in_toml

TEXTS = all_texts(Path(psoas.__path__[0]))
SAID = {found.text for found in TEXTS}


def test_every_instruction_of_every_exercise_is_among_them() -> None:
    for exercise in load().exercises:
        assert {exercise.summary, *exercise.start, *exercise.move, *exercise.stop} <= SAID, exercise.id


def test_what_the_guide_says_is_heard_and_a_screening_question_is_not() -> None:
    heard = {found.text for found in TEXTS if found.spoken}
    assert all(part.say in heard for exercise in load().exercises for part in exercise.guide)
    assert not any(found.spoken for found in TEXTS if found.file == "programme/screening.toml")


def test_a_sentence_with_something_filled_in_is_one_text() -> None:
    assert list(in_python('say(f"Rest for {n} seconds; then {name}.")')) == ["Rest for {...} seconds; then {...}."]


def test_code_and_documentation_are_no_texts() -> None:
    source = '"""A long docstring here."""\nel("div", "card stack step")\nrun("a => b = c")\ncss("a {b: c; d: e}")\n'
    assert list(in_python(source)) == []


def test_ids_and_single_words_of_a_file_are_no_texts() -> None:
    assert list(in_toml({"id": "not this one", "cue": "Stay tall.", "step": "massage"})) == [("cue", "Stay tall.")]
