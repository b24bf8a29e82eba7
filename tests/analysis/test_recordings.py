"""Which recordings are meant by files, folders and lists."""

import io
import os
from pathlib import Path

import pytest

from psoas.analysis.recordings import find_recordings, read_list
from psoas.analysis.sources import AnalysisError


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_a_folder_is_walked_through_in_the_order_of_names(tmp_path: Path) -> None:
    touch(tmp_path, "b.mp4", "a.MOV", "c/d.npz", "a/z.trc", "a b/e.webm")
    found = [str(path.relative_to(tmp_path)) for path in find_recordings([tmp_path])]
    assert found == ["a/z.trc", "a b/e.webm", "a.MOV", "b.mp4", "c/d.npz"]


def test_hidden_files_results_and_other_things_are_left_in_the_folder(tmp_path: Path) -> None:
    touch(tmp_path, "a.mp4", "._a.mp4", ".cache/b.mp4", "a.json", "results.jsonl", "results.jsonl.journal", "notes.txt")
    assert find_recordings([tmp_path]) == [tmp_path / "a.mp4"]


def test_what_is_named_is_taken_whatever_its_ending_and_only_once(tmp_path: Path) -> None:
    touch(tmp_path, "b.json", "a.mp4")
    named = [tmp_path / "b.json", tmp_path / "a.mp4", tmp_path / "x" / ".." / "b.json", tmp_path]
    assert find_recordings(named) == [tmp_path / "b.json", tmp_path / "a.mp4"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
def test_a_link_that_leads_in_a_circle_is_a_recording_that_cannot_be_read(tmp_path: Path) -> None:
    round_and_round = tmp_path / "a.mp4"
    round_and_round.symlink_to(round_and_round)
    assert find_recordings([tmp_path]) == [round_and_round]


@pytest.mark.parametrize("holds", [[], ["notes.txt", ".hidden.mp4"]], ids=["nothing", "no recording"])
def test_a_folder_without_recordings_is_said(tmp_path: Path, holds: list[str]) -> None:
    touch(tmp_path, *holds)
    with pytest.raises(AnalysisError, match=r"no recording in the folder .*one by one"):
        find_recordings([tmp_path])


def test_a_list_names_one_recording_a_line(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("\ufeffa b.mp4\n\n  c.npz  \r\nfolder\n", encoding="utf-8")
    assert read_list(path) == [Path("a b.mp4"), Path("c.npz"), Path("folder")]


def test_a_dash_reads_the_list_from_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a.mp4\nb.mp4\n"))
    assert read_list(Path("-")) == [Path("a.mp4"), Path("b.mp4")]


@pytest.mark.parametrize(
    ("content", "says"), [(None, "There is no list"), (b"\n \n", "is empty"), (b"\xff\xd8\xff", "not a text file")]
)
def test_a_bad_list_is_one_sentence(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "list.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AnalysisError, match=says):
        read_list(path)


def test_a_folder_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="without --list"):
        read_list(tmp_path)
