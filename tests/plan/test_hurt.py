"""What comes of "It hurts"."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.person import Answer, Entry, Screening, StepDone
from psoas.plan.classes import pain_class
from psoas.plan.history import History
from psoas.plan.hurt import Hurt, hurt_file, way_out
from psoas.plan.leading import told_before
from psoas.plan.progression import decide
from psoas.plan.screening import after_hurt, confirm, facts, gate, judge
from psoas.programme.catalogue import load
from psoas.programme.model import Posture

from .stories import moment, session

KINDS = hurt_file().kinds
SIGNS = [kind for kind in KINDS if kind.sign]
pains = st.none() | st.integers(0, 10)


@pytest.mark.parametrize("kind", SIGNS, ids=lambda kind: kind.id)
def test_every_warning_sign_is_one_that_is_asked_before_the_first_time_and_needs_help_at_once(kind):
    assert facts()[kind.sign].outcome == "emergency"
    assert Hurt(kind).stop_symptom
    after = after_hurt(Screening("go", ("belly",)), Hurt(kind))
    assert after is not None
    assert after.outcome == "emergency"
    assert set(after.locks) == {"belly", "everything"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.is_sign], ids=lambda kind: kind.id)
def test_what_is_no_warning_sign_changes_no_screening(kind):
    assert after_hurt(Screening("go"), Hurt(kind, strong=10)) is None
    assert not Hurt(kind).stop_symptom


def test_a_warning_sign_counts_also_where_the_questions_were_never_answered_and_after_a_confirmation():
    assert after_hurt(None, Hurt(SIGNS[0])) == judge({SIGNS[0].sign})
    after = after_hurt(confirm(judge({"cancer"})), Hurt(SIGNS[0]))
    assert after is not None and not after.confirmed


@pytest.mark.parametrize("kind", SIGNS, ids=lambda kind: kind.id)
def test_what_a_warning_sign_was_is_not_kept_in_words(kind):
    assert Hurt(kind, hurt_file().places[0]).words == hurt_file().places[0].text


TINGLING = Hurt(next(kind for kind in KINDS if kind.id == "tingling"), hurt_file().places[4])


def test_tingling_in_one_leg_stops_the_march_and_brings_the_questions_back():
    assert TINGLING.stop_symptom and after_hurt(Screening("go"), TINGLING) is None
    felt = TINGLING.feeling(2)
    assert (felt.stop_symptom, felt.hurt, felt.before) == (True, True, 2)
    assert "pins and needles" in felt.note
    stopped = replace(session("0 1a 4/4 2>2>? e?"), stop_symptom=felt.stop_symptom)
    told = History((stopped,), (Entry(moment(0, 8), Screening("go")),))
    assert gate(told, moment(0, 12)) == "screen"
    again = replace(told, screenings=(*told.screenings, Entry(moment(0, 13), Screening("go"))))
    assert gate(again, moment(2, 12)) == "open"
    assert "warning sign" in decide(again, moment(2, 12)).reason


def test_tingling_in_a_step_that_the_voice_leads_brings_the_questions_back_until_they_are_answered():
    screened = Entry(moment(0, 8), Screening("go"))
    stop = Entry(moment(1, 9), StepDone("stretch", "half-kneeling-stretch", "stopped", kind="tingling"))
    told = History(screenings=(screened,), steps=(stop,))
    assert gate(told, moment(1, 10)) == "screen"
    assert gate(replace(told, screenings=(screened, replace(screened, at=moment(1, 11)))), moment(1, 12)) == "open"
    assert gate(replace(told, steps=(replace(stop, what=replace(stop.what, kind="sharp")),)), moment(1, 10)) == "open"


def test_tingling_before_the_march_has_begun_brings_them_back_too():
    told = History(screenings=(Entry(moment(0, 8), Screening("go")),))
    kept = told_before(told, moment(0, 9), TINGLING, load())
    assert [each.state for each in kept if isinstance(each, StepDone)] == ["stopped"]
    steps = tuple(Entry(moment(0, 9), each) for each in kept if isinstance(each, StepDone))
    assert gate(replace(told, steps=steps), moment(0, 10)) == "screen"
    assert told_before(told, moment(0, 9), Hurt(strong=4), load()) == (Answer("pain-now", 4),)


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
