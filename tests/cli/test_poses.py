"""`psoas analyze FILM --poses OUT.npz`: a wrong count can be given away without the film."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from commands import Run
from psoas.analysis.analyze import analyze
from psoas.body.skeleton import Skeleton
from psoas.exchange.poses import Poses, read_poses, write_poses
from psoas.exchange.skeletons import RecordingError, read_npz, write_skeletons
from psoas.programme.catalogue import load
from psoas.testing import synthetic
from psoas.tracking.offline import tracked

CLIPS = Path(__file__).resolve().parents[1] / "fixtures" / "clips"
#: Pixels by which a pose model that is not quite sure shakes its landmarks.
NOISE_PX = np.random.default_rng(3).normal(0, 2.5, (61, 33, 2))


def trembling() -> list[Skeleton]:
    return synthetic(load().level(6), [("left", 1.0), ("right", 1.0)], fps=20, noise_px=NOISE_PX)


def found(run: Run, *arguments: object) -> dict[str, Any]:
    code, stdout, stderr = run("analyze", *arguments, "--model", "full", "--json", "-")
    assert code == 0, stderr
    return {key: value for key, value in json.loads(stdout).items() if key != "file"}


@pytest.mark.weights
@pytest.mark.parametrize(("clip", "level"), [("level6", []), ("level3", []), ("level1", ["--level", 1])])
def test_what_was_seen_gives_the_same_result_as_its_film(
    run: Run, tmp_path: Path, clip: str, level: list[object]
) -> None:
    out = tmp_path / "seen.npz"
    film = found(run, CLIPS / f"{clip}.mp4", *level, "--poses", out)
    assert len(film["order"]) >= 3
    assert found(run, out, *level) == film


@pytest.mark.weights
def test_it_holds_places_and_times_and_nothing_to_look_at(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "seen.npz"
    found(run, CLIPS / "level6.mp4", "--level", 6, "--poses", out)
    with np.load(out, allow_pickle=False) as data:
        assert set(data) == {"schema", "size", "t", "image", "confidence", "metric", "film"}
        assert data["image"].shape == (len(data["t"]), 33, 2)
        told = {"versions", "people", "brightness", "band_seen", "notes", "cuts_s", "place"}
        assert set(json.loads(str(data["film"]))) == told
        assert "level6" not in str(data["film"]), "a name of a file may tell who it is"


@pytest.mark.weights
def test_the_band_is_looked_for_though_the_level_was_given(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "seen.npz"
    found(run, CLIPS / "level3.mp4", "--level", 3, "--poses", out)
    assert found(run, out)["level"] == 3


def test_raw_skeletons_are_steadied_and_known_ones_are_not(tmp_path: Path) -> None:
    raw = trembling()
    write_poses(tmp_path / "raw.npz", Poses(raw))
    write_skeletons(tmp_path / "steady.npz", tracked(raw))
    write_skeletons(tmp_path / "known.npz", raw)
    hips = {name: np.array(analyze(tmp_path / f"{name}.npz", 6).trace) for name in ("raw", "steady", "known")}
    assert np.array_equal(hips["raw"], hips["steady"], equal_nan=True)
    assert not np.allclose(hips["raw"], hips["known"], equal_nan=True)


def test_what_only_pictures_tell_comes_back(tmp_path: Path) -> None:
    # A phone that is turned while it films changes the size of the picture.
    raw = [s if s.t < 2 else replace(s, size=(320, 240)) for s in trembling()]
    raw[20] = replace(raw[20], cut=True)
    write_poses(tmp_path / "a.npz", Poses(raw, {"pose_model": "heavy"}, 2, 0.05, True, ["It breaks off."]))
    again = read_poses(tmp_path / "a.npz")
    assert again is not None
    assert [s.size for s in again.skeletons] == [s.size for s in raw]
    assert [i for i, s in enumerate(again.skeletons) if s.cut] == [20]
    assert all(np.array_equal(a.image, b.image) for a, b in zip(again.skeletons, raw, strict=True))
    assert (again.people, again.brightness, again.band_seen) == (2, 0.05, True)
    result = analyze(tmp_path / "a.npz", 6)
    assert {"too-dark", "more-than-one-person", "recording-damaged"} <= {note.id for note in result.setup}
    assert result.versions["pose_model"] == "heavy"


def test_a_recording_that_no_pose_model_saw_says_so_by_saying_nothing(tmp_path: Path) -> None:
    write_skeletons(tmp_path / "a.npz", trembling())
    assert read_poses(tmp_path / "a.npz") is None
    write_skeletons(tmp_path / "a.json", trembling())
    assert read_poses(tmp_path / "a.json") is None


@pytest.mark.parametrize("film", ["", "{", "[]", "{}", '{"versions": 1, "people": 1, "brightness": 1, "notes": []}'])
def test_a_film_that_says_nothing_is_one_sentence(tmp_path: Path, film: str) -> None:
    write_poses(tmp_path / "a.npz", Poses(trembling()))
    with np.load(tmp_path / "a.npz") as data:
        np.savez(tmp_path / "a.npz", **{**data, "film": np.array(film)})
    with pytest.raises(RecordingError, match=r'a\.npz: "film" does not say'):
        read_poses(tmp_path / "a.npz")
    assert read_npz(tmp_path / "a.npz"), "the skeletons themselves are whole"


def test_a_recording_of_skeletons_has_nothing_more_to_give(run: Run, tmp_path: Path) -> None:
    known, out = tmp_path / "known.npz", tmp_path / "out.npz"
    write_skeletons(known, trembling())
    code, stdout, stderr = run("analyze", known, "--level", 6, "--poses", out)
    assert (code, stdout, stderr.count("\n")) == (2, "", 1)
    assert "has skeletons already" in stderr
    assert list(tmp_path.iterdir()) == [known]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("there.npz", "is there already"),
        ("seen.json", "must end in .npz"),
        ("none/seen.npz", "There is no folder"),
        (".", "is a folder"),
        ("raw.npz", "is the recording itself"),
    ],
)
def test_a_bad_place_is_said_before_the_work_and_nothing_is_touched(
    run: Run, tmp_path: Path, name: str, says: str
) -> None:
    write_poses(tmp_path / "raw.npz", Poses(trembling()))
    (tmp_path / "there.npz").write_bytes(b"somebody's only recording")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    code, stdout, stderr = run("analyze", tmp_path / "raw.npz", "--level", 6, "--poses", tmp_path / name)
    assert (code, stdout, stderr.count("\n")) == (2, "", 1)
    assert says in stderr
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_poses_are_of_one_recording(run: Run, tmp_path: Path) -> None:
    write_poses(tmp_path / "raw.npz", Poses(trembling()))
    code, _, stderr = run("analyze", tmp_path, "--level", 6, "--poses", tmp_path / "out.npz")
    assert code == 2
    assert "--poses is for a single recording" in stderr
