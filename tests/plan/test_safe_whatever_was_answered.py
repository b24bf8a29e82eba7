"""Whatever was answered, whenever and in which order: what comes out obeys the clinical notes, section 9 included.

One property for each point, over all facts, dates, ages and histories. The cases of one point each stand in
scenarios.toml and in the files beside this one.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas.journal.answers import Answer, Choice, Entry, Morning, Profile, Screening
from psoas.plan.clock import as_understood
from psoas.plan.cut import locks_of
from psoas.plan.free_start import free_start
from psoas.plan.guided_step import leading
from psoas.plan.history import History, Training
from psoas.plan.ladder import ladder_file, ladder_of, rung_of
from psoas.plan.limits import limits, taught
from psoas.plan.offers import offers
from psoas.plan.pain import Hurt, after_hurt, kinds
from psoas.plan.placement import Try, ends_at, next_try
from psoas.plan.progression import decide
from psoas.plan.screening import also, confirm, facts, gate, judge
from psoas.plan.standing import pain_class
from psoas.plan.today import today
from psoas.programme.catalogue import load

from .stories import moment, profile

CATALOGUE = load()
IDS = list(facts())
LED = [exercise.id for exercise in CATALOGUE.exercises if exercise.guide]
LYING = {level.level for level in ladder_file().levels if "lying" in level.closed_by}
EMERGENCIES = [fact.id for fact in facts().values() if fact.outcome == "emergency"]
CLOSING = [fact.id for fact in facts().values() if fact.outcome in ("see-clinician", "soon", "today")]

ratings = st.none() | st.integers(0, 10)
ticks = st.sets(st.sampled_from(IDS), max_size=4)
days = st.integers(0, 100)


@st.composite
def screenings(draw: st.DrawFn) -> list[Entry[Screening]]:
    """Answers over the weeks, confirmed or not, some with signs that turned up in a session."""
    found: list[Entry[Screening]] = []
    for day in sorted(draw(st.lists(days, min_size=1, max_size=4))):
        what = judge(draw(ticks))
        if found and draw(st.booleans()):
            sign = draw(st.sampled_from([kind for kind in kinds() if kind.sign]))
            what = after_hurt(found[-1].what, Hurt(sign)) or what
        if draw(st.booleans()):
            what = confirm(what)
        found.append(Entry(moment(day, 8), what, id=len(found) + 1))
    return found


@st.composite
def trainings(draw: st.DrawFn) -> list[Training]:
    rungs = st.sampled_from([rung.id for rung in ladder_file().rungs])
    return [
        Training(
            at=moment(day, 10),
            rung=draw(rungs),
            target=10,
            sets_planned=2,
            sets_done=draw(st.integers(0, 2)),
            left=draw(st.integers(1, 14)),
            right=draw(st.integers(0, 14)),
            before=draw(ratings),
            during=draw(ratings),
            morning=draw(ratings),
            effort=draw(ratings),
            form_kept=draw(st.none() | st.booleans()),
            stop_symptom=draw(st.integers(0, 9)) == 0,
            hurt=draw(st.integers(0, 5)) == 0,
            session_id=number,
        )
        for number, day in enumerate(sorted(draw(st.lists(days, max_size=8))), 1)
    ]


@st.composite
def lives(draw: st.DrawFn) -> History:
    """Anything that can be answered, done and told within a hundred days."""
    answers = [
        Entry(moment(day, 9), draw(st.sampled_from([*SIGNS, *ILL, Answer("pain-now", draw(st.integers(0, 10)))])))
        for day in sorted(draw(st.lists(days, max_size=6)))
    ]
    choices = [
        Entry(moment(day, 11), Choice(draw(st.sampled_from(["placement", "easier", "try", "pause", "go-on"])), rung))
        for day, rung in draw(st.lists(st.tuples(days, st.sampled_from(["1a", "3b", "5a", "6a", "6c"])), max_size=3))
    ]
    owned = profile(
        draw(st.lists(st.sampled_from(["light", "medium", "heavy"]), unique=True)),
        box_height_m=draw(st.none() | st.just(0.4)),
        wall=draw(st.booleans()),
        chair=draw(st.booleans()),
        ball=True,
        belly_contact=True,
        age=draw(st.none() | st.integers(16, 110)),
    )
    return History(
        trainings=draw(trainings()),
        screenings=draw(screenings()),
        profiles=[Entry(moment(0, 7), owned)],
        answers=answers,
        choices=sorted(choices, key=lambda entry: entry.at),
    )


SIGNS = [Answer("sign", 1, "one-leg"), Answer("sign", 1, "pinch"), Answer("sign", 0, "pinch")]
ILL = [Answer("ill", 1), Answer("ill", 0)]
nows = st.builds(moment, st.integers(0, 110), st.integers(0, 23))
thorough = settings(max_examples=100, deadline=None)


def locks(history: History, now) -> set[str]:
    return set(locks_of(as_understood(history, now)))


@thorough
@given(lives(), nows)
def test_nothing_that_is_planned_offered_or_led_is_closed_to_the_person(history: History, now) -> None:
    closed, plan = locks(history, now), today(history, now, CATALOGUE)
    for step in plan.steps:
        if step.locked or step.state != "due":
            continue
        for exercise_id in (step.exercise_id, *step.others):
            assert not set(CATALOGUE.by_id(exercise_id).closed_by) & closed
    if plan.decision.train:
        level = next(each for each in ladder_file().levels if each.level == rung_of(plan.decision.rung).level)
        assert not set(level.closed_by) & closed
    for exercise_id in LED:
        if not leading(history, now, CATALOGUE.by_id(exercise_id), CATALOGUE).closed:
            assert not set(CATALOGUE.by_id(exercise_id).closed_by) & closed


@thorough
@given(lives(), nows)
def test_while_something_stands_before_the_day_nothing_at_all_is_on(history: History, now) -> None:
    plan = today(history, now, CATALOGUE)
    if plan.gate == "open":
        return
    assert not plan.decision.train
    assert all(step.locked or step.state != "due" for step in plan.steps)
    assert offers(history, now) == ()
    assert all(free_start(history, now, level).refused for level in range(1, 7))
    assert all(leading(history, now, CATALOGUE.by_id(each), CATALOGUE).closed for each in LED)


@thorough
@given(lives(), nows)
def test_whoever_is_ill_trains_nothing_that_day(history: History, now) -> None:
    known = as_understood(history, now)
    ill = [entry.what.value for entry in known.answers if entry.what.asked == "ill" and entry.day == now.date()][-1:]
    if ill != [1]:
        return
    plan = today(history, now, CATALOGUE)
    assert not plan.decision.train
    assert all(step.locked or step.state != "due" for step in plan.steps)
    assert all(free_start(history, now, level).refused for level in range(1, 7))


@thorough
@given(lives(), nows)
def test_no_hip_is_led_past_the_limit_and_no_cue_asks_for_more(history: History, now) -> None:
    found = limits(history, now)
    held = taught(CATALOGUE, history, now)
    for exercise in held.march:
        assert exercise.motion is not None
        poses = (exercise.motion.start, exercise.motion.working, exercise.motion.holding)
        if found.hip_deg is not None:
            assert max(pose.hip for pose in poses) <= found.hip_deg
            assert abs(exercise.motion.travel_deg) >= 15, "a camera can still count it"
        if found.hip_deg is not None or "short-range" in found.locks:
            assert not [check for check in exercise.checks if "closer" in check.cue or "higher" in check.cue]


@thorough
@given(lives(), nows)
def test_whoever_needs_support_is_never_asked_to_stand_without_it(history: History, now) -> None:
    closed, known = locks(history, now), as_understood(history, now)
    if not {"support-first", "free-standing"} & closed:
        return
    ladder = ladder_of(known.profile, tuple(closed))  # type: ignore[arg-type]
    if ladder.way:
        rungs = [rung for n in range(6) if (rung := next_try(ladder, [EASY] * n)) is not None]
        assert all(rung.level < 6 or rung == ladder.way[0] for rung in rungs)
        assert ends_at(ladder, [EASY] * max(1, len(rungs))).level < 6 or ladder.way[0].level == 6
    if not known.profile.chair:
        assert all(rung.level < 6 for rung in ladder.rungs)
        assert free_start(history, now, 6).refused
    start = taught(CATALOGUE, history, now).level(6).start
    assert any(line.startswith("First put a steady chair beside you") for line in start)


EASY = Try(8, 8, 2, 0, True)


@thorough
@given(lives(), nows, st.sampled_from(EMERGENCIES))
def test_an_emergency_closes_the_day_whatever_came_before(history: History, now, fact: str) -> None:
    told = Entry(now, also(history.screenings[-1].what, {fact}), id=99)
    after = History(history.trainings, [*history.screenings, told], history.profiles, history.answers, history.choices)
    for later in (timedelta(0), timedelta(minutes=5), timedelta(hours=7)):
        assert gate(as_understood(after, now + later), now + later) == "emergency"
        assert not decide(after, now + later).train


@thorough
@given(lives(), nows, st.sampled_from(CLOSING))
def test_what_a_clinician_has_to_see_first_closes_everything_until_one_has(history: History, now, fact) -> None:
    told = Entry(now, judge({fact}), id=99)
    after = History((), [*history.screenings, told], history.profiles, (), ())
    later = now + timedelta(days=1)
    assert gate(as_understood(after, later), later) == "clinician"
    seen = Entry(later, confirm(judge({fact})), id=100)
    opened = History((), [*after.screenings, seen], history.profiles, (), ())
    assert gate(as_understood(opened, later), later) == "open"
    assert locks(opened, later) >= set(facts()[fact].locks) - {"march", "hip-opening"}


@pytest.mark.parametrize("fact", ["over-65", "long-pain", "cancer", "latex", "bleeding", "clot", "hypermobile"])
@given(age=st.none() | st.integers(16, 110))
def test_nobody_is_locked_out_by_age_long_pain_or_what_was_long_ago(fact: str, age: int | None) -> None:
    owned = [Entry(moment(0, 7), Profile(age=age))]
    told = History(screenings=[Entry(moment(0, 8), judge({fact}))], profiles=owned)
    decision = decide(told, moment(0, 9))
    assert decision.train and decision.rung == "1a"


@given(
    before=st.integers(0, 3), soreness=ratings, during=st.integers(0, 2), effort=st.integers(0, 7), easy=st.booleans()
)
def test_sore_muscles_alone_never_lower_anything(
    before: int, soreness: int | None, during: int, effort: int, easy: bool
) -> None:
    del easy
    told = Training(
        moment(0, 10), "1a", 10, 2, 2, 10, 10, before=before, during=during, morning=Morning(0, soreness).pain,
        effort=effort, form_kept=True,
    )  # fmt: skip
    assert pain_class(told, moment(1).date()) == "green"


@thorough
@given(lives(), st.integers(0, 90), st.integers(1, 13))
def test_a_leg_sign_twice_within_two_weeks_rests_the_march_until_a_clinician_has_looked(
    history: History, first: int, apart: int
) -> None:
    second, now = moment(first + apart, 20), moment(first + apart, 21)
    # the answers of the first day, and nothing confirmed since: a confirmation is what ends the pause
    told = [Entry(moment(first, 7), judge(set()), id=1)]
    signs = [Entry(moment(first, 20), Answer("sign", 1, "one-leg")), Entry(second, Answer("sign", 1, "one-leg"))]
    life = History(history.trainings, told, history.profiles, signs, ())
    decision = decide(life, now)
    assert not decision.train
    assert gate(as_understood(life, now), now) != "open" or decision.kind == "pause"
    assert all(free_start(life, now, level).refused for level in range(1, 7))


@thorough
@given(lives(), nows, st.integers(0, 27))
def test_after_a_pinch_the_leg_moves_less_high_for_four_weeks(history: History, now, days_ago: int) -> None:
    pinched = Entry(now - timedelta(days=days_ago) + timedelta(minutes=1), Answer("sign", 1, "pinch"))
    told = [Entry(now - timedelta(days=200), judge(set()), id=1)]
    life = History((), told, history.profiles, [pinched], ())
    later = now + timedelta(minutes=2)
    assert limits(life, later).hip_deg == 75
    assert taught(CATALOGUE, life, later).level(6).motion.working.hip == 75  # type: ignore[union-attr]
