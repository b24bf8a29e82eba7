"""What is said about sides that were hardly seen."""

from psoas.coach.form import JUDGED_FROM_TRUST, hardly_seen


def test_two_legs_seen_well_need_no_word():
    assert hardly_seen({"left": JUDGED_FROM_TRUST, "right": 1.0}) is None


def test_a_leg_that_was_hardly_seen_is_named():
    assert "The right leg was partly hidden" in hardly_seen({"left": 0.99, "right": 0.8})
    assert "Both legs were" in hardly_seen({"left": 0.5, "right": 0.8})
