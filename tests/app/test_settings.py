"""You and your things, and the questions that come again, as pages without a browser."""

from datetime import time, timedelta

import pytest

from psoas.journal.answers import Answer, Band, Profile, Screening
from psoas.plan.outcomes import texts

from .test_today import text_of

WEEK = "how was your pain over the last seven days"
SITTING = "How much of your last working day did you sit"
CAN = "how well can you do it now?"
OVERALL = "Compared with when you started psoas"


def test_settings_show_what_is_known_as_it_would_be_typed(client, house):
    house.store.tell(
        Profile(
            bands=(Band("medium", "green", 0.28),), height_m=1.75, activities=("tying my shoes",),
            quiet_from=time(22), quiet_to=time(7), country="uk",
        ),
        at=house.today(),
    )  # fmt: skip
    text = text_of(client, "/settings")
    for shown in ("28 cm", "175 cm", "tying my shoes", "22:00", "07:00", "The UK (999)"):
        assert shown in text
    assert f"tying my shoes: {CAN}" in text


def test_every_page_leads_to_the_settings_and_they_to_the_questions_again(client):
    for path in ("/", "/today", "/journal", "/help"):
        assert "/settings" in text_of(client, path)
    text = text_of(client, "/settings")
    assert "/first" in text
    assert "psoas backup" in text


def test_what_is_due_is_asked_today_and_a_question_passed_over_waits_its_time(client, house):
    begun = house.today()
    house.store.tell(Screening("go"), at=begun)
    house.store.tell(Profile(activities=("tying my shoes",)), at=begun)
    text = text_of(client, "/today")
    assert all(ask.lower() in text.lower() for ask in (WEEK, SITTING, CAN))
    assert OVERALL not in text
    for answer in (Answer("pain-week", None), Answer("sitting-share", 70), Answer("activity", 3, "tying my shoes")):
        house.store.tell(answer, at=begun)
    for days, due in (
        (6, set()),
        (7, {WEEK, SITTING}),
        (14, {WEEK, SITTING, CAN}),
        (42, {WEEK, SITTING, CAN, OVERALL}),
    ):
        house.clock.now = 100 + days * 86_400
        text = text_of(client, "/today")
        assert {ask for ask in (WEEK, SITTING, CAN, OVERALL) if ask in text} == due, days
    assert all(answer in text for answer in texts().overall)


def test_while_the_day_is_closed_nothing_is_asked(client, house):
    house.store.tell(Screening("see-clinician", ("everything",)), at=house.today())
    assert WEEK not in text_of(client, "/today")


@pytest.mark.parametrize(
    ("begin", "end", "silent"), [((7, 0), (8, 0), True), ((22, 0), (7, 30), False), ((22, 0), (9, 0), True)]
)
def test_in_quiet_hours_a_session_begins_silent_and_says_how_to_hear_it(client, house, begin, end, silent):
    house.store.tell(Screening("go"), at=house.today())
    house.store.tell(Profile(quiet_from=time(*begin), quiet_to=time(*end)), at=house.today())
    running = house.begin(house.catalogue.level(1), False, "hand")
    assert running.view.silent == silent
    text = text_of(client, f"/session/{running.key}")
    assert ("These are your quiet hours" in text) == silent
    assert ('"muted":true' in text) == silent, "tones are the browser's, and have to be off too"
    running.tap("speak")
    assert "These are your quiet hours" not in text_of(client, f"/session/{running.key}")
    assert not house.change(running, 2).view.silent


def test_a_session_that_goes_on_in_quiet_hours_is_silent_too(house):
    house.store.tell(Screening("go"), at=house.today())
    running = house.begin(house.catalogue.level(1), False, "hand")
    running.tap("start")
    running.tap("count-left")
    number = running.view.session_id
    house.store.tell(Profile(quiet_from=time(7), quiet_to=time(8)), at=house.today() + timedelta(seconds=1))
    house._running.clear()
    assert house.running(str(number)).view.silent


def test_the_page_after_deleting_touches_no_journal(client, house):
    house.store.tell(Screening("go"), at=house.today())
    house.clear()
    assert list(house.store.folder.iterdir()) == []
    assert "Everything is deleted" in text_of(client, "/gone")
    assert list(house.store.folder.iterdir()) == []


def test_progress_plots_the_pain_over_the_week_once_there_are_answers(client, house):
    begun = house.today()
    house.store.tell(Screening("go"), at=begun)
    house.store.tell(Answer("sitting-share", 70), at=begun)
    assert "And over the week?" not in text_of(client, "/progress")
    for week, pain in enumerate((6, 6, 6, 3, 3)):
        house.store.tell(Answer("pain-week", pain), at=begun + timedelta(days=7 * week))
    house.clock.now += 28 * 86_400
    text = text_of(client, "/progress")
    assert "And over the week?" in text
    assert "From 6 to 3, where 0 is none at all and 10 the worst." in text
    assert text.count("Over the week, probably a real change for the better") == 1
