"""Whatever psoas imports is among its dependencies, and bounded where it reaches into a package."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
#: Comes with another one, and always fits it.
COMES_WITH = {"pydantic_core": "pydantic"}
#: Packages whose modules below the top are what they offer to others.
FRONT_DOORS_BELOW = {"flatbuffers", "python-xlib", "ray", "rich"}
#: Used only by somebody who has it: `psoas.api` gives a table where there is pandas.
IF_THERE = {"pandas"}
#: Calls that run text as code, or a shell, or take apart what a stranger packed.
DANGEROUS = {"eval", "exec", "os.system", "os.popen", "pickle.load", "pickle.loads", "marshal.loads", "yaml.load"}
WEAK = {"hashlib.md5", "hashlib.sha1", "random.choice", "random.random", "tempfile.mktemp"}


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted((ROOT / "src").rglob("*.py")):
        yield file, ast.parse(file.read_text(encoding="utf-8"))


def imported() -> Iterator[tuple[str, Path]]:
    """Every module that is imported, in full, and where."""
    for file, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module, file
            elif isinstance(node, ast.Import):
                yield from ((each.name, file) for each in node.names)


def declared() -> dict[str, Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for each in project["optional-dependencies"].values() for line in each)]
    return {re.sub(r"[-_.]+", "-", wanted.name).lower(): wanted for wanted in map(Requirement, lines)}


@cache
def distributions() -> Mapping[str, list[str]]:
    return packages_distributions()


def of(module: str) -> set[str]:
    """The packages that a module comes from, as far as they are installed."""
    top = module.partition(".")[0]
    top = COMES_WITH.get(top, top)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in distributions().get(top, ())}


def test_every_import_is_a_declared_dependency() -> None:
    strangers = {
        (module, file.name)
        for module, file in imported()
        if (top := module.partition(".")[0]) not in sys.stdlib_module_names and top != "psoas"
        if of(module) and not of(module) & (declared().keys() | IF_THERE)
    }
    assert strangers == set()


def test_a_package_that_is_reached_into_has_an_upper_bound() -> None:
    deep = {
        name
        for module, _ in imported()
        if "." in module and not module.startswith("psoas.")
        for name in of(module) & declared().keys()
    }
    assert deep >= {"nicegui", "starlette", "av", "sqlalchemy"}
    bounded = {name for name in deep if {each.operator for each in declared()[name].specifier} & {"<", "<=", "=="}}
    assert deep - bounded - FRONT_DOORS_BELOW == set()


def test_no_text_is_run_as_code_or_in_a_shell_and_no_weak_primitive_is_used() -> None:
    found = []
    for file, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                shell = any(word.arg == "shell" and ast.unparse(word.value) != "False" for word in node.keywords)
                if called in DANGEROUS | WEAK or shell or "xml.etree" in called:
                    found.append((file.name, called))
    assert found == []
