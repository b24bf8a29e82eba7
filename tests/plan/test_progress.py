"""What the series say, and that they say no more than is there."""

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lives
from psoas.journal.answers import Answer, Entry, Profile, StepDone, StepName
from psoas.journal.records import SetRecord
from psoas.journal.store import Store
from psoas.plan.history import History, Training, history_of
from psoas.plan.progress import Progress, progress_of, ranges_of, read_progress
from psoas.plan.progression import decide
from psoas.report import progress_words as words

from .stories import moment, session

RANGES = dict[int, tuple[float | None, float | None]]


def trained(*texts: str) -> History:
    return History(trainings=[replace(session(text), session_id=n) for n, text in enumerate(texts)])


def on(day: int) -> date:
    return moment(day).date()


def asked(*values: float, name: str = "pain-week", item: str = "", step: int = 7) -> list[Entry[Answer]]:
    return [Entry(moment(step * n), Answer(name, value, item)) for n, value in enumerate(values)]  # type: ignore[arg-type]


def test_an_empty_history_has_a_sentence_for_every_question() -> None:
    empty = progress_of(History(), on(0))
    assert empty.is_empty
    said = words.all_words(empty, 8.0)
    assert len(said) == 8
    assert all(sentence.endswith(".") for _, sentences in said for sentence in sentences)


def test_the_rung_is_the_one_of_the_last_march_since_the_first_of_them_in_a_row() -> None:
    history = trained(
        "0 1a 10/10 1>1>1 e5", "2 1b 10/10 1>1>1 e5", "4 1a 10/10 1>1>1 e5", "7 1b 10/10 1>1>1 e5", "9 1b 8/8 1>1>1 e5"
    )
    progress = progress_of(history, on(22))
    assert [(span.rung, span.sessions) for span in progress.spans] == [("1a", 1), ("1b", 1), ("1a", 1), ("1b", 2)]
    assert words.rung_words(progress) == (
        "Level 1 with the legs long, since 9 March (2 weeks, 2 sessions).",
        "It began on 2 March with level 1 with the legs kept high.",
    )


def test_what_the_plan_names_next_is_said_where_it_is_another_rung() -> None:
    progress = progress_of(trained("0 1a 10/10 1>1>1 e5"), on(0))
    assert words.rung_words(progress, "1a") == ("Level 1 with the legs kept high, since today (1 session).",)
    assert words.rung_words(progress, "1b")[1] == "Next comes level 1 with the legs long."


def test_legs_are_compared_from_the_third_session_on() -> None:
    two = progress_of(trained("0 1a 10/9 1>1>1 e5", "2 1a 10/8 1>1>1 e5"), on(3))
    assert words.repetition_words(two)[1] == "The legs are compared from the third session on."
    three = progress_of(trained("0 1a 10/9 1>1>1 e5", "2 1a 10/8 1>1>1 e5", "4 1a 12/8 1>1>1 e5"), on(5))
    assert words.repetition_words(three) == (
        "Last set on 6 March: 12 left and 8 right.",
        "In 1 of the last 3 sessions the legs were level, to within one repetition.",
        "The right leg did fewer in 2 of them.",
    )


def test_a_range_is_compared_on_the_newest_measured_rung_only() -> None:
    history = trained(*(f"{2 * n} {'1a' if n < 4 else '1b'} 10/10 1>1>1 e5" for n in range(8)))
    ranges: RANGES = {n: (90.0, 20.0) if n < 4 else (50.0, 47.0) for n in range(7)} | {7: (None, None)}
    said = words.range_words(progress_of(history, on(20), ranges), 8.0)[0]
    assert (
        said
        == "About the same: 50° left and 47° right, over the last 3 measured sessions on level 1 with the legs long."
    )


@given(left=st.floats(20, 90), difference=st.floats(-20, 20))
def test_legs_that_the_camera_cannot_tell_apart_are_never_said_to_differ(left: float, difference: float) -> None:
    history = trained(*(f"{2 * n} 1b 10/10 1>1>1 e5" for n in range(4)))
    said = words.range_words(progress_of(history, on(9), dict.fromkeys(range(4), (left, left + difference))), 8.0)[0]
    assert said.startswith("About the same") == (abs(left - (left + difference)) <= 8.0)


@pytest.mark.parametrize(
    ("pain", "verdict"),
    [
        ((1, 2, 0), "calm, at 2 or less"),
        ((1, 5, 3), "within the limit of 5"),
        ((2, 6, 7), "above the limit of 5 in 2 of"),
    ],
)
def test_pain_is_held_against_its_limits(pain: tuple[int, ...], verdict: str) -> None:
    progress = progress_of(trained(*(f"{3 * n} 1a 10/10 1>{one}>1 e5" for n, one in enumerate(pain))), on(9))
    assert verdict in words.pain_words(progress)[0]


@pytest.mark.parametrize(
    ("effort", "verdict"), [((5, 7), "room for a step up"), ((5, 8), "stays the same"), ((9, 4), "too hard for now")]
)
def test_effort_is_held_against_its_limits(effort: tuple[int, ...], verdict: str) -> None:
    progress = progress_of(trained(*(f"{3 * n} 1a 10/10 1>1>1 e{one}" for n, one in enumerate(effort))), on(9))
    assert verdict in words.effort_words(progress)[0]


def test_a_single_answer_about_sitting_is_no_line_yet_and_no_change_is_claimed() -> None:
    assert words.sitting_words(progress_of(History(answers=asked(80, name="sitting-share")), on(1))) == (
        "Last answer: 80 % of the working day, on 2 March.",
        "After the second answer, this shows a line.",
    )
    many = words.sitting_words(progress_of(History(answers=asked(80, 20, name="sitting-share")), on(8)))
    assert not any(word in " ".join(many) for word in ("better", "less", "real change"))


NUMBERS = st.lists(st.integers(0, 10), min_size=5, max_size=20)
CHANGED = ("real change", "better", "worse")


@given(pain=NUMBERS)
def test_pain_is_never_said_to_have_changed_below_two_points_and_30_percent(pain: list[int]) -> None:
    progress = progress_of(History(answers=asked(*pain)), on(7 * (len(pain) - 1)))
    before, now = sum(pain[:2]) / 2, sum(pain[-2:]) / 2
    small = abs(now - before) < 2 or abs(now - before) < 0.3 * before
    said = " ".join(words.pain_words(progress)).removesuffix("please let a clinician have a look.")
    assert small == (not any(word in said.split("It has been")[0] for word in CHANGED))


@given(values=NUMBERS)
def test_an_activity_is_never_said_to_have_changed_below_three_points(values: list[int]) -> None:
    history = History(
        profiles=[Entry(moment(0), Profile(activities=("shoes",)))],
        answers=asked(*values, name="activity", item="shoes"),
    )
    progress = progress_of(history, on(7 * (len(values) - 1)))
    small = abs(sum(values[-2:]) / 2 - sum(values[:2]) / 2) < 3
    said = words.one_activity_words(progress.activities[0], progress.day)
    assert small == (not any(word in said for word in CHANGED))
    assert not small or "wobble by about 3 points" in said


def test_activities_are_those_of_the_newest_profile() -> None:
    named = (("shoes", "stairs"), ("stairs",))
    history = History(
        profiles=[Entry(moment(9 * n), Profile(activities=them)) for n, them in enumerate(named)],
        answers=asked(4, 5, name="activity", item="stairs"),
    )
    progress = progress_of(history, on(10))
    assert [(one.item, [point.value for point in one.points]) for one in progress.activities] == [("stairs", [4, 5])]


def test_a_calendar_begins_with_the_first_week_in_which_anything_was_done_and_shows_at_most_twelve() -> None:
    def done(day: int, step: StepName, state: str = "done") -> Entry[StepDone]:
        return Entry(moment(day), StepDone(step, "warm-up", state))  # type: ignore[arg-type]

    two = progress_of(History(steps=[done(1, "stretch"), done(9, "habit"), done(8, "massage", "skipped")]), on(10))
    assert [[sorted(day) for day in week.days] for week in two.weeks] == [
        [[], ["stretch"], [], [], [], [], []],
        [[], [], ["habit"], [], [], [], []],
    ]
    assert words.calendar_words(two) == ("In the last 2 weeks something was done on 2 days: stretch on 1, habit on 1.",)
    many = progress_of(History(steps=[done(day, "habit") for day in range(300)]), on(299))
    assert len(many.weeks) == 12
    assert progress_of(trained("3 1a 10/10 1>1>1 e5"), on(4)).weeks[0].days[3] == {"strengthen"}


def test_what_lies_after_today_is_left_out() -> None:
    history = trained("0 1a 10/10 1>1>1 e5", "20 1b 10/10 1>9>1 e5")
    assert len(progress_of(history, on(10)).trainings) == 1


def whole(history: History, ranges: RANGES, day: date) -> tuple[Progress, object]:
    progress = progress_of(history, day, ranges)
    return progress, words.all_words(progress, 8.0)


@settings(max_examples=30)
@given(seed=st.integers(0, 2**32), weeks=st.integers(1, 40))
def test_the_order_in_the_history_makes_no_difference(seed: int, weeks: int) -> None:
    dice = random.Random(seed)
    history = lives.long_life(1)
    ranges: RANGES = {one.session_id: (50.0, 60.0) for one in history.trainings}
    day = (lives.MONDAY + timedelta(weeks=weeks)).date()

    def mixed(entries: list[Training] | list[Entry[object]]) -> list[object]:
        return dice.sample(list(entries), len(entries))

    shuffled = History(
        trainings=mixed(list(history.trainings)),  # type: ignore[arg-type]
        screenings=history.screenings,
        profiles=history.profiles,
        answers=mixed(list(history.answers)),  # type: ignore[arg-type]
        steps=mixed(list(history.steps)),  # type: ignore[arg-type]
        walks=mixed(list(history.walks)),  # type: ignore[arg-type]
    )
    assert whole(shuffled, ranges, day) == whole(history, ranges, day)


class Sets:
    """A journal of one session with two sets."""

    def sets(self, session_id: int) -> list[SetRecord]:
        assert session_id == 7
        return [
            SetRecord(7, 1, 0.0, 60.0, left=2, right=9, range_left_deg=40.0, range_right_deg=None),
            SetRecord(7, 2, 90.0, 150.0, left=6, right=0, range_left_deg=60.0, range_right_deg=None),
        ]


def test_the_mean_range_of_a_session_weighs_each_set_with_its_repetitions() -> None:
    training = replace(session("0 1a 6/9 1>1>1 e5"), session_id=7)
    assert ranges_of(Sets(), [training]) == {7: (55.0, None)}  # type: ignore[arg-type]


def test_after_a_long_time_nothing_old_is_told_as_if_it_were_new() -> None:
    history = lives.long_life(1)
    later = progress_of(history, on(364 + 300))
    said = dict(words.all_words(later, 8.0))
    assert "The last march was 10 months ago, on 26 February." in said["Which level, and since when?"]
    assert said["Which steps, on which days?"][0].startswith("Nothing in the last 12 weeks")
    assert said["How much pain?"] == (
        "There is no answer about pain during the march in the last half year.",
        "Over the week, there was no answer in the last two weeks, so there is nothing to compare.",
    )
    assert not any("now" in sentence for sentence in said["What about the things that bother you?"])


@pytest.mark.parametrize(("weeks", "marches", "rung"), [(8, 22, "2b"), (26, 64, "4b")])
def test_a_journal_is_read_with_the_rung_that_comes_next_unless_the_questions_come_first(
    tmp_path: Path, weeks: int, marches: int, rung: str
) -> None:
    store = Store(tmp_path / "data")
    end = lives.half_year(store, weeks)
    progress, coming = read_progress(store, end)
    decision = decide(history_of(store), end)
    store.close()
    assert (len(progress.trainings), progress.spans[-1].rung, len(progress.ranges)) == (marches, rung, marches)
    assert coming == ("" if weeks > 12 else decision.rung)
    assert decision.kind == "screen" if weeks > 12 else decision.rung
