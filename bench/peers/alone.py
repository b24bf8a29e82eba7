"""One way over one clip as a process of its own, from the file on: what its cost is measured with.

Usage: ``python -m bench.peers.alone WAY CLIP LEVEL``. ``bare`` decodes the very frames the others look at and runs the
landmark model once on each, and nothing else.
"""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from psoas.analysis.analyze import analyze
from psoas.analysis.sources import MAX_FPS, Pictures, open_eyes


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.peers.alone", description=__doc__)
    parser.add_argument("way")
    parser.add_argument("clip", type=Path)
    parser.add_argument("level", type=int)
    asked = parser.parse_args()
    way, clip, level = asked.way, asked.clip, asked.level
    if way == "psoas":
        analyze(clip, level).to_json()
    elif way == "bare":
        _bare(clip)
    else:
        from bench.peers.ways import simple, steadied  # noqa: PLC0415 - bare and psoas do without SciPy
        from psoas.programme.catalogue import load  # noqa: PLC0415

        motion = load().level(level).motion
        assert motion is not None
        with closing(Pictures(clip, "full", lambda: open_eyes("full", None)).frames()) as seen:
            simple(way, steadied([skeleton for _, skeleton in seen]), motion)


def _bare(clip: Path) -> None:
    from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415

    from psoas.sight.models import find_model  # noqa: PLC0415 - the clip's path is checked before psoas is loaded
    from psoas.sight.video import open_video  # noqa: PLC0415

    net = Interpreter(str(find_model("full")), num_threads=2)
    net.allocate_tensors()
    net.tensor(net.get_input_details()[0]["index"])()[...] = 0
    for _ in open_video(clip, max_fps=MAX_FPS):
        net.invoke()


if __name__ == "__main__":
    main()
