"""The rules of progression: pure functions from the history to a decision.

Trainings are folded in order, each with the plan's decision at its time, into a `Standing`. The next step follows from
that and the day. No decision is stored, so a late answer (the morning after) still counts, and the same history always
gives the same decisions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from psoas.journal.answers import Choice, Entry
from psoas.plan.cut import Cut, cut_at
from psoas.plan.history import History, Training
from psoas.plan.ladder import Decision, Ladder, ladder_file
from psoas.plan.next_step import RungStep, is_easy_week, next_step
from psoas.plan.reasons import decision, rules
from psoas.plan.standing import BETWEEN, SORE, Standing, after, may_be_placed, placed


@dataclass(frozen=True, slots=True)
class DecidedTraining:
    """A training with the decision at its time.

    Attributes
    ----------
    standing, ladder : Standing, Ladder
        The person's standing before it, and their rungs then.
    """

    training: Training
    decision: Decision
    standing: Standing
    ladder: Ladder

    def then(self, as_of: date) -> Standing:
        """Return the standing after it, as known on a day."""
        return after(self.standing, self.training, self.decision, self.ladder, as_of)


def decide(history: History, now: datetime) -> Decision:
    """Decide about the march at a moment."""
    return decide_at(cut_at(history, now))


def decide_at(cut: Cut) -> Decision:
    """Decide about the march from what is known."""
    return _decide(cut, _fold(cut)[1])


def decide_and_hold(cut: Cut) -> tuple[Decision, bool]:
    """Decide, and tell whether the march is held low (see `held_low`)."""
    standing = _fold(cut)[1]
    return _decide(cut, standing), _is_held_low(standing)


def held_low(history: History, now: datetime) -> bool:
    """Tell whether nothing may be added to the march, because the last training hurt or the half dose is on."""
    return _is_held_low(_fold(cut_at(history, now))[1])


def outlook(history: History, now: datetime) -> str:
    """Tell in one sentence what the last training leads to, assuming a calm morning after it if that is unknown."""
    cut = cut_at(history, now)
    if not cut.known.trainings:
        return decide_at(cut).reason
    *earlier, last = cut.known.trainings
    next_day = _next_day(cut, last.day, _fold(cut)[1])
    then = max(now, last.at + (next_day - last.at.date()))
    calm = replace(last, morning=last.before or 0) if last.morning is None else last
    as_told = decide(cut.known, then)
    if_calm = decide(replace(cut.known, trainings=(*earlier, calm)), then)
    same = (as_told.kind, as_told.rung, as_told.plan) == (if_calm.kind, if_calm.rung, if_calm.plan)
    return as_told.reason if same and as_told.rule == if_calm.rule else rules().parts.calm.format(then=if_calm.reason)


def past_decisions(history: History, now: datetime) -> tuple[DecidedTraining, ...]:
    """Return each training with the decision as known at its start, oldest first."""
    return _fold(cut_at(history, now))[0]


def placement_is_open(history: History, now: datetime) -> bool:
    """Tell whether the placement test is open (see `may_be_placed`)."""
    cut = cut_at(history, now)
    standing = _fold(cut)[1]
    return may_be_placed(standing, cut.day) and _decide(cut, standing).train


def _fold(cut: Cut) -> tuple[tuple[DecidedTraining, ...], Standing]:
    """Fold trainings and placements in order; return the decided trainings and the final standing."""
    decided: list[DecidedTraining] = []
    last: DecidedTraining | None = None
    standing = Standing()
    placements = (entry for entry in cut.known.choices if entry.what.chosen == "placement")
    events: list[Training | Entry[Choice]] = [*cut.known.trainings, *placements]
    for event in sorted(events, key=lambda one: one.counts_from if isinstance(one, Training) else one.at):
        # A training that was open while another one was done is judged after that one.
        before = cut.before(event, max(event.at, last.training.at) if last else event.at)
        if isinstance(event, Training):
            # The decision must not know answers from after its day; the standing that follows uses them all.
            standing_then = last.then(before.day) if last else standing
            decision = _decide(before, standing_then)
            last = DecidedTraining(event, decision, standing, before.ladder if before.ladder.way else _all_rungs())
            decided.append(last)
            standing = last.then(cut.day)
        elif before.ladder.has(event.what.rung) and may_be_placed(standing, event.day):
            standing, last = placed(standing, event.what.rung, event.day), None
    return tuple(decided), standing


def _all_rungs() -> Ladder:
    """Return the whole ladder, for a training done while everything was closed: it still has to count on a rung."""
    return Ladder(ladder_file().rungs, ladder_file().rungs)


def _decide(cut: Cut, standing: Standing) -> Decision:
    blocked = _blocked(cut, standing)
    next_day = _next_day(cut, standing.last_day, standing) if standing.last_day else None
    step = _next_step(cut, standing) if cut.ladder.way else None
    return decision(cut, standing, step, blocked, next_day)


def _next_step(cut: Cut, standing: Standing) -> RungStep:
    last = standing.last.at if standing.last else None
    wishes = [entry for entry in cut.known.choices if last is None or entry.at > last]
    days = [training.day for training in cut.known.trainings]
    easy_week = cut.known.profile.easy_weeks and is_easy_week(days, cut.day)
    return next_step(standing, cut.day, cut.ladder, easy_week=easy_week, wishes=wishes)


def _blocked(cut: Cut, standing: Standing) -> str:
    """Return the rule that blocks the march now, or ""."""
    if cut.gate != "open":
        return cut.gate
    if not cut.ladder.way:
        return "ill" if cut.ill else "locked"
    day, often, last = cut.day, cut.too_often, standing.last_day
    between = "rest-day-red" if standing.pain == "red" else "rest-day"
    full = "week-kept" if _is_kept(cut, standing) else "week-full"
    resting = last is not None and day < _next_day(cut, last, standing)
    held = (
        ("ill", cut.ill),
        (often.rule if often else "", often is not None),
        ("red-pause", standing.red_pause is not None and not _seen_since(cut.known, standing.red_pause)),
        ("own-pause", cut.paused),
        ("easy-days", standing.easy_until is not None and day <= standing.easy_until),
        (between, resting and last is not None and (day - last).days < BETWEEN),
        (full, resting),
        ("too-sore", cut.pain is not None and cut.pain >= SORE),
    )
    return next((rule for rule, holds in held if holds), "")


def _next_day(cut: Cut, last_day: date, standing: Standing) -> date:
    """Return the first day for the next march, after a rest day and within the limit for any seven days."""
    days = sorted({training.day for training in cut.known.trainings})
    dose = ladder_file()
    most = dose.maintain_days_a_week if _is_kept(cut, standing) else dose.days_a_week
    full = [days[-most] + timedelta(days=7)] if len(days) >= most else []
    return max((last_day + timedelta(days=BETWEEN), *full))


def _is_kept(cut: Cut, standing: Standing) -> bool:
    """Tell whether the last rung is mastered and only maintained, which takes fewer days a week."""
    return standing.kept and standing.rung == cut.ladder.top


def _seen_since(known: History, moment: datetime) -> bool:
    """Tell whether a clinician has since approved exercise; being seen for an emergency is no approval."""
    seen = (entry for entry in known.screenings if entry.what.confirmed and entry.what.outcome != "emergency")
    return any(entry.at > moment for entry in seen)


def _is_held_low(standing: Standing) -> bool:
    return standing.small or standing.pain in ("amber", "red", "stop")
