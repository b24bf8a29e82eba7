"""A step that the voice leads, as a page and as what lives behind it, without a browser."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest

from psoas.journal.answers import Profile, Screening, StepDone
from psoas.journal.errors import JournalFullError
from psoas.plan.guided_step import leading
from psoas.plan.history import history_of
from psoas.plan.screening import outcome_text
from psoas.programme.guide import spans

from .conftest import pass_time

STEPS = ["warm-up", "half-kneeling-stretch", "break-up-sitting", "warmth"]


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(unescape(answer.text))


def opened(house):
    """The questions are answered and nothing is closed."""
    house.store.tell(Screening("go"), at=house.today())


def led(house, exercise_id="warm-up"):
    opened(house)
    exercise = house.catalogue.by_id(exercise_id)
    return house.steps.begin(leading(history_of(house.store), house.today(), exercise, house.catalogue))


def total_s(house, exercise_id="warm-up"):
    return sum(span.seconds for span in spans(house.catalogue.by_id(exercise_id).guide))


def kept(house):
    return [entry.what for entry in history_of(house.store).steps]


@pytest.mark.parametrize("exercise_id", STEPS)
def test_before_the_start_the_page_says_how_to_get_ready_and_when_to_stop(client, house, exercise_id):
    opened(house)
    exercise = house.catalogue.by_id(exercise_id)
    text = text_of(client, f"/step/{exercise_id}")
    for line in (exercise.name, exercise.summary, *exercise.start, *exercise.stop, "It hurts", "Start"):
        assert line in text
    assert text.count('"tag":"h1"') == 1
    assert '"href":"/help"' in text


@pytest.mark.parametrize("outcome", ["emergency", "see-clinician", "soon"])
def test_what_an_answer_closed_is_not_led(client, house, outcome):
    house.store.tell(Screening(outcome, ("everything",)), at=house.today())
    text = text_of(client, "/step/warm-up")
    assert outcome_text(outcome).title in text
    assert "It hurts" not in text


def test_while_the_questions_are_due_and_behind_a_lock_a_step_is_not_led_and_the_page_says_why(client, house, clock):
    opened(house)
    clock.now += 85 * 86_400
    text = text_of(client, "/step/warm-up")
    assert "A few questions come first." in text and "It hurts" not in text
    house.store.tell(Screening("go", ("hip-opening",)), at=house.today())
    text = text_of(client, "/step/half-kneeling-stretch")
    assert "your surgical team has to agree first" in text
    assert "It hurts" not in text
    assert house.steps.of("half-kneeling-stretch") is None


def test_touching_the_belly_is_led_only_after_it_was_chosen(client, house):
    opened(house)
    text = text_of(client, "/step/gentle-contact")
    assert "I've read this, and I want to do this step" in text and "It hurts" not in text
    for line in house.catalogue.by_id("gentle-contact").stop:
        assert line in text
    house.store.tell(Profile(belly_contact=True), at=house.today())
    assert "It hurts" in text_of(client, "/step/gentle-contact")


def test_the_march_has_its_own_page(client, house):
    opened(house)
    assert "It hurts" not in text_of(client, "/step/lying-march")
    unknown = client.get("/step/lying-walk")
    assert unknown.status_code == 404 and "There is no exercise" in unknown.text


def test_today_starts_a_step_with_one_tap_and_keeps_the_text_within_reach(client, house):
    opened(house)
    text = text_of(client, "/today?short=1")
    assert "Only this one, led by voice" in text
    assert "/step/warm-up?short=1" in text and "/exercise/warm-up" in text


def test_a_page_that_is_opened_again_finds_the_step_where_it_was(client, house, clock):
    opened(house)
    text_of(client, "/step/warm-up")
    first = house.steps.of("warm-up")
    first.tap("start")
    pass_time(house, clock, 3)
    assert "57 seconds left in this part" in text_of(client, "/step/warm-up")
    assert house.steps.of("warm-up") is first


def test_a_step_led_to_its_end_is_kept_with_its_time_and_the_page_offers_the_next_one(client, house, clock):
    step = led(house)
    step.watch(self_ := object(), lambda messages: None)
    step.tap("start")
    pass_time(house, clock, total_s(house) + 1)
    (told,) = kept(house)
    assert (told.state, told.seconds) == ("done", pytest.approx(total_s(house), abs=1.1))
    step.unwatch(self_)
    text = text_of(client, "/step/warm-up")
    assert "Done." in text and "Next: Half-kneeling" in text and "/step/half-kneeling-stretch" in text
    assert "Done today." in text_of(client, "/today")


def test_in_place_of_the_planned_one_it_says_so_in_the_journal(house):
    step = led(house, "warmth")
    step.tap("skip")
    assert [(told.exercise_id, told.state, told.swapped_from) for told in kept(house)] == [
        ("warmth", "skipped", "warm-up")
    ]


def test_a_stop_is_in_the_journal_before_any_question_is_answered_and_counts_once_after_it(client, house, clock):
    step = led(house, "half-kneeling-stretch")
    step.tap("start")
    pass_time(house, clock, 4)
    step.tap("it-hurts")
    assert [told.state for told in kept(house)] == ["stopped"]
    text = text_of(client, "/step/half-kneeling-stretch")
    assert "What does it feel like?" in text and "A leg or foot is getting weaker" in text
    step.add(pain=5, where="low-back", kind="sharp")
    (told,) = kept(house)
    assert (told.state, told.pain, told.where, told.kind) == ("stopped", 5, "low-back", "sharp")
    step.answered = True
    text = text_of(client, "/step/half-kneeling-stretch")
    assert "Next time you get the easier version of this stretch." in text
    assert "What does it feel like?" not in text


def test_above_the_ceiling_no_further_round_is_offered_and_the_page_says_so(client, house, clock):
    opened(house)
    house.store.tell(StepDone("massage", "ball-at-wall", "done", 120, held_s=80.0), at=house.today())
    text = text_of(client, "/step/ball-at-wall")
    assert "Two minutes a side is enough for one day" in text
    assert "It hurts" not in text


def test_after_its_end_the_page_offers_once_more_only_below_the_ceiling(client, house):
    step = led(house, "ball-at-wall")
    step.tap("skip")
    assert "Once more" in text_of(client, "/step/ball-at-wall")
    house.store.tell(StepDone("massage", "ball-at-wall", "done", 120, held_s=80.0), at=house.today())
    text = text_of(client, "/step/ball-at-wall")
    assert "Once more" not in text and "Two minutes a side is enough" in text


def test_with_nobody_before_the_screen_the_step_pauses_and_goes_on_where_it_was(house, clock):
    step = led(house)
    step.tap("start")
    pass_time(house, clock, 20)
    assert step.view.phase == "paused"
    spent = step.view.spent_s
    assert spent < 8
    step.watch(object(), lambda messages: None)
    step.tap("resume")
    pass_time(house, clock, 10)
    assert step.view.spent_s == pytest.approx(spent + 10)


@pytest.mark.parametrize(("share", "states"), [(0.3, []), (0.7, ["done"])])
def test_what_was_done_of_a_step_is_kept_when_the_server_ends_if_it_was_enough(house, clock, share, states):
    step = led(house)
    step.watch(object(), lambda messages: None)
    step.tap("start")
    pass_time(house, clock, share * total_s(house))
    house.steps.leave()
    assert [told.state for told in kept(house)] == states


def test_a_step_that_nobody_comes_back_to_is_forgotten_and_told_as_of_when_it_was_done(house, clock):
    step = led(house)
    step.watch(self_ := object(), lambda messages: None)
    step.tap("start")
    pass_time(house, clock, 0.7 * total_s(house))
    then = house.today()
    step.unwatch(self_)
    pass_time(house, clock, 3700)
    assert house.steps.of("warm-up") is None
    (entry,) = history_of(house.store).steps
    assert abs((entry.at - then).total_seconds()) < 10


def test_while_the_journal_is_full_the_page_says_so_and_the_stop_is_written_later(client, house, clock, monkeypatch):
    step = led(house)
    step.tap("start")

    def full(*_args, **_more):
        raise JournalFullError("There is no room left on the disk.")

    step._keep = full
    step.tap("it-hurts")
    assert kept(house) == []
    assert "There is no room left on the disk." in text_of(client, "/step/warm-up")
    led(house)  # another round begins meanwhile
    step._keep = house.store.tell
    pass_time(house, clock, 1)
    assert [told.state for told in kept(house)] == ["stopped"]
    assert step.trouble == ""


def test_only_the_page_that_was_opened_or_tapped_last_speaks(house):
    step = led(house)
    step.watch("one", lambda messages: None)
    step.watch("two", lambda messages: None)
    step.speaker = "two"
    step.unwatch("two")
    assert step.speaker == "one"


def test_a_voice_that_was_switched_off_stays_off_for_the_next_step(house):
    first = led(house)
    first.silent = True
    assert led(house, "half-kneeling-stretch").silent


def test_deleting_the_journal_forgets_the_steps_too(house):
    step = led(house)
    step.tap("start")
    house.clear()
    assert house.steps.of("warm-up") is None
    house.steps.leave()
    assert kept(house) == []


def test_a_stretch_asks_whether_it_only_pulled_and_the_answer_is_kept_with_it(client, house, clock):
    step = led(house, "half-kneeling-stretch")
    step.watch(object(), lambda messages: None)
    step.tap("start")
    pass_time(house, clock, total_s(house, "half-kneeling-stretch") + 1)
    assert "Did it only pull, at 3 out of 10 at most?" in text_of(client, "/step/half-kneeling-stretch")
    step.add(only_pull=False)
    assert [(told.state, told.only_pull) for told in kept(house)] == [("done", False)]


def test_a_second_round_is_told_as_one_of_its_own(house):
    first = led(house)
    first.tap("skip")
    second = led(house)
    second.tap("skip")
    assert [replace(told, led="") for told in kept(house)] == [StepDone("massage", "warm-up", "skipped")] * 2
