import re
from dataclasses import replace
from html import unescape

import pytest

from psoas.app.live.pose_worker import PoseResult
from psoas.app.widgets.elements import icon
from psoas.coach.comparison_words import CHECK
from psoas.journal.records import RepRecord
from psoas.testing import synthetic

from .conftest import pass_time

PAGES = ["/", "/?band=0", "/level/1", "/level/3?band=0", "/exercise/gentle-contact", "/journal", "/help"]
PAGES += ["/learn", "/learn/questions", "/learn/evidence", "/learn/levels", "/learn/load", "/progress"]


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(unescape(answer.text))  # a page holds its texts as JSON within HTML


def finished_session(house):
    """A session of two repetitions: one that the camera saw with a fault, one entered by hand."""
    running = house.begin(house.catalogue.level(3), True, "hand")
    running.tap("start")
    running.tap("count-right")
    number = running.view.session_id
    fault = house.catalogue.level(3).checks[0]
    house.store.add_rep(
        RepRecord(number, 900, 1, "left", "camera", 4.0, 1.0, 2.5, 33.0, 57.0, 1.5, 0.5, 1.5, 0.9, faults=(fault.id,))
    )
    running.tap("stop")
    return number, fault


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_help_a_skip_link_and_one_title(client, path):
    text = text_of(client, path)
    assert '"href":"/help"' in text
    assert '"href":"#main"' in text
    assert text.count('"tag":"h1"') == 1
    assert re.search(r"<title>.+ · psoas</title>", text)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_anyone_else_for_anything(client, path):
    addresses = set(re.findall(r"https?://[^\"'\\ <>)]+", text_of(client, path)))
    assert {a for a in addresses if not a.startswith(("http://www.w3.org/", "http://127.0.0.1"))} == set()


def test_the_start_page_shows_the_four_steps_and_the_six_levels(client, house):
    text = text_of(client, "/")
    for step in house.catalogue.steps:
        assert step.name in text
    for exercise in house.catalogue.march:
        assert exercise.name in text and f"/level/{exercise.level}" in text
    assert text.count("@keyframes psoas-") >= 6


def test_a_level_shows_all_that_its_file_says(client, house):
    exercise = house.catalogue.level(3)
    text = text_of(client, "/level/3")
    for line in (*exercise.start, *exercise.move, *exercise.hold, *exercise.tips, *exercise.easier, *exercise.harder):
        assert line in text
    for line in (*exercise.stop, *house.catalogue.common.stop, exercise.band.put_on):
        assert line in text


def test_a_level_that_does_not_exist_names_those_that_do(client):
    answer = client.get("/level/9")
    assert answer.status_code == 404
    assert "There is no level 9" in answer.text and "6 (" in answer.text


@pytest.mark.parametrize("path", ["/exercise/no-such-thing", "/step/no-such-thing", "/summary/99"])
def test_what_does_not_exist_is_answered_as_such(client, path):
    assert client.get(path).status_code == 404


def test_an_unfinished_session_is_offered_on_the_start_page(client, house):
    running = house.begin(house.catalogue.level(2), True, "hand")
    running.tap("start")
    running.tap("count-left")
    text = text_of(client, "/")
    assert f"/session/{running.view.session_id}" in text
    assert "You stopped after 1 left and 0 right." in text


def test_the_summary_says_counts_and_faults_in_words(client, house):
    number, fault = finished_session(house)
    text = text_of(client, f"/summary/{number}")
    assert fault.cue in text and fault.why in text
    assert "57°" in text and "not seen" in text
    assert "1 seen by the camera" in text and "1 counted by hand" in text


def march(house, sets, right_deg=58.0):
    """A session in which the camera saw six repetitions of each leg in every set."""
    running = house.begin(house.catalogue.level(3), True, "hand")
    running.tap("start")
    number, event = running.view.session_id, 900
    for n in range(1, sets + 1):
        house.store.begin_set(number, n, 100.0 * n)
        for i in range(12):
            side, degrees = ("left", 58.0) if i % 2 == 0 else ("right", right_deg)
            t, event = 100.0 * n + 6 * i, event + 1
            house.store.add_rep(
                RepRecord(number, event, n, side, "camera", t + 5.5, t, t + 2.5, 33.0, degrees, 2.0, 1.0, 2.5, 0.95)
            )
    running.tap("stop")
    return number


def test_the_summary_compares_the_sides_of_each_set(client, house):
    text = text_of(client, f"/summary/{march(house, 2)}")
    assert text.count("Both sides were about the same.") == 2
    assert "Set 1" in text and "Set 2" in text
    assert text.count("Range of each repetition, left and right") == 2


def test_the_summary_names_the_leg_that_went_further_and_how_to_be_sure(client, house):
    text = text_of(client, f"/summary/{march(house, 1, right_deg=40.0)}")
    assert "Your left leg went further than the other one: 58 against 40 degrees." in text
    assert "18° further on the left" in text and CHECK in text


def test_the_summary_of_a_session_in_memory_shows_you_beside_the_exercise(client, house, clock):
    exercise = house.catalogue.level(6)
    running = house.begin(exercise, True, "camera")
    running.watch("page", lambda _: None)
    running.tap("start")
    while running.view.phase == "ready":
        clock.now += 0.5
        running.engine.tick(clock.now)
    begun = clock.now
    for skeleton in synthetic(exercise, [("left", 1.0), ("right", 0.65)], lead_s=2.0):
        clock.now = begun + skeleton.t
        running.engine.update(replace(skeleton, t=clock.now))
    running.tap("stop")
    number = running.view.session_id
    text = text_of(client, f"/summary/{number}")
    assert "You beside the exercise" in text
    assert "Your best repetition: number 1, left leg" in text
    assert "the exercise goes to 95" in text
    # Another psoas with the same journal knows nothing of it: it was never written.
    house._running.clear()
    assert "You beside the exercise" not in text_of(client, f"/summary/{number}")


def test_a_session_that_no_camera_watched_is_not_compared(client, house):
    running = house.begin(house.catalogue.level(3), True, "hand")
    running.tap("start")
    running.tap("count-left")
    running.tap("stop")
    text = text_of(client, f"/summary/{running.view.session_id}")
    assert "No camera was watching" in text and "over each set" not in text


def test_the_journal_lists_a_session_that_opens_its_summary(client, house):
    number, _ = finished_session(house)
    text = text_of(client, "/journal")
    assert f"/summary/{number}" in text and "1 left and 1 right" in text


def test_a_name_that_does_not_belong_to_this_computer_is_refused(client):
    assert client.get("/journal", headers={"host": "evil.example"}).status_code == 400


def test_icons_are_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in icon("warn")


def test_a_session_offers_the_level_that_is_done_instead(client, house, clock):
    running = house.begin(house.catalogue.level(3), True, "camera")
    assert "Is this level 2?" not in text_of(client, f"/session/{running.key}")
    running.watch(test_a_session_offers_the_level_that_is_done_instead, lambda _: None)
    running.tap("start")
    pass_time(house, clock, running.view.countdown_left_s)
    for skeleton in synthetic(house.catalogue.level(2), (("left", 1.0), ("right", 1.0)) * 2, fps=10):
        running.update(PoseResult.of(replace(skeleton, t=clock.now + skeleton.t)))
    text = text_of(client, f"/session/{running.key}")
    for words in ("Is this level 2?", house.catalogue.level(2).name, "Change to level 2", "Stay with level 3"):
        assert words in text


def test_a_lying_level_shows_what_to_feel_for_and_how(client, house):
    for number in (1, 2, 3):
        text = text_of(client, f"/level/{number}")
        checks = house.catalogue.level(number).self_checks
        assert checks
        assert all(check.say in text and check.feel in text and check.why in text for check in checks)
    unspoken = [check for check in house.catalogue.level(6).checks if not check.spoken]
    assert unspoken
    assert all(check.cue in text_of(client, "/level/6") for check in unspoken)


def test_the_session_page_and_the_summary_show_it_too(client, house):
    number, _ = finished_session(house)
    check = house.catalogue.level(3).to_feel("before")[0]
    text = text_of(client, f"/summary/{number}")
    assert "What only you can tell" in text and check.feel in text
    running = house.begin(house.catalogue.level(3), True, "paced")
    text = text_of(client, f"/session/{running.key}")
    assert check.say in text and check.feel in text


def test_a_check_that_the_camera_cannot_judge_is_shown_as_one_to_feel_for(client, house):
    exercise = house.catalogue.level(6)
    unseen = exercise.checks[0].model_copy(update={"spoken": False, "feel": "Rest a hand on each hip bone."})
    changed = exercise.model_copy(update={"checks": (unseen, *exercise.checks[1:])})
    others = tuple(changed if e is exercise else e for e in house.catalogue.exercises)
    house.programme = replace(house.catalogue, exercises=others)
    running = house.begin(changed, True, "paced")
    for path in ("/level/6", f"/session/{running.key}"):
        text = text_of(client, path)
        assert "I can't see this one. Here is how to feel for it: rest a hand on each hip bone." in text
        assert unseen.cue in text


@pytest.mark.parametrize("number", range(1, 7))
def test_the_experiment_is_offered_on_the_levels_on_the_back_with_what_it_cannot_do(client, number):
    text = text_of(client, f"/level/{number}")
    offered = "psoas will never say that it is" in text
    assert offered == (number <= 3)
    assert offered == ("Start with camera and experiment" in text)


def test_a_session_leads_to_the_flat_beginning_only_where_the_experiment_was_chosen(client, house):
    level = house.catalogue.level(1)
    chosen = house.begin(level, True, "camera", flat_back=True)
    assert "I cannot see you yet." in text_of(client, f"/session/{chosen.key}")
    assert "I cannot see you yet." not in text_of(client, f"/session/{house.begin(level, True, 'camera').key}")


def test_every_exercise_page_shows_its_figure_with_words_and_can_halt_it(client, house):
    for exercise in house.catalogue.exercises:
        text = text_of(client, f"/exercise/{exercise.id}")
        shown = {*exercise.figures(), *exercise.figures(easy=True)}
        for name in shown:
            assert house.catalogue.sketch(name).told in text
        assert text.count("@keyframes") > 0
        assert "Pause pictures" in text


def test_the_page_of_the_desk_shows_all_small_moves(client, house):
    text = text_of(client, "/exercise/break-up-sitting")
    for move in house.catalogue.small_moves:
        assert move.small_move.say in text
        assert f"psoas-{move.figure}-{move.id}-title" in text
