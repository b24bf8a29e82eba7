"""Ten thousand made-up people, here fewer: nobody is locked out for nothing, and nobody trains with a warning sign."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.people.__main__ import PAGE, REPORTED, main, text
from bench.people.people import Made, people, prevalences
from bench.people.sent import closes, sent
from bench.people.table import SUBGROUPS, TOO_MANY, may_march, page
from psoas.plan.screening import facts

ALL = [sent(made) for made in people(3000, 5)]
OPEN_TO = [name for name in SUBGROUPS if name.startswith(("nothing", "only"))]


@pytest.mark.parametrize("name", OPEN_TO)
def test_nobody_with_only_soreness_age_long_pain_or_cancer_long_ago_is_locked_out(name):
    group = [one for one in ALL if SUBGROUPS[name](one)]
    assert len(group) >= 10
    assert {one.rung for one in group} == {"1a"}
    assert not {lock for one in group for lock in one.screening.locks} & {"everything", "strength", "march"}


@pytest.mark.parametrize("age", [18, 44, 66, 90])
@pytest.mark.parametrize("ticked", [(), ("over-65",), ("long-pain",), ("over-65", "long-pain", "cancer")])
def test_nor_is_anybody_of_any_age_with_all_of_it_together(age, ticked):
    assert sent(Made(age, frozenset(), frozenset(ticked), frozenset(ticked))).rung == "1a"


def test_nobody_trains_with_a_fact_that_needs_somebody_at_once_today_or_soon():
    urgent = [one for one in ALL if {facts()[fact].outcome for fact in one.asked} & {"emergency", "today", "soon"}]
    assert len(urgent) > 50
    assert {one.rung for one in urgent} == {""}


@pytest.mark.parametrize("fact", [f.id for f in facts().values() if f.outcome in ("emergency", "today", "soon")])
def test_such_a_fact_alone_closes_the_march_at_any_age(fact):
    ticked = frozenset({fact, facts()[fact].after} - {""})  # a follow-up is asked only below what brings it up
    assert {sent(Made(age, frozenset(), frozenset(), ticked)).rung for age in (20, 80)} == {""}


def test_the_questions_send_fewer_than_a_third_of_plausible_people_to_somebody_first():
    assert 1 - may_march(ALL) < TOO_MANY


def test_every_fact_that_is_asked_has_a_share_with_a_source_and_no_other_has():
    assert Counter(fact.id for fact in prevalences().facts) == Counter(list(facts()))
    assert all(fact.source for fact in prevalences().facts)


def test_the_same_seed_draws_the_same_people_and_another_does_not():
    assert list(people(50, 1)) == list(people(50, 1)) != list(people(50, 2))


def test_ages_and_answers_go_together():
    many = list(people(4000, 3))
    old, young = [one for one in many if one.age >= 65], [one for one in many if one.age < 50]
    assert all(("over-65" in one.ticked) == (one.age >= 65) for one in many)
    assert not [one for one in many if "pregnant" in one.true and (one.age > 45 or "male" in one.traits)]
    for fact in ("thin-bones", "unsteady", "cancer"):
        assert share(old, fact) > 2 * share(young, fact), fact
    sitting, others = ([one for one in many if ("sits" in one.traits) is sits] for sits in (True, False))
    assert share(sitting, "long-pain") > share(others, "long-pain")


def share(group: list[Made], fact: str) -> float:
    return sum(fact in one.true for one in group) / len(group)


def test_a_fact_that_closes_the_march_is_known_as_one():
    assert closes("replaced-hip") and closes("one-leg") and closes("saddle")
    assert not closes("long-pain") and not closes("over-65") and not closes("latex")


def test_more_than_a_third_without_a_march_is_said_plainly():
    closed = [one for one in ALL if not one.rung]
    told = page([*closed, *[one for one in ALL if one.rung][: len(closed)]], 5, 1)
    assert "**That is too many.** More than a third" in told
    assert "too many" not in page(ALL, 5, 1)


def test_the_page_in_the_documents_is_what_the_bench_writes_today():
    assert PAGE.read_text(encoding="utf-8") == text(10_000, REPORTED)


def test_the_command_prints_the_page_and_writes_nothing_unless_asked(capsys, monkeypatch, tmp_path):
    target = tmp_path / "validation" / "page.md"
    monkeypatch.setattr("bench.people.__main__.PAGE", target)
    assert main(["--n", "40", "--seed", "2"]) == 0
    assert not target.exists()
    assert main(["--n", "40", "--seed", "2", "--write"]) == 0
    assert target.read_text(encoding="utf-8") in capsys.readouterr().out
