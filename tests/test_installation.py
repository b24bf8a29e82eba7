"""What is installed where."""

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from packaging.requirements import Requirement

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


def test_an_installation_without_runtime_and_without_weights_warns_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interface = ModuleType("hatchling.builders.hooks.plugin.interface")
    interface.BuildHookInterface = object  # type: ignore[attr-defined]
    for name in ("hatchling", "hatchling.builders", "hatchling.builders.hooks", "hatchling.builders.hooks.plugin"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    monkeypatch.setitem(sys.modules, "ai_edge_litert", None)
    monkeypatch.setenv("PSOAS_MODELS", str(tmp_path / "nothing here"))
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    hatch_build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hatch_build)
    said: list[str] = []
    hook = hatch_build.WeightsHook()
    hook.target_name, hook.root, hook.app = "wheel", str(tmp_path), SimpleNamespace(display_warning=said.append)
    hook.initialize("standard", {})
    assert "could not be brought in" in said[0]
    assert "install and work without seeing" in said[1]
