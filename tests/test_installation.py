"""What is installed where."""

import hashlib
import importlib.util
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from packaging.requirements import Requirement

from psoas.sight.weights import MODELS, NPM_BY_PIP, PIP_PACKAGE

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME = next(r for r in map(Requirement, PROJECT["dependencies"]) if r.name == "ai-edge-litert")


@pytest.mark.parametrize(
    ("system", "machine", "wanted"),
    [
        ("linux", "x86_64", True),
        ("linux", "aarch64", True),
        ("linux", "armv7l", False),
        ("darwin", "arm64", True),
        ("darwin", "x86_64", False),
        ("win32", "AMD64", True),
        ("win32", "ARM64", False),
    ],
)
def test_the_pose_runtime_is_asked_for_only_where_it_has_wheels(system: str, machine: str, wanted: bool) -> None:
    assert RUNTIME.marker is not None
    assert RUNTIME.marker.evaluate({"sys_platform": system, "platform_machine": machine}) is wanted


def test_no_python_is_shut_out_for_being_new() -> None:
    assert "<" not in PROJECT["requires-python"]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Runs the build hook on a source tree of nothing but small false weights; gives what it warns of."""
    interface = ModuleType("hatchling.builders.hooks.plugin.interface")
    interface.BuildHookInterface = object  # type: ignore[attr-defined]
    for name in ("hatchling", "hatchling.builders", "hatchling.builders.hooks", "hatchling.builders.hooks.plugin"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    monkeypatch.setitem(sys.modules, "psoas_weights", None)
    monkeypatch.setitem(sys.modules, "ai_edge_litert", None)
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    hatch_build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hatch_build)
    code = (ROOT / "src" / "psoas" / "sight" / "weights.py").read_text(encoding="utf-8")
    for model in MODELS:
        code = code.replace(model.sha256, hashlib.sha256(model.name.encode()).hexdigest())
    (tmp_path / "src" / "psoas" / "sight").mkdir(parents=True)
    (tmp_path / "src" / "psoas" / "sight" / "weights.py").write_text(code, encoding="utf-8")
    (tmp_path / "given").mkdir()

    def run() -> list[str]:
        said: list[str] = []
        hook = hatch_build.WeightsHook()
        hook.target_name, hook.root, hook.app = "wheel", str(tmp_path), SimpleNamespace(display_warning=said.append)
        hook.initialize("standard", {})
        return said

    return run


def brought(root: Path) -> set[str]:
    return {path.name for path in (root / "src" / "psoas" / "sight" / "models").glob("*")}


def give(root: Path, *names: str) -> set[str]:
    """Lay weights into the folder that `PSOAS_MODELS` names."""
    models = [model for model in MODELS if model.name in names]
    for model in models:
        (root / "given" / model.file).write_bytes(model.name.encode())
    return {model.file for model in models}


def test_an_installation_without_runtime_and_without_weights_warns_and_goes_on(
    install: Callable[[], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PSOAS_MODELS", str(tmp_path / "nothing here"))
    said = install()
    assert sum("could not be brought in" in warning for warning in said) == 3
    assert "install and work without seeing" in said[-1]


@pytest.mark.parametrize("lost", [model.name for model in MODELS])
def test_a_model_that_cannot_be_had_keeps_none_of_the_others_away(
    install: Callable[[], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    monkeypatch.setenv("PSOAS_MODELS", str(tmp_path / "given"))
    there = give(tmp_path, *(model.name for model in MODELS if model.name != lost))
    said = install()
    assert brought(tmp_path) == there
    assert ("without seeing" in said[-1]) == (lost != "heavy")
    give(tmp_path, lost)
    assert install() == []
    assert len(brought(tmp_path)) == 3


def test_where_no_package_can_be_fetched_each_is_asked_for_once_and_the_build_goes_on(
    install: Callable[[], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refuse(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command[-1])
        return subprocess.CompletedProcess(command, 1, "", "no network")

    monkeypatch.delenv("PSOAS_MODELS", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(subprocess, "run", refuse)
    said = install()
    assert asked == [PIP_PACKAGE, NPM_BY_PIP]
    assert len(said) == 3
    assert "without seeing" in said[-1]
