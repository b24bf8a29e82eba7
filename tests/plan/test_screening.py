"""What comes of the questions before the first time."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.answers import Entry, Lock, Outcome, Screening
from psoas.plan.clock import as_understood
from psoas.plan.history import History
from psoas.plan.screening import (
    Questionnaire,
    also,
    confirm,
    country_of,
    facts,
    gate,
    help_lists,
    is_due,
    judge,
    number_for,
    outcome_text,
    questions,
    why_closed,
)

from .stories import moment, session

OUTCOMES = list(get_args(Outcome))
IDS = list(facts())
ticks = st.sets(st.sampled_from(IDS), max_size=6)


def severity(screening: Screening) -> int:
    return OUTCOMES.index(screening.outcome)


def with_parents(ticked: set[str]) -> set[str]:
    """Add what has to be ticked for these to be asked at all."""
    return ticked | {facts()[fact].after for fact in ticked} - {""}


def asked(ticked: set[str]) -> list[str]:
    """Ids of the pages that are shown, to somebody who ticks these."""
    pages: list[str] = []
    way = Questionnaire()
    while (page := way.page) is not None:
        pages.append(page.id)
        way = way.answer(page, ticked)
    return pages


def test_nothing_ticked_takes_seven_taps_and_closes_nothing() -> None:
    assert len(asked(set())) == 7
    assert judge(set()) == Screening("go")


@given(ticks)
def test_what_was_ticked_by_mistake_is_asked_again_on_its_own_list_and_leads_where_it_would_have(
    ticked: set[str],
) -> None:
    way = Questionnaire()
    while (page := way.page) is not None:
        way = way.answer(page, ticked)
    if not way.ticked:
        return
    worst = way.result.outcome
    again = way.taken_back()
    page = again.page
    assert page is not None
    asked_again = {fact.id for fact in page.facts}
    assert any(facts()[fact].outcome == worst for fact in asked_again & ticked)
    assert not again.ticked & asked_again
    right = again.answer(page, set())
    while (page := right.page) is not None:
        right = right.answer(page, ticked - asked_again)
    assert right.result == judge(right.ticked)
    assert right.ticked <= ticked - asked_again


@given(ticks, st.sampled_from(IDS))
def test_another_tick_never_makes_the_outcome_milder_and_never_opens_a_lock(ticked: set[str], more: str) -> None:
    before, after = judge(ticked), judge(ticked | {more})
    assert severity(after) >= severity(before)
    assert set(after.locks) >= set(before.locks)


@given(st.lists(st.sampled_from(IDS), max_size=6).flatmap(lambda ids: st.tuples(st.just(ids), st.permutations(ids))))
def test_the_order_of_the_ticks_does_not_matter(two: tuple[list[str], list[str]]) -> None:
    assert judge(two[0]) == judge(two[1])


@given(ticks)
def test_the_worst_answer_wins(ticked: set[str]) -> None:
    worst = max((OUTCOMES.index(facts()[fact].outcome) for fact in ticked), default=0)
    assert severity(judge(ticked)) == worst


@pytest.mark.parametrize("fact", IDS)
def test_every_fact_can_be_reached_and_does_something(fact: str) -> None:
    pages = asked(with_parents({fact}))
    assert any(fact in {each.id for each in page.facts} for page in questions().pages if page.id in pages)
    assert judge({fact}) != Screening("go")  # also where nothing is closed, something is said


@pytest.mark.parametrize("fact", [fact.id for fact in facts().values() if fact.outcome == "emergency"])
def test_no_page_follows_an_emergency_and_everything_is_closed(fact: str) -> None:
    last = asked(with_parents({fact}))[-1]
    assert fact in {each.id for page in questions().pages if page.id == last for each in page.facts}
    assert "everything" in judge({fact}).locks


def test_no_page_asks_for_what_needs_help_at_once_after_one_that_only_eases_off() -> None:
    worst = [max(OUTCOMES.index(fact.outcome) for fact in page.facts) for page in questions().pages]
    assert worst == sorted(worst, reverse=True)


def test_the_first_page_asks_for_numbness_bladder_bowel_and_the_legs() -> None:
    first = questions().pages[0]
    assert {"saddle", "bladder", "bowel", "both-legs", "leg-weaker"} <= {fact.id for fact in first.facts}


def test_a_page_is_a_short_list_of_few_words_a_tick() -> None:
    assert len(questions().pages) <= 7
    assert all(len(page.first) <= 7 for page in questions().pages)
    words = {fact.id: len(fact.text.split()) for fact in facts().values()}
    assert max(words.values()) <= 11
    assert sum(words.values()) <= 290


def test_a_follow_up_stands_right_below_what_brings_it_up() -> None:
    for page in questions().pages:
        ids = [fact.id for fact in page.facts]
        for parent in page.first:
            following = [fact.id for fact in page.following({parent.id})]
            here = ids.index(parent.id) + 1
            assert ids[here : here + len(following)] == following
        assert sorted(ids) == sorted(
            fact.id for parent in page.first for fact in (parent, *page.following({parent.id}))
        ), "a follow-up of something that is not on its list would never be asked"


@pytest.mark.parametrize("fact", [fact for fact in facts().values() if fact.after])
def test_a_follow_up_counts_only_while_what_brings_it_up_is_ticked(fact) -> None:
    page = next(page for page in questions().pages if fact in page.facts)
    alone = Questionnaire().answer(page, {fact.id})
    both = Questionnaire().answer(page, {fact.id, fact.after})
    assert alone.ticked == set() and fact.id not in {each.id for each in page.first}
    assert both.ticked == {fact.id, fact.after}
    assert severity(both.result) > severity(judge({fact.after}))


def test_what_is_meant_stands_behind_every_tick_in_full() -> None:
    said = [fact.more for fact in facts().values()]
    assert len(set(said)) == len(said)
    assert [fact.id for fact in facts().values() if len(fact.more) <= len(fact.text)] == []


@pytest.mark.parametrize(
    ("fact", "locks"),
    [
        ("replaced-hip", {"everything", "belly", "march", "hip-opening", "hip-90"}),
        ("hip-shape", {"hip-90"}),
        ("aneurysm", {"everything", "belly"}),
        ("clot-now", {"everything", "belly", "ball"}),
        ("clot", {"belly", "ball"}),
        ("pregnant", {"everything", "belly", "end-range", "lying"}),
        ("thin-bones", {"belly", "strong-stretch", "free-standing", "spine-flexion"}),
        ("bleeding", {"belly", "ball"}),
        ("pressure", {"everything", "head-down", "breath"}),
        ("hypermobile", {"end-range", "strong-stretch", "short-range"}),
        ("latex", {"latex"}),
        ("one-leg", {"strength", "belly", "nerve"}),
        ("strong-pain", {"strength"}),
        ("long-pain", {"upper-rungs"}),
        ("unsteady", {"free-standing", "support-first"}),
        ("over-65", {"belly", "support-first"}),
        ("cancer", set()),
    ],
)
def test_each_answer_closes_what_it_has_to(fact: str, locks: set[str]) -> None:
    assert set(judge({fact}).locks) == locks


def test_what_is_not_asked_cannot_be_ticked() -> None:
    with pytest.raises(ValueError, match="“flying” is asked"):
        judge({"flying"})


@given(ticks)
def test_a_confirmation_opens_the_programme_but_never_the_belly_nor_an_emergency(ticked: set[str]) -> None:
    before = judge(ticked)
    after = confirm(before)
    assert after.outcome == before.outcome
    assert after.confirmed
    if before.outcome == "emergency":
        assert after.locks == before.locks
    else:
        opened = {"everything", "strength", "march", "hip-opening", "upper-rungs"}
        assert set(after.locks) == set(before.locks) - opened


@given(ticks, ticks)
def test_what_turns_up_later_never_makes_it_milder(first: set[str], later: set[str]) -> None:
    before = judge(first)
    after = also(before, later)
    assert severity(after) >= severity(before)
    assert set(after.locks) >= set(before.locks)


def test_a_new_sign_takes_a_confirmation_away() -> None:
    assert not also(confirm(judge({"cancer-pain"})), {"fever"}).confirmed
    assert also(confirm(judge({"cancer-pain"})), ()).confirmed


@pytest.mark.parametrize(
    ("country", "emergency", "urgent"),
    [("eu", "112", ""), ("uk", "999", "111"), ("us", "911", ""), ("au", "000", ""), ("nz", "111", ""),
     ("", "your local emergency number", ""), ("mars", "your local emergency number", "")],
)  # fmt: skip
def test_the_number_to_call_fits_the_country(country: str, emergency: str, urgent: str) -> None:
    assert (number_for(country).emergency, number_for(country).urgent) == (emergency, urgent)


def test_no_outcome_promises_anything_and_the_good_one_says_what_it_is_not() -> None:
    assert "We cannot check you" in outcome_text("go").say
    assert "stop and get help" in outcome_text("go").say
    assert [outcome_text(outcome).id for outcome in OUTCOMES] == OUTCOMES


def test_every_lock_has_its_sentence() -> None:
    assert [text.id for text in questions().locks] == list(get_args(Lock))
    assert why_closed(["belly", "lying"], ["belly"]).startswith("Leave your belly alone")
    assert why_closed(["belly"], ["lying"]) == ""


def screened(outcome: Outcome, day: int = 0, **more: bool) -> History:
    return History(screenings=(Entry(moment(day, 8), Screening(outcome, **more)),))


@pytest.mark.parametrize(("day", "due"), [(0, False), (83, False), (84, True), (200, True)])
def test_the_questions_come_again_after_twelve_weeks(day: int, due: bool) -> None:
    assert is_due(screened("go"), moment(day)) is due


def test_a_clinicians_look_is_no_answer_so_the_twelve_weeks_go_on() -> None:
    seen_late = Entry(moment(80, 8), Screening("soon", confirmed=True), id=2)
    history = History(screenings=(replace(screened("soon").screenings[0], id=1), seen_late))
    assert not is_due(history, moment(83))
    assert is_due(history, moment(84))


def test_the_questions_come_again_after_a_warning_sign_until_they_are_answered() -> None:
    stopped = replace(screened("go"), trainings=(session("3 1a 8/8 1>1>1 e5 STOP"),))
    assert is_due(stopped, moment(3, 12))
    again = replace(stopped, screenings=(*stopped.screenings, *screened("go", 4).screenings))
    assert not is_due(again, moment(4))


@pytest.mark.parametrize(
    ("outcome", "confirmed", "expect"),
    [
        ("go", False, "open"),
        ("ease-off", False, "open"),
        ("see-clinician", False, "clinician"),
        ("soon", False, "clinician"),
        ("today", False, "clinician"),
        ("advice", False, "open"),
        ("see-clinician", True, "open"),
        ("soon", True, "open"),
        ("emergency", False, "emergency"),
        ("emergency", True, "screen"),
    ],
)
def test_what_stands_before_the_day(outcome: Outcome, confirmed: bool, expect: str) -> None:
    assert gate(screened(outcome, confirmed=confirmed), moment(0)) == expect


def test_without_any_answers_the_questions_stand_before_the_day() -> None:
    assert gate(History(), moment(0)) == "screen"


def test_to_have_been_seen_for_an_emergency_opens_the_questions_and_nothing_else() -> None:
    seen = Entry(moment(0, 10), confirm(judge({"saddle"})))
    history = replace(screened("emergency"), screenings=(*screened("emergency").screenings, seen))
    assert (gate(screened("emergency"), moment(0, 11)), gate(history, moment(0, 11))) == ("emergency", "screen")
    assert "everything" in history.screenings[-1].what.locks


@given(st.sampled_from([fact.id for fact in facts().values() if fact.outcome == "emergency"]), st.integers(0, 14))
def test_on_the_day_of_an_emergency_nothing_opens_without_having_been_seen(fact: str, hour: int) -> None:
    history = History(screenings=(Entry(moment(0, 9), judge({fact})),))
    assert gate(history, moment(0, 9 + hour)) == "emergency"


def test_midnight_does_not_end_an_emergency_that_has_just_begun() -> None:
    late = History(screenings=(Entry(moment(0, 23), judge({"saddle"})),))
    assert gate(late, moment(1, 1)) == "emergency"
    assert gate(late, moment(1, 8)) == "screen"


@given(ticks, st.integers(1, 2000))
def test_a_clock_that_ran_ahead_hides_no_answer_and_opens_nothing(ticked: set[str], days: int) -> None:
    earlier = Entry(moment(0, 8), Screening("go"), id=1)
    ahead = History(screenings=(earlier, Entry(moment(days, 8), judge(ticked), id=2)))
    now = moment(0, 12)
    assert gate(as_understood(ahead, now), now) in ("screen", "emergency")
    assert (gate(as_understood(ahead, now), now) == "emergency") is (judge(ticked).outcome == "emergency")
    right = replace(ahead, screenings=(*ahead.screenings, Entry(now, Screening("go"), id=3)))
    assert gate(as_understood(right, now), now) == "open"


@pytest.mark.parametrize(
    ("languages", "country"),
    [
        ("de-AT,de;q=0.9,en-US;q=0.8", "eu"),
        ("en_GB.UTF-8", "uk"),
        ("en-CA", "us"),
        ("fr_CA.UTF-8,C", "us"),
        ("mi-NZ", "nz"),
        ("de", ""),
        ("C.UTF-8", ""),
        ("pt-BR,pt;q=0.9", ""),
        ("", ""),
        ("*", ""),
    ],
)
def test_the_country_comes_from_the_language_only_where_that_names_one(languages: str, country: str) -> None:
    assert country_of(languages) == country


def test_every_sign_stands_on_the_help_page_once_under_what_is_to_be_done_about_it() -> None:
    lines = [fact.text for each in help_lists() for fact in each.facts]
    asks = [fact.text for fact in facts().values() if fact.outcome not in ("go", "advice")]
    assert sorted(lines) == sorted(asks)
    assert help_lists()[0].facts == tuple(f for f in facts().values() if f.outcome == "emergency")


@pytest.mark.parametrize("fact", [fact.id for fact in facts().values() if fact.outcome == "emergency"])
def test_no_emergency_is_a_fact_that_stays_true_for_ever(fact: str) -> None:
    assert not facts()[fact].lasting
    assert "ever" not in facts()[fact].text.split()


def test_the_day_after_an_emergency_the_questions_stand_before_the_day() -> None:
    assert gate(screened("emergency"), moment(1)) == "screen"
