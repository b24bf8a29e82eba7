"""Give damaged files to a reader, and list whatever is not a result or a sentence: ``python -m bench.torture.fuzz``.

The changes know the grammar of the files: they cut, repeat and splice pieces, and put in what other programs write.
Exit code 1 if there is a finding.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from bench.torture import examples
from bench.torture.mutate import mutated
from psoas.errors import PsoasError

#: A file on which a reader works longer than this, seconds, hangs.
HANGS_S = 20.0


class Trial:
    """Reads one damaged file after another, and keeps what should not have happened.

    Parameters
    ----------
    what : {"trc", "skeletons", "import"}
    folder : Path
        For the files, and for the findings: an input each, named after what happened.
    """

    def __init__(self, what: str, folder: Path) -> None:
        self._read = _reader(what, folder)
        self._folder = folder
        self.tried = self.read = 0
        self._found: set[str] = set()

    def __call__(self, data: bytes) -> None:
        """Read one file."""
        self.tried += 1
        begun = time.monotonic()
        try:
            self._read(data)
            self.read += 1
        except PsoasError as error:
            if "\n" in str(error).strip() or not str(error).strip():
                self._keep("a message that is not a sentence", data)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            self._keep(f"{type(error).__name__} in {Path(where.filename).name} {where.lineno}: {error}", data)
        if time.monotonic() - begun > HANGS_S:
            self._keep("hangs", data)
        if self.tried % 100 == 0:
            self.tell()

    def _keep(self, what: str, data: bytes) -> None:
        kind = what.partition(":")[0]
        if kind not in self._found:
            self._found.add(kind)
            (self._folder / f"found-{len(self._found)}.bin").write_bytes(data)
            (self._folder / f"found-{len(self._found)}.txt").write_text(what[:500], encoding="utf-8")

    def tell(self) -> None:
        """Write how far it is, for the process that waits."""
        (self._folder / "counts.json").write_text(json.dumps([self.tried, self.read]), encoding="utf-8")


def _reader(what: str, folder: Path) -> Callable[[bytes], object]:
    file = folder / "given"
    if what == "import":
        from psoas.journal.export import document_of  # noqa: PLC0415
        from psoas.journal.store import Store  # noqa: PLC0415

        empty = folder / "empty"
        Store(empty).close()

        def restore(data: bytes) -> None:
            document = document_of(data)
            journal = folder / "journal"
            shutil.rmtree(journal, ignore_errors=True)
            shutil.copytree(empty, journal)
            store = Store(journal)
            try:
                store.import_json(document)
                if store.check():
                    raise AssertionError("an import left a journal that is damaged")
                document_of(json.dumps(store.export_json()).encode())
            finally:
                store.close()

        return restore
    from psoas.analysis.sources import Skeletons  # noqa: PLC0415
    from psoas.exchange.trc import read_trc  # noqa: PLC0415

    def read(data: bytes) -> None:
        file.write_bytes(data)
        read_trc(file) if what == "trc" else Skeletons(file)

    return read


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--what", choices=("trc", "skeletons", "import"), default="trc")
    parser.add_argument("--keep", type=Path, help="folder for the files that were found")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside is not None:
        _run(asked.what, asked.seconds, asked.seed, asked.inside)
        return 0
    with tempfile.TemporaryDirectory(prefix="psoas-fuzz-") as name:
        folder = Path(name)
        arguments = ["--what", asked.what, "--seconds", str(asked.seconds), "--seed", str(asked.seed), "--inside", name]
        try:
            ended = subprocess.run(
                [sys.executable, "-m", "bench.torture.fuzz", *arguments],
                capture_output=True,
                timeout=asked.seconds + 10 * HANGS_S,
                check=False,
            )
            crash = f"crashed: {ended.stderr.decode(errors='replace')[-2000:]}" if ended.returncode else ""
        except subprocess.TimeoutExpired:
            crash = "hangs"
        found = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("found-*.txt"))]
        found += [crash] if crash else []
        counts = folder / "counts.json"
        tried, read = json.loads(counts.read_text(encoding="utf-8")) if counts.exists() else (0, 0)
        if asked.keep is not None:
            asked.keep.mkdir(parents=True, exist_ok=True)
            for file in folder.glob("found-*"):
                shutil.copy(file, asked.keep)
    print(f"{asked.what}: {tried} files, {read} read, the others refused in a sentence but for {len(found)} kinds")
    for what in found:
        print(f"  {what}")
    return 1 if found or not tried else 0


def _run(what: str, seconds: float, seed: int, folder: Path) -> None:
    files = {"trc": examples.trc_files, "skeletons": examples.skeleton_files, "import": examples.export_files}[what]()
    trial, at, until = Trial(what, folder), random.Random(seed), time.monotonic() + seconds
    while time.monotonic() < until:
        trial(mutated(at.choice(files), at, files))
    trial.tell()


if __name__ == "__main__":
    sys.exit(main())
