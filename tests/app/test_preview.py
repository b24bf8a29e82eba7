"""The first page shows what a session is like before it asks anything."""

from __future__ import annotations

import pytest

from psoas.app.widgets.preview import script
from psoas.programme.catalogue import load


@pytest.mark.parametrize("level", range(1, 7))
def test_a_preview_counts_each_leg_in_turn_and_takes_about_twenty_seconds(level: int):
    said = script(load().level(level))
    assert [say for _, say in said if say.startswith(("Left", "Right"))] == [
        "Left one.",
        "Right one.",
        "Left two.",
        "Right two.",
    ]
    assert [at for at, _ in said] == sorted(at for at, _ in said)
    assert 10 <= said[-1][0] <= 30


@pytest.mark.parametrize("screening", [None])
def test_whoever_comes_for_the_first_time_can_hear_a_session_before_the_questions(client, screening):
    assert "Hear a session" in client.get("/").text
