"""The page about the desk, without a browser."""

import re
from datetime import timedelta
from html import unescape

import pytest

from psoas.habit.memory import remembered
from psoas.habit.phases import Shown
from psoas.habit.spells import Spell
from psoas.habit.state import DeskState
from psoas.journal.answers import Answer, DeskWishes, Screening, StepDone
from psoas.journal.desk_log import DeskEvent, DeskMemory, DeskSpan, this_computer
from psoas.journal.lock import only_one
from psoas.plan.steps import micro_move


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(unescape(answer.text))


def tell(house, value, *points):
    for point in points:
        house.clock.now += 1
        house.store.tell(Answer("workstation", value, point.id), at=house.today())


def ticked(text):
    """Ids of the radio buttons that are on."""
    inputs = re.findall(r'\{[^{}]*"type":"radio"[^{}]*\}', text)
    return {re.search(r'"id":"([\w-]+)"', each)[1] for each in inputs if '"checked":true' in each}


def test_it_asks_about_all_twelve_points_and_nothing_is_answered_for_the_person(client, house):
    text = text_of(client, "/desk")
    for number, point in enumerate(house.catalogue.habit.workstation, 1):
        assert f"{number}. {point.text}" in text
        assert point.todo not in text
    assert text.count('"type":"radio"') == 36
    assert ticked(text) == set()
    assert "what you could change shows up here" in text


def test_today_leads_to_the_desk_before_and_after_the_habit_step(client, house):
    house.store.tell(Screening("go"), at=house.today())
    assert '"href":"/desk"' in text_of(client, "/today")
    house.store.tell(StepDone("habit", "break-up-sitting", "done"), at=house.today())
    assert '"href":"/desk"' in text_of(client, "/today")


def test_what_was_answered_is_remembered_and_what_is_not_yet_so_is_to_be_changed(client, house):
    feet, thighs, back, *others = house.catalogue.habit.workstation
    tell(house, 0, feet)
    tell(house, None, thighs)
    tell(house, 1, back)
    text = text_of(client, "/desk")
    assert ticked(text) == {f"{feet.id}-not-yet", f"{thighs.id}-none", f"{back.id}-yes"}
    assert "1 thing to change" in text and feet.todo in text
    assert not any(point.todo in text for point in (thighs, back, *others))


def test_what_is_to_be_changed_comes_up_under_today_until_it_is_done(client, house):
    house.store.tell(Screening("go"), at=house.today())
    point = house.catalogue.habit.workstation[6]
    tell(house, 0, point)
    assert point.todo in text_of(client, "/today")
    tell(house, 1, point)
    assert point.todo not in text_of(client, "/today")


def test_with_nothing_left_it_says_so_and_with_points_open_how_many(client, house):
    first, *others = house.catalogue.habit.workstation
    tell(house, 1, first)
    assert "11 of 12 are not answered yet" in text_of(client, "/desk")
    tell(house, None, *others)
    assert "Nothing to change." in text_of(client, "/desk")


def test_it_names_the_break_goal_and_the_same_small_move_as_today(client, house):
    habit = house.catalogue.habit
    for _ in range(3):
        text = text_of(client, "/desk")
        assert f"after {DeskWishes().every_min} minutes of sitting, get up for {habit.break_min} minutes" in text
        wanted = micro_move(house.today().date(), (), house.catalogue)
        assert [move.id for move in house.catalogue.small_moves if move.small_move.say in text] == [wanted]
        house.clock.now += timedelta(days=1).total_seconds()


@pytest.mark.parametrize("outcome", ["emergency", "see-clinician"])
def test_it_is_closed_with_everything_else(client, house, outcome):
    house.store.tell(Screening(outcome, ("everything",)), at=house.today())
    assert "points to look at" not in text_of(client, "/desk")


def test_neutral_is_explained_in_the_words_of_the_habit_step_beside_a_drawing(client, house):
    text = text_of(client, "/desk")
    assert "A comfortable middle at the desk" in text
    assert all(line in text for line in house.catalogue.by_id("break-up-sitting").start)
    assert '"href":"/desk"' in text_of(client, "/exercise/break-up-sitting")
    assert '"href":"/desk"' in text_of(client, "/learn")


def test_the_day_at_the_desk_is_shown_with_its_numbers_and_how_to_start(client, house):
    begin = house.today().replace(hour=9, minute=0)
    spans = [
        DeskSpan("sat", begin, begin + timedelta(minutes=40)),
        DeskSpan("away", begin + timedelta(minutes=40), begin + timedelta(minutes=45)),
    ]
    house.store.log_desk("laptop", spans=spans, events=[DeskEvent("break", begin, {"prompted": True})])
    text = text_of(client, "/desk")
    assert "You sat for 40 minutes." in text and "You took 1 break: 1 when asked." in text
    assert "Your day at the desk" in text
    assert "isn't running" in text and "Start it" in text


def test_a_companion_that_runs_can_be_answered_on_the_page(client, house):
    lock = only_one(house.store.folder)
    try:
        at = house.today()
        state = DeskState(at=at, spell=Spell("sat", at - timedelta(minutes=31), at), phase=Shown(0.0))
        memory = DeskMemory(at, remembered(state))
        house.store.log_desk(this_computer(), memory=memory)
        text = text_of(client, "/desk")
        assert "It's time to get up. You've gone 31 minutes without a break." in text
        for word in ("Done", "Later", "Skip", "In a call", "I'm standing"):
            assert f'"text":"{word}"' in text or f">{word}<" in text or word in text
    finally:
        lock.release()


def test_progress_shows_the_desk_beside_the_march_and_what_breaks_are_good_for(client, house):
    begin = house.today() - timedelta(hours=1)
    house.store.log_desk("laptop", spans=[DeskSpan("sat", begin, begin + timedelta(minutes=50))])
    text = text_of(client, "/progress")
    assert "50 minutes is the longest without a break" in text
    assert "Breaks at the desk keep back pain away." in text
