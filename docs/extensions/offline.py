"""The built site must work without the internet: no script, style, font or picture from elsewhere.

Links that a reader may follow are no assets. A remote asset is a warning of the build, and warnings are errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

REMOTE = re.compile(r"^\s*(?:https?:)?//", re.I)
#: Of a ``<link>`` only what the browser loads or connects to; ``canonical`` and the like are only told.
LOADED = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest"}
#: Where scripts and style sheets ask for more.
IN_CSS = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])((?:https?:)?//[^\"')\s]+)", re.I)
IN_JS = re.compile(r"(?:\bimport\(|\bfetch\(|importScripts\(|\.src\s*=)\s*[\"'`]((?:https?:)?//[^\"'`]+)", re.I)


class _Assets(HTMLParser):
    """Collects what a page loads from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at what an element loads."""
        given = {name: value or "" for name, value in attrs}
        loaded = [given.get("src", ""), given.get("poster", ""), given.get("data", "") if tag == "object" else ""]
        loaded += [one.split()[0] for one in given.get("srcset", "").split(",") if one.strip()]
        if tag == "link" and LOADED & set(given.get("rel", "").lower().split()):
            loaded.append(given.get("href", ""))
        self.found += [address for address in loaded if REMOTE.match(address)]
        self.found += IN_CSS.findall(given.get("style", ""))

    def handle_data(self, data: str) -> None:
        """Look at styles and scripts within the page, which no other text resembles."""
        if self.cdata_elem is not None:
            self.found += IN_CSS.findall(data) + IN_JS.findall(data)


def remote_in(file: Path) -> list[str]:
    """Addresses from which a built page, style sheet or script loads something."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        assets = _Assets()
        assets.feed(text)
        return assets.found
    return IN_CSS.findall(text) if file.suffix == ".css" else IN_JS.findall(text)


def remote_assets(site: Path) -> Iterator[tuple[Path, str]]:
    """Every file of a built site that loads something from elsewhere, with the address."""
    for file in sorted(site.rglob("*")):
        if file.suffix in {".html", ".css", ".js"}:
            for address in remote_in(file):
                yield file.relative_to(site), address


def setup(app: Sphinx) -> dict[str, bool]:
    """Look the site over once it is built."""
    from sphinx.util import logging

    def look_over(app: Sphinx, error: Exception | None) -> None:
        if error is None and app.builder.format == "html":
            for file, address in remote_assets(Path(app.outdir)):
                logging.getLogger(__name__).warning("%s loads %s: the site must work offline", file, address)

    app.connect("build-finished", look_over)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
