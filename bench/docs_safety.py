"""Write docs/how-psoas-decides.md from the files that decide: ``python -m bench.docs_safety [--write]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap

from psoas.plan.how_it_decides import PlainTable, Section, page_text, sections
from psoas.programme.catalogue import load

PAGE = Path(__file__).parents[1] / "docs" / "how-psoas-decides.md"
WIDTH = 120


def text() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield from (f"# {page_text().title}", "")
    yield from _paragraph(page_text().lead)
    yield from _paragraph(
        "`uv run python -m bench.docs_safety --write` writes this page from the files that decide; psoas shows it "
        "at `/learn/safety`. How many people are sent where: [who is sent where](validation/who-is-sent-where.md)."
    )
    for section in sections(load()):
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {section.heading}", "")
    for sentence in section.text:
        yield from _paragraph(sentence)
    yield from _list(section.points)
    for sentence in section.after:
        yield from _paragraph(sentence)
    yield from _list(section.then)
    for table in section.tables:
        yield from _table(table)


def _list(points: Sequence[str]) -> Iterator[str]:
    for point in points:
        yield from wrap(f"- {point}", WIDTH, subsequent_indent="  ", break_on_hyphens=False)
    yield from ("",) if points else ()


def _table(table: PlainTable) -> Iterator[str]:
    if table.caption:
        yield from (f"### {table.caption}", "")
    yield f"| {' | '.join(table.head)} |"
    yield f"|{' --- |' * len(table.head)}"
    yield from (f"| {' | '.join(row)} |" for row in table.rows)
    yield ""


def _paragraph(sentence: str) -> Iterator[str]:
    yield from (*wrap(sentence, WIDTH, break_on_hyphens=False), "")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.docs_safety", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write docs/{PAGE.name} too")
    asked = parser.parse_args(arguments)
    written = text()
    print(written)
    if asked.write:
        PAGE.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
