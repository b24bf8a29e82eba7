"""Camera pictures and decoded frames as a viewer shows them: upright, with square pixels, in one size."""

from __future__ import annotations

from typing import cast

import numpy as np
import simplejpeg
from av.sidedata.sidedata import SideDataContainer
from av.sidedata.sidedata import Type as SideData
from av.video.frame import VideoFrame
from numpy.typing import NDArray
from PIL import Image

from psoas.errors import PsoasError
from psoas.sight.fitting import PictureSize, placed

Picture = NDArray[np.uint8]

#: Largest camera picture accepted, pixels; guards the server against a picture made to exhaust it.
MAX_JPEG_PIXELS = 4096 * 4096

# The rotation part of a display matrix: x' = a x + c y, y' = b x + d y.
Turn = tuple[float, float, float, float]


class UnreadablePicture(PsoasError):  # noqa: N818 - reads as a sentence where raised
    """A camera picture cannot be decoded."""


def decode_jpeg(data: bytes, max_pixels: int = MAX_JPEG_PIXELS) -> Picture:
    """Decode one camera picture.

    Parameters
    ----------
    data : bytes
        A whole JPEG file.
    max_pixels : int
        Refuse larger pictures before decoding them.

    Returns
    -------
    ndarray of uint8, shape (H, W, 3)

    Raises
    ------
    UnreadablePicture
        If it is not a JPEG, damaged or too large.
    """
    try:
        height, width, *_ = simplejpeg.decode_jpeg_header(data)
    except ValueError:
        raise UnreadablePicture("The camera sent a picture that is not a JPEG, so it was left out.") from None
    if height * width > max_pixels:
        raise UnreadablePicture(
            f"The camera sent a picture of {width} x {height} pixels, which is too large. Choose a smaller one."
        )
    try:
        picture: Picture = simplejpeg.decode_jpeg(data, "RGB", fastdct=True)
    except ValueError:
        raise UnreadablePicture("The camera sent a damaged picture, so it was left out.") from None
    return picture


def fitted(picture: Picture, size: PictureSize) -> Picture:
    """Fit a picture into another size: as large as it goes, in the middle, with black beside it.

    A film or a camera may change its size on the way, as when a tablet is turned. What follows a person needs one size.

    Parameters
    ----------
    picture : ndarray of uint8, shape (H, W, 3)
    size : tuple of int
        Width and height wanted, pixels.

    Returns
    -------
    ndarray of uint8, shape (size[1], size[0], 3)
        The same array if it has that size.
    """
    height, width = picture.shape[:2]
    if (width, height) == size:
        return picture
    scale, left, top = placed((width, height), size)
    small = max(1, round(width * scale)), max(1, round(height * scale))
    canvas = np.zeros((size[1], size[0], 3), np.uint8)
    # Rounding may give a pixel too many.
    inner = np.asarray(Image.fromarray(picture).resize(small, Image.Resampling.BILINEAR))[: size[1], : size[0]]
    y, x = min(round(top), size[1] - inner.shape[0]), min(round(left), size[0] - inner.shape[1])
    canvas[y : y + inner.shape[0], x : x + inner.shape[1]] = inner
    return canvas


def upright(raw: VideoFrame, aspect: float, longest_side: int, turn: Turn | None) -> Picture:
    """Scale and rotate a decoded frame to what a viewer shows."""
    wide = raw.width * aspect
    scale = min(1.0, longest_side / max(wide, raw.height))
    width, height = max(1, round(wide * scale)), max(1, round(raw.height * scale))
    shrinks = width < raw.width or height < raw.height
    rgb: Picture = (
        raw.reformat(width, height, "rgb24", interpolation="AREA" if shrinks else "FAST_BILINEAR", threads=1)
        .to_ndarray()
        .astype(np.uint8, copy=False)
    )
    picture: Picture = np.ascontiguousarray(rgb if turn is None else _turned(rgb, turn))
    return picture


def turn_of(raw: VideoFrame) -> Turn | None:
    """Read the display matrix of a recording from its first frame.

    Ask only one frame: once its side data was read, a frame is never freed (in PyAV 18 the two refer to each other), at
    megabytes each.
    """
    side = cast("SideDataContainer", raw.side_data)  # PyAV's stub is narrower than what it returns
    if SideData.DISPLAYMATRIX not in side:
        return None
    a, b, _, c, d = np.frombuffer(memoryview(side[SideData.DISPLAYMATRIX]), dtype=np.int32)[:5].astype(float)
    return a, b, c, d


def _turned(rgb: Picture, turn: Turn) -> Picture:
    """Apply a display matrix: quarter turns and mirroring (no other angles occur in recordings)."""
    a, b, c, d = turn
    if abs(a) + abs(d) < abs(b) + abs(c):  # x and y change places: x' = c y, y' = b x
        rgb = rgb.swapaxes(0, 1)
        return rgb[:: -1 if b < 0 else 1, :: -1 if c < 0 else 1]
    return rgb[:: -1 if d < 0 else 1, :: -1 if a < 0 else 1]
