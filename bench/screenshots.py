"""Take a picture of every page, to be looked at: ``python -m bench.screenshots FOLDER [--only PART]``.

Each page of tests/every_page.py, whole, at 390 and 1280 pixels, in light and in dark; the journal is made up.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from browser.conftest import CHROMIUM, FLAGS  # noqa: E402
from browser.driving import SERVE_AT, launch  # noqa: E402
from every_page import lived_in  # noqa: E402

WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")


def name_of(path: str, width: int, scheme: str) -> str:
    """Name of the file of a page."""
    page = "".join(letter if letter.isalnum() else "-" for letter in path).strip("-") or "start"
    return f"{page}-{width}-{scheme}.png"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", default="", help="take only pages whose address has this in it")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        paths = [path for path in lived_in(data) if given.only in path]
        psoas = launch(data, SERVE_AT)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            for scheme in SCHEMES:
                context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
                page = psoas.let_in(context).new_page()
                for path in paths:
                    page.goto(psoas.address + path)
                    page.locator("h1").first.wait_for()
                    for width in WIDTHS:
                        page.set_viewport_size({"width": width, "height": 900})
                        page.screenshot(path=given.folder / name_of(path, width, scheme), full_page=True)
                context.close()
        finally:
            browser.close()
            psoas.process.terminate()
            psoas.process.wait()
    print(f"{len(paths) * len(WIDTHS) * len(SCHEMES)} pictures in {given.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
