"""A person's standing on the ladder after each training, with the counts that decide the next step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from psoas.plan.history import Training
from psoas.plan.ladder import Decision, Ladder, ladder_file, rank, rung_of

Pain = Literal["stop", "red", "green", "unknown", "amber"]
Performance = Literal["strong", "ok", "weak"]

SORE = 6  # pain that rules out strength training: above the model's ceiling of 5
RISE = 3
REAL = 2
CALM = 2  # most pain that is fine during a training, or the morning after
LIVES, CEILING = 3, 5  # people whose usual pain lies between these may train with it: 5 is the model's ceiling
EASY_EFFORT, EASY_PAIN = 3, 1  # most effort and pain on a rung that is too easy


def pain_class(training: Training, as_of: date) -> Pain:
    """Classify a training by pain.

    Parameters
    ----------
    training : Training
        The training.
    as_of : date
        Day of the judgement; on the training's own day, the morning after is ignored.

    Notes
    -----
    Missing answers are neither good nor bad: "unknown" would be green if they were good.
    """
    before, during = training.before, training.during
    morning = training.morning if as_of > training.day else None
    if training.stop_symptom:
        return "stop"
    if (during is not None and during >= SORE) or _above(during, before, RISE) or _above(morning, before, REAL):
        return "red"
    if training.hurt:  # at any number: a training that was stopped because of pain never leads up
        return "amber"
    answers = (_calm_during(before, during), _calm_morning(before, morning))
    if False in answers:
        return "amber"
    return "unknown" if None in answers else "green"


def performance_class(training: Training) -> Performance:
    """Classify a training by performance of the weaker side; missing answers never make it strong."""
    reps = min(training.left, training.right)
    if reps < 8 or training.form_kept is False or (training.effort is not None and training.effort >= 9):
        return "weak"
    eased = training.effort is not None and training.effort <= 7
    full = is_whole(training) and reps >= ladder_file().most_reps
    return "strong" if full and eased and training.form_kept else "ok"


def is_whole(training: Training) -> bool:
    """Tell whether all planned sets were done, and no fewer than usual."""
    return training.sets_done >= max(training.sets_planned, ladder_file().sets)


def is_very_easy(training: Training) -> bool:
    """Tell whether twelve repetitions took hardly any effort or pain, so that the rung is too low."""
    effort, during = training.effort, training.during
    return (
        performance_class(training) == "strong"
        and effort is not None
        and effort <= EASY_EFFORT
        and during is not None
        and during <= EASY_PAIN
    )


def _above(value: int | None, before: int | None, by: int) -> bool:
    return value is not None and before is not None and value >= before + by


def _calm_during(before: int | None, during: int | None) -> bool | None:
    if during is None:
        return None
    # Without the second half, people whose usual pain is 3 to 5 could never move up.
    return during <= CALM or (before is not None and before >= LIVES and during <= before <= CEILING)


def _calm_morning(before: int | None, morning: int | None) -> bool | None:
    if morning is None or (before is None and morning > 0):
        return None
    return morning == 0 or (before is not None and (morning <= before or (morning <= CALM and morning <= before + 1)))


GAP = 8  # days from which a break counts as a lay-off
EASY_DAYS = 7
AT_THE_TOP = 2  # consecutive strong trainings that master a rung
BETWEEN = 2  # least days from one training to the next: one rest day between
#: Rules that step down, which neither a lay-off nor an easy week may override.
LOWERING = frozenset({"red-once", "red-twice", "red-thrice", "amber-thrice", "weak-twice", "after-stop"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's standing on the ladder; before the first training everything is empty.

    Attributes
    ----------
    rung, trained : str
        Rung of the next training if nothing else happens, and of the last one.
    target, asked : int
        Target of the next training, and of the last one, repetitions of each leg.
    sets : int
        Sets of the next training.
    small : bool
        Whether it is the half dose of the first rung.
    kept : bool
        Whether the last rung was mastered and is only maintained.
    strong, weak, amber : int
        Consecutive trainings that were green and strong, green and weak, or amber; "unknown" neither counts nor breaks
        a run.
    reds : tuple of date
        Days of red trainings.
    stepped_up : date or None
        Day of the last training that was a step up.
    last_day : date or None
        Day of the last training or placement test.
    very_easy : bool
        Whether the last training that was green and strong took hardly any effort or pain.
    last, last_strong : Training or None
        The last training, and the last one that was green and strong.
    pain : str or None
        Pain class of the last training.
    rule : str
        The rule that applied last (decisions.toml).
    easy_until : date or None
        Last of the easy days.
    red_pause : datetime or None
        When the third red training within 28 days began to count, from which on the march rests.
    """

    rung: str = ""
    trained: str = ""
    target: int = 0
    asked: int = 0
    sets: int = 0
    small: bool = False
    kept: bool = False
    strong: int = 0
    weak: int = 0
    amber: int = 0
    reds: tuple[date, ...] = ()
    stepped_up: date | None = None
    last_day: date | None = None
    very_easy: bool = False
    last: Training | None = None
    last_strong: Training | None = None
    pain: Pain | None = None
    rule: str = "first"
    easy_until: date | None = None
    red_pause: datetime | None = None


def after(standing: Standing, training: Training, planned: Decision, ladder: Ladder, as_of: date) -> Standing:
    """Compute the standing after a training.

    Parameters
    ----------
    planned : Decision
        The plan's decision at its time.
    ladder : Ladder
        The person's rungs then.
    as_of : date
        Day of the judgement (see `pain_class`).
    """
    pain = pain_class(training, as_of)
    credited = replace(_credited(standing, training, planned, ladder), pain=pain)
    if pain == "stop":
        return _lowered(credited, ladder, "after-stop")
    if pain == "red":
        return _after_red(credited, training, ladder)
    if pain == "amber":
        return _after_amber(credited, ladder)
    if pain == "unknown":
        return replace(credited, rule="unknown")
    too_soon = standing.last_day is not None and (training.day - standing.last_day).days < BETWEEN
    return _after_green(credited, training, ladder, too_soon=too_soon)


def placed(standing: Standing, rung_id: str, day: date) -> Standing:
    """Compute the standing after a placement test that ended at a rung."""
    target = rung_of(rung_id).first_target
    return Standing(
        rung=rung_id,
        trained=rung_id,
        target=target,
        asked=target,
        sets=ladder_file().sets,
        reds=standing.reds,
        stepped_up=day,
        last_day=day,
        last=standing.last,
        rule="placed",
        easy_until=standing.easy_until,
        red_pause=standing.red_pause,
    )


def may_be_placed(standing: Standing, day: date) -> bool:
    """Tell whether a placement test is open: for beginners and after two weeks away, without a red in 28 days."""
    away = standing.last_day is None or standing.last_day == day or (day - standing.last_day).days > 14
    return away and not _recent(standing.reds, day, 28)


def _credited(standing: Standing, training: Training, planned: Decision, ladder: Ladder) -> Standing:
    """Credit the training to a rung; one that is harder than planned or offered counts as the planned one."""
    rung = planned.rung or ladder.place(standing.rung).nearest.id
    if training.rung == planned.offer or 0 <= rank(training.rung) < rank(rung):
        rung = training.rung or rung
    moved = rung != standing.rung
    away = standing.last_day is not None and (training.day - standing.last_day).days >= GAP
    counts = (0, 0, 0) if moved or away else (standing.strong, standing.weak, standing.amber)
    first = rung_of(rung).first_target
    as_planned = rung == planned.rung
    halved = planned.small or planned.kind == "flare-up"
    target = first if halved or not as_planned else planned.plan.reps_per_side
    up = standing.trained != "" and rank(rung) > rank(standing.trained)
    return replace(
        standing,
        rung=rung,
        trained=rung,
        target=target,
        asked=target,
        sets=ladder_file().sets if moved else standing.sets or ladder_file().sets,
        small=planned.small and as_planned,
        kept=standing.kept and not moved and not away,
        strong=counts[0],
        weak=counts[1],
        amber=counts[2],
        stepped_up=training.day if up else standing.stepped_up,
        last_day=training.day,
        last=training,
    )


def _after_red(s: Standing, training: Training, ladder: Ladder) -> Standing:
    s = replace(s, reds=(*s.reds, training.day))
    twice = len(_recent(s.reds, training.day, 14)) >= 2
    if twice:
        s = replace(s, easy_until=training.day + timedelta(days=EASY_DAYS))
    if len(_recent(s.reds, training.day, 28)) >= 3:
        return replace(_lowered(s, ladder, "red-thrice", 2), red_pause=training.counts_from)
    return _lowered(s, ladder, "red-twice", 2) if twice else _lowered(s, ladder, "red-once")


def _after_amber(s: Standing, ladder: Ladder) -> Standing:
    s = replace(s, strong=0, weak=0, amber=s.amber + 1)
    if s.small:  # nothing is below the half dose
        return replace(s, rule="amber-half")
    if s.amber >= 3:
        return _lowered(s, ladder, "amber-thrice")
    return replace(s, sets=1, rule="amber-twice") if s.amber == 2 else replace(s, rule="amber-once")


def _after_green(s: Standing, training: Training, ladder: Ladder, *, too_soon: bool) -> Standing:
    performance = performance_class(training)
    s = replace(s, amber=0, sets=ladder_file().sets)
    if performance == "weak":
        s = replace(s, strong=0, weak=s.weak + 1)
        return _lowered(s, ladder, "weak-twice") if s.weak >= 2 else replace(s, rule="weak-once")
    s = replace(s, weak=0)
    if s.small:
        return replace(s, small=False, rule="full-again")
    if too_soon or not is_whole(training):
        return replace(s, rule="part")
    return _after_strong(s, training, ladder) if performance == "strong" else _after_ok(s, training)


def _after_strong(s: Standing, training: Training, ladder: Ladder) -> Standing:
    most, strong = ladder_file().most_reps, s.strong + 1
    kept = s.kept or (strong >= AT_THE_TOP and s.rung == ladder.top)
    easy = is_very_easy(training)
    return replace(s, strong=strong, very_easy=easy, last_strong=training, target=most, kept=kept, rule="strong-once")


def _after_ok(s: Standing, training: Training) -> Standing:
    most, reps = ladder_file().most_reps, min(training.left, training.right)
    s = replace(s, strong=0)
    if reps >= most and (training.effort is None or training.form_kept is None):
        return replace(s, target=most, rule="untold")
    if reps >= s.target and s.target < most:
        return replace(s, target=min(s.target + 2, most), rule="more")
    return replace(s, rule="hold")


def _lowered(s: Standing, ladder: Ladder, rule: str, steps: int = 1) -> Standing:
    """Go down some rungs; below the first rung is its half dose."""
    below = ladder.place(s.rung).below[steps - 1 : steps]
    rung = below[0] if below else ladder.way[0]
    target, sets = rung.first_target, ladder_file().sets
    return replace(
        s,
        rung=rung.id,
        target=target,
        sets=sets,
        small=not below,
        kept=False,
        strong=0,
        weak=0,
        amber=0,
        rule=rule,
    )


def _recent(days: tuple[date, ...], until: date, within: int) -> list[date]:
    return [day for day in days if (until - day).days <= within]
