"""What is called a change, and what is not."""

from datetime import date

import pytest

from psoas.journal.answers import Answer, Asked, Entry
from psoas.plan.outcomes import activities_change, activity_change, no_useful_change, overall_words, pain_change, values

from .stories import moment


def weekly(*values: float | None, asked: Asked = "pain-week", item: str = "") -> list[Entry[Answer]]:
    """One answer a week, from day 0."""
    return [Entry(moment(7 * week), Answer(asked, value, item)) for week, value in enumerate(values)]


def day(week: int) -> date:
    return moment(7 * week).date()


@pytest.mark.parametrize(
    ("first", "now", "kind"),
    [
        (6, 4, "better"),
        (6, 5, "same"),
        (8, 6, "same"),
        (8, 5, "better"),
        (4, 6, "worse"),
        (2, 3, "same"),
        (2, 0, "better"),
        (0, 2, "worse"),
    ],
)
def test_pain_has_changed_where_it_did_by_2_points_and_by_30_percent(first: int, now: int, kind: str) -> None:
    change = pain_change(weekly(first, first, first, now, now), day(4))
    assert (change.kind, change.before, change.now) == (kind, first, now)


def test_below_that_it_is_about_the_same_and_says_why() -> None:
    change = pain_change(weekly(5, 5, 5, 4, 4), day(4))
    assert change.say == "About the same: 5 at first, 4 in the last two weeks. These scores wobble by about 2 points."


def test_one_better_week_is_no_change_yet() -> None:
    assert pain_change(weekly(6, 6, 6, 6, 3), day(4)).kind == "same"


@pytest.mark.parametrize("values", [(), (5,), (5, 5, 1), (None, None, None, None, None)])
def test_too_little_to_compare_is_said(values: tuple[float | None, ...]) -> None:
    assert pain_change(weekly(*values), day(max(len(values) - 1, 0))).kind == "early"


def test_the_last_answer_of_a_day_counts_for_it_may_put_a_slip_right() -> None:
    slip, right, left_open = (Answer("pain-week", value) for value in (9, 5, None))
    answers = weekly(5, 5, 5, 5)
    last = len(answers) * 7
    said = [*answers, Entry(moment(last, 8), slip), Entry(moment(last, 9), right)]
    assert values(said, "pain-week")[-1] == (day(4), 5)
    assert pain_change(said, day(4)).now == 5
    assert values([*said, Entry(moment(last, 10), left_open)], "pain-week") == values(answers, "pain-week")


def test_old_answers_say_nothing_about_now() -> None:
    assert pain_change(weekly(5, 5, 5, 2, 2), day(20)).kind == "early"


def test_clearly_worse_for_two_weeks_leads_to_a_clinician() -> None:
    worse = pain_change(weekly(3, 3, 3, 5, 5), day(4))
    assert worse.see_clinician
    assert "clinician" in worse.say


def test_worse_again_after_it_had_become_better_leads_to_a_clinician_too() -> None:
    again = pain_change(weekly(6, 6, 3, 3, 3, 5, 5), day(6))
    assert (again.kind, again.see_clinician) == ("same", True)


def test_one_bad_week_does_not() -> None:
    assert not pain_change(weekly(3, 3, 3, None, 6), day(4)).see_clinician


@pytest.mark.parametrize(("now", "kind"), [(5, "same"), (6.9, "same"), (7, "better"), (1, "worse")])
def test_a_single_activity_has_to_change_by_3(now: float, kind: str) -> None:
    said = weekly(4, 4, 4, now, now, asked="activity", item="shoes")
    assert activity_change(said, "shoes", day(4)).kind == kind


@pytest.mark.parametrize(("now", "kind"), [(5.9, "same"), (6, "better"), (2, "worse")])
def test_the_mean_of_the_activities_has_to_change_by_2(now: float, kind: str) -> None:
    said = weekly(4, 4, 4, now, now, asked="activity", item="shoes") + weekly(
        4, 4, 4, now, now, asked="activity", item="stairs"
    )
    said.sort(key=lambda entry: entry.at)
    assert activities_change(said, ["shoes", "stairs", "never asked"], day(4)).kind == kind


def test_no_activity_nothing_to_compare() -> None:
    assert activities_change([], [], day(4)).kind == "early"


def test_the_change_on_the_whole_in_words() -> None:
    assert [overall_words(value) for value in (1, 4, 7)] == ["Very much better", "About the same", "Very much worse"]


SAME = weekly(5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5)


@pytest.mark.parametrize(("after", "weeks"), [(41, ""), (42, "In 6 weeks"), (84, "In 12 weeks")])
def test_from_six_weeks_on_it_is_said_that_nothing_useful_has_changed(after: int, weeks: str) -> None:
    said = no_useful_change(SAME, [], moment(after).date())
    assert said.startswith(weeks) and bool(said) == bool(weeks)
    assert not said or said.endswith("worth showing this to a clinician.")


@pytest.mark.parametrize(
    "answers",
    [
        weekly(6, 6, 6, 6, 4, 4, 4),
        weekly(5, 5, 5, 5, 5, 5, 5) + weekly(3, 3, 3, 3, 5, 5, 5, asked="activity", item="stairs"),
        weekly(1, 1, 1, 1, 1, 1, 1),
        weekly(2, 2, 2, 2, 2, 1, 1),
        weekly(5, 5, None, None, None, None, None),
        weekly(5, None, None, None, None, 5, 5),
        [*weekly(5, 5, 5, 5, 5, 5, 5), Entry(moment(42), Answer("overall", 2))],
    ],
    ids=["pain", "activity", "no-pain-at-first", "hardly-any-now", "no-answer-lately", "too-few", "overall"],
)
def test_it_is_not_said_where_something_has_or_where_nothing_can_be_told(answers: list[Entry[Answer]]) -> None:
    assert no_useful_change(answers, ["stairs"], day(6)) == ""


def test_a_little_better_on_the_whole_is_not_enough_by_itself() -> None:
    answers = [*weekly(5, 5, 5, 5, 5, 5, 5), Entry(moment(42), Answer("overall", 3))]
    assert no_useful_change(answers, [], day(6))


def test_worse_is_no_useful_change_either_and_what_comes_later_is_not_known_yet() -> None:
    worse = weekly(4, 4, 4, 4, 6, 6, 6)
    assert no_useful_change(worse, [], day(6))
    later = Entry(moment(60), Answer("overall", 1))
    assert no_useful_change([*worse, later], [], day(6))
