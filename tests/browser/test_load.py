"""How hard is it, for me: the figure, the bars and the muscles follow what is chosen."""

from __future__ import annotations

import re

import pytest

from psoas.biomechanics.muscle_grid import available
from psoas.programme.catalogue import load

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not available(), reason="the extra `muscles` is not installed"),
]

#: Opacity of the shine of the right, nearer psoas.
SHINE = '() => +getComputedStyle(document.querySelector(\'.whatif svg [class*="-glow"][class*="-later"]\')).opacity'

#: Put the picture so many milliseconds after its beginning.
AT = "(ms) => document.querySelector('.whatif svg').getAnimations({subtree: true}).forEach(a => a.currentTime = ms)"


def at_work(page) -> int:
    """Share of the psoas that the page says is at work, percent."""
    return int(re.search(r"estimate: (\d+)% at work", page.locator(".whatif .seen").inner_text()).group(1))


def test_the_muscles_come_by_themselves_and_follow_the_band(psoas, chromium) -> None:
    page = chromium(psoas, path="/learn/load")
    page.get_by_role("button", name="Level 6").click()
    page.get_by_text("at work, in the hold").wait_for()
    bare = at_work(page)
    page.get_by_role("button", name="Light").first.click()
    page.wait_for_function(f"() => !document.body.innerText.includes('estimate: {bare}% at work')")
    assert at_work(page) > bare + 10
    assert "times body weight" in page.locator(".whatif section").inner_text()


def test_the_shine_follows_the_model_and_a_still_shows_it_at_its_brightest(psoas, chromium) -> None:
    page = chromium(psoas, path="/learn/load")
    page.get_by_role("button", name="Level 6").click()
    page.get_by_text("at work, in the hold").wait_for()
    page.get_by_role("button", name="Pause pictures").click()
    tempo = load().level(6).dose.tempo_s
    shines = []
    # The picture begins in the right leg's hold; the left leg's repetition lies between that and the right one's start.
    for seconds in (0, tempo.hold + tempo.back + tempo.total):
        page.evaluate(AT, 1000 * seconds)
        shines.append(page.evaluate(SHINE))
    most = at_work(page) / 100
    assert shines[0] == pytest.approx(most, abs=0.03)
    assert shines[1] < most / 2
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(SHINE) == pytest.approx(most, abs=0.01)
