"""TRC files as OpenSim, Sports2D and Pose2Sim write them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from psoas.body.skeleton import SIDES, Joint, joint
from psoas.exchange.recording import read_recording
from psoas.exchange.skeletons import RecordingError
from psoas.exchange.trc import read_markers, read_trc

#: Somebody upright, left at +x, front at +z: metres.
BODY = {
    "Shoulder": (0.18, 1.4, 0.0),
    "Hip": (0.1, 0.9, 0.0),
    "Knee": (0.1, 0.5, 0.02),
    "Ankle": (0.1, 0.1, 0.0),
    "BigToe": (0.1, 0.02, 0.2),
}
SPORTS2D = {f"{s}{name}": (x if s == "L" else -x, y, z) for s in "RL" for name, (x, y, z) in BODY.items()} | {
    "Nose": (0.0, 1.6, 0.12),
    "Neck": (0.0, 1.45, 0.0),
}


def trc(path: Path, markers: dict[str, Sequence[float]], *, unit: str = "m", frames: int = 3, tail: str = "\t") -> Path:
    lines = [
        "PathFileType\t4\t(X/Y/Z)\ta.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"30\t30\t{frames}\t{len(markers)}\t{unit}\t30\t1\t{frames}",
        "Frame#\tTime\t" + "\t\t\t".join(markers),
        "\t\t" + "\t".join(f"{c}{i}" for i in range(1, len(markers) + 1) for c in "XYZ"),
        "",
    ]
    for i in range(frames):
        numbers = "\t".join("" if v != v else f"{v:.5f}" for place in markers.values() for v in place)  # noqa: PLR0124
        lines.append(f"{i + 1}\t{i / 30:.5f}\t{numbers}{tail}")
    path.write_text("\n".join(lines) + "\n")
    return path


def moved(scale: float, order: Sequence[int] = (0, 1, 2)) -> dict[str, Sequence[float]]:
    return {name: [scale * place[i] for i in order] for name, place in SPORTS2D.items()}


def test_sports2d_names_become_landmarks_seen_from_the_left(tmp_path: Path) -> None:
    skeletons = read_recording(trc(tmp_path / "a.trc", SPORTS2D))
    assert [s.t for s in skeletons] == pytest.approx([0, 1 / 30, 2 / 30], abs=1e-4)
    seen = skeletons[0]
    for side in SIDES:
        assert all(seen.confidence[joint(side, n)] == 1 for n in ("hip", "knee", "ankle", "heel", "foot_index"))
    assert seen.at(Joint.NOSE)[0] < seen.middle("hip")[0]
    assert seen.confidence[Joint.LEFT_WRIST] == 0


@pytest.mark.parametrize(("unit", "scale"), [("mm", 1000.0), ("cm", 100.0)])
def test_units_do_not_change_the_picture(tmp_path: Path, unit: str, scale: float) -> None:
    metres = read_trc(trc(tmp_path / "a.trc", SPORTS2D))
    others = read_trc(trc(tmp_path / "b.trc", moved(scale), unit=unit))
    assert np.allclose(metres[0].image, others[0].image, equal_nan=True, atol=0.1)


def test_z_up_is_recognised_where_markers_would_lie_under_the_floor(tmp_path: Path) -> None:
    upright = read_trc(trc(tmp_path / "a.trc", SPORTS2D))
    # (x, y, z) -> z up: the same person, now at y = -2 m of the laboratory.
    turned = {name: (p[2], p[0] - 2.0, p[1]) for name, p in SPORTS2D.items()}
    again = read_trc(trc(tmp_path / "b.trc", turned))
    across = again[0].image - again[0].middle("hip")
    assert np.allclose(across, upright[0].image - upright[0].middle("hip"), equal_nan=True, atol=0.1)


def test_a_flat_recording_is_seen_as_it_was_filmed(tmp_path: Path) -> None:
    flat = {name: (place[2], place[1], 0.0) for name, place in SPORTS2D.items()}
    (seen, *_) = read_trc(trc(tmp_path / "a.trc", flat))
    assert seen.metric is None
    assert seen.at(Joint.NOSE)[0] > seen.middle("hip")[0]  # faces +x, the picture's right
    assert seen.at(Joint.NOSE)[1] < seen.middle("ankle")[1]


def test_opensim_markers_give_joint_centres_between_two_markers(tmp_path: Path) -> None:
    markers: dict[str, Sequence[float]] = {}
    for s, sign in (("R", -1), ("L", 1)):
        markers |= {
            f"{s}.Acromium": (sign * 0.18, 1.4, 0),
            f"{s}.ASIS": (sign * 0.12, 0.95, 0.08),
            f"{s}.Knee.Lat": (sign * 0.15, 0.5, 0.0),
            f"{s}.Knee.Med": (sign * 0.05, 0.5, 0.0),
            f"{s}.Ankle.Lat": (sign * 0.14, 0.1, 0.0),
            f"{s}.Ankle.Med": (sign * 0.06, 0.1, 0.0),
            f"{s}.Toe.Tip": (sign * 0.1, 0.02, 0.2),
        }
    (seen, *_) = read_trc(trc(tmp_path / "a.trc", markers))
    assert seen.metric is not None
    knees = np.linalg.norm(seen.metric[Joint.LEFT_KNEE] - seen.metric[Joint.RIGHT_KNEE])
    assert knees == pytest.approx(0.2, abs=1e-3)


def test_an_empty_field_is_a_joint_that_was_not_seen(tmp_path: Path) -> None:
    gap = dict(SPORTS2D) | {"RKnee": (np.nan, np.nan, np.nan)}
    (seen, *_) = read_trc(trc(tmp_path / "a.trc", gap, tail=""))
    assert seen.confidence[Joint.RIGHT_KNEE] == 0
    assert seen.confidence[Joint.LEFT_KNEE] == 1


def change(path: Path, line: int, text: str) -> Path:
    lines = path.read_text().splitlines()
    lines[line - 1] = text
    path.write_text("\n".join(lines))
    return path


@pytest.mark.parametrize(
    ("line", "text", "says"),
    [
        (1, "Hello", "line 1"),
        (3, "30\t30\t3\t12\tmiles\t30\t1\t3", "line 3: the unit 'miles'"),
        (2, "DataRate", "line 3: the header has no"),
        (4, "Frame#\tTime\t", "line 4"),
        (8, "2\t0.03333\t1.0\tx\t2.0", "line 8, field 4: 'x' is not a number"),
        (8, "2\t\t1.0\t2.0\t3.0", "line 8: the time is missing"),
        (8, "2\t0.0\t1.0\t2.0\t3.0", "frame 2: the time does not increase"),
        (8, "2\t0.03", "line 8"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(tmp_path: Path, line: int, text: str, says: str) -> None:
    path = change(trc(tmp_path / "a.trc", SPORTS2D), line, text)
    with pytest.raises(RecordingError) as caught:
        read_trc(path)
    assert says in str(caught.value)


def test_a_file_without_a_knee_names_what_is_missing_and_what_is_there(tmp_path: Path) -> None:
    without = {name: place for name, place in SPORTS2D.items() if name != "LKnee"}
    with pytest.raises(RecordingError, match=r"left_knee.*RShoulder"):
        read_trc(trc(tmp_path / "a.trc", without))


def test_a_header_alone_has_no_frames(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="not one frame"):
        read_markers(trc(tmp_path / "a.trc", SPORTS2D, frames=0))
