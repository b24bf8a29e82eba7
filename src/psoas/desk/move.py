"""`python -m psoas.desk.move FOLDER` prints the small move for the next break as JSON.

A process of its own, because the exercises take more memory than the companion may have all day.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

from psoas.errors import PsoasError
from psoas.journal.store import Store, open_store
from psoas.plan.cut import ill, locks_of
from psoas.plan.history import history_of
from psoas.plan.screening import gate
from psoas.plan.steps import move_for_break
from psoas.programme.catalogue import load
from psoas.report.desk_day import day_of


def next_move(store: Store, at: datetime) -> dict[str, str]:
    """Return id and sentence of the small move; nothing for whoever may do none, or has not answered the questions."""
    history, catalogue = history_of(store), load()
    if gate(history, at) != "open":
        return {}
    breaks = max(0, len(day_of(store, at).prompts) - 1)  # the prompt that asks is the last of them
    is_ill = ill(history, at.date())
    move_id = move_for_break(at.date(), breaks, locks_of(history), catalogue, is_ill=is_ill)
    move = catalogue.by_id(move_id).small_move if move_id else None
    return {"id": move_id, "say": move.say} if move is not None else {}


def main(folder: Path) -> int:
    """Print it."""
    try:
        store = open_store(folder)
        print(json.dumps(next_move(store, datetime.now().astimezone())))
        store.close()
    except PsoasError:
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
