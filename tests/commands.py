"""psoas from the command line, in the test's own process."""

from __future__ import annotations

import sys

import pytest

from psoas import cli

#: Exit code, stdout and stderr.
Told = tuple[int, str, str]


def run_psoas(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object) -> Told:
    """Run it with these arguments."""
    monkeypatch.setattr(sys, "argv", ["psoas", *map(str, arguments)])
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        cli.main()
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err
