"""What processes use: memory, processor time and how often they waited, from /proc."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Use:
    """What processes have used: processor seconds, voluntary waits of all threads, and memory now, MB."""

    cpu_s: float = 0.0
    waits: int = 0
    rss_mb: float = 0.0
    pss_mb: float = 0.0

    def __add__(self, other: Use) -> Use:
        return Use(
            self.cpu_s + other.cpu_s, self.waits + other.waits, self.rss_mb + other.rss_mb, self.pss_mb + other.pss_mb
        )


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
    except OSError:
        return []
    return [pid, *(each for child in text.split() for each in family(int(child)))]


def used_alone(pid: int) -> Use:
    """What one process has used so far, without what it started; nothing once it has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        memory = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
        threads = [task.read_text(encoding="utf-8") for task in Path(f"/proc/{pid}/task").glob("*/status")]
    except OSError:
        return Use()
    return Use(
        cpu_s=(int(stat[11]) + int(stat[12])) / _TICKS,
        waits=sum(int(text.split("\nvoluntary_ctxt_switches:")[1].split()[0]) for text in threads),
        rss_mb=int(memory.split("Rss:")[1].split()[0]) / 1024,
        pss_mb=int(memory.split("Pss:")[1].split()[0]) / 1024,
    )


def used(pid: int) -> Use:
    """What a process and all that it started have used so far."""
    return sum((used_alone(each) for each in family(pid)), Use())
