"""What psoas may not say it says nowhere: texts within the code, not only those of the programme."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import psoas
from psoas.testing import forbidden_in

HOUSE = Path(psoas.__path__[0])


def texts(source: str) -> Iterator[str]:
    """String constants of a Python source that could be shown to a person: all but docstrings."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("room", sorted(f.name for f in HOUSE.iterdir() if f.is_dir() and f.name[0] != "_"))
def test_no_text_within_the_code_says_what_psoas_may_not_say(room: str) -> None:
    wrong = [
        f"{file.relative_to(HOUSE)}: {fault}"
        for file in sorted((HOUSE / room).rglob("*.py"))
        for text in texts(file.read_text(encoding="utf-8"))
        for fault in forbidden_in(text)
    ]
    assert wrong == []


def test_texts_of_the_pages_scripts_and_drawings_and_of_the_command_line_are_looked_over_too() -> None:
    files = [*HOUSE.glob("*.py"), *(HOUSE / "app").rglob("*.js"), *(HOUSE / "app").rglob("*.svg")]
    assert [(f.name, fault) for f in files for fault in forbidden_in(f.read_text(encoding="utf-8"))] == []


def test_a_text_is_found_wherever_it_stands_but_a_docstring_is_not() -> None:
    assert list(texts('"""Doc."""\nx = f("a", y=f"b {x}")\n')) == ["a", "b "]
