"""Frames to a file: the person laid over the room, the camera's faults, H.264 where there is an encoder."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import av
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Picture = npt.NDArray[np.uint8]


class Film:
    """A file that takes one RGB picture after the other; complete only once closed, under its name only then."""

    def __init__(self, path: Path, fps: int, size: tuple[int, int], quality: int = 23) -> None:
        self._path, self._part = path, path.with_suffix(".part.mp4")
        self._box = av.open(str(self._part), "w")
        h264 = "libx264" in av.codecs_available
        self._stream = self._box.add_stream("libx264" if h264 else "mpeg4", rate=fps)
        self._stream.width, self._stream.height = size
        self._stream.pix_fmt = "yuv420p"
        if h264:
            self._stream.options = {"crf": str(quality), "preset": "superfast", "threads": "1"}
        else:
            self._stream.bit_rate = 2_000_000

    def __enter__(self) -> Film:
        return self

    def add(self, picture: Picture) -> None:
        """One more frame, shape (h, w, 3)."""
        for packet in self._stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
            self._box.mux(packet)

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for packet in self._stream.encode():
            self._box.mux(packet)
        self._box.close()
        if kind is None:
            self._part.replace(self._path)
        else:
            self._part.unlink(missing_ok=True)


#: Alpha of what is opaque, 0 to 255; a shadow's is far below it.
_OPAQUE = 128
_IS_PERSON = [255 * (alpha >= _OPAQUE) for alpha in range(256)]
_IS_SHADOW = [255 * (0 < alpha < _OPAQUE) for alpha in range(256)]
#: Inside a blurred outline only: what is drawn is black outside.
_INSIDE = [max(2 * cover - 255, 0) for cover in range(256)]


def over(room: Image.Image, shaded: Image.Image, drawn: Picture) -> Picture:
    """A rectangle of the room with what was drawn on it: a person with soft edges, and its shadow.

    Parameters
    ----------
    room, shaded : Image
        The rectangle of the room in light and in shadow, RGB.
    drawn : ndarray of uint8, shape (h, w, 4)
        Black where nothing is.
    """
    picture = Image.fromarray(drawn)
    alpha = picture.getchannel("A")
    shadow = alpha.point(_IS_SHADOW).filter(ImageFilter.BoxBlur(3))
    person = alpha.point(_IS_PERSON).filter(ImageFilter.BoxBlur(0.6)).point(_INSIDE)
    ground = Image.composite(shaded, room, shadow)
    return np.asarray(Image.composite(picture.convert("RGB"), ground, person))


class Sensor:
    """What a cheap camera does to a picture: gain and noise."""

    def __init__(self, size: tuple[int, int], gain: float, noise: float, rng: np.random.Generator) -> None:
        self._gain = gain
        w, h = size
        grain = rng.normal(0, noise, (h + 32, w + 32, 1)) + rng.normal(0, noise * 0.5, (h + 32, w + 32, 3))
        self._noise = np.clip(np.round(grain), -127, 127).astype(np.int16)
        self._rng = rng

    def take(self, picture: Picture) -> Picture:
        """The picture as it is recorded."""
        dy, dx = self._rng.integers(0, 32, 2)
        h, w = picture.shape[:2]
        light = picture.astype(np.int16)
        if self._gain != 1:
            light = (picture * np.float32(self._gain)).astype(np.int16)
        light += self._noise[dy : dy + h, dx : dx + w]
        return np.clip(light, 0, 255).astype(np.uint8)
