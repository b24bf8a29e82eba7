"""The Python reference: a page for each room with its modules, and one for each module, written before the build.

They follow from the packages themselves, so a module that is added is documented. The pages are not kept in git.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Rooms whose functions serve other programs; the others are screens and the command line.
ROOMS = (
    "analysis",
    "session",
    "coach",
    "sight",
    "tracking",
    "biomechanics",
    "figure",
    "exchange",
    "plan",
    "body",
    "programme",
    "journal",
)


def pages() -> Iterator[tuple[str, str]]:
    """Name and reStructuredText of each page."""
    for room in ROOMS:
        modules = sorted(
            f"psoas.{room}.{found.name}" for found in iter_modules(import_module(f"psoas.{room}").__path__)
        )
        yield f"psoas.{room}", _room(f"psoas.{room}", [name for name in modules if not name.endswith(".migrations")])
        for name in modules:
            yield name, f"{_title(name)}\n.. automodule:: {name}\n   :members:\n"
    yield "psoas.errors", f"{_title('psoas.errors')}\n.. automodule:: psoas.errors\n   :members:\n"


def _room(room: str, modules: list[str]) -> str:
    lines = [_title(room), f".. automodule:: {room}", ""]
    lines += [".. list-table::", "   :widths: 30 70", ""]
    for name in modules:
        lines += [f"   * - :doc:`{name.removeprefix('psoas.')} <{name}>`", f"     - {_first_line(name)}"]
    lines += ["", ".. toctree::", "   :hidden:", ""]
    return "\n".join([*lines, *(f"   {name.removeprefix('psoas.')} <{name}>" for name in modules), ""])


def _title(name: str) -> str:
    return f"{name}\n{'=' * len(name)}\n"


def _first_line(module: str) -> str:
    return (import_module(module).__doc__ or "").strip().splitlines()[0]


def write(folder: Path) -> None:
    """Write all pages, and remove those of modules that are gone."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in pages():
        (folder / f"{name}.rst").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the pages before Sphinx looks which pages there are."""
    app.connect("builder-inited", lambda app: write(Path(app.srcdir) / "reference" / "api"))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
