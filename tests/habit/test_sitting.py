"""What must hold whatever a person and a computer do, for weeks."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from at_the_desk import desk, play
from psoas.habit.events import LetGo, Prompt
from psoas.habit.observation import Observation
from psoas.habit.policy import MOST_A_DAY, Policy
from psoas.habit.sitting import update
from psoas.habit.spells import AWAY_S, LOST_S, Spell
from psoas.habit.state import DeskState

_SIGNS = st.lists(
    st.sampled_from(["microphone", "camera", "presenting", "full screen", "do not disturb", "locked"]), max_size=2
)
_LENGTHS = st.sampled_from(["30s", "2m", "4m", "11m", "25m", "33m", "2h", "9h"])
_AT_IT = st.builds(
    lambda length, what, signs: " + ".join([f"{length} {what}", *signs]),
    _LENGTHS,
    st.sampled_from(["typing", "working", "reading", "hands off", "locked"]),
    _SIGNS,
)
_NOBODY = st.builds("{} {}".format, _LENGTHS, st.sampled_from(["asleep", "frozen", "off"]))
_ODD = st.sampled_from(
    ["clock +1h", "clock -1h", "clock +3m", "zone America/New_York", "zone Pacific/Auckland", "zone Pacific/Honolulu"]
)
_SAID = st.sampled_from([f"say {word}" for word in ("done", "later", "skip", "call", "standing", "sitting")])
WEEKS = st.lists(st.one_of(_AT_IT, _AT_IT, _NOBODY, _ODD, _SAID), max_size=60)
POLICIES = st.sampled_from([Policy(), Policy(20), Policy(90)])
STARTS = st.sampled_from(["2026-03-02 08:00", "2026-03-27 08:00", "2026-10-23 08:00", "2026-12-31 08:00"])


def lived(start: str, weeks: list[str]) -> list[Observation]:
    # A look every half minute is as good as one every five seconds here, and six times as fast.
    looks = list(desk(start).live(weeks))
    return [look for i, look in enumerate(looks) if i % 6 == 0 or look.said or look.asleep or _edge(looks, i)]


def _edge(looks: list[Observation], i: int) -> bool:
    """Whether what the computer tells changes, or time jumps."""
    before = looks[i - 1]
    same = (before.locked, before.in_call, before.full_screen, before.presenting, before.do_not_disturb) == (
        looks[i].locked, looks[i].in_call, looks[i].full_screen, looks[i].presenting, looks[i].do_not_disturb
    )  # fmt: skip
    return not same or looks[i].ticks_s - before.ticks_s != 5


def hands_on_s(looks: list[Observation]) -> float:
    """Seconds between looks that follow each other in which hands were on, or off for less than 3 minutes."""
    sat = 0.0
    for before, now in pairwise(looks):
        ticks = now.ticks_s - before.ticks_s
        wall = (now.at - before.at).total_seconds()
        if 0 <= ticks <= LOST_S and abs(wall - ticks) <= LOST_S and not (before.locked and now.locked):
            sat += ticks if (now.idle_s or 0.0) < AWAY_S else 0.0
    return sat


@settings(max_examples=40)
@given(STARTS, WEEKS, POLICIES)
def test_nobody_is_interrupted_and_nothing_is_made_up(start: str, weeks: list[str], policy: Policy) -> None:
    looks = lived(start, weeks)
    state, spells, prompts = DeskState(), [], []
    last_end = -1e9
    for look in looks:
        state, events = update(state, look, policy)
        spells += [e for e in events if isinstance(e, Spell)]
        for event in events:
            if isinstance(event, Prompt):
                prompts.append(look)
                assert not (look.locked or look.asleep or look.in_call)
                assert not (look.full_screen or look.presenting or look.do_not_disturb)
                assert look.idle_s is not None and look.idle_s < AWAY_S
                assert policy.works(look.at)
                assert event.still_s >= 60 * policy.interval_min
                assert look.ticks_s - last_end >= 300 or look.ticks_s < last_end  # "later" is the shortest way back
            if isinstance(event, Prompt | LetGo):
                last_end = look.ticks_s
        assert 0 <= state.interval.extra_min <= 90
        assert policy.interval_min <= state.interval.minutes(policy.interval_min) <= 90
    spells += [state.spell] if state.spell else []
    assert all(spell.seconds >= 0 for spell in spells)
    assert sum(spell.seconds for spell in spells if spell.kind == "sat") <= hands_on_s(looks) + 1e-6
    assert max(Counter(look.at.date() for look in prompts).values(), default=0) <= MOST_A_DAY


@settings(max_examples=30)
@given(STARTS, WEEKS)
def test_time_that_passes_forwards_is_told_in_order(start: str, weeks: list[str]) -> None:
    looks = lived(start, [stretch for stretch in weeks if "clock -" not in stretch])
    state, events = play(looks, Policy())
    spells = [e for e in events if isinstance(e, Spell)] + ([state.spell] if state.spell else [])
    for before, after in pairwise(spells):
        assert before.end <= after.begin


@settings(max_examples=20)
@given(WEEKS, st.integers(0, 400))
def test_a_companion_that_starts_again_goes_on_as_if_it_had_not(weeks: list[str], when: int) -> None:
    looks = lived("2026-03-02 08:00", weeks)
    kept, saved = TypeAdapter(DeskState), len(looks) and when % len(looks)
    before, _ = play(looks[:saved], Policy())
    after = kept.validate_json(kept.dump_json(before))
    assert after == before
    assert play(looks[saved:], Policy(), after)[1] == play(looks[saved:], Policy(), before)[1]


def test_three_good_days_bring_the_interval_back() -> None:
    skipping = ["31m working", "say skip"] * 3
    state, _ = play(desk().live([*skipping, "30m locked"]), Policy())
    assert state.interval.minutes(30) == 45
    good = ["20m working", "5m hands off"] * 4 + ["22h20m asleep"]
    state, _ = play(desk("2026-03-03 09:00").live(good * 4), Policy(), state)
    assert state.interval.minutes(30) == 40


def test_a_prompt_tells_how_long_it_waited() -> None:
    _, events = play(desk().live(["20m working", "45m working + microphone", "1m working"]), Policy())
    (prompt,) = (e for e in events if isinstance(e, Prompt))
    assert prompt.waited_for == "microphone"
    assert timedelta(minutes=65) <= timedelta(seconds=prompt.still_s) <= timedelta(minutes=66)
