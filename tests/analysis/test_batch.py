"""Many recordings: the same outcomes from one worker, several processes and a Ray cluster."""

import importlib.util
import multiprocessing
import os
import socket
import sys
from collections.abc import Iterable
from pathlib import Path, PosixPath

import pytest

from psoas.analysis import worker
from psoas.analysis.analyze import analyze
from psoas.analysis.batch import RecordingOutcome, analyze_many
from psoas.analysis.batch_results import as_line
from psoas.analysis.processes import in_processes
from psoas.analysis.sources import AnalysisError, open_eyes
from psoas.analysis.worker import Settings
from psoas.programme.catalogue import CatalogueError
from psoas.sight.models import ModelMissing

needs_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="ray (extra cluster) is not installed")


def sorted_lines(outcomes: Iterable[RecordingOutcome]) -> list[str]:
    return sorted(as_line(outcome.record()) for outcome in outcomes)


class Deadly(PosixPath):
    """A recording at which a process dies before it can say anything."""

    def __reduce__(self):
        return os._exit, (9,)


def test_each_outcome_is_what_the_analysis_of_that_recording_alone_says(marches: list[Path]) -> None:
    outcomes = list(analyze_many(marches, 6, workers=1))
    assert [outcome.result for outcome in outcomes] == [analyze(path, 6).contract() for path in marches]
    assert [outcome.file for outcome in outcomes] == [str(path) for path in marches]


def test_what_cannot_be_read_does_not_hold_up_the_rest(marches: list[Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"PK\x03\x04 nothing")
    lost = tmp_path / "lost.mp4"
    outcomes = list(analyze_many([lost, marches[0], broken, marches[1]], 6, workers=1))
    assert [outcome.error is None for outcome in outcomes] == [False, True, False, True]
    assert outcomes[0].record() == {"file": str(lost), "error": outcomes[0].error}
    assert "There is no file" in str(outcomes[0].error)
    assert "damaged" in str(outcomes[2].error)


def test_two_processes_give_the_same_bytes_as_one(marches: list[Path], tmp_path: Path) -> None:
    recordings = [*marches, tmp_path / "lost.mp4"]
    assert sorted_lines(analyze_many(recordings, 6, workers=2)) == sorted_lines(analyze_many(recordings, 6, workers=1))


@pytest.mark.skipif(os.name == "nt", reason="the deadly recording is a POSIX path")
def test_a_recording_at_which_processes_die_costs_only_itself(marches: list[Path]) -> None:
    outcomes = list(in_processes([marches[0], Deadly("deadly.mp4"), *marches[1:]], Settings(6), 2))
    died = [outcome for outcome in outcomes if outcome.error is not None]
    assert sorted(outcome.file for outcome in outcomes) == sorted(["deadly.mp4", *map(str, marches)])
    assert [outcome.file for outcome in died] == ["deadly.mp4"]
    assert "psoas crashed while reading deadly.mp4" in str(died[0].error)


def test_no_process_outlives_an_iterator_that_is_closed(marches: list[Path]) -> None:
    outcomes = analyze_many(marches * 20, 6, workers=2)
    next(outcomes)
    assert multiprocessing.active_children()
    outcomes.close()
    assert multiprocessing.active_children() == []


def test_a_fault_of_psoas_is_told_and_costs_one_recording(marches: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(path: Path, *arguments: object, **named: object) -> object:
        return 1 / 0 if path == marches[0] else analyze(path, 6)

    monkeypatch.setattr(worker, "analyze", stumbles)
    first, second = analyze_many(marches[:2], 6, workers=1)
    assert "ZeroDivisionError: division by zero" in str(first.error)
    assert second.error is None


def test_a_missing_pose_model_is_no_fault_of_the_recordings(
    marches: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **__: object) -> object:
        raise ModelMissing("The pose model is not here.")

    monkeypatch.setattr(worker, "analyze", missing)
    with pytest.raises(ModelMissing):
        list(analyze_many(marches, 6, workers=1))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are text")
def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    name = os.fsdecode(bytes(tmp_path) + b"/m\xe4rz.npz")
    (outcome,) = analyze_many([Path(name)], 6)
    assert "Rename it" in str(outcome.error)
    assert r"m\udce4rz.npz" in as_line(outcome.record()).replace("\\\\", "\\")
    as_line(outcome.record()).encode()


def test_what_cannot_begin_is_said_at_once(marches: list[Path]) -> None:
    with pytest.raises(CatalogueError, match="no level 7"):
        analyze_many(marches, 7)
    with pytest.raises(AnalysisError, match="at least one worker"):
        analyze_many(marches, 6, workers=0)


def test_without_ray_it_says_how_to_get_it(marches: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(AnalysisError, match=r"psoas\[cluster\]"):
        analyze_many(marches, 6, ray="local")


@needs_ray
def test_two_ray_workers_give_the_same_bytes_as_one_process_and_talk_to_nobody(
    marches: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(marches[0].parent)
    recordings = [Path(path.name) for path in marches] + [Path("lost.mp4")]
    outcomes = analyze_many(recordings, 6, workers=2, ray="local")
    gathered = [next(outcomes)]
    import ray

    assert {node["NodeManagerAddress"] for node in ray.nodes()} == {"127.0.0.1"}
    assert os.environ["RAY_USAGE_STATS_ENABLED"] == "0"
    gathered += outcomes
    assert not ray.is_initialized()
    assert sorted_lines(gathered) == sorted_lines(analyze_many(recordings, 6, workers=1))


@needs_ray
@pytest.mark.parametrize("address", ["127.0.0.1:{}", "localhost:{}", "somewhere"])
def test_a_cluster_that_is_not_there_is_said(marches: list[Path], address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]  # free again once it is closed
    with pytest.raises(AnalysisError, match=r"psoas could not join a Ray cluster at (127|local|some)"):
        list(analyze_many(marches, 6, ray=address.format(port)))


@pytest.mark.shared
@pytest.mark.weights
def test_a_model_that_saw_another_video_or_has_another_number_of_threads_sees_the_same(shared_data: Path) -> None:
    clips = [shared_data / "rendered" / f"{name}.mp4" for name in ("lying_head_right_yaw20", "standing_side")]
    pose = open_eyes(threads=1)
    again = [analyze(clip, 6, eyes=lambda: pose).to_json() for clip in clips]
    assert again[1] == analyze(clips[1], 6).to_json()
