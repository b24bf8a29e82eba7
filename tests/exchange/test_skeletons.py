"""psoas' own recordings: what is written comes back, and what is damaged is said."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from psoas.body.skeleton import N_JOINTS, Skeleton
from psoas.exchange.recording import is_recording, read_recording
from psoas.exchange.skeletons import RecordingError, write_skeletons

places = st.floats(-1e4, 1e4, allow_subnormal=False)


@st.composite
def recordings(draw: st.DrawFn) -> list[Skeleton]:
    times = sorted(draw(st.sets(st.floats(0, 1e4, allow_subnormal=False), max_size=4)))
    size = draw(st.sampled_from([(0, 0), (640, 480)]))
    made = []
    for t in times:
        image = draw(arrays(float, (N_JOINTS, 2), elements=places))
        confidence = draw(arrays(float, N_JOINTS, elements=st.floats(0, 1, allow_subnormal=False)))
        hidden = draw(arrays(bool, N_JOINTS))
        image[hidden], confidence[hidden] = np.nan, 0.0
        metric = draw(st.none() | arrays(float, (N_JOINTS, 3), elements=places))
        made.append(Skeleton(t, image, confidence, metric, size))
    return made


@pytest.mark.parametrize("ending", ["npz", "json"])
@given(given_skeletons=recordings())
def test_what_is_written_is_what_is_read(
    given_skeletons: list[Skeleton], ending: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("rec") / f"set.{ending}"
    write_skeletons(path, given_skeletons)
    again = read_recording(path)
    assert [s.t for s in again] == [s.t for s in given_skeletons]
    for one, two in zip(given_skeletons, again, strict=True):
        assert one.size == two.size
        assert np.array_equal(one.image, two.image, equal_nan=True)
        assert np.array_equal(one.confidence, two.confidence)
        assert (one.metric is None) == (two.metric is None)
        assert one.metric is None or np.array_equal(one.metric, two.metric)


def frame(t: float = 0.0, **changes: object) -> dict[str, object]:
    return {"t": t, "image": [[1.0, 2.0]] * N_JOINTS, "confidence": [1.0] * N_JOINTS, "metric": None} | changes


def written(path: Path, *frames: object, **changes: object) -> Path:
    path.write_text(json.dumps({"schema": 2, "size": [640, 480], "frames": list(frames)} | changes))
    return path


def test_a_hand_written_recording_needs_only_time_place_and_confidence(tmp_path: Path) -> None:
    hidden = [[None, None]] + [[1.0, 2.0]] * (N_JOINTS - 1)
    (seen,) = read_recording(written(tmp_path / "a", frame(image=hidden)))
    assert seen.size == (640, 480)
    assert seen.metric is None
    assert seen.confidence[0] == 0  # whoever wrote it claimed 1, but nobody can believe a place that is not given
    assert seen.confidence[1] == 1


@pytest.mark.parametrize(
    ("frames", "changes", "says"),
    [
        ([frame()], {"schema": 3}, "schema 3"),
        ([frame()], {"frames": "none"}, "frames"),
        ([frame()], {"joints": ["nose"]}, "33 landmarks"),
        ([frame()], {"size": [640]}, "size"),
        ([frame(), frame(0.0)], {}, "frame 1"),
        ([frame(), frame(None)], {}, 'frame 1: "t"'),
        ([frame(confidence=[1.0] * 5)], {}, 'frame 0: "confidence" must be 33 numbers'),
        ([frame(image=[[1.0, 2.0, 3.0]] * N_JOINTS)], {}, 'frame 0: "image" must be 33 x 2 numbers'),
        ([frame(image=[["a", "b"]] * N_JOINTS)], {}, '"image"'),
        ([frame(confidence=[1.0] * 32 + [1.5])], {}, "right_foot_index: confidence must be from 0 to 1"),
        ([7], {}, "frame 0"),
    ],
)
def test_a_malformed_recording_is_refused_with_its_field(
    tmp_path: Path, frames: list[object], changes: dict[str, object], says: str
) -> None:
    path = written(tmp_path / "bad.json", *frames, **changes)
    with pytest.raises(RecordingError) as caught:
        read_recording(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("ending", [".npz", ".json"])
def test_a_recording_of_schema_1_which_called_confidence_trust_is_still_read(tmp_path: Path, ending: str) -> None:
    path, seen = tmp_path / f"a{ending}", Skeleton(0.5, np.ones((N_JOINTS, 2)), np.full(N_JOINTS, 0.75))
    write_skeletons(path, [seen])
    if ending == ".json":
        path.write_text(path.read_text().replace('"schema": 2', '"schema": 1').replace('"confidence"', '"trust"'))
    else:
        with np.load(path) as fields:
            older = {("trust" if name == "confidence" else name): fields[name] for name in fields}
        np.savez(path, **(older | {"schema": 1}))
    assert read_recording(path)[0].confidence.tolist() == [0.75] * N_JOINTS


def test_an_npz_of_schema_2_without_confidence_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez(path, schema=2, t=np.zeros(1), image=np.zeros((1, N_JOINTS, 2)), trust=np.zeros((1, N_JOINTS)))
    with pytest.raises(RecordingError, match="it has no confidence"):
        read_recording(path)


def test_broken_json_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"schema": 1,\n "frames": [}\n')
    with pytest.raises(RecordingError, match="line 2"):
        read_recording(path)


def test_a_truncated_npz_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    write_skeletons(path, [Skeleton.nobody(0.0)])
    path.write_bytes(path.read_bytes()[:-80])
    with pytest.raises(RecordingError, match="damaged"):
        read_recording(path)


def test_an_npz_without_the_fields_names_them(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez(path, xyz=np.zeros(3))
    with pytest.raises(RecordingError, match="it has no schema"):
        read_recording(path)


def test_objects_in_an_npz_are_never_unpickled(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez(path, schema=1, t=np.array([print], dtype=object))
    with pytest.raises(RecordingError):
        read_recording(path)


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "set.npz"
    write_skeletons(path, [Skeleton.nobody(1.0)])
    renamed = path.rename(tmp_path / "holiday.mp4")
    assert is_recording(renamed)
    assert read_recording(renamed)[0].t == 1.0
    other = tmp_path / "notes.npz"
    other.write_text("hello")
    assert not is_recording(other)
    with pytest.raises(RecordingError, match="TRC"):
        read_recording(other)


def test_another_ending_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"npz or \.json"):
        write_skeletons(tmp_path / "a.txt", [])
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="could not be written"):
        write_skeletons(tmp_path / "none" / "a.json", [])


def test_two_picture_sizes_do_not_fit_one_recording(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="one picture size"):
        write_skeletons(tmp_path / "a.json", [Skeleton.nobody(0.0, (1, 1)), Skeleton.nobody(1.0, (2, 2))])
