"""TRC files as other programs write them: the same recording, told in other signs."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocap import TRIALS, cmu_positions
from psoas.body.skeleton import N_JOINTS, Skeleton
from psoas.exchange.recording import is_recording, read_recording
from psoas.exchange.skeletons import RecordingError
from psoas.exchange.trc import read_markers, read_trc
from psoas.exchange.trc_fields import number
from psoas.exchange.upright import turned_upright, up_axis
from psoas.programme.catalogue import load
from psoas.testing import synthetic

#: Somebody upright, left at +x, front at +z: metres.
BODY = {
    "Shoulder": (0.18, 1.4, 0.0),
    "Hip": (0.1, 0.9, 0.0),
    "Knee": (0.1, 0.5, 0.02),
    "Ankle": (0.1, 0.1, 0.0),
    "BigToe": (0.1, 0.02, 0.2),
}
MARKERS = {f"{s}{name}": (x if s == "L" else -x, y, z) for s in "RL" for name, (x, y, z) in BODY.items()}
NAMES = list(MARKERS)


def plain(frames: int = 12, rate: int = 60, decimals: int = 5, first: int = 1) -> str:
    """The recording with tabs, points and metres; the left knee rises from frame to frame."""
    rows = [
        "PathFileType\t4\t(X/Y/Z)\ta.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate}\t{rate}\t{frames}\t{len(NAMES)}\tm\t{rate}\t{first}\t{frames}",
        "Frame#\tTime\t" + "\t\t\t".join(NAMES),
        "\t\t" + "\t".join(f"{c}{i}" for i in range(1, len(NAMES) + 1) for c in "XYZ"),
        "",
    ]
    for i in range(frames):
        lifted = {**MARKERS, "LKnee": (0.1, 0.5 + 0.02 * i, 0.1)}
        numbers = "\t".join(f"{v:.4f}" for place in lifted.values() for v in place)
        rows.append(f"{first + i}\t{i / rate:.{decimals}f}\t{numbers}")
    return "\n".join(rows) + "\n"


def written(folder: Path, data: bytes | str) -> Path:
    path = folder / "a.trc"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def seen(folder: Path, data: bytes | str) -> list[Skeleton]:
    path = written(folder, data)
    assert is_recording(path)
    return read_recording(path)


def same(one: list[Skeleton], two: list[Skeleton], px: float = 0.2) -> None:
    assert [s.t for s in one] == pytest.approx([s.t for s in two], abs=1e-4)
    for a, b in zip(one, two, strict=True):
        assert np.allclose(a.image, b.image, atol=px, equal_nan=True)
        assert np.array_equal(a.confidence, b.confidence)


def rows(change: Callable[[str], str], header: bool = False) -> str:
    lines = plain().split("\n")
    return "\n".join(change(line) if header or i >= 6 else line for i, line in enumerate(lines))


def decimal_comma(line: str) -> str:
    return re.sub(r"(\d)\.(\d)", r"\1,\2", line)


WAYS: dict[str, bytes | str] = {
    "spaces in the rows": rows(lambda line: line.replace("\t", "  ") + " "),
    "spaces everywhere": rows(lambda line: " ".join(line.split()), header=True),
    "spaces after each tab": rows(lambda line: line.replace("\t", "\t ")),
    "a tab for each marker, spaces inside": rows(
        lambda line: re.sub(r"(\S+)\t(\S+)\t(\S+)(\t|$)", r"\1 \2 \3\t", line)
    ),
    "semicolons": rows(lambda line: line.replace("\t", ";"), header=True),
    "commas": rows(lambda line: line.replace("\t", ","), header=True),
    "commas and spaces": rows(lambda line: line.replace("\t", ", "), header=True),
    "decimal commas": rows(decimal_comma),
    "decimal commas and semicolons": rows(lambda line: decimal_comma(line).replace("\t", ";"), header=True),
    "decimal commas and spaces": rows(lambda line: decimal_comma(line).replace("\t", "  ")),
    "quotation marks": rows(lambda line: "\t".join(f'"{word}"' for word in line.split("\t")), header=True),
    "exponents": rows(lambda line: line.replace("0.9000", "9.000E-01").replace("1.4000", "1.4D+00")),
    "CRLF": plain().replace("\n", "\r\n"),
    "CR": plain().replace("\n", "\r"),
    "blank lines": plain().replace("\n", "\n\n"),
    "no line of coordinates": "\n".join(line for i, line in enumerate(plain().split("\n")) if i != 4),
    "UTF-8 with a mark": plain().encode("utf-8-sig"),
    "UTF-16 with a mark": plain().encode("utf-16"),
    "UTF-16 LE": plain().encode("utf-16-le"),
    "UTF-16 BE": plain().encode("utf-16-be"),
    "Latin-1": plain().replace("a.trc", "Größe.trc").encode("latin-1"),
    "wrong counts": plain().replace("\t12\t10\tm", "\t99\t77\tm"),
    "frames from 0": plain(first=0),
    "frames from 501": plain(first=501),
    "Subject1:": plain().replace("LHip", "Subject1:LHip").replace("RHip", "Subject1:RHip"),
    "Trial:Subject1:": re.sub(r"\b([LR][A-Z])", r"Trial:Subject1:\1", plain()),
    "Subject.": re.sub(r"\b([LR][A-Z])", r"Subject.\1", plain()),
    "Some Body_": re.sub(r"\b([LR])([A-Z])", r"Some Body_\1_\2", plain()),
    "dots inside": re.sub(r"\b([LR])([A-Z])", r"\1.\2", plain()),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_same_recording_is_read_alike_however_it_is_written(tmp_path: Path, way: str) -> None:
    same(seen(tmp_path, WAYS[way]), seen(tmp_path, plain()))


@pytest.mark.parametrize(
    ("unit", "scale"),
    [
        ("millimeters", 1000),
        ("Millimetres", 1000),
        ("MM", 1000),
        ("centimeters", 100),
        ("cm", 100),
        ("Meters", 1),
        ("metre", 1),
        ("inches", 1 / 0.0254),
        ("feet", 1 / 0.3048),
    ],
)
def test_a_unit_may_be_spelled_out(tmp_path: Path, unit: str, scale: float) -> None:
    def scaled(line: str) -> str:
        frame, t, *values = line.split("\t")
        return "\t".join((frame, t, *(f"{float(v) * scale:.4f}" for v in values)))

    told = rows(lambda line: scaled(line) if line else line).replace("\tm\t", f"\t{unit}\t")
    same(seen(tmp_path, told), seen(tmp_path, plain()), px=0.5)


@pytest.mark.parametrize(
    "lost",
    [
        "0.0000\t0.0000\t0.0000",
        "0\t0\t0",
        "\t\t",
        "NaN\tnan\t-NaN",
        "-1.#IND\t-1.#IND\t-1.#IND",
        "-1.#IND00\t1.#QNAN0\t1.#INF",
        "null\tNULL\tNone",
        "N/A\tn/a\t-",
        "inf\t-inf\tInfinity",
    ],
)
def test_a_lost_marker_is_unseen_however_it_is_written(tmp_path: Path, lost: str) -> None:
    knee = re.compile(r"0\.1000\t0\.5400\t0\.1000")  # of the third frame
    assert len(knee.findall(plain())) == 1
    found = seen(tmp_path, knee.sub(lost, plain()))
    unseen = [i for i, s in enumerate(found) if not s.confidence[25]]
    assert unseen == [2]
    assert np.isnan(found[2].image[25]).all()


def test_markers_without_a_name_keep_their_place(tmp_path: Path) -> None:
    gap = plain().replace("RKnee", "").replace("RHip", "")
    markers = read_markers(written(tmp_path, gap))
    assert markers.names[NAMES.index("RAnkle")] == "RAnkle"
    assert markers.positions[0, NAMES.index("RAnkle")] == pytest.approx(np.multiply(BODY["Ankle"], (-1, 1, 1)))


def test_columns_after_the_last_name_are_markers_without_one(tmp_path: Path) -> None:
    more = rows(lambda line: f"{line}\t1.0\t2.0\t3.0" if line else line)
    same(seen(tmp_path, more), seen(tmp_path, plain()))


@pytest.mark.parametrize(("rate", "decimals"), [(120, 2), (60, 2), (240, 2), (200, 3), (100, 1)])
def test_times_that_are_rounded_come_from_the_frame_numbers(tmp_path: Path, rate: int, decimals: int) -> None:
    found = seen(tmp_path, plain(60, rate, decimals))
    assert [s.t for s in found] == pytest.approx([i / rate for i in range(60)], abs=10**-decimals)
    assert np.diff([s.t for s in found]) == pytest.approx(np.full(59, 1 / rate), rel=1e-6)


def test_times_that_are_missing_or_all_the_same_come_from_the_frame_numbers(tmp_path: Path) -> None:
    for told in ("", "0.00000"):
        changed = re.sub(r"(?m)^(\d+)\t[\d.]+\t(?=-)", rf"\1\t{told}\t", plain())
        same(seen(tmp_path, changed), seen(tmp_path, plain()))


def test_frames_that_are_left_out_stay_gaps_where_times_are_rounded(tmp_path: Path) -> None:
    lines = plain(60, 120, 2).split("\n")
    found = seen(tmp_path, "\n".join(lines[:20] + lines[40:]))
    assert max(np.diff([s.t for s in found])) == pytest.approx(21 / 120, rel=1e-6)


def test_fine_times_are_believed_more_than_the_rate(tmp_path: Path) -> None:
    wrong_rate = plain().replace("\n60\t60\t", "\n30\t30\t")
    same(seen(tmp_path, wrong_rate), seen(tmp_path, plain()))


def test_coarse_times_that_the_rate_contradicts_are_refused(tmp_path: Path) -> None:
    wrong = plain(60, 120, 2).replace("\n120\t120\t", "\n30\t30\t")
    with pytest.raises(RecordingError, match="time does not increase"):
        read_trc(written(tmp_path, wrong))


def test_two_persons_in_a_file_are_not_mixed(tmp_path: Path) -> None:
    both = re.sub(r"\b(R[A-Z])", r"Ann:\1", re.sub(r"\b(L[A-Z])", r"Bob:\1", plain()))
    with pytest.raises(RecordingError, match=r"several persons \(Ann, Bob\). Export one"):
        read_trc(written(tmp_path, both))


def test_an_empty_field_between_spaces_is_refused_with_its_line(tmp_path: Path) -> None:
    told = rows(lambda line: line.replace("\t", " ")).replace("0.1000 0.5400 0.1000", "  ")
    with pytest.raises(RecordingError, match=r"line 9: .*none may be empty"):
        read_trc(written(tmp_path, told))


def turned(q: np.ndarray, degrees: float, shift: tuple[float, float, float]) -> np.ndarray:
    a = np.radians(degrees)
    about_y = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    return q @ about_y.T + np.array(shift)


def as_z_up(q: np.ndarray) -> np.ndarray:
    return np.roll(q, 1, axis=-1)


def body(level: int) -> np.ndarray:
    skeletons = synthetic(load().level(level), [("left", 1.0), ("right", 1.0)], fps=10)
    found = np.array([s.metric for s in skeletons]) * [1, -1, -1]
    return found - [0, np.nanmin(found[..., 1]), 0]


@pytest.mark.parametrize("level", [1, 2, 3, 5, 6])
@pytest.mark.parametrize("degrees", [0, 30, 90, 180, 270])
def test_up_is_found_from_the_body_wherever_the_floor_is(level: int, degrees: float) -> None:
    upright = turned(body(level), degrees, (3, 7, 3))
    assert up_axis(upright) == (1, 1)
    assert up_axis(as_z_up(upright)) == (2, 1)
    assert np.allclose(turned_upright(as_z_up(upright)), upright, equal_nan=True)


def test_up_in_a_bridge_is_told_by_the_floor() -> None:
    for degrees in (0, 90, 180, 270):
        upright = turned(body(4), degrees, (3, 0, 3))
        assert up_axis(upright) == (1, 1)
        assert up_axis(as_z_up(upright)) == (2, 1)


def test_pictures_whose_y_points_down_are_turned_over() -> None:
    q = turned(body(6), 90, (0, 0, 0))
    assert up_axis(q * [1, -1, -1]) == (1, -1)
    assert np.allclose(turned_upright(q * [1, -1, -1])[..., 1], q[..., 1], equal_nan=True)


def test_where_nothing_tells_y_is_up() -> None:
    assert up_axis(np.full((3, N_JOINTS, 3), np.nan)) == (1, 1)


@pytest.mark.shared
@pytest.mark.parametrize("trial", TRIALS)
def test_up_is_found_in_people(shared_data: Path, trial: str) -> None:
    for degrees in range(0, 360, 45):
        q = turned(cmu_positions(shared_data, trial)[::12], degrees, (4, 2, 4))
        assert up_axis(q) == (1, 1)
        assert up_axis(as_z_up(q)) == (2, 1)


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["21_spaces_instead_of_tabs", "22_names_with_subject", "23_gaps_written_as_zeros", "27_utf16"]
)
def test_files_that_were_refused_once_are_counted(shared_cases: Path, name: str) -> None:
    from psoas.analysis.analyze import analyze

    sides = [rep.side[0] for rep in analyze(shared_cases / f"{name}.trc", None).reps]
    assert "".join(sides) == "rlrlrl"


@given(st.floats(-1e6, 1e6), st.sampled_from([".", ","]))
def test_a_number_is_read_with_either_decimal_mark(value: float, mark: str) -> None:
    text = f"{value:.6f}"
    assert number(text.replace(".", mark)) == float(text)


@given(st.text("0123456789+-.,eEdD#INDQ_ ", max_size=9))
def test_no_field_stops_the_reader(text: str) -> None:
    assert isinstance(number(text), float)
