"""What comes of "It hurts"."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.answers import Answer, Entry, Feeling, Screening
from psoas.plan.guided_step import told_before
from psoas.plan.history import History, merged
from psoas.plan.pain import Hurt, after_hurt, hurt_file, kinds, reports_of, way_out
from psoas.plan.screening import confirm, facts, gate, judge
from psoas.plan.standing import pain_class
from psoas.programme.model import Posture

from .stories import moment, session

SIGNS = [kind for kind in kinds() if kind.sign]
OTHERS = [kind for kind in kinds() if not kind.sign]
pains = st.none() | st.integers(0, 10)


@pytest.mark.parametrize("kind", SIGNS, ids=lambda kind: kind.id)
def test_a_warning_sign_has_the_same_consequence_as_the_same_tick_before_the_first_time(kind):
    after = after_hurt(Screening("go", ("latex",)), Hurt(kind))
    assert after is not None
    assert after.outcome == judge({kind.sign}).outcome
    assert set(after.locks) == {"latex", *judge({kind.sign}).locks}
    assert Hurt(kind).stop_symptom


def test_what_needs_help_at_once_in_a_session_is_numbness_both_legs_chest_and_breath_and_not_tired_thighs():
    urgent = " ".join(facts()[kind.sign].session for kind in SIGNS if facts()[kind.sign].outcome == "emergency")
    for sign in ("between my legs", "shooting down both legs", "Chest pain, fainting", "rest doesn't settle"):
        assert sign in urgent
    tired = next(kind for kind in OTHERS if kind.normal)
    assert "Tired" in tired.text and "not a warning sign" in tired.say
    assert not Hurt(tired).stop_symptom and after_hurt(Screening("go"), Hurt(tired)) is None


def test_tired_muscles_are_no_reason_to_go_back():
    tired = Hurt(next(kind for kind in OTHERS if kind.normal))
    assert tired.feeling.normal and not tired.feeling.hurt


@pytest.mark.parametrize("kind", OTHERS, ids=lambda kind: kind.id)
def test_what_is_no_warning_sign_changes_no_screening(kind):
    assert after_hurt(Screening("go"), Hurt(kind, strong=10)) is None
    assert not Hurt(kind).stop_symptom


def test_a_warning_sign_counts_also_where_the_questions_were_never_answered_and_after_a_confirmation():
    assert after_hurt(None, Hurt(SIGNS[0])) == judge({SIGNS[0].sign})
    after = after_hurt(confirm(judge({"cancer-pain"})), Hurt(SIGNS[0]))
    assert after is not None and not after.confirmed


@pytest.mark.parametrize("kind", SIGNS, ids=lambda kind: kind.id)
def test_what_a_warning_sign_was_is_not_kept_in_words(kind):
    assert Hurt(kind, hurt_file().places[0]).words == hurt_file().places[0].text


ONE_LEG = Hurt(next(kind for kind in SIGNS if kind.sign == "one-leg"))
PINCH = Hurt(next(kind for kind in OTHERS if kind.id == "pinch"))


def test_tingling_in_one_leg_closes_strength_belly_and_nerve_stretches_and_is_no_emergency():
    after = after_hurt(Screening("go"), ONE_LEG)
    assert after is not None
    assert (after.outcome, set(after.locks)) == ("ease-off", {"strength", "belly", "nerve"})
    assert gate(History(screenings=(Entry(moment(0), after),)), moment(0, 12)) == "open"
    felt = ONE_LEG.feeling
    assert (felt.stop_symptom, felt.hurt, felt.corrects) == (True, True, False)


@pytest.mark.parametrize("hurt", [ONE_LEG, PINCH], ids=["one leg", "pinch"])
def test_what_comes_back_is_counted_and_a_mistake_is_taken_out_of_the_count(hurt):
    assert [(each.asked, each.value) for each in hurt.reports] == [("sign", 1)]
    assert reports_of([hurt.kind.sign or hurt.kind.id], mistaken=True)[0].value == 0
    assert Hurt(SIGNS[0]).reports == ()


def test_a_stop_that_was_tapped_by_mistake_is_no_sign_any_more():
    wrong, right = Hurt(SIGNS[0]).feeling, replace(Hurt(OTHERS[-1]), corrects=True).feeling
    feelings = [Entry(moment(0), each, session_id=1) for each in (Feeling(hurt=True), wrong, right)]
    assert [entry.what.stop_symptom for entry in feelings] == [False, True, False]
    whole = merged([entry.what for entry in feelings])
    assert (whole.stop_symptom, whole.hurt) == (False, True)


def test_before_the_march_only_the_pain_is_told():
    assert told_before(Hurt(strong=4)) == (Answer("pain-now", 4),)
    assert told_before(ONE_LEG) == ()


def test_left_open_everything_is_an_answer_too():
    assert (Hurt().words, Hurt().stop_symptom, after_hurt(None, Hurt())) == ("", False, None)


@pytest.mark.parametrize("posture", [*get_args(Posture), None])
def test_there_is_one_way_out_of_every_position_and_it_begins_with_the_stop(posture):
    assert way_out(posture).startswith("Stop here. ")
    assert (way_out(posture) == way_out("unheard of")) is (posture is None)


@given(before=pains, during=pains, morning=pains, hurt_on=st.booleans())
def test_what_had_to_be_stopped_is_never_calm_and_never_milder_than_without_that(before, during, morning, hurt_on):
    told = replace(session("0 1a 12/12 0>0>0 e3"), before=before, during=during, morning=morning)
    without, stopped = (pain_class(replace(told, hurt=on), moment(1 + hurt_on).date()) for on in (False, True))
    assert stopped in ("red", "amber")
    assert (stopped == "red") is (without == "red")
