"""The first weeks of the made-up people: no rule is broken, and a broken one would be noticed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bench.weeks.__main__ import live, main
from bench.weeks.invariants import broken, trainings
from bench.weeks.life import Day, Life
from bench.weeks.people import PEOPLE
from bench.weeks.story import told_as_lines
from psoas.journal.person import Answer, Screening
from psoas.journal.store import Store
from psoas.programme.catalogue import load

CATALOGUE = load()
CALM = PEOPLE[0]


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
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
