"""You beside the exercise: two repetitions drawn, the difference in words, no side where legs are doubtful."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from psoas.coach.events import Rep
from psoas.figure.faults import what_is_wrong
from psoas.programme.catalogue import load
from psoas.report.beside import beside, difference_words, html_section
from psoas.testing import synthetic, true_reps

MARCH = load().level(6)
DONE = [("left", 1.0), ("right", 0.7)]


def a_set():
    seen = synthetic(MARCH, DONE)
    travel = MARCH.motion.travel_deg
    reps = [
        Rep(r.side, r.start_s, r.peak_s, r.end_s, travel * r.reach, travel * r.reach, 2.0, 1.0, 2.5, 0.9)
        for r in true_reps(MARCH, DONE)
    ]
    return reps, [[s for s in seen if rep.start_s <= s.t <= rep.end_s] for rep in reps]


def test_the_best_and_the_smallest_are_drawn_beside_the_exercise_and_named():
    found = beside(*a_set(), MARCH, band=True, tag="x")
    assert [one.title for one in found] == [
        "Your best repetition: number 1, left leg",
        "Your smallest repetition: number 2, right leg",
    ]
    assert found[1].difference == "Rep 2: your hip bent to 66 degrees; the exercise goes to 95."
    for one in found:
        for svg, says in ((one.yours, "You"), (one.exercise, "The exercise")):
            texts = [t.text for t in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
            assert texts == [says]
            assert len(svg.encode()) < 60_000


def test_both_pictures_run_at_half_speed_in_the_same_time():
    one = beside(*a_set(), MARCH, band=True, tag="x")[0]
    total = 2 * (MARCH.dose.tempo_s.total + 0.8)
    for svg in (one.yours, one.exercise):
        seconds = float(svg.split("animation-duration:")[1].split("s")[0])
        assert seconds == pytest.approx(total, abs=0.3)


def test_a_left_repetition_is_mirrored_and_a_right_one_is_not():
    left, right = beside(*a_set(), MARCH, band=True, tag="x")
    assert "scale(-1 1)" in left.yours
    assert "scale(-1 1)" in left.exercise
    assert "scale(-1 1)" not in right.yours


def test_where_the_legs_may_have_been_mixed_up_no_side_is_named_or_shown():
    reps, seen = a_set()
    doubtful = [replace(reps[0], range_deg=95 - n) for n in range(4)] + [reps[1]]
    found = beside(doubtful, [seen[0]] * 4 + [seen[1]], MARCH, band=True, tag="x")
    assert found
    for one in found:
        assert "left" not in one.title
        assert "right" not in one.title
        assert "scale(-1 1)" not in one.yours


def test_a_repetition_whose_skeletons_were_not_kept_is_left_out():
    reps, seen = a_set()
    assert [one.title[:9] for one in beside(reps, [seen[0], []], MARCH, band=True, tag="x")] == ["Your best"]
    assert html_section(beside(reps, [[], []], MARCH, band=True, tag="x")) == ""


def test_faults_are_named_in_words():
    rep = replace(a_set()[0][0], faults=("trunk-leaves-its-line",))
    wrong = what_is_wrong(MARCH, MARCH.checks[0])
    assert difference_words(rep, 4, MARCH) == f"Rep 4: {wrong[0].lower()}{wrong[1:]}"


def test_a_repetition_with_nothing_to_say_against_it_is_said_to_be_good():
    assert "nothing to correct" in difference_words(a_set()[0][0], 1, MARCH)


def test_a_part_of_a_report_escapes_nothing_away_and_says_what_the_figure_is():
    page = html_section(beside(*a_set(), MARCH, band=True, tag="x"))
    assert page.count("<svg") == 4
    assert "not a picture of you" in page
