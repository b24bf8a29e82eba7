"""psoas from the command line, in the test's own process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from psoas.cli import main as cli
from psoas.journal.store import Store

#: Exit code, stdout and stderr.
Told = tuple[int, str, str]
#: Runs it with these arguments.
Run = Callable[..., Told]


def run_psoas(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object) -> Told:
    """Run it with these arguments."""
    monkeypatch.setattr(sys, "argv", ["psoas", *map(str, arguments)])
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        cli.main()
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def journal_of(folder: Path, kind: type) -> list:
    """What the journal in this folder was told of one kind, oldest first."""
    store = Store(folder)
    try:
        return [entry.what for entry in store.told(kind)]
    finally:
        store.close()
