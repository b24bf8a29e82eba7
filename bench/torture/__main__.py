"""Run every command of the torture bench, and write what came out: `python -m bench.torture --write`.

The page is docs/validation/reliability.md. Exit code 1 if a command lost or missed anything.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "validation" / "reliability.md"
_HEAD = """# How reliable psoas is

Made by `{made_by}`, {day}. Each command can be run by itself, with
more tries and another seed.
"""


@dataclass(frozen=True, slots=True)
class Trial:
    """One command: what it shows, its module, its option for how many, and how many in a whole night."""

    shows: str
    module: str
    option: str
    many: int
    more: tuple[str, ...] = ()

    def words(self, share: float, seed: int) -> list[str]:
        """Return the command's arguments."""
        many = max(1, round(share * self.many))
        return ["-m", f"bench.torture.{self.module}", self.option, str(many), "--seed", str(seed), *self.more]


TRIALS = (
    Trial("psoas is killed while it writes repetitions", "kills", "--count", 500),
    Trial("The power fails: of what was not synced each block is there or not, by chance", "power", "--cuts", 300),
    Trial("The disk is full in the middle of a session, and later has room again", "full", "--count", 20),
    Trial(
        "Several programs write one journal, and want to lead sessions, while they are killed", "two", "--seconds", 20
    ),
    Trial("The computer's clock jumps by minutes to years", "clocks", "--lives", 50),
    Trial("One bit of the journal's file is flipped, or the file is cut", "damage", "--count", 500),
    Trial("Damaged films", "containers", "--count", 60),
    Trial("Damaged motion capture", "fuzz", "--seconds", 300, ("--what", "trc")),
    Trial("Damaged skeletons", "fuzz", "--seconds", 300, ("--what", "skeletons")),
    Trial("Damaged files to import", "fuzz", "--seconds", 300, ("--what", "import")),
)


def main() -> int:
    """Run all, print and perhaps write what came out."""
    parser = argparse.ArgumentParser(prog="python -m bench.torture", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="how much of a whole night's tries, 0 to 1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    asked = parser.parse_args()
    made_by = f"uv run python -m bench.torture --write --share {asked.share:g} --seed {asked.seed}"
    page, failed = [_HEAD.format(made_by=made_by, day=datetime.now(UTC).date())], 0
    for trial in TRIALS:
        words = trial.words(asked.share, asked.seed)
        command, begun = " ".join(["python", *words]), time.monotonic()
        print(f"\n== {command}", flush=True)
        ran = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
        said = ran.stdout.strip() or ran.stderr.strip()
        print(f"{said}\n-- exit code {ran.returncode}, {time.monotonic() - begun:.0f} s", flush=True)
        failed += ran.returncode != 0
        end = (
            ""
            if ran.returncode == 0
            else f"\n\nIt ended with exit code {ran.returncode}: something was lost or missed."
        )
        page.append(f"## {trial.shows}\n\n`{command}`\n\n```text\n{said}\n```{end}\n")
    if asked.write:
        PAGE.write_text("\n".join(page), encoding="utf-8")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
