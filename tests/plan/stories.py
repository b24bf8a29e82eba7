"""Histories in a compact form: what tests/plan/scenarios.toml explains at its top."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from psoas.journal.answers import Answer, Band, Choice, Entry, Profile
from psoas.plan.history import History, Open, Training
from psoas.plan.screening import confirm, judge

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
_OPEN = re.compile(r"(?P<day>\d+) (?P<rung>\w\w) (?P<left>\d+)/(?P<right>\d+)")
_SESSION = re.compile(
    r"(?P<day>\d+) (?P<rung>\w\w) (?P<left>\d+)/(?P<right>\d+)"
    r" (?P<before>\S+)>(?P<during>\S+)>(?P<morning>\S+) e(?P<effort>\S+)"
    r"(?: s(?P<done>\d)/(?P<planned>\d))?(?P<lost> lost)?(?P<unsaid> form\?)?(?P<hurt> hurt)?(?P<stop> STOP)?"
    r"(?: \+(?P<later>\d))?"
)


def moment(day: int, hour: int = 9) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour - 8)


def session(text: str, target: int = 8) -> Training:
    found = _SESSION.fullmatch(text)
    assert found, f"not a session: {text}"
    names = ("before", "during", "morning", "effort")
    said = {name: None if found[name] == "?" else int(found[name]) for name in names}
    return Training(
        at=moment(int(found["day"]), 10),
        rung=found["rung"],
        target=target,
        sets_planned=int(found["planned"] or 2),
        sets_done=int(found["done"] or 2),
        left=int(found["left"]),
        right=int(found["right"]),
        form_kept=None if found["unsaid"] else not found["lost"],
        stop_symptom=bool(found["stop"]),
        hurt=bool(found["hurt"]),
        morning_asked=said["morning"] is not None,
        last_rep_at=moment(int(found["day"]) + int(found["later"] or 0), 11),
        **said,
    )


def left_open(text: str) -> Open:
    found = _OPEN.fullmatch(text)
    assert found, f"not an open session: {text}"
    at, rung = moment(int(found["day"]), 10), found["rung"]
    return Open(99, at, at, int(rung[0]), rung, int(found["left"]), int(found["right"]))


def choice(text: str) -> Entry[Choice]:
    day, chosen, *rung = text.split()
    return Entry(moment(int(day), 11), Choice(chosen, *rung))  # type: ignore[arg-type]


def sign(text: str) -> Entry[Answer]:
    """A report of a sign that is counted, or, with "not", that the last one was a mistake."""
    day, *no, item = text.split()
    return Entry(moment(int(day), 18 + len(no)), Answer("sign", 0 if no else 1, item))


def profile(bands: list[str], **owned: Any) -> Profile:
    return Profile(bands=tuple(Band(each) for each in bands), **owned)  # type: ignore[arg-type]


def history(case: dict[str, Any]) -> History:
    """The history that a case tells; see the top of scenarios.toml."""
    day = case["day"]
    owned = {"box_height_m": 0.4 if case.get("box", True) else None, "easy_weeks": case.get("easy_weeks", False)}
    owned |= {"chair": case.get("chair", True)}
    bands = case.get("bands", ["light", "medium"])
    profiles = [Entry(moment(0, 8), profile(case.get("placed_with", bands), **owned))]
    if "placed_with" in case:
        profiles.append(Entry(moment(day, 8), profile(bands, **owned)))
    came_of_it = judge(case.get("ticked", []))
    came_of_it = confirm(came_of_it) if case.get("confirmed") else came_of_it
    screenings = [Entry(moment(each, 8), came_of_it) for each in case.get("screened", [0])]
    later = [Entry(moment(int(on), 8), confirm(judge(ticked))) for on, ticked in case.get("told", {}).items()]
    later += [Entry(moment(int(on), 8), judge(ticked)) for on, ticked in case.get("told_plain", {}).items()]
    signs = [sign(text) for text in case.get("signs", [])]
    ill = [Entry(moment(day, 8 + n), Answer("ill", said)) for n, said in enumerate(case.get("ill", []))]
    pain = [Entry(moment(day), Answer("pain-now", case["pain_now"]))] if "pain_now" in case else []
    placed = [Entry(moment(0, 8), Choice("placement", case["placed"]))] if "placed" in case else []
    return History(
        trainings=[session(text) for text in case.get("sessions", [])],
        screenings=[*screenings, *later],
        profiles=profiles,
        opened=[left_open(text) for text in case.get("opened", [])],
        choices=[*placed, *(choice(text) for text in case.get("choices", []))],
        answers=[*signs, *ill, *pain],
    )
