"""The changes: cosmic-ray's, drawn place by place, without those that cannot change what psoas does.

Only its operators are used. Its own runner changes the file on disk and runs one fixed command over all tests for each
mutant, which takes days here; mutmut leaves out what stands outside functions, and with it every limit of the coach.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).resolve().parents[2]
#: Room to its source and its own tests, both from the root.
ROOMS = {
    "coach": ("src/psoas/coach", "tests/coach"),
    "plan": ("src/psoas/plan", "tests/plan"),
    "session": ("src/psoas/session", "tests/session"),
    "load": ("src/psoas/biomechanics/load.py", "tests/biomechanics"),
}
#: `|` joins types and sets, where most other signs do not even exist; two others put names that stand nowhere.
_LEFT_OUT = ("BitOr", "VariableReplacer", "VariableInserter", "no-op", "RemoveDecorator")
#: `is` for `==` and back is the same for all that is compared here, so that only these two remain.
_TURNED = ("Is_IsNot", "IsNot_Is")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change.

    Attributes
    ----------
    room, path : str
        Where, the path from the root.
    line, column : int
        The place, as editors count lines.
    operator : str
        What is done there, as cosmic-ray calls it.
    occurrence : int
        Which of the places in the file at which the operator can do something.
    """

    room: str
    path: str
    line: int
    column: int
    operator: str
    occurrence: int

    @property
    def module(self) -> str:
        """The module's name as it is imported."""
        return self.path.removeprefix("src/").removesuffix(".py").replace("/", ".")

    def source(self) -> str:
        """The whole file with the change in it."""
        changed = mutate_code((ROOT / self.path).read_text(encoding="utf-8"), _operator(self.operator), self.occurrence)
        assert changed is not None, "a place that was found can be changed"
        return str(changed)

    @property
    def compiles(self) -> bool:
        """Whether it is still Python: a `*` between parameters is no product that could become a sum."""
        try:
            compile(self.source(), self.path, "exec", dont_inherit=True)
        except SyntaxError:
            return False
        return True

    def __str__(self) -> str:
        before, after = (ROOT / self.path).read_text(encoding="utf-8").splitlines(), self.source().splitlines()
        was, now = next(((a, b) for a, b in zip(before, after, strict=False) if a != b), ("", ""))
        return f"{self.path}:{self.line} {self.operator}\n    - {was.strip()}\n    + {now.strip()}"


def drawn(room: str, sample: int | None, seed: int) -> list[Mutant]:
    """So many mutants of a room; all there are where `sample` is None.

    A place is drawn first and then what is done to it: else a `+`, which ten other signs can replace, would outweigh a
    `<`.
    """
    places: dict[tuple[str, int, int], list[Mutant]] = {}
    for mutant in _all(room):
        places.setdefault((mutant.path, mutant.line, mutant.column), []).append(mutant)
    if sample is None:
        return [mutant for there in places.values() for mutant in there]
    dice = random.Random(f"{seed} {room}")
    chosen = (dice.choice(places[where]) for where in dice.sample(sorted(places), len(places)))
    return list(islice((mutant for mutant in chosen if mutant.compiles), sample))


def _all(room: str) -> Iterator[Mutant]:
    source = ROOT / ROOMS[room][0]
    for path in sorted(source.rglob("*.py")) if source.is_dir() else [source]:
        text = path.read_text(encoding="utf-8")
        tree, parsed = get_ast(text), ast.parse(text)
        said, signatures = _says_nothing(parsed), _signatures(parsed)
        for name in operator_names():
            same = ("_Is" in name) and not name.endswith(_TURNED)
            if same or any(part in name for part in _LEFT_OUT):
                continue
            operator = _operator(name)
            found = [place for node in ast_nodes(tree) for place in operator.mutation_positions(node)]
            for occurrence, ((line, column), _) in enumerate(found):
                there = said + signatures if "BinaryOperator" in name else said
                if not any(begin <= (line, column) < end for begin, end in there):
                    yield Mutant(room, path.relative_to(ROOT).as_posix(), line, column, name, occurrence)


def _operator(name: str):  # type: ignore[no-untyped-def]  # cosmic-ray has no types
    return get_operator(name)()


def _signatures(tree: ast.Module) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Stretches from `def` to the body: a `*` there is no product but says that what follows is named."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return [((f.lineno, f.col_offset), (f.body[0].lineno, f.body[0].col_offset)) for f in functions]


def _says_nothing(tree: ast.Module) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Stretches that declare and do nothing: types, decorators, assertions for the type checker, `strict=True`."""
    quiet: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            quiet += node.decorator_list
        if isinstance(node, ast.FunctionDef) and node.returns:
            quiet.append(node.returns)
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            quiet.append(node.annotation)
        if isinstance(node, ast.Assert) or (isinstance(node, ast.keyword) and node.arg == "strict"):
            quiet.append(node)
    return [((n.lineno, n.col_offset), (n.end_lineno or 0, n.end_col_offset or 0)) for n in quiet]  # type: ignore[attr-defined]
