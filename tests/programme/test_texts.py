"""What holds for every level, and the four steps."""

from psoas.programme.catalogue import load

COMMON, STEPS, FINDING = load().common, load().steps, load().finding


def test_the_common_text_says_how_long_how_slowly_and_that_the_band_may_come_off() -> None:
    assert "10 to 12" in COMMON.until
    assert "each leg" in COMMON.until
    assert "slowly" in COMMON.way_back
    assert "without the band" in COMMON.band
    assert "no shame" in COMMON.back


def test_standing_is_explained_with_balance_hips_that_do_not_turn_and_walking() -> None:
    assert all(word in COMMON.standing for word in ("balance", "turning", "walking", "running"))


def test_it_is_said_what_the_camera_cannot_tell() -> None:
    assert "cannot" in COMMON.camera_limit


def test_stopping_names_the_limit_of_pain_and_leaves_the_signs_to_their_one_source() -> None:
    said = " ".join(COMMON.stop)
    assert "6 out of 10" in said
    for sign in ("chest", "faint", "weak", "numb", "bladder"):
        assert sign not in said


def test_the_psoas_is_found_between_thumb_and_little_finger() -> None:
    assert all(word in FINDING.where for word in ("thumb", "navel", "little finger", "hip", "between"))


def test_each_step_says_why_it_has_its_place() -> None:
    assert all(place in step.why for place, step in zip(("first", "second", "third", "last"), STEPS, strict=True))
