"""The tables of the ablation, as text and as the page in docs/validation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.studies.ablation.sites import Site, sites
from bench.studies.ablation.trial import LESS, MORE, Tried, mean

#: Columns of the tables.
COLUMNS: dict[str, Callable[[Mapping[str, float]], float]] = {
    "exact": lambda c: c.get("exact", 0),
    "wrong side": lambda c: c.get("wrong side", 0),
    "missed": lambda c: c.get("missed", 0),
    "invented": lambda c: c.get("invented", 0),
    "invented in other movement": lambda c: c.get("invented elsewhere", 0),
    "false cues": lambda c: c.get("false cues", 0),
    "wrong, not doubted": lambda c: c.get("wrong, not doubted", 0),
    "level right": lambda c: c.get("level right", 0),
}
PARTS = ("near hip", "near knee", "far hip", "far knee")
VIEWS = ("side-on", "oblique")


@dataclass(frozen=True, slots=True)
class Row:
    """A number, the value at which its removal costs least, and what that brings."""

    site: Site
    value: float
    tried: Tried
    held: str = ""

    @property
    def gone(self) -> bool:
        """Whether it has been taken out of psoas since."""
        return self.site.title not in {site.title for site in sites(self.site.module)}

    @property
    def verdict(self) -> str:
        """Say in a few words what follows."""
        if self.tried.free and self.gone:
            return "costs nothing: taken out"
        if self.tried.failed:
            return "the code needs it"
        if not self.tried.ended:
            return "pays; stopped early"
        if not self.tried.free:
            return "pays"
        return f"held by test: `{self.held}`" if self.held else "costs nothing alone"


def row_from(kept: Mapping[str, Any]) -> Row:
    """Read a row as it was kept."""
    site = {
        **kept["site"],
        "places": tuple(map(tuple, kept["site"]["places"])),
        "values": tuple(kept["site"]["values"]),
    }
    return Row(Site(**site), kept["value"], Tried(**kept["tried"]), kept["held"])


def constants(rows: Iterable[Row]) -> list[str]:
    """Draw a table with a line for each number."""
    lines = [_line(["module: number", "value", "instead", *COLUMNS, "other", "verdict"]), _rule(len(COLUMNS) + 5)]
    for row in rows:
        c = row.tried.change
        cells = [row.site.title, row.site.shown, f"{row.value:g}", *(_signed(say(c)) for say in COLUMNS.values())]
        lines.append(_line([*cells, _others(c), row.verdict]))
    return lines


def stages(tried: Mapping[str, Tried], before: Counter[str]) -> list[str]:
    """Draw two tables: counts, and mean errors of angles by leg and view, first as psoas is."""
    lines = [_line(["without", *COLUMNS]), _rule(len(COLUMNS) + 1)]
    lines.append(_line(["(nothing, in all)", *(f"{say(before):g}" for say in COLUMNS.values())]))
    lines += [_line([name, *(_signed(say(t.change)) for say in COLUMNS.values())]) for name, t in tried.items()]
    keys = [f"{part}, {view}" for view in VIEWS for part in PARTS]
    lines += ["", _line(["without", *keys]), _rule(len(keys) + 1)]
    lines.append(_line(["(nothing)", *(f"{mean(before, key):.1f}°" for key in keys)]))
    for name, t in tried.items():
        lines.append(_line([name, *(_degrees(t.change.get(key, 0.0)) for key in keys)]))
    return lines


def _others(change: Mapping[str, float]) -> str:
    shown = {"exact", "wrong side", "missed", "invented", "invented elsewhere", "false cues"}
    shown |= {"wrong, not doubted", "level right"}
    parts = [f"{k} {v:+g}" for k in (*MORE, *LESS) if (v := change.get(k, 0)) and k not in shown]
    angles = [v for k, v in change.items() if any(k.startswith(part) for part in PARTS)]
    if angles and max(map(abs, angles)) >= 0.05:
        parts.append(f"angles {min(angles):+.1f} to {max(angles):+.1f}°")
    if abs(change.get("times", 0)) >= 0.005:
        parts.append(f"times {change['times']:+.2f} s")
    return ", ".join(parts)


def _degrees(value: float) -> str:
    return f"{value:+.1f}" if abs(value) >= 0.05 else "."


def _signed(value: float) -> str:
    return f"{value:+g}" if value else "."


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(n: int) -> str:
    return f"|{' --- |' * n}"
