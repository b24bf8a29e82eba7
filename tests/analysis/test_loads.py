"""How hard a set was for the hip, from what was seen: sides, what is left out, and what is said of it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.analysis.coaching import coach_skeletons
from psoas.analysis.load_words import sentences, verdict, work_line
from psoas.analysis.loads import CAMERA, Carried, SetLoad, difference, set_load
from psoas.analysis.result import Analysis, Contract
from psoas.biomechanics.anthropometry import Physique, loop_of
from psoas.biomechanics.load import loads
from psoas.body.skeleton import Side
from psoas.coach.comparison_words import CHECK
from psoas.coach.events import Rep
from psoas.coach.set_comparison import Difference
from psoas.programme.catalogue import load
from psoas.report.chart import AreaShape, LabelShape
from psoas.report.recording_html import load_section, report_page
from psoas.report.recording_plot import moment_chart
from psoas.testing import mirrored, synthetic

MAN = Carried(Physique(70, 1.75, "male"), words="For a body of 70 kg and 1.75 m.")
FIVE_EACH: tuple[tuple[Side, float], ...] = (("left", 1.0), ("right", 1.0)) * 5


@cache
def seen(
    number: int,
    sides: tuple[tuple[Side, float], ...] = (("left", 1.0), ("right", 0.75)) * 2,
    far_confidence: float = 0.9,
    *,
    in_mirror: bool = False,
) -> tuple[Rep, ...]:
    """The counted repetitions of a synthetic recording from exactly side-on."""
    exercise = load().level(number)
    skeletons = synthetic(exercise, sides, yaw_deg=0, elevation_deg=0, far_confidence=far_confidence)
    pictures = ((None, mirrored(each) if in_mirror else each) for each in skeletons)
    _, events = coach_skeletons(pictures, exercise)
    return tuple(event for event in events if isinstance(event, Rep) and not event.short)


def weighed(number: int, reps: tuple[Rep, ...], carried: Carried = MAN) -> SetLoad:
    return set_load(load().level(number), reps, carried)


@pytest.fixture
def weighed_result(result: Analysis) -> Analysis:
    return replace(result, reps=seen(6), load=weighed(6, seen(6)))


@pytest.mark.parametrize("number", range(1, 7))
def test_a_seen_repetition_asks_what_the_model_says_of_the_exercise(number: int) -> None:
    loop = loop_of("medium") if load().level(number).band else None
    model = loads(load().level(number), MAN.build, loop)
    found = weighed(number, seen(number), replace(MAN, loop=loop)).left.peak_nm
    assert found is not None
    assert found.value == pytest.approx(model.course("working_hip").max(), rel=0.06)
    assert found.low < found.value < found.high
    assert found.share == pytest.approx(model.share("working_hip", MAN.build), rel=0.1)


@pytest.mark.parametrize("number", [1, 6])
def test_a_person_in_a_mirror_has_left_and_right_exchanged(number: int) -> None:
    mine, theirs = weighed(number, seen(number)), weighed(number, seen(number, in_mirror=True))
    assert mine.left.each_j > 1.1 * mine.right.each_j
    assert theirs.right.each_j == pytest.approx(mine.left.each_j, rel=0.01)
    assert theirs.left.each_j == pytest.approx(mine.right.each_j, rel=0.01)


def test_the_work_of_a_side_is_that_of_its_repetitions_together() -> None:
    found = weighed(6, seen(6))
    for side in ("left", "right"):
        one = found.side(side)
        assert one.work_j is not None
        assert one.work_j.value == pytest.approx(sum(each.work_j for _, rep, each in found.reps if rep.side == side))
        assert (one.used, one.left_out) == (2, 0)


def test_a_leg_that_was_hardly_seen_is_left_out_and_this_is_said() -> None:
    found = weighed(1, seen(1, far_confidence=0.5))
    assert (found.left.used, found.left.left_out, found.left.work_j) == (0, 2, None)
    said = " ".join(sentences(found))
    assert "not seen well enough: 2 of the left leg" in said
    assert "Right " in said
    assert "Left " not in said.replace("Left out", "")


def test_a_band_lets_the_ends_stand_further_apart() -> None:
    free, banded = (weighed(6, seen(6), replace(MAN, loop=loop)).left.work_j for loop in (None, loop_of("medium")))
    assert free is not None
    assert banded is not None
    assert banded.value > free.value
    assert banded.high / banded.low > free.high / free.low
    assert free.high / free.value == pytest.approx(1.1 * (1 + CAMERA["work_j"]))
    assert free.low / free.value == pytest.approx(0.9 * (1 - CAMERA["work_j"]))


def test_equal_legs_are_about_the_same_and_a_leg_that_does_twice_as_much_is_told() -> None:
    same = weighed(6, seen(6, FIVE_EACH))
    assert same.difference is not None
    assert not same.difference.clear
    assert "over 5 each: about the same." in sentences(same)[0]
    assert CHECK not in sentences(same)
    lopsided = replace(same, difference=Difference(20.0, 5.0))
    assert CHECK in sentences(lopsided)
    twice = difference([40.0, 41.0, 39.0, 40.0], [20.0, 21.0, 19.0, 20.0])
    assert twice is not None
    assert twice.clear
    assert verdict(twice, 40.0, 20.0) == "about 100 % more on the left in each repetition"
    assert verdict(twice, 20.0, 40.0) == "about 100 % more on the right in each repetition"


@given(st.lists(st.floats(1, 100), min_size=4, max_size=12), st.lists(st.floats(1, 100), min_size=4, max_size=12))
def test_left_against_right_is_right_against_left_turned_round(left: list[float], right: list[float]) -> None:
    one, other = difference(left, right), difference(right, left)
    assert one is not None
    assert other is not None
    assert one.left_minus_right == pytest.approx(-other.left_minus_right)
    assert (one.band, one.clear) == (pytest.approx(other.band), other.clear)


def test_too_few_repetitions_are_not_compared() -> None:
    assert difference([40.0] * 3, [20.0] * 12) is None
    said = " ".join(sentences(weighed(6, seen(6))))
    assert "not compared" in said
    assert "4 repetitions of each leg" in said


def test_what_scatters_widely_is_no_difference() -> None:
    found = difference([10.0, 90.0, 10.0, 90.0], [30.0, 35.0, 30.0, 35.0])
    assert found is not None
    assert not found.clear


@pytest.mark.parametrize(
    ("works", "says"),
    [
        ({"left": (31.2, 12), "right": (28.4, 12)}, "Left 31 J, right 28 J over 12 each: about the same."),
        ({"left": (31.2, 12), "right": (25.0, 10)}, "Left 31 J over 12, right 25 J over 10: about the same."),
        ({"right": (25.0, 10)}, "Right 25 J over 10."),
    ],
)
def test_a_set_is_told_in_one_line(works: dict[Side, tuple[float, int]], says: str) -> None:
    assert work_line(works, "about the same") == says


def test_without_repetitions_it_is_said_that_there_is_nothing_to_tell() -> None:
    assert sentences(weighed(6, ()))[0] == "No repetition was counted, so there is no load to show."
    blind = tuple(replace(rep, hip=None) for rep in seen(6))
    assert sentences(weighed(6, blind))[0] == "No repetition was seen well enough to tell how hard it was."


def test_the_json_holds_the_load_where_it_was_asked_for(result: Analysis, weighed_result: Analysis) -> None:
    assert json.loads(result.to_json())["load"] is None
    data = json.loads(weighed_result.to_json())
    found = Contract.model_validate(data).load
    assert found is not None
    assert found.left.work_j is not None
    assert found.left.work_j.low < found.left.work_j.value < found.left.work_j.high
    assert [one.number for one in found.reps] == [n for n, _, _ in weighed_result.load.reps]
    for one in found.reps:
        assert len(one.t_s) == len(one.moment_nm) == len(one.hip_deg)
        assert max(one.moment_nm) == pytest.approx(one.peak_nm, abs=0.001)


def test_the_report_tells_the_load_in_plot_table_and_words(result: Analysis, weighed_result: Analysis) -> None:
    assert load_section(result) == ""
    page = report_page(weighed_result)
    part = page.split("How hard it was for the hip</h2>")[1].split("</section>", maxsplit=1)[0]
    HTMLParser().feed(page)
    for sentence in sentences(weighed_result.load):
        assert sentence in part
    assert "model estimate" in part
    assert "It has not measured your muscles" in part
    assert 'class="chart recording load"' in part
    assert "Repetitions used" in part


def test_the_plot_has_a_hill_for_each_repetition_of_its_stretch(weighed_result: Analysis) -> None:
    found = weighed_result.load
    assert found is not None
    parts = moment_chart(found, 0, weighed_result.duration_s).parts
    hills = [part.style for part in parts if isinstance(part, AreaShape)]
    assert hills.count("left-pale") == found.left.used
    assert hills.count("right-pale") == found.right.used
    assert [part.text for part in parts if isinstance(part, LabelShape) and part.style == "number"] == [
        f"{rep.side[0].upper()}{number}" for number, rep, _ in found.reps
    ]
    late = moment_chart(found, weighed_result.duration_s + 50, weighed_result.duration_s + 60)
    assert not [part for part in late.parts if isinstance(part, AreaShape)]


def test_the_page_stands_where_nothing_could_be_told(result: Analysis) -> None:
    assert result.exercise is not None
    page = report_page(replace(result, load=set_load(result.exercise, (), MAN)))
    assert "No repetition was counted, so there is no load to show." in page
    assert 'class="chart recording load"' not in page


def test_the_course_of_a_repetition_reaches_from_its_start_to_its_end() -> None:
    for rep in seen(6):
        assert rep.hip is not None
        assert rep.hip.t[0] < rep.start_s + 0.2  # starts and ends are told from the way there, and may lie beyond
        assert rep.hip.t[-1] > rep.end_s - 0.4
        assert np.all(np.diff(rep.hip.t) > 0)
