"""Time to the first paint of Today in a warm psoas: ``python -m bench.speed.first_paint [--runs N]``.

A real Chromium opens the page in a new context each time, so nothing is cached; the server has answered before. The
promise is a median below one second, on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
from browser.conftest import FLAGS
from browser.driving import answered, launch

PROMISED_MS = 1000.0
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


def paints(folder: Path, runs: int) -> list[float]:
    """Times of the first paint, milliseconds; the first page, which warms the server, is left out."""
    psoas = launch(answered(folder / "data"))
    found = []
    try:
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for run in range(runs + 1):
                page = psoas.let_in(browser.new_context(viewport={"width": 390, "height": 844})).new_page()
                page.goto(f"{psoas.address}/today")
                painted = page.wait_for_function(PAINT).json_value()
                page.context.close()
                if run:
                    found.append(float(painted))
            browser.close()
    finally:
        psoas.process.terminate()
        psoas.process.wait()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = paints(Path(folder), given.runs)
    print(
        f"first paint of Today: median {statistics.median(found):.0f} ms, {min(found):.0f} to {max(found):.0f} ms over "
        f"{len(found)} pages (promised: below {PROMISED_MS:.0f} ms)"
    )


if __name__ == "__main__":
    main()
