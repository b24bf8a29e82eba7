"""The ablation finds the numbers, takes them out for one process only, and sees what that costs."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from bench.accuracy.truth import TrueRep, Truth
from bench.studies.ablation.apart import Failed, apart, import_anew
from bench.studies.ablation.sites import MODULES, changed, path_of, sites
from bench.studies.ablation.stages import STAGES, without
from bench.studies.ablation.trial import Bench, Change, Tried, difference, together
from bench.studies.second_opinion import Shown
from psoas.coach.turns import TURNS, take_turns
from psoas.programme.catalogue import load
from psoas.testing import synthetic

TURNS_SITE = next(site for site in sites("psoas.coach.turns") if site.name == "TURNS")


def without_turns(value: float) -> Change:
    return Change("TURNS", "counts", {"psoas.coach.turns": dict.fromkeys(TURNS_SITE.places, value)})


def takes_turns(numbers: dict[str, dict[tuple[int, int], float]]) -> bool:
    import_anew(numbers)
    from psoas.coach.turns import take_turns as anew

    return anew(["left", "left"])


@pytest.fixture(scope="module")
def bench() -> Bench:
    seen = synthetic(load().level(6))
    reps = tuple(TrueRep(side, i * 5.5, i * 5.5 + 2.5, i * 5.5 + 5.5) for i, side in enumerate(("left", "right")))
    return Bench.of(
        [Shown("set", "our figure", "set", 6, False, seen, Truth(6, "clean", reps, seen[-1].t))], ["counts"]
    )


def test_named_numbers_are_found_with_their_values_and_none_is_found_twice() -> None:
    assert TURNS_SITE.values == (TURNS,)
    places = [(site.module, place) for module in MODULES for site in sites(module) for place in site.places]
    assert len(places) == len(set(places))


def test_numbers_in_functions_are_found_but_no_indices_and_halves_of_turns() -> None:
    found = {site.name: site.values for site in sites("psoas.coach.rep_counter") if site.inline}
    assert found["_measure() 1"] == (0.9,)
    assert all(value not in {0, 1, 2, 360} for values in found.values() for value in values)


def test_only_the_number_at_the_place_changes() -> None:
    source = path_of("psoas.coach.turns").read_text(encoding="utf-8")
    space: dict[str, object] = {}
    exec(compile(changed(source, {TURNS_SITE.places[0]: 0.25}), "turns", "exec"), space)
    assert space["TURNS"] == 0.25
    assert space["ALIKE"] == 4


def test_a_change_reaches_defaults_made_of_the_number_and_stays_in_its_process() -> None:
    assert apart(takes_turns, without_turns(0.0).numbers, at_most_s=60)
    assert not take_turns(["left", "left"])


def test_what_fails_or_never_ends_is_an_answer_too() -> None:
    assert apart(math.sqrt, -1.0, at_most_s=60) == Failed("ValueError")
    assert apart(bench_of_nothing, at_most_s=0.2) == Failed("does not end")


def bench_of_nothing() -> None:
    while True:
        pass


def test_taking_out_what_no_recording_needs_costs_nothing(bench: Bench) -> None:
    assert bench.trial(without_turns(0.0)).free


def test_taking_out_what_a_set_needs_is_seen(bench: Bench) -> None:
    site = next(site for site in sites("psoas.coach.rep_counter") if site.name == "MIN_HALF_S")
    tried = bench.trial(Change("x", "counts", {site.module: dict.fromkeys(site.places, math.inf)}), to_the_end=True)
    assert (tried.change["exact"], tried.change["missed"]) == (-1, 2)
    assert not tried.free
    assert bench.trial(without_turns(0.65)).change == {}


def test_means_are_compared_as_means_and_sums_as_sums() -> None:
    was, now = Counter({"exact": 2, "times": 4.0, "times n": 4}), Counter({"exact": 1, "times": 2.0, "times n": 1})
    assert difference(now, was) == {"exact": -1, "times": 1.0}


@pytest.mark.parametrize(
    ("change", "free"),
    [({"missed": -1}, True), ({"missed": 1, "exact": 1}, False), ({"near hip, oblique": 0.3}, False), ({}, True)],
)
def test_nothing_may_get_worse_whatever_else_gets_better(change: dict[str, float], free: bool) -> None:
    assert Tried(change).free == free


def test_a_trial_that_was_ended_early_is_not_free() -> None:
    assert not Tried({}, ended=False).free


def test_several_changes_together_make_anew_whatever_any_of_them_needs() -> None:
    both = together([without_turns(0.0), Change("y", "labels", {}, ("feet",))], "both")
    assert (both.what, both.stages, both.numbers) == ("labels", ("feet",), without_turns(0.0).numbers)
    assert together([both, Change("z", "skeletons", {})], "all").what == "all"


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_in_the_product_and_can_be_left_out(stage: str) -> None:
    assert apart(without, stage, at_most_s=60) is None
