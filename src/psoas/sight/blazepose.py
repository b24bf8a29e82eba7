"""BlazePose on LiteRT: one picture in, one Skeleton out, following the same person.

A detector finds a person anywhere in the picture and runs only at the start or in doubt. A landmark model looks at a
rotated square around the body and also says where that square will be in the next picture.
Source: Bazarevsky et al. 2020, "BlazePose: On-device Real-time Body Pose tracking", arXiv:2006.10204.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from psoas.body.skeleton import MIRRORED, N_JOINTS, PlaceInPicture, Skeleton
from psoas.sight.brightness import BLUR_LENGTH, BLUR_SIGMA, brightened, is_dark
from psoas.sight.company import (
    AWAY,
    MOST_OTHERS,
    Haunt,
    LyingOrUpright,
    apart,
    body_of,
    covered,
    distinct,
    extent,
    nearest,
    place_among,
    prominence,
)
from psoas.sight.detector import Detector
from psoas.sight.geometry import (
    LANDMARK_SIDE,
    Detection,
    Square,
    refined,
    sigmoid,
    turned,
)
from psoas.sight.models import LandmarkModel, find_model
from psoas.sight.net import Net
from psoas.sight.pictures import Picture
from psoas.sight.shots import ShotWatch
from psoas.sight.silhouette import Silhouette
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
#: While following somebody, look for others this often, seconds: alone, and in company or where the person moved away.
LOOK_AROUND_S, COMPANY_S = 5.0, 1.0
#: In company, wait this long for the one who was followed before following somebody else, seconds.
KEEP_S = 10.0
#: A person who left the place where they stayed stays elsewhere after this time, seconds.
MOVED_S = 3.0
#: While choosing, somebody else must be this many times more prominent, in this many looks in turn.
CLEARLY, SURELY = 1.3, 2
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
        Number of people seen when psoas last looked around, which is at least every five seconds.
    others : tuple of Square
        Where those are who are not followed.
    looked_around_s : float
        When that was, seconds.
    posture : {"lying", "upright"} or None
        How the person to follow is, if known: so is chosen who is large, near the middle, and lies or does not.
    choosing : bool
        Whether to choose anew all the time; False, as at first, keeps the one who is followed.
    whom : callable or None
        Gives the place of the person to follow at a time, seconds, and nobody else is followed; None to follow whoever
        is most prominent at first.
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
        self._detector = Detector(threads, added)
        self.posture: LyingOrUpright | None = None
        self.choosing = False
        self.whom: Callable[[float], Square | None] | None = None
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

    def _load(self, model: LandmarkModel, *, drawing: bool) -> Net:
        return Net(find_model(model, self._added), self._threads, unwanted=() if drawing else _DRAWN)

    def reset(self) -> None:
        """Forget the person and search the next picture afresh."""
        self.people = 0
        self.others: tuple[Square, ...] = ()
        self.silhouette: Silhouette | None = None
        self._track: TrackCheck | None = None
        self._shots = ShotWatch()
        self._dim = self._mirror = False
        self._last_t: float | None = None
        self._looked = self._looked_brightened = self._asked = self.looked_around_s = -np.inf
        self._haunt: Haunt | None = None
        self._clearer = 0

    def warm_up(self) -> None:
        """Run both models once on an empty picture, so that the first real one is not slow."""
        self._detector.warm_up()
        self._landmarker.input[...] = 0
        self._landmarker.run()

    @property
    def place(self) -> PlaceInPicture | None:
        """Where the followed person is among the others in the picture; None if they are alone."""
        if self._track is None or not self.others:
            return None
        return place_among(self._track.square.x, [square.x for square in self.others])

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
        if look is None:
            self._track = None
            look = self._acquire(rgb, t)
        cut = self._shots.update(rgb, look.skeleton if look is not None else Skeleton.nobody(t))
        if cut:
            self._haunt, self.others = None, ()
        if look is not None:
            look = self._kept(rgb, t, look)
        self.silhouette = look.silhouette if look is not None else None
        skeleton = look.skeleton if look is not None else Skeleton.nobody(t, _size(rgb))
        if look is None:
            self._track = None
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
        found = self._detect(Image.fromarray(rgb))
        # Stay with the same person: take the detection nearest to where they were.
        near = min((d.square for d in found), key=lambda square: apart(square, track.square), default=None)
        # In company the detector often names somebody else only.
        if near is None or ((self.others or self.whom) and apart(near, track.square) > AWAY):
            return look
        again = self._look(rgb, t, near)
        return again if again.presence > look.presence else look

    def _kept(self, rgb: Picture, t: float, look: PoseView) -> PoseView | None:
        """Stay with the one who was chosen: go back to them if somebody else is followed away from their place."""
        if self.whom is not None:
            place = self.whom(t)
            if place is None or apart(look.following, place) > AWAY:
                return self._there(rgb, t, place) if place is not None else None
            return look
        haunt = self._haunt or Haunt(look.following, t, t)
        left = haunt.left_by(look.following, t)
        often = left or self.others or self.choosing
        if t - self.looked_around_s >= (COMPANY_S if often else LOOK_AROUND_S):
            self._look_around(rgb, t, look)
            home = nearest(haunt.square, self.others) if left else None
            chosen = home or self._clearly_better(look.following, _size(rgb))
            other = self._there(rgb, t, chosen) if chosen is not None else None
            if other is not None:
                look, left = other, False
                if home is None:
                    haunt = Haunt(look.following, t, t)
        if not left:
            self._haunt = haunt.followed_by(look.following, t)
        elif t - haunt.last_s > MOVED_S:
            self._haunt = Haunt(look.following, t, t)
        return look

    def _look_around(self, rgb: Picture, t: float, look: PoseView) -> None:
        """Find the others: the detector often names one person only, so cover those who are known."""
        self.looked_around_s = t
        self.others = ()
        shown, boxes = rgb, [extent(look.skeleton)]
        while boxes and len(self.others) < MOST_OTHERS:
            shown = covered(shown, boxes)
            new = distinct(self._detect(Image.fromarray(shown)), (look.following, *self.others))
            self.others += new
            boxes = [body_of(square) for square in new]
        self.people = 1 + len(self.others)

    def _clearly_better(self, followed: Square, size: tuple[int, int]) -> Square | None:
        """Whom to follow instead, while choosing; None to stay."""
        best = max(self.others, key=lambda square: prominence(square, size, self.posture), default=None)
        better = best is not None and prominence(best, size, self.posture) > CLEARLY * prominence(
            followed, size, self.posture
        )
        self._clearer = self._clearer + 1 if better and self.choosing else 0
        if self._clearer < SURELY:
            return None
        self._clearer = 0
        return best

    def _there(self, rgb: Picture, t: float, square: Square) -> PoseView | None:
        """Look for a person in a rough square; None if there is none."""
        first = self._look(rgb, t, square)
        if first.presence < PRESENCE_THRESHOLD:
            return None
        # Look again at the landmark model's own square.
        second = self._look(rgb, t, first.following)
        return second if second.presence >= PRESENCE_THRESHOLD else first

    def _acquire(self, rgb: Picture, t: float) -> PoseView | None:
        """Search the picture; a large person near the middle wins, but in company the one who was followed is kept."""
        found: list[Detection] = []
        place = self._expected(t)
        if place is None and self.whom is not None:
            return None
        if place is not None and (look := self._there(rgb, t, place)) is not None:
            return look
        if t - self._looked >= LOOK_EVERY_S:
            image = Image.fromarray(rgb)
            self._looked = t
            self._dim = is_dark(image)
            found = self._detect(image)
            # A backlit person can be dark in a bright picture, so try the other way too, but less often.
            if not found and t - self._looked_brightened >= LOOK_BRIGHTENED_EVERY_S:
                self._looked_brightened = t
                self._dim = not self._dim
                found = self._detect(image)
            self.people = len(found)
        squares = [person.square for person in found]
        if place is not None:
            squares = [near] if (near := nearest(place, squares)) is not None else []
        for square in sorted(squares, key=lambda one: -prominence(one, _size(rgb), self.posture)):
            look = self._there(rgb, t, square)
            if look is not None:
                self.looked_around_s = -np.inf
                return look
        return None

    def _expected(self, t: float) -> Square | None:
        """Where the person to follow must be, if it cannot be anybody."""
        if self.whom is not None:
            return self.whom(t)
        if self._haunt is None or not self.others or t - self._haunt.last_s > KEEP_S:
            return None
        return self._haunt.square

    def _detect(self, image: Image.Image) -> list[Detection]:
        """Detect people in the picture, in its pixels."""
        return self._detector.find(image, dim=self._dim)

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
