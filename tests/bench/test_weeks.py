"""The first weeks of the made-up people: no rule is broken, and a broken one would be noticed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bench.weeks.__main__ import live, main
from bench.weeks.day import Day
from bench.weeks.desk_rules import DESK
from bench.weeks.invariants import broken
from bench.weeks.life import Life
from bench.weeks.marches import trainings
from bench.weeks.people import PEOPLE
from bench.weeks.story import told_as_lines
from psoas.habit.walking import Target
from psoas.journal.answers import Answer, Morning, Screening
from psoas.journal.store import Store
from psoas.programme.catalogue import load

CATALOGUE = load()
CALM = PEOPLE[0]
#: Weeks in which the most happens to those to whom something happens.
WEEKS = {"expecting": 7, "new-hip": 11, "unsteady": 11}
USUAL = [person for person in PEOPLE if person.name not in WEEKS]


@pytest.mark.parametrize("person", USUAL, ids=lambda person: person.name)
def test_the_first_weeks_break_no_rule(person):
    days, wrong = live(person, 5 if person.flares else 3, 2, CATALOGUE)
    assert wrong == []
    assert any(day.march for day in days)
    assert any(each.red for each in trainings(days)) or not person.flares


def test_the_same_seed_is_the_same_story_and_another_is_not():
    stories = ["\n".join(told_as_lines(CALM, live(CALM, 2, seed, CATALOGUE)[0], CATALOGUE)) for seed in (1, 1, 2)]
    assert stories[0] == stories[1] != stories[2]


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Life, list[Day]]]:
    folder: Path = tmp_path_factory.mktemp("calm")
    store = Store(folder)
    life = Life(replace(CALM, marches=1.0), store, CATALOGUE, 1)
    yield life, list(life.live(28))
    store.close()


def test_what_the_days_say_was_marched_is_what_the_journal_holds(calm):
    life, days = calm
    done = [(each.rung, each.day, each.reps) for each in trainings(days)]
    assert [(one.rung, one.day, min(one.left, one.right)) for one in life.history.trainings] == done


def marched(days: list[Day]) -> list[Day]:
    return [day for day in days if day.march]


def with_rung(number: int, rung: str) -> Callable[[list[Day]], None]:
    def change(days: list[Day]) -> None:
        day = marched(days)[number]
        day.march = replace(day.march, rung=rung)

    return change


def with_pain(*numbers: int) -> Callable[[list[Day]], None]:
    def change(days: list[Day]) -> None:
        for number in numbers:
            day = marched(days)[number]
            day.march = replace(day.march, feeling=replace(day.march.feeling, during=8))

    return change


def marched_again_at_once(days: list[Day]) -> None:
    day = marched(days)[0]
    days[day.number + 1].march = day.march


def marched_a_fourth_time_within_the_week(days: list[Day]) -> None:
    third = marched(days)[2]
    days[third.number + 2].march = third.march


def marched_in_pain(days: list[Day]) -> None:
    marched(days)[3].told.append(Answer("pain-now", 7))


def away_for_three_weeks(days: list[Day]) -> None:
    for day in days[marched(days)[-1].number :]:
        day.day += timedelta(days=21)


def three_sets(days: list[Day]) -> None:
    day = marched(days)[0]
    day.decision = replace(day.decision, plan=replace(day.decision.plan, sets=3))


def twelve_on_a_new_rung(days: list[Day]) -> None:
    day = next(each for each in marched(days) if each.march.rung == "1b")
    day.decision = replace(day.decision, plan=replace(day.decision.plan, reps_per_side=12))


def easy_week_of_two_sets(days: list[Day]) -> None:
    days[5].decision = replace(days[5].decision, kind="easy-week")


def marched_behind_a_gate(days: list[Day]) -> None:
    marched(days)[1].gate = "clinician"


def lying_was_closed(days: list[Day]) -> None:
    marched(days)[1].locks = ("lying",)


def asked_twice(days: list[Day]) -> None:
    days[0].told.append(Answer("pain-now", 1))


def asked_every_day(days: list[Day]) -> None:
    days[1].told.append(Answer("pain-week", 1))


def never_screened(days: list[Day]) -> None:
    days[0].told = [told for told in days[0].told if not isinstance(told, Screening)]


def said_unkindly(days: list[Day]) -> None:
    days[2].decision = replace(days[2].decision, reason="Push through the pain.")


def another_reason(days: list[Day]) -> None:
    day = marched(days)[2]
    day.decision = replace(day.decision, reason="Because.")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (with_rung(1, "2a"), "one rung up at once"),
        (with_rung(1, "1b"), "up after two strong trainings"),
        (with_rung(5, "2a"), "seven days between two steps up"),
        (with_pain(2), "up only after a calm training"),
        (with_pain(0), "red lowers, halves or pauses"),
        (with_pain(0, 1), "two reds bring seven easy days"),
        (with_pain(0, 1, 2), "three reds pause until a clinician has looked"),
        (away_for_three_weeks, "a lay-off steps back"),
        (easy_week_of_two_sets, "an easy week has one set"),
        (marched_again_at_once, "a full day between two trainings"),
        (marched_a_fourth_time_within_the_week, "at most three marches in seven days"),
        (marched_in_pain, "no march from a pain of 6 on"),
        (three_sets, "one or two sets of eight to twelve"),
        (twelve_on_a_new_rung, "a new rung begins at its first number"),
        (marched_behind_a_gate, "nothing closed is done"),
        (lying_was_closed, "nothing closed is shown as open"),
        (asked_twice, "nothing is asked twice on a day"),
        (asked_every_day, "the week is asked about once a week"),
        (never_screened, "the questions come again after twelve weeks"),
        (said_unkindly, "no word that psoas does not use"),
        (another_reason, "the same history gives the same decision"),
    ],
)
def test_a_broken_rule_is_noticed(calm, change: Callable[[list[Day]], None], rule: str):
    life, days = calm
    assert broken(life, days, CATALOGUE) == []
    changed = deepcopy(days)
    change(changed)
    assert rule in {one.rule for one in broken(life, changed, CATALOGUE)}


def test_the_command_prints_the_story_and_a_table(capsys):
    assert main(["--only", "bandless", "--weeks", "1"]) == 0
    out = capsys.readouterr().out
    assert "Start with level 1" in out
    assert "rules broken" in out


# -- what keeps people safe -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Life, list[Day]]]]:
    """Those to whom something happens, as far as that."""
    lives, stores = {}, []
    for person in PEOPLE:
        if person.name in WEEKS:
            stores.append(Store(tmp_path_factory.mktemp(person.name)))
            life = Life(person, stores[-1], CATALOGUE, 1)
            lives[person.name] = (life, list(life.live(7 * WEEKS[person.name])))
    yield lives
    for store in stores:
        store.close()


@pytest.mark.parametrize("name", WEEKS)
def test_nothing_is_broken_for_whoever_is_pregnant_has_a_new_hip_or_is_unsteady(others, name: str):
    life, days = others[name]
    assert broken(life, days, CATALOGUE) == []
    assert len(marched(days)) >= 8


def test_she_is_led_at_the_wall_from_the_first_day_and_not_on_the_dizzy_one(others):
    _, days = others["expecting"]
    assert {day.march.rung[0] for day in marched(days)} <= {"5", "6"}
    dizzy = next(day for day in days if "Dizzy, with contractions." in day.events)
    assert dizzy.gate == "clinician" and not dizzy.did
    assert any(day.number > dizzy.number for day in marched(days))


def test_he_waits_two_weeks_is_held_to_a_right_angle_and_rests_after_the_third_pinch(others):
    _, days = others["new-hip"]
    assert marched(days)[0].number == 14
    assert {max(day.hip_deg.values()) for day in days} == {90, 75}
    assert not {"4a", "4b", "4c"} & {rung for day in days for rung in day.way}
    assert [day.decision.kind for day in days[71:]][-1] == "pause"


def test_she_begins_at_the_wall_gets_to_level_6_with_a_chair_and_is_left_alone_when_ill(others):
    _, days = others["unsteady"]
    assert days[0].tried == ("5a", "5b") or days[0].tried == ("5a",)
    chair = next(day for day in days if "Somebody brings a steady chair." in day.events)
    assert not {"6a", "6b"} & {rung for day in days[: chair.number] for rung in day.way}
    assert any(day.march.rung == "6a" for day in marched(days))
    assert [day.decision.kind for day in days[9:12]] == ["ill"] * 3
    assert any(told.soreness == 2 for day in days for told in day.told if isinstance(told, Morning))
    assert "emergency" in {day.gate for day in days}
    assert days[-1].decision.kind == "pause"  # one leg, twice


def told_that_she_is_ill(days: list[Day]) -> None:
    marched(days)[0].told.append(Answer("ill", 1))


def went_on_in_an_emergency(days: list[Day]) -> None:
    next(day for day in days if day.gate == "emergency").gate = "open"


def marched_before_anybody_looked(days: list[Day]) -> None:
    days[3].march = marched(days)[0].march


def taught_past_the_limit(days: list[Day]) -> None:
    days[20].hip_deg[2] = 115.0


def taught_as_high_after_a_pinch(days: list[Day]) -> None:
    pinched = next(day for day in days if Answer("sign", 1, "pinch") in day.told)
    days[pinched.number + 27].hip_deg[1] = 90.0


def marched_on_the_last_day(days: list[Day]) -> None:
    days[-1].march = marched(days)[0].march


def was_lowered_for_soreness(days: list[Day]) -> None:
    day = next(day for day in marched(days) if day.march.rung == "5b")
    day.march = replace(day.march, rung="5a")


def shown(number: int, exercise_id: str) -> Callable[[list[Day]], None]:
    def change(days: list[Day]) -> None:
        day = next(day for day in days[number:] if day.steps and not day.steps[1].locked)
        day.steps = (day.steps[0], replace(day.steps[1], exercise_id=exercise_id), *day.steps[2:])

    return change


def lost_the_chair(days: list[Day]) -> None:
    next(day for day in marched(days) if day.march.rung == "6a").chair = False


def placed_on_the_floor(days: list[Day]) -> None:
    days[0].tried = ("1a", "2a")


def opened_by_a_yes(days: list[Day]) -> None:
    day = next(day for day in days for told in day.told if isinstance(told, Screening) and told.confirmed)
    day.told = [replace(told, locks=()) if isinstance(told, Screening) else told for told in day.told]


@pytest.mark.parametrize(
    ("name", "change", "rule"),
    [
        ("unsteady", told_that_she_is_ill, "nothing is trained on an ill day"),
        ("unsteady", went_on_in_an_emergency, "an emergency shows nothing else that day"),
        ("new-hip", marched_before_anybody_looked, "nothing before somebody has had a look"),
        ("new-hip", taught_past_the_limit, "no hip past a right angle that must not"),
        ("new-hip", taught_as_high_after_a_pinch, "less height for four weeks after a pinch"),
        ("unsteady", marched_on_the_last_day, "one leg twice in 14 days rests until somebody has looked"),
        ("new-hip", marched_on_the_last_day, "three pinches in 84 days rest until somebody has looked"),
        ("unsteady", was_lowered_for_soreness, "soreness alone never lowers"),
        ("expecting", shown(7, "supported-bridge-rest"), "nothing on the back where that is closed"),
        ("new-hip", shown(20, "supported-bridge-rest"), "no bridge where the head must not be low"),
        ("new-hip", shown(20, "edge-of-bed-stretch"), "no edge of the bed for a hip that is held"),
        ("unsteady", shown(5, "ball-at-wall"), "no ball where it can bruise"),
        ("unsteady", shown(60, "side-lying-stretch"), "no stretch of a nerve that tingles"),
        ("unsteady", lost_the_chair, "level 6 needs a chair for whoever is held"),
        ("unsteady", placed_on_the_floor, "whoever is held is tested at the wall"),
        ("new-hip", opened_by_a_yes, "a clinician's yes never opens what stays"),
    ],
)
def test_a_broken_rule_of_safety_is_noticed(others, name: str, change: Callable[[list[Day]], None], rule: str):
    life, days = others[name]
    changed = deepcopy(days)
    change(changed)
    assert rule in {one.rule for one in broken(life, changed, CATALOGUE)}


def thirteen_prompts(days: list[Day]) -> None:
    day = next(each for each in days if each.desk and each.desk.prompts)
    day.desk.prompts = 13 * day.desk.prompts[:1]


def prompted_at_night(days: list[Day]) -> None:
    day = next(each for each in days if each.desk and each.desk.prompts)
    day.desk.prompts = [replace(day.desk.prompts[0], at=day.desk.prompts[0].at.replace(hour=22))]


def prompted_too_early(days: list[Day]) -> None:
    day = next(each for each in days if each.desk and each.desk.prompts)
    day.desk.prompts = [replace(day.desk.prompts[0], still_s=600.0)]


def asked_much_less_often_at_once(days: list[Day]) -> None:
    days[-1].desk.extra_min = 90
    days[-1].desk.missed = []


def asked_more_often_after_no_good_days(days: list[Day]) -> None:
    for day in days:
        if day.desk:
            day.desk.breaks = []
    days[-2].desk.extra_min, days[-1].desk.extra_min = 15, 10


def sat_through_the_night(days: list[Day]) -> None:
    days[0].desk.sat_s = 24 * 3600.0


def walks_twice_as_long(days: list[Day]) -> None:
    for day in days[7:14]:
        day.walks = replace(day.walks, target=Target(30, 5))


def walked_in_pain_as_before(days: list[Day]) -> None:
    day = next(each for each in days if each.walks and each.walks.walk)
    day.walks = replace(day.walks, walk=replace(day.walks.walk, pain=8))


def sent_walking_behind_a_gate(days: list[Day]) -> None:
    days[2].gate = "clinician"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (thirteen_prompts, "at most twelve prompts a day"),
        (prompted_at_night, "no prompt outside working hours"),
        (prompted_too_early, "no prompt before its time"),
        (asked_much_less_often_at_once, "the interval grows by 15 minutes for three misses"),
        (asked_more_often_after_no_good_days, "the interval shrinks by 5 minutes for three good days"),
        (sat_through_the_night, "no sitting is made up"),
        (walks_twice_as_long, "a week's walks grow by a fifth at most"),
        (walked_in_pain_as_before, "a walk that hurt makes the next ones shorter"),
        (sent_walking_behind_a_gate, "no walk is asked for while psoas is closed"),
    ],
)
def test_a_broken_rule_at_the_desk_is_noticed(calm, change, rule):
    days = deepcopy(calm[1][:19])  # ends on a Friday
    assert not [one for check in DESK for one in check(days)]
    change(days)
    assert rule in {one.rule for check in DESK for one in check(days)}
