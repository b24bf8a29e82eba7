"""Times that the issue, the guide or a decision record promise, written out once more: they change only on purpose."""

from __future__ import annotations

from datetime import timedelta

import pytest

from psoas.session import clock, guided, hands_free, led_day, prompts, state_machine, taking_back, use_cases, waiting


@pytest.mark.parametrize(
    ("found", "promised"),
    [
        ((clock.STALL_S, clock.SLEPT_S), (2.0, 60.0)),  # record 0046: longer and a step pauses; sleep is said
        (guided.ENOUGH, 0.5),
        (hands_free.CANCEL_S, 3.0),  # record 0049: lowering the arm takes a pause back
        ((led_day.PLACE_S, led_day.MORE_S, led_day.AGAIN_S), (15.0, 30.0, 8.0)),  # record 0047: time to change place
        (prompts.COUNTED_S, 3.0),  # three, two, one
        (state_machine.EXTENSION_S, 30.0),  # "30 more seconds" of a rest
        ((waiting.SETTLED_S, waiting.MORE_S, waiting.AGAIN_S, waiting.QUIET_S), (1.5, 8.0, 30.0, 15.0)),  # record 0052
        (taking_back.OFFERED, timedelta(minutes=10)),  # record 0051
        (use_cases.OFFERED, timedelta(days=1)),  # an unfinished session is offered for a day
    ],
)
def test_times_are_those_that_were_promised(found, promised):
    assert found == promised
