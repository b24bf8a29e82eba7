"""One name, one meaning."""

import ast
import re
from collections import defaultdict
from pathlib import Path

SRC = Path(__file__).resolve().parents[1] / "src" / "psoas"


#: Said in two rooms that do not know each other, with the same meaning.
SAID_TWICE = {"Side", "Sex", "XY", "Model", "T", "V", "P"}


def test_no_two_public_types_share_a_name() -> None:
    where = defaultdict(list)
    for path in SRC.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [node.name] if isinstance(node, ast.ClassDef) else []
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                names = [node.targets[0].id] if re.match(r"[A-Z][a-z]", node.targets[0].id) else []
            for name in names:
                where[name].append(path.relative_to(SRC).as_posix())
    twice = {name: paths for name, paths in where.items() if len(paths) > 1 and name not in SAID_TWICE}
    assert twice == {}


def test_what_takes_in_the_next_piece_of_data_is_called_update_and_how_far_it_is_believed_confidence() -> None:
    old = {"see": "update", "trust": "confidence"}
    for path in SRC.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node, "name", None) or getattr(node, "arg", None) or getattr(node, "attr", None)
            assert name not in old, f"{path.name}: {name} is called {old.get(str(name))} here"
