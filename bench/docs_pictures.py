"""Take the pictures of the site and the README from the running app: ``python -m bench.docs_pictures [--write]``.

A real Chromium opens a real psoas with a throw-away journal. Its camera plays a rendered clip (tests/fixtures), the
weeks behind it are made up (tests/lives.py): nobody was filmed. Without ``--write`` the pictures go to bench/out to be
looked at first.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from browser.conftest import CHROMIUM, FLAGS, write_y4m  # noqa: E402
from browser.driving import SERVE_AT, Psoas, answered, launch  # noqa: E402
from browser.test_session import begin  # noqa: E402
from lives import half_year  # noqa: E402
from psoas.journal.answers import Screening  # noqa: E402
from psoas.journal.store import Store  # noqa: E402

CLIP, LEVEL = ROOT / "tests/fixtures/clips/level3.mp4", 3
#: How long the clip stands still before it begins, seconds: set-up check, what is said first, countdown.
LEAD_S = 15.0
#: How often the clip is played, so that there is enough to compare in the summary.
ROUNDS = 3
SIZES = {"desktop": {"width": 1180, "height": 860}, "phone": {"width": 390, "height": 844}}
#: The animated picture: from no repetition to the last of the clip's first round; how wide it is kept, most bytes.
FILMED, KEPT_WIDTH, MOST_BYTES = (2, 2), 900, 1_500_000
#: How long nothing is counted yet at its beginning, and how long its last picture stays, milliseconds.
BEFORE_MS, LAST_MS = 2500, 2000


@contextmanager
def running(data: Path, *code: str) -> Iterator[Psoas]:
    """A psoas on that journal."""
    psoas = launch(data, *code)
    try:
        yield psoas
    finally:
        psoas.process.terminate()
        psoas.process.wait()


def opened(browser: Browser, psoas: Psoas, kind: str) -> Page:
    """An empty page of that size, at the sharpness of a good screen."""
    context = browser.new_context(viewport=SIZES[kind], device_scale_factor=1.5, reduced_motion="reduce")
    page = psoas.let_in(context).new_page()
    page.set_default_timeout(60_000)
    return page


def still(page: Page, out: Path, name: str, *, first: str | None = None, height: int | None = None) -> None:
    """Keep what the page shows, from a text on and so far down, pixels; all that fits on the screen by default."""
    page.wait_for_timeout(1000)
    if height is None:
        taken = page.screenshot()
    else:
        box = page.get_by_text(first, exact=True).first.bounding_box() if first else None
        top = max(0, box["y"] - 24) if box else 0
        width = page.viewport_size["width"]
        taken = page.screenshot(full_page=True, clip={"x": 0, "y": top, "width": width, "height": height})
    shot = Image.open(io.BytesIO(taken)).convert("RGB")
    shot.save(out / f"{name}.webp", quality=82, method=6)


def lived(browser: Browser, folder: Path, out: Path) -> None:
    """Today after five weeks, Progress after half a year."""
    for name, weeks, first, heights in (
        ("today", 5, None, (860, 844)),
        ("progress", 26, None, (1060, 844)),
    ):
        data = folder / name
        store = Store(data)
        today = half_year(store, weeks) + timedelta(days=2)
        store.tell(Screening("go"), today - timedelta(days=1))
        store.close()
        data.with_suffix(".now").write_text(today.isoformat())
        with running(data, SERVE_AT) as psoas:
            for kind, height in zip(SIZES, heights, strict=True):
                page = opened(browser, psoas, kind)
                page.goto(f"{psoas.address}/{name}")
                still(page, out, f"{name}-{kind}", first=first, height=height)
                page.context.close()


def counted(browser: Browser, folder: Path, out: Path) -> None:
    """A session that counts, and its summary; on a computer also the animated picture."""
    for kind in SIZES:
        with running(answered(folder / kind)) as psoas:
            page = opened(browser, psoas, kind)
            page.goto(f"{psoas.address}/level/{LEVEL}?band=1")
            begin(page, "Start with camera")
            page.wait_for_selector("[data-count=left]")
            shots = film(page) if kind == "desktop" else []
            while min(count_of(page)) < 3:
                page.wait_for_timeout(200)
            still(page, out, f"session-{kind}")
            while min(count_of(page)) < 2 * ROUNDS:
                page.wait_for_timeout(200)
            page.keyboard.press("Space")  # while somebody marches, what is not needed is folded away
            if kind == "phone":
                page.get_by_role("button", name="More").click()
            page.get_by_role("button", name="Stop", exact=True).click()
            page.get_by_role("dialog").get_by_role("button", name="Stop").click()
            page.wait_for_function("location.pathname.startsWith('/summary/')")
            height = 476 if kind == "desktop" else 844
            still(page, out, f"summary-{kind}", first="Left and right, over each set", height=height)
            page.context.close()
            if shots:
                keep_film(shots, out / "session.webp")


def count_of(page: Page) -> tuple[int, int]:
    """Counted repetitions of the left and the right leg, as the page shows them."""
    left, right = (page.locator(f"[data-count={side}]").inner_text() for side in ("left", "right"))
    return int(left), int(right)


Shots = list[tuple[float, bytes]]


def film(page: Page) -> Shots:
    """What the page shows from just before its first repetition on: times, milliseconds, and pictures."""
    shots: Shots = []
    while count_of(page) != FILMED:
        at = page.evaluate("performance.now()")
        shots.append((at, page.screenshot(type="jpeg", quality=95)))
        if count_of(page) == (0, 0):
            shots = [one for one in shots if at - one[0] < BEFORE_MS]
    page.wait_for_timeout(300)
    shots.append((page.evaluate("performance.now()"), page.screenshot(type="jpeg", quality=95)))
    return shots


def keep_film(shots: Shots, target: Path) -> None:
    """Write the animated picture as good as it may be."""
    pictures = [Image.open(io.BytesIO(shot)).convert("RGB") for _, shot in shots]
    size = (KEPT_WIDTH, round(KEPT_WIDTH * pictures[0].height / pictures[0].width))
    first, *others = [picture.resize(size, Image.Resampling.LANCZOS) for picture in pictures]
    times = [round(after - before) for (before, _), (after, _) in pairwise(shots)] + [LAST_MS]
    for quality in range(80, 0, -10):
        first.save(target, save_all=True, append_images=others, duration=times, loop=0, quality=quality, method=6)
        if target.stat().st_size <= MOST_BYTES:
            print(f"{len(shots)} pictures in {sum(times) / 1000:.1f} s, quality {quality}")
            return


def camera(folder: Path) -> Path:
    """What the camera shows: the clip standing still for a while, then played so often."""
    whole, once = folder / "camera.y4m", folder / "once.y4m"
    write_y4m(CLIP, whole, lead_s=LEAD_S)
    write_y4m(CLIP, once)
    pictures = once.read_bytes().split(b"\n", 1)[1]
    with whole.open("ab") as out:
        for _ in range(ROUNDS - 1):
            out.write(pictures)
    return whole


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.docs_pictures", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put them into docs/pictures")
    parser.add_argument("--only", choices=("lived", "counted"), help="take only these")
    given = parser.parse_args(arguments)
    out = ROOT / "docs" / "pictures" if given.write else ROOT / "bench" / "out" / "pictures"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        eye = ["--use-fake-ui-for-media-stream", f"--use-file-for-fake-video-capture={camera(folder)}"]
        for take in (lived, counted):
            if given.only in (None, take.__name__):
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *eye])
                take(browser, folder, out)
                browser.close()
    print(*(f"{file.stat().st_size / 1e3:7.0f} kB  {file.name}" for file in sorted(out.glob("*.webp"))), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
