"""Read moving WebP pictures, which FFmpeg cannot; it reads moving GIF and PNG by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from av.video.frame import VideoFrame
from PIL import Image

from psoas.sight.containers import UnreadableVideo

#: Where a WebP file says that it moves, and the bit that says so.
_FLAGS_AT, _MOVES = 20, 0x02
#: A picture without a duration is shown this long, seconds, as browsers do.
_USUAL_S = 0.1


def is_moving_webp(path: Path) -> bool:
    """Tell from its first bytes whether a file is a moving WebP picture."""
    try:
        with path.open("rb") as file:
            head = file.read(_FLAGS_AT + 1)
    except OSError:
        return False
    webp = len(head) > _FLAGS_AT and head[:4] == b"RIFF" and head[8:16] == b"WEBPVP8X"
    return webp and bool(head[_FLAGS_AT] & _MOVES)


def webp_size(path: Path) -> tuple[int, int, int]:
    """Return width, height and number of pictures.

    Raises
    ------
    UnreadableVideo
        If it is damaged.
    """
    with _opened(path) as image:
        return image.width, image.height, getattr(image, "n_frames", 1)


def webp_frames(path: Path) -> Iterator[tuple[float, VideoFrame]]:
    """Yield each picture with its time, seconds; a damaged file ends where the damage begins.

    Raises
    ------
    UnreadableVideo
        If it is damaged from its start.
    """
    t = 0.0
    with _opened(path) as image:
        for number in range(getattr(image, "n_frames", 1)):
            try:
                image.seek(number)
                rgb = np.asarray(image.convert("RGB"))
            except (OSError, EOFError, ValueError):
                return
            yield t, VideoFrame.from_ndarray(np.ascontiguousarray(rgb), "rgb24")
            t += float(image.info.get("duration") or 0) / 1000 or _USUAL_S


def _opened(path: Path) -> Image.Image:
    try:
        return Image.open(path, formats=["WEBP"])
    except (OSError, ValueError, Image.DecompressionBombError):
        raise UnreadableVideo(
            f"{path} is a moving WebP picture, but it is damaged or too large. Save it as an MP4."
        ) from None
