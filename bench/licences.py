"""The licences of everything that an installation brings: ``python -m bench.licences``; ``--write`` writes the page.

Follows the dependencies of psoas through the packages that are installed here, so run it in an environment with the
pinned versions. What a package says of itself is taken as it is.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "licences.md"
#: Libraries inside PyAV's wheel whose own licence asks for more than that of PyAV.
COPYLEFT = {"x264": "GPL-2.0-or-later", "x265": "GPL-2.0-or-later"}

HEAD = """# Licences

psoas itself is under the [Apache License 2.0](../../LICENSE). This page lists what an installation on Linux brings
with it, and the licence that each package states. `python -m bench.licences --write` made it.

"""
FOOT = """
The weights of the pose models come from Google, under Apache-2.0. The installation fetches and checks them.

## PyAV's wheel has codecs under the GPL in it

PyAV (`av`) is BSD, and its FFmpeg says that it is under "{ffmpeg}". But its wheel also holds {codecs}, under
{licences} (or a paid licence of their owners). What follows:

- **Whoever installs psoas with uv** gets the wheel from the package index and may use it for anything. psoas gives
  nobody a copy of it: neither the repository nor psoas's own package contains it.
- **An installer or an image that contains the wheel** gives out GPL programs. It must then keep the terms of the GPL
  for the whole that it gives out: its text, the source of these codecs or an offer of it, and no further limits.
  Apache-2.0 goes together with version 3 of the GPL, not with version 2 alone; these codecs allow later versions.
- **An installer without these terms** needs a PyAV that was built against an FFmpeg without these two
  (`pip install --no-binary av av`). psoas uses x264 only to write `--overlay` films, and takes MPEG-4 where it is
  missing. Reading films needs neither.
- H.264 and H.265 are covered by patents in some countries. Whoever sells an installer asks a lawyer.

pystray and python-xlib are under the LGPL. psoas imports them as they are, so an installer has only to keep them
replaceable and to say so.

This is not legal advice.
"""


def needed() -> dict[str, Distribution]:
    """Every package that psoas needs here, by its name, psoas left out."""
    found: dict[str, Distribution] = {}
    waiting = ["psoas"]
    while waiting:
        of = distribution(waiting.pop())
        for line in of.requires or ():
            wanted = Requirement(line)
            if wanted.marker and not any(
                wanted.marker.evaluate({"extra": extra}) for extra in ("", *_extras_of(of, found))
            ):
                continue
            name = re.sub(r"[-_.]+", "-", wanted.name).lower()
            if name not in found and name != "psoas":
                try:
                    found[name] = distribution(name)
                except PackageNotFoundError:  # for another system
                    continue
                waiting.append(name)
    return dict(sorted(found.items()))


def _extras_of(of: Distribution, found: dict[str, Distribution]) -> set[str]:
    """The extras that some package asks of this one."""
    name = re.sub(r"[-_.]+", "-", of.metadata["Name"]).lower()
    asked: set[str] = set()
    for other in found.values():
        for line in other.requires or ():
            wanted = Requirement(line)
            if re.sub(r"[-_.]+", "-", wanted.name).lower() == name:
                asked |= wanted.extras
    return asked


def licence(of: Distribution) -> str:
    """What a package says of its licence, in a few words."""
    said = of.metadata
    if expression := said.get("License-Expression"):
        return str(expression)
    classes = [
        line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License :: OSI")
    ]
    short = (said.get("License") or "").strip().splitlines()
    if classes:
        return "; ".join(classes)
    return short[0][:60] if short else "not said"


def codecs() -> tuple[str, list[str]]:
    """The licence that PyAV's FFmpeg states, and the libraries under the GPL in its wheel."""
    from av._core import library_meta  # noqa: PLC0415 - only this says how FFmpeg was built

    files = " ".join(str(file) for file in distribution("av").files or ())
    configured = " ".join(str(meta["configuration"]) for meta in library_meta.values())
    there = [name for name in COPYLEFT if f"lib{name}" in files or f"--enable-lib{name}" in configured]
    return str(library_meta["libavcodec"]["license"]), there


def page() -> str:
    """The whole page."""
    rows = [f"| {name} | {of.version} | {licence(of)} |" for name, of in needed().items()]
    ffmpeg, there = codecs()
    foot = FOOT.format(
        ffmpeg=ffmpeg,
        codecs=" and ".join(there) or "none of them here",
        licences=", ".join({COPYLEFT[x] for x in there}),
    )
    return HEAD + "| package | version | licence |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n" + foot


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write docs/reference/licences.md")
    given = parser.parse_args()
    if given.write:
        PAGE.write_text(page(), encoding="utf-8")
        print(f"{PAGE.relative_to(ROOT)}: {len(needed())} packages")
    else:
        print(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
