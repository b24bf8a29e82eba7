"""Count the small marches of a break in clips with truth: ``python -m bench.moves FOLDER``.

FOLDER holds clips of ``python -m bench.render --set moves``. They are seen as a camera is, picture after picture and
never twice. ``--cut 0.25`` leaves out the lowest quarter of each picture, as a laptop does that sees no feet.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from psoas.body.skeleton import Skeleton
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.programme.catalogue import load
from psoas.sight.blazepose import BlazePose
from psoas.sight.video import Frame, open_video
from psoas.tracking.online import OnlineTracker

#: Pictures a second, as before the camera.
FPS = 15


def frames(clip: Path, cut: float) -> Iterator[Frame]:
    for frame in open_video(clip, max_fps=FPS):
        yield replace(frame, rgb=np.ascontiguousarray(frame.rgb[: round((1 - cut) * len(frame.rgb))]))


def seen(clip: Path, cut: float, cache: Path | None) -> list[Skeleton]:
    """What the pose model saw in a clip, kept in `cache`."""
    kept = cache / f"{clip.parent.name}-{clip.stem}-cut{cut:g}.pickle" if cache else None
    if kept is not None and kept.exists():
        found: list[Skeleton] = pickle.loads(kept.read_bytes())
        return found
    found = [skeleton for _, skeleton in BlazePose(model="full").follow(frames(clip, cut))]
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(found))
    return found


def counted(skeletons: Sequence[Skeleton], exercise: str) -> str:
    """Sides of the full repetitions in order, as "LRLR"."""
    track, coach = OnlineTracker(), Coach(load().by_id(exercise), silent=True)
    events = [event for skeleton in skeletons for event in coach.update(track.update(skeleton))] + coach.finish()
    return "".join(event.side[0].upper() for event in events if isinstance(event, Rep) and not event.short)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.moves", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cut", type=float, default=0.0, help="share of each picture to leave out at the bottom")
    parser.add_argument("--cache", type=Path, help="where what the pose model saw is kept")
    given = parser.parse_args(arguments)
    known = {move.id for move in load().small_moves if move.motion is not None}
    right: dict[str, list[bool]] = {}
    for clip in sorted(given.folder.glob("*.mp4")):
        told = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
        if told["exercise"] not in known:
            continue
        truth = "".join(rep["side"][0] for rep in told["reps"] if not rep.get("short"))
        found = counted(seen(clip, given.cut, given.cache), told["exercise"])
        right.setdefault(told["exercise"], []).append(found == truth)
        print(f"{clip.stem:32} true {truth:10} counted {found:10} {'' if found == truth else 'WRONG'}".rstrip())
    for exercise, sets in sorted(right.items()):
        print(f"{exercise}: {sum(sets)} of {len(sets)} sets exact on both sides")
    return 0 if right else 1


if __name__ == "__main__":
    raise SystemExit(main())
