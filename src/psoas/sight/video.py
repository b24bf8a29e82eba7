"""Read frames from recordings: upright, with square pixels, true times and a manageable size."""

from __future__ import annotations

import math
import re
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from psoas.sight.containers import MAX_FILM_PIXELS, UnreadableVideo, film_of, open_container, own_length_s
from psoas.sight.fitting import Size
from psoas.sight.moving_pictures import is_moving_webp, webp_frames, webp_size
from psoas.sight.pictures import Picture, Turn, UnreadablePicture, decode_jpeg, fitted, turn_of, upright

__all__ = [
    "MAX_FILM_PIXELS",
    "Frame",
    "Picture",
    "UnreadablePicture",
    "UnreadableVideo",
    "Video",
    "VideoInfo",
    "decode_jpeg",
    "open_video",
]

#: Scale frames down to this longest side, pixels. The landmark model looks at 256, but drawing over it needs more.
LONGEST_SIDE = 1280
#: Largest picture that one thread decodes easily, pixels.
_SMALL = 1280 * 720
#: Give up the rest of a damaged recording after this many failed frames in a row.
_PATIENCE = 50
#: FFmpeg's formats that are nothing but pictures one after another, without times.
_RAW = frozenset(
    {"h264", "hevc", "vvc", "mjpeg", "mpegvideo", "m4v", "h263", "vc1", "dirac", "avs2", "avs3", "obu", "evc"}
)
#: Phones write the rate at which they filmed, which is higher than the rate of the film if that is slow motion.
_CAPTURED = "com.android.capture.fps"
#: Slower than this is meant to be slow.
_SLOW = 1.5


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
    slowed : float
        How many times slower than life the file plays, if it says so; `duration_s` and `fps` are those of life.
    timed : bool
        Whether the file tells when its pictures were taken, or at what rate.
    """

    duration_s: float
    fps: float
    size: tuple[int, int]
    frames: int
    slowed: float = 1.0
    timed: bool = True


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
    quarter_turns : int
        Turn each picture by so many quarters, against the clock, where the file lost how the camera was held.
    notes : list of str
        Sentences about what could not be read, filled while reading.
    """

    path: Path
    info: VideoInfo
    max_fps: float | None = None
    longest_side: int = LONGEST_SIDE
    quarter_turns: int = 0
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
        size: Size | None = None
        index = -1
        clock = _Clock(1.0 / (self.info.fps or 30.0), self.info.slowed)
        with closing(self._pictures()) as pictures:
            for index, (stamp, raw, aspect, turn) in enumerate(pictures):
                t = clock.time(stamp)
                if self.max_fps:
                    period = 1.0 / self.max_fps
                    if t + 0.3 * period < due:
                        continue
                    due = max(due + period, t + 0.5 * period)
                rgb = upright(raw, aspect, self.longest_side, turn)
                if self.quarter_turns % 4:
                    rgb = np.ascontiguousarray(np.rot90(rgb, self.quarter_turns))
                size = size or (rgb.shape[1], rgb.shape[0])
                yield Frame(t, fitted(rgb, size), index)
        if index < 0:
            raise UnreadableVideo(
                f"No picture in {self.path} could be read. It is damaged or incomplete. Copy it again from the camera."
            )
        self._note_missing_times()
        if self._promised_s is not None:
            self._note_early_end(self._promised_s, self._reached_s)
        else:
            self._note_early_end(self.info.duration_s, clock.last + clock.step)

    def _pictures(self) -> Generator[tuple[float | None, VideoFrame, float, Turn | None], None, None]:
        """Yield each picture as it is decoded, with its time stamp, shape of a pixel, and turn."""
        self._promised_s: float | None = None
        self._reached_s = 0.0
        if is_moving_webp(self.path):
            for t, picture in webp_frames(self.path):
                yield t, picture, 1.0, None
            return
        with open_container(self.path) as container:
            stream = film_of(container, self.path)
            given = stream.sample_aspect_ratio
            aspect = float(given) if given and given > 0 else 1.0
            if own_length_s(stream) is None and container.duration:
                begins = max(0, container.start_time or 0)
                self._promised_s = (container.duration + begins) / av.time_base
            turn: Turn | None = None
            for number, raw in enumerate(self._decoded(container, stream)):
                if number == 0:
                    turn = turn_of(raw)
                yield raw.time, raw, aspect, turn

    def _decoded(self, container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
        """Yield the frames that decode; skip damaged ones and add a note."""
        # Beside a model that keeps all cores busy, one decoding thread is better than several (bench/speed/cost.py);
        # large pictures need several all the same.
        stream.codec_context.options = {"max_pixels": str(MAX_FILM_PIXELS)}
        stream.thread_type = "AUTO" if stream.width * stream.height > _SMALL else "NONE"
        broken = 0
        in_a_row = 0
        # Where only the container states a length, it may be that of the sound, so see how far everything goes.
        wanted = [stream] if self._promised_s is None else list(container.streams)
        packets = cast("Iterator[Packet[VideoStream]]", container.demux(*wanted))
        while in_a_row < _PATIENCE:
            try:
                packet = next(packets, None)
                if packet is None:
                    break
                if packet.pts is not None and packet.time_base is not None:
                    self._reached_s = max(
                        self._reached_s, float((packet.pts + (packet.duration or 0)) * packet.time_base)
                    )
                if packet.stream.index != stream.index:
                    continue
                yield from packet.decode()
                in_a_row = 0
            except av.FFmpegError:
                broken += 1
                in_a_row += 1
        if broken:
            self.notes.append("Some pictures of this recording are damaged; they were left out.")

    def _note_missing_times(self) -> None:
        if not self.info.timed:
            self.notes.append(
                f"This recording does not tell when its pictures were taken. psoas took {self.info.fps:g} a second. "
                "If that is wrong, save it as an MP4 at its own rate."
            )

    def _note_early_end(self, promised: float, read_s: float) -> None:
        if promised - read_s > max(0.5, 0.03 * promised):
            self.notes.append(
                f"This recording breaks off. psoas could read {read_s:.1f} of {promised:.1f} seconds, and looked "
                "only at those. Copy the file again if you need the rest."
            )


@dataclass(slots=True)
class _Clock:
    """Turns time stamps, which may be missing or go back, into times that increase from 0.

    Attributes
    ----------
    step : float
        Seconds to the next picture where nothing else tells.
    slowed : float
        How many times slower than life the stamps are.
    last : float
        The latest time; minus infinity before the first.
    """

    step: float
    slowed: float = 1.0
    last: float = -math.inf
    _zero: float | None = None

    def time(self, stamp: float | None) -> float:
        """Return the time of the next picture."""
        following = self.last + self.step if math.isfinite(self.last) else 0.0
        if stamp is None:
            t = following
        else:
            if self._zero is None:
                self._zero = stamp / self.slowed - following
            t = stamp / self.slowed - self._zero
        # Broken time stamps: continue at the nominal rate.
        self.last = t if t > self.last else following
        return self.last


def open_video(
    path: Path, max_fps: float | None = None, longest_side: int = LONGEST_SIDE, quarter_turns: int = 0
) -> Video:
    """Open a recording in any common format.

    Parameters
    ----------
    path : Path
        The file.
    max_fps : float, optional
        Yield at most this many frames a second; 120 a second gain nothing.
    longest_side : int
        Scale larger pictures down to this, pixels.
    quarter_turns : int
        Turn each picture by so many quarters, against the clock.

    Returns
    -------
    Video
        Iterate over it for its frames; afterwards ``notes`` says what could not be read.

    Raises
    ------
    UnreadableVideo
        If it is missing, a folder, empty, not a video, a single picture, only sound, or too damaged to read.
    """
    return Video(path, probe(path), max_fps, longest_side, quarter_turns)


def probe(path: Path) -> VideoInfo:
    """Read the metadata of a recording without decoding it.

    Raises
    ------
    UnreadableVideo
        As `open_video`.
    """
    if is_moving_webp(path):
        width, height, frames = webp_size(path)
        return VideoInfo(0.0, 0.0, (width, height), frames)
    with open_container(path) as container:
        stream = film_of(container, path)
        rate = stream.average_rate or stream.guessed_rate or Fraction(0)
        timed = True
        if container.format.name in _RAW:
            told = stream.codec_context.framerate
            rate, timed = told or stream.guessed_rate or rate, bool(told)
        duration = own_length_s(stream)
        if duration is None:
            duration = max(0.0, (container.duration or 0) / av.time_base)
        frames = stream.frames or round(duration * float(rate))
        slowed = _slowed(container, float(rate))
        size = stream.width, stream.height
        return VideoInfo(duration / slowed, float(rate) * slowed, size, frames, slowed, timed)


def _slowed(container: InputContainer, fps: float) -> float:
    """Return how many times slower than life a film plays, from what a phone wrote into it; 1 if nothing."""
    told = container.metadata.get(_CAPTURED, "")
    if fps <= 0 or not re.fullmatch(r"\d{1,5}(\.\d+)?", told) or float(told) < _SLOW * fps:
        return 1.0
    return float(told) / fps
