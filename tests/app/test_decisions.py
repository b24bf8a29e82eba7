"""What the plan decides, and the person with it, as pages and sessions without a browser."""

from dataclasses import replace
from datetime import timedelta

import pytest

from psoas.app.pages.after_session import _form_offer
from psoas.journal.answers import Answer, Choice, Feeling, Screening, StepDone
from psoas.journal.records import RepRecord, SetPlan
from psoas.plan.history import profile_of
from psoas.plan.ladder import ladder_file, rung_of, smaller
from psoas.plan.progression import decide
from psoas.plan.screening import confirm, judge, questions
from psoas.session.refusals import NotTodayError, QuestionsFirstError

from .test_today import text_of, trained


def tell(house, what, *, session_id=None):
    house.clock.now += 1
    house.store.tell(what, at=house.today(), session_id=session_id)


def begun(house, rung="2b", sets=2, *, small=False):
    plan, of = SetPlan(sets, 8, 75, 0), rung_of(rung)
    running = house.begin(house.catalogue.level(of.level), of.band != "none", "hand", rung=rung, plan=plan, small=small)
    running.tap("start")
    running.tap("count-left")
    return running


# -- the questions come first -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("screening", [None])
@pytest.mark.parametrize("path", ["/", "/level/1", "/level/6"])
def test_before_the_questions_a_level_can_be_read_but_not_begun(client, path):
    text = text_of(client, path)
    assert (questions().welcome if path == "/" else questions().first) in text
    assert "/first" in text
    assert "Start with camera" not in text
    assert "march" in text.lower()


@pytest.mark.parametrize("screening", [None, Screening("see-clinician", ("everything",)), judge({"saddle"})])
def test_no_session_begins_before_the_questions_or_against_what_came_of_them(house):
    with pytest.raises(QuestionsFirstError, match="warning signs"):
        house.begin(house.catalogue.level(1), False, "hand")


def test_after_twelve_weeks_the_questions_come_first_again(client, house):
    house.clock.now += 84 * 86_400
    assert questions().first in text_of(client, "/level/1")
    with pytest.raises(QuestionsFirstError):
        house.begin(house.catalogue.level(1), False, "hand")


def test_on_the_day_of_an_emergency_the_questions_are_not_asked_again_until_somebody_was_seen(client, house):
    tell(house, judge({"saddle"}))
    text = text_of(client, "/first")
    assert "Get help now" in text and "1 of 7" not in text and questions().seen in text
    tell(house, confirm(judge({"saddle"})))
    assert "1 of 7" in text_of(client, "/first")
    assert "Time for the questions again" in text_of(client, "/today")
    assert "Start with camera" not in text_of(client, "/level/1")


def test_the_day_after_an_emergency_the_questions_are_asked_again(client, house):
    tell(house, judge({"saddle"}))
    house.clock.now += 86_400
    assert "1 of 7" in text_of(client, "/first")


# -- the day ----------------------------------------------------------------------------------------------------------


def test_what_was_chosen_for_today_is_shown_with_what_was_planned_beside_it(client, house):
    tell(house, Choice("swap", exercise="split-stance-stretch"))
    text = text_of(client, "/today")
    assert "You chose this one for today." in text
    assert "Something else" in text


def test_the_easier_form_is_shown_with_its_step(client, house):
    at = house.today() - timedelta(days=1)
    house.store.tell(StepDone("stretch", "half-kneeling-stretch", "done", pain=5), at=at)
    tell(house, Choice("swap", exercise="half-kneeling-stretch"))
    text = text_of(client, "/today")
    assert "The easier version:" in text
    assert house.catalogue.by_id("half-kneeling-stretch").easier[0] in text


@pytest.mark.parametrize("path", ["/today", "/plan"])
def test_after_three_reds_the_confirmation_is_offered_with_its_reason(client, house, path):
    house.store.tell(Screening("go"), at=house.today() - timedelta(days=30))
    for days_ago in (20, 11, 2):
        trained(house, days_ago, before=1, during=6)
    text = text_of(client, path)
    assert questions().confirmation in text
    assert "When that's done, say so here." in text
    assert "Start with camera" not in text


@pytest.mark.parametrize("path", ["/today", "/plan"])
def test_a_pause_is_offered_and_then_the_way_back(client, house, path):
    tell(house, Answer("pain-now", 1))
    assert "Pause the march" in text_of(client, path)
    tell(house, Choice("pause"))
    text = text_of(client, path)
    assert "Take the march up again" in text and "Pause the march" not in text


def test_the_half_dose_says_that_the_movement_is_small_and_that_nobody_checks_it(client, house):
    tell(house, Answer("pain-now", 1))
    tell(house, Choice("easier"))
    assert ladder_file().small_note in text_of(client, "/today")
    running = begun(house, "1a", 1, small=True)
    assert ladder_file().small_note in text_of(client, f"/session/{running.key}")


def test_steps_too_small_for_a_camera_are_led_by_the_beat_said_at_each_set_and_never_asked_to_be_larger(client, house):
    steps = smaller("4p", small=False)
    tell(house, replace(profile_of(house.store), box_height_m=0.4))
    tell(house, Choice("placement", "4p"))
    house.clock.now += 3 * 86_400
    tell(house, Answer("pain-now", 1))
    text = text_of(client, "/today")
    assert steps.note in text and "Only the march" in text and "Who counts?" not in text
    running = house.begin(house.catalogue.level(4), False, "camera", rung="4p")
    assert running.view.counting == "paced"
    assert steps.note in text_of(client, f"/session/{running.key}")
    asked = {check.id for check in running.engine._machine.watch.new_coach().exercise.checks}
    assert "knee-not-high-enough" not in asked
    assert steps.say in " ".join(running.engine._machine._prompts._before)


def test_a_small_session_that_a_stop_of_the_server_interrupted_is_still_small(house):
    tell(house, Answer("pain-now", 1))
    tell(house, Choice("easier"))
    house.clock.now += 1
    small = begun(house, "1a", 1, small=True).view.session_id
    house._running.clear()
    assert house.running(str(small)).small


def test_the_placement_test_is_open_to_whoever_begins_and_to_nobody_in_the_midst_of_training(client, house):
    assert "set 1" in text_of(client, "/placement")
    trained(house, 2, before=0, during=1)
    assert "No test just now" in text_of(client, "/placement")


# -- a level of one's own choice --------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [1, 6])
def test_the_day_after_a_red_march_no_level_starts_and_its_page_says_the_sentence_of_the_day(client, house, level):
    trained(house, 1, before=1, during=7)
    reason = decide(house.history(), house.today()).reason
    text = text_of(client, f"/level/{level}")
    assert reason in text and "Start with camera" not in text
    with pytest.raises(NotTodayError, match="Your pain reached 7"):
        house.begin_freely(house.catalogue.level(level), False, "hand")
    with pytest.raises(NotTodayError):
        house.begin(house.catalogue.level(level), False, "hand", rung="1a")


def test_on_a_day_between_a_level_can_be_started_and_its_page_says_what_the_plan_says(client, house):
    trained(house, 1, before=1, during=1)
    text = text_of(client, "/level/2")
    assert "stronger on the day off" in text and "Start with camera" in text


def test_after_a_red_march_the_days_level_starts_with_the_days_dose_and_a_harder_one_not_at_all(client, house):
    trained(house, 2, before=1, during=7)
    tell(house, Answer("pain-now", 1))
    text = text_of(client, "/level/1")
    assert ladder_file().small_note in text and "1 set of 8 each side" in text
    running = house.begin_freely(house.catalogue.level(1), False, "hand")
    assert (running.rung, running.small, running.view.sets, running.view.target) == ("1a", True, 1, 8)
    assert "Start with camera" not in text_of(client, "/level/2")
    with pytest.raises(NotTodayError):
        house.change(running, 2)
    assert running.view.phase == "ready", "a change that is refused leaves the session as it is"


@pytest.mark.parametrize("level", range(1, 7))
def test_where_a_small_movement_is_meant_the_coach_asks_for_no_more_range(house, level):
    exercise = house.catalogue.level(level)
    asks = {check.id for check in exercise.checks} & {"range-too-small", "knee-not-high-enough"}
    seen = {each.small: each.engine._machine.watch.new_coach().exercise for each in _both(house, exercise)}
    assert asks and asks <= {check.id for check in seen[False].judged}
    assert {check.id for check in seen[True].judged} == {check.id for check in exercise.judged} - asks


def _both(house, exercise):
    for small in (False, True):
        yield house.begin(exercise, False, "camera", small=small)


# -- too hard, it hurts -----------------------------------------------------------------------------------------------


def test_too_hard_goes_on_one_rung_lower_with_the_sets_that_are_left_and_the_plan_knows(house):
    tell(house, Choice("placement", "2b"))
    running = begun(house, "1b")
    easier = house.easier(running)
    assert (easier.rung.id, easier.reps, easier.small) == ("1a", 10, False)
    running.tap("too-hard")
    house.clock.now += 5
    other = house.ease(running, easier)
    assert running.view.phase == "done"
    other.tap("start")
    other.tap("count-left")
    first, second = sorted(house.store.sessions(), key=lambda record: record.id)
    assert (first.rung, first.state, second.rung, second.plan.sets) == ("1b", "stopped", "1a", 1)
    assert [entry.what for entry in house.store.told(Choice)][-1] == Choice("easier", "1a")


def test_too_hard_before_the_first_set_keeps_all_sets(house):
    running = house.begin(house.catalogue.level(1), False, "hand", rung="1b", plan=SetPlan(2, 10, 75))
    assert house.ease(running, house.easier(running)).view.sets == 2


def test_below_the_first_rung_there_is_the_half_dose_and_below_that_nothing(house):
    running = begun(house, "1a")
    easier = house.easier(running)
    other = house.ease(running, easier)
    assert (other.small, other.view.sets, other.view.target) == (True, 1, 8)
    assert house.easier(other) is None


def test_a_session_that_no_plan_gave_can_be_made_easier_too(house):
    running = house.begin(house.catalogue.level(6), False, "hand")
    assert house.easier(running) is not None


def test_it_hurts_asks_three_questions_which_wait_until_they_are_answered(client, house):
    running = begun(house, "1b")
    running.tap("it-hurts")
    number = running.view.session_id
    assert f"/hurt/{number}" in text_of(client, f"/summary/{number}")
    text = text_of(client, f"/hurt/{number}")
    for expected in (
        "Stop here. Put your feet down",
        "What does it feel like?",
        "Numb between my legs",
        "I'd rather not say",
    ):
        assert expected in text
    tell(house, Feeling(1, 2, note="Low back; Sharp or stabbing", hurt=True), session_id=number)
    text = text_of(client, f"/summary/{number}")
    assert "What comes next" in text and "How was it?" not in text
    assert "you stopped because it hurt" in text


def test_it_hurts_before_anything_began_has_its_questions_too(client):
    assert "What does it feel like?" in text_of(client, "/hurt")


# -- afterwards -------------------------------------------------------------------------------------------------------


def rep(event, faults=(), by="camera"):
    return RepRecord(1, event, 1, "left", by, float(event), faults=faults)


@pytest.mark.parametrize(("faulty", "offered"), [(0, True), (1, True), (4, None), (8, False)])
def test_form_is_offered_from_what_the_coach_saw_and_only_where_that_is_clear(faulty, offered):
    reps = [rep(n, ("arch",) if n <= faulty else ()) for n in range(1, 13)]
    ask, value = _form_offer(reps)
    assert f"The coach saw your form hold in {12 - faulty} of 12" in ask
    assert value is offered


def test_where_no_camera_watched_nothing_is_offered_about_form():
    assert _form_offer([rep(1, by="hand")])[1] is None
    assert _form_offer([rep(1, by="hand")])[0].startswith("Did your form hold")


def test_after_the_answers_the_summary_says_what_comes_next_with_the_way_to_all_decisions(client, house):
    number = trained(house, 0, before=0, during=1, effort=5, form_kept=True)
    text = text_of(client, f"/summary/{number}")
    assert "What comes next" in text and "/plan" in text
    assert "level 1 with the legs kept high" in text.lower()


def test_what_a_clinician_has_to_see_first_refuses_a_level_with_its_reason_and_asks_nothing_again(house):
    house.tell(Screening("see-clinician", ("everything",)))
    with pytest.raises(NotTodayError, match="clinician") as refused:
        house.begin_freely(house.catalogue.level(1), False, "hand")
    assert not isinstance(refused.value, QuestionsFirstError)
