"""Made-up people with plausible answers, drawn from prevalence.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal

from pydantic import Field

from psoas.programme.strict import Strict

Step = tuple[float, float]
Trait = Literal["female", "male", "pain", "long", "sits", "under-18", "over-65"]


class Population(Strict):
    """Who they are, before they answer."""

    ages: tuple[Step, ...] = Field(min_length=1)
    oldest: int
    female: float
    sits: float
    long: float
    long_if_sits: float
    ordinary: float


class Prevalence(Strict):
    """How many tick a fact; see prevalence.toml."""

    id: str
    source: str = Field(min_length=3)
    share: float | None = Field(default=None, ge=0, le=1)
    ages: tuple[Step, ...] = ()
    only: Trait | None = None
    more: dict[str, float] = Field(default_factory=dict)
    given: dict[str, float] = Field(default_factory=dict)
    never_with: str = ""
    exactly: Trait | None = None

    def could_be(self, age: int, traits: set[str]) -> bool:
        """Whether somebody could be unsure of it: nobody is about their age, or about being pregnant at 70."""
        barred = self.exactly is not None or (self.only in ("female", "male") and self.only not in traits)
        return not barred and (not self.ages or _at(self.ages, age) > 0)

    def of(self, age: int, holds: set[str]) -> float:
        """Share among people of that age for whom `holds` is true (traits, and facts ticked so far)."""
        if self.exactly is not None:
            return (self.share or 0.0) if self.exactly in holds else 0.0
        if (self.only is not None and self.only not in holds) or self.never_with in holds:
            return 0.0
        share = self.share if self.share is not None else _at(self.ages, age)
        share = max([share, *(least for fact, least in self.given.items() if fact in holds)])
        for trait, times in self.more.items():
            share *= times if trait in holds else 1.0
        return min(1.0, share)


class Prevalences(Strict):
    """All of it (prevalence.toml)."""

    unsure: float
    people: Population
    facts: tuple[Prevalence, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up person.

    Attributes
    ----------
    traits : frozenset of str
        What is true of them and no fact of the questions.
    true : frozenset of str
        Facts that are true of them.
    ticked : frozenset of str
        Facts that they tick: the true ones, and what they were not sure of.
    """

    age: int
    traits: frozenset[str]
    true: frozenset[str]
    ticked: frozenset[str]


@cache
def prevalences() -> Prevalences:
    """Read the file."""
    text = Path(__file__).with_name("prevalence.toml").read_text(encoding="utf-8")
    return Prevalences.model_validate(tomllib.loads(text))


def people(n: int, seed: int) -> Iterator[Made]:
    """Draw people; the same seed draws the same ones."""
    dice = Random(seed)
    for _ in range(n):
        yield _one(dice)


def _one(dice: Random) -> Made:
    told = prevalences()
    age = _age(dice, told.people)
    traits = _traits(dice, told.people, age)
    holds, facts_true, ticked = set(traits), set[str](), set[str]()
    for fact in told.facts:
        true = dice.random() < fact.of(age, holds)
        if true:
            holds.add(fact.id)
            facts_true.add(fact.id)
        unsure = fact.could_be(age, traits) and dice.random() < told.unsure
        if true or unsure:
            ticked.add(fact.id)
    return Made(age, frozenset(traits), frozenset(facts_true), frozenset(ticked))


def _age(dice: Random, all_of_them: Population) -> int:
    begins = [int(begin) for begin, _ in all_of_them.ages]
    band = dice.choices(range(len(begins)), [share for _, share in all_of_them.ages])[0]
    return dice.randint(begins[band], [*begins[1:], all_of_them.oldest + 1][band] - 1)


def _traits(dice: Random, all_of_them: Population, age: int) -> set[str]:
    found = {"female" if dice.random() < all_of_them.female else "male"}
    sits = dice.random() < all_of_them.sits
    found |= {"sits"} if sits else set()
    if dice.random() < (all_of_them.long_if_sits if sits else all_of_them.long):
        found |= {"pain", "long"}
    elif dice.random() < all_of_them.ordinary:
        found |= {"pain", "ordinary"}
    if age < 18 or age >= 65:
        found.add("under-18" if age < 18 else "over-65")
    return found


def _at(steps: Sequence[Step], age: int) -> float:
    return next((share for begin, share in reversed(steps) if age >= begin), 0.0)
