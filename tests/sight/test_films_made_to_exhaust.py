"""Films that ask for more memory than any camera would."""

import struct
import zlib
from pathlib import Path

import av
import numpy as np
import pytest

from psoas.sight import containers, video
from psoas.sight.video import UnreadableVideo, open_video

SIDE = 640


def part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(side: int) -> bytes:
    """A grey PNG, whose size in the file is a thousandth of that in memory."""
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress(bytes((side + 1) * side)))
        + part(b"IEND", b"")
    )


def film(path: Path, said: int, *, later: int) -> Path:
    """A film whose header and first picture have one size, and whose later pictures have another."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("png", rate=10)
        stream.width = stream.height = said
        stream.pix_fmt = "rgb24"
        out.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((said, said, 3), np.uint8))))
        for number in range(1, 4):
            packet = av.Packet(picture(later))
            packet.stream, packet.pts, packet.dts, packet.time_base = stream, number, number, stream.time_base
            out.mux(packet)
    return path


@pytest.fixture(autouse=True)
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (containers, video):
        monkeypatch.setattr(module, "MAX_FILM_PIXELS", 100 * 100)


def test_a_film_of_pictures_that_are_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableVideo, match="more than 0 million pixels"):
        open_video(film(tmp_path / "a.mov", SIDE, later=SIDE))


def test_pictures_that_grow_too_large_later_are_left_out_and_it_is_said(tmp_path: Path) -> None:
    opened = open_video(film(tmp_path / "a.mov", 64, later=SIDE))
    assert [frame.rgb.shape for frame in opened] == [(64, 64, 3)]
    assert "Some pictures of this recording are damaged; they were left out." in opened.notes
