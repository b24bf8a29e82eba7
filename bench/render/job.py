"""One clip as a job of its own: in a module, since a spawned process does not import a package's ``__main__``."""

from __future__ import annotations

import time
from pathlib import Path

from bench.render.plan import Plan


def make(folder: Path, plan: Plan) -> tuple[str, float]:
    """Render one clip; its name, and how long it took."""
    from bench.render.clip import render  # noqa: PLC0415 - loads OpenGL, which each process does for itself

    start = time.perf_counter()
    render(plan, folder)
    return plan.name, time.perf_counter() - start
