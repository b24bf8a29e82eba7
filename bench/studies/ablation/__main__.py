"""What each number and each stage of psoas is worth: switched off one at a time, and everything counted again.

Numbers are found by reading the source. One that costs nothing in any recording may still protect against what none
of them shows: with --tests the project's tests are asked as well.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
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
    kept = _kept(options.json)
    chosen = [s for m in MODULES for s in sites(m) if re.search(options.only, s.title)]
    chosen = [] if options.no_constants else [s for s in chosen if s.title not in {row.site.title for row in kept}]
    bench = Bench.of(shown, [MODULES[site.module] for site in chosen])
    before: Counter[str] = sum(bench.before["counts"], Counter())
    console = Console(soft_wrap=True, highlight=False)
    sources = Counter(one.source for one in shown)
    lines = [f"{len(shown)} recordings ({', '.join(f'{name}: {n}' for name, n in sources.items())})."]
    rows = kept
    for row in _rows(bench, chosen, options.tests):
        rows.append(row)
        if options.json is not None:
            options.json.write_text(json.dumps([asdict(each) for each in rows]), encoding="utf-8")
    if rows:
        inline = sum(row.site.inline for row in rows)
        lines += [f"{len(rows)} numbers, of which {inline} have no name.", "", "## Numbers", ""]
        lines += report.constants(rows)
        free = [row for row in rows if row.tried.free and not row.held and not row.gone]
        lines += ["", f"{sum(row.tried.free for row in rows)} of {len(rows)} cost nothing alone."]
        if options.together:
            gone = all_at_once(bench, free)
            lines += [f"Of those still there, {len(gone)} of {len(free)} cost nothing together:", ""]
            lines += [f"- {row.site.title} = {row.value:g}" for row in gone]
    done: dict[str, Tried] = {}
    for name, tried in _stages(bench) if not options.no_stages else ():
        done[name] = tried
        if options.write:
            _write([*lines, "", "## Stages and rules", "", *report.stages(done, before)])
    if done:
        lines += ["", "## Stages and rules", "", *report.stages(done, before)]
    console.print("\n".join(lines), markup=False)
    if options.write:
        _write(lines)


_errors = Console(stderr=True, highlight=False, soft_wrap=True)


def _write(lines: Sequence[str]) -> None:
    """Put the tables into the page."""
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(_BEGIN)
    PAGE.write_text("\n".join([f"{head}{_BEGIN}", "", *lines, "", f"{_END}{rest.split(_END)[1]}"]), "utf-8")


def _kept(path: Path | None) -> list[Row]:
    """What an earlier run found, so that a long run can be gone on with."""
    if path is None or not path.exists():
        return []
    return [report.row_from(each) for each in json.loads(path.read_text(encoding="utf-8"))]


def _rows(bench: Bench, chosen: Sequence[Site], tests: bool) -> Iterator[Row]:
    for site in track(chosen, "numbers", console=_errors, transient=True):
        row = best(bench, site)
        if tests and row.tried.free:
            row = replace(row, held=held_by(change_of(site, row.value)))
        _errors.print(f"{row.site.title} = {row.value:g}: {row.verdict} {dict(row.tried.change)}", markup=False)
        yield row


def _stages(bench: Bench) -> Iterator[tuple[str, Tried]]:
    for name in track(STAGES, "stages", console=_errors, transient=True):
        yield name, bench.trial(Change(name, STAGES[name][0], {}, (name,)), to_the_end=True)


def _options():
    parser = over_clips(__doc__, nargs="*")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="recordings with truth")
    parser.add_argument("--only", default="", help="numbers whose module and name match this pattern")
    parser.add_argument("--no-constants", action="store_true", help="stages only")
    parser.add_argument("--no-stages", action="store_true", help="numbers only")
    parser.add_argument("--tests", action="store_true", help="ask the tests about numbers that cost nothing")
    parser.add_argument("--together", action="store_true", help="take out more and more of what cost nothing alone")
    parser.add_argument("--json", type=Path, help="keep what was found about each number here, and go on from it")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
