"""Cut the power under a writing psoas: `python -m bench.torture.power --cuts 300`; needs strace.

Every write and every sync of a real run is recorded with strace. A cut at any moment leaves on the disk what was synced
by then; of everything written since, each block of 512 bytes is there or not, by chance. A file that was never synced
may be missing, and a deleted one is back unless its folder was synced. What is left is opened as after a power cut.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from psoas.errors import PsoasError
from psoas.journal.records import RepRecord, SetPlan
from psoas.journal.store import Store

BLOCK = 512
_CALL = re.compile(r"(?:\[pid +\d+\] |\d+ +)?(\w+)\((\d+)<([^>]*)>(?:, \"([^\"]*)\")?(?:[^)]*?, (\d+))?\) += (-?\d+)")


_DELETES = re.compile(r"(?:\d+ +)?unlink\(\"([^\"]*)\"\) += 0")
#: Stands for the folder itself where it is synced.
FOLDER = "."


@dataclass(frozen=True)
class Op:
    """A write at an offset, a cut to a size (`offset`), a deletion, a sync, or an acknowledgement (`data`)."""

    kind: str
    file: str
    offset: int = 0
    data: bytes = b""


@dataclass
class Disk:
    """What is certainly on the disk, and what was written since the last sync of each file."""

    synced: dict[str, bytearray] = field(default_factory=dict)
    since: dict[str, list[Op]] = field(default_factory=dict)

    def take(self, op: Op) -> None:
        if op.kind == "sync" and op.file == FOLDER:
            for name in [name for name, ops in self.since.items() if any(each.kind == "delete" for each in ops)]:
                self.forget(name)
        elif op.kind == "sync":
            content = self.synced.setdefault(op.file, bytearray())
            for each in self.since.pop(op.file, []):
                apply(content, each, None)
        else:
            self.since.setdefault(op.file, []).append(op)

    def forget(self, name: str) -> None:
        """Let a deleted file be gone, but for what was written to a new one of that name."""
        self.synced.pop(name, None)
        ops = self.since.pop(name)
        last = max(n for n, each in enumerate(ops) if each.kind == "delete")
        if ops[last + 1 :]:
            self.since[name] = ops[last + 1 :]

    def cut(self, to: Path, chance: random.Random) -> None:
        """Write what a power cut leaves."""
        deleted = [name for name, ops in self.since.items() if any(each.kind == "delete" for each in ops)]
        for name in deleted:
            if chance.random() < 0.5:
                self.forget(name)
        for name in sorted({*self.synced, *self.since}):
            if name not in self.synced and chance.random() < 0.5:
                continue
            content = bytearray(self.synced.get(name, b""))
            for op in self.since.get(name, []):
                apply(content, op, chance)
            (to / name).write_bytes(content)


def apply(content: bytearray, op: Op, chance: random.Random | None) -> None:
    """Apply a call to a file's content; with `chance`, each block only if it wants."""
    if op.kind == "delete":
        return
    if op.kind == "truncate":
        if chance is None or chance.random() < 0.5:
            del content[op.offset :]
        return
    for start in range(0, len(op.data), BLOCK):
        if chance is None or chance.random() < 0.5:
            block, at = op.data[start : start + BLOCK], op.offset + start
            content.extend(bytes(max(0, at + len(block) - len(content))))
            content[at : at + len(block)] = block


def write(folder: Path, reps: int) -> None:
    """Write a session and say each number once it is kept."""
    store = Store(folder)
    plan = SetPlan(2, 10, 60)
    session = store.begin_session(
        started_at=datetime.now(UTC), exercise_id="lying-march", level=1, band=False, counting="hand", plan=plan
    )
    store.begin_set(session, 1, 0.0)
    for event in range(1, reps + 1):
        store.add_rep(RepRecord(session, event, 1, "left" if event % 2 else "right", "hand", float(event)))
        sys.stdout.write(f"{event}\n")
        sys.stdout.flush()


def recorded(folder: Path, reps: int) -> Iterator[Op]:
    """Run `write` under strace; give what it did to the journal, and its acknowledgements."""
    trace = folder / "trace"
    (folder / "data").mkdir()
    calls = "trace=write,pwrite64,fsync,fdatasync,ftruncate,unlink"
    command = ["strace", "-f", "-y", "-xx", "-s", "10000000", "-e", calls, "-o", str(trace), sys.executable]
    command += ["-m", "bench.torture.power", "--write", str(folder / "data"), str(reps)]
    subprocess.run(command, check=True, stdout=subprocess.PIPE)
    for line in trace.read_text(encoding="ascii").splitlines():
        if deleted := _DELETES.match(line):
            yield Op("delete", Path(_plain(deleted[1]).decode()).name)
        if not (found := _CALL.match(line)):
            continue
        call, number, path, text, last, _ = found.groups()
        name = Path(_plain(path).decode()).name
        if call == "write" and number == "1":
            yield Op("ack", "", data=_plain(text or ""))
        elif name == "data" and call in ("fsync", "fdatasync"):
            yield Op("sync", FOLDER)
        elif name.startswith("journal.sqlite") and not name.endswith("-shm"):
            kind = {"fsync": "sync", "fdatasync": "sync", "ftruncate": "truncate"}.get(call, "write")
            yield Op(kind, name, int(last or 0), _plain(text or ""))


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode()


def check(folder: Path, acknowledged: int) -> str:
    """Open what is left; return what is wrong with it, or ""."""
    try:
        store = Store(folder)
        try:
            kept = {rep.event for each in store.sessions() for rep in store.reps(each.id)}
            damaged = [fault.why for fault in store.check()]
        finally:
            store.close()
    except PsoasError as error:
        return f"cannot be opened: {error}" if acknowledged else ""  # nothing was promised yet
    lost = set(range(1, acknowledged + 1)) - kept
    return f"lost {sorted(lost)}" if lost else f"damaged: {damaged}" if damaged else ""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.torture.power", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cuts", type=int, default=300)
    parser.add_argument("--reps", type=int, default=60, help="repetitions written in the run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", nargs=2, metavar=("FOLDER", "REPS"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        write(Path(asked.write[0]), int(asked.write[1]))
        return 0
    chance, wrong = random.Random(asked.seed), []
    with tempfile.TemporaryDirectory() as name:
        ops = list(recorded(Path(name), asked.reps))
        for number in range(asked.cuts):
            moment, disk, acknowledged = chance.randrange(len(ops) + 1), Disk(), 0
            for op in ops[:moment]:
                if op.kind == "ack":
                    acknowledged = max(acknowledged, int(op.data))
                else:
                    disk.take(op)
            left = Path(name) / f"cut-{number}"
            left.mkdir()
            disk.cut(left, chance)
            if why := check(left, acknowledged):
                wrong.append(f"cut after call {moment}, {acknowledged} acknowledged: {why}")
    syncs = sum(op.kind == "sync" for op in ops)
    acks = sum(op.kind == "ack" for op in ops)
    print(f"cuts {asked.cuts}  calls {len(ops)}  syncs {syncs}  acknowledged {acks}  wrong {len(wrong)}")
    print("\n".join(wrong[:5]))
    return 1 if wrong or acks != asked.reps else 0


if __name__ == "__main__":
    sys.exit(main())
