"""What the programme says to a person, and how."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import psoas.programme
from psoas.programme.catalogue import load
from psoas.programme.model import Exercise
from psoas.testing import forbidden_in

CATALOGUE = load()
ROOT = Path(__file__).resolve().parents[2]
TEXTS = sorted(f for f in Path(psoas.programme.__path__[0]).rglob("*.toml") if f.name != "wording.toml")
DOCUMENTS = [*(ROOT / name for name in ("README.md", "CHANGELOG.md", "docs/guide.md", "docs/index.md"))]
DOCUMENTS += sorted((ROOT / "docs" / "howto").glob("*.md"))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def without_quotations(file: Path) -> str:
    """The text of a file but for what others claim, which psoas shows in quotation marks beside its grade."""
    text = file.read_text(encoding="utf-8")
    return re.sub(r"(?m)^claimed = .*$", "", text) if file.name == "evidence.toml" else text


def words(sentence: str) -> int:
    return len(re.findall(r"[\w’'-]+", sentence))


@pytest.mark.parametrize("file", [*TEXTS, *DOCUMENTS], ids=lambda f: f.name)
def test_no_text_says_what_psoas_may_not_say(file: Path) -> None:
    assert forbidden_in(without_quotations(file)) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "This treats back pain.",
        "Prevents low-back pain.",
        "A proven   method.",
        "It fixes your back pain",
        "Push\nthrough.",
        "No pain, no gain.",
        "Ignore the pain.",
        "You have a TIGHT psoas.",
        "Your rehabilitation starts here.",
        "Your back is flat.",
    ],
)
def test_what_may_not_be_said_is_found(sentence: str) -> None:
    assert forbidden_in(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A secretary retreats.",
        "If it hurts, stop and get help.",
        "Curious people heard it.",
        "Many people find it eases in.",
    ],
)
def test_harmless_neighbours_of_such_words_are_left_alone(sentence: str) -> None:
    assert forbidden_in(sentence) == ()


@pytest.mark.parametrize("exercise", CATALOGUE.march, ids=lambda e: e.id)
def test_every_level_has_all_its_sections(exercise: Exercise) -> None:
    for section in ("start", "move", "hold", "tips", "easier", "harder", "stop", "checks"):
        assert getattr(exercise, section), f"{exercise.id} has no {section}"
    assert exercise.support
    assert exercise.camera_why


@pytest.mark.parametrize("exercise", CATALOGUE.march, ids=lambda e: e.id)
def test_a_cue_is_one_short_sentence_and_a_reason_one_line(exercise: Exercise) -> None:
    for check in exercise.checks:
        assert words(check.cue) <= 12
        assert re.fullmatch(r"[A-Z][^.!?]*\.", check.cue)
        assert len(check.why) <= 110
        assert "\n" not in check.why


@pytest.mark.parametrize("exercise", CATALOGUE.exercises, ids=lambda e: e.id)
def test_sentences_are_short_enough_to_follow_while_lying_on_a_mat(exercise: Exercise) -> None:
    for section in (exercise.start, exercise.move, exercise.hold, exercise.tips, exercise.easier, exercise.harder):
        for text in section:
            for sentence in re.split(r"(?<=[.!?])\s+", text):
                assert words(sentence) <= 32, sentence


def test_every_text_ends_as_a_sentence() -> None:
    for exercise in CATALOGUE.exercises:
        for section in ("start", "move", "hold", "tips", "easier", "harder", "stop"):
            assert all(text.endswith((".", "?")) for text in getattr(exercise, section)), (exercise.id, section)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_lying_levels_ask_for_a_hand_under_the_back_and_say_that_the_camera_cannot_see_it(level: int) -> None:
    exercise = CATALOGUE.level(level)
    (before,) = exercise.to_feel("before")
    assert before.say.startswith("Press your low back into the mat. If it lifts,")
    assert "hand under your low back" in before.feel
    assert "camera cannot see" in before.why
    assert exercise.to_feel("between")
    assert exercise.to_feel("during")


@pytest.mark.parametrize("exercise", CATALOGUE.exercises, ids=lambda e: e.id)
def test_a_self_check_is_said_in_a_breath_and_a_reminder_is_one_short_sentence(exercise: Exercise) -> None:
    for check in exercise.self_checks:
        assert words(check.say) <= 16
        assert len(check.why) <= 120
        assert "\n" not in check.why + check.feel
        assert all(text.endswith((".", "?")) for text in (check.say, check.why, check.feel))
        if check.when == "during":
            assert re.fullmatch(r"[A-Z][^.!?]*\.", check.say)
            assert words(check.say) <= 8


@pytest.mark.parametrize("exercise", CATALOGUE.exercises, ids=lambda e: e.id)
def test_what_is_felt_for_is_told_in_sentences_that_can_be_followed_on_a_mat(exercise: Exercise) -> None:
    for feel in [check.feel for check in (*exercise.self_checks, *exercise.unseen) if check.feel]:
        assert all(words(sentence) <= 32 for sentence in re.split(r"(?<=[.!?])\s+", feel))


def test_nothing_is_said_twice_within_one_exercise() -> None:
    for exercise in CATALOGUE.exercises:
        said = [text for text in strings(exercise.model_dump()) if text.count(" ") > 4]
        assert len(said) == len(set(said)), exercise.id
