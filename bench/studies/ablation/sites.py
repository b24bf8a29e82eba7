"""The numbers on which counting rests, read from the source, and what each becomes when it is taken out."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3] / "src"
#: Where numbers are looked for, and what must be made again when one of them changes.
MODULES: dict[str, str] = {
    "psoas.coach.rep_counter": "counts",
    "psoas.coach.footing": "counts",
    "psoas.coach.turns": "counts",
    "psoas.coach.quick_strides": "counts",
    "psoas.coach.cues": "counts",
    "psoas.coach.crosstalk": "counts",
    "psoas.analysis.sides": "counts",
    "psoas.coach.level_likeness": "levels",
    "psoas.coach.level_recognition": "levels",
    "psoas.tracking.left_right": "labels",
    "psoas.tracking.leg_identity": "labels",
    "psoas.tracking.smoother": "skeletons",
    "psoas.tracking.metric": "skeletons",
    "psoas.tracking.offline": "live",
}
#: Numbers that are no thresholds: halves, turns, and what counts or indexes.
_PLAIN = frozenset({0, 1, 2, 3, 100, 180, 360})
#: A number with a unit is taken out by making its rule hold always or never; a share may also become a whole.
_NEVER, _WHOLE = (0.0, math.inf), 1.0
_UNITS = ("_S", "_HZ", "_M", "_CM", "_DEG", "_PX")
#: Those for which infinity means nothing: percentiles, and what is only remembered for as long.
_OWN: dict[str, tuple[float, ...]] = {"USUAL_REACH": (50.0, 100.0), "MEMORY_S": (math.inf,)}

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Site:
    """One number in the source, or a table of numbers that stand and fall together.

    Attributes
    ----------
    module : str
        Where it is.
    name : str
        Its name; for an inline number the function, and how many such ones come before it there.
    places : tuple of (int, int)
        Line and column of each number.
    values : tuple of float
        What the numbers are.
    inline : bool
        Whether it has no name.
    """

    module: str
    name: str
    places: tuple[Place, ...]
    values: tuple[float, ...]
    inline: bool = False

    @property
    def title(self) -> str:
        """Short name for tables."""
        return f"{self.module.rsplit('.', 1)[1]}: {self.name}"

    @property
    def shown(self) -> str:
        """Its value for tables."""
        return f"{self.values[0]:g}" if len(self.values) == 1 else f"{len(self.values)} numbers"

    def neutral(self) -> tuple[float, ...]:
        """Values at which it decides nothing."""
        if self.name in _OWN:
            return _OWN[self.name]
        if len(self.values) > 1:
            return (0.0,)
        share = not self.name.upper().endswith(_UNITS) and 0 < self.values[0] <= 2
        return tuple(v for v in ((*_NEVER, _WHOLE) if share else _NEVER) if v != self.values[0])


def path_of(module: str) -> Path:
    """The file of a module."""
    return SOURCE.joinpath(*module.split(".")).with_suffix(".py")


def sites(module: str) -> list[Site]:
    """All numbers of a module that decide something, in the order of the source."""
    tree = ast.parse(path_of(module).read_text(encoding="utf-8"))
    named = [site for statement in tree.body for site in _named(module, statement)]
    return named + [site for owner, body in _functions(tree) for site in _inline(module, owner, body)]


def changed(source: str, values: dict[Place, float]) -> ast.Module:
    """Parse a module with some of its numbers replaced."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and (value := values.get((node.lineno, node.col_offset))) is not None:
            node.value = value
    return tree


def _named(module: str, statement: ast.stmt) -> Iterator[Site]:
    if isinstance(statement, ast.Assign):
        target, value = statement.targets[0], statement.value
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        target, value = statement.target, statement.value
    else:
        return
    pairs = (
        list(zip(target.elts, value.elts, strict=True))
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
        else [(target, value)]
    )
    for name, given in pairs:
        if not isinstance(name, ast.Name) or not name.id.isupper():
            continue
        found = list(_numbers(given))
        if isinstance(given, ast.Call):
            yield from (_site(module, f"{name.id}.{i}", [one]) for i, one in enumerate(found, start=1))
        elif found and not isinstance(given, (ast.List, ast.ListComp)):
            yield _site(module, name.id, found)


def _inline(module: str, owner: str, body: ast.AST) -> Iterator[Site]:
    skipped = {
        id(part)
        for node in ast.walk(body)
        if isinstance(node, (ast.Subscript, ast.keyword, ast.JoinedStr, ast.List, ast.ListComp))
        for part in ast.walk(node.slice if isinstance(node, ast.Subscript) else node)
    }
    found = [one for one in _numbers(body) if id(one) not in skipped and abs(one.value) not in _PLAIN]
    for i, one in enumerate(found, start=1):
        yield replace(_site(module, f"{owner}() {i}", [one]), inline=True)


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name, ast.Module(node.body, [])


def _numbers(node: ast.AST) -> Iterator[ast.Constant]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and type(part.value) in (int, float):
            yield part


def _site(module: str, name: str, numbers: list[ast.Constant]) -> Site:
    places = tuple((n.lineno, n.col_offset) for n in numbers)
    return Site(module, name, places, tuple(float(n.value) for n in numbers))  # type: ignore[arg-type]
