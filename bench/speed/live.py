"""Live latency from a real Chromium, and time to the first page.

``uv run python -m bench.speed.live [CLIP] [--level N] [--seconds S]``, alone on the machine. CLIP is a recording of the
level, and the clock runs from its first counted repetition on; without one Chromium shows its own test picture: nobody
is found in it, so the detector runs instead of the landmark model, and the session never begins. Prints the time from a
frame's capture in the page to its drawn answer, and from process start to the first page.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
from browser.conftest import FLAGS, LEAD_S, write_y4m
from browser.driving import answered, launch
from browser.test_session import begin

#: By then a clip that holds the level's march has come round and something of it was counted, milliseconds.
COUNTED_MS = 90_000
COLLECT = "window.ms = []; addEventListener('psoas-answer', (e) => window.ms.push(e.detail.ms));"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clip", nargs="?", type=Path)
    parser.add_argument("--level", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--starts", type=int, default=3, help="how often the way to the first page is timed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        starts = [first_page(Path(folder) / f"start{n}") for n in range(given.starts + 1)][1:]  # the first one compiles
        if starts:
            print(f"start to first page: {', '.join(f'{s:.2f}' for s in starts)} s (new journal each; promised < 3 s)")
        ms = live(Path(folder), given.clip, given.level, given.seconds)
    print(f"answers: {len(ms)}, {len(ms) / given.seconds:.1f} a second")
    print(f"capture to drawn answer: median {statistics.median(ms):.0f} ms, p95 {p95(ms):.0f} ms (promised <= 100 ms)")


def first_page(data: Path) -> float:
    began = time.perf_counter()
    psoas = launch(data)
    try:
        with urllib.request.urlopen(psoas.asks("/")) as answer:
            answer.read()
        return time.perf_counter() - began
    finally:
        psoas.process.terminate()
        psoas.process.wait()


def live(folder: Path, clip: Path | None, level: int, seconds: float) -> list[float]:
    flags = list(FLAGS)
    if clip:
        write_y4m(clip, folder / "camera.y4m", fps=30, lead_s=LEAD_S)
        flags.append(f"--use-file-for-fake-video-capture={folder / 'camera.y4m'}")
    psoas = launch(answered(folder / "data"))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
                args=[*flags, "--use-fake-ui-for-media-stream"],
            )
            page = psoas.let_in(browser.new_context()).new_page()
            page.add_init_script(COLLECT)
            page.goto(f"{psoas.address}/level/{level}?band=0")
            begin(page, "Start with camera")
            page.wait_for_function("ms.length > 30", timeout=60_000)
            if clip:
                done = "[...document.querySelectorAll('[data-count]')].map((each) => Number(each.innerText))"
                page.wait_for_function(f"{done}.some((count) => count > 0)", timeout=COUNTED_MS)
                print(f"counting: {page.evaluate(done)} when the clock began")
            page.evaluate("ms.length = 0")
            page.wait_for_timeout(1000 * seconds)
            ms = page.evaluate("ms.filter((x) => x !== null)")
            browser.close()
            return [float(x) for x in ms]
    finally:
        psoas.process.terminate()
        psoas.process.wait()


def p95(values: list[float]) -> float:
    return sorted(values)[round(0.95 * (len(values) - 1))]


if __name__ == "__main__":
    main()
