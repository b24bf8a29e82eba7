"""When the desk companion prompts and when it keeps quiet, as named cases (scenarios.toml)."""

import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any, get_args

import pytest

from at_the_desk import desk, play
from psoas.habit.events import Break, Corrected, Hint, LetGo, News, Prompt, Withdrawn
from psoas.habit.policy import Hours, Policy
from psoas.habit.silence import Silence
from psoas.habit.spells import Spell

CASES = tomllib.loads((Path(__file__).parent / "scenarios.toml").read_text(encoding="utf-8"))["case"]


def hours(words: str) -> Hours:
    begin, end = words.split("-")
    return Hours(time.fromisoformat(begin), time.fromisoformat(end))


def policy(wants: dict[str, Any]) -> Policy:
    wants = dict(wants)
    if "work" in wants:
        wants["work"] = {int(day): hours(words) for day, words in wants["work"].items()}
    if "quiet" in wants:
        wants["quiet"] = tuple(map(hours, wants["quiet"]))
    if "away_until" in wants:
        wants["away_until"] = date.fromisoformat(wants["away_until"])
    return Policy(**wants)


def words(event: News) -> str:
    said = ""
    match event:
        case Hint(at):
            said = f"{at:%H:%M} hint"
        case Prompt(at, _, waited):
            said = f"{at:%H:%M} prompt" + (f" after {waited}" if waited else "")
        case Break(begin, _, prompted):
            said = f"{begin:%H:%M} break {'prompted' if prompted else 'alone'}"
        case Corrected(begin):
            said = f"{begin:%H:%M} sat after all"
        case Withdrawn(at, why):
            said = f"{at:%H:%M} withdrawn: {why}"
        case LetGo(at, why):
            said = f"{at:%H:%M} let go: {why}"
    return said


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_policy(case: dict[str, Any]) -> None:
    wants = policy(case.get("policy", {}))
    start = {key: case[key] for key in ("start", "zone") if key in case}
    state, events = play(desk(**start).live(case["day"]), wants)
    told = [words(e) for e in events if words(e) and (case.get("hints") or not isinstance(e, Hint))]
    if "expect" in case:
        assert told == case["expect"]
    if "prompts" in case:
        assert sum(isinstance(e, Prompt) for e in events) == case["prompts"]
    if "silent" in case:
        assert (state.silent or "") == case["silent"]
    if "interval" in case:
        assert state.interval.minutes(wants.interval_min) == case["interval"]
    if "sat" in case:
        spells = [e for e in events if isinstance(e, Spell)] + ([state.spell] if state.spell else [])
        assert sum(s.seconds for s in spells if s.kind == "sat") / 60 == pytest.approx(case["sat"], abs=1)


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names) >= 40


def test_every_reason_for_silence_keeps_quiet_in_some_case() -> None:
    silent = {case["silent"] for case in CASES if "silent" in case}
    withdrawn = {line.split()[-1] for case in CASES for line in case.get("expect", [])}
    assert set(get_args(Silence)) - {"away"} <= silent | withdrawn
