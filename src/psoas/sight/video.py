"""Read frames from recordings and camera pictures: upright, with square pixels, true times and a manageable size."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
import simplejpeg
from av.container import InputContainer
from av.sidedata.sidedata import SideDataContainer
from av.sidedata.sidedata import Type as SideData
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from psoas.errors import PsoasError

Picture = NDArray[np.uint8]

#: Scale frames down to this longest side, pixels. The landmark model looks at 256, but drawing over it needs more.
LONGEST_SIDE = 1280
#: Largest camera picture accepted, pixels; guards the server against a picture made to exhaust it.
MAX_JPEG_PIXELS = 4096 * 4096
#: Largest picture of a film, pixels: twice that of the sharpest cameras. A file can ask for a hundred times as much.
MAX_FILM_PIXELS = 8192 * 8192
#: FFmpeg's formats for single pictures and for text, which it would happily "play".
_PICTURE_FORMATS = ("image2", "_pipe")
_TEXT_FORMATS = ("tty", "srt", "webvtt", "ass", "lrc", "ffmetadata")
#: Largest picture that one thread decodes easily, pixels.
_SMALL = 1280 * 720
#: Give up the rest of a damaged recording after this many failed frames in a row.
_PATIENCE = 50


#: The rotation part of a display matrix: x' = a x + c y, y' = b x + d y.
_Turn = tuple[float, float, float, float]


class UnreadableVideo(PsoasError):  # noqa: N818 - reads as a sentence where raised
    """A recording cannot be analysed; the message says why and what to do."""


class UnreadablePicture(PsoasError):  # noqa: N818 - reads as a sentence where raised
    """A camera picture cannot be decoded."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a recording.

    Attributes
    ----------
    t : float
        Time since the first frame, seconds; strictly increasing.
    rgb : ndarray of uint8, shape (H, W, 3)
        The picture as a viewer shows it: upright and with square pixels.
    index : int
        Number of the frame in the file, counting skipped ones.
    """

    t: float
    rgb: Picture
    index: int


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """Metadata of a recording.

    Attributes
    ----------
    duration_s : float
        Length, seconds; 0 if the file does not say.
    fps : float
        Mean frame rate, 1/s; 0 if the file does not say.
    size : tuple of int
        Width and height as stored, before rotation and scaling, pixels.
    frames : int
        Estimated number of frames; 0 if unknown.
    """

    duration_s: float
    fps: float
    size: tuple[int, int]
    frames: int


@dataclass
class Video:
    """A recording to read frame by frame. Create it with `open_video`.

    Attributes
    ----------
    path : Path
        The file.
    info : VideoInfo
        Its metadata.
    max_fps : float or None
        Most frames to yield per second; the rest are skipped, always the same ones.
    longest_side : int
        Scale larger pictures down to this, pixels.
    notes : list of str
        Sentences about what could not be read, filled while reading.
    """

    path: Path
    info: VideoInfo
    max_fps: float | None = None
    longest_side: int = LONGEST_SIDE
    notes: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Frame]:
        """Decode from the start.

        Raises
        ------
        UnreadableVideo
            If no frame can be decoded.
        """
        self.notes.clear()
        due = 0.0
        first: float | None = None
        last = -math.inf
        step = 1.0 / (self.info.fps or 30.0)
        index = -1
        with _open(self.path) as container:
            stream = container.streams.video[0]
            turn: _Turn | None = None
            for index, raw in enumerate(self._decoded(container, stream)):
                if index == 0:
                    turn = _turn_of(raw)
                stamp = raw.time
                if first is None:
                    first = stamp if stamp is not None else 0.0
                t = stamp - first if stamp is not None else last + step
                if t <= last:  # broken time stamps: continue at the nominal rate
                    t = last + step
                last = t
                if self.max_fps:
                    period = 1.0 / self.max_fps
                    if t + 0.3 * period < due:
                        continue
                    due = max(due + period, t + 0.5 * period)
                yield Frame(t, _upright(raw, stream, self.longest_side, turn), index)
        if index < 0:
            raise UnreadableVideo(
                f"No picture in {self.path} could be read. It is damaged or incomplete. Copy it again from the camera."
            )
        self._note_early_end(last + step)

    def _decoded(self, container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
        """Yield the frames that decode; skip damaged ones and add a note."""
        # Beside a model that keeps all cores busy, one decoding thread is better than several (bench/speed/cost.py);
        # large pictures need several all the same.
        stream.codec_context.options = {"max_pixels": str(MAX_FILM_PIXELS)}
        stream.thread_type = "AUTO" if stream.width * stream.height > _SMALL else "NONE"
        broken = 0
        in_a_row = 0
        packets = container.demux(stream)
        while in_a_row < _PATIENCE:
            try:
                packet = next(packets, None)
                if packet is None:
                    break
                yield from packet.decode()
                in_a_row = 0
            except av.FFmpegError:
                broken += 1
                in_a_row += 1
        if broken:
            self.notes.append("Some pictures of this recording are damaged; they were left out.")

    def _note_early_end(self, read_s: float) -> None:
        promised = self.info.duration_s
        if promised - read_s > max(0.5, 0.03 * promised):
            self.notes.append(
                f"This recording breaks off. psoas could read {read_s:.1f} of {promised:.1f} seconds, and looked "
                "only at those. Copy the file again if you need the rest."
            )


def open_video(path: Path, max_fps: float | None = None, longest_side: int = LONGEST_SIDE) -> Video:
    """Open a recording in any common format.

    Parameters
    ----------
    path : Path
        The file.
    max_fps : float, optional
        Yield at most this many frames a second; 120 a second gain nothing.
    longest_side : int
        Scale larger pictures down to this, pixels.

    Returns
    -------
    Video
        Iterate over it for its frames; afterwards ``notes`` says what could not be read.

    Raises
    ------
    UnreadableVideo
        If it is missing, a folder, empty, not a video, a single picture, only sound, or too damaged to read.
    """
    return Video(path, probe(path), max_fps, longest_side)


def probe(path: Path) -> VideoInfo:
    """Read the metadata of a recording without decoding it.

    Raises
    ------
    UnreadableVideo
        As `open_video`.
    """
    with _open(path) as container:
        stream = container.streams.video[0]
        rate = stream.average_rate or stream.guessed_rate or Fraction(0)
        if stream.duration is not None and stream.time_base is not None:
            duration = float(stream.duration * stream.time_base)
        else:
            duration = (container.duration or 0) / av.time_base
        duration = max(0.0, duration)
        frames = stream.frames or round(duration * float(rate))
        return VideoInfo(duration, float(rate), (stream.width, stream.height), frames)


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


def _open(path: Path) -> InputContainer:
    if not path.exists():
        raise UnreadableVideo(f"There is no file {path}. Check the name and the folder.")
    if path.is_dir():
        raise UnreadableVideo(f"{path} is a folder. Name one recording inside it.")
    try:
        if path.stat().st_size == 0:
            raise UnreadableVideo(f"{path} is empty (0 bytes). Copy it again from the camera.")
        # A playlist could name network addresses, so allow only files.
        allowed = {"protocol_whitelist": "file,crypto,data", "max_pixels": str(MAX_FILM_PIXELS)}
        container = av.open(str(path), options=allowed)
    except PermissionError:
        raise UnreadableVideo(f"You are not allowed to read {path}. Change its permissions, or copy it.") from None
    except (av.FFmpegError, OSError, ValueError):
        raise UnreadableVideo(
            f"{path} could not be read as a video. It is another kind of file, or it is damaged or incomplete. "
            "Give a recording such as an MP4, MOV, MKV or WebM file."
        ) from None
    problem = _problem(container, path)
    if problem:
        container.close()
        raise UnreadableVideo(problem)
    return container


def _problem(container: InputContainer, path: Path) -> str | None:
    """Say why an opened file is not a recording; None if it is one."""
    name = container.format.name
    if any(name.endswith(kind) for kind in _PICTURE_FORMATS):
        return f"{path} is a single picture. psoas looks at movement, so give it a recording."
    if any(kind in name for kind in _TEXT_FORMATS):
        return f"{path} is a text file, not a video. Give a recording such as an MP4, MOV, MKV or WebM file."
    moving = [s for s in container.streams.video if not s.disposition & s.disposition.attached_pic]
    if moving and moving[0].width > 0:
        return None
    if container.streams.audio:
        return f"{path} holds only sound. psoas needs a recording with a picture."
    return (
        f"There is no video in {path}, or the file is damaged or incomplete, or its pictures have more than "
        f"{MAX_FILM_PIXELS // 10**6} million pixels. Give a recording such as an MP4, MOV, MKV or WebM file."
    )


def _upright(raw: VideoFrame, stream: VideoStream, longest_side: int, turn: _Turn | None) -> Picture:
    """Scale and rotate a decoded frame to what a viewer shows."""
    aspect = stream.sample_aspect_ratio
    wide = raw.width * float(aspect) if aspect and aspect > 0 else float(raw.width)
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


def _turn_of(raw: VideoFrame) -> _Turn | None:
    """Read the display matrix of a recording from its first frame.

    Ask only one frame: once its side data was read, a frame is never freed (in PyAV 18 the two refer to each other), at
    megabytes each.
    """
    side = cast("SideDataContainer", raw.side_data)  # PyAV's stub is narrower than what it returns
    if SideData.DISPLAYMATRIX not in side:
        return None
    a, b, _, c, d = np.frombuffer(memoryview(side[SideData.DISPLAYMATRIX]), dtype=np.int32)[:5].astype(float)
    return a, b, c, d


def _turned(rgb: Picture, turn: _Turn) -> Picture:
    """Apply a display matrix: quarter turns and mirroring (no other angles occur in recordings)."""
    a, b, c, d = turn
    if abs(a) + abs(d) < abs(b) + abs(c):  # x and y change places: x' = c y, y' = b x
        rgb = rgb.swapaxes(0, 1)
        return rgb[:: -1 if b < 0 else 1, :: -1 if c < 0 else 1]
    return rgb[:: -1 if d < 0 else 1, :: -1 if a < 0 else 1]
