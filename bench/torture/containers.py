"""Damage small films and give them to `psoas analyze`: ``python -m bench.torture.containers``.

Each must end with a result or with one sentence, in time and within a limit of memory. Exit code 1 if one does not.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import av
import numpy as np

from bench.torture.mutate import mutated

#: Container, video codec and picture format of each kind of film.
KINDS = {
    "mp4": ("mpeg4", "yuv420p"),
    "mov": ("mjpeg", "yuvj420p"),
    "mkv": ("libx264", "yuv420p"),
    "webm": ("libvpx", "yuv420p"),
    "avi": ("mpeg4", "yuv420p"),
    "ts": ("mpeg2video", "yuv420p"),
    "flv": ("flv1", "yuv420p"),
    "gif": ("gif", "rgb8"),
    "h264": ("libx264", "yuv420p"),
}


def film(path: Path, kind: str, frames: int = 30) -> bytes:
    """Write a film of a moving square, and return its bytes."""
    codec, pictures = KINDS[kind]
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=25)
        stream.width, stream.height, stream.pix_fmt = 96, 80, pictures
        for number in range(frames):
            rgb = np.full((80, 96, 3), 40, np.uint8)
            rgb[20:50, number : number + 30] = 220
            container.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, "rgb24").reformat(format=pictures)))
        container.mux(stream.encode(None))
    return path.read_bytes()


def tried(path: Path, seconds: float, megabytes: int) -> str:
    """Analyse a film in a process with limits, and return how that ended: in one word, or with what went wrong."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    command = [sys.executable, "-m", "psoas", "analyze", str(path), "--level", "6", "--model", "full", "--json", "-"]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=seconds, preexec_fn=limited, check=False)
    except subprocess.TimeoutExpired:
        return f"hangs: more than {seconds:.0f} s"
    said = ended.stderr.decode(errors="replace").strip()
    if ended.returncode == 0:
        return "result"
    if ended.returncode == 2 and said.startswith("psoas: ") and "\n" not in said:
        return "sentence"
    return f"exit {ended.returncode}: {said[-300:]}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=120, help="time for each film")
    parser.add_argument("--memory", type=int, default=4096, help="address space for each, MB")
    parser.add_argument("--keep", type=Path, help="folder for the films that went wrong")
    asked = parser.parse_args()
    at = random.Random(asked.seed)
    table: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    wrong: list[str] = []
    longest = 0.0
    with tempfile.TemporaryDirectory() as name:
        sound = {kind: film(Path(name, f"sound.{kind}"), kind) for kind in KINDS}
        for number in range(asked.count):
            kind = list(KINDS)[number % len(KINDS)]
            path = Path(name, f"{number}.{kind}")
            path.write_bytes(mutated(sound[kind], at, list(sound.values())))
            begun = time.monotonic()
            how = tried(path, asked.seconds, asked.memory)
            longest = max(longest, time.monotonic() - begun)
            table[kind][how if how in ("result", "sentence") else "wrong"] += 1
            if how not in ("result", "sentence"):
                wrong.append(f"{path.name}: {how}")
                if asked.keep is not None:
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    (asked.keep / path.name).write_bytes(path.read_bytes())
    print(f"{'film':6}{'result':>8}{'sentence':>10}{'wrong':>7}")
    for kind, counted in table.items():
        print(f"{kind:6}{counted['result']:8}{counted['sentence']:10}{counted['wrong']:7}")
    print(f"{asked.count} films, {len(wrong)} wrong, the longest took {longest:.1f} s")
    for line in wrong:
        print(f"  {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
