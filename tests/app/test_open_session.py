"""A march that was begun and not ended: offered, asked about before it is led, left at that; a led step likewise."""

from __future__ import annotations

from html import unescape

import pytest

from psoas.app.live.live_session import ALONE_S
from psoas.journal.answers import Answer, StepDone
from psoas.plan.guided_step import leading
from psoas.plan.history import history_of
from psoas.plan.progression import decide
from psoas.programme.guide import spans

from .conftest import pass_time

SAYS = "You stopped after 1 left and 1 right."
ASKS = "Go on, or stop here?"


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(unescape(answer.text))


@pytest.fixture
def number(house, clock):
    """A march of level 1, left after one of each leg."""
    house.store.tell(Answer("pain-now", 1), at=house.today())
    running = house.begin(house.catalogue.level(1), False, "hand", rung="1a")
    for action in ("start", "count-left", "count-right"):
        running.tap(action)
    pass_time(house, clock, ALONE_S + 1)
    return running.view.session_id


@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("path", ["/", "/today", "/today?short=1", "/level/1", "/level/1?band=0"])
def test_it_is_offered_on_today_the_start_page_and_its_level(client, house, number, path, killed):
    if killed:
        house._running.clear()
    text = text_of(client, path)
    assert SAYS in text and "Level 1, Lying march, begun today at" in text
    assert f"/session/{number}?go=1" in text and "Leave it at that" in text
    assert "You trained today" not in text and "Done today." not in text


def test_on_today_it_stands_in_place_of_the_three_starts_and_another_level_says_nothing_of_it(client, number):
    text = text_of(client, "/today")
    assert "Start with camera" not in text
    assert "Start with level 1" in text
    text = text_of(client, "/level/5")
    assert SAYS not in text and "Start with camera" in text
    assert "Start with camera" in text_of(client, "/level/1"), "a new one may be begun all the same"


@pytest.mark.parametrize("killed", [False, True])
def test_left_at_that_it_is_a_training_day_and_its_summary_asks_how_it_was(client, house, number, killed):
    seen = []
    if killed:
        house._running.clear()
    else:
        house.running(str(number)).watch(object(), lambda messages: seen.append(house.running(str(number)).view.phase))
    house.leave_at_that(number)
    assert house.store.session(number).state == "stopped"
    assert seen[-1:] == ([] if killed else ["done"]), "who still has it open sees that it is over"
    text = text_of(client, f"/summary/{number}")
    assert "How was it?" in text and "stopped early" in text
    text = text_of(client, "/today")
    assert SAYS not in text and "You trained today" in text and "Done today." in text


def test_with_half_done_the_day_is_done_and_it_can_still_be_gone_on_with(client, house, number):
    running = house.running(str(number))
    for action in ("count-left", "count-right") * 5:
        running.tap(action)
    text = text_of(client, "/today")
    assert "You stopped after 6 left and 6 right." in text and "That counts as a training day." not in text
    for action in ("count-left", "count-right") * 4:
        running.tap(action)
    text = text_of(client, "/today")
    assert "You stopped after 10 left and 10 right." in text and "That counts as a training day." in text
    assert "Done today." in text and "You trained today" in text and "?go=1" in text


@pytest.mark.parametrize("killed", [False, True])
def test_its_address_asks_first_and_only_go_on_leads_in(client, house, number, killed):
    if killed:
        house._running.clear()
    text = text_of(client, f"/session/{number}")
    assert ASKS in text and SAYS in text and "It hurts" not in text
    text = text_of(client, f"/session/{number}?go=1")
    assert "It hurts" in text and ASKS not in text


def test_a_reload_goes_on_without_the_question_and_the_browsers_back_does_not(client, house, number, clock):
    running = house.running(str(number))
    running.watch(page := object(), lambda messages: None)
    assert "It hurts" in text_of(client, f"/session/{number}")
    running.unwatch(page)
    pass_time(house, clock, 3)
    text = text_of(client, f"/session/{number}")
    assert "It hurts" in text and "/assets/back.js" in text
    assert ASKS in text_of(client, f"/session/{number}?back=1")
    pass_time(house, clock, ALONE_S)
    assert ASKS in text_of(client, f"/session/{number}")


def test_where_it_is_said_that_one_stopped_no_beat_counts_on_without_anybody(client, house, clock):
    running = house.begin(house.catalogue.level(1), False, "paced")
    running.watch(page := object(), lambda messages: None)
    for action in ("start", "count-left", "count-right"):
        running.tap(action)
    assert "You stopped" in text_of(client, "/")
    assert running.view.phase == "working", "somebody is before it in another tab"
    running.unwatch(page)
    assert SAYS in text_of(client, "/")
    assert running.view.phase == "paused"
    running.tap("resume")
    text_of(client, f"/session/{running.view.session_id}?go=1")
    assert running.view.phase == "paused"


def test_one_that_has_nothing_in_it_yet_is_led_without_a_question(client, house, clock):
    running = house.begin(house.catalogue.level(1), False, "hand")
    pass_time(house, clock, 60)
    assert "It hurts" in text_of(client, f"/session/{running.key}?back=1")
    running.tap("start")
    assert "It hurts" in text_of(client, f"/session/{running.view.session_id}?back=1")


def test_what_is_no_longer_offered_is_neither_asked_about_nor_led(client, house, number, clock):
    other = house.begin(house.catalogue.level(1), False, "hand")
    for action in ("start", "count-left", "stop"):
        other.tap(action)
    for path in (f"/session/{number}", f"/session/{number}?go=1"):
        text = text_of(client, path)
        assert ASKS not in text and "It hurts" not in text
    assert SAYS not in text_of(client, "/today")
    text = text_of(client, f"/summary/{number}")
    assert "You didn't finish this session" in text and "Leave it at that" in text and "?go=1" not in text


def test_where_the_day_says_no_it_may_only_be_left_at_that(client, house, number):
    house.store.tell(Answer("pain-now", 7), at=house.today())
    why = decide(house.history(), house.today()).reason
    for path in ("/today", f"/session/{number}", f"/session/{number}?go=1"):
        text = text_of(client, path)
        assert SAYS in text and text.count(why) == 1 and "Leave it at that" in text
        assert "?go=1" not in text and "It hurts" not in text


def test_journal_summary_and_plan_call_it_not_ended(client, house, number):
    assert "Level 1, Lying march: not finished" in text_of(client, "/journal")
    text = text_of(client, f"/summary/{number}")
    assert SAYS in text and "Done" not in text and "How was it?" not in text
    assert "not finished: 1 left, 1 right" in text_of(client, "/plan")
    text = text_of(client, "/progress")
    assert "1 march " not in text


def test_a_computer_that_slept_in_between_makes_it_a_march_of_the_later_day(house, number, clock):
    running = house.running(str(number))
    began = house.today
    house.today = lambda: began().replace(day=began().day + 1)
    house.tick()
    for action in ("count-left", "count-right", "stop"):
        running.tap(action)
    (training,) = history_of(house.store).trainings
    assert training.day == house.today().date() != training.at.date()


# -- a step that the voice leads ---------------------------------------------------------------------------------------


def led(house, exercise_id="warm-up"):
    exercise = house.catalogue.by_id(exercise_id)
    return house.steps.begin(leading(history_of(house.store), house.today(), exercise, house.catalogue))


def kept(house):
    return [(entry.what.exercise_id, entry.what.state) for entry in house.store.told(StepDone)]


def test_a_step_that_was_begun_and_left_is_neither_done_nor_left_out_and_waits(client, house, clock):
    step = led(house)
    assert "You stopped after" not in text_of(client, "/today"), "it has not begun"
    step.tap("start")
    pass_time(house, clock, 40)
    assert step.view.phase == "paused"
    spent = round(step.view.spent_s)
    text = text_of(client, "/today")
    assert f"You stopped after {spent} seconds." in text
    assert text.count("Leave it at that") == 1 and '"/step/warm-up?short=0"' in text
    assert kept(house) == []
    assert "Go on" in text_of(client, "/step/warm-up")
    assert house.steps.of("warm-up") is step


@pytest.mark.parametrize(("share", "state"), [(0.3, "skipped"), (0.6, "done")])
def test_a_step_that_is_left_at_that_ends_as_its_time_says(client, house, clock, share, state):
    step = led(house)
    step.watch(object(), lambda messages: None)
    step.tap("start")
    pass_time(house, clock, share * sum(span.seconds for span in spans(step.exercise.guide)))
    step.leave_at_that()
    step.leave_at_that()
    assert kept(house) == [("warm-up", state)]
    text = text_of(client, "/today")
    assert "You stopped after" not in text
    assert ("Done today." in text) is (state == "done")


def test_another_stretch_than_the_planned_one_is_named(client, house, clock):
    step = led(house, "edge-of-bed-stretch")
    step.tap("start")
    pass_time(house, clock, 5)
    assert f"of {step.exercise.name}." in text_of(client, "/today")
