"""What keeps people safe (section 9 of the clinical notes), looked at from outside, with words of its own.

Which exercise is done on the back, with the head low or with a ball is written here once more, so that a lock that
nothing is closed by does not hide itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from bench.weeks.day import Day
from bench.weeks.marches import Broken, Trained, trainings
from psoas.journal.answers import Answer, Morning, Screening
from psoas.plan.ladder import rung_of
from psoas.programme.catalogue import Catalogue
from psoas.programme.model import Exercise

_ON_THE_BACK = {"edge-of-bed-stretch", "supported-bridge-rest", "gentle-contact", "plain-bridge"}
_HEAD_LOW = {"supported-bridge-rest", "plain-bridge"}
_ON_A_NERVE = {"side-lying-stretch", "half-kneeling-stretch", "half-kneeling-reach", "edge-of-bed-stretch"}
_STAYS = {"belly", "lying", "hip-90", "ball", "head-down"}
_URGENT = ("emergency", "today", "soon", "see-clinician")
RIGHT_ANGLE_DEG, LESS_FOR = 90.0, timedelta(days=28)


def _an_ill_day_trains_nothing(days: Sequence[Day], _: Catalogue) -> Iterator[Broken]:
    for day in days:
        said = [told.value for told in day.told if isinstance(told, Answer) and told.asked == "ill"]
        if said[-1:] == [1] and (day.march or day.did or _open(day)):
            yield Broken(day.day, "nothing is trained on an ill day", ", ".join(_open(day)))


def _an_emergency_shows_nothing_else(days: Sequence[Day], _: Catalogue) -> Iterator[Broken]:
    for day in days:
        told = [each for each in day.told if isinstance(each, Screening)]
        emergency = bool(told) and told[-1].outcome == "emergency"
        if emergency and (day.gate != "emergency" or day.march or day.did or _open(day)):
            yield Broken(day.day, "an emergency shows nothing else that day", f"gate {day.gate}")


def _nothing_before_somebody_has_looked(days: Sequence[Day], _: Catalogue) -> Iterator[Broken]:
    last: Screening | None = None
    for day in days:
        before_the_march = [each for each in day.told if isinstance(each, Screening)]
        if day.march and day.march.feeling.stop_symptom:  # what it told came after it
            before_the_march = before_the_march[:-1]
        last = before_the_march[-1] if before_the_march else last
        if last and last.outcome in _URGENT and not last.confirmed and (day.march or day.did):
            yield Broken(day.day, "nothing before somebody has had a look", last.outcome)
        last = next((each for each in reversed(day.told) if isinstance(each, Screening)), last)


def _no_hip_past_its_limit(days: Sequence[Day], _: Catalogue) -> Iterator[Broken]:
    for day in days:
        most = max(day.hip_deg.values(), default=0.0)
        if "hip-90" in day.locks and most > RIGHT_ANGLE_DEG:
            yield Broken(day.day, "no hip past a right angle that must not", f"{most:g} degrees")


def _less_height_after_a_pinch(days: Sequence[Day], _: Catalogue) -> Iterator[Broken]:
    pinched: date | None = None
    for day in days:
        pinched = None if _seen(day) else pinched
        most = max(day.hip_deg.values(), default=0.0)
        if pinched and day.opened and day.day - pinched < LESS_FOR and most >= RIGHT_ANGLE_DEG:
            yield Broken(day.day, "less height for four weeks after a pinch", f"{most:g} degrees after {pinched}")
        pinched = day.day if _reported(day, "pinch") else pinched


def _one_leg_twice_rests(days: Sequence[Day], _: Catalogue) -> Iterator[Broken]:
    yield from _rests_until_seen(days, "one-leg", 2, 14, "one leg twice in 14 days rests until somebody has looked")


def _three_pinches_rest(days: Sequence[Day], _: Catalogue) -> Iterator[Broken]:
    yield from _rests_until_seen(days, "pinch", 3, 84, "three pinches in 84 days rest until somebody has looked")


def _rests_until_seen(days: Sequence[Day], sign: str, times: int, within: int, rule: str) -> Iterator[Broken]:
    found: list[date] = []
    rests: date | None = None
    for day in days:
        if _seen(day):
            found, rests = [], None
        if rests and day.march:
            yield Broken(day.day, rule, f"reported for the {times}. time on {rests}")
        if _reported(day, sign):
            found.append(day.day)
            close = found[-times:]
            rests = day.day if len(close) == times and (close[-1] - close[0]).days <= within else rests


def _soreness_alone_never_lowers(days: Sequence[Day], _: Catalogue) -> Iterator[Broken]:
    for before, now in pairwise(trainings(days)):
        was, plan = before.lived.decision, now.lived.decision
        between = days[before.lived.number + 1 : now.lived.number + 1]
        mornings = [told for day in between for told in day.told if isinstance(told, Morning)]
        sore = max((morning.soreness or 0 for morning in mornings), default=0)
        if not (sore and was and plan and _went_well(before) and before.lived.way == now.lived.way):
            continue
        if (now.day - before.day).days >= 8 or plan.kind in ("easy-week", "easier"):
            continue
        lower = now.lived.way.index(now.rung) < now.lived.way.index(before.rung)
        less = now.rung == before.rung and plan.plan.reps_per_side < was.plan.reps_per_side
        if lower or less or (plan.small and not was.small):
            yield Broken(now.day, "soreness alone never lowers", f"soreness {sore}: {plan.reason}")


def _went_well(training: Trained) -> bool:
    assert training.lived.march
    return training.green and training.reps >= 8 and (training.lived.march.feeling.effort or 0) < 9


def _nothing_on_the_back(days: Sequence[Day], catalogue: Catalogue) -> Iterator[Broken]:
    yield from _never(days, catalogue, "lying", "nothing on the back where that is closed", _is_on_the_back)


def _no_head_low(days: Sequence[Day], catalogue: Catalogue) -> Iterator[Broken]:
    yield from _never(days, catalogue, "head-down", "no bridge where the head must not be low", _has_the_head_low)


def _no_ball(days: Sequence[Day], catalogue: Catalogue) -> Iterator[Broken]:
    yield from _never(days, catalogue, "ball", "no ball where it can bruise", lambda each: "ball" in each.equipment)


def _no_edge_of_the_bed(days: Sequence[Day], catalogue: Catalogue) -> Iterator[Broken]:
    rule = "no edge of the bed for a hip that is held"
    yield from _never(days, catalogue, "hip-90", rule, lambda each: each.id == "edge-of-bed-stretch")


def _no_nerve_is_stretched(days: Sequence[Day], catalogue: Catalogue) -> Iterator[Broken]:
    rule = "no stretch of a nerve that tingles"
    yield from _never(days, catalogue, "nerve", rule, lambda each: each.id in _ON_A_NERVE)


def _never(
    days: Sequence[Day], catalogue: Catalogue, lock: str, rule: str, meant: Callable[[Exercise], bool]
) -> Iterator[Broken]:
    for day in days:
        levels = {rung_of(rung).level for rung in day.way}
        shown = [*map(catalogue.by_id, _open(day)), *map(catalogue.level, levels)]
        shown += [catalogue.level(rung_of(day.march.rung).level)] if day.march else []
        wrong = [each.id for each in shown if meant(each)]
        if lock in day.locks and wrong:
            yield Broken(day.day, rule, ", ".join(wrong))


def _level_6_needs_a_chair(days: Sequence[Day], _: Catalogue) -> Iterator[Broken]:
    for day in days:
        free = {rung for rung in (*day.way, day.march.rung if day.march else "1a") if rung_of(rung).level == 6}
        if _is_held(day) and not day.chair and free:
            yield Broken(day.day, "level 6 needs a chair for whoever is held", ", ".join(sorted(free)))


def _tested_at_the_wall(days: Sequence[Day], _: Catalogue) -> Iterator[Broken]:
    for day in days:
        if _is_held(day) and {rung_of(rung).level for rung in day.tried} - {5}:
            yield Broken(day.day, "whoever is held is tested at the wall", ", ".join(day.tried))


def _a_yes_opens_only_what_it_may(days: Sequence[Day], _: Catalogue) -> Iterator[Broken]:
    told = [(day, each) for day in days for each in day.told if isinstance(each, Screening)]
    for (_day, before), (day, now) in pairwise(told):
        if now.confirmed and (opened := set(before.locks) & _STAYS - set(now.locks)):
            yield Broken(day.day, "a clinician's yes never opens what stays", ", ".join(sorted(opened)))


def _open(day: Day) -> list[str]:
    return [each for step in day.steps if not step.locked for each in (step.exercise_id, *step.others)]


def _is_held(day: Day) -> bool:
    return bool({"support-first", "free-standing"} & set(day.locks))


def _is_on_the_back(exercise: Exercise) -> bool:
    return exercise.posture in ("lying", "bridge") or exercise.id in _ON_THE_BACK


def _has_the_head_low(exercise: Exercise) -> bool:
    return exercise.posture == "bridge" or exercise.id in _HEAD_LOW


def _reported(day: Day, sign: str) -> bool:
    return any(isinstance(told, Answer) and told.asked == "sign" and told.item == sign for told in day.told)


def _seen(day: Day) -> bool:
    """Whether a clinician said on that day that exercise is fine."""
    return any(isinstance(t, Screening) and t.confirmed and t.outcome != "emergency" for t in day.told)


SAFE: tuple[Callable[[Sequence[Day], Catalogue], Iterator[Broken]], ...] = (
    _an_ill_day_trains_nothing,
    _an_emergency_shows_nothing_else,
    _nothing_before_somebody_has_looked,
    _no_hip_past_its_limit,
    _less_height_after_a_pinch,
    _one_leg_twice_rests,
    _three_pinches_rest,
    _soreness_alone_never_lowers,
    _nothing_on_the_back,
    _no_head_low,
    _no_ball,
    _no_edge_of_the_bed,
    _no_nerve_is_stretched,
    _level_6_needs_a_chair,
    _tested_at_the_wall,
    _a_yes_opens_only_what_it_may,
)
