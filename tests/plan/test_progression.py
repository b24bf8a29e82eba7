"""Months of training by people who follow the plan, or do not: what holds whatever they do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psoas.journal.answers import Answer, Choice, Entry, Profile
from psoas.plan.cut import locks_of, until
from psoas.plan.history import History, Training
from psoas.plan.ladder import ladder_file, ladder_of, rank
from psoas.plan.progression import DecidedTraining, decide, past_decisions
from psoas.plan.screening import confirm, facts, judge
from psoas.plan.standing import pain_class
from psoas.plan.today import explain

from .stories import moment, profile

RUNGS = [rung.id for rung in ladder_file().rungs]
FACTS = [fact.id for fact in facts().values() if fact.outcome != "emergency"]
pains = st.one_of(st.none(), st.integers(0, 4), st.integers(0, 10))
profiles = st.builds(
    profile,
    st.lists(st.sampled_from(["light", "medium", "heavy"]), unique=True),
    box_height_m=st.sampled_from([None, 0.4]),
    wall=st.booleans(),
    easy_weeks=st.booleans(),
)


@dataclass(frozen=True)
class Deed:
    """Something that happens some days after the last thing."""

    wait: int
    what: str
    rung: str = "1a"
    training: dict[str, object] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()
    owned: Profile | None = None


good = st.fixed_dictionaries(
    {
        "left": st.just(12),
        "right": st.just(12),
        "sets_done": st.just(2),
        "before": st.integers(2, 4),
        "during": st.integers(0, 2),
        "morning": st.integers(0, 2),
        "effort": st.integers(2, 7),
        "form_kept": st.just(True),
    }
)
mixed = st.fixed_dictionaries(
    {
        "left": st.integers(1, 14),
        "right": st.integers(1, 14),
        "sets_done": st.integers(0, 2),
        "before": pains,
        "during": pains,
        "morning": pains,
        "effort": st.one_of(st.none(), st.integers(0, 10)),
        "form_kept": st.sampled_from([True, True, None, False]),
        "stop_symptom": st.sampled_from([False] * 19 + [True]),
        "hurt": st.sampled_from([False] * 5 + [True]),
    }
)
weeks_on_end = st.lists(
    st.builds(Deed, st.integers(2, 4), st.sampled_from(["as planned", "as planned", "the offer"]), training=good),
    min_size=2,
    max_size=6,
)
waits = st.one_of(st.integers(2, 4), st.integers(0, 20), st.integers(20, 100))
odd = st.one_of(
    st.builds(Deed, waits, st.just("as planned"), training=mixed),
    st.builds(Deed, waits, st.just("as planned"), training=mixed),
    st.builds(Deed, waits, st.just("any rung"), st.sampled_from(RUNGS), training=mixed),
    st.builds(Deed, st.integers(0, 3), st.sampled_from(["easier", "try", "side-step"]), st.sampled_from(["", *RUNGS])),
    st.builds(Deed, st.integers(0, 3), st.just("things"), owned=profiles),
).map(lambda deed: [deed])
closed = st.builds(
    lambda shut, between, opened: [shut, between, opened],
    st.one_of(
        st.builds(Deed, st.integers(0, 3), st.just("pause")),
        st.builds(Deed, st.integers(0, 3), st.just("screening"), ticked=st.tuples(st.sampled_from(FACTS))),
    ),
    st.builds(Deed, waits, st.just("as planned"), training=mixed),
    st.builds(Deed, st.integers(0, 3), st.sampled_from(["go-on", "well again"])),
)
chapters = st.lists(st.one_of(weeks_on_end, weeks_on_end, odd, odd, closed), min_size=8, max_size=24)
lives = st.tuples(profiles, chapters.map(lambda life: [deed for chapter in life for deed in chapter]))
Life = tuple[Profile, list[Deed]]


def lived(life: Life) -> Iterator[tuple[History, int]]:
    """The history before each training, with the day; and the whole at the end, a day after everything."""
    owned, events = life
    day, hour = 0, 9
    history = History(screenings=(Entry(moment(0, 8), judge([])),), profiles=(Entry(moment(0, 8), owned),))
    for deed in events:
        day, hour = day + deed.wait, 9 if deed.wait else hour + 1
        if hour > 22:
            day, hour = day + 1, 9
        at = moment(day, hour)
        if deed.training:
            yield history, day
            plan = decide(history, at)
            if plan.kind == "screen" and deed.what != "any rung":
                history = replace(history, screenings=(*history.screenings, Entry(at, confirm(judge([])))))
                plan = decide(history, at)
            rung = {"as planned": plan.rung, "the offer": plan.offer or plan.rung}.get(deed.what, deed.rung)
            done = Training(at, rung, plan.plan.reps_per_side, plan.plan.sets, **deed.training)  # type: ignore[arg-type]
            done = replace(done, sets_done=min(done.sets_done, plan.plan.sets), session_id=len(history.trainings))
            history = replace(history, trainings=(*history.trainings, done))
        elif deed.what in ("screening", "well again"):
            told = confirm(judge(deed.ticked)) if deed.what == "well again" else judge(deed.ticked)
            history = replace(history, screenings=(*history.screenings, Entry(at, told)))
        elif deed.owned:
            history = replace(history, profiles=(*history.profiles, Entry(at, deed.owned)))
        else:
            wish = Choice(deed.what, deed.rung if deed.what not in ("pause", "go-on") else "")  # type: ignore[arg-type]
            history = replace(history, choices=(*history.choices, Entry(at, wish)))
    yield history, day + 1


def whole(life: Life) -> tuple[History, tuple[DecidedTraining, ...]]:
    *_, (history, day) = lived(life)
    return history, past_decisions(history, moment(day, 23))


many_lives = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many_lives
@given(lives)
def test_the_same_history_gives_the_same_decisions_now_and_when_it_is_told_again(
    life: Life,
) -> None:
    *_, (history, day) = lived(life)
    now = moment(day, 23)
    story = explain(history, now)
    assert story == explain(history, now)
    for told in past_decisions(history, now):
        at = told.training.at
        before = until(history, at)
        earlier = tuple(each for each in before.trainings if each is not told.training)
        assert told.decision == decide(replace(before, trainings=earlier), at)
    assert story[-1][1] == decide(history, now)


@many_lives
@given(lives)
def test_no_rung_that_is_closed_and_no_dose_that_the_ladder_does_not_know(life: Life) -> None:
    for history, day in lived(life):
        at = moment(day, 23)
        known = until(history, at)
        decision, ladder = decide(history, at), ladder_of(known.profile, locks_of(known))
        assert decision.rung == "" or ladder.has(decision.rung)
        assert decision.rung or not decision.train
        assert decision.offer == "" or ladder.has(decision.offer)
        assert 1 <= decision.plan.sets <= 2
        assert 8 <= decision.plan.reps_per_side <= 12
        assert decision.plan.sets == 1 or not decision.small


@many_lives
@given(lives)
def test_never_more_than_one_rung_up_and_only_after_green(life: Life) -> None:
    history, story = whole(life)
    for before, told in pairwise(story):
        known = until(history, told.training.at)
        ladder, trained = ladder_of(known.profile, locks_of(known)), before.then(told.training.day).trained
        if not ladder.has(trained):
            continue
        for rung in filter(None, (told.decision.rung, told.decision.offer)):
            between = [each for each in ladder.way if rank(trained) < rank(each.id) < rank(rung)]
            assert between == []
            if rank(rung) > rank(trained):
                assert pain_class(before.training, told.training.day) == "green"


@many_lives
@given(lives)
def test_at_least_seven_days_between_two_steps_up(life: Life) -> None:
    history, story = whole(life)
    steps_up = []
    for told in story:
        known = until(history, told.training.at)
        here, after = told.standing.trained, told.then(told.training.day).trained
        if here and rank(after) > rank(here) and ladder_of(known.profile, locks_of(known)).has(here):
            steps_up.append(told.training.day)
    assert all(later - earlier >= timedelta(days=7) for earlier, later in pairwise(steps_up))


@many_lives
@given(lives)
def test_red_always_lowers_halves_or_pauses(life: Life) -> None:
    history, story = whole(life)
    for before, told in pairwise(story):
        trained = before.then(told.training.day).trained
        known = until(history, told.training.at)
        if pain_class(before.training, told.training.day) in ("red", "stop") and told.decision.train:
            lower = rank(told.decision.rung) < rank(trained)
            closed = not ladder_of(known.profile, locks_of(known)).has(trained)
            assert lower or told.decision.small or closed


@many_lives
@given(lives)
def test_a_full_day_lies_between_two_trainings_that_the_plan_asks_for(life: Life) -> None:
    for history, day in lived(life):
        now = moment(day, 23)
        for at in (now, now + timedelta(days=1)):
            if history.trainings and (at.date() - history.trainings[-1].day).days < 2:
                assert not decide(history, at).train


@many_lives
@given(lives)
def test_a_march_that_the_plan_asks_for_is_at_most_the_third_in_seven_days(life: Life) -> None:
    for history, day in lived(life):
        now = moment(day, 23)
        for at in (now, now + timedelta(days=2), now + timedelta(days=4)):
            week = {each.day for each in history.trainings if 0 <= (at.date() - each.day).days < 7}
            assert len(week - {at.date()}) < 3 or not decide(history, at).train


@given(lives, st.integers(6, 10))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_from_a_pain_of_6_before_on_there_is_no_strength_training(life: Life, pain: int) -> None:
    *_, (history, day) = lived(life)
    sore = Entry(moment(day, 22), Answer("pain-now", pain))
    assert not decide(replace(history, answers=(sore,)), moment(day, 23)).train


@pytest.mark.parametrize("steady", [0, 3, 4, 5])
@given(owned=profiles)
@settings(max_examples=8, deadline=None)
def test_steady_pain_up_to_5_can_reach_the_top(steady: int, owned: Profile) -> None:
    history = History(profiles=(Entry(moment(0, 8), owned),))
    top = ladder_of(owned, ()).way[-1].id
    for day in range(0, 400, 3):
        if day % 81 == 0:
            history = replace(history, screenings=(*history.screenings, Entry(moment(day, 8), judge([]))))
        plan = decide(history, moment(day))
        if plan.rung == top:
            return
        assert plan.train
        asked, sets = plan.plan.reps_per_side, plan.plan.sets
        done = Training(moment(day), plan.rung, asked, sets, sets, asked, asked, steady, steady, steady, 7, True)
        # Only the last weeks matter for the step; the whole story would make this test slow.
        history = replace(history, trainings=(*history.trainings, done))
    pytest.fail(f"never reached {top}")


@given(st.integers(0, 90), st.integers(0, 90))
def test_the_longer_away_the_lower(one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    placed = Entry(moment(0, 8), Choice("placement", "4b"))
    done = Training(moment(1), "4b", 8, 2, 2, 8, 8, 1, 2, 1, 6, True)
    history = History((done,), (Entry(moment(0, 8), judge([])),), choices=(placed,),
                      profiles=(Entry(moment(0, 8), profile(["light"], box_height_m=0.4)),))  # fmt: skip
    ranks = [rank(decide(history, moment(1 + days)).rung) for days in (shorter, longer)]
    assert ranks[1] <= ranks[0]
