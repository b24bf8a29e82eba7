"""`python -m psoas.desk FOLDER SHOW`: the quiet process by itself, without the command line, which needs memory."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import get_args

from psoas.desk.looking import Looking
from psoas.desk.run import Show, run
from psoas.errors import PsoasError
from psoas.journal.errors import JournalTooNewError
from psoas.journal.store import open_store


def main(folder: Path, show: Show) -> int:
    """Run until stopped; an error that a person can act on is a line on stderr and exit code 2.

    When a newer psoas has upgraded the journal, it starts again: what is installed now may be that one.
    """
    try:
        store = open_store(folder)
        try:
            run(store, Looking(_line), show, _line)
        except JournalTooNewError:
            if os.name != "posix":  # Windows has no exec
                raise
            _start_again(folder, show)
        finally:
            store.close()
    except PsoasError as error:
        print(f"psoas: {error}", file=sys.stderr)
        return 2
    return 0


def _start_again(folder: Path, show: Show) -> None:
    os.execv(sys.executable, [sys.executable, "-OO", "-m", "psoas.desk", str(folder), show])


def _line(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    ways: tuple[Show, ...] = get_args(Show)
    sys.exit(main(Path(sys.argv[1]), next(way for way in ways if way == sys.argv[2])))
