"""The plan's reasons in plain words (programme/decisions.toml)."""

from __future__ import annotations

from datetime import date
from functools import cache
from string import Formatter

from pydantic import Field

from psoas.plan.history import Training
from psoas.plan.ladder import DecisionKind
from psoas.plan.standing import REAL, RISE, SORE
from psoas.programme.reading import packaged
from psoas.programme.strict import Strict, Text

_NUMBERS = {8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class RuleText(Strict):
    """A rule: the kind of its decision, its wording, and the reason as a template."""

    id: str
    kind: DecisionKind
    rule: Text
    reason: Text


class ReasonParts(Strict):
    """Parts of reasons: where a step down leads, and what the pain was like."""

    down: Text
    half: Text
    during: Text
    rise: Text
    morning: Text
    hurt: Text
    some: Text
    calm: Text


class RuleTexts(Strict):
    """All rules (decisions.toml)."""

    rules: tuple[RuleText, ...] = Field(min_length=1)
    parts: ReasonParts


@cache
def rules() -> RuleTexts:
    """Read all rules, in the order of the file."""
    return packaged(RuleTexts, "decisions.toml")


def rule_of(rule_id: str) -> RuleText:
    """Return the rule with that id."""
    return next(rule for rule in rules().rules if rule.id == rule_id)


def reason(rule: RuleText, words: dict[str, str]) -> str:
    """Fill in the rule's template, with a capital for capitalised placeholders and at the start."""
    filled = {name: words[name.lower()] for _, name, _, _ in Formatter().parse(rule.reason) if name}
    text = rule.reason.format(**{name: capital(word) if name[0].isupper() else word for name, word in filled.items()})
    return capital(text)


def felt(training: Training) -> str:
    """Describe the pain of a training as part of a sentence."""
    parts, before, during, morning = rules().parts, training.before, training.during, training.morning
    if during is not None and during >= SORE:
        return parts.during.format(during=during)
    if during is not None and before is not None and during >= before + RISE:
        return parts.rise.format(before=before, during=during)
    if morning is not None and before is not None and morning > before and (morning > 2 or morning >= before + REAL):
        return parts.morning.format(before=before, morning=morning)
    if training.hurt:
        return parts.hurt
    return parts.during.format(during=during) if during else parts.some


def leads_to(rung: str, target: int, *, small: bool) -> str:
    """Describe where a step down leads as part of a sentence."""
    parts = rules().parts
    return (parts.half if small else parts.down).format(rung=rung, target=number(target))


def number(value: int) -> str:
    """Write a number of repetitions as a word if that reads better."""
    return _NUMBERS.get(value, str(value))


def weekday(day: date) -> str:
    """Return the name of the weekday."""
    return _DAYS[day.weekday()]


def day_words(day: date) -> str:
    """Write a day as in "3 March"."""
    return f"{day.day} {day:%B}"


def capital(text: str) -> str:
    """Capitalise the first letter."""
    return text[:1].upper() + text[1:]
