"""BlazePose on LiteRT: one picture in, one Skeleton out, following the same person.

A detector finds a person anywhere in the picture and runs only at the start or in doubt. A landmark model looks at a
rotated square around the body and also says where that square will be in the next picture.
Source: Bazarevsky et al. 2020, "BlazePose: On-device Real-time Body Pose tracking", arXiv:2006.10204.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from psoas.body.skeleton import MIRRORED, N_JOINTS, Skeleton
from psoas.sight.brightness import BLUR_LENGTH, BLUR_SIGMA, brightened, is_dark
from psoas.sight.geometry import (
    DETECTOR_SIDE,
    LANDMARK_SIDE,
    Detection,
    Singles,
    Square,
    anchors,
    decode,
    refined,
    sigmoid,
    turned,
)
from psoas.sight.models import LandmarkModel, find_model
from psoas.sight.pictures import Picture
from psoas.sight.runtime import interpreter
from psoas.sight.shots import ShotWatch
from psoas.sight.silhouette import Silhouette
from psoas.sight.tflite import without_outputs
from psoas.sight.track_check import TrackCheck, doubtful
from psoas.sight.video import Frame

# The landmark model's outputs.
_LANDMARKS, _PRESENCE, _SILHOUETTE, _HEATMAPS, _METRIC = range(5)
_DRAWN = (_SILHOUETTE,)
PRESENCE_THRESHOLD = 0.5
#: With nobody in view, run the detector this often, seconds, and on a brightened picture this often.
LOOK_EVERY_S = 0.1
LOOK_BRIGHTENED_EVERY_S = 0.25
#: While a track is in doubt, run the detector again this often, seconds.
ASK_AGAIN_S = 0.3
#: While following somebody, run the detector this often to count people, seconds.
COUNT_EVERY_S = 5.0
#: After a gap this long, seconds, search afresh.
FORGET_AFTER_S = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class PoseView:
    """The landmark model's output for one square.

    Attributes
    ----------
    skeleton : Skeleton
        The landmarks in the picture.
    presence : float
        Confidence of the model that a person is in the square, 0 to 1.
    following : Square
        Where to look in the next picture.
    silhouette : Silhouette or None
        Where the person is in the square; only if wanted.
    """

    skeleton: Skeleton
    presence: float
    following: Square
    silhouette: Silhouette | None = None


@dataclass(slots=True, eq=False)
class _Shown:
    """The square of a picture that the landmark model looks at, and how it was cut out."""

    square: Square
    mirror: bool
    size: tuple[int, int]
    running: Future[None] | None = None


class BlazePose:
    """Follow one person through pictures in order of time.

    Parameters
    ----------
    model : {"full", "heavy"}
        Landmark model at first.
    threads : int
        Threads for each model.
    added : Path, optional
        Folder of models that the person added.

    Attributes
    ----------
    model : {"full", "heavy"}
        The landmark model. Changing it loads the other one and goes on following the same person.
    people : int
        Number of people the detector saw when it last looked, which is at least every five seconds.
    with_silhouette : bool
        Whether the model also draws the person's silhouette; False at first. A picture then takes half as long again
        (`bench/speed/slim.py`), and changing it reloads the model.
    silhouette : Silhouette or None
        The silhouette that belongs to the last skeleton.

    Raises
    ------
    CannotSee
        If the weights or the runtime are not installed.
    """

    def __init__(
        self,
        model: LandmarkModel = "full",
        threads: int = 2,
        added: Path | None = None,
    ) -> None:
        self._threads, self._added = threads, added
        self._model: LandmarkModel = model
        self._with_silhouette = False
        self._landmarker = self._load(model, drawing=False)
        self._detector = _Net(find_model("detector", added), threads)
        self._anchors = anchors()
        self.reset()

    @property
    def model(self) -> LandmarkModel:
        """The landmark model."""
        return self._model

    @model.setter
    def model(self, wanted: LandmarkModel) -> None:
        if wanted != self._model:
            self._landmarker = self._load(wanted, drawing=self._with_silhouette)
            self._model = wanted

    @property
    def with_silhouette(self) -> bool:
        """Whether the model draws the silhouette."""
        return self._with_silhouette

    @with_silhouette.setter
    def with_silhouette(self, wanted: bool) -> None:
        if wanted != self._with_silhouette:
            self._landmarker = self._load(self._model, drawing=wanted)
            self._with_silhouette = wanted

    def _load(self, model: LandmarkModel, *, drawing: bool) -> _Net:
        return _Net(find_model(model, self._added), self._threads, unwanted=() if drawing else _DRAWN)

    def reset(self) -> None:
        """Forget the person and search the next picture afresh."""
        self.people = 0
        self.silhouette: Silhouette | None = None
        self._track: TrackCheck | None = None
        self._shots = ShotWatch()
        self._dim = self._mirror = False
        self._last_t: float | None = None
        self._looked = self._looked_brightened = self._asked = self._counted = -np.inf

    def warm_up(self) -> None:
        """Run both models once on an empty picture, so that the first real one is not slow."""
        for net in (self._detector, self._landmarker):
            net.input[...] = 0
            net.run()

    def landmark_s(self, runs: int = 5, at_most_s: float = 0.5) -> float:
        """Measure how quickly the landmark model can look at one picture, whatever the picture shows.

        Parameters
        ----------
        runs : int
            Runs of which the fastest counts: what else the computer does only makes them slower.
        at_most_s : float
            No run begins after this long, seconds.

        Returns
        -------
        float
            Seconds.
        """
        net = self._landmarker
        net.input[...] = 0
        begun = since = time.perf_counter()
        best = float("inf")
        for _ in range(runs):
            net.run()
            now = time.perf_counter()
            best, since = min(best, now - since), now
            if now - begun >= at_most_s:
                break
        return best

    def detect(self, rgb: Picture, t: float) -> Skeleton:
        """Find the person's landmarks.

        Parameters
        ----------
        rgb : ndarray of uint8, shape (H, W, 3)
            Picture with square pixels.
        t : float
            Its time, seconds. Going back in time or a long gap starts a new search.

        Returns
        -------
        Skeleton
            In pixels of this picture and metres; `Skeleton.nobody` where no person is found.
        """
        return self._see(rgb, t)

    def follow(self, frames: Iterable[Frame]) -> Generator[tuple[Frame, Skeleton], None, None]:
        """Run `detect` on a whole recording, fetching the next frame while the model looks at one.

        Whatever the caller does with a skeleton also runs beside the model.

        Parameters
        ----------
        frames : iterable of Frame
            In order of time.

        Yields
        ------
        tuple of Frame and Skeleton
            Each frame with its skeleton, the same as `detect` gives.
        """
        waiting: Frame | None = None
        shown: _Shown | None = None
        with ThreadPoolExecutor(1, "psoas-pose") as worker:
            for frame in frames:
                before = (waiting, self._see(waiting.rgb, waiting.t, shown)) if waiting is not None else None
                shown = self._show(frame.rgb, self._track.square) if self._track is not None else None
                if shown is not None:
                    shown.running = worker.submit(self._landmarker.run)
                waiting = frame
                if before is not None:
                    yield before
            if waiting is not None:
                yield waiting, self._see(waiting.rgb, waiting.t, shown)

    def _see(self, rgb: Picture, t: float, shown: _Shown | None = None) -> Skeleton:
        """Find the person in one picture; `shown` is the square that the model is already looking at, if any."""
        if shown is not None and shown.running is not None:
            shown.running.result()
        if self._last_t is not None and not 0 <= t - self._last_t <= FORGET_AFTER_S:
            self.reset()
        self._last_t = t
        look = None
        if self._track is not None:
            first = self._read(shown, t) if shown is not None else self._look(rgb, t, self._track.square)
            look = self._settle(rgb, t, self._track, first)
            if t - self._counted >= COUNT_EVERY_S:
                self._detect(Image.fromarray(rgb), t)
        if look is None:
            self._track = None
            look = self._acquire(rgb, t)
        self.silhouette = look.silhouette if look is not None else None
        skeleton = look.skeleton if look is not None else Skeleton.nobody(t, _size(rgb))
        cut = self._shots.update(rgb, skeleton)
        if look is None:
            return skeleton
        self._track = (self._track or TrackCheck(look.following)).followed_by(look.skeleton, look.following)
        self._mirror = seen_better_mirrored(look.skeleton)
        return replace(skeleton, cut=True) if cut else skeleton

    def _settle(self, rgb: Picture, t: float, track: TrackCheck, look: PoseView) -> PoseView | None:
        """Follow the track, but ask the detector where geometry speaks against it; None if the person is lost."""
        if look.presence >= PRESENCE_THRESHOLD and not doubtful(look.skeleton, look.following, track):
            return look
        if look.presence < PRESENCE_THRESHOLD:
            return None
        if t - self._asked < ASK_AGAIN_S:
            return look
        self._asked = t
        found = self._detect(Image.fromarray(rgb), t)
        if not found:
            return look
        # Stay with the same person: take the detection nearest to where they were.
        near = min(found, key=lambda d: float(np.hypot(d.square.x - track.square.x, d.square.y - track.square.y)))
        again = self._look(rgb, t, near.square)
        return again if again.presence > look.presence else look

    def _acquire(self, rgb: Picture, t: float) -> PoseView | None:
        """Search the picture; a large person near the middle wins."""
        found: list[Detection] = []
        if t - self._looked >= LOOK_EVERY_S:
            image = Image.fromarray(rgb)
            self._looked = t
            self._dim = is_dark(image)
            found = self._detect(image, t)
            # A backlit person can be dark in a bright picture, so try the other way too, but less often.
            if not found and t - self._looked_brightened >= LOOK_BRIGHTENED_EVERY_S:
                self._looked_brightened = t
                self._dim = not self._dim
                found = self._detect(image, t)
        for person in sorted(found, key=lambda d: -_prominence(d.square, _size(rgb))):
            # The detector's square is rough, so look again at the landmark model's own square.
            first = self._look(rgb, t, person.square)
            if first.presence >= PRESENCE_THRESHOLD:
                second = self._look(rgb, t, first.following)
                return second if second.presence >= PRESENCE_THRESHOLD else first
        return None

    def _detect(self, image: Image.Image, t: float) -> list[Detection]:
        """Detect all people in the picture, in its pixels."""
        width, height = image.size
        scale = DETECTOR_SIDE / max(width, height)
        if self._dim:
            image = image.copy()
            image.thumbnail((BLUR_LENGTH, BLUR_LENGTH), Image.Resampling.BILINEAR)
            image = brightened(image)
        small = image.resize((max(1, round(width * scale)), max(1, round(height * scale))), Image.Resampling.BILINEAR)
        left, top = (DETECTOR_SIDE - small.width) // 2, (DETECTOR_SIDE - small.height) // 2
        net = self._detector
        net.input[...] = -1
        inner = net.input[0, top : top + small.height, left : left + small.width]
        np.subtract(np.asarray(small) * np.float32(1 / 127.5), 1, out=inner)
        del inner  # LiteRT refuses to run while a view of its memory is held
        net.run()
        corner = np.array([left, top], dtype=np.float32)
        found = []
        for d in decode(net.output(0)[0], net.output(1)[0, :, 0], self._anchors):
            box = (d.box.reshape(2, 2) * DETECTOR_SIDE - corner) / scale
            found.append(Detection(d.score, box.reshape(4), (d.points * DETECTOR_SIDE - corner) / scale))
        self.people, self._counted = len(found), t
        return found

    def _look(self, rgb: Picture, t: float, square: Square) -> PoseView:
        """Run the landmark model on one square of a picture."""
        shown = self._show(rgb, square)
        self._landmarker.run()
        return self._read(shown, t)

    def _show(self, rgb: Picture, square: Square) -> _Shown:
        """Write one square of a picture to the input of the landmark model."""
        crop = _cropped(rgb, square, self._mirror)
        if self._dim:
            sigma = BLUR_SIGMA * max(rgb.shape) / BLUR_LENGTH * LANDMARK_SIDE / square.side
            crop = np.asarray(brightened(Image.fromarray(crop), sigma))
        np.multiply(crop, np.float32(1 / 255), out=self._landmarker.input[0])
        return _Shown(square, self._mirror, _size(rgb))

    def _read(self, shown: _Shown, t: float) -> PoseView:
        """Read the landmark model's output for a square."""
        net, square = self._landmarker, shown.square
        raw = net.output(_LANDMARKS)[0].reshape(-1, 5)
        inside = refined(raw[:, :2] / LANDMARK_SIDE, net.output(_HEATMAPS)[0])
        confidence = (sigmoid(raw[:N_JOINTS, 3]) * sigmoid(raw[:N_JOINTS, 4])).astype(np.float64)
        metric = net.output(_METRIC)[0].reshape(-1, 3)[:N_JOINTS].astype(np.float64)
        if shown.mirror:
            inside[:, 0] = 1 - inside[:, 0]
            inside[:N_JOINTS] = inside[MIRRORED]
            confidence, metric = confidence[MIRRORED], metric[MIRRORED] * np.array([-1.0, 1.0, 1.0])
        points = square.to_picture(inside)
        image_points = points[:N_JOINTS]
        # A landmark outside the picture is a guess, whatever confidence the model gives it.
        outside = np.any((image_points < 0) | (image_points > np.array(shown.size)), axis=1)
        confidence = np.where(outside, np.minimum(confidence, 0.1), confidence)
        metric[:, :2] = turned(metric[:, :2], square.turn)
        skeleton = Skeleton(t, image_points, np.clip(confidence, 0.001, 1.0), metric, shown.size)
        seen = None
        if self._with_silhouette:
            seen = Silhouette(net.output(_SILHOUETTE)[0, :, :, 0].copy(), square, shown.mirror)
        presence = float(net.output(_PRESENCE)[0, 0])
        return PoseView(skeleton, presence, Square.around(points[N_JOINTS], points[N_JOINTS + 1]), seen)


class _Net:
    """A LiteRT model whose input and outputs are accessed in place; `unwanted` outputs are not computed."""

    def __init__(self, path: Path, threads: int, unwanted: Collection[int] = ()) -> None:
        model = path.read_bytes()
        self._net = interpreter()(
            model_content=without_outputs(model, unwanted) if unwanted else model, num_threads=threads
        )
        self._net.allocate_tensors()
        self._in = self._net.tensor(self._net.get_input_details()[0]["index"])
        outputs = [self._net.tensor(d["index"]) for d in self._net.get_output_details()]
        numbers = (i for i in range(len(outputs) + len(unwanted)) if i not in unwanted)
        self._out = dict(zip(numbers, outputs, strict=True))

    @property
    def input(self) -> Singles:
        """View of the input, valid until the next run."""
        view: Singles = self._in()
        return view

    def output(self, i: int) -> Singles:
        """View of an output by its number in the file, valid until the next run."""
        view: Singles = self._out[i]()
        return view

    def run(self) -> None:
        """Run the model."""
        self._net.invoke()


def _cropped(rgb: Picture, square: Square, mirror: bool) -> Picture:
    """Cut a square out of a picture at the landmark model's size."""
    shrink = max(1, int(square.side / LANDMARK_SIDE))
    if shrink > 1:
        # Cutting takes the nearest pixel, so average first where it would stand for many.
        rgb = np.asarray(Image.fromarray(rgb).reduce(shrink))
        square = Square(square.x / shrink, square.y / shrink, square.side / shrink, square.turn)
    return square.cut(rgb, LANDMARK_SIDE, mirror)


def _size(rgb: Picture) -> tuple[int, int]:
    """Width and height of a picture, pixels."""
    return rgb.shape[1], rgb.shape[0]


def seen_better_mirrored(skeleton: Skeleton) -> bool:
    """Whether to mirror the next picture for the model, because the person lies with the head on the right.

    The model tells the far leg from the near one much better when the head is on the left. On rendered clips with truth
    at 20 degrees of yaw, it shows no far-leg repetition with the head on the right, and all of them mirrored.
    """
    up = skeleton.middle("shoulder") - skeleton.middle("hip")
    return bool(up[0] > abs(up[1]))


def _prominence(square: Square, size: tuple[int, int]) -> float:
    """Score for being the main person: large, and near the middle of the picture."""
    off = np.hypot(square.x / size[0] - 0.5, square.y / size[1] - 0.5)
    return float(square.side * (1.0 - 0.6 * off))
