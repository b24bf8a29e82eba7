"""The far leg's story: how often its repetitions are counted, by where the camera stands, and pictures that show why.

Over rendered clips of lying people with truth (bench/truth.md).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from bench.accuracy.clips import VideoClip
from bench.accuracy.coached import Coached, coach_clip
from bench.accuracy.counting import all_pairs
from bench.accuracy.looks import Eye, over_clips
from bench.accuracy.truth import read_truth
from psoas.body.skeleton import SIDES, joint
from psoas.sight.video import open_video
from psoas.tracking.online import OnlineTracker

LYING = (1, 2, 3)
#: Bands of the height of the camera, an angle seen from the body, and of its place round from side-on; degrees.
HEIGHTS = ((-20, 0, "lower than you"), (0, 8, "a little higher"), (8, 40, "clearly higher"))
VIEWS = ((0, 20, "at your side"), (20, 46, "20 to 45° round"))
COLOURS = {"left": (0, 150, 255), "right": (255, 120, 0)}


def band(value: float, bands: tuple[tuple[int, int, str], ...]) -> str | None:
    return next((name for low, high, name in bands if low <= value < high), None)


def table(coached: list[Coached]) -> None:
    """Print the share of full repetitions that were counted for the right leg, near and far."""
    right: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for one in coached:
        view = one.truth.view
        where = band(float(view["elevation_deg"]), HEIGHTS), band(abs(float(view["yaw_deg"])), VIEWS)
        if one.truth.near is None or None in where:
            continue
        pairs = dict(all_pairs(one.truth.reps, one.reps, one.short).right)
        for i, rep in enumerate(one.truth.reps):
            if not rep.short:
                which = "near" if rep.side == one.truth.near else "far"
                right[str(where[0]), str(where[1]), which].append(pairs.get(i, len(one.reps)) < len(one.reps))
    print(f"{'camera':34} {'near leg':>16} {'far leg':>16}")
    for _, _, height in HEIGHTS:
        for _, _, view in VIEWS:
            cells = [right.get((height, view, which), []) for which in ("near", "far")]
            shares = [f"{100 * np.mean(c):.0f} % of {len(c)}" if c else "-" for c in cells]
            print(f"{height + ', ' + view:34} {shares[0]:>16} {shares[1]:>16}")


def picture(clip: Path, at_s: float, eye: Eye) -> Image.Image:
    """One frame with the legs as psoas sees them."""
    steady = OnlineTracker()
    seen = [steady.update(s) for s in eye.look(clip).skeletons]
    nearest = min(seen, key=lambda s: abs(s.t - at_s))
    frame = min(open_video(clip, max_fps=20), key=lambda f: abs(f.t - nearest.t))
    image = Image.fromarray(frame.rgb)
    draw = ImageDraw.Draw(image)
    for side in SIDES:
        points = [tuple(nearest.at(joint(side, name))) for name in ("hip", "knee", "ankle")]
        draw.line(points, fill=COLOURS[side], width=6)
        for x, y in points:
            draw.ellipse([x - 6, y - 6, x + 6, y + 6], fill=COLOURS[side])
    return image


def main() -> None:
    parser = over_clips(__doc__, nargs="*")
    parser.add_argument("--picture", nargs=3, metavar=("CLIP", "SECONDS", "FILE"), action="append", default=[])
    options = parser.parse_args()
    eye = Eye(options.cache)
    for clip, seconds, file in options.picture:
        picture(Path(clip), float(seconds), eye).save(file, quality=80)
    clips = [p for f in options.folders for p in sorted(f.rglob("*.mp4")) if p.with_suffix(".json").exists()]
    levels = {clip: read_truth(clip.with_suffix(".json")).level for clip in clips}
    lying = [VideoClip(clip, "clean", (level,)) for clip, level in levels.items() if level in LYING]
    if lying:
        table([coach_clip(clip, eye) for clip in lying])


if __name__ == "__main__":
    main()
