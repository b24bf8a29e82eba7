"""What comes of "It hurts"."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.person import Screening
from psoas.plan.classes import pain_class
from psoas.plan.hurt import Hurt, hurt_file, screening_after, way_out
from psoas.plan.screening import confirm, facts, judge
from psoas.programme.model import Posture

from .stories import moment, session

KINDS = hurt_file().kinds
SIGNS = [kind for kind in KINDS if kind.sign]
pains = st.none() | st.integers(0, 10)


@pytest.mark.parametrize("kind", SIGNS, ids=lambda kind: kind.id)
def test_every_warning_sign_is_one_that_is_asked_before_the_first_time_and_needs_help_at_once(kind):
    assert facts()[kind.sign].outcome == "emergency"
    assert Hurt(kind).stop_symptom
    after = screening_after(Screening("go", ("belly",)), Hurt(kind))
    assert after is not None
    assert after.outcome == "emergency"
    assert set(after.locks) == {"belly", "everything"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.sign], ids=lambda kind: kind.id)
def test_what_is_no_warning_sign_changes_no_screening(kind):
    assert screening_after(Screening("go"), Hurt(kind, strong=10)) is None
    assert not Hurt(kind).stop_symptom


def test_a_warning_sign_counts_also_where_the_questions_were_never_answered_and_after_a_confirmation():
    assert screening_after(None, Hurt(SIGNS[0])) == judge({SIGNS[0].sign})
    after = screening_after(confirm(judge({"cancer"})), Hurt(SIGNS[0]))
    assert after is not None and not after.confirmed


@pytest.mark.parametrize("kind", SIGNS, ids=lambda kind: kind.id)
def test_what_a_warning_sign_was_is_not_kept_in_words(kind):
    assert Hurt(kind, hurt_file().places[0]).words == hurt_file().places[0].text


def test_left_open_everything_is_an_answer_too():
    assert (Hurt().words, Hurt().stop_symptom, screening_after(None, Hurt())) == ("", False, None)


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
