"""Run something with other numbers in psoas' source, in a process of its own, so that nothing else notices."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from multiprocessing.connection import Connection
from types import CodeType, ModuleType
from typing import Any

from bench.studies.ablation.sites import Place, changed

#: What is imported anew, so that defaults, classes and names imported from elsewhere are made of the new numbers, too.
#: `psoas.body` stays, of which the recordings are made that a process inherits.
_ANEW = ("psoas.coach", "psoas.tracking", "psoas.analysis", "bench.accuracy", "bench.studies.ablation.outcome")

Numbers = dict[str, dict[Place, float]]


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a process gave no answer."""

    why: str


class _Changed(SourceFileLoader):
    """Loads a module with some of its numbers replaced; never from compiled files."""

    values: dict[Place, float]

    def get_code(self, fullname: str) -> CodeType:
        """Compile the changed source."""
        path = self.get_filename(fullname)
        source = self.get_data(path).decode("utf-8")
        return compile(changed(source, self.values), path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module whose numbers change."""
        if fullname not in self._numbers:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        assert spec is not None
        assert spec.origin is not None
        loader = _Changed(fullname, spec.origin)
        loader.values = self._numbers[fullname]
        spec.loader = loader
        return spec


def import_anew(numbers: Numbers) -> None:
    """Forget what was imported of the coach and what leads to it, and import it with other numbers from now on."""
    for name in [name for name in sys.modules if name.startswith(_ANEW)]:
        del sys.modules[name]
    sys.meta_path.insert(0, _Finder(numbers))


def apart(work: Callable[..., Any], *arguments: object, at_most_s: float, quiet: bool = True) -> Any:
    """Call something in a process of its own, which inherits all that is known here; `Failed` where it fails."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, work, arguments, quiet))
    process.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(at_most_s) else Failed("does not end")
    except EOFError:
        return Failed("crashes")
    finally:
        process.kill()
        process.join()


def _answer(to: Connection, work: Callable[..., Any], arguments: Sequence[object], quiet: bool) -> None:
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.ExitStack() as stack:  # noqa: PTH123
        if quiet:
            stack.enter_context(contextlib.redirect_stdout(nowhere))
            stack.enter_context(contextlib.redirect_stderr(nowhere))
        try:
            to.send(work(*arguments))
        except Exception as error:
            # Whatever a senseless number leads to.
            to.send(Failed(f"{type(error).__name__}"))
