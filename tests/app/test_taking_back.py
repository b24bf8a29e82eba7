"""The undo line and the ways to take something back, change it and delete it, as pages without a browser."""

from html import unescape

import pytest

from psoas.journal.answers import Answer, Feeling, StepDone
from psoas.session import taking_back

from .test_today import trained


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.text)


@pytest.fixture
def left_out(house):
    return house.store.tell(StepDone("massage", "warm-up", "skipped"), house.today())


def test_today_offers_first_of_all_to_undo_what_was_just_left_out(client, house, left_out):
    text = text_of(client, "/today")
    name = house.catalogue.by_id("warm-up").name
    said = f"Left out: {name[0].lower()}{name[1:]}."
    assert said in text and "Undo" in text
    assert text.index(said) < text.index('"tag":"h1"')


def test_after_ten_minutes_it_can_still_be_taken_back_under_change_today(client, house, clock, left_out):
    clock.now += 700
    text = text_of(client, "/today?change=1")
    assert "Left out:" not in text
    assert f"Take it back: {house.catalogue.by_id('warm-up').name}" in text


def test_what_was_taken_back_is_due_again_and_can_be_put_back(client, house, left_out):
    taking_back.take_back(house.store, house.today(), left_out)
    text = text_of(client, "/today?change=1")
    assert "Left out today." not in text
    assert "Taken back. The day is as it was before." in text and "Put it back" in text


def test_a_pain_number_can_be_taken_back(client, house):
    house.store.tell(Answer("pain-now", 4), house.today())
    text = text_of(client, "/today?change=1")
    assert "Your pain now: 4 out of 10." in text
    assert "Take it back: your pain number" in text


def test_a_step_that_was_stopped_has_no_way_to_take_it_back(client, house):
    house.store.tell(StepDone("massage", "warm-up", "stopped", 10.0, pain=6), house.today())
    text = text_of(client, "/today?change=1")
    assert "Take it back" not in text and "Undo" not in text


def test_the_journal_has_a_way_to_change_and_to_delete_each_entry(client, house):
    number = trained(house, 1, during=2, effort=5)
    text = text_of(client, "/journal")
    assert f"/summary/{number}?change=1" in text
    assert "Delete the session" in text


def test_a_session_that_pain_stopped_has_no_button_to_delete_it(client, house):
    number = trained(house, 1, during=2, effort=5, hurt=True)
    assert "Delete the session" not in text_of(client, "/journal")
    assert "Delete this session" not in text_of(client, f"/summary/{number}")


def test_a_deleted_session_is_gone_from_the_journal_which_offers_to_undo_it(client, house):
    number = trained(house, 1, during=2, effort=5)
    taking_back.take_back_session(house.store, house.today(), number)
    text = text_of(client, "/journal")
    assert f"/summary/{number}" not in text
    assert "The session is deleted." in text and "Undo" in text


def test_the_summary_says_what_was_told_and_shows_the_form_to_change_it(client, house):
    number = trained(house, 0, during=2, effort=5, note="Stiff after the car.")
    text = text_of(client, f"/summary/{number}?change=1")
    assert "Effort 5 out of 10, worst pain 2 out of 10." in text
    assert "“Stiff after the car.”" in text
    assert "Keep the change" in text


def test_a_changed_effort_counts_and_can_be_undone(client, house):
    number = trained(house, 0, during=2, effort=5)
    house.store.tell(Feeling(effort=8), house.today(), number)
    assert "Effort 8 out of 10, worst pain 2 out of 10." in text_of(client, f"/summary/{number}")
    undo = taking_back.undoable(house.store, house.today(), Feeling)
    taking_back.undo(house.store, house.today(), undo)
    assert "Effort 5 out of 10, worst pain 2 out of 10." in text_of(client, f"/summary/{number}")
