"""Which outcomes a clinician may already have agreed to."""

from __future__ import annotations

import pytest

from psoas.plan.screening import facts, judge
from psoas.session.safety import verdict


@pytest.mark.parametrize(
    ("ticked", "may"),
    [
        ({"hernia"}, True),
        ({"hernia", "operation"}, True),
        ({"hernia", "belly-pain"}, False),
        ({"belly-pain"}, False),
        ({"aneurysm"}, True),
        ({"aneurysm", "hernia"}, True),
        ({"aneurysm", "belly-pulse"}, False),
        ({"aneurysm", "belly-pain"}, True),
        ({"cancer"}, False),
        ({"saddle"}, False),
    ],
)
def test_only_what_never_changes_may_have_been_agreed_to_before(ticked: set[str], may: bool):
    assert verdict(judge(ticked), [facts()[one] for one in ticked], "uk", "").may_confirm == may
