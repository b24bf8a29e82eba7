"""`python -m psoas.desk.move FOLDER` prints the small move for the next break.

A process of its own, because the exercises take more memory than the companion may have all day.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from psoas.errors import PsoasError
from psoas.journal.store import Store, open_store
from psoas.plan.cut import ill, locks_of
from psoas.plan.history import history_of
from psoas.plan.screening import gate
from psoas.plan.steps import micro_move
from psoas.programme.catalogue import load


def sentence(store: Store, at: datetime) -> str:
    """Return the sentence about the small move; "" for whoever is ill, or has not answered the questions."""
    history, catalogue = history_of(store), load()
    if gate(history, at) != "open" or ill(history, at.date()):
        return ""
    move_id = micro_move(at.date(), locks_of(history), catalogue)
    move = catalogue.by_id(move_id).small_move if move_id else None
    return move.say if move is not None else ""


def main(folder: Path) -> int:
    """Print the sentence."""
    try:
        store = open_store(folder)
        print(sentence(store, datetime.now().astimezone()))
        store.close()
    except PsoasError:
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
