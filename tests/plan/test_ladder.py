"""Which rungs somebody has, and what comes above and below."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.answers import Lock
from psoas.plan.ladder import Ladder, ladder_file, ladder_of, rank, rung_done, rung_of, smaller
from psoas.plan.placement import Try, ends_at, next_try
from psoas.programme.catalogue import load

from .stories import profile

STRENGTHS = ["light", "medium", "heavy"]
LOCKS = list(get_args(Lock))
profiles = st.builds(
    profile,
    st.lists(st.sampled_from(STRENGTHS), unique=True),
    box_height_m=st.sampled_from([None, 0.4]),
    wall=st.booleans(),
)
locks = st.sets(st.sampled_from(LOCKS))
ladders = st.builds(ladder_of, profiles, locks)
ALL = [rung.id for rung in ladder_file().rungs]


def way(bands: list[str], *closed: str, box: bool = True, wall: bool = True, chair: bool = True) -> list[str]:
    owned = profile(bands, box_height_m=0.4 if box else None, wall=wall, chair=chair)
    return [rung.id for rung in ladder_of(owned, closed).way]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("bands", "closed", "box", "expect"),
    [
        ([], [], True, "1a 1b 2a 4p 4a 5a 6a"),
        (["light"], [], True, "1a 1b 2a 2b 3b 4p 4a 4b 5a 5b 6a 6b"),
        (["light", "medium"], [], True, "1a 1b 2a 2b 3b 4p 4a 4b 5a 5b 6a 6b 6c"),
        (STRENGTHS, [], True, "1a 1b 2a 2b 3b 4p 4a 4b 5a 5b 6a 6b 6c 6d"),
        (["medium"], [], True, "1a 1b 2a 2c 3c 4p 4a 4c 5a 5c 6a 6c"),
        (["heavy"], [], True, "1a 1b 2a 4p 4a 5a 6a 6d"),
        (["light"], [], False, "1a 1b 3b 5a 5b 6a 6b"),
        ([], ["lying"], True, "5a 6a"),
        (["light", "medium"], ["free-standing"], True, "1a 1b 2a 2b 3b 4p 4a 4b 5a 5b 6a 6b 6c"),
        (["light", "medium"], ["upper-rungs"], True, "1a 1b"),
        (["light", "medium"], ["upper-rungs", "lying"], True, "5a"),
        (
            ["light"],
            ["hip-90", "breath", "latex", "short-range", "ball", "nerve"],
            True,
            "1a 1b 2a 2b 3b 4p 4a 4b 5a 5b 6a 6b",
        ),
        (["light"], ["head-down"], True, "1a 1b 2a 2b 3b 5a 5b 6a 6b"),
        (["light"], ["march"], True, ""),
        (["light"], ["strength"], True, ""),
        (["light"], ["everything"], True, ""),
        (
            ["light"],
            ["belly", "hip-opening", "end-range"],
            True,
            "1a 1b 2a 2b 3b 4p 4a 4b 5a 5b 6a 6b",
        ),
    ],
)
def test_the_way_up_goes_through_what_somebody_has_and_no_lock_closes(
    bands: list[str], closed: list[str], box: bool, expect: str
) -> None:
    assert way(bands, *closed, box=box) == expect.split()


@pytest.mark.parametrize("limit", ["free-standing", "support-first"])
def test_without_a_chair_at_hand_nobody_who_needs_a_hold_stands_free(limit: str) -> None:
    assert way([], limit, chair=False) == ["1a", "1b", "2a", "4p", "4a", "5a"]
    assert way([], limit)[-1] == "6a"


def test_without_a_wall_there_is_no_fifth_level() -> None:
    assert way([], wall=False) == ["1a", "1b", "2a", "4p", "4a", "6a"]


@given(ladders)
def test_the_way_gets_harder_from_rung_to_rung(owned: Ladder) -> None:
    ranks = [rank(rung.id) for rung in owned.way]
    assert ranks == sorted(set(ranks))
    assert set(owned.way) <= set(owned.rungs)


@given(ladders, st.sampled_from(ALL))
def test_one_up_and_one_down_again_leads_no_higher(owned: Ladder, start: str) -> None:
    if not owned.way:
        return
    upper = owned.place(start).above
    if upper is not None:
        assert rank(upper.id) > rank(start)
        back = owned.place(upper.id).below[:1]
        assert all(rank(rung.id) <= rank(start) and rung in owned.way for rung in back)


@given(profiles, locks, st.sampled_from(LOCKS))
def test_another_lock_opens_nothing(owned: object, closed: set[str], more: str) -> None:
    # Long pain keeps somebody on the lowest level that is open, and with another lock that may be another level.
    held = closed - {"upper-rungs"}
    before = ladder_of(owned, held)  # type: ignore[arg-type]
    after = ladder_of(owned, closed | {more})  # type: ignore[arg-type]
    assert set(after.rungs) <= set(before.rungs)


@given(ladders, st.sampled_from(ALL))
def test_the_nearest_rung_is_open_and_no_harder_unless_all_below_is_closed(owned: Ladder, start: str) -> None:
    if not owned.way:
        return
    near = owned.place(start).nearest
    assert owned.has(near.id)
    assert rank(near.id) <= rank(start) or near == owned.way[0]


@given(ladders, st.sampled_from(["", *ALL]))
def test_a_side_step_is_a_heavier_band_of_the_same_level_beside_the_way(owned: Ladder, start: str) -> None:
    side = owned.place(start).side if owned.way else None
    if side is not None:
        assert side.level == rung_of(start).level
        assert rank(side.id) > rank(start)
        assert side in owned.rungs
        assert side not in owned.way


@given(ladders, st.sampled_from(["", *ALL]))
def test_easier_are_all_open_rungs_below(owned: Ladder, start: str) -> None:
    easier = owned.place(start).easier if owned.way else ()
    assert set(easier) == {rung for rung in owned.rungs if rank(rung.id) < rank(start)}


def test_every_band_and_what_comes_before_a_level_begins_at_eight_and_every_level_without_a_band_at_ten() -> None:
    for rung in ladder_file().rungs:
        assert rung.first_target == (8 if rung.banded or rung.say else 10), rung.id


def test_before_the_bridge_with_a_high_knee_comes_one_with_small_steps() -> None:
    owned = ladder_of(profile([], box_height_m=0.4), ())
    steps = owned.place("2a").above
    assert steps is not None
    assert (steps.id, steps.level, steps.banded, steps.small, steps.camera) == ("4p", 4, False, True, False)
    upper, lower = owned.place("4p").above, owned.place("4a").below
    assert (upper.id if upper else "", lower[0].id) == ("4a", "4p")
    assert rank("3c") < rank("4p") < rank("4a")


def test_where_small_steps_are_meant_they_are_said_and_elsewhere_only_at_the_half_dose() -> None:
    steps = smaller("4p", small=False)
    assert steps is not None and "hand’s width" in steps.say and "No camera" in steps.note
    assert smaller("4a", small=False) is None and smaller("", small=False) is None
    half = smaller("1a", small=True)
    assert half is not None and half.say == ladder_file().small_say


def test_every_rung_belongs_to_a_level_that_is_taught() -> None:
    levels = {exercise.level for exercise in load().march}
    assert {rung.level for rung in ladder_file().rungs} == levels == {level.level for level in ladder_file().levels}


def test_a_rung_that_is_none_is_named_with_those_that_exist() -> None:
    with pytest.raises(ValueError, match=r"no rung “7z”.*1a, 1b"):
        rung_of("7z")


@pytest.mark.parametrize(
    ("level", "band", "rung"),
    [(None, False, ""), (1, False, "1a"), (1, True, "1a"), (2, False, "2a"), (2, True, "2b"), (3, True, "3b"),
     (3, False, "1b"), (4, False, "4a"), (4, True, "4b"), (6, True, "6b")],
)  # fmt: skip
def test_an_older_session_stands_for_the_lowest_rung_that_fits(level: int | None, band: bool, rung: str) -> None:
    assert rung_done(level, band=band) == rung


EASY = Try(8, 8, 3, 1, True)
HARD = [Try(8, 7, 3, 1, True), Try(8, 8, 4, 1, True), Try(8, 8, 3, 2, True), Try(8, 8, 3, 1, False)]


def test_a_placement_test_tries_the_lowest_rung_of_each_level_that_a_camera_counts() -> None:
    owned = ladder_of(profile(["light"], box_height_m=0.4), ())
    tried: list[Try] = []
    rungs = []
    while (rung := next_try(owned, tried)) is not None:
        rungs.append(rung.id)
        tried.append(EASY)
    assert rungs == ["1a", "2a", "3b", "4a", "5a", "6a"]
    assert ends_at(owned, tried).id == "6a"


@pytest.mark.parametrize("hard", HARD)
def test_a_placement_test_stops_at_the_first_set_that_is_not_easy(hard: Try) -> None:
    owned = ladder_of(profile(["light"], box_height_m=0.4), ())
    assert next_try(owned, [EASY, EASY, hard]) is None
    assert ends_at(owned, [EASY, EASY, hard]).id == "2a"
    assert ends_at(owned, [hard]).id == "1a"


@pytest.mark.parametrize("limit", ["free-standing", "support-first"])
def test_whoever_needs_support_is_tested_at_a_wall_and_never_placed_standing_free(limit: str) -> None:
    owned = ladder_of(profile([], box_height_m=0.4), [limit])  # type: ignore[list-item]
    first = next_try(owned, [])
    assert first is not None and first.id == "5a"
    assert next_try(owned, [EASY]) is None
    assert ends_at(owned, [EASY]).id == "5a"
    assert ends_at(owned, [replace(EASY, during=5)]).id == "1a"


def test_without_a_wall_their_test_stays_on_the_mat() -> None:
    owned = ladder_of(profile([], box_height_m=0.4, wall=False), ["support-first"])
    tried: list[Try] = []
    while (rung := next_try(owned, tried)) is not None:
        assert rung.level < 5
        tried.append(EASY)
    assert ends_at(owned, tried).level < 5
