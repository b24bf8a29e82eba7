"""The Python reference: a page for each room with its modules, and one for each module, written before the build.

They follow from the packages themselves, so a module that is added is documented. The pages are not kept in git.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

#: Rooms whose functions serve other programs; the others are screens and the command line.
ROOMS = (
    "analysis",
    "session",
    "coach",
    "habit",
    "sight",
    "tracking",
    "biomechanics",
    "figure",
    "exchange",
    "plan",
    "body",
    "programme",
    "journal",
    "testing",
)


def pages() -> Iterator[tuple[str, str]]:
    """Name and reStructuredText of each page."""
    for room in ROOMS:
        modules = sorted(
            found.name for found in walk_packages(import_module(f"psoas.{room}").__path__, f"psoas.{room}.")
        )
        yield f"psoas.{room}", _room(f"psoas.{room}", [name for name in modules if ".migrations" not in name])
        for name in modules:
            yield name, f"{_title(name)}\n.. automodule:: {name}\n   :members:\n"
    for name in alone():
        yield name, f"{_title(name)}\n.. automodule:: {name}\n   :members:\n"


def alone() -> list[str]:
    """Modules that stand in no room: what is made for programs, and the errors."""
    return [name for name in ("psoas.api", "psoas.errors") if find_spec(name)]


def listed() -> str:
    """The rooms as a Markdown table, and for Sphinx as what lies below the page."""
    names = [*(f"psoas.{room}" for room in ROOMS), *alone()]
    rows = [f"| [{name}](project:api/{name}.rst) | {_first_line(name)} |" for name in names]
    below = ["```{toctree}", ":hidden:", "", *(f"api/{name}" for name in names), "```"]
    return "\n".join(["| room | what it is |", "| --- | --- |", *rows, "", *below, ""])


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
    return next(iter((import_module(module).__doc__ or "").strip().splitlines()), "")


def write(folder: Path) -> None:
    """Write all pages, and remove those of modules that are gone."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in pages():
        (folder / f"{name}.rst").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the pages before Sphinx looks which pages there are, and add the directive that lists them."""
    from sphinx.util.docutils import SphinxDirective

    class Rooms(SphinxDirective):
        def run(self) -> list[Node]:
            return self.parse_text_to_nodes(listed())

    app.add_directive("psoas-rooms", Rooms)
    app.connect("builder-inited", lambda app: write(Path(app.srcdir) / "reference" / "api"))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
