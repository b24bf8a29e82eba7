"""Pages written for a code host, as the site needs them.

A link to a file of the repository that is no page, such as a test or a tool, leads there on a code host. The site has
no such files: it names them instead. A folder's README lists its pages; in the site they also stand below it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
#: Files outside docs/ that the site shows as a page.
SHOWN = {ROOT / name: DOCS / name.lower() for name in ("CONTRIBUTING.md", "SECURITY.md")}
#: Every other page of a folder, below its README.
BELOW = "\n```{toctree}\n:hidden:\n:glob:\n\n*\n```\n"
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!\w+:)([^)#\s]+)(#[^)\s]*)?\)")


def for_the_site(text: str, page: Path) -> str:
    """The Markdown of a page, its links to other files of the repository turned into what the site can show."""

    def turned(found: re.Match[str]) -> str:
        said, link, anchor = found[1], found[2], found[3] or ""
        target = Path(os.path.normpath(page.parent / link))
        if target in SHOWN:
            return f"[{said}]({os.path.relpath(SHOWN[target], page.parent)}{anchor})"
        if target.is_relative_to(DOCS) or not target.exists():
            return found[0]
        name = target.relative_to(ROOT).as_posix()
        return said if name in said else f"{said} (`{name}`)"

    return _LINK.sub(turned, text)


def setup(app: Sphinx) -> dict[str, bool]:
    """Turn the links of every Markdown page as it is read."""

    def read(app: Sphinx, name: str, content: list[str]) -> None:
        page = Path(app.env.doc2path(name))
        if page.suffix == ".md":
            content[0] = for_the_site(content[0], page) + (BELOW if page.stem == "README" else "")

    app.connect("source-read", read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
