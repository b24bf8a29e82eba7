"""Damage a journal in every kind of place, and see what psoas notices: ``python -m bench.torture.damage``.

One bit is flipped, or the file is cut, in a copy of a made-up journal. Then it is opened and exported. A try ends as

- said: the journal is refused with a sentence;
- left out: what is damaged is set aside and told, and the rest goes on;
- harmless: everything is there as it was;
- older: what was written last is gone, as if the power had failed before it. A log that ends early cannot be told from
  one that ended there;
- missed: something is another, and nothing was said. That, a traceback and a failed export are faults: exit code 1.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from psoas.journal import raw
from psoas.journal.answers import Answer, Feeling, Screening
from psoas.journal.desk_log import DeskEvent, DeskSpan
from psoas.journal.errors import JournalError
from psoas.journal.records import CueRecord, RepRecord, SetPlan
from psoas.journal.schema import KEPT
from psoas.journal.store import FILE, Store

PAGE = 4096
#: The first byte of a page to what it is.
KINDS = {2: "index interior", 5: "table interior", 10: "index leaf", 13: "table leaf"}
OUTCOMES = ("said", "left out", "harmless", "older", "missed", "traceback", "no export")
_FAULTS = OUTCOMES[4:]
BEGAN = datetime(2026, 3, 2, 18, tzinfo=UTC)


def write(store: Store, sessions: int, first: int = 0) -> None:
    """Write sessions with all that belongs to them."""
    for day in range(first, first + sessions):
        at = BEGAN + timedelta(days=2 * day)
        plan = SetPlan(2, 10, 60)
        number = store.begin_session(
            started_at=at, exercise_id="lying-march", level=1, band=False, counting="camera", plan=plan, rung="1a"
        )
        event = 0
        for each in (1, 2):
            store.begin_set(number, each, 60.0 * each)
            for _ in range(10):
                event += 1
                side = "left" if event % 2 else "right"
                store.add_rep(
                    RepRecord(number, event, each, side, "camera", 60.0 * each + event, range_deg=50.0 + event)
                )
            event += 1
            store.add_cue(CueRecord(number, event, each, 60.0 * each + 30, "returns-too-fast", "Slowly back."))
            store.end_set(number, each, 60.0 * each + 50)
        store.end_session(number, at + timedelta(minutes=4), "done")
        store.tell(Feeling(1, 2, 6), at + timedelta(minutes=5), number)
        store.tell(Answer("pain-now", day % 5), at)
        span = DeskSpan("sat", at - timedelta(hours=2), at - timedelta(hours=1))
        store.log_desk("here", spans=[span], events=[DeskEvent("prompt", at - timedelta(hours=1), {"still_s": 1800.0})])


def make(folder: Path) -> Path:
    """Make a journal with rows, free pages and a write-ahead log that was not merged; return its folder."""
    store = Store(folder / "made")
    store.tell(Screening("go"), BEGAN - timedelta(days=1))
    write(store, 30)
    with store._writes() as connection:  # pages that become free
        connection.exec_driver_sql("CREATE TABLE filler AS SELECT * FROM rep")
        connection.exec_driver_sql("DROP TABLE filler")
    store.close()
    store = Store(folder / "made")
    write(store, 2, first=40)
    whole = folder / "whole"
    whole.mkdir()
    for path in (folder / "made").glob(f"{FILE}*"):
        if not path.name.endswith("-shm"):
            shutil.copy(path, whole)
    shutil.copytree(folder / "made" / "backups", whole / "backups")
    store.close()
    return whole


def places(file: bytes) -> dict[str, list[int]]:
    """Return where each kind of byte that is used lies: the header, the names of the tables, and each kind of page."""
    found: dict[str, list[int]] = defaultdict(list)
    found["header"] = list(range(100))
    for at in range(0, len(file), PAGE):
        begin = at or 100  # behind the header
        kind = KINDS.get(file[begin])
        head = 12 if file[begin] in (2, 5) else 8
        cells, content_at = (int.from_bytes(file[begin + n : begin + n + 2]) for n in (3, 5))
        used = (*range(begin, begin + head + 2 * cells), *range(at + content_at, at + PAGE))
        name = (kind if at else "names of tables") or "free"
        found[name].extend(used if kind else range(at, at + PAGE))
    return found


def content(path: Path) -> dict[str, Any]:
    """Return all rows as they are stored."""
    with raw.reading(path) as connection:
        return {table.name: list(raw.rows_of(connection, table.name)) for table in KEPT}


def is_older(now: dict[str, Any], before: dict[str, Any]) -> bool:
    """Tell whether rows are missing at the end of tables, or were not yet ended, and nothing else is another."""
    return all(
        len(rows) <= len(before[table])
        and all(
            here[0] == there[0] and all(value in (there[1][name], None, "running") for name, value in here[1].items())
            for here, there in zip(rows, before[table], strict=False)
        )
        for table, rows in now.items()
    )


def flip(path: Path, at: int, dice: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << dice.randrange(8)
    path.write_bytes(data)


def cut(path: Path, to: int) -> None:
    path.write_bytes(path.read_bytes()[:to])


def outcome(folder: Path, before: dict[str, Any]) -> tuple[str, str]:
    """Open and export a damaged journal; return how that ended and what was said."""
    path = folder / FILE
    try:
        store = Store(folder, even_damaged=True)
        try:
            store.sessions()
            said = [str(fault) for fault in store.left_out]
            now = content(path)
            ended = (
                "left out" if said else "harmless" if now == before else "older" if is_older(now, before) else "missed"
            )
        except JournalError as error:
            said, ended = [str(error)], "said"
        try:
            json.dumps(store.export_json())
        except Exception:  # that is the question
            return "no export", traceback.format_exc()
        finally:
            store.close()
    except JournalError as error:
        return "said", str(error)
    except Exception:  # that is the question
        return "traceback", traceback.format_exc()
    return ended, " ".join(said)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500, help="how many times, over all kinds of places")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="print each try")
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    table: dict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        whole, work = make(Path(folder)), Path(folder) / "work"
        file, log = (whole / FILE).read_bytes(), (whole / f"{FILE}-wal").read_bytes()
        shutil.copytree(whole, work)
        before = content(work / FILE)
        kinds: dict[str, Callable[[], str]] = {}

        def flipping(name: str, bytes_of: list[int], ending: str = "") -> None:
            def damage() -> str:
                at = dice.choice(bytes_of)
                flip(work / f"{FILE}{ending}", at, dice)
                return f"byte {at}"

            kinds[name] = damage

        def cutting(name: str, length: int, ending: str = "") -> None:
            def damage() -> str:
                to = dice.randrange(length)
                cut(work / f"{FILE}{ending}", to)
                return f"cut to {to}"

            kinds[name] = damage

        for name, bytes_of in places(file).items():
            flipping(name, bytes_of)
        flipping("log", list(range(len(log))), "-wal")
        cutting("cut", len(file))
        cutting("log cut", len(log), "-wal")
        for n in range(asked.count):
            name = list(kinds)[n % len(kinds)]
            shutil.rmtree(work)
            shutil.copytree(whole, work)
            if not name.startswith("log"):  # its log would mend what was damaged below it
                (work / f"{FILE}-wal").unlink()
                before_now = before_alone(whole, work)
            else:
                before_now = before
            what = kinds[name]()
            ended, said = outcome(work, before_now)
            table[name][ended] += 1
            if asked.verbose or ended in _FAULTS:
                print(f"{name}, {what}: {ended}. {said}")
    print(f"{'':16}" + "".join(f"{each:>11}" for each in OUTCOMES))
    for name, ends in table.items():
        print(f"{name:16}" + "".join(f"{ends[each]:>11}" for each in OUTCOMES))
    total = sum(table.values(), Counter[str]())
    print(f"{'all':16}" + "".join(f"{total[each]:>11}" for each in OUTCOMES))
    return 1 if any(total[each] for each in _FAULTS) else 0


_ALONE: dict[Path, dict[str, Any]] = {}


def before_alone(whole: Path, work: Path) -> dict[str, Any]:
    """Return the rows of the file without its log."""
    if whole not in _ALONE:
        _ALONE[whole] = content(work / FILE)
    return _ALONE[whole]


if __name__ == "__main__":
    sys.exit(main())
