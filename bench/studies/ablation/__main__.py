"""What each number and each stage of psoas is worth: switched off one at a time, and everything counted again.

Numbers are found by reading the source. One that costs nothing in any recording may still protect against what none
of them shows: with --tests the project's tests are asked as well.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import track

from bench.accuracy.clips import ROOT
from bench.accuracy.looks import Eye, over_clips
from bench.studies.ablation import report
from bench.studies.ablation.held import held_by
from bench.studies.ablation.material import material
from bench.studies.ablation.report import Row
from bench.studies.ablation.sites import MODULES, Site, sites
from bench.studies.ablation.stages import STAGES
from bench.studies.ablation.trial import Bench, Change, Tried, together

PAGE = ROOT / "docs" / "validation" / "ablation.md"
_BEGIN, _END = "<!-- made by bench.studies.ablation -->", "<!-- end -->"


def change_of(site: Site, value: float) -> Change:
    """Give a number another value."""
    return Change(site.title, MODULES[site.module], {site.module: dict.fromkeys(site.places, value)})


def best(bench: Bench, site: Site) -> Row:
    """Take a number out in the way that costs least."""
    found: list[Row] = []
    for value in site.neutral():
        found.append(Row(site, value, bench.trial(change_of(site, value))))
        if found[-1].tried.free:
            return found[-1]
    return min(found, key=lambda row: (bool(row.tried.failed), not row.tried.ended, row.tried.lost))


def all_at_once(bench: Bench, rows: Sequence[Row]) -> list[Row]:
    """Take out one after the other, as long as nothing gets worse; returns what went."""
    gone: list[Row] = []
    for row in track(rows, "together", console=_errors, transient=True):
        some = [change_of(r.site, r.value) for r in (*gone, row)]
        if bench.trial(together(some, "together")).free:
            gone.append(row)
    return gone


def main() -> None:
    options = _options()
    data = options.data if options.data.is_dir() else None
    shown = material(options.folders, data, Eye(options.cache))
    chosen = [s for m in MODULES for s in sites(m) if options.only in s.title] if not options.no_constants else []
    bench = Bench.of(shown, [MODULES[site.module] for site in chosen])
    before: Counter[str] = sum(bench.before["counts"], Counter())
    console = Console(soft_wrap=True, highlight=False)
    sources = Counter(one.source for one in shown)
    lines = [f"{len(shown)} recordings ({', '.join(f'{name}: {n}' for name, n in sources.items())})."]
    lines.append(f"{len(chosen)} numbers, of which {sum(site.inline for site in chosen)} have no name.")
    rows: list[Row] = []
    if chosen:
        rows = list(_rows(bench, chosen, options.tests))
        lines += ["", "## Numbers", "", *report.constants(rows)]
        free = [row for row in rows if row.tried.free and not row.held]
        gone = all_at_once(bench, free)
        lines += ["", f"{len(free)} of {len(rows)} cost nothing alone; {len(gone)} together.", ""]
        lines += [f"- {row.site.title} = {row.value:g}" for row in gone]
    if not options.no_stages:
        lines += ["", "## Stages and rules", "", *report.stages(dict(_stages(bench)), before)]
    console.print("\n".join(lines), markup=False)
    if options.json is not None:
        told = [{"name": r.site.title, "value": r.value, "verdict": r.verdict, **r.tried.change} for r in rows]
        options.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    if options.write:
        text = PAGE.read_text(encoding="utf-8")
        head, rest = text.split(_BEGIN)
        PAGE.write_text("\n".join([f"{head}{_BEGIN}", "", *lines, "", f"{_END}{rest.split(_END)[1]}"]), "utf-8")


_errors = Console(stderr=True, highlight=False, soft_wrap=True)


def _rows(bench: Bench, chosen: Sequence[Site], tests: bool) -> Iterator[Row]:
    for site in track(chosen, "numbers", console=_errors, transient=True):
        row = best(bench, site)
        if tests and row.tried.free:
            row = replace(row, held=held_by(change_of(site, row.value)))
        _errors.print(f"{row.site.title} = {row.value:g}: {row.verdict} {dict(row.tried.change)}", markup=False)
        yield row


def _stages(bench: Bench) -> Iterator[tuple[str, Tried]]:
    for name in track(STAGES, "stages", console=_errors, transient=True):
        yield name, bench.trial(Change(name, "all", {}, (name,)), to_the_end=True)


def _options():
    parser = over_clips(__doc__, nargs="*")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="recordings with truth")
    parser.add_argument("--only", default="", help="numbers whose module and name contain this")
    parser.add_argument("--no-constants", action="store_true", help="stages only")
    parser.add_argument("--no-stages", action="store_true", help="numbers only")
    parser.add_argument("--tests", action="store_true", help="ask the tests about numbers that cost nothing")
    parser.add_argument("--json", type=Path, help="write what was found about each number to this file")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
