"""The card of the walking plan."""

from datetime import timedelta

import pytest

from app.test_desk import text_of
from psoas.journal.answers import Answer, Walk
from psoas.plan.walking import words
from psoas.session import taking_back, use_cases


@pytest.mark.parametrize("page", ["/desk", "/today"])
def test_desk_and_today_show_the_week_and_its_reason(client, house, page):
    text = text_of(client, page)
    assert "This week: 10 minutes, on 3 days." in text
    assert words().why["start"] in text
    assert "I walked 10 minutes" in text


def test_the_desk_names_the_grade_and_asks_what_is_walked_now_until_it_was_told(client, house):
    text = text_of(client, "/desk")
    assert "/learn/evidence#walking-recurrence" in text
    assert words().usual in text
    house.store.tell(Answer("walk-minutes", 20), house.today())
    assert words().usual not in text_of(client, "/desk")


def test_who_is_ill_is_offered_no_walk(client, house):
    house.store.tell(Answer("ill", 1), house.today())
    text = text_of(client, "/desk")
    assert words().ill in text
    assert "I walked" not in text


def test_progress_shows_the_minutes_of_each_week(client, house):
    house.store.tell(Walk(20, 0), house.today())
    assert "20 minutes this week so far." in text_of(client, "/progress")
    house.clock.now += timedelta(days=7).total_seconds()
    house.store.tell(Walk(30, 0), house.today())
    text = text_of(client, "/progress")
    assert "30 minutes this week so far. 20 minutes the week before" in text
    assert "Minutes walked in each week" in text


def test_a_walk_told_again_with_its_pain_is_one_walk_and_taken_back_as_one(house):
    now = house.today()
    use_cases.tell_walk(house.store, now, Walk(20, run="a"))
    use_cases.tell_walk(house.store, now, Walk(20, 2, run="a"))
    assert [entry.what for entry in house.history().walks] == [Walk(20, 2, "a")]
    *_, last = house.store.told(Walk)
    taking_back.take_back(house.store, now, last.id)
    assert not house.history().walks


def test_a_walk_that_lowered_the_plan_stays(house):
    use_cases.tell_walk(house.store, house.today(), Walk(20, 7))
    (entry,) = house.store.told(Walk)
    with pytest.raises(taking_back.StaysError):
        taking_back.take_back(house.store, house.today(), entry.id)
