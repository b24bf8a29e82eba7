"""Other ways to look at a picture with the two models that psoas has, each against the truth and the time it takes.

The picture and its mirror averaged, both models averaged, a closer square, and the second peak in the heat map of a leg
that is drawn on the other one. What each way saw is kept in `--cache`, under its own name.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from bench.accuracy.clips import VideoClip, folder_clips
from bench.accuracy.looks import Eye, over_clips
from bench.accuracy.run import Score, score_clip
from bench.accuracy.summary import summarise
from psoas.analysis.progress import native_quiet
from psoas.analysis.sources import MAX_FPS
from psoas.body.skeleton import MIRRORED, SIDES, Floats, Skeleton, joint
from psoas.sight.blazepose import _HEATMAPS, BlazePose, PoseView, _Shown
from psoas.sight.geometry import Singles, Square, refined, sigmoid
from psoas.sight.models import LandmarkModel
from psoas.sight.video import Frame, Picture, open_video

#: Side of the closer square over that of the usual one.
CLOSER = 0.85
#: A joint is drawn on that of the other leg if it is this near to it; it may be anywhere further off where its heat map
#: has at least this confidence; cells of the heat map.
ON_IT, PEAK = 3.0, 0.3
#: Pictures of one clip on which the time is measured.
TIMED = 40


class Alone(BlazePose):
    """Looks at one picture after the other, so that a way of looking only has to change `_look` or `_read`."""

    def follow(self, frames: Iterable[Frame]) -> Generator[tuple[Frame, Skeleton], None, None]:
        for frame in frames:
            yield frame, self.detect(frame.rgb, frame.t)


class WithMirror(Alone):
    """The picture and its mirror, averaged."""

    def _look(self, rgb: Picture, t: float, square: Square) -> PoseView:
        one = super()._look(rgb, t, square)
        self._mirror = not self._mirror
        two = super()._look(rgb, t, square)
        self._mirror = not self._mirror
        return averaged(one, two)


class BothModels(Alone):
    """The full and the heavy model, averaged."""

    def __init__(self, model: LandmarkModel = "full", threads: int = 2, added: Path | None = None) -> None:
        super().__init__(model, threads, added)
        self._second = self._load("heavy", drawing=False)

    def _look(self, rgb: Picture, t: float, square: Square) -> PoseView:
        one = super()._look(rgb, t, square)
        self._landmarker, self._second = self._second, self._landmarker
        two = super()._look(rgb, t, square)
        self._landmarker, self._second = self._second, self._landmarker
        return averaged(one, two)


class Closer(Alone):
    """A closer square."""

    def _look(self, rgb: Picture, t: float, square: Square) -> PoseView:
        return super()._look(rgb, t, replace(square, side=CLOSER * square.side))


class SecondPeak(Alone):
    """A knee or ankle that is drawn on the other one goes to the second peak of its own heat map."""

    def _read(self, shown: _Shown, t: float) -> PoseView:
        view = super()._read(shown, t)
        inside = shown.square.to_square(view.skeleton.image)
        if shown.mirror:
            inside[:, 0] = 1 - inside[:, 0]
            inside = inside[MIRRORED]
        found = second_peaks(inside, self._landmarker.output(_HEATMAPS)[0], _confidence(view, shown))
        if not found:
            return view
        for index, place in found.items():
            inside[index] = place
        if shown.mirror:
            inside = inside[MIRRORED]
            inside[:, 0] = 1 - inside[:, 0]
        return replace(view, skeleton=replace(view.skeleton, image=shown.square.to_picture(inside)))


def _confidence(view: PoseView, shown: _Shown) -> Floats:
    return view.skeleton.confidence[MIRRORED] if shown.mirror else view.skeleton.confidence


def averaged(one: PoseView, two: PoseView) -> PoseView:
    """Two views of the same square, each landmark weighed by its confidence."""
    a, b = one.skeleton, two.skeleton
    share = (a.confidence / (a.confidence + b.confidence))[:, None]
    metric = share * a.metric + (1 - share) * b.metric if a.metric is not None and b.metric is not None else None
    both = replace(
        a,
        image=share * a.image + (1 - share) * b.image,
        confidence=share[:, 0] * a.confidence + (1 - share[:, 0]) * b.confidence,
        metric=metric,
    )
    return replace(one, skeleton=both, presence=(one.presence + two.presence) / 2)


def second_peaks(inside: Floats, heat: Singles, confidence: Floats) -> Mapping[int, Floats]:
    """Where else the less sure one of two joints may be that are drawn on each other, 0 to 1 in the square.

    Parameters
    ----------
    inside : ndarray, shape (33, 2)
        Landmarks in the square.
    heat : ndarray, shape (H, W, K)
        Logits.
    confidence : ndarray, shape (33,)
    """
    size = np.array([heat.shape[1], heat.shape[0]])
    rows, columns = np.mgrid[0 : heat.shape[0], 0 : heat.shape[1]]
    found: dict[int, Floats] = {}
    for name in ("knee", "ankle"):
        pair = [int(joint(side, name)) for side in SIDES]
        at = inside[pair] * size
        if np.hypot(*(at[0] - at[1])) >= ON_IT:
            continue
        unsure = min(pair, key=lambda i: confidence[i])
        far = np.hypot(columns + 0.5 - at[:, 0].mean(), rows + 0.5 - at[:, 1].mean()) >= ON_IT
        sure = np.where(far, sigmoid(heat[:, :, unsure]), 0.0)
        if sure.max() >= PEAK:
            row, column = np.unravel_index(int(sure.argmax()), sure.shape)
            peak = ((np.array([[column, row]]) + 0.5) / size).astype(np.float32)
            found[unsure] = refined(peak, heat[:, :, [unsure]])[0].astype(np.float64)
    return found


#: Name of a way of looking to what makes its model; the first two are what psoas does.
WAYS: Mapping[str, Callable[[], BlazePose]] = {
    "full": lambda: BlazePose("full"),
    "heavy": lambda: BlazePose("heavy"),
    "mirror": lambda: WithMirror("full"),
    "both": lambda: BothModels("full"),
    "closer": lambda: Closer("full"),
    "peak": lambda: SecondPeak("full"),
}


@dataclass(frozen=True, slots=True)
class Way(Eye):
    """Looks at clips in one of these ways."""

    way: str = "full"

    def kept(self, clip: Path) -> Path:
        """Where its looks are kept; those of psoas itself where everybody keeps them."""
        if self.way in ("full", "heavy"):
            return Eye(self.cache, "heavy" if self.way == "heavy" else "full").kept(clip)
        usual = Eye(self.cache).kept(clip)
        return usual.with_name(usual.name.replace("-full-", f"-{self.way}-"))

    def opened(self) -> BlazePose:
        """Load what looks in this way."""
        with native_quiet():
            return WAYS[self.way]()


def cost_ms(way: str, clip: Path) -> float:
    """Median time of one picture, milliseconds, after the first few."""
    with native_quiet():
        eyes = WAYS[way]()
    times = []
    for frame in islice(open_video(clip, max_fps=MAX_FPS), TIMED):
        began = time.perf_counter()
        eyes.detect(frame.rgb, frame.t)
        times.append(time.perf_counter() - began)
    return 1000 * float(np.median(times[5:]))


def row(numbers: dict[str, Any], kind: str) -> str:
    """One kind of sets in a line."""
    counts, angles = numbers["counts"]["by_set"][kind], numbers["angles"][kind]
    found = {f"{leg} {name}": angles.get(f"{leg} {name}") for leg in ("near", "far") for name in ("hip", "knee")}
    degrees = ", ".join(f"{name} {errors['mean_abs']:.1f}°" for name, errors in found.items() if errors)
    exact = round(counts["exact"] * counts["sets"])
    return f"{kind}: {exact} of {counts['sets']} sets exact, {counts['wrong_side']} wrong sides, {degrees}"


def main() -> None:
    parser = over_clips(__doc__)
    parser.add_argument("--way", choices=WAYS, action="append", help="only these")
    parser.add_argument("--only", default="", help="clips whose name contains this")
    options = parser.parse_args()
    clips: list[VideoClip] = [
        c for f in options.folders for c in folder_clips(f) if len(c.levels) == 1 and options.only in c.name
    ]
    for way in options.way or WAYS:
        eye = Way(options.cache, way=way)
        scores: list[Score] = [score for clip in clips for score in score_clip(clip, eye)]
        numbers = summarise(scores)
        print(f"{way}: {cost_ms(way, clips[0].path):.0f} ms a picture")
        for kind in numbers["counts"]["by_set"]:
            print("  ", row(numbers, kind), flush=True)


if __name__ == "__main__":
    main()
