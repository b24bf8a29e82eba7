"""What the person may decide, and what it leads to."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings

from psoas.journal.answers import Choice, Entry, Screening
from psoas.plan.cut import locks_of, until
from psoas.plan.history import History
from psoas.plan.ladder import ladder_of, rank
from psoas.plan.offers import Offer, OfferKind, easier_than, offers, offers_file
from psoas.plan.progression import decide, outlook
from psoas.plan.screening import facts, gate, judge, questions

from .stories import choice, history, moment, session
from .test_progression import Life, lived, lives

some_lives = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def taken(known: History, offer: Offer, day: int, hour: int = 12) -> History:
    told: Entry[Choice] | Entry[Screening] = Entry(moment(day, hour), offer.tells)  # type: ignore[arg-type]
    if isinstance(offer.tells, Screening):
        return replace(known, screenings=(*known.screenings, told))
    return replace(known, choices=(*known.choices, told))


def kinds(case: dict) -> dict[str, Offer]:
    return {offer.kind: offer for offer in offers(history(case), moment(case["day"], 12))}


def test_every_kind_has_its_words_and_the_order_of_the_file_is_the_order_of_the_kinds():
    assert [text.kind for text in offers_file().offers] == list(get_args(OfferKind))


@some_lives
@given(lives)
def test_whatever_is_taken_happens_and_leads_no_higher_than_one_rung(life: Life):
    for known, day in [*lived(life)][-2:]:
        now = moment(day, 23)
        before, ladder = decide(known, now), ladder_of(until(known, now).profile, locks_of(until(known, now)))
        for offer in offers(known, now):
            assert offer.reason.endswith(".") and "{" not in offer.button + offer.reason
            if offer.tells is None:
                continue
            after = decide(taken(known, offer, day, 23), now)
            assert after != before, offer
            above = ladder.place(before.rung).above if ladder.way else None
            assert rank(after.rung) <= max(rank(before.rung), rank(above.id) if above else -1) or (
                offer.kind == "as-planned" or not before.rung  # nothing was on: it begins again where the rules let it
            )
            if offer.kind in ("easier", "half"):
                assert rank(after.rung) < rank(before.rung) or (after.small and after.plan.sets == 1)
            if offer.kind in ("easier", "half", "pause"):
                assert rank(after.rung) <= rank(before.rung)


@some_lives
@given(lives)
def test_nothing_is_offered_while_the_programme_is_closed_and_a_way_back_while_it_is_paused(life: Life):
    for known, day in [*lived(life)][-2:]:
        now = moment(day, 23)
        found = [offer.kind for offer in offers(known, now)]
        if gate(known, now) != "open":
            assert found == []
        elif decide(known, now).kind == "pause":
            assert found in (["go-on"], ["confirm"])
        elif decide(known, now).kind == "ill":
            assert found == ["well"]
        else:
            screened = known.screening.what if known.screening else judge([])
            waits = set(screened.locks) & set(questions().opened_by_confirmation)
            assert "go-on" not in found and ("confirm" in found) == bool(waits)


@some_lives
@given(lives)
def test_what_comes_next_is_one_sentence_and_never_promises_more_than_a_calm_morning_gives(life: Life):
    for known, day in [*lived(life)][-2:]:
        said = outlook(known, moment(day, 23))
        assert said[0].isupper() and said.endswith(".") and "None" not in said and "{" not in said


def test_after_three_reds_the_confirmation_comes_before_the_end_of_ones_own_pause():
    reds = ["0 2a 8/8 1>6>1 e6", "9 1b 8/8 1>6>1 e6", "18 1a 8/8 1>6>1 e6"]
    case = {"sessions": reds, "choices": ["19 pause"], "day": 27}
    assert list(kinds(case)) == ["confirm"]
    assert list(kinds({**case, "told": {"20": []}})) == ["go-on"]


def test_after_three_reds_a_confirmation_is_offered_and_takes_the_march_up_again():
    case = {"sessions": ["0 2a 8/8 1>6>1 e6", "9 1b 8/8 1>6>1 e6", "18 1a 8/8 1>6>1 e6"], "day": 21}
    (offer,) = kinds(case).values()
    assert (offer.kind, offer.button) == ("confirm", questions().confirmation)
    told = taken(history(case), offer, 21)
    # The seven easy days after the last red are still kept.
    assert not decide(told, moment(21, 13)).train
    assert decide(told, moment(26, 13)).train


def test_an_emergency_that_was_seen_does_not_end_the_pause_after_three_reds():
    case = {"sessions": ["0 2a 8/8 1>6>1 e6", "9 1b 8/8 1>6>1 e6", "18 1a 8/8 1>6>1 e6"], "day": 21}
    seen = Entry(moment(21, 8), replace(judge({"saddle"}), confirmed=True))
    again = Entry(moment(21, 9), judge([]))
    known = history(case)
    known = replace(known, screenings=(*known.screenings, seen, again))
    assert decide(known, moment(21, 12)).kind == "pause"


def test_a_pause_of_ones_own_is_ended_by_one_button():
    case = {"sessions": ["0 1a 10/10 1>2>1 e6"], "choices": ["1 pause"], "day": 4}
    (offer,) = kinds(case).values()
    assert offer.kind == "go-on"
    assert decide(taken(history(case), offer, 4), moment(4, 13)).train


def test_a_very_easy_first_time_offers_one_step_up_and_the_first_day_the_placement_test():
    assert kinds({"sessions": ["0 1a 12/12 0>1>0 e3"], "day": 2})["try"].tells == Choice("try", "1b")
    assert kinds({"day": 0})["placement"].tells is None
    assert "placement" not in kinds({"sessions": ["0 1a 10/10 1>2>1 e6"], "day": 2})


def test_a_heavier_band_is_a_side_step():
    case = {"placed": "2b", "sessions": ["7 2b 12/12 1>2>1 e6", "10 2b 12/12 1>2>1 e6"], "day": 15}
    offer = kinds(case)["side-step"]
    assert offer.tells == Choice("side-step", "2c")
    after = decide(taken(history(case), offer, 15), moment(15, 13))
    assert (after.rung, after.train) == ("2c", True)


def test_what_was_planned_comes_back_by_one_button_after_something_else_was_chosen():
    case = {"placed": "2b", "sessions": ["7 2b 10/10 1>2>1 e6"], "choices": ["9 easier 1b"], "day": 10}
    offer = kinds(case)["as-planned"]
    assert "level 2 with a light band after all" in offer.button.lower()
    assert decide(taken(history(case), offer, 10), moment(10, 13)).rung == "2b"


def test_below_the_half_dose_nothing_easier_is_left():
    now, known = moment(0, 12), history({"day": 0})
    half = easier_than(known, now, "1a")
    assert half is not None
    assert (half.rung.id, half.reps, half.small, half.choice) == ("1a", 8, True, Choice("easier"))
    assert easier_than(known, now, "1a", small=True) is None
    assert "half" not in kinds({"choices": ["0 easier"], "day": 0})


def test_too_hard_in_a_session_goes_one_rung_down_for_the_rest_of_it_and_for_the_next_time():
    known = history({"placed": "2b", "sessions": ["7 2b 5/5 1>2>1 e8 s0/2"], "day": 7})
    easier = easier_than(known, moment(7, 12), "2b")
    assert easier is not None and (easier.rung.id, easier.small) == ("2a", False)
    second = replace(session("7 2a 8/8 1>2>1 e6 s1/1"), at=moment(7, 12))
    known = replace(
        known, choices=(*known.choices, Entry(moment(7, 12), easier.choice)), trainings=(*known.trainings, second)
    )
    assert decide(known, moment(9, 12)).rung == "2a"


def test_what_comes_next_waits_for_the_morning_where_that_decides():
    twice = {"placed": "2b", "sessions": ["7 2b 12/12 1>2>1 e6", "14 2b 12/12 1>2>? e6"], "day": 14}
    said = outlook(history(twice), moment(14, 12))
    assert said.startswith("Time to move up to level 3") and said.endswith("if the next morning is calm too.")
    hurt = {"placed": "2b", "sessions": ["7 2b 12/12 1>7>? e6"], "day": 7}
    assert outlook(history(hurt), moment(7, 12)).startswith("Back to level 2 without a band")
    assert outlook(History(), moment(0)) == "A few questions come first."


def test_a_wish_of_today_is_what_comes_next():
    case = {"placed": "2b", "sessions": ["7 2b 5/5 1>2>? e8 s0/2"], "choices": ["7 easier 2a"], "day": 7}
    assert "as you asked" in outlook(history(case), moment(7, 12))
    assert choice("7 easier 2a").what == Choice("easier", "2a")


@pytest.mark.parametrize("fact", [fact.id for fact in facts().values() if fact.outcome in ("ease-off", "advice")])
def test_who_was_seen_for_what_closes_the_march_or_its_upper_rungs_can_say_so(fact: str):
    case = {"day": 0, "ticked": [fact]}
    opens = set(judge({fact}).locks) & set(questions().opened_by_confirmation)
    assert ("confirm" in kinds(case)) is bool(opens)
    if opens:
        told = taken(history(case), kinds(case)["confirm"], 0)
        assert len(ladder_of(told.profile, locks_of(told)).way) > 2 and decide(told, moment(0, 13)).train
        assert "confirm" not in {offer.kind for offer in offers(told, moment(0, 13))}
