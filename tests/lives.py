"""A made-up half year with psoas, as History and as journal: up through the levels, a flare, a holiday, and answers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from psoas.journal.answers import Answer, Band, Entry, Feeling, Morning, Profile, Screening, StepDone, Walk
from psoas.journal.records import RepRecord, SetPlan
from psoas.journal.store import Store
from psoas.plan.history import History, Training
from psoas.plan.ladder import rung_of

MONDAY = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
ACTIVITIES = ("Tying my shoes", "Getting up after a long drive", "Climbing the stairs to the office")
#: Week in which a rung begins.
WAY = {0: "1a", 2: "1b", 5: "2a", 7: "2b", 11: "3b", 13: "2b", 15: "3b", 19: "4a", 22: "4b"}
#: Weeks without any march.
HOLIDAY = (16, 17, 18)
PROFILE = Profile(bands=(Band("light"), Band("medium")), box_height_m=0.4, activities=ACTIVITIES)


def half_year(store: Store, weeks: int = 26, *, seed: int = 3) -> datetime:
    """Write it into a journal; returns the moment at which it ends."""
    store.tell(Screening("go", ("belly",)), MONDAY - timedelta(days=1))
    store.tell(PROFILE, MONDAY - timedelta(days=1))
    for training, degrees in marches(weeks, seed):
        _march(store, training, degrees)
    for entry in told(weeks, seed):
        store.tell(entry.what, entry.at)
    for walk in walks(weeks):
        store.tell(walk.what, walk.at)
    return MONDAY + timedelta(weeks=weeks) - timedelta(days=2, hours=-4)


def long_life(years: int, *, seed: int = 5) -> History:
    """A history of many years, as values."""
    weeks = 52 * years
    entries = list(told(weeks, seed))
    return History(
        trainings=[training for training, _ in marches(weeks, seed)],
        screenings=[Entry(MONDAY, Screening("see-clinician", ("lying", "belly", "strong-stretch"), confirmed=True))],
        profiles=[Entry(MONDAY, PROFILE)],
        answers=[entry for entry in entries if isinstance(entry.what, Answer)],  # type: ignore[misc]
        steps=[entry for entry in entries if isinstance(entry.what, StepDone)],  # type: ignore[misc]
        walks=list(walks(weeks)),
    )


def walks(weeks: int) -> Iterator[Entry[Walk]]:
    """Three to five walks a week, a minute longer each week up to half an hour."""
    for week in range(weeks):
        for day in range(3 + week % 3):
            yield Entry(MONDAY + timedelta(weeks=week, days=day, hours=5), Walk(min(10 + week, 30), 1))


def marches(weeks: int, seed: int) -> Iterator[tuple[Training, tuple[float, float]]]:
    """Sessions, with the range of each leg, degrees."""
    dice, rung, since, number = random.Random(seed), "1a", 0, 0
    for week in range(weeks):
        if week in WAY:
            rung, since = WAY[week], week
        if week in HOLIDAY:
            continue
        for day in (0, 2, 4) if dice.random() < 0.7 else (1, 4):
            number += 1
            target = min(rung_of(rung).first_target + 2 * (week - since), 12)
            sore = 2 if week in (12, 13) else 0
            before = max(0, round(3 - week / 10 + dice.gauss(0, 0.7))) + sore
            during = min(10, max(0, before + dice.choice((0, 0, 1, 1, -1)) + sore))
            right = max(4, target - dice.choice((0, 0, 0, 1, 2 if week > 10 else 1)))
            training = Training(
                at=MONDAY + timedelta(weeks=week, days=day),
                rung=rung,
                target=target,
                sets_planned=2,
                sets_done=2,
                left=target,
                right=right,
                before=before,
                during=during,
                morning=max(0, before + dice.choice((-1, 0, 0, 1))) if dice.random() < 0.85 else None,
                effort=min(10, max(2, round(7.4 - 0.8 * (week - since) + dice.gauss(0, 0.8)) + sore)),
                form_kept=True,
                morning_asked=True,
                session_id=number,
            )
            yield training, (_degrees(rung, dice), _degrees(rung, dice) - 3)


def told(weeks: int, seed: int) -> Iterator[Entry[Answer | StepDone]]:
    """Answers and steps."""
    dice = random.Random(seed + 1)
    for week in range(weeks):
        at = MONDAY + timedelta(weeks=week, hours=2)
        sore = 2 if week in (12, 13) else 0
        yield Entry(at, Answer("pain-week", max(0, min(10, round(5 - week / 7 + dice.gauss(0, 0.6)) + sore))))
        yield Entry(at, Answer("sitting-share", max(20, min(100, 5 * round((82 - week + dice.gauss(0, 6)) / 5)))))
        if week % 2 == 0:
            for n, item in enumerate(ACTIVITIES):
                value = (4 + week / 6, 5 + week / 30, 6 - week / 40)[n] + dice.gauss(0, 0.5)
                yield Entry(at, Answer("activity", max(0, min(10, round(value))), item))
        if week in (6, 12):
            yield Entry(at, Answer("overall", 3 if week == 6 else 2))
        for day in range(7):
            yield from _steps(MONDAY + timedelta(weeks=week, days=day, hours=1), week, dice)


def _steps(at: datetime, week: int, dice: random.Random) -> Iterator[Entry[StepDone]]:
    share = 0.15 if week in HOLIDAY else 0.6
    for step, exercise in (("massage", "warm-up"), ("stretch", "half-kneeling-stretch"), ("habit", "break-up-sitting")):
        if dice.random() < share * (0.6 if step == "massage" else 1):
            yield Entry(at, StepDone(step, exercise, "done" if dice.random() < 0.93 else "skipped", 120.0))  # type: ignore[arg-type]


def _degrees(rung: str, dice: random.Random) -> float:
    return {"1": 48, "2": 52, "3": 56, "4": 44, "5": 70, "6": 74}[rung[0]] + dice.gauss(0, 2.2)


def _march(store: Store, training: Training, degrees: tuple[float, float]) -> None:
    level = rung_of(training.rung).level
    exercise = {1: "lying-march", 2: "banded-box-march", 3: "banded-lying-march", 4: "banded-bridge-march"}[level]
    number = store.begin_session(
        started_at=training.at, exercise_id=exercise, level=level, band=rung_of(training.rung).band != "none",
        counting="camera", plan=SetPlan(2, training.target, 75), rung=training.rung,
    )  # fmt: skip
    event = 0
    for set_number in (1, 2):
        store.begin_set(number, set_number, 100.0 * set_number)
        for side, reps, range_deg in (("left", training.left, degrees[0]), ("right", training.right, degrees[1])):
            for _ in range(reps):
                event += 1
                at_s = 100.0 * set_number + event
                store.add_rep(RepRecord(number, event, set_number, side, "camera", at_s, range_deg=range_deg))
        store.end_set(number, set_number, 100.0 * set_number + 90)
    store.end_session(number, training.at + timedelta(minutes=9), "done")
    feeling = Feeling(training.before, training.during, training.effort, form_kept=True)
    store.tell(feeling, training.at + timedelta(minutes=10), number)
    store.tell(Morning(training.morning), training.at + timedelta(days=1), number)
