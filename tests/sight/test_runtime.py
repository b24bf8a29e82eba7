"""What is said where LiteRT cannot be had: its import is blocked, as on a computer without it."""

import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

from commands import Run
from psoas.analysis.sources import open_eyes
from psoas.app.live.pose_worker import PoseWorker
from psoas.sight import blazepose, models
from psoas.sight.models import ModelMissing, require_sight
from psoas.sight.runtime import PoseRuntimeMissing, interpreter, require_runtime, version

CLIP = Path(__file__).resolve().parents[1] / "fixtures" / "clips" / "level6.mp4"


@pytest.fixture
def no_runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ai_edge_litert", None)
    monkeypatch.delitem(sys.modules, "ai_edge_litert.interpreter", raising=False)


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Weights by their names alone: what runs them is what is asked for here."""
    monkeypatch.setattr(models, "find_model", lambda *_: tmp_path / "pose.tflite")
    monkeypatch.setattr(blazepose, "find_model", lambda *_: tmp_path / "pose.tflite")
    (tmp_path / "pose.tflite").write_bytes(b"weights")
    return tmp_path


@pytest.mark.parametrize("ask", [require_runtime, interpreter, version, open_eyes, lambda: require_sight("full")])
def test_whoever_needs_the_runtime_gets_one_clear_error(no_runtime: None, weights: Path, ask) -> None:
    with pytest.raises(PoseRuntimeMissing, match=r"ai-edge-litert.*not installed.*recordings of skeletons"):
        ask()


def test_a_runtime_that_does_not_load_is_told_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
            return ModuleSpec(name, self) if name == "ai_edge_litert.interpreter" else None

        def create_module(self, _: ModuleSpec) -> ModuleType | None:
            return None

        def exec_module(self, _: ModuleType) -> None:
            raise ImportError("libgcc_s.so.1: cannot open shared object file")

    monkeypatch.delitem(sys.modules, "ai_edge_litert.interpreter", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(PoseRuntimeMissing, match=r"could not be loaded \(libgcc_s\.so\.1"):
        interpreter()


def test_the_app_knows_before_a_picture_comes_why_it_cannot_see(no_runtime: None, weights: Path) -> None:
    assert "ai-edge-litert" in PoseWorker().blind


def test_the_app_knows_before_a_picture_comes_that_weights_are_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(models, "package_folder", lambda: tmp_path)
    assert "psoas models --add FILE" in PoseWorker().blind
    with pytest.raises(ModelMissing):
        require_sight("full")


def test_the_app_sees_where_all_is_there(weights: Path) -> None:
    assert PoseWorker().blind == ""


def test_a_video_is_refused_in_one_line_that_names_what_can_be_read(
    run: Run, no_runtime: None, weights: Path, tmp_path: Path
) -> None:
    code, stdout, stderr = run("analyze", CLIP, "--level", 6, "--json", tmp_path / "out.json")
    assert (code, stdout, stderr.count("\n")) == (2, "", 1)
    assert "ai-edge-litert" in stderr and "recordings of skeletons" in stderr
    assert not (tmp_path / "out.json").exists()


def test_the_list_of_models_says_that_nothing_runs_them(run: Run, no_runtime: None, tmp_path: Path) -> None:
    code, stdout, _ = run("models", "--data", tmp_path)
    assert code == 0
    assert "psoas cannot see on this computer" in stdout


def test_the_list_of_models_says_nothing_of_a_runtime_that_is_there(run: Run, tmp_path: Path) -> None:
    assert "cannot see" not in run("models", "--data", tmp_path)[1]
