"""Which outcomes a clinician may already have agreed to, and whom to call."""

from __future__ import annotations

import pytest

from psoas.plan.screening import facts, judge, number_for
from psoas.session.safety import call, verdict


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


@pytest.mark.parametrize(
    ("country", "languages", "called", "guessed"),
    [
        ("uk", "", "uk", False),
        ("uk", "en-US", "uk", False),  # what the person said counts, not the browser
        ("", "en-US", "us", True),
        ("", "fr", "", False),
    ],
)
def test_whom_to_call_goes_by_the_persons_country_or_else_by_the_language(country, languages, called, guessed):
    found = call(country, languages)
    assert (found.number, found.guessed) == (number_for(called), guessed)
