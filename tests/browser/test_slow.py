"""A computer that is too slow to count says so, and changes over to the beat."""

from __future__ import annotations

import pytest

from browser.driving import PATIENT, SERVE, answered, launch
from browser.test_session import begin
from psoas.journal.answers import Screening

pytestmark = [pytest.mark.browser, pytest.mark.weights]

SLOW = """
import asyncio
from psoas.app.live.pose_worker import PoseResult, PoseWorker
from psoas.body.skeleton import Skeleton

async def look(self, jpeg, t, with_back=False, whom=None):
    await asyncio.sleep(0.3)
    return PoseResult.of(Skeleton.nobody(t, (640, 480)))

PoseWorker.look = look
""" + SERVE.removeprefix(PATIENT)


def test_it_is_said_and_the_beat_takes_over(tmp_path, chromium):
    psoas = launch(answered(tmp_path / "data", Screening("go")), SLOW)
    try:
        page = chromium(psoas, path="/level/1?band=0")
        begin(page, "Start with camera")
        page.wait_for_function("heard.some((say) => say.includes('a little slow'))", timeout=40_000)
        page.wait_for_function("heard.some((say) => say.includes('too slow to count reliably'))", timeout=40_000)
        page.keyboard.press("Space")
        page.wait_for_function("document.querySelector('[data-count=left]')?.innerText === '1'", timeout=60_000)
        (session,) = psoas.journal("sessions")
        assert session.counting == "paced"
    finally:
        psoas.process.terminate()
        psoas.process.wait(timeout=10)
