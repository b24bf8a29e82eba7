"""The pain question answered with one raised arm."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas.body.skeleton import SIDES, Side, Skeleton
from psoas.coach.gestures import ARM_UP_S
from psoas.plan.led_day import AskPain
from psoas.programme.catalogue import load
from psoas.session.led_day import AGAIN_S, BY_ARM, LedDay
from psoas.session.pain_by_arm import CHANGE_S, INTRO_S, STEP_S, WORST, PainByArm
from psoas.testing import synthetic, with_arm_up

FPS = 10.0
DOWN = synthetic(load().level(6))[0]
#: A raised arm ends when it has been down for a moment.
SLACK_S = 0.6


def up(side: Side = "left") -> Skeleton:
    return with_arm_up(DOWN, side)


def answered(*parts: tuple[Skeleton, float]) -> tuple[list[str], list[int]]:
    """Show the parts one after the other; return what is said, and every answer."""
    by_arm, said, numbers, t = PainByArm(), list[str](), list[int](), 0.0
    for pose, seconds in parts:
        for _ in range(round(seconds * FPS)):
            words, number = by_arm.update(replace(pose, t=t))
            said, numbers, t = said + words, numbers + ([] if number is None else [number]), t + 1 / FPS
    return said, numbers


def held_for(number: int) -> float:
    """Seconds for which an arm is held up to be lowered in the middle of a number."""
    return ARM_UP_S + INTRO_S + (number + 0.5) * STEP_S


@settings(deadline=None, max_examples=20)
@given(st.integers(0, WORST), st.sampled_from(SIDES))
def test_the_number_said_last_while_the_arm_is_up_is_the_answer(number: int, side: Side):
    said, numbers = answered((DOWN, 2.0), (up(side), held_for(number)), (DOWN, CHANGE_S + 1.0))
    assert numbers == [number]
    assert said[1] == "Zero." and len(said) == number + 3
    assert said[-1].startswith(said[-2]) and "to change it" in said[-1]


def test_it_ends_at_ten_however_long_the_arm_is_up():
    assert answered((DOWN, 2.0), (up(), held_for(WORST) + 20.0), (DOWN, CHANGE_S + 1.0))[1] == [WORST]


def test_raising_the_arm_again_begins_anew():
    again = (DOWN, 2.0), (up(), held_for(7)), (DOWN, 2.0), (up(), held_for(2)), (DOWN, CHANGE_S + 1.0)
    said, numbers = answered(*again)
    assert numbers == [2]
    assert said.count("Zero.") == 2


def test_nothing_stands_before_there_was_time_to_change_it():
    assert answered((DOWN, 2.0), (up(), held_for(3)), (DOWN, SLACK_S + CHANGE_S - 0.5))[1] == []


@pytest.mark.parametrize("seconds", [0.5, ARM_UP_S - 0.4, ARM_UP_S + INTRO_S - 0.8])
def test_an_arm_that_comes_down_before_the_first_number_answers_nothing(seconds: float):
    said, numbers = answered((DOWN, 2.0), (up(), seconds), (DOWN, 10.0))
    assert numbers == [] and "Zero." not in said


def test_the_arm_is_offered_when_the_question_is_asked_again_and_only_where_a_camera_looks_on():
    for watched in (False, True):
        day = LedDay(load())
        said = [message.say for message in day.go_to(AskPain(), 0.0)]
        day.watched = watched
        said += [message.say for n in range(1, 400) for message in day.tick(n / 10)]
        assert [BY_ARM in say for say in said[:2]] == [False, watched]


def test_while_the_person_answers_the_question_is_not_asked_again():
    day = LedDay(load())
    day.go_to(AskPain(), 0.0)
    said = []
    for n in range(1, 300):
        if n % 20 == 0:
            day.answer_heard("Three.")
        said += day.tick(n / 10)
    assert said == [], f"it would have been after {AGAIN_S:g} s"
