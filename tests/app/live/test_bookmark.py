"""Where a led step is, in the address of its page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.app.live.bookmark import Bookmark, read
from psoas.session.guided import GuidedPosition

TODAY = date(2026, 3, 2)
seconds = st.integers(0, 3600).map(float)
marks = st.builds(
    GuidedPosition, easy=st.booleans(), at=st.integers(0, 40), spent_s=seconds, left_s=seconds, right_s=seconds
)


@given(marks)
def test_what_was_written_is_read_again_on_the_same_day_and_on_no_other(mark: GuidedPosition) -> None:
    bookmark = Bookmark(TODAY, "0123abcd", mark)
    assert read(str(bookmark), TODAY) == bookmark
    assert read(str(bookmark), TODAY + timedelta(days=1)) is None


@pytest.mark.parametrize(
    "text", ["", "2026-03-02", "2026-03-02.0123abcd.full.1.2.3", "2026-03-02.0123abcd.full.1.-2.3.4", "x" * 500]
)
def test_what_is_none_is_passed_over(text: str) -> None:
    assert read(text, TODAY) is None
