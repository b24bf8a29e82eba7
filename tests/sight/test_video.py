"""Recordings are made here, frame by frame: each test says what its recording shows."""

import resource
import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import simplejpeg
from PIL import Image

from psoas.errors import PsoasError
from psoas.sight.video import UnreadablePicture, UnreadableVideo, decode_jpeg, open_video, probe


def record(path: Path, pts: list[int], width: int = 64, height: int = 48, rate: int = 30, **stream_options) -> Path:
    """A dark picture whose top left quarter is bright; time stamps in 1/1000 s."""
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("mpeg4", rate=rate)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        for name, value in stream_options.items():
            setattr(stream, name, value)
        picture = np.zeros((height, width, 3), np.uint8)
        picture[: height // 2, : width // 2] = 230
        for stamp in pts:
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts, frame.time_base = stamp, Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def turn(path: Path, a: int, b: int, c: int, d: int) -> None:
    """Write a display matrix into the track header, as phones do."""
    data = bytearray(path.read_bytes())
    start = data.index(b"tkhd") + 4 + 40
    one = 1 << 16
    data[start : start + 36] = struct.pack(">9i", a * one, b * one, 0, c * one, d * one, 0, 0, 0, 1 << 30)
    path.write_bytes(data)


def bright_corner(rgb: np.ndarray) -> tuple[str, str]:
    h, w = rgb.shape[:2]
    grey = rgb.mean(axis=2)
    y, x = np.unravel_index(
        np.argmax(
            [
                [grey[: h // 2, : w // 2].mean(), grey[: h // 2, w // 2 :].mean()],
                [grey[h // 2 :, : w // 2].mean(), grey[h // 2 :, w // 2 :].mean()],
            ]
        ),
        (2, 2),
    )
    return ("top", "bottom")[y], ("left", "right")[x]


EVEN = [i * 40 for i in range(25)]


def test_frames_come_with_their_time_from_zero(tmp_path):
    frames = list(open_video(record(tmp_path / "a.mp4", [i * 40 for i in range(10)], rate=25)))
    assert [f.index for f in frames] == list(range(10))
    assert [f.t for f in frames] == pytest.approx([i * 0.04 for i in range(10)])
    assert frames[0].rgb.shape == (48, 64, 3)
    assert frames[0].rgb.dtype == np.uint8


def test_a_variable_frame_rate_keeps_its_true_times(tmp_path):
    stamps = [0, 30, 100, 130, 400, 410]
    frames = list(open_video(record(tmp_path / "a.mkv", stamps)))
    assert [f.t for f in frames] == pytest.approx([s / 1000 for s in stamps], abs=0.002)


def test_a_recording_that_starts_late_starts_at_zero(tmp_path):
    frames = list(open_video(record(tmp_path / "a.mkv", [5000 + i * 40 for i in range(5)])))
    assert frames[0].t == 0
    assert frames[-1].t == pytest.approx(0.16, abs=0.002)


@pytest.mark.parametrize(
    ("matrix", "corner", "shape"),
    [
        ((1, 0, 0, 1), ("top", "left"), (48, 64)),
        ((0, 1, -1, 0), ("top", "right"), (64, 48)),
        ((-1, 0, 0, -1), ("bottom", "right"), (48, 64)),
        ((0, -1, 1, 0), ("bottom", "left"), (64, 48)),
        ((-1, 0, 0, 1), ("top", "right"), (48, 64)),
    ],
    ids=["upright", "quarter-turn", "upside-down", "three-quarters", "mirrored"],
)
def test_a_turned_camera_gives_an_upright_picture(tmp_path, matrix, corner, shape):
    path = record(tmp_path / "a.mp4", EVEN)
    turn(path, *matrix)
    frame = next(iter(open_video(path)))
    assert frame.rgb.shape[:2] == shape
    assert bright_corner(frame.rgb) == corner
    assert frame.rgb.flags.c_contiguous


def test_odd_sizes_are_read(tmp_path):
    path = tmp_path / "odd.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=10)
        stream.width, stream.height, stream.pix_fmt = 63, 47, "yuv420p"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((47, 63, 3), np.uint8), "rgb24")))
        container.mux(stream.encode(None))
    assert next(iter(open_video(path))).rgb.shape == (47, 63, 3)


def test_anamorphic_pixels_become_square(tmp_path):
    path = record(tmp_path / "a.mkv", EVEN, sample_aspect_ratio=Fraction(2, 1))
    assert next(iter(open_video(path))).rgb.shape == (48, 128, 3)


def test_a_big_picture_is_scaled_down(tmp_path):
    path = record(tmp_path / "a.mp4", EVEN[:2], 640, 480)
    assert next(iter(open_video(path, longest_side=160))).rgb.shape == (120, 160, 3)


@pytest.mark.parametrize(("rate", "expected"), [(120, 30), (60, 30), (30, 30), (24, 24), (50, 30)])
def test_a_fast_recording_is_thinned_to_the_asked_rate(tmp_path, rate, expected):
    path = record(tmp_path / "a.mkv", [round(i * 1000 / rate) for i in range(2 * rate)], rate=rate)
    frames = list(open_video(path, max_fps=30))
    assert len(frames) == pytest.approx(2 * expected, abs=2)
    assert [f.index for f in frames] == [f.index for f in open_video(path, max_fps=30)]


def test_a_recording_says_what_it_is_before_it_is_read(tmp_path):
    info = probe(record(tmp_path / "a.mp4", EVEN, rate=25))
    assert info.duration_s == pytest.approx(1.0, abs=0.05)
    assert info.fps == pytest.approx(25, abs=1.1)
    assert info.size == (64, 48)
    assert info.frames == 25


def test_a_truncated_recording_is_read_as_far_as_it_goes_and_says_so(tmp_path):
    path = record(tmp_path / "a.mp4", [i * 40 for i in range(100)], rate=25)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    video = open_video(path)
    frames = list(video)
    assert 5 < len(frames) < 95
    assert any("breaks off" in note for note in video.notes)


def test_a_whole_recording_needs_no_note(tmp_path):
    video = open_video(record(tmp_path / "a.mp4", EVEN, rate=25))
    list(video)
    assert video.notes == []


def test_a_recording_cut_before_its_index_is_refused(tmp_path):
    path = record(tmp_path / "a.mp4", EVEN)
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(UnreadableVideo, match="damaged or incomplete"):
        open_video(path)


def picture(folder: Path, name: str) -> Path:
    Image.new("RGB", (40, 30), "red").save(folder / name, "png" if name.endswith("png") else "jpeg")
    return folder / name


def sound(folder: Path) -> Path:
    path = folder / "sound.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 4096), np.float32), "fltp", "mono")
        frame.sample_rate = 44100
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def text(folder: Path, name: str) -> Path:
    (folder / name).write_text("Dear diary, today I marched.\n" * 40)
    return folder / name


def empty(folder: Path) -> Path:
    (folder / "empty.mp4").touch()
    return folder / "empty.mp4"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda d: d / "none.mp4", "no file"),
        (lambda d: d, "folder"),
        (empty, "empty"),
        (lambda d: text(d, "diary.mp4"), "another kind of file"),
        (lambda d: text(d, "diary.txt"), "text"),
        (lambda d: picture(d, "me.jpg"), "single picture"),
        (lambda d: picture(d, "me.png"), "single picture"),
        (lambda d: picture(d, "me.mp4"), "picture|another kind"),
        (sound, "only sound"),
    ],
    ids=["missing", "folder", "empty", "text-named-mp4", "text", "jpeg", "png", "picture-named-mp4", "sound"],
)
def test_what_is_no_recording_is_refused_in_a_sentence(tmp_path, make, says):
    path = make(tmp_path)
    with pytest.raises(UnreadableVideo, match=says) as told:
        open_video(path)
    assert isinstance(told.value, PsoasError)
    assert str(path) in str(told.value)


def test_a_playlist_cannot_make_it_open_an_address(tmp_path):
    path = tmp_path / "list.m3u8"
    path.write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n")
    with pytest.raises(UnreadableVideo):
        list(open_video(path))


def test_a_camera_picture_is_decoded():
    rgb = np.full((48, 64, 3), (200, 30, 30), np.uint8)
    assert np.abs(decode_jpeg(simplejpeg.encode_jpeg(rgb, 95)).astype(int) - rgb).max() < 12


@pytest.mark.parametrize("data", [b"", b"not a jpeg", b"\xff\xd8\xff\xe0"], ids=["empty", "text", "stub"])
def test_a_broken_camera_picture_is_refused(data):
    with pytest.raises(UnreadablePicture):
        decode_jpeg(data)


def test_a_camera_picture_that_is_too_large_is_refused_before_decoding():
    data = simplejpeg.encode_jpeg(np.zeros((100, 100, 3), np.uint8))
    with pytest.raises(UnreadablePicture, match="100 x 100"):
        decode_jpeg(data, max_pixels=5000)


def resident_mb() -> float:
    statm = Path("/proc/self/statm")
    if not statm.exists():
        pytest.skip("only Linux says how much memory is in use now")
    return int(statm.read_text().split()[1]) * resource.getpagesize() / 1e6


def test_a_long_recording_does_not_pile_up_in_memory(tmp_path):
    path = record(tmp_path / "long.mp4", [i * 40 for i in range(200)], width=1280, height=720)
    used = [resident_mb() for _ in open_video(path)]
    # Keeping every decoded frame would take 180 x 1.4 MB.
    assert used[-1] - used[20] < 60
