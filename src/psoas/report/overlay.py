"""Draw what the coach saw into the recording."""

from __future__ import annotations

import textwrap
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from psoas.analysis.sources import AnalysisError
from psoas.body.skeleton import BONES, SIDES, Joint, Side, Skeleton
from psoas.coach.events import CoachState, Cue, Event, Rep
from psoas.programme.model import Exercise

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.stream import VideoStream

    from psoas.sight.pictures import Picture

#: Colours of left and right, the same as on the page; colour-blind people can tell orange from blue.
COLOURS: dict[Side, tuple[int, int, int]] = {"left": (245, 148, 60), "right": (72, 172, 232)}
_WHITE, _INK, _TRACK = (255, 255, 255), (16, 20, 26), (88, 94, 102)
#: How long a cue stays on screen, and how long a new count is highlighted, seconds.
_CUE_S, _LIT_S = 3.5, 0.5
_TIME_BASE = Fraction(1, 90_000)
#: Joints below this confidence are drawn faint.
_DOUBTED = 0.5


class Overlay:
    """Write an annotated MP4, frame by frame, with the timing of the recording.

    Parameters
    ----------
    path : Path
        Where to write.
    exercise : Exercise or None
        The level to name in the picture.
    """

    def __init__(self, path: Path, exercise: Exercise | None) -> None:
        self._path = path
        self._title = f"Level {exercise.level}" if exercise else ""
        self._count: dict[Side, int] = dict.fromkeys(SIDES, 0)
        self._lit: dict[Side, float] = dict.fromkeys(SIDES, -np.inf)
        self._cue: Cue | None = None
        self._container: OutputContainer | None = None
        self._stream: VideoStream | None = None
        self._last_t = 0.0
        self._period = 1 / 30

    def __call__(self, picture: Picture | None, skeleton: Skeleton, now: CoachState, events: list[Event]) -> None:
        """Draw and encode one frame.

        Raises
        ------
        AnalysisError
            If there is no picture to draw on, or the video cannot be written.
        """
        if picture is None:
            raise AnalysisError("--overlay needs a video: a recording of skeletons has no pictures to draw on.")
        self._take(skeleton.t, events)
        image = Image.fromarray(picture).convert("RGB")
        draw_skeleton(image, skeleton)
        self._draw_words(image, now)
        self._encode(image, skeleton.t)

    def close(self) -> None:
        """Finish the file.

        Raises
        ------
        AnalysisError
            If it cannot be written.
        """
        if self._container is None or self._stream is None:
            return
        container, self._container = self._container, None
        try:
            for packet in self._stream.encode(None):
                self._mux(container, packet)
            container.close()
        except OSError as error:
            raise AnalysisError(f"The video could not be written ({error.strerror}).") from error

    def abandon(self) -> None:
        """Close without finishing, after something went wrong."""
        if self._container is not None:
            container, self._container = self._container, None
            try:
                container.close()
            except OSError:
                return  # the file is thrown away anyway

    def _take(self, t: float, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Rep) and not event.short:
                self._count[event.side] += 1
                self._lit[event.side] = t
            elif isinstance(event, Cue):
                self._cue = event
        if self._cue is not None and t - self._cue.t > _CUE_S:
            self._cue = None

    def _draw_words(self, image: Image.Image, now: CoachState) -> None:
        unit = min(image.size) / 480
        layer = Image.new("RGBA", image.size)
        draw = ImageDraw.Draw(layer)
        pad = 10 * unit
        width, height = 200 * unit, 96 * unit
        draw.rounded_rectangle((pad, pad, pad + width, pad + height), 10 * unit, fill=(*_INK, 190))
        small, large = _font(13 * unit), _font(38 * unit)
        draw.text((pad + width / 2, pad + 14 * unit), self._title, _WHITE, small, anchor="mm")
        for i, side in enumerate(SIDES):
            middle = pad + width * (0.27 + 0.46 * i)
            lit = now.t - self._lit[side] < _LIT_S
            draw.text((middle, pad + 32 * unit), side, COLOURS[side], small, anchor="mm")
            number = str(self._count[side])
            draw.text((middle, pad + 59 * unit), number, COLOURS[side] if lit else _WHITE, large, anchor="mm")
            left, right, bar = middle - 34 * unit, middle + 34 * unit, pad + 84 * unit
            draw.rounded_rectangle((left, bar, right, bar + 5 * unit), 2.5 * unit, fill=(*_TRACK, 230))
            if now.working == side and now.progress > 0.03:
                reached = left + (right - left) * min(1.0, now.progress)
                draw.rounded_rectangle((left, bar, reached, bar + 5 * unit), 2.5 * unit, fill=(*COLOURS[side], 255))
        if not now.seen:
            self._caption(draw, image.size, "Not seen well enough to judge", unit, top=True)
        if self._cue is not None:
            self._caption(draw, image.size, self._cue.say, unit)
        image.paste(layer, (0, 0), layer)

    @staticmethod
    def _caption(draw: ImageDraw.ImageDraw, size: tuple[int, int], say: str, unit: float, top: bool = False) -> None:
        font = _font((14 if top else 20) * unit)
        letters = max(12, int(0.85 * size[0] / max(1.0, font.getlength("abcdefghij") / 10)))
        text = textwrap.fill(say, letters)
        pad = 8 * unit
        x, y = size[0] / 2, (pad * 3 if top else size[1] - pad * 3)
        if top:
            x = size[0] - pad
        anchor, align = ("ra", "right") if top else ("md", "center")
        box = draw.multiline_textbbox((x, y), text, font, anchor, align=align)
        shift = -pad if top else 0.0
        frame = (box[0] - pad + shift, box[1] - pad, box[2] + pad + shift, box[3] + pad)
        draw.rounded_rectangle(frame, 8 * unit, fill=(*_INK, 205))
        draw.multiline_text((x + shift, y), text, _WHITE, font, anchor, align=align)

    def _encode(self, image: Image.Image, t: float) -> None:
        import av  # noqa: PLC0415

        try:
            if self._container is None:
                self._container, self._stream = self._open(image.size)
            assert self._stream is not None
            even = (self._stream.width, self._stream.height)
            frame = av.VideoFrame.from_ndarray(np.asarray(image)[: even[1], : even[0]], "rgb24")
            frame.pts, frame.time_base = round(t / _TIME_BASE), _TIME_BASE
            if t > self._last_t:
                self._period = t - self._last_t
            self._last_t = t
            for packet in self._stream.encode(frame):
                self._mux(self._container, packet)
        except OSError as error:  # PyAV's errors are also OSErrors where the disk is the reason
            raise AnalysisError(f"The video could not be written ({error.strerror}).") from error

    def _mux(self, container: OutputContainer, packet: object) -> None:
        # Without a duration the last frame would not be shown at all.
        packet.duration = round(self._period / packet.time_base)  # type: ignore[attr-defined]
        container.mux(packet)  # type: ignore[arg-type]

    def _open(self, size: tuple[int, int]) -> tuple[OutputContainer, VideoStream]:
        import av  # noqa: PLC0415

        container = av.open(str(self._path), "w", format="mp4", options={"movflags": "+faststart"})
        codec = "libx264" if "libx264" in av.codecs_available else "mpeg4"
        stream = cast("VideoStream", container.add_stream(codec, rate=30))
        # Both codecs halve the chroma resolution, so sizes must be even.
        stream.width, stream.height = size[0] // 2 * 2, size[1] // 2 * 2
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = _TIME_BASE
        stream.options = {"preset": "veryfast", "crf": "23"} if codec == "libx264" else {"q:v": "4"}
        return container, stream


def draw_skeleton(image: Image.Image, skeleton: Skeleton) -> None:
    """Draw a skeleton into a picture: left and right in their colours, uncertain joints faint.

    Parameters
    ----------
    image : Image
        RGB, changed in place.
    skeleton : Skeleton
        In this picture's pixels.
    """
    known = np.isfinite(skeleton.image).all(axis=1) & (skeleton.confidence > 0)
    shown = [bone for bone in BONES if known[bone[0]] and known[bone[1]]]
    if not shown:
        return
    unit = min(image.size) / 480
    points = skeleton.image
    drawn = sorted({landmark for bone in shown for landmark in bone})
    margin = 10 * unit
    low = np.maximum(np.floor(points[drawn].min(axis=0) - margin), 0).astype(int)
    high = np.minimum(np.ceil(points[drawn].max(axis=0) + margin), image.size).astype(int)
    if (high <= low).any():
        return
    # Draw at twice the size and scale down, for smooth edges.
    layer = Image.new("RGBA", (int(high[0] - low[0]) * 2, int(high[1] - low[1]) * 2))
    draw = ImageDraw.Draw(layer)
    place = {landmark: tuple(float(v) for v in (points[landmark] - low) * 2) for landmark in drawn}
    for outline in (True, False):
        for a, b in shown:
            doubted = min(skeleton.confidence[a], skeleton.confidence[b]) < _DOUBTED
            colour = (*(_INK if outline else _colour(a, b)), 90 if doubted else (150 if outline else 255))
            draw.line([place[a], place[b]], colour, width=round((11 if outline else 7) * unit))
    for landmark in drawn:
        x, y = place[landmark]
        radius = 7 * unit
        alpha = 110 if skeleton.confidence[landmark] < _DOUBTED else 255
        draw.ellipse(
            (x - radius, y - radius, x + radius, y + radius),
            (*_WHITE, alpha),
            (*_INK, alpha),
            width=max(1, round(2 * unit)),
        )
    layer = layer.reduce(2)
    image.paste(layer, (int(low[0]), int(low[1])), layer)


def _colour(a: Joint, b: Joint) -> tuple[int, int, int]:
    sides = {landmark.name.split("_")[0].lower() for landmark in (a, b)}
    if sides == {"left"}:
        return COLOURS["left"]
    return COLOURS["right"] if sides == {"right"} else _WHITE


@lru_cache(maxsize=16)
def _font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.load_default(round(size))  # type: ignore[return-value]
