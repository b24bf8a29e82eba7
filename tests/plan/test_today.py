"""The day as the plan sees it: what stands before it, its four steps, its questions."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.answers import Answer, Asked, Choice, Entry, Lock, Profile, Screening, StepDone
from psoas.plan.history import History
from psoas.plan.steps import choices
from psoas.plan.today import Today, TodayStep, explain, today
from psoas.programme.catalogue import load

from .stories import moment, session

CATALOGUE = load()
STRETCHES = choices().stretches


def begun(*locks: Lock, **owned: Any) -> History:
    return History(
        screenings=(Entry(moment(0, 7), Screening("go", locks)),),
        profiles=(Entry(moment(0, 7), Profile(**owned)),),
    )


def did(day: int, exercise: str = STRETCHES[0], **how: Any) -> Entry[StepDone]:
    return Entry(moment(day), StepDone("stretch", exercise, how.pop("state", "done"), **how))


def seen(history: History, day: int, *, short: bool = False) -> Today:
    return today(history, moment(day, 12), CATALOGUE, short=short)


def step(history: History, day: int, name: str, *, short: bool = False) -> TodayStep:
    return next(each for each in seen(history, day, short=short).steps if each.step == name)


def kinds(history: History, day: int) -> list[str]:
    return [ask.kind for ask in seen(history, day).asks]


def test_the_four_steps_come_in_their_order_and_take_about_ten_minutes() -> None:
    day = seen(begun(), 0)
    assert [each.step for each in day.steps] == ["massage", "stretch", "strengthen", "habit"]
    assert 9 <= day.minutes() <= 14
    assert all(each.why and not each.locked and not each.optional for each in day.steps)


def test_the_short_day_takes_about_four_minutes_and_everything_can_still_be_opened() -> None:
    for history, names in (
        (begun(), ["massage", "strengthen"]),
        (replace(begun(), trainings=(session("0 1a 8/8 1>1>1 e5"),)), ["stretch"]),
    ):
        day = seen(history, 1, short=True)
        assert 3 <= day.minutes() <= 5
        assert [each.step for each in day.steps if not each.optional] == [*names, "habit"]
        assert day.decision.plan.sets == 1


def test_before_the_questions_all_four_are_closed_and_nothing_is_asked() -> None:
    day = seen(History(), 0)
    assert (day.gate, day.asks, day.decision.kind) == ("screen", (), "screen")
    assert all(each.locked for each in day.steps)
    assert day.minutes() == 0


@pytest.mark.parametrize("outcome", ["emergency", "soon", "see-clinician"])
def test_what_should_be_looked_at_first_closes_all_four(outcome: Any) -> None:
    history = replace(begun(), screenings=(Entry(moment(0, 7), Screening(outcome, ("everything",))),))
    day = seen(history, 0)
    assert day.gate == ("emergency" if outcome == "emergency" else "clinician")
    assert all(each.locked for each in day.steps)
    assert day.asks == ()


def test_when_the_questions_are_due_again_only_they_are_asked() -> None:
    assert kinds(begun(), 84) == ["screening-again"]
    assert seen(begun(), 84).gate == "screen"


# -- massage ----------------------------------------------------------------------------------------------------------


def test_the_warm_up_is_planned_and_the_belly_is_offered_only_to_whoever_chose_it() -> None:
    plain = step(begun(), 0, "massage")
    assert (plain.exercise_id, plain.others) == ("warm-up", ("warmth",))
    assert "gentle-contact" in step(begun(belly_contact=True), 0, "massage").others
    assert "gentle-contact" not in step(begun("belly", belly_contact=True), 0, "massage").others
    assert "gentle-contact" not in step(begun("lying", belly_contact=True), 0, "massage").others


def test_the_ball_is_offered_to_whoever_has_ball_and_wall() -> None:
    assert "ball-at-wall" in step(begun(ball=True), 0, "massage").others
    assert "ball-at-wall" not in step(begun(ball=True, wall=False), 0, "massage").others


# -- stretch ----------------------------------------------------------------------------------------------------------


def test_the_six_stretches_take_turns() -> None:
    history, planned = begun(), []
    for day in range(12):
        planned.append(step(history, day, "stretch").exercise_id)
        history = replace(history, steps=(*history.steps, did(day, planned[-1])))
    assert tuple(planned[:6]) == tuple(planned[6:]) == STRETCHES


def test_a_missed_day_is_not_made_up_for() -> None:
    history = replace(begun(), steps=(did(0),))
    assert step(history, 1, "stretch") == step(history, 9, "stretch")
    assert seen(history, 9).minutes() == seen(history, 1).minutes()


def test_what_was_left_out_or_swapped_has_had_its_turn() -> None:
    swapped = did(0, STRETCHES[3], swapped_from=STRETCHES[0])
    assert step(replace(begun(), steps=(swapped,)), 1, "stretch").exercise_id == STRETCHES[1]
    assert step(replace(begun(), steps=(did(0, state="skipped"),)), 1, "stretch").exercise_id == STRETCHES[1]


def test_the_stretch_stays_the_same_after_it_was_done_today() -> None:
    now = step(replace(begun(), steps=(did(3),)), 3, "stretch")
    assert (now.exercise_id, now.state) == (STRETCHES[0], "done")


@given(st.permutations(STRETCHES[1:]))
def test_what_was_chosen_for_today_comes_today_only_and_what_was_planned_can_be_had_back(chosen: list[str]) -> None:
    swaps = tuple(Entry(moment(0, 8 + n), Choice("swap", exercise=each)) for n, each in enumerate(chosen[:3]))
    now = step(replace(begun(), choices=swaps), 0, "stretch")
    assert (now.exercise_id, now.swapped_from, now.state) == (chosen[2], STRETCHES[0], "due")
    assert {now.exercise_id, *now.others} == set(STRETCHES)
    assert step(replace(begun(), choices=swaps), 1, "stretch").exercise_id == STRETCHES[0]
    back = Entry(moment(0, 12), Choice("swap", exercise=STRETCHES[0]))
    again = step(replace(begun(), choices=(*swaps, back)), 0, "stretch")
    assert (again.exercise_id, again.swapped_from) == (STRETCHES[0], "")


def test_what_is_not_on_offer_cannot_be_chosen_and_a_choice_never_opens_what_is_closed() -> None:
    strange = Entry(moment(0, 8), Choice("swap", exercise="gentle-contact"))
    assert step(replace(begun(), choices=(strange,)), 0, "massage").exercise_id == "warm-up"
    bed = Entry(moment(0, 8), Choice("swap", exercise="half-kneeling-stretch"))
    assert step(replace(begun("hip-opening"), choices=(bed,)), 0, "stretch").locked


def test_a_chosen_stretch_that_hurt_before_comes_in_its_easier_form() -> None:
    hurt = did(0, STRETCHES[3], only_pull=False)
    swap = Entry(moment(2, 8), Choice("swap", exercise=STRETCHES[3]))
    now = step(replace(begun(), steps=(hurt,), choices=(swap,)), 2, "stretch")
    assert (now.exercise_id, now.easier) == (STRETCHES[3], True)
    assert "more than a pull" in now.why


def test_what_was_done_instead_is_shown_and_the_planned_one_can_still_be_had() -> None:
    now = step(replace(begun(), steps=(did(3, STRETCHES[2], swapped_from=STRETCHES[0]),)), 3, "stretch")
    assert now.exercise_id == STRETCHES[2]
    assert set(now.others) == set(STRETCHES) - {STRETCHES[2]}


only = [f"{name}-stretch" for name in ("half-kneeling", "split-stance")]


@pytest.mark.parametrize(
    "how", [{"pain": 4}, {"only_pull": False}, {"state": "stopped"}, {"pain": 2, "only_pull": False}]
)
def test_more_than_a_pull_first_shortens_the_range_and_then_drops_the_stretch(how: dict[str, Any]) -> None:
    history = begun("strong-stretch", "end-range")
    first = replace(history, steps=(did(0, only[0], **how), did(1, only[1])))
    assert step(first, 2, "stretch").exercise_id == only[0]
    assert step(first, 2, "stretch").easier
    assert "more than a pull" in step(first, 2, "stretch").why
    second = replace(first, steps=(*first.steps, did(2, only[0], **how), did(3, only[1])))
    for day in (4, 30):
        now = step(second, day, "stretch")
        assert only[0] not in (now.exercise_id, *now.others)
    assert only[0] in (step(second, 31, "stretch").exercise_id, *step(second, 31, "stretch").others)


@pytest.mark.parametrize("how", [{"pain": 3, "only_pull": True}, {"pain": None}, {"only_pull": True}])
def test_a_pull_of_3_is_as_it_should_be(how: dict[str, Any]) -> None:
    history = replace(begun("strong-stretch", "end-range"), steps=(did(0, only[0], **how), did(1, only[1])))
    assert not step(history, 2, "stretch").easier


def test_a_good_time_in_between_forgives() -> None:
    steps = (
        did(0, only[0], pain=5),
        did(2, only[0], pain=2),
        did(3, only[1]),
        did(4, only[0], pain=5),
        did(5, only[1]),
    )
    now = step(replace(begun("strong-stretch", "end-range"), steps=steps), 6, "stretch")
    assert (now.exercise_id, now.easier) == (only[0], True)


def test_with_a_replaced_hip_no_stretch_is_planned_and_it_says_so() -> None:
    now = step(begun("hip-opening", "march"), 0, "stretch")
    assert "closed to you" in now.locked
    assert now.others == ()


@pytest.mark.parametrize(
    ("lock", "exercise_id"),
    [
        ("ball", "ball-at-wall"),
        ("head-down", "supported-bridge-rest"),
        ("hip-90", "edge-of-bed-stretch"),
        ("nerve", "side-lying-stretch"),
    ],
)
def test_a_lock_leaves_out_what_it_is_there_for(lock: Lock, exercise_id: str) -> None:
    def shown(*locks: Lock) -> set[str]:
        return {each for one in seen(begun(*locks, ball=True), 0).steps for each in (one.exercise_id, *one.others)}

    assert exercise_id in shown()
    assert exercise_id not in shown(lock)


def test_on_an_ill_day_nothing_is_open_even_where_no_level_is() -> None:
    ill = replace(begun("strength"), answers=(Entry(moment(0), Answer("ill", 1)),))
    assert seen(ill, 0).decision.kind == "ill"
    assert all(each.locked for each in seen(ill, 0).steps)


@given(
    st.sets(
        st.sampled_from(
            [
                "lying",
                "hip-opening",
                "end-range",
                "strong-stretch",
                "belly",
                "free-standing",
                "ball",
                "head-down",
                "hip-90",
                "nerve",
            ]
        )
    )
)
def test_nothing_is_planned_or_offered_that_a_lock_closes(locks: set[Lock]) -> None:
    for each in seen(begun(*sorted(locks), belly_contact=True, ball=True), 0).steps:
        if not each.locked:
            for exercise_id in (each.exercise_id, *each.others):
                assert not set(CATALOGUE.by_id(exercise_id).closed_by) & locks, exercise_id


def test_an_easy_day_has_the_easier_form() -> None:
    sore = replace(begun(), answers=(Entry(moment(0), Answer("pain-now", 7)),))
    assert seen(sore, 0).decision.kind == "too-sore"
    assert step(sore, 0, "stretch").easier
    assert "easy day" in step(sore, 0, "stretch").why


# -- strengthen and habit ---------------------------------------------------------------------------------------------


def test_the_march_is_at_todays_rung_and_gives_the_decisions_reason() -> None:
    now = step(begun(), 0, "strengthen")
    assert now.exercise_id == CATALOGUE.level(1).id
    assert now.why == seen(begun(), 0).decision.reason


def test_on_a_day_between_the_march_is_closed_with_its_reason_and_takes_no_time() -> None:
    history = replace(begun(), trainings=(session("0 1a 8/8 1>1>1 e5"),))
    assert "stronger on the day off" in step(history, 1, "strengthen").locked
    assert seen(history, 1).minutes() < seen(history, 2).minutes()


def test_after_the_march_it_is_done_for_today() -> None:
    history = replace(begun(), trainings=(session("0 1a 8/8 1>1>? e5"),))
    assert (step(history, 0, "strengthen").state, step(history, 0, "strengthen").locked) == ("done", "")


def test_the_march_marks_no_other_step_as_done() -> None:
    known = replace(begun(), trainings=(session("0 1a 8/8 1>1>? e5"),))
    assert {name: step(known, 0, name).state for name in ("massage", "stretch", "strengthen", "habit")} == {
        "massage": "due",
        "stretch": "due",
        "strengthen": "done",
        "habit": "due",
    }


def test_the_small_moves_take_turns() -> None:
    days = [seen(begun(), day) for day in range(len(CATALOGUE.small_moves))]
    assert {day.micro_move for day in days} == set(CATALOGUE.habit.micro_moves)


def test_what_is_not_yet_right_at_the_desk_takes_turns_until_it_is_done() -> None:
    points = CATALOGUE.habit.workstation[:3]
    found = [Entry(moment(0), Answer("workstation", 0, point.id)) for point in points]
    mended = Entry(moment(0, 10), Answer("workstation", 1, points[0].id))
    history = replace(begun(), answers=(*found, mended))
    whys = [step(history, day, "habit").why for day in range(4)]
    said = {point.id for point in points if any(point.todo in why for why in whys)}
    assert said == {points[1].id, points[2].id}
    assert "desk" not in step(begun(), 0, "habit").why


def test_a_small_move_that_a_lock_closes_does_not_come() -> None:
    moves = {seen(begun("march", "hip-opening"), day).micro_move for day in range(20)}
    assert not moves & {
        "sit-to-stand",
        "standing-march",
        "seated-march",
        "hip-hinge",
        "split-stance-stretch",
        "back-bend",
    }
    assert "calf-raise" in moves


# -- questions --------------------------------------------------------------------------------------------------------


def test_the_morning_is_asked_about_once_at_the_next_opening() -> None:
    trained = session("0 1a 8/8 1>1>? e5")
    history = replace(begun(), trainings=(replace(trained, session_id=7),))
    assert "morning" not in kinds(history, 0)
    asks = seen(history, 1).asks
    assert (asks[0].kind, asks[0].session_id) == ("morning", 7)
    assert kinds(history, 7)[0] == "morning"
    assert "morning" not in kinds(history, 8), "nobody remembers it after a lay-off"
    passed_over = replace(history, trainings=(replace(trained, morning_asked=True),))
    assert "morning" not in kinds(passed_over, 1)
    answered = replace(history, trainings=(replace(trained, morning=1),))
    assert "morning" not in kinds(answered, 1)


def test_pain_now_is_asked_on_a_day_with_the_march_until_it_is_said() -> None:
    assert "before-session" in kinds(begun(), 0)
    said = replace(begun(), answers=(Entry(moment(0), Answer("pain-now", 2)),))
    assert "before-session" not in kinds(said, 0)
    assert "before-session" in kinds(said, 1)
    trained = replace(begun(), trainings=(session("0 1a 8/8 1>1>1 e5"),))
    assert "before-session" not in kinds(trained, 1)


@pytest.mark.parametrize(
    ("asked", "kind", "every"),
    [("pain-week", "pain-week", 7), ("sitting-share", "sitting-share", 7), ("activity", "activities", 14)],
)
def test_what_comes_again_comes_in_its_time_also_when_it_was_left_open(asked: Asked, kind: str, every: int) -> None:
    history = begun(activities=("tying my shoes",))
    assert kind in kinds(history, 0)
    for value in (3, None):
        told = replace(history, answers=(Entry(moment(2), Answer(asked, value, "tying my shoes")),))
        assert [kind in kinds(told, day) for day in (2, 1 + every, 2 + every)] == [False, False, True]


def test_activities_are_asked_about_only_where_there_are_any() -> None:
    assert "activities" not in kinds(begun(), 0)


def test_the_change_on_the_whole_is_asked_about_at_six_and_at_twelve_weeks() -> None:
    again = replace(begun(), screenings=(*begun().screenings, Entry(moment(80), Screening("go"))))
    answers = (Entry(moment(45), Answer("overall", 2)), Entry(moment(90), Answer("overall", 2)))
    assert ["overall" in kinds(begun(), day) for day in (41, 42, 60)] == [False, True, True]
    once = replace(again, answers=answers[:1])
    assert ["overall" in kinds(once, day) for day in (46, 83, 84, 120)] == [False, False, True, True]
    assert "overall" not in kinds(replace(again, answers=answers), 100)


def test_the_story_ends_with_today() -> None:
    history = replace(begun(), trainings=(session("0 1a 10/10 1>1>1 e5"), session("3 1a 12/12 1>1>1 e5")))
    story = explain(history, moment(5))
    assert [each.kind for _, each in story] == ["first", "more", "hold"]
    assert story[-1] == (moment(5).date(), seen(history, 5).decision)


def test_a_training_of_the_future_counts_as_done_today() -> None:
    history = replace(begun(), trainings=(session("3 1a 12/12 1>1>1 e5"),))
    assert seen(history, 1).decision.kind == "rest-day"
    assert next(step for step in seen(history, 1).steps if step.step == "strengthen").state == "done"


def test_of_two_marches_on_one_day_the_step_shows_the_later_one() -> None:
    first, second = session("0 2a 8/8 1>1>1 e5"), session("0 1a 8/8 1>1>1 e5")
    screened = (Entry(moment(0, 6), Screening("go")),)
    known = History((first, replace(second, at=second.at + timedelta(hours=2))), screened)
    strengthen = next(step for step in today(known, moment(0, 20), CATALOGUE).steps if step.step == "strengthen")
    assert (strengthen.exercise_id, strengthen.state) == (CATALOGUE.level(1).id, "done")
