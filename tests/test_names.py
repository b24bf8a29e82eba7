"""One name, one meaning."""

import ast
from collections import defaultdict
from pathlib import Path

SRC = Path(__file__).resolve().parents[1] / "src" / "psoas"


def test_no_two_public_classes_share_a_name() -> None:
    where = defaultdict(list)
    for path in SRC.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where[node.name].append(path.relative_to(SRC).as_posix())
    assert {name: paths for name, paths in where.items() if len(paths) > 1} == {}


def test_what_takes_in_the_next_piece_of_data_is_called_update_and_how_far_it_is_believed_confidence() -> None:
    old = {"see": "update", "trust": "confidence"}
    for path in SRC.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node, "name", None) or getattr(node, "arg", None) or getattr(node, "attr", None)
            assert name not in old, f"{path.name}: {name} is called {old.get(str(name))} here"
