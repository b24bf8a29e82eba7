"""Open recordings: whether a file is one, and which of its streams is the film."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from psoas.errors import PsoasError

#: Largest picture of a film, pixels: twice that of the sharpest cameras. A file can ask for a hundred times as much.
MAX_FILM_PIXELS = 8192 * 8192
#: FFmpeg's formats for single pictures and for text, which it would happily "play".
_PICTURE_FORMATS = ("image2", "_pipe")
_TEXT_FORMATS = ("tty", "srt", "webvtt", "ass", "lrc", "ffmetadata")
#: Streams that say by themselves that they are no film.
_NO_FILM = Disposition.attached_pic | Disposition.still_image | Disposition.timed_thumbnails
#: Packets looked at to tell which of several streams is the film.
_LOOKED_AT = 5000
#: A stream with this share of the pixels of another one, or of its pictures, is only a preview of it.
_PREVIEW_PIXELS, _PREVIEW_PICTURES = 0.5, 0.1


class UnreadableVideo(PsoasError):  # noqa: N818 - reads as a sentence where raised
    """A recording cannot be analysed; the message says why and what to do."""


def open_container(path: Path) -> InputContainer:
    """Open a file that holds a film.

    Raises
    ------
    UnreadableVideo
        If it is missing, a folder, empty, not a video, a single picture, only sound, or too damaged to read.
    """
    if not path.exists():
        raise UnreadableVideo(f"There is no file {path}. Check the name and the folder.")
    if path.is_dir():
        raise UnreadableVideo(f"{path} is a folder. Name one recording inside it.")
    try:
        if path.stat().st_size == 0:
            raise UnreadableVideo(f"{path} is empty (0 bytes). Copy it again from the camera.")
        # A playlist could name network addresses, so allow only files.
        allowed = {"protocol_whitelist": "file,crypto,data", "max_pixels": str(MAX_FILM_PIXELS)}
        container = av.open(f"file:{path}", options=allowed)
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
    if _films(container):
        return None
    if container.streams.audio:
        return f"{path} holds only sound. psoas needs a recording with a picture."
    return (
        f"There is no video in {path}, or the file is damaged or incomplete, or its pictures have more than "
        f"{MAX_FILM_PIXELS // 10**6} million pixels. Give a recording such as an MP4, MOV, MKV or WebM file."
    )


def _films(container: InputContainer) -> list[VideoStream]:
    """Return the video streams that may be a film; one that nothing can decode has no width."""
    return [
        stream
        for stream in container.streams.video
        if getattr(stream, "width", 0) > 0 and not stream.disposition & _NO_FILM
    ]


def film_of(container: InputContainer, path: Path) -> VideoStream:
    """Return the stream that is the film, not a cover picture or a preview of it.

    Of several, it is the one that the file marks as the default, unless another one shows twice as much of it: some
    programs mark whatever comes first.
    """
    streams = _films(container)
    if len(streams) == 1:
        return streams[0]
    pictures = _counted(path)
    moving = [s for s in streams if pictures[s.index] > 1] or streams
    pixels = {s.index: s.width * s.height for s in moving}
    most_pixels, most_pictures = max(pixels.values()), max(pictures[s.index] for s in moving)
    films = [
        s
        for s in moving
        if pixels[s.index] > _PREVIEW_PIXELS * most_pixels and pictures[s.index] > _PREVIEW_PICTURES * most_pictures
    ] or moving
    return max(
        films,
        key=lambda s: (bool(s.disposition & Disposition.default), pixels[s.index], pictures[s.index], -s.index),
    )


def _counted(path: Path) -> Counter[int]:
    """Count the pictures of each stream, at the start of a file."""
    counted: Counter[int] = Counter()
    with open_container(path) as container:
        try:
            for number, packet in enumerate(container.demux(*container.streams.video)):
                counted[packet.stream.index] += packet.size > 0
                if number >= _LOOKED_AT:
                    break
        except av.FFmpegError:  # damaged further on
            pass
    return counted


def own_length_s(stream: VideoStream) -> float | None:
    """Return the length that a film states for itself, seconds; None where only its container has one.

    A container is as long as its longest stream, and counts from the start of the first one.
    """
    if stream.duration is not None and stream.time_base is not None:
        return max(0.0, float(stream.duration * stream.time_base))
    # Matroska keeps the end of each stream as a tag.
    told = re.fullmatch(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)", stream.metadata.get("DURATION", "").strip("\0 "))
    if told is None:
        return None
    hours, minutes, seconds = told.groups()
    begins = float(stream.start_time * stream.time_base) if stream.start_time and stream.time_base else 0.0
    return max(0.0, int(hours) * 3600 + int(minutes) * 60 + float(seconds) - max(0.0, begins))
