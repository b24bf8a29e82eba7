"""What people type about themselves: understood as it is meant, or a sentence beside the field."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal import profile_form as about
from psoas.journal.answers import AGE_Y, COLOURS, SEXES, STRENGTHS, Band, Profile
from psoas.journal.answers_json import values
from psoas.journal.errors import WrongAnswerError
from psoas.journal.units import BAND, BOX, HEIGHT, MASS, age, clock, quantity, shown, whole, words


@pytest.mark.parametrize(
    ("typed", "asked", "value"),
    [
        ("40", BOX, 0.4),
        (" 0,4 ", BOX, 0.4),
        ("0.45 m", BOX, 0.45),
        ("450mm", BOX, 0.45),
        ("1", BOX, 1.0),
        ("30 cm", BAND, 0.3),
        ("12 inches", BAND, 0.305),
        ("175", HEIGHT, 1.75),
        ("1.75", HEIGHT, 1.75),
        ("1,75 m", HEIGHT, 1.75),
        ("1m75", HEIGHT, 1.75),
        ("5 ft 9", HEIGHT, 1.753),
        ("5’9”", HEIGHT, 1.753),
        ("90 cm", HEIGHT, 0.9),
        ("72,5", MASS, 72.5),
        ("158 lb", MASS, 71.7),
        ("11 st 4 lb", MASS, 71.7),
    ],
)
def test_a_length_or_weight_is_read_as_people_write_it(typed, asked, value):
    assert quantity(typed, asked) == value


@pytest.mark.parametrize("asked", [BOX, BAND, HEIGHT, MASS])
@pytest.mark.parametrize("typed", ["three", "-1", "nan", "1e2", "1.750,5", "40 40", "4 m 3 kg", "٣"])
def test_what_is_no_length_is_refused_with_what_was_typed_and_how_to_write_it(typed, asked):
    with pytest.raises(WrongAnswerError) as error:
        quantity(typed, asked)
    assert typed in str(error.value)
    assert asked.such_as in str(error.value)


@pytest.mark.parametrize(("typed", "asked"), [("70", HEIGHT), ("6", HEIGHT), ("3", BOX), ("250", MASS), ("30", MASS)])
def test_a_number_that_could_be_meant_in_another_unit_is_asked_about_and_never_guessed(typed, asked):
    with pytest.raises(WrongAnswerError, match="In which unit"):
        quantity(typed, asked)


@pytest.mark.parametrize(
    ("typed", "asked", "limits"),
    [
        ("0", BAND, "5 cm and 200 cm"),
        ("3 m", BOX, "5 cm and 100 cm"),
        ("175 m", HEIGHT, "50 cm and 280 cm"),
        ("7 kg", MASS, "20 kg and 400 kg"),
        ("9" * 400, MASS, "20 kg"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_limits(typed, asked, limits):
    with pytest.raises(WrongAnswerError, match=limits):
        quantity(typed, asked)


@pytest.mark.parametrize(
    ("typed", "at"),
    [("22", (22, 0)), ("7:05", (7, 5)), ("22.30", (22, 30)), ("10 pm", (22, 0)), ("12:30 AM", (0, 30)), ("0", (0, 0))],
)
def test_a_time_of_day_is_read_as_people_write_it(typed, at):
    assert clock(typed) == time(*at)


@pytest.mark.parametrize("typed", ["24:00", "soon", "10:60", "13 pm", "0 am", "-1", "1000"])
def test_what_is_no_time_of_day_is_refused(typed):
    with pytest.raises(WrongAnswerError, match=r"is not a time of day.*22:00"):
        clock(typed)


@pytest.mark.parametrize("typed", ["11", "-1", "3.5", "many", "", "1e1", "99999"])
def test_what_is_not_on_the_scale_is_refused(typed):
    with pytest.raises(WrongAnswerError, match="whole number from 0 to 10"):
        whole(typed, 0, 10)
    assert whole(" 10 ", 0, 10) == 10


@pytest.mark.parametrize("typed", ["42", " 42 years ", "42y", "16", "110"])
def test_an_age_is_read_as_people_write_it(typed):
    assert age(typed) == int(typed.strip().split()[0].removesuffix("y"))


@pytest.mark.parametrize("typed", ["15", "111", "forty", "-42", "42.5", "1975", "٤٢"])
def test_what_cannot_be_an_age_is_refused_with_its_limits(typed):
    with pytest.raises(WrongAnswerError, match=r"cannot be your age\..* from 16 to 110, such as 42"):
        age(typed)


def test_words_that_are_too_long_are_counted_and_not_cut():
    assert words("  to  sit ", 20) == "to sit"
    with pytest.raises(WrongAnswerError, match=r"21 letters.*20"):
        words("a" * 21, 20)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"box": "three"}, {"box"}),
        ({"band-light": "1", "length-light": "0"}, {"length-light"}),
        ({"band-light": "1", "colour-light": "pink"}, {"colour-light"}),
        ({"length-heavy": "0"}, set()),
        ({"height": "70", "mass": "x"}, {"height", "mass"}),
        ({"activity-1": "Tie my  shoes", "activity-3": "tie my shoes"}, {"activity-3"}),
        ({"goal": "a" * 201}, {"goal"}),
        ({"quiet_from": "22"}, {"quiet_to"}),
        ({"quiet_to": "7"}, {"quiet_from"}),
        ({"quiet_from": "late", "quiet_to": "7"}, {"quiet_from"}),
        ({"quiet_from": "7", "quiet_to": "07:00"}, {"quiet_to"}),
        ({"country": "mars"}, {"country"}),
        ({"age": "15", "sex": "Female"}, {"age"}),
        ({"age": "forty", "sex": "both"}, {"age", "sex"}),
    ],
)
def test_each_wrong_field_has_a_sentence_of_its_own(fields, wrong):
    assert set(about.read(fields).wrong) == wrong


def test_how_a_field_was_understood_is_said_where_it_was_typed_in_another_way():
    told = about.read({"height": "1,75", "box": "40 cm", "mass": "heavy", "quiet_from": "10 pm", "quiet_to": "07:00"})
    assert dict(told.understood) == {"height": "175 cm", "quiet_from": "22:00"}


def _lengths(low, high, digits=3):
    return st.floats(low, high).map(lambda value: round(value, digits))


def _band(strength):
    return st.builds(Band, st.just(strength), st.sampled_from(COLOURS), _lengths(0.05, 2))


_words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
_profiles = st.builds(
    Profile,
    bands=st.sets(st.sampled_from(STRENGTHS)).flatmap(
        lambda own: st.tuples(*(_band(strength) for strength in STRENGTHS if strength in own))
    ),
    box_height_m=st.none() | _lengths(0.05, 1),
    height_m=st.none() | _lengths(0.5, 2.8),
    mass_kg=st.none() | _lengths(20, 400, 1),
    age=st.none() | st.integers(*AGE_Y),
    sex=st.none() | st.sampled_from(SEXES),
    activities=st.lists(_words, max_size=3, unique_by=str.casefold).map(tuple),
    goal=_words,
    country=st.sampled_from(["", "eu", "us"]),
)


@given(_profiles)
def test_a_form_that_is_not_touched_changes_nothing(profile):
    told = about.read(about.shown(profile))
    assert (told.profile, dict(told.wrong), dict(told.understood)) == (profile, {}, {})


@given(st.dictionaries(st.sampled_from([*about.shown(Profile()), "length-light", "colour-light"]), st.text(max_size=9)))
def test_whatever_is_typed_there_is_a_sentence_or_a_profile_that_the_journal_takes(fields):
    told = about.read({"band-light": "1", **fields})
    assert all(sentence.endswith((".", "?")) and len(sentence) > 20 for sentence in told.wrong.values())
    values(told.profile, None)


@given(st.sampled_from([BAND, BOX, HEIGHT, MASS]).flatmap(lambda q: st.tuples(st.just(q), st.floats(q.low, q.high))))
def test_what_is_shown_in_either_unit_is_read_back_as_the_same_value(asked):
    of, value = asked
    value = round(value, 1 if of is MASS else 3)
    for units in ("metric", "imperial"):
        assert quantity(shown(value, of, units), of) == value


def test_whoever_chose_feet_and_pounds_sees_them_and_an_untouched_form_changes_nothing():
    told = about.read({"height": "5 ft 9 in", "mass": "158 lb", "box": "16 in", "units": "imperial"}).profile
    fields = about.shown(told)
    assert (fields["height"], fields["mass"], fields["box"]) == ("5 ft 9 in", "158 lb", "16 in")
    assert about.read(fields).profile == told
