"""The rules of progression: from the history to a decision for a moment, as pure functions.

The trainings are folded in their order, each with what the plan had said for its moment, into a `Standing`; the next
step follows from it and from the day. No decision is stored: a late answer (the morning after) has its say wherever it
matters, and the same history always leads to the same decisions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from psoas.journal.answers import Choice, Entry, Lock, T
from psoas.journal.records import SetPlan
from psoas.plan import screening, signs
from psoas.plan.history import History, Training
from psoas.plan.ladder import Decision, Ladder, ladder_file, ladder_of
from psoas.plan.next_step import RungStep, is_easy_week, is_kept, next_step
from psoas.plan.reasons import felt, leads_to, number, reason, rule_of, rules, weekday
from psoas.plan.standing import BETWEEN, LOWERING, SORE, Standing, after, may_be_placed, placed

#: Years from which there is something to hold on to first (clinical notes, section 9).
SUPPORT_FROM_AGE = 65


@dataclass(frozen=True, slots=True)
class DecidedTraining:
    """A training with what had been decided for its moment.

    Attributes
    ----------
    standing, ladder : Standing, Ladder
        Where the person stood before it, and the rungs they had.
    """

    training: Training
    decision: Decision
    standing: Standing
    ladder: Ladder

    def then(self, as_of: date) -> Standing:
        """Where the person stood after it, as it was known on a day."""
        return after(self.standing, self.training, self.decision, self.ladder, as_of)


def decide(history: History, now: datetime) -> Decision:
    """What is decided about the march at a moment."""
    known = known_at(history, now)
    return _decide(known, _story(known, now)[1], now)


def outlook(history: History, now: datetime) -> str:
    """What the last training leads to, in one sentence, as far as it is known before the morning after it."""
    known = known_at(history, now)
    if not known.trainings:
        return decide(known, now).reason
    *earlier, last = known.trainings
    back = _next_day(known, last.day, _story(known, now)[1])
    then = max(now, last.at + (back - last.at.date()))
    calm = replace(last, morning=last.before or 0) if last.morning is None else last
    as_told, if_calm = decide(known, then), decide(replace(known, trainings=(*earlier, calm)), then)
    same = (as_told.kind, as_told.rung, as_told.plan) == (if_calm.kind, if_calm.rung, if_calm.plan)
    return as_told.reason if same and as_told.rule == if_calm.rule else rules().parts.calm.format(then=if_calm.reason)


def past_decisions(history: History, now: datetime) -> tuple[DecidedTraining, ...]:
    """What had been decided for each training so far, as it was known when it began; oldest first."""
    return _story(known_at(history, now), now)[0]


def placement_is_open(history: History, now: datetime) -> bool:
    """Whether the placement test may be taken now (see `may_be_placed`)."""
    known = known_at(history, now)
    standing = _story(known, now)[1]
    return may_be_placed(standing, now.date()) and _decide(known, standing, now).train


def until(history: History, moment: datetime) -> History:
    """What was done or told by then."""
    return History(
        tuple(training for training in history.trainings if training.counts_from <= moment),
        _entries(history.screenings, moment),
        _entries(history.profiles, moment),
        _entries(history.answers, moment),
        _entries(history.choices, moment),
        _entries(history.steps, moment),
        tuple(each for each in history.opened if each.at <= moment),
    )


def known_at(history: History, now: datetime) -> History:
    """What is known at the present: what was done or told by then, and what keeps somebody safe whatever its date.

    A clock that once ran ahead must not hide an answer about a warning sign until its date comes.
    """
    known = until(history, now)
    signs = (entry for entry in history.answers if entry.what.asked == "sign" and entry.at > now)
    return replace(
        known,
        screenings=(*known.screenings, *(entry for entry in history.screenings if entry.at > now)),
        answers=(*known.answers, *(replace(entry, at=now) for entry in signs)),
    )


def locks_of(history: History) -> tuple[Lock, ...]:
    """What is closed or limited now: by the answers, and by age where that was told instead."""
    locks = history.screening.what.locks if history.screening else ()
    if (history.profile.age or 0) < SUPPORT_FROM_AGE:
        return locks
    return (*locks, *(lock for lock in screening.facts()["over-65"].locks if lock not in locks))


def _entries(entries: Sequence[Entry[T]], moment: datetime) -> tuple[Entry[T], ...]:
    return tuple(entry for entry in entries if entry.at <= moment)


def _story(known: History, now: datetime) -> tuple[tuple[DecidedTraining, ...], Standing]:
    """Fold all that happened, and where it leads."""
    told: list[DecidedTraining] = []
    last: DecidedTraining | None = None
    standing = Standing()
    placements = (entry for entry in known.choices if entry.what.chosen == "placement")
    events: list[Training | Entry[Choice]] = [*known.trainings, *placements]
    for event in sorted(events, key=lambda one: one.counts_from if isinstance(one, Training) else one.at):
        # One that stood open while another was done is looked at after that one.
        moment = max(event.at, last.training.at) if last else event.at
        before = until(known, moment)
        ladder = ladder_of(before.profile, locks_of(before))
        if isinstance(event, Training):
            # What was decided on a day could not know the morning after it; what follows from it does.
            as_it_was = last.then(moment.date()) if last else standing
            decision = _decide(_without(before, event), as_it_was, moment)
            last = DecidedTraining(event, decision, standing, ladder if ladder.way else _all_rungs())
            told.append(last)
            standing = last.then(now.date())
        elif ladder.has(event.what.rung) and may_be_placed(standing, event.day):
            standing, last = placed(standing, event.what.rung, event.day), None
    return tuple(told), standing


def _without(known: History, training: Training) -> History:
    return replace(known, trainings=tuple(each for each in known.trainings if each is not training))


def _all_rungs() -> Ladder:
    """For a training that took place although everything was closed: it still has to count as something."""
    return Ladder(ladder_file().rungs, ladder_file().rungs)


def _decide(known: History, standing: Standing, now: datetime) -> Decision:
    ladder = ladder_of(known.profile, locks_of(known))
    dose = ladder_file()
    if not ladder.way:
        gate = screening.gate(known, now)
        rule = rule_of(gate if gate != "open" else "ill" if ill(known, now.date()) else "locked")
        plan = SetPlan(dose.sets, dose.half_reps, dose.rest_s)
        return Decision(rule.kind, False, "", plan, reason(rule, {"closed": _why_nothing_is_open(known)}), rule.rule)
    step = _next_step(known, standing, now, ladder)
    plan = SetPlan(
        dose.half_sets if step.small else step.sets, dose.half_reps if step.small else step.target, dose.rest_s
    )
    blocked = _blocked(known, standing, now)
    rule = rule_of(blocked or step.rule)
    kind = "half" if step.small and rule.id in LOWERING else rule.kind
    said = reason(rule, _words(known, standing, now, step, plan))
    return Decision(kind, not blocked, step.rung.id, plan, said, rule.rule, step.offer, step.small)


def _next_step(known: History, standing: Standing, now: datetime, ladder: Ladder) -> RungStep:
    last = standing.last.at if standing.last else None
    wishes = [entry for entry in known.choices if last is None or entry.at > last]
    days = [training.day for training in known.trainings]
    easy_week = known.profile.easy_weeks and is_easy_week(days, now.date())
    return next_step(standing, now.date(), ladder, easy_week=easy_week, wishes=wishes)


def _blocked(known: History, standing: Standing, now: datetime) -> str:
    """The rule that keeps the march from being on now; "" where none does."""
    day, gate = now.date(), screening.gate(known, now)
    if gate != "open":
        return gate
    often, pain, last = signs.too_often(known), pain_now(known, day), standing.last_day
    between = "rest-day-red" if standing.pain == "red" else "rest-day"
    full = "week-kept" if _is_kept(known, standing) else "week-full"
    resting = last is not None and day < _next_day(known, last, standing)
    held = (
        ("ill", ill(known, day)),
        (often.rule if often else "", often is not None),
        ("red-pause", standing.red_pause is not None and not _seen_since(known, standing.red_pause)),
        ("own-pause", paused(known)),
        ("easy-days", standing.easy_until is not None and day <= standing.easy_until),
        (between, resting and last is not None and (day - last).days < BETWEEN),
        (full, resting),
        ("too-sore", pain is not None and pain >= SORE),
    )
    return next((rule for rule, holds in held if holds), "")


def _is_kept(known: History, standing: Standing) -> bool:
    return is_kept(standing, ladder_of(known.profile, locks_of(known)))


def _next_day(known: History, last_day: date, standing: Standing) -> date:
    """First day on which the march may be on again: a full day between, and no more days in any seven than planned."""
    days = sorted({training.day for training in known.trainings})
    dose = ladder_file()
    most = dose.maintain_days_a_week if _is_kept(known, standing) else dose.days_a_week
    full = [days[-most] + timedelta(days=7)] if len(days) >= most else []
    return max((last_day + timedelta(days=BETWEEN), *full))


def _seen_since(known: History, moment: datetime) -> bool:
    """Whether a clinician said that exercise is fine; to have been seen for an emergency does not mean that."""
    seen = (entry for entry in known.screenings if entry.what.confirmed and entry.what.outcome != "emergency")
    return any(entry.at > moment for entry in seen)


def held_low(history: History, now: datetime) -> bool:
    """Whether nothing may be added to the march: the last training hurt, or the half dose is on."""
    standing = _story(known_at(history, now), now)[1]
    return standing.small or standing.pain in ("amber", "red", "stop")


def paused(known: History) -> bool:
    """Whether the person has stopped the march until they take it up again."""
    chosen = [entry.what.chosen for entry in known.choices if entry.what.chosen in ("pause", "go-on")]
    return chosen[-1:] == ["pause"]


def ill(known: History, day: date) -> bool:
    """Whether the person said on that day that they are ill or feverish, and not that they are well again."""
    said = [entry.what.value for entry in known.answers if entry.what.asked == "ill" and entry.day == day]
    return said[-1:] == [1]


def pain_now(known: History, day: date) -> float | None:
    """Pain as it was last said on that day, 0 to 10; None where it was not."""
    said = [entry.what.value for entry in known.answers if entry.what.asked == "pain-now" and entry.day == day]
    return said[-1] if said else None


def pain_before(known: History, started_at: datetime) -> int | None:
    """Pain as it was last said on the day of a session, before it began, 0 to 10; None where it was not."""
    pain = pain_now(until(known, started_at), started_at.date())
    return None if pain is None else int(pain)


def _why_nothing_is_open(known: History) -> str:
    closing = {lock for level in ladder_file().levels for lock in level.closed_by}
    return screening.why_closed(closing, locks_of(known))


def _words(known: History, standing: Standing, now: datetime, step: RungStep, plan: SetPlan) -> dict[str, str]:
    """All that a reason may want to say."""
    day, last = now.date(), standing.last
    gap = (day - standing.last_day).days if standing.last_day else 0
    strong = standing.last_strong if step.rule in ("up", "top") else last
    return {
        "rung": step.rung.name,
        "target": number(plan.reps_per_side),
        "to": leads_to(step.rung.name, plan.reps_per_side, small=step.small),
        "offer": _name(step.offer),
        "gap": str(gap),
        "last": "today" if gap == 0 else "yesterday",
        "next": weekday(_next_day(known, standing.last_day, standing)) if standing.last_day else "",
        "until": _until(standing.easy_until, day) if standing.easy_until else "",
        "now": f"{pain_now(known, day) or 0:g}",
        "felt": felt(last) if last else "",
        "reps": number(min(strong.left, strong.right)) if strong else "",
        "effort": str(strong.effort) if strong else "",
        "closed": _why_nothing_is_open(known),
    }


def _until(last: date, day: date) -> str:
    """The last of some easy days, so that today's own weekday is not taken for today."""
    return {0: "tonight", 7: f"{weekday(last)} next week"}.get((last - day).days, weekday(last))


def _name(rung_id: str) -> str:
    return next((rung.name for rung in ladder_file().rungs if rung.id == rung_id), "")
