"""Today, the questions before it, and what was decided, as pages without a browser."""

from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from psoas.journal.answers import Answer, Feeling, Morning, Profile, Screening, StepDone
from psoas.journal.records import RepRecord, SetPlan
from psoas.plan.progression import decide
from psoas.plan.screening import outcome_text, questions


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(unescape(answer.text))


def trained(house, days_ago, **feeling):
    """A session of the first rung, done as planned some days ago."""
    at = house.today() - timedelta(days=days_ago)
    number = house.store.begin_session(
        started_at=at,
        exercise_id="lying-march",
        level=1,
        band=False,
        counting="hand",
        plan=SetPlan(1, 2, 60),
        rung="1a",
    )
    house.store.begin_set(number, 1, 0.0)
    for event, side in enumerate(("left", "right") * 2, 1):
        house.store.add_rep(RepRecord(number, event, 1, side, "hand", float(event)))
    house.store.end_session(number, at, "done")
    if feeling:
        house.store.tell(Feeling(**feeling), at=at, session_id=number)
    return number


@pytest.mark.parametrize("screening", [None])
def test_before_the_questions_nothing_is_planned(client):
    text = text_of(client, "/today")
    assert "/first" in text
    assert "The four steps" not in text


def test_a_clinician_comes_before_the_programme_until_they_said_that_exercise_is_fine(client, house):
    house.store.tell(Screening("see-clinician", ("everything",)), at=house.today())
    text = text_of(client, "/today")
    assert "Please see a clinician first" in text
    assert questions().confirmation in text
    assert "The four steps" not in text


@pytest.mark.parametrize("outcome", ["emergency", "see-clinician", "soon"])
@pytest.mark.parametrize("path", ["/", "/level/1", "/exercise/warm-up"])
def test_what_an_answer_closed_is_closed_on_every_page_that_leads_to_an_exercise(client, house, outcome, path):
    house.store.tell(Screening(outcome, ("everything",)), at=house.today())
    text = text_of(client, path)
    assert outcome_text(outcome).title in text
    assert "Start with camera" not in text
    assert "The four steps" not in text


def test_today_shows_four_steps_with_their_reasons_and_the_decision(client, house):
    house.store.tell(Screening("go"), at=house.today())
    text = text_of(client, "/today")
    assert "Start with level 1" in text
    for step in house.catalogue.steps:
        assert f" {step.name} · " in text
    assert "Start today · 14 min" in text


@pytest.mark.parametrize("days_ago", [None, 0, 1, 2])
def test_the_reason_of_the_day_is_said_once(client, house, days_ago):
    house.store.tell(Screening("go"), at=house.today() - timedelta(days=10))
    if days_ago is not None:
        trained(house, days_ago, before=0, during=0, effort=4, form_kept=True)
    text = text_of(client, "/today")
    assert text.count(decide(house.history(), house.today()).reason) == 1
    assert ("Not today" in text) is (days_ago == 1)
    assert ("Done today." in text) is (days_ago == 0)


def test_with_the_pain_told_the_march_can_be_started_and_with_six_it_waits(client, house):
    house.store.tell(Screening("go"), at=house.today())
    house.store.tell(Answer("pain-now", 2), at=house.today())
    assert "Not today" not in text_of(client, "/today")
    house.store.tell(Answer("pain-now", 6), at=house.today() + timedelta(seconds=1))
    house.clock.now += 60
    text = text_of(client, "/today")
    assert "Not today" in text and "Start today" in text


def test_the_morning_after_is_asked_once_also_when_it_is_passed_over(client, house):
    house.store.tell(Screening("go"), at=house.today() - timedelta(days=3))
    number = trained(house, 1)
    assert "morning after the last session?" in text_of(client, "/go")
    house.store.tell(Morning(None), at=house.today(), session_id=number)
    assert "morning after the last session?" not in text_of(client, "/go")


def test_a_step_that_was_done_or_left_out_says_so_and_is_not_offered_again(client, house):
    house.store.tell(Screening("go"), at=house.today())
    house.store.tell(StepDone("massage", "warm-up", "done"), at=house.today())
    house.store.tell(StepDone("stretch", "half-kneeling-stretch", "skipped"), at=house.today())
    text = text_of(client, "/today")
    assert "Done today." in text
    assert "Left out today." in text


def test_when_all_is_done_nothing_is_left(client, house):
    house.store.tell(Screening("go"), at=house.today())
    assert "Start today" in text_of(client, "/today")
    for step, exercise in (("massage", "warm-up"), ("stretch", "half-kneeling-stretch"), ("habit", "break-up-sitting")):
        house.store.tell(StepDone(step, exercise, "done"), at=house.today())
    trained(house, 0)
    assert "Go on · 2 min" in text_of(client, "/today"), "what is done beside the march is still open"
    house.store.tell(StepDone("strengthen", "plain-bridge", "done"), at=house.today())
    assert "Nothing is left for today." in text_of(client, "/today")


def test_the_summary_asks_how_it_felt_until_that_is_told(client, house):
    number = trained(house, 0)
    assert "How was it?" in text_of(client, f"/summary/{number}")
    house.store.tell(Feeling(during=1), at=house.today(), session_id=number)
    assert "How was it?" not in text_of(client, f"/summary/{number}")


def test_decisions_are_listed_with_their_rules_newest_first(client, house):
    house.store.tell(Screening("go"), at=house.today() - timedelta(days=10))
    trained(house, 1, before=0, during=0, effort=4, form_kept=True)
    text = text_of(client, "/plan")
    assert text.index("full day of rest between two marches") < text.index("Everyone starts on the first rung.")


def test_a_session_of_the_plan_keeps_its_rung_sets_and_repetitions(house):
    plan = SetPlan(1, 8, 75)
    running = house.begin(house.catalogue.level(2), True, "hand", rung="2b", plan=plan)
    running.tap("start")
    running.tap("count-left")
    record = house.store.session(running.view.session_id)
    assert (record.rung, record.plan) == ("2b", replace(plan, countdown_s=record.plan.countdown_s))


def test_the_profile_has_no_box_unless_somebody_says_so():
    assert Profile().box_height_m is None


def test_beside_the_march_stands_an_exercise_that_the_voice_leads_and_that_can_be_ticked_off(client, house):
    house.store.tell(Screening("go"), at=house.today())
    bridge = house.catalogue.by_id("plain-bridge")
    text = text_of(client, "/today")
    assert bridge.name in text and "/step/plain-bridge" in text
    house.store.tell(StepDone("strengthen", "plain-bridge", "done"), at=house.today())
    text = text_of(client, "/today")
    assert "/step/plain-bridge" not in text
    assert "Who counts?" in text, "the march itself is still open"


@pytest.mark.parametrize("pain", [2, 7])
def test_today_leads_to_what_to_expect_and_to_the_page_for_a_flare_up(client, house, pain):
    house.store.tell(Screening("go"), at=house.today())
    house.store.tell(Answer("pain-now", pain), at=house.today())
    text = text_of(client, "/today")
    assert "/learn/expect" in text and text.count('"/learn/flare-up"') == 1
    assert ("I have a flare-up" in text) is (pain == 2), "where the march waits there is nothing to halve"


def test_after_six_weeks_without_a_useful_change_today_and_progress_say_so(client, house):
    house.store.tell(Screening("go"), at=house.today())
    begun = house.today() - timedelta(days=49)
    for week in range(8):
        house.store.tell(Answer("pain-week", 5), at=begun + timedelta(days=7 * week))
    for path in ("/today", "/progress"):
        assert "worth showing this to a clinician" in text_of(client, path)
    house.store.tell(Answer("overall", 2), at=house.today())
    assert "worth showing this to a clinician" not in text_of(client, "/today")


@pytest.mark.parametrize(("days_ago", "again"), [(0, False), (1, False), (3, True)])
def test_a_summary_offers_once_more_only_where_the_rules_have_the_march_on(client, house, days_ago, again):
    number = trained(house, days_ago, during=1, effort=5, form_kept=True)
    house.store.tell(Answer("pain-now", 1), house.today())
    assert ("Once more" in text_of(client, f"/summary/{number}")) is again
