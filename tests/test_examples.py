"""The examples in docstrings hold."""

import doctest
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import psoas

SOURCE = Path(psoas.__path__[0])
MODULES = sorted(
    ".".join(("psoas", *file.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
    for file in SOURCE.rglob("*.py")
    if ">>> " in file.read_text(encoding="utf-8")
)


def examples() -> Iterator[Any]:
    for name in MODULES:
        for found in doctest.DocTestFinder(exclude_empty=True).find(import_module(name)):
            if found.examples:
                yield pytest.param(found, id=found.name)


@pytest.mark.parametrize("example", list(examples()))
def test_an_example_does_what_it_says(
    example: doctest.DocTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)  # examples write recordings by their bare names
    failed, tried = doctest.DocTestRunner().run(example, clear_globs=False)
    assert (failed, tried > 0) == (0, True), capsys.readouterr().out


def public() -> Iterator[tuple[str, Any]]:
    """What programs call: functions, classes with something to call, and their methods."""
    for room in (psoas, import_module("psoas.testing")):
        for name in sorted(room.__all__):
            value = getattr(room, name)
            if inspect.isfunction(value) or name in ("Coach", "Result"):
                yield f"{room.__name__}.{name}", value
    for name, value in vars(psoas.Result).items():
        if inspect.isfunction(value) and not name.startswith("_"):
            yield f"psoas.Result.{name}", value


@pytest.mark.parametrize(("name", "what"), [pytest.param(*each, id=each[0]) for each in public()])
def test_what_programs_call_tells_what_goes_in_and_out_with_an_example(name: str, what: Any) -> None:
    text = inspect.getdoc(what) or ""
    assert "Examples\n--------\n>>> " in text
    for given in inspect.signature(what).parameters:
        assert given == "self" or re.search(rf"^(\w+, )*{given}\b", text, re.M), given
