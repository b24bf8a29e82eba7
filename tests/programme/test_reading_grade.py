"""How easily the texts are read and heard: the reading grade of instructions, and the length of every sentence."""

import re
from pathlib import Path

import pytest

import psoas
from psoas.report.all_texts import FoundText, all_texts

textstat = pytest.importorskip("textstat")

TEXTS = all_texts(Path(psoas.__path__[0]))
HEARD = [found for found in TEXTS if found.spoken]
TAUGHT = [found for found in TEXTS if found.file.startswith(("programme/exercises/", "programme/march"))]
#: The highest grade (Flesch and Kincaid), and the most words of a sentence that is heard and of one that is read.
GRADE, HEARD_WORDS, READ_WORDS = 6.0, 20, 25
#: Names that cannot be said otherwise, and a plain word of the same kind that is scored for them.
NAMES = {"Banded elevated march (bridge)": "March", "repetition": "move"}


def plain(text: str) -> str:
    """The text as it is scored: names replaced, and a short number for whatever is filled in."""
    for name, word in NAMES.items():
        text = text.replace(name, word)
    return re.sub(r"\{[^}]*\}", "three", text)


def grade(text: str) -> float:
    """Reading grade; of fewer than five words it says nothing, so that is 0."""
    return float(textstat.flesch_kincaid_grade(text)) if len(text.split()) > 4 else 0.0


def longest(text: str) -> int:
    return max(len(re.findall(r"[\w’'-]+", sentence)) for sentence in re.split(r"(?<=[.!?])\s+", text))


def test_what_is_told_to_do_and_what_is_heard_is_at_most_grade_six() -> None:
    hard = {found.text: grade(plain(found.text)) for found in (*TAUGHT, *HEARD)}
    assert {text: at for text, at in hard.items() if at > GRADE} == {}


@pytest.mark.parametrize(("texts", "most"), [(HEARD, HEARD_WORDS), (TAUGHT, READ_WORDS)], ids=["heard", "read"])
def test_no_sentence_is_too_long_to_follow(texts: list[FoundText], most: int) -> None:
    assert [found.text for found in texts if longest(plain(found.text)) > most] == []


def test_there_are_as_many_texts_as_a_programme_has() -> None:
    assert len(TAUGHT) > 400
    assert len(HEARD) > 150


def test_a_hard_text_and_a_long_sentence_are_found() -> None:
    assert grade("Administer supervised progressive resistance exercise to individuals.") > GRADE
    assert longest("Short one. " + "word " * 26 + "end.") > READ_WORDS
