"""Where each rule of progression begins and ends: one day or one point to either side of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from psoas.plan.ladder import Decision, ladder_file, ladder_of
from psoas.plan.next_step import is_easy_week, next_step
from psoas.plan.progression import decide
from psoas.plan.reasons import felt
from psoas.plan.standing import (
    Standing,
    after,
    is_very_easy,
    is_whole,
    may_be_placed,
    pain_class,
    performance_class,
    placed,
)

from .stories import history, moment, profile, session

LADDER = ladder_of(profile(["light", "medium"], box_height_m=0.4), ())
LATER = date(2027, 1, 1)
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("said", "pain"),
    [
        ("1>5>1", "red"),
        ("3>6>1", "red"),
        ("5>6>5", "red"),
        ("2>4>2", "amber"),
        ("2>5>2", "red"),
        ("2>2>3", "amber"),
        ("2>2>4", "red"),
        ("1>1>2", "green"),
        ("2>1>3", "amber"),
        ("0>2>0", "green"),
        ("0>3>0", "red"),
        ("1>3>1", "amber"),
        ("2>3>2", "amber"),
        ("3>3>3", "green"),
        ("5>5>5", "green"),
        ("5>4>5", "green"),
        ("4>5>4", "amber"),
        ("?>2>0", "green"),
        ("?>2>1", "unknown"),
        ("?>3>0", "amber"),
        ("1>?>1", "unknown"),
        ("1>1>?", "unknown"),
        ("1>?>5", "red"),
        ("1>?>3", "red"),
    ],
)
def test_the_pain_class_of_what_was_said(said, pain):
    assert pain_class(session(f"0 1a 8/8 {said} e6"), LATER) == pain


def test_the_morning_after_counts_from_the_day_after():
    done = session("0 1a 8/8 1>1>9 e6")
    assert [pain_class(done, done.day + timedelta(days=days)) for days in (0, 1)] == ["unknown", "red"]


def test_what_hurt_is_amber_whatever_the_number_and_a_sign_stops_whatever_else():
    assert pain_class(session("0 1a 8/8 1>1>1 e6 hurt"), LATER) == "amber"
    assert pain_class(session("0 1a 8/8 1>6>1 e6 hurt"), LATER) == "red"
    assert pain_class(session("0 1a 8/8 1>6>1 e6 STOP"), LATER) == "stop"


@pytest.mark.parametrize(
    ("done", "performance"),
    [
        ("8/8 1>1>1 e6", "ok"),
        ("7/12 1>1>1 e6", "weak"),
        ("12/7 1>1>1 e6", "weak"),
        ("12/12 1>1>1 e7", "strong"),
        ("12/11 1>1>1 e7", "ok"),
        ("12/12 1>1>1 e8", "ok"),
        ("12/12 1>1>1 e9", "weak"),
        ("12/12 1>1>1 e?", "ok"),
        ("12/12 1>1>1 e7 lost", "weak"),
        ("12/12 1>1>1 e7 form?", "ok"),
        ("12/12 1>1>1 e7 s1/2", "ok"),
        ("12/12 1>1>1 e7 s1/1", "ok"),
        ("12/12 1>1>1 e7 s3/3", "strong"),
    ],
)
def test_the_performance_class_of_what_was_done(done, performance):
    assert performance_class(session(f"0 1a {done}")) == performance


@pytest.mark.parametrize(
    ("felt", "easy"),
    [("1>1>1 e3", True), ("1>1>1 e4", False), ("1>2>1 e3", False), ("1>?>1 e3", False), ("1>1>1 e?", False)],
)
def test_very_easy_is_hardly_any_effort_and_hardly_any_pain(felt, easy):
    assert is_very_easy(session(f"0 1a 12/12 {felt}")) == easy
    assert not is_very_easy(session(f"0 1a 11/12 {felt}"))


def test_a_training_is_whole_with_all_its_sets_and_no_fewer_than_usual():
    wholes = [is_whole(session(f"0 1a 8/8 1>1>1 e6 s{sets}")) for sets in ("2/2", "1/2", "1/1", "2/1", "3/3", "2/3")]
    assert wholes == [True, False, False, True, True, False]


@pytest.mark.parametrize(("days", "open_"), [(0, True), (1, False), (14, False), (15, True)])
def test_a_placement_test_is_open_on_its_own_day_and_after_more_than_two_weeks(days, open_):
    assert may_be_placed(Standing(last_day=DAY), DAY + timedelta(days=days)) == open_
    assert may_be_placed(Standing(), DAY)


@pytest.mark.parametrize(("days", "open_"), [(28, False), (29, True)])
def test_a_red_training_closes_the_placement_test_for_four_weeks(days, open_):
    assert may_be_placed(Standing(reds=(DAY,)), DAY + timedelta(days=days)) == open_


def test_a_placement_begins_the_rung_anew_and_forgets_no_red():
    before = Standing("2a", "2a", 10, 10, 1, small=True, strong=1, weak=1, amber=2, reds=(DAY,), easy_until=DAY)
    found = placed(before, "3b", DAY)
    assert (found.rung, found.trained, found.target, found.sets, found.small) == ("3b", "3b", 8, 2, False)
    assert (found.strong, found.weak, found.amber, found.reds, found.easy_until) == (0, 0, 0, (DAY,), DAY)
    assert (found.stepped_up, found.last_day, found.rule) == (DAY, DAY, "placed")


def trained(standing: Standing, *told: str, ladder=LADDER) -> Standing:
    """Where somebody stands after these trainings, each done as the plan asks on the rung where they stand."""
    for text in told:
        rung = standing.rung or ladder.way[0].id
        step = next_step(standing, date(2026, 3, 2), ladder, easy_week=False, wishes=())
        plan = decide(history({"day": 0}), moment(0)).plan
        asked = Decision("train", True, rung, replace(plan, reps_per_side=standing.target or 8), "", "", "", step.small)
        done = session(text)
        standing = after(standing, replace(done, rung=rung), asked, ladder, LATER)
    return standing


RED, AMBER, OK = "1>6>1 e6", "2>4>2 e6", "1>1>1 e6"


@pytest.mark.parametrize(("apart", "rule"), [(14, "red-twice"), (15, "red-once")])
def test_two_reds_within_two_weeks_go_two_rungs_down(apart, rule):
    found = trained(placed(Standing(), "3b", DAY), f"0 3b 8/8 {RED}", f"{apart} 3b 8/8 {RED}")
    assert found.rule == rule
    assert (found.easy_until is not None) == (rule == "red-twice")


@pytest.mark.parametrize(("last", "rule"), [(28, "red-thrice"), (29, "red-twice")])
def test_three_reds_within_four_weeks_pause_the_march(last, rule):
    found = trained(placed(Standing(), "4b", DAY), *(f"{day} 4b 8/8 {RED}" for day in (0, 15, last)))
    assert found.rule == rule
    assert (found.red_pause is not None) == (rule == "red-thrice")


def test_the_second_red_brings_a_week_of_easy_days():
    found = trained(placed(Standing(), "3b", DAY), f"0 3b 8/8 {RED}", f"3 3b 8/8 {RED}")
    assert found.easy_until == moment(3 + 7).date()


def test_ambers_hold_then_halve_the_sets_then_lower_and_a_green_begins_the_count_anew():
    start = placed(Standing(), "3b", DAY)
    rules, standing = [], start
    for day in (0, 2, 4):
        standing = trained(standing, f"{day} 3b 8/8 {AMBER}")
        rules.append((standing.rule, standing.sets, standing.rung == "3b"))
    assert rules == [("amber-once", 2, True), ("amber-twice", 1, True), ("amber-thrice", 2, False)]
    again = trained(start, f"0 3b 8/8 {AMBER}", f"2 3b 8/8 {OK}", f"4 3b 8/8 {AMBER}")
    assert (again.rule, again.amber, again.sets) == ("amber-once", 1, 2)


def test_weak_holds_and_twice_weak_lowers():
    once = trained(placed(Standing(), "3b", DAY), "2 3b 7/8 1>1>1 e6")
    twice = trained(once, "4 3b 7/8 1>1>1 e6")
    assert (once.rule, once.weak, once.rung) == ("weak-once", 1, "3b")
    assert (twice.rule, twice.weak, LADDER.place("3b").below[0].id) == ("weak-twice", 0, twice.rung)


def test_below_the_first_rung_there_is_its_half_dose_and_nothing_below_that():
    first = LADDER.way[0].id
    half = trained(placed(Standing(), first, DAY), f"2 {first} 8/8 {RED}")
    assert (half.rung, half.small) == (first, True)
    assert trained(half, f"4 {first} 8/8 {AMBER}").rule == "amber-half"
    full = trained(half, f"4 {first} 8/8 {OK}")
    assert (full.rule, full.small) == ("full-again", False)


@pytest.mark.parametrize(("days", "rule"), [(1, "part"), (2, "more")])
def test_a_training_without_a_full_day_between_earns_nothing(days, rule):
    assert trained(placed(Standing(), "3b", DAY), f"{days} 3b 8/8 {OK}").rule == rule


@pytest.mark.parametrize(
    ("target", "done", "next_target", "rule"),
    [(8, "8/8", 10, "more"), (10, "10/9", 10, "hold"), (11, "11/11", 12, "more"), (12, "12/12", 12, "hold")],
)
def test_whoever_does_what_was_asked_is_asked_for_two_more_up_to_twelve(target, done, next_target, rule):
    start = replace(placed(Standing(), "3b", DAY), target=target)
    found = trained(start, f"2 3b {done} 1>1>1 e8")
    assert (found.target, found.rule) == (next_target, rule)


@pytest.mark.parametrize(("gap", "strong"), [(7, 2), (8, 1)])
def test_a_lay_off_of_eight_days_begins_the_counts_anew(gap, strong):
    start = replace(placed(Standing(), "3b", DAY), target=12)
    found = trained(start, f"2 3b 12/12 {OK}", f"{2 + gap} 3b 12/12 {OK}")
    assert found.strong == strong


@pytest.mark.parametrize(
    ("gap", "rule", "down"),
    [
        (7, "more", 0),
        (8, "gap-repeat", 0),
        (14, "gap-repeat", 0),
        (15, "gap-one", 1),
        (28, "gap-one", 1),
        (29, "gap-two", 2),
        (84, "gap-two", 2),
        (85, "gap-first", None),
    ],
)
def test_the_longer_away_the_further_down(gap, rule, down):
    standing = trained(placed(Standing(), "4b", DAY), f"2 4b 8/8 {OK}")
    step = next_step(standing, standing.last_day + timedelta(days=gap), LADDER, easy_week=False, wishes=())
    wanted = LADDER.way[0] if down is None else [LADDER.place("4b").nearest, *LADDER.place("4b").below][down]
    assert (step.rule, step.rung) == (rule, wanted)


@pytest.mark.parametrize(("days", "rule"), [(6, "wait-week"), (7, "up")])
def test_a_step_up_waits_until_a_week_after_the_last_one(days, rule):
    standing = replace(trained(placed(Standing(), "3b", DAY), f"2 3b 8/8 {OK}"), strong=2, rule="strong-once")
    standing = replace(standing, stepped_up=standing.last_day)
    step = next_step(standing, standing.last_day + timedelta(days=days), LADDER, easy_week=False, wishes=())
    assert step.rule == rule
    assert (step.rung == LADDER.place("3b").above) == (rule == "up")


def test_every_sixth_week_with_training_is_an_easy_one_and_a_break_begins_the_count_anew():
    weeks = [DAY + timedelta(weeks=n) for n in range(12)]
    easy = [is_easy_week([day for day in weeks if day < now], now) for now in weeks]
    assert [n + 1 for n, is_easy in enumerate(easy) if is_easy] == [6, 12]
    twice_a_week = [day + timedelta(days=more) for day in weeks[:6] for more in (0, 3)]
    assert is_easy_week(twice_a_week, weeks[5] + timedelta(days=5))
    short, long = (weeks[4] + timedelta(days=days) for days in (14, 15))
    assert is_easy_week(weeks[:5], short)
    assert not is_easy_week(weeks[:5], long)


def test_the_ladder_asks_for_the_half_dose_in_half_the_sets():
    dose = ladder_file()
    assert (dose.sets, dose.half_sets, dose.half_reps, dose.most_reps) == (2, 1, 8, 12)
    decision = decide(history({"sessions": ["0 1a 10/10 1>6>1 e6"], "day": 2}), moment(2))
    assert (decision.small, decision.plan.sets, decision.plan.reps_per_side) == (True, 1, 8)


@pytest.mark.parametrize(
    ("done", "offer", "credited"),
    [
        ("3b", "", "3b"),
        ("2a", "", "2a"),
        ("4b", "", "3b"),
        ("4b", "4b", "4b"),
        ("4a", "4b", "3b"),
        ("", "", "3b"),
        ("", "4b", "3b"),
    ],
)
def test_a_training_counts_for_its_rung_where_that_is_easier_or_offered_and_else_for_the_planned_one(
    done, offer, credited
):
    plan = decide(history({"day": 0}), moment(0)).plan
    planned = Decision("train", True, "3b", replace(plan, reps_per_side=10), "", "", offer)
    found = after(placed(Standing(), "3b", DAY), replace(session(f"2 1a 8/8 {OK}"), rung=done), planned, LADDER, LATER)
    assert (found.rung, found.trained) == (credited, credited)
    assert found.asked == (
        10 if credited == "3b" else 8 if credited != "2a" else LADDER.place("2a").nearest.first_target
    )


def test_amber_and_red_begin_the_counts_of_strong_and_weak_anew():
    start = placed(Standing(), "3b", DAY)
    for pain in (AMBER, RED):
        found = trained(replace(start, strong=1, weak=1), f"2 3b 8/8 {pain}")
        assert (found.strong, found.weak) == (0, 0)
    assert trained(start, "2 3b 7/8 1>1>1 e6", f"4 3b 8/8 {AMBER}", "6 3b 7/8 1>1>1 e6").rule == "weak-once"
    weak = trained(replace(start, strong=1), "2 3b 7/8 1>1>1 e6")
    assert (weak.strong, weak.weak) == (0, 1)
    assert trained(replace(start, weak=1), f"2 3b 8/8 {OK}").weak == 0
    assert trained(replace(start, amber=2, sets=1), f"2 3b 8/8 {OK}").sets == 2


@pytest.mark.parametrize(("pains", "said"), [("0>3>0", "rose from 0 to 3"), ("0>5>0", "rose from 0 to 5")])
def test_pain_that_rose_is_told_with_both_numbers(pains, said):
    assert said in felt(session(f"0 3b 8/8 {pains} e6"))
