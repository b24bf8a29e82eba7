"""The page "How psoas decides what is safe" says what psoas does, in words that psoas uses."""

from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

from bench.docs_safety import PAGE, main, text
from psoas.journal.answers import Lock
from psoas.plan.how_it_decides import Section, page_text, sections
from psoas.plan.ladder import ladder_file
from psoas.plan.limits import taught
from psoas.plan.screening import confirm, facts, judge, outcome_text, questions
from psoas.plan.standing import CALM, CEILING, LIVES, REAL, RISE, SORE, pain_class
from psoas.programme.catalogue import load
from psoas.programme.evidence import evidence
from psoas.testing import forbidden_in

from .stories import history, moment, session

CATALOGUE = load()
ALL = {each.id: each for each in sections(CATALOGUE)}


def said(each: Section) -> str:
    cells = chain.from_iterable(row for table in each.tables for row in (table.head, *table.rows))
    return "\n".join((each.heading, *each.text, *each.points, *each.after, *each.then, *cells))


def row(table: int, name: str, section: str = "asked") -> tuple[str, ...]:
    return next(cells for cells in ALL[section].tables[table].rows if cells[0] == name)


def test_the_page_in_the_documents_is_what_the_files_say_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == text()


def test_every_fact_stands_there_with_its_outcome_and_all_that_it_closes_or_asks_for() -> None:
    words = {**page_text().locks, **page_text().limits}
    for n, page in enumerate(questions().pages):
        for fact in page.facts:
            _, outcome, closes = row(n, fact.more)
            assert outcome == outcome_text(fact.outcome).title
            assert all(words[lock] in closes for lock in judge({fact.id}).locks), fact.id


def test_what_is_said_to_stay_closed_stays_after_a_yes_and_the_rest_opens() -> None:
    stays = page_text().closes["always"]
    for n, page in enumerate(questions().pages):
        for fact in page.facts:
            before = judge({fact.id})
            if before.outcome == "emergency":
                continue
            kept = [each for each in confirm(before).locks if each in page_text().locks]
            closed = row(n, fact.more)[2].partition(stays)[2].partition(page_text().closes["asks"])[0]
            assert {words for words in page_text().locks.values() if words in closed} == {
                page_text().locks[lock] for lock in kept
            }, fact.id


def test_every_lock_has_words_either_for_what_it_closes_or_for_what_it_asks() -> None:
    assert {*page_text().locks, *page_text().limits} == set(get_args(Lock))
    assert not set(page_text().locks) & set(page_text().limits)


def test_the_angles_are_those_of_the_exercises_and_of_what_is_taught() -> None:
    table = ALL["height"].tables[0]
    assert [cells[1] for cells in table.rows] == ["90°", "115°", "90°", "100°", "100°", "95°"]
    held = taught(CATALOGUE, history({"day": 0, "ticked": ["hip-shape"]}), moment(0, 12))
    pinched = taught(CATALOGUE, history({"day": 3, "signs": ["1 pinch"]}), moment(3))
    for column, programme in ((2, held), (3, pinched)):
        for cells, exercise in zip(table.rows, programme.march, strict=True):
            motion = exercise.motion
            assert motion is not None
            most = max(motion.start.hip, motion.working.hip, motion.holding.hip)
            assert cells[column] == f"{most:g}°"


@pytest.mark.parametrize(
    ("told", "expect"),
    [
        (f"0 1a 8/8 0>{CALM}>0 e5", "green"),
        (f"0 1a 8/8 0>{CALM + 1}>0 e5", "red" if CALM + 1 >= RISE else "amber"),
        (f"0 1a 8/8 {CALM}>{CALM + 1}>{CALM} e5", "amber"),
        (f"0 1a 8/8 {LIVES}>{LIVES}>{LIVES} e5", "green"),
        (f"0 1a 8/8 {CEILING}>{CEILING}>{CEILING} e5", "green"),
        (f"0 1a 8/8 4>{SORE}>4 e5", "red"),
        (f"0 1a 8/8 1>{1 + RISE}>1 e5", "red"),
        (f"0 1a 8/8 1>1>{1 + REAL} e5", "red"),
        ("0 1a 8/8 1>1>1 e5 hurt", "amber"),
    ],
)
def test_green_amber_and_red_are_as_the_page_says(told: str, expect: str) -> None:
    training = session(told)
    assert pain_class(training, training.day + timedelta(days=1)) == expect


def test_the_numbers_of_the_pain_rules_stand_there() -> None:
    text_ = said(ALL["pain"])
    assert f"{SORE} or more during" in text_ and f"{RISE} more than before" in text_ and f"{REAL} more on the" in text_


def test_it_says_who_has_read_the_rules_and_what_psoas_cannot_know() -> None:
    assert evidence().reviewer in said(ALL["first"])
    assert len(ALL["unknown"].points) >= 4


def test_counted_signs_and_whoever_needs_a_chair_are_named() -> None:
    assert len(ALL["counted"].points) == len(questions().counted)
    chairs = {cells[0][0] for cells in ALL["begin"].tables[0].rows if cells[2].startswith("needed")}
    assert chairs == {str(each.level) for each in ladder_file().levels if each.held_by}


def test_every_sign_of_a_session_stands_there_once() -> None:
    text_ = said(ALL["session"])
    assert all(text_.count(fact.session) == 1 for fact in facts().values() if fact.session)


def test_no_word_is_used_that_psoas_does_not_use_and_none_is_left_in_braces() -> None:
    whole = "\n".join((page_text().title, page_text().lead, *map(said, ALL.values())))
    assert list(forbidden_in(whole)) == []
    assert "{" not in whole


def test_the_command_prints_the_page_and_writes_it_only_when_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("bench.docs_safety.PAGE", tmp_path / "page.md")
    assert main([]) == 0
    assert not (tmp_path / "page.md").exists()
    assert main(["--write"]) == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") in capsys.readouterr().out
