"""Taps and time from a fresh psoas to the first counted repetition: ``uv run python -m bench.speed.first_minutes``.

In a real Chromium, on a phone's screen; the time is what somebody needs who reads all that they come past, at the pace
that tests/browser/walking.py states. Promised: at most 13 taps, 400 words and 3 minutes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
from browser.conftest import EARS, FLAGS
from browser.driving import launch
from browser.walking import COUNTER, SLOW, TAP_S, WORDS_A_MINUTE, Finger, to_the_first_repetition

PROMISED_MIN, PROMISED_WORDS = 3, 400


def walk(folder: Path) -> tuple[Finger, int]:
    """The way, and the taps that the page counted."""
    psoas = launch(folder / "data")
    try:
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("google-chrome")
            flags = [*FLAGS, "--use-fake-ui-for-media-stream"]
            browser = playwright.chromium.launch(executable_path=chromium, args=flags)
            page = psoas.let_in(browser.new_context(viewport={"width": 390, "height": 844})).new_page()
            page.add_init_script(COUNTER)
            page.add_init_script(EARS)
            page.goto(psoas.address)
            finger = to_the_first_repetition(page)
            taps = finger.taps
            browser.close()
            return finger, taps
    finally:
        psoas.process.terminate()
        psoas.process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        finger, taps = walk(Path(folder))
    table = Table("Tapped", "New words before it", "Seconds", box=None, header_style="bold")
    for screen in finger.screens:
        table.add_row(screen.tapped, str(screen.words), f"{screen.seconds():.0f}")
    say = Console(highlight=False)
    say.print(table)
    say.print(
        f"{taps} taps (promised: 13 at most), {finger.seconds() / 60:.2f} minutes (promised: 3 at most) "
        f"at {WORDS_A_MINUTE} words a minute and {TAP_S:g} s a tap"
    )
    words = sum(screen.words for screen in finger.screens)
    pace = 60 * words / (60 * PROMISED_MIN - TAP_S * taps)
    say.print(
        f"{words} words in all (promised: {PROMISED_WORDS} at most); "
        f"3 minutes are enough from {pace:.0f} words a minute on; "
        f"at {SLOW} it takes {finger.seconds(SLOW) / 60:.2f} minutes"
    )


if __name__ == "__main__":
    main()
