"""Films as cameras, phones and programs leave them: which stream is the film, and when its pictures were taken."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition
from PIL import Image

from psoas.sight.pictures import fitted
from psoas.sight.video import UnreadableVideo, Video, open_video, probe


def picture(x: int = 0, size: tuple[int, int] = (64, 48), bright: int = 200) -> np.ndarray:
    rgb = np.full((size[1], size[0], 3), 30, np.uint8)
    rgb[size[1] // 4 : size[1] // 2, x : x + size[0] // 4] = bright
    return rgb


class Film:
    """Writes a file of several streams, packet by packet in the order of time."""

    def __init__(self, path: Path, **options: str) -> None:
        self.path = path
        self._out = av.open(str(path), "w", options=options)
        self._packets: list[av.Packet] = []

    def video(
        self,
        pictures: Sequence[np.ndarray],
        rate: int = 10,
        codec: str = "mpeg4",
        flags: Disposition | None = None,
        begins_s: float = 0.0,
    ) -> "Film":
        stream = self._out.add_stream(codec, rate=rate)
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        # Some codecs allow only their own rate as a clock.
        clock = Fraction(1, rate) if codec in ("mpeg2video", "libx264", "libx265") else Fraction(1, 1000)
        stream.time_base = stream.codec_context.time_base = clock
        if flags is not None:
            stream.disposition = flags
        for number, rgb in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(rgb, "rgb24")
            frame.pts, frame.time_base = round((begins_s + number / rate) / clock), clock
            self._packets += stream.encode(frame)
        self._packets += stream.encode(None)
        return self

    def sound(self, seconds: float) -> "Film":
        stream = self._out.add_stream("pcm_s16le", rate=8000)
        for begin in range(0, round(8000 * seconds), 800):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), "s16", "mono")
            frame.rate, frame.pts = 8000, begin
            self._packets += stream.encode(frame)
        return self

    def close(self) -> Path:
        for packet in sorted(self._packets, key=lambda p: float((p.dts or 0) * p.time_base)):
            self._out.mux(packet)
        self._out.close()
        return self.path


FILM = [picture(x) for x in range(30)]
COVER = [picture(0, (320, 240), 255)]
PREVIEW = [picture(x, (32, 24)) for x in range(30)]


def read(path: Path, **how: int) -> tuple[Video, list]:
    video = open_video(path, **how)
    return video, list(video)


def sound_reference(video: Video, frames: list, size: tuple[int, int] = (64, 48), rate: int = 10) -> None:
    assert [f.t for f in frames] == pytest.approx([i / rate for i in range(len(frames))], abs=2e-3)
    assert len(frames) == 30
    assert {f.rgb.shape for f in frames} == {(size[1], size[0], 3)}
    assert video.notes == []
    assert video.info.size == size


@pytest.mark.parametrize(
    "streams",
    [
        lambda film: film.video(COVER, codec="mjpeg", flags=Disposition.attached_pic).video(FILM),
        lambda film: film.video(COVER, codec="mjpeg").video(FILM),
        lambda film: film.video(COVER, codec="mjpeg", flags=Disposition.default).video(FILM, flags=Disposition(0)),
        lambda film: film.video(PREVIEW).video(FILM),
        lambda film: film.video(PREVIEW, flags=Disposition.default).video(FILM, flags=Disposition(0)),
        lambda film: film.video(FILM).video(PREVIEW),
        lambda film: film.video(FILM[::-1], flags=Disposition(0)).video(FILM, flags=Disposition.default),
    ],
    ids=[
        "cover",
        "cover without a flag",
        "cover marked as the film",
        "preview first",
        "preview marked as the film",
        "preview behind",
        "second film marked as the default",
    ],
)
def test_the_film_is_found_among_the_streams(tmp_path: Path, streams: Callable[[Film], Film]) -> None:
    video, frames = read(streams(Film(tmp_path / "a.mkv")).close())
    sound_reference(video, frames)
    assert frames[29].rgb[18, 34].mean() > 120  # the square has moved to the right


@pytest.mark.parametrize(("name", "codec"), [("a.h264", "libx264"), ("a.h265", "libx265"), ("a.hevc", "libx265")])
def test_pictures_without_times_come_at_the_rate_that_they_were_made_for(tmp_path: Path, name: str, codec: str) -> None:
    path = tmp_path / name
    Film(path).video(FILM, rate=10, codec=codec).close()
    video, frames = read(path)
    sound_reference(video, frames)


def test_a_stream_that_nothing_can_decode_is_no_film(tmp_path: Path) -> None:
    path = Film(tmp_path / "a.mov").video(FILM, codec="mjpeg").close()
    path.write_bytes(path.read_bytes().replace(b"jpeg", b"zzzz").replace(b"mjpa", b"zzzz"))
    with pytest.raises(UnreadableVideo, match="no video"):
        open_video(path)


def test_pictures_without_times_or_rate_come_at_the_usual_rate_and_it_is_told(tmp_path: Path) -> None:
    path = Film(tmp_path / "a.mjpeg").video(FILM, codec="mjpeg").close()
    video, frames = read(path)
    assert [f.t for f in frames] == pytest.approx([i / 25 for i in range(30)])
    assert len(video.notes) == 1
    assert "psoas took 25 a second" in video.notes[0]


@pytest.mark.parametrize("begins_s", [0.0, 4.0])
def test_a_film_with_longer_sound_does_not_break_off(tmp_path: Path, begins_s: float) -> None:
    path = Film(tmp_path / "a.mkv").video(FILM, begins_s=begins_s).sound(9.0).close()
    sound_reference(*read(path))
    # The same where nothing but the container states a length.
    path.write_bytes(path.read_bytes().replace(b"DURATION", b"DURATIUN"))
    sound_reference(*read(path))


def test_a_film_with_sound_that_was_cut_off_is_still_told(tmp_path: Path) -> None:
    path = Film(tmp_path / "a.mkv").video([f for f in FILM for _ in range(3)]).sound(9.0).close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2].replace(b"DURATION", b"DURATIUN"))
    video, frames = read(path)
    assert 5 < len(frames) < 80
    assert any("breaks off" in note for note in video.notes)


@pytest.mark.parametrize("later", [(32, 24), (128, 96), (48, 64), (100, 30)])
def test_a_film_whose_picture_changes_its_size_stays_in_one_size(tmp_path: Path, later: tuple[int, int]) -> None:
    parts = [tmp_path / "a.ts", tmp_path / "b.ts"]
    Film(parts[0]).video(FILM[:15], rate=25, codec="mpeg2video").close()
    Film(parts[1]).video([picture(0, later)] * 15, rate=25, codec="mpeg2video", begins_s=0.6).close()
    path = tmp_path / "both.ts"
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    frames = list(open_video(path))
    assert {f.rgb.shape for f in frames} == {(48, 64, 3)}
    assert np.diff([f.t for f in frames]).min() > 0
    assert len(frames) > 25


def test_a_fitted_picture_keeps_its_shape_between_black_bars() -> None:
    rgb = fitted(np.full((40, 20, 3), 255, np.uint8), (60, 40))
    assert rgb.shape == (40, 60, 3)
    assert (rgb[:, 20:40] > 250).all()
    assert not rgb[:, :19].any()


@pytest.mark.parametrize("name", ["a.webp", "a.gif", "a.png", "a.apng"])
def test_moving_pictures_are_films(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    first, *others = [Image.fromarray(rgb) for rgb in FILM]
    kind = "PNG" if "png" in name else name[2:].upper()
    first.save(path, format=kind, save_all=True, append_images=others, duration=100)
    video, frames = read(path)
    assert [f.t for f in frames] == pytest.approx([i / 10 for i in range(30)], abs=1e-3)
    assert video.notes == []


def test_a_still_webp_is_a_single_picture(tmp_path: Path) -> None:
    Image.fromarray(FILM[0]).save(tmp_path / "a.webp")
    with pytest.raises(UnreadableVideo, match="single picture"):
        open_video(tmp_path / "a.webp")


def test_a_damaged_moving_webp_ends_where_the_damage_begins_or_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    first, *others = [Image.fromarray(rgb) for rgb in FILM]
    first.save(path, save_all=True, append_images=others, duration=100)
    whole = path.read_bytes()
    for share in (0.02, 0.3, 0.7):
        path.write_bytes(whole[: round(len(whole) * share)])
        try:
            assert len(list(open_video(path))) < 30
        except UnreadableVideo as error:
            assert str(path) in str(error)


def test_slow_motion_that_a_phone_marked_is_seen_at_the_speed_of_life(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as container:
        container.metadata["com.android.capture.fps"] = "240.000000"
        stream = container.add_stream("mpeg4", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for rgb in FILM:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, "rgb24")))
        container.mux(stream.encode(None))
    frames = list(open_video(path))
    assert [f.t for f in frames] == pytest.approx([i / 240 for i in range(30)], abs=1e-4)
    assert probe(path).duration_s == pytest.approx(30 / 240, abs=1e-3)


def test_a_film_can_be_turned_by_quarters(tmp_path: Path) -> None:
    path = Film(tmp_path / "a.mkv").video(FILM).close()
    (upright, *_), (turned, *_) = list(open_video(path)), list(open_video(path, quarter_turns=1))
    assert np.array_equal(turned.rgb, np.rot90(upright.rgb))


@pytest.mark.parametrize("name", ["2024-11-14T22:57:44+02:00.mkv", "a%03d.mkv", "-a.mkv", "a b\nc.mkv", "it's.mkv"])
def test_any_name_is_a_file_and_no_protocol(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    Film(tmp_path / "plain.mkv").video(FILM).close().rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert len(list(open_video(Path(name)))) == 30
