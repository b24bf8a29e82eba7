"""What is said when: one thing at a time, not again and again, and praise only where it is borne out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from psoas.coach.cues import CHANGE_SIDES, LEGS_ALIKE, PRAISE, Cues
from psoas.coach.events import Cue, Rep
from psoas.coach.turns import seem_alike, take_turns, turn_share
from psoas.programme.catalogue import load

SPOKEN = [check for check in load().level(6).checks if check.spoken]
FIRST, SECOND = SPOKEN[:2]
UNSPOKEN = [check for exercise in load().march for check in exercise.checks if not check.spoken]


def rep(end_s: float, *, short: bool = False) -> Rep:
    return Rep("left", end_s - 5, end_s - 3, end_s, 40.0, 50.0, 2.0, 1.0, 2.0, 0.9, (), short)


def sides(text: str) -> list[str]:
    return [{"L": "left", "R": "right"}[letter] for letter in text]


@pytest.mark.parametrize(
    ("order", "alike"),
    [
        ("", False),
        ("L", False),
        ("LLL", False),
        ("LLLL", True),
        ("LRLLLLR", True),
        ("LRLRLR", False),
        ("LLRRL", False),  # five are too few to tell by their turns
        ("LLRRLL", True),  # 2 of 5
        ("LLRLRR", True),  # 3 of 5
        ("LLRLRL", False),  # 4 of 5
    ],
)
def test_the_legs_seem_alike_where_one_works_over_and_over(order, alike):
    assert seem_alike(sides(order)) == alike


@pytest.mark.parametrize(("order", "share"), [("", 0), ("L", 0), ("LL", 0), ("LR", 1), ("LRL", 1), ("LLR", 0.5)])
def test_the_share_of_turns_is_that_of_the_steps_between_repetitions(order, share):
    assert turn_share(order) == share
    assert take_turns(order) == (share == 1)
    assert take_turns(order, least=0.5) == (share >= 0.5)


@pytest.mark.parametrize(("wait", "said"), [(3.9, False), (4.0, True)])
def test_between_two_sentences_there_is_time_to_hear_the_first(wait, said):
    cues = Cues()
    assert cues.say(Cue(10.0, "a", "A."))
    assert bool(cues.say(Cue(10.0 + wait, "b", "B."))) == said


@pytest.mark.parametrize(("wait", "said"), [(14.9, False), (15.0, True)])
def test_the_same_sentence_comes_again_only_after_a_while(wait, said):
    cues = Cues()
    cues.say(Cue(10.0, "a", "A."))
    assert bool(cues.say(Cue(10.0 + wait, "a", "A."))) == said


def test_in_silence_nothing_is_said():
    cues = Cues(silent=True)
    assert cues.say(Cue(10.0, "a", "A.")) is None
    assert cues.after(rep(20.0), [FIRST], 1) is None


def test_of_several_faults_the_first_is_told_and_the_next_one_where_that_was_just_said():
    cues = Cues()
    assert cues.after(rep(10.0), [FIRST, SECOND], 1) == Cue(10.0, FIRST.id, FIRST.cue)
    assert cues.after(rep(15.0), [FIRST, SECOND], 1) == Cue(15.0, SECOND.id, SECOND.cue)
    assert cues.after(rep(16.0), [FIRST, SECOND], 1) is None


def test_a_check_that_is_not_spoken_is_passed_over():
    assert UNSPOKEN
    assert Cues().after(rep(10.0), [UNSPOKEN[0]], 1) is None


@pytest.mark.parametrize(
    ("in_a_row", "said"), [(0, None), (1, None), (2, CHANGE_SIDES), (3, CHANGE_SIDES), (4, LEGS_ALIKE)]
)
def test_who_works_with_one_leg_again_is_asked_to_change_and_at_last_told_that_the_eyes_may_be_wrong(in_a_row, said):
    assert Cues().after(rep(10.0), [], in_a_row) == (said and Cue(10.0, *said, "notice"))


def test_a_fault_is_told_before_the_turns():
    assert Cues().after(rep(10.0), [FIRST], 2).id == FIRST.id


def test_a_question_is_asked_where_nothing_is_to_be_corrected():
    question = Cue(10.0, "q", "Is there a gap?", "notice")
    assert Cues().after(rep(10.0), [], 1, question) is question
    assert Cues().after(rep(10.0), [FIRST], 1, question).id == FIRST.id


def praised(cues: Cues, times: list[float], *, spoil: int | None = None, how: str = "fault") -> list[str]:
    found = []
    for i, t in enumerate(times):
        spoiled = i == spoil
        cue = cues.after(
            rep(t, short=spoiled and how == "short"),
            [UNSPOKEN[0]] if spoiled and how == "unspoken" else [FIRST] if spoiled and how == "fault" else [],
            2 if spoiled and how == "again" else 1,
        )
        found.append(cue.id if cue else "")
    return found


def test_praise_comes_with_the_fourth_clean_repetition_and_in_other_words_the_next_time():
    cues = Cues()
    assert praised(cues, [10.0, 15.0, 20.0, 25.0]) == ["", "", "", "praise"]
    assert cues.after(rep(30.0), [], 1) is None
    later = [cues.after(rep(t), [], 1) for t in (35.0, 40.0, 45.0)]
    assert [cue and cue.say for cue in later] == [None, None, PRAISE[1]]


@pytest.mark.parametrize("how", ["fault", "short", "again"])
def test_what_was_not_clean_begins_the_count_of_clean_ones_anew(how):
    said = praised(Cues(), [10.0, 15.0, 20.0, 25.0, 50.0, 55.0, 60.0, 65.0], spoil=3, how=how)
    assert said.index("praise") == 7


def test_praise_waits_until_it_was_quiet_for_a_while():
    cues = Cues()
    cues.say(Cue(9.0, "a", "A."))
    assert praised(cues, [10.0, 15.0, 20.0, 28.9, 29.0]) == ["", "", "", "", "praise"]


def test_nobody_is_asked_to_change_sides_where_the_doubt_is_the_cameras_own() -> None:
    assert Cues().after(replace(rep(10.0), confidence=0.4), [], 2) is None
    cues = Cues()
    assert cues.after(rep(10.0), [], 4).id == "legs-alike"  # type: ignore[union-attr]
    assert cues.after(rep(40.0), [], 2) is None
