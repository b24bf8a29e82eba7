"""What is taught to somebody with limits."""

from datetime import timedelta

import pytest

from psoas.journal.answers import Answer, Entry, Profile, Screening
from psoas.plan.history import History
from psoas.plan.limits import hip_angles, limits, taught
from psoas.plan.screening import confirm, judge
from psoas.programme.catalogue import load
from psoas.programme.model import Exercise

from .stories import moment

CATALOGUE = load()


def told(*ticked: str, confirmed: bool = False, **profile: int) -> History:
    came = judge(ticked)
    came = confirm(came) if confirmed else came
    return History(
        screenings=(Entry(moment(0, 8), came),),
        profiles=(Entry(moment(0, 7), Profile(**profile)),),  # type: ignore[arg-type]
    )


def level(number: int, history: History, day: int = 0) -> Exercise:
    return taught(CATALOGUE, history, moment(day)).level(number)


def test_without_limits_the_programme_is_the_one_in_the_files() -> None:
    assert taught(CATALOGUE, told(), moment(0)) is CATALOGUE


@pytest.mark.parametrize("number", [2, 4, 5, 6])
def test_a_replaced_hip_is_never_led_past_a_right_angle_also_after_the_surgical_team_agreed(number: int) -> None:
    plain = CATALOGUE.level(number)
    held = level(number, told("replaced-hip", confirmed=True))
    assert plain.motion is not None and held.motion is not None
    assert plain.motion.working.hip > 90 == held.motion.working.hip
    assert any("closer" in check.cue or "higher" in check.cue for check in plain.checks)
    assert not any("closer" in check.cue or "higher" in check.cue for check in held.checks)
    assert not any(
        "towards your stomach" in line or "closer to your stomach" in line for line in held.move + held.harder
    )


def test_the_true_angles_are_named_for_whoever_has_to_agree() -> None:
    said = hip_angles(CATALOGUE)
    for angle in ("level 2 to 115°", "level 4 to 100°", "level 5 to 100°", "level 6 to 95°"):
        assert angle in said


def test_known_impingement_holds_the_height_from_the_start_and_closes_nothing() -> None:
    history = told("hip-shape")
    assert limits(history, moment(0)).hip_deg == 90
    assert history.screening is not None and history.screening.what.outcome == "advice"


def test_a_pinch_asks_for_less_height_at_once_and_for_four_weeks() -> None:
    pinch = Entry(moment(3), Answer("sign", 1, "pinch"))
    pinched = History(screenings=told().screenings, answers=(pinch,))
    assert [limits(pinched, moment(day, 10)).hip_deg for day in (3, 30, 32)] == [75, 75, None]
    motion = level(6, pinched, 4).motion
    assert motion is not None and motion.working.hip == 75
    assert level(6, pinched, 4).each_set[0] == "Stay below the height where it pinched."


def test_thin_bones_leave_the_head_on_the_mat() -> None:
    lifts = [line for line in CATALOGUE.level(3).tips if "Lifting your head" in line]
    assert lifts
    assert not set(lifts) & set(level(3, told("thin-bones")).tips)


def test_a_latex_allergy_asks_for_a_band_of_fabric_on_every_level() -> None:
    history = told("latex")
    assert all("fabric" in level(number, history).start[0] for number in range(1, 7))


@pytest.mark.parametrize("history", [told("over-65"), told("unsteady"), told(age=65)], ids=["65", "unsteady", "age"])
def test_support_comes_first_and_a_minute_of_sitting_after_lying(history: History) -> None:
    assert any("chair beside you" in line for line in level(6, history).start)
    for number in (1, 2, 3, 4):
        assert level(number, history).closing == ("Sit for a minute before you stand up.",)
    assert not level(1, told(age=64)).closing


def test_pressure_reminds_of_the_breath_and_bendy_joints_of_a_shorter_way() -> None:
    assert any("Breathe out" in line for line in level(1, told("pressure")).each_set)
    bendy = level(1, told("hypermobile"))
    assert any("before the end" in line for line in bendy.each_set)
    assert "range-too-small" not in [check.id for check in bendy.checks]


def test_what_limits_changes_no_exercise_for_anybody_else() -> None:
    taught(CATALOGUE, told("replaced-hip", "latex", "over-65"), moment(0))
    assert load() == CATALOGUE


def test_a_screening_of_the_day_before_holds_until_a_new_one_is_told() -> None:
    older = Entry(moment(0, 8), judge({"hip-shape"}), id=1)
    newer = Entry(moment(0, 8) + timedelta(days=1), Screening("go"), id=2)
    history = History(screenings=(older, newer))
    assert limits(History(screenings=(older,)), moment(1)).hip_deg == 90
    assert limits(history, moment(1)).hip_deg is None
