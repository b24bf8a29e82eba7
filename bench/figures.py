"""Draw contact sheets of every moving picture: ``python -m bench.figures [NAME ...]``.

Each row is a level of the march or a sketch at six moments of its loop, as a Chromium draws it in the app's colours.
The sheets go to bench/out/figures, to be looked at: no test knows whether a picture is beautiful.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import sync_playwright

from psoas.figure.exercise_svg import animated_svg
from psoas.figure.sketch_svg import sketch_svg
from psoas.programme.catalogue import load

#: Moments of a loop; it shows the left side first if there are two.
MOMENTS = (0.0, 0.13, 0.24, 0.64, 0.74, 0.88)
#: Width of a picture, CSS pixels, and pictures in a row: as on a card, and as large as a page shows it.
SIZES = {"card": (200, 6), "large": (400, 3)}
#: Rows of a sheet, so that it can be looked at without zooming.
ROWS = 6


def pictures(only: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """Yield name, picture and duration of the loop, seconds, of everything that is drawn."""
    catalogue = load()
    for exercise in catalogue.march:
        assert exercise.dose is not None
        if not only or exercise.id in only:
            yield exercise.id, animated_svg(exercise), 2 * exercise.dose.tempo_s.total
    for sketch in catalogue.sketches:
        if not only or sketch.id in only:
            yield sketch.id, sketch_svg(sketch), sketch.total_s * (2 if sketch.sides else 1)


def _row(name: str, svg: str, seconds: float, size: str) -> str:
    width, a_row = SIZES[size]
    cells = "".join(
        f'<div class="scene paused" style="width:{width}px;--psoas-at:{-moment * seconds:.2f}s">{svg}</div>'
        for moment in MOMENTS
    )
    grid = f"display:grid;gap:6px;grid-template-columns:repeat({a_row},max-content)"
    return f'<h4>{name}</h4><div style="{grid}">{cells}</div>'


def main(argv: Sequence[str] | None = None) -> None:
    """Write the sheets and print their names."""
    parser = argparse.ArgumentParser(prog="python -m bench.figures", description=__doc__)
    parser.add_argument("names", nargs="*", help="levels and sketches by their ids; all by default")
    parser.add_argument("--size", choices=tuple(SIZES), default="card")
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    parser.add_argument("--out", type=Path, default=Path("bench/out/figures"))
    told = parser.parse_args(argv)
    rows = [_row(*each, told.size) for each in pictures(told.names)]
    if not rows:
        parser.error(f"no level or sketch is called {' or '.join(told.names)}")
    told.out.mkdir(parents=True, exist_ok=True)
    style = (files("psoas.app") / "assets" / "style.css").read_text(encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1250, "height": 800}, color_scheme=told.scheme)
        a_sheet = ROWS if told.size == "card" else ROWS // 3
        for first in range(0, len(rows), a_sheet):
            inside = "".join(rows[first : first + a_sheet])
            page.set_content(f"<style>{style}</style><main style='padding:8px'>{inside}</main>")
            sheet = told.out / f"{told.size}-{told.scheme}-{1 + first // a_sheet}.png"
            page.screenshot(path=sheet, full_page=True)
            print(sheet)
        browser.close()


if __name__ == "__main__":
    main()
