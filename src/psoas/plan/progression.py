"""The rules of progression: pure functions from the history to a decision.

Trainings are folded in order, each with the plan's decision at its moment, into a `Standing`. The next step follows
from it and from the day. No decision is stored, so a late answer (the morning after) still counts, and the same history
always gives the same decisions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from psoas.journal.answers import Choice, Entry
from psoas.journal.records import SetPlan
from psoas.plan import screening
from psoas.plan.cut import Cut, cut_at
from psoas.plan.history import History, Training
from psoas.plan.ladder import Decision, Ladder, ladder_file
from psoas.plan.next_step import RungStep, is_easy_week, is_kept, next_step
from psoas.plan.reasons import felt, leads_to, number, reason, rule_of, rules, weekday
from psoas.plan.standing import BETWEEN, LOWERING, SORE, Standing, after, may_be_placed, placed


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
        """Return the standing after it, as known on a day."""
        return after(self.standing, self.training, self.decision, self.ladder, as_of)


def decide(history: History, now: datetime) -> Decision:
    """Decide about the march at a moment."""
    return decide_at(cut_at(history, now))


def decide_at(cut: Cut) -> Decision:
    """The same, of what is known."""
    return _decide(cut, _story(cut)[1])


def decide_and_hold(cut: Cut) -> tuple[Decision, bool]:
    """Decide, and tell whether the march is held low (see `held_low`)."""
    standing = _story(cut)[1]
    return _decide(cut, standing), _is_held_low(standing)


def outlook(history: History, now: datetime) -> str:
    """What the last training leads to, in one sentence, as far as it is known before the morning after it."""
    cut = cut_at(history, now)
    if not cut.known.trainings:
        return decide_at(cut).reason
    *earlier, last = cut.known.trainings
    back = _next_day(cut, last.day, _story(cut)[1])
    then = max(now, last.at + (back - last.at.date()))
    calm = replace(last, morning=last.before or 0) if last.morning is None else last
    as_told = decide(cut.known, then)
    if_calm = decide(replace(cut.known, trainings=(*earlier, calm)), then)
    same = (as_told.kind, as_told.rung, as_told.plan) == (if_calm.kind, if_calm.rung, if_calm.plan)
    return as_told.reason if same and as_told.rule == if_calm.rule else rules().parts.calm.format(then=if_calm.reason)


def past_decisions(history: History, now: datetime) -> tuple[DecidedTraining, ...]:
    """What had been decided for each training so far, as it was known when it began; oldest first."""
    return _story(cut_at(history, now))[0]


def placement_is_open(history: History, now: datetime) -> bool:
    """Tell whether the placement test is open (see `may_be_placed`)."""
    cut = cut_at(history, now)
    standing = _story(cut)[1]
    return may_be_placed(standing, cut.day) and _decide(cut, standing).train


def _story(cut: Cut) -> tuple[tuple[DecidedTraining, ...], Standing]:
    """Fold all that happened, and where it leads."""
    told: list[DecidedTraining] = []
    last: DecidedTraining | None = None
    standing = Standing()
    placements = (entry for entry in cut.known.choices if entry.what.chosen == "placement")
    events: list[Training | Entry[Choice]] = [*cut.known.trainings, *placements]
    for event in sorted(events, key=lambda one: one.counts_from if isinstance(one, Training) else one.at):
        # One that stood open while another was done is looked at after that one.
        before = cut.at(max(event.at, last.training.at) if last else event.at)
        if isinstance(event, Training):
            # What was decided on a day could not know the morning after it; what follows from it does.
            as_it_was = last.then(before.day) if last else standing
            decision = _decide(before.without(event), as_it_was)
            last = DecidedTraining(event, decision, standing, before.ladder if before.ladder.way else _all_rungs())
            told.append(last)
            standing = last.then(cut.day)
        elif before.ladder.has(event.what.rung) and may_be_placed(standing, event.day):
            standing, last = placed(standing, event.what.rung, event.day), None
    return tuple(told), standing


def _all_rungs() -> Ladder:
    """For a training that took place although everything was closed: it still has to count as something."""
    return Ladder(ladder_file().rungs, ladder_file().rungs)


def _decide(cut: Cut, standing: Standing) -> Decision:
    dose = ladder_file()
    if not cut.ladder.way:
        rule = rule_of(cut.gate if cut.gate != "open" else "ill" if cut.ill else "locked")
        plan = SetPlan(dose.sets, dose.half_reps, dose.rest_s)
        return Decision(rule.kind, False, "", plan, reason(rule, {"closed": _why_nothing_is_open(cut)}), rule.rule)
    step = _next_step(cut, standing)
    plan = SetPlan(
        dose.half_sets if step.small else step.sets, dose.half_reps if step.small else step.target, dose.rest_s
    )
    blocked = _blocked(cut, standing)
    rule = rule_of(blocked or step.rule)
    kind = "half" if step.small and rule.id in LOWERING else rule.kind
    said = reason(rule, _words(cut, standing, step, plan))
    return Decision(kind, not blocked, step.rung.id, plan, said, rule.rule, step.offer, step.small)


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
    day, often, last = cut.day, cut.too_often, standing.last_day
    between = "rest-day-red" if standing.pain == "red" else "rest-day"
    full = "week-kept" if is_kept(standing, cut.ladder) else "week-full"
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
    """First day on which the march may be on again: a full day between, and no more days in any seven than planned."""
    days = sorted({training.day for training in cut.known.trainings})
    dose = ladder_file()
    most = dose.maintain_days_a_week if is_kept(standing, cut.ladder) else dose.days_a_week
    full = [days[-most] + timedelta(days=7)] if len(days) >= most else []
    return max((last_day + timedelta(days=BETWEEN), *full))


def _seen_since(known: History, moment: datetime) -> bool:
    """Whether a clinician said that exercise is fine; to have been seen for an emergency does not mean that."""
    seen = (entry for entry in known.screenings if entry.what.confirmed and entry.what.outcome != "emergency")
    return any(entry.at > moment for entry in seen)


def held_low(history: History, now: datetime) -> bool:
    """Whether nothing may be added to the march: the last training hurt, or the half dose is on."""
    return _is_held_low(_story(cut_at(history, now))[1])


def _is_held_low(standing: Standing) -> bool:
    return standing.small or standing.pain in ("amber", "red", "stop")


def _why_nothing_is_open(cut: Cut) -> str:
    closing = {lock for level in ladder_file().levels for lock in level.closed_by}
    return screening.why_closed(closing, cut.locks)


def _words(cut: Cut, standing: Standing, step: RungStep, plan: SetPlan) -> dict[str, str]:
    """All that a reason may want to say."""
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
        "next": weekday(_next_day(cut, standing.last_day, standing)) if standing.last_day else "",
        "until": _until(standing.easy_until, day) if standing.easy_until else "",
        "now": f"{cut.pain or 0:g}",
        "felt": felt(last) if last else "",
        "reps": number(min(strong.left, strong.right)) if strong else "",
        "effort": str(strong.effort) if strong else "",
        "closed": _why_nothing_is_open(cut),
    }


def _until(last: date, day: date) -> str:
    """The last of some easy days, so that today's own weekday is not taken for today."""
    return {0: "tonight", 7: f"{weekday(last)} next week"}.get((last - day).days, weekday(last))


def _name(rung_id: str) -> str:
    return next((rung.name for rung in ladder_file().rungs if rung.id == rung_id), "")
