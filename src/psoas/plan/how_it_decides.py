"""Explain how psoas decides what is safe, with sentences and tables generated from the rules.

It reads the rules themselves (screening.toml, hurt.toml, ladder.toml, decisions.toml, the exercises and the constants),
so that the page cannot fall behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import get_args

from pydantic import Field

from psoas.journal.answers import Lock
from psoas.plan.cut import SUPPORT_FROM_AGE
from psoas.plan.ladder import LevelNeeds, ladder_file
from psoas.plan.limits import AFTER_A_PINCH_DEG, RIGHT_ANGLE_DEG
from psoas.plan.pain import hurt_file
from psoas.plan.reasons import rule_of
from psoas.plan.screening import Fact, facts, outcome_text, questions
from psoas.plan.standing import CALM, CEILING, LIVES, REAL, RISE, SORE
from psoas.programme.catalogue import Catalogue
from psoas.programme.evidence import evidence
from psoas.programme.model import Exercise
from psoas.programme.reading import packaged
from psoas.programme.strict import Strict, Text

#: Rules that block the march, and those that follow from how a training went (decisions.toml).
WAITS = (
    "screen",
    "emergency",
    "clinician",
    "sign-leg",
    "sign-pinch",
    "ill",
    "red-pause",
    "easy-days",
    "rest-day",
    "week-full",
    "too-sore",
)
AFTER_PAIN = ("up", "amber-once", "amber-twice", "amber-thrice", "red-once", "red-twice", "red-thrice", "after-stop")
#: Locks that close every level, so that the table of levels omits them.
_CLOSE_ALL = ("everything", "strength", "march")


class SectionText(Strict):
    """Sentences of a section: `text` above a list of `points`, `after` below it."""

    id: str
    heading: Text
    text: tuple[Text, ...] = ()
    points: tuple[Text, ...] = ()
    after: tuple[Text, ...] = ()


class PageText(Strict):
    """All sentences (how_it_decides.toml)."""

    title: Text
    lead: Text
    columns: dict[str, Text]
    closes: dict[str, Text]
    sections: tuple[SectionText, ...] = Field(min_length=1)
    locks: dict[Lock, Text]
    limits: dict[Lock, Text]


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table; the first cell of each row is its heading."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the page, in this order: sentences, a list, sentences after it, another list, tables."""

    id: str
    heading: str
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    tables: tuple[PlainTable, ...] = ()


@cache
def page_text() -> PageText:
    """Read the sentences."""
    return packaged(PageText, "how_it_decides.toml")


def sections(catalogue: Catalogue) -> tuple[Section, ...]:
    """Build the page for a person without limits."""
    words = _words()
    found = (
        Section(
            each.id,
            each.heading,
            text=_filled(each.text, words),
            points=_filled(each.points, words),
            after=_filled(each.after, words),
        )
        for each in page_text().sections
    )
    return tuple(_with_data(section, catalogue) for section in found)


def _with_data(section: Section, catalogue: Catalogue) -> Section:
    """Add lists and tables to a section."""
    tables: dict[str, Callable[[], tuple[PlainTable, ...]]] = {
        "asked": _facts,
        "outcomes": lambda: (_outcomes(),),
        "session": lambda: (_other_signs(),),
        "height": lambda: (_angles(catalogue),),
        "begin": lambda: (_levels(catalogue),),
    }
    points: dict[str, Callable[[], tuple[str, ...]]] = {
        "yes": _opened,
        "session": lambda: tuple(fact.session for fact in _signs(urgent=True)),
        "counted": lambda: _rules(each.rule for each in questions().counted),
        "on": lambda: _rules(WAITS),
    }
    return replace(
        section,
        points=points[section.id]() if section.id in points else section.points,
        then=_rules(AFTER_PAIN) if section.id == "pain" else (),
        tables=tables[section.id]() if section.id in tables else (),
    )


def _words() -> dict[str, str]:
    asked, normal = questions(), [kind for kind in hurt_file().kinds if kind.normal]
    eases = max(each.eases for each in asked.counted)
    return {
        "reviewer": evidence().reviewer,
        "pages": str(len(asked.pages)),
        "again": str(asked.ask_again_days),
        "right_angle": f"{RIGHT_ANGLE_DEG:g}",
        "pinch_angle": f"{AFTER_A_PINCH_DEG:g}",
        "pinch_days": str(eases),
        "sore": str(SORE),
        "rise": str(RISE),
        "real": str(REAL),
        "calm": str(CALM),
        "lives": str(LIVES),
        "ceiling": str(CEILING),
        "age": str(SUPPORT_FROM_AGE),
        "normal": "; ".join(kind.text[0].lower() + kind.text[1:] for kind in normal),
        "normal_say": " ".join(kind.say for kind in normal),
    }


def _filled(lines: Iterable[str], words: dict[str, str]) -> tuple[str, ...]:
    return tuple(line.format(**words) for line in lines)


def _col(name: str) -> str:
    return page_text().columns[name]


def _rules(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(rule_of(each).rule for each in ids)


def _signs(*, urgent: bool) -> list[Fact]:
    """Return the signs that can come up in a session: those that need help at once, or the others."""
    return [fact for fact in facts().values() if fact.session and (fact.outcome == "emergency") is urgent]


def _other_signs() -> PlainTable:
    rows = tuple((fact.session, outcome_text(fact.outcome).title) for fact in _signs(urgent=False))
    return PlainTable((_col("sign"), _col("outcome")), rows)


def _facts() -> tuple[PlainTable, ...]:
    """Build one table per list of questions: each fact with its outcome and what it closes."""
    head = (_col("fact"), _col("outcome"), _col("closes"))
    return tuple(
        PlainTable(head, tuple((f.more, outcome_text(f.outcome).title, _closes(f)) for f in page.facts), page.ask)
        for page in questions().pages
    )


def _closes(fact: Fact) -> str:
    """Describe what a fact closes, for how long, and what it requires."""
    said, by_outcome = page_text().closes, outcome_text(fact.outcome).locks
    until, always, asks = _grouped((*by_outcome, *fact.locks))
    start = said["emergency"] if fact.outcome == "emergency" else said["until"]
    parts = ((start, until), (said["always"], always), (said["asks"], asks))
    return ". ".join(begin + ", ".join(words) for begin, words in parts if words) or said["nothing"]


def _grouped(locks: Iterable[Lock]) -> tuple[list[str], list[str], list[str]]:
    """Describe locks in three groups: opened by a clinician's yes, always closed, and mere requirements."""
    text, wanted = page_text(), set(locks)
    opened = questions().opened_by_confirmation
    until = [words for lock, words in text.locks.items() if lock in wanted and lock in opened]
    always = [words for lock, words in text.locks.items() if lock in wanted and lock not in opened]
    asks = [words for lock, words in text.limits.items() if lock in wanted]
    return list(dict.fromkeys(until)), always, asks


def _outcomes() -> PlainTable:
    return PlainTable((_col("title"), _col("say")), tuple((each.title, each.say) for each in questions().outcomes))


def _opened() -> tuple[str, ...]:
    """Return three lines: what a clinician's yes opens, what stays closed, and what is always required."""
    said = page_text().closes
    starts = (said["until"], said["always"], said["asks"])
    return tuple(f"{start}{', '.join(words)}." for start, words in zip(starts, _grouped(get_args(Lock)), strict=True))


def most_bent_deg(exercise: Exercise) -> float:
    """Return the largest hip flexion in an exercise of the march, degrees."""
    motion = exercise.motion
    assert motion is not None
    return max(motion.start.hip, motion.working.hip, motion.holding.hip)


def _angles(catalogue: Catalogue) -> PlainTable:
    held, pinched = (catalogue.taught_to(("hip-90",), deg) for deg in (RIGHT_ANGLE_DEG, AFTER_A_PINCH_DEG))
    rows = []
    for exercise in catalogue.march:
        angles = (most_bent_deg(each.by_id(exercise.id)) for each in (catalogue, held, pinched))
        rows.append((f"{exercise.level} {exercise.name}", *(f"{angle:g}°" for angle in angles)))
    return PlainTable((_col("level"), _col("bends"), _col("held"), _col("pinched")), tuple(rows))


def _levels(catalogue: Catalogue) -> PlainTable:
    needs = {each.level: each for each in ladder_file().levels}
    rows = (_level(exercise, needs[exercise.level]) for exercise in catalogue.march if exercise.level)
    return PlainTable((_col("level"), _col("closed"), _col("chair")), tuple(rows))


def _level(exercise: Exercise, needs: LevelNeeds) -> tuple[str, str, str]:
    text = page_text()
    closed = ", ".join(text.locks[lock] for lock in needs.closed_by if lock not in _CLOSE_ALL)
    chair = text.closes["chair"].format(age=SUPPORT_FROM_AGE) if needs.held_by else text.closes["no_chair"]
    return f"{exercise.level} {exercise.name}", closed or text.closes["nothing_else"], chair
