"""Recordings of skeletons that were made to exhaust or to confuse: one sentence each, and no memory taken."""

import io
import json
import resource
import struct
import zipfile
import zlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from many import examples
from psoas.body.skeleton import N_JOINTS
from psoas.exchange import arrays
from psoas.exchange.poses import read_poses
from psoas.exchange.recording import read_recording
from psoas.exchange.skeletons import RecordingError

FRAMES = {
    "schema": 2,
    "size": [640, 480],
    "frames": [
        {"t": t / 10, "image": [[5.0, 5.0]] * N_JOINTS, "confidence": [1.0] * N_JOINTS, "metric": None}
        for t in range(2)
    ],
}


def npy(header, data=b"", version=(1, 0)):
    text = header.encode() if isinstance(header, str) else header
    return b"\x93NUMPY" + bytes(version) + struct.pack("<H", len(text)) + text + data


def header_of(shape, kind="<f8"):
    return f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}\n"


def archive(path, members, how=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", how) as file:
        for name, data in members.items():
            file.writestr(f"{name}.npy", data)
    return path


def refused(path):
    with pytest.raises(RecordingError) as said:
        read_poses(path)
        read_recording(path)
    assert str(path) in str(said.value) and len(str(said.value)) < 500
    return str(said.value)


@pytest.fixture
def small_limit(monkeypatch):
    monkeypatch.setattr(arrays, "LARGEST", 1 << 20)


def test_arrays_that_unpack_to_too_much_are_refused_before_they_are(tmp_path, small_limit):
    zeros = io.BytesIO()
    np.save(zeros, np.zeros((40_000, N_JOINTS, 2)))
    path = archive(tmp_path / "bomb.npz", {"schema": npy(header_of("()", "<i8"), bytes(8)), "image": zeros.getvalue()})
    assert path.stat().st_size < 100_000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "MB that psoas reads at once" in refused(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 4000


def test_many_small_arrays_are_added_up(tmp_path, small_limit):
    half = npy(header_of("(90000,)"), bytes(720_000))
    assert "at once" in refused(archive(tmp_path / "two.npz", {"image": half, "t": half}))


@pytest.mark.parametrize(
    "shape", ["(10**12,)", "(1000000000000,)", "(2, 4000000000, 4000000000)", "(-5,)", "(9" * 40 + ",)"]
)
@pytest.mark.parametrize("kind", ["<f8", "<U0", "|V0", "|O", "<M8[s]", "<c16", "|S1000000000"])
def test_a_header_that_says_more_than_there_is_takes_no_memory(tmp_path, shape, kind):
    refused(archive(tmp_path / "a.npz", {"schema": npy(header_of(shape, kind), bytes(64))}))


@pytest.mark.parametrize(
    "member",
    [
        b"",
        b"\x93NUMPY",
        npy("(" * 5000),
        npy("-" * 9000 + "1"),
        npy("{'descr': '<f8'}"),
        npy(b"\xff" * 60),
        npy(header_of("(1,)"), b"", (9, 9)),
        npy(header_of("(1,)"), b"", (3, 0)),
    ],
)
def test_a_header_that_makes_no_sense_is_said_in_a_sentence(tmp_path, member):
    refused(archive(tmp_path / "a.npz", {"schema": member, "film": member}))


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_what_numpy_packs_is_unpacked(tmp_path, how):
    assert "packed in another way" in refused(
        archive(tmp_path / "a.npz", {"schema": npy(header_of("()"), bytes(8))}, how)
    )


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_an_archive_damaged_anywhere_is_read_or_refused_in_a_sentence(tmp_path, data):
    whole = archive(
        tmp_path / "a.npz", {"schema": npy(header_of("()", "<i8"), struct.pack("<q", 2)), "film": b"x" * 200}
    )
    raw = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(4, len(raw) - 1))] = data.draw(st.integers(0, 255))
    whole.write_bytes(raw[: data.draw(st.integers(30, len(raw)))])
    refused(whole)


def test_broken_packing_is_said_in_a_sentence(tmp_path):
    path = archive(tmp_path / "a.npz", {"schema": npy(header_of("(500,)"), bytes(range(250)) * 16)})
    raw = bytearray(path.read_bytes())
    raw[60:80] = b"\xff" * 20
    path.write_bytes(raw)
    with pytest.raises(zlib.error), zipfile.ZipFile(path) as file:
        file.read("schema.npy")
    assert "damaged" in refused(path)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"frames": ' + '{"a":' * 50_000,
        '{"frames": [], "schema": ' + "9" * 5000 + "}",
        '{"frames": [{"t": 1' + "0" * 400 + '}], "schema": 2}',
    ],
)
def test_json_too_deep_or_with_numbers_too_long_is_said_in_a_sentence(tmp_path, text):
    path = tmp_path / "a.json"
    path.write_text(text)
    refused(path)


def test_a_text_file_beyond_the_limit_is_refused_by_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr("psoas.exchange.recording.LARGEST", 100)
    path = tmp_path / "a.json"
    path.write_text(json.dumps(FRAMES))
    assert "at once" in refused(path)


STRANGE = st.sampled_from(
    [None, True, -1, 10**400, 1e308, "x", "", [], {}, [[1], [2, 3]], [[[[]]]], "\ud800", float("nan")]
)


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_value_in_place_of_another_is_read_or_refused_in_a_sentence(tmp_path, data):
    whole = json.loads(json.dumps(FRAMES))
    place, way = whole, data.draw(st.lists(st.integers(0, 40), min_size=1, max_size=4))
    for step in way:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        if not keys:
            break
        key = keys[step % len(keys)]
        if isinstance(place[key], dict | list) and data.draw(st.booleans()):
            place = place[key]
        else:
            place[key] = data.draw(STRANGE)
            break
    path = tmp_path / "a.json"
    path.write_text(json.dumps(whole))
    try:
        skeletons = read_recording(path)
    except RecordingError as error:
        assert str(path) in str(error)
    else:
        assert all(np.nan_to_num(np.abs(each.image)).max() <= 1e6 for each in skeletons)
