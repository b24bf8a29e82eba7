"""What coaching costs: wall time of `psoas analyze` over bare inference and decoding of the same file; peak memory.

Both sides are whole processes, run in turn, so that start-up and whatever else the machine does count for both.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import av

#: The least that seeing needs: decode each frame to RGB and run the landmark model once on it.
BARE = """
import sys
import av
from ai_edge_litert.interpreter import Interpreter
net = Interpreter(sys.argv[2], num_threads=2)
net.allocate_tensors()
given = net.tensor(net.get_input_details()[0]["index"])
given()[...] = 0
frames = 0
with av.open(sys.argv[1]) as container:
    container.streams.video[0].thread_type = "AUTO"
    for frame in container.decode(video=0):
        frame.to_ndarray(format="rgb24")
        net.invoke()
        frames += 1
print(frames)
"""

#: A small process starts the one that is measured: Linux counts a child's memory from before it became a program of its
#: own, when it still was a copy of its parent.
_LAUNCH = """
import os, subprocess, sys, time
begun = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
print(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(status != 0)
"""


@dataclass(frozen=True)
class Run:
    """Wall and processor time, seconds, and peak memory, MB, of one process."""

    seconds: float
    cpu_s: float
    peak_mb: float


def looped(clip: Path, target: Path, at_least_s: float) -> tuple[float, int]:
    """Write `clip` over and over until it lasts long enough, at its frame rate; gives length and number of frames."""
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        rate, size = stream.average_rate, (stream.width, stream.height)
        frames = list(container.decode(stream))
    assert rate is not None
    times = -int(-at_least_s * float(rate) // len(frames))
    with av.open(str(target), "w") as container:
        out = container.add_stream("libx264" if "libx264" in av.codecs_available else "mpeg4", rate=rate)
        out.width, out.height = size
        out.pix_fmt = "yuv420p"
        for i in range(times * len(frames)):
            frame = frames[i % len(frames)].reformat(format="yuv420p")
            frame.pts, frame.time_base = i, 1 / rate
            container.mux(out.encode(frame))
        container.mux(out.encode(None))
    count = times * len(frames)
    return count / float(rate), count


def timed(command: list[str], folder: Path | None = None) -> Run:
    """Run one process, in a folder, to its end; a process that fails ends this one."""
    told = subprocess.run(
        [sys.executable, "-S", "-c", _LAUNCH, *command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if told.returncode:
        sys.exit(f"This command failed: {' '.join(command)}")
    seconds, cpu_s, peak = map(float, told.stdout.split())
    # Linux counts kilobytes, macOS bytes.
    return Run(seconds, cpu_s, peak / (1e6 if sys.platform == "darwin" else 1e3))


def main() -> None:
    from psoas.sight.models import find_model  # noqa: PLC0415 - the clip's path is checked before psoas is loaded

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clip", type=Path, help="a short recording of a march, looped to at least 30 s")
    parser.add_argument("--level", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=33.0)
    options = parser.parse_args()
    # What the installed `psoas` does, without needing to know where an installer put it.
    psoas = [sys.executable, "-c", "from psoas.cli.main import main; main()"]
    with tempfile.TemporaryDirectory() as scratch:
        film = Path(scratch) / "looped.mp4"
        length, frames = looped(options.clip, film, options.seconds)
        print(f"{options.clip.name}, looped: {length:.1f} s, {frames} frames")
        wanted = ["--level", str(options.level), "--model", "full", "--json", str(Path(scratch) / "a.json")]
        ours = [*psoas, "analyze", str(film), *wanted]
        bare = [sys.executable, "-c", BARE, str(film), str(find_model("full"))]
        mine: list[Run] = []
        theirs: list[Run] = []
        for number in range(1, options.runs + 1):
            theirs.append(timed(bare))
            mine.append(timed(ours))
            print(
                f"  run {number}: bare {theirs[-1].seconds:.2f} s, psoas analyze {mine[-1].seconds:.2f} s", flush=True
            )
    pairs = list(zip(mine, theirs, strict=True))
    for what, ratios in (
        ("wall", [a.seconds / b.seconds for a, b in pairs]),
        ("processor", [a.cpu_s / b.cpu_s for a, b in pairs]),
    ):
        middle, least, most = statistics.median(ratios), min(ratios), max(ratios)
        print(f"{what} time over bare inference and decoding: median {middle:.2f}, least {least:.2f}, most {most:.2f}")
    print(f"psoas analyze takes {1e3 * min(r.seconds for r in mine) / frames:.1f} ms a frame, start-up included")
    print(
        f"peak memory: psoas analyze {max(r.peak_mb for r in mine):.0f} MB, bare {max(r.peak_mb for r in theirs):.0f}"
    )


if __name__ == "__main__":
    main()
