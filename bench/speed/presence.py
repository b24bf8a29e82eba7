"""What it costs to ask the computer about the person in front of it: `python -m bench.speed.presence --seconds 60`."""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import time

from bench.speed.processes import used, used_alone
from psoas.habit.presence.presence import Presence, for_this_platform
from psoas.habit.signals import FIELDS


async def measure(seconds: float, every_s: float) -> str:
    """Look every so often, and tell what it took after the first look."""
    presence = Presence(for_this_platform())
    seen = await presence.look()
    usage, begun = resource.getrusage, time.monotonic()
    before = [usage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    looks = 0
    while (left := begun + (looks + 1) * every_s - time.monotonic()) and looks * every_s < seconds:
        await asyncio.sleep(max(0.0, left))
        seen = await presence.look()
        looks += 1
    after = [usage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    wall = time.monotonic() - begun
    ours, theirs = (
        end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime for start, end in zip(before, after, strict=True)
    )
    wakes = after[0].ru_nvcsw - before[0].ru_nvcsw
    told = [name for name in FIELDS if getattr(seen, name) is not None]
    ours_mb, all_mb = used_alone(os.getpid()).rss_mb, used(os.getpid()).rss_mb
    listening = f"{all_mb - ours_mb:.1f} MB of programs that it listens to"
    ended = f"{100 * theirs / wall:.3f} % in programs that ended"
    lines = [
        f"looks        {looks} in {wall:.0f} s",
        f"memory       {ours_mb:.1f} MB, and {listening}",
        f"processor    {100 * ours / wall:.3f} % of a core, and {ended}",
        f"waits        {60 * wakes / wall:.0f} a minute, {every_s:g} s between two looks",
        f"told         {', '.join(told) or 'nothing'}",
        *presence.cannot_tell().values(),
    ]
    await presence.stop()
    return "\n".join(lines)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to look")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two looks")
    arguments = parser.parse_args()
    print(asyncio.run(measure(arguments.seconds, arguments.every)))


if __name__ == "__main__":
    main()
