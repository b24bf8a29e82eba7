"""Whether the voice may lead a step, in which form, and what a stop means."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.answers import Answer, Choice, Entry, Lock, Profile, Screening, StepDone
from psoas.plan.guided_step import Leading, after_stop, leading, next_time, texts
from psoas.plan.history import History
from psoas.plan.steps import choices
from psoas.plan.today import today
from psoas.programme.catalogue import load

from .stories import moment

CATALOGUE = load()
LED = [exercise.id for exercise in CATALOGUE.exercises if exercise.guide]
STRETCH = choices().stretches[0]


def begun(*locks: Lock, steps: tuple[Entry[StepDone], ...] = (), **owned: Any) -> History:
    return History(
        screenings=(Entry(moment(0, 7), Screening("go", locks)),),
        profiles=(Entry(moment(0, 7), Profile(**owned)),),
        steps=steps,
    )


def did(day: int, exercise_id: str = STRETCH, state: str = "done", **how: Any) -> Entry[StepDone]:
    step = CATALOGUE.by_id(exercise_id).step
    return Entry(moment(day, 9), StepDone(step, exercise_id, state, **how))  # type: ignore[arg-type]


def led(history: History, exercise_id: str = STRETCH, day: int = 0, *, short: bool = False) -> Leading:
    return leading(history, moment(day, 12), CATALOGUE.by_id(exercise_id), CATALOGUE, short=short)


@pytest.mark.parametrize("exercise_id", LED)
def test_before_the_questions_nothing_is_led_and_after_them_all_that_nothing_closes(exercise_id: str) -> None:
    assert led(History(), exercise_id).closed == "A few questions come first."
    assert led(begun(belly_contact=True), exercise_id).closed == ""


@pytest.mark.parametrize("exercise_id", LED)
def test_what_a_lock_closes_is_not_led_and_the_lock_says_why(exercise_id: str) -> None:
    for lock in CATALOGUE.by_id(exercise_id).closed_by:
        assert led(begun(lock, belly_contact=True), exercise_id).closed


def test_touching_the_belly_has_to_be_chosen_first_and_cannot_be_where_it_is_locked() -> None:
    assert led(begun(), "gentle-contact").to_choose
    locked = led(begun("belly"), "gentle-contact")
    assert locked.closed and not locked.to_choose


def test_after_a_stop_a_stretch_is_led_in_its_easier_form_and_after_two_it_rests_for_four_weeks() -> None:
    once = begun(steps=(did(1, state="stopped"),))
    assert led(once, day=2).easier and not led(begun(), day=2).easier
    twice = replace(once, steps=(*once.steps, did(3, state="stopped")))
    for day, is_closed in ((4, True), (31, True), (32, False)):
        assert bool(led(twice, day=day).closed) == is_closed
    assert "2 times running" in led(twice, day=4).closed


def test_on_an_easy_day_every_stretch_is_led_in_its_easier_form() -> None:
    assert all(led(begun("strength"), stretch).easier for stretch in choices().stretches)


def test_the_short_day_has_an_easier_warm_up() -> None:
    assert led(begun(), "warm-up", short=True).easier
    assert not led(begun(), "warm-up").easier


@pytest.mark.parametrize(("exercise_id", "rounds"), [(STRETCH, 4), ("ball-at-wall", 2), ("warm-up", 9), ("warmth", 9)])
def test_so_many_rounds_fit_below_the_ceiling_of_a_day(exercise_id: str, rounds: int) -> None:
    steps: tuple[Entry[StepDone], ...] = ()
    while len(steps) < 9 and not led(begun(steps=steps), exercise_id).closed:
        steps = (*steps, did(0, exercise_id))
    assert len(steps) == rounds
    assert not led(begun(steps=steps), exercise_id, day=1).closed


def test_all_stretches_add_to_one_ceiling_and_what_was_led_counts_with_what_was_really_held() -> None:
    steps = (did(0, choices().stretches[1], seconds=200, held_s=150.0), did(0, "ball-at-wall", seconds=90, held_s=45.0))
    assert led(begun(steps=steps)).held_s == 150
    assert led(begun(steps=steps), "ball-at-wall").held_s == 45
    assert led(begun(steps=steps), "warm-up").held_s == 0


def test_what_is_done_in_place_of_the_planned_one_names_it() -> None:
    assert led(begun(), "warmth").instead_of == "warm-up"
    assert led(begun(), "warm-up").instead_of == ""
    assert led(begun(steps=(did(0, "warm-up"),)), "warmth").instead_of == ""
    swapped = replace(begun(), choices=(Entry(moment(0, 10), Choice("swap", exercise="warmth")),))
    assert led(swapped, "warmth").instead_of == "warm-up"


@given(st.integers(0, 60), st.sampled_from(["march", "free-standing", "hip-opening"]))
def test_the_habit_is_led_with_the_small_move_of_the_day_never_with_a_closed_one(day: int, lock: Lock) -> None:
    history = replace(begun(), screenings=(Entry(moment(day, 7), Screening("go", (lock,))),))
    move = today(history, moment(day, 12), CATALOGUE).micro_move
    known = CATALOGUE.by_id(move)
    assert known.small_move is not None
    assert lock not in known.move_closed_by
    guide = led(history, "break-up-sitting", day).exercise.guide
    moved = [(phase.say, phase.seconds, phase.figure) for phase in guide if phase.small_move]
    assert moved == [(known.small_move.say, known.small_move.seconds, known.figure)]


def test_the_next_step_is_the_first_that_is_due_open_and_not_optional() -> None:
    def next_one(*steps: Entry[StepDone], short: bool = False) -> str:
        step = today(begun(steps=steps), moment(0, 12), CATALOGUE, short=short).next_step()
        return step.step if step else ""

    massage, stretch = did(0, "warm-up"), did(0, state="skipped")
    march = Entry(moment(0, 9), StepDone("strengthen", "lying-march", "done"))
    assert next_one() == "massage"
    assert next_one(massage) == "stretch"
    assert next_one(massage, short=True) == "strengthen"
    assert next_one(massage, stretch, march) == "strengthen", "what is done beside the march"
    assert next_one(massage, stretch, march, did(0, "plain-bridge")) == "habit"
    assert next_one(massage, stretch, march, did(0, "plain-bridge"), did(0, "break-up-sitting")) == ""


def said(history: History, exercise_id: str = STRETCH) -> str:
    return " ".join(after_stop(history, moment(1, 12), CATALOGUE.by_id(exercise_id)))


def test_a_stop_of_a_stretch_means_its_easier_form_and_the_second_one_that_it_rests_until_a_day() -> None:
    once = begun(steps=(did(1, state="stopped"),))
    assert "easier version" in said(once)
    twice = said(begun(steps=(did(0, state="stopped"), did(1, state="stopped"))))
    assert "2 times running" in twice and "easier version" not in twice


def test_a_first_stop_is_explained_in_the_words_of_its_kind() -> None:
    def means(exercise_id: str) -> str:
        history = begun(steps=(did(0, exercise_id, "stopped"),))
        return next_time(history, moment(0), CATALOGUE.by_id(exercise_id))

    assert means(STRETCH) == texts().means.stretch_once
    assert means("plain-bridge") == texts().means.beside_once != means(STRETCH)


def test_what_is_said_of_a_second_stop_is_what_the_plan_then_does() -> None:
    history = begun(steps=(did(0, state="stopped"), did(1, state="stopped")))
    said_day = said(history).split("out until ")[1].split(".")[0]
    days = [day for day in range(2, 40) if not led(history, day=day).closed]
    back = moment(days[0]).date()
    assert said_day == f"{back.day} {back:%B}"


@pytest.mark.parametrize(("pain", "waits"), [(5, False), (6, True)])
def test_pain_of_six_or_more_keeps_the_march_for_another_day_and_it_is_said(pain: int, waits: bool) -> None:
    history = begun(steps=(did(1, state="stopped"),))
    history = replace(history, answers=(Entry(moment(1, 10), Answer("pain-now", pain)),))
    decision = today(history, moment(1, 12), CATALOGUE).decision
    assert (decision.reason in said(history)) == waits == (not decision.train)


@pytest.mark.parametrize("exercise_id", LED)
def test_what_is_said_ends_with_when_to_get_help(exercise_id: str) -> None:
    assert said(begun(steps=(did(1, exercise_id, "stopped"),)), exercise_id).endswith("get help.")
