"""The plan's reasons in plain words (programme/decisions.toml)."""

from __future__ import annotations

from datetime import date
from functools import cache
from string import Formatter

from pydantic import Field

from psoas.journal.records import SetPlan
from psoas.plan.cut import Cut
from psoas.plan.history import Training
from psoas.plan.ladder import Decision, DecisionKind, ladder_file
from psoas.plan.next_step import RungStep
from psoas.plan.standing import LOWERING, REAL, RISE, SORE, Standing
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


def decision(cut: Cut, standing: Standing, step: RungStep | None, blocked: str, next_day: date | None) -> Decision:
    """Put a decision into words.

    Parameters
    ----------
    step : RungStep or None
        The next training, or None if no rung is open.
    blocked : str
        The rule that blocks the march now, or "".
    next_day : date or None
        The first day for the next march.
    """
    dose = ladder_file()
    rule = rule_of(blocked or (step.rule if step else ""))
    if step is None:
        plan = SetPlan(dose.sets, dose.half_reps, dose.rest_s)
        return Decision(rule.kind, False, "", plan, reason(rule, {"closed": cut.why_closed}), rule.rule)
    sets, reps = (dose.half_sets, dose.half_reps) if step.small else (step.sets, step.target)
    plan = SetPlan(sets, reps, dose.rest_s)
    kind = "half" if step.small and rule.id in LOWERING else rule.kind
    said = reason(rule, words(cut, standing, step, plan, next_day))
    return Decision(kind, not blocked, step.rung.id, plan, said, rule.rule, step.offer, step.small)


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


def words(cut: Cut, standing: Standing, step: RungStep, plan: SetPlan, next_day: date | None) -> dict[str, str]:
    """Return the values for the placeholders in the reasons; `next_day` is the first day for the next march."""
    day, last = cut.day, standing.last
    gap = (day - standing.last_day).days if standing.last_day else 0
    strong = standing.last_strong if step.rule in ("up", "top") else last
    return {
        "rung": step.rung.name,
        "target": number(plan.reps_per_side),
        "to": leads_to(step.rung.name, plan.reps_per_side, small=step.small),
        "offer": _name(step.offer),
        "gap": str(gap),
        "last": "today" if gap == 0 else "yesterday",
        "next": weekday(next_day) if next_day else "",
        "until": _until(standing.easy_until, day) if standing.easy_until else "",
        "now": f"{cut.pain or 0:g}",
        "felt": felt(last) if last else "",
        "reps": number(min(strong.left, strong.right)) if strong else "",
        "effort": str(strong.effort) if strong else "",
        "closed": cut.why_closed,
    }


def _until(last: date, day: date) -> str:
    """Name the last easy day, so that today's weekday cannot be mistaken for today."""
    return {0: "tonight", 7: f"{weekday(last)} next week"}.get((last - day).days, weekday(last))


def _name(rung_id: str) -> str:
    return next((rung.name for rung in ladder_file().rungs if rung.id == rung_id), "")
