"""The work of each hip in one line, after a session and in the journal."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest

from psoas.app.pages.summary import NOTE, said_and_unseen, why_no_work, work_words
from psoas.coach.second_opinion.doubts import Doubt
from psoas.journal.answers import Profile
from psoas.journal.records import CueRecord, RepRecord

ME = Profile(height_m=1.8, mass_kg=80)


def reps(left_j: list[float | None], right_j: list[float | None]) -> list[RepRecord]:
    """One seen repetition for each number, the legs in turn."""
    sides = [
        (side, works[n]) for n in range(6) for side, works in (("left", left_j), ("right", right_j)) if n < len(works)
    ]
    return [
        RepRecord(1, n, 1, side, "camera", 6.0 * n, range_deg=60.0, work_j=work)  # type: ignore[arg-type]
        for n, (side, work) in enumerate(sides, 1)
    ]


@pytest.mark.parametrize(
    ("left", "right", "says"),
    [
        ([5.0] * 6, [5.2] * 6, "Left 30 J, right 31 J over 6 each: about the same."),
        ([5.0] * 6, [5.2] * 5, "Left 30 J over 6, right 26 J over 5: about the same."),
        (
            [8.0] * 4,
            [4.0] * 4,
            "Left 32 J, right 16 J over 4 each: about 100 % more on the left in each repetition.",
        ),
        ([5.0] * 2, [5.0] * 2, "Left 10 J, right 10 J over 2 each: not compared."),
        ([5.0] * 4, [], "Left 20 J over 4."),
        ([5.0, None], [5.0] * 3, "Left 5 J over 1, right 15 J over 3: not compared. 1 of 5 were not seen well enough"),
        ([None], [None], ""),
        ([], [], ""),
    ],
)
def test_work_is_said_in_one_line(left: list[float | None], right: list[float | None], says: str) -> None:
    found = work_words(reps(left, right))
    assert found.startswith(says)
    assert bool(found) == bool(says)


def test_a_short_repetition_is_no_repetition_that_was_missed() -> None:
    short = replace(reps([None], [])[0], short=True)
    assert "not seen" not in work_words([*reps([5.0] * 4, [5.0] * 4), short])


def test_what_would_help_is_said_only_where_nothing_else_is_missing() -> None:
    blind = reps([None], [None])
    assert "height and weight" in why_no_work(blind, Profile())
    assert why_no_work(blind, ME) == ""
    assert why_no_work(reps([5.0], [None]), Profile()) == ""
    assert why_no_work([replace(rep, counted_by="hand") for rep in blind], Profile()) == ""


def session(house, left_j: float | None, right_j: float | None) -> int:
    """A session in which the camera saw four repetitions of each leg."""
    running = house.begin(house.catalogue.level(3), True, "hand")
    running.tap("start")
    number = running.view.session_id
    for n in range(8):
        side, work = ("left", left_j) if n % 2 == 0 else ("right", right_j)
        at = 10.0 + 6 * n
        house.store.add_rep(
            RepRecord(
                number, 900 + n, 1, side, "camera", at, at - 5, at - 3, 33.0, 58.0, 2.0, 0.5, 2.5, 0.95, work_j=work
            )
        )
    running.tap("stop")
    return number


def test_summary_and_journal_say_the_work_in_one_line(client, house) -> None:
    number = session(house, 5.0, 5.2)
    line = "20 J, right 21 J over 4 each: about the same."
    summary = unescape(client.get(f"/summary/{number}").text)
    assert f"Work of lifting, estimated: left {line}" in summary
    assert NOTE in summary
    assert f"Work of the hips, estimated: left {line}" in unescape(client.get("/journal").text)


def test_where_no_work_was_kept_none_is_said_and_what_would_help_is(client, house) -> None:
    number = session(house, None, None)
    summary = unescape(client.get(f"/summary/{number}").text)
    assert "Work of lifting" not in summary
    assert NOTE not in summary
    assert "your height and weight" in summary
    assert "Work of the hips" not in unescape(client.get("/journal").text)
    house.store.tell(ME, at=house.today())
    assert "With your height and weight" not in unescape(client.get(f"/summary/{number}").text)


def test_quick_strides_and_changing_sides_are_about_the_person_and_not_about_what_was_seen() -> None:
    ids = ("too-quick", "change-sides", "leg-hidden", "legs-alike")
    said, unseen = said_and_unseen([CueRecord(1, n, 1, 9.0 * n, id, id, "notice") for n, id in enumerate(ids, 1)])
    assert (list(said), list(unseen)) == (["too-quick", "change-sides"], ["leg-hidden", "legs-alike"])


def test_what_may_be_miscounted_is_said_above_the_numbers_it_may_concern(client, house, monkeypatch) -> None:
    number = session(house, 5.0, 5.2)
    doubts = {1: (Doubt(2, "other-leg"),)}
    monkeypatch.setattr(type(house), "kept_doubts", lambda self, session_id: doubts if session_id == number else {})
    summary = unescape(unescape(client.get(f"/summary/{number}").text))
    told = "I may have miscounted: repetition 2 may have been the other leg."
    assert told in summary
    assert summary.index(told) < summary.index(" planned")
