"""What people name as a recording: odd names, pipes, addresses, lists."""

import json
import os
import re
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from commands import Run
from psoas.analysis import inputs
from psoas.analysis.recordings import read_list
from psoas.analysis.sources import AnalysisError
from psoas.exchange.skeletons import write_skeletons
from psoas.printable import on_one_line, writable
from psoas.programme.catalogue import load
from psoas.testing import synthetic

ODD = ["2024-11-14T22:57:44+02:00.npz", "a b\nc.npz", 'it\'s "q".npz', "a%03d.npz", "~.npz", "[1].npz"]


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("one") / "a.npz"
    write_skeletons(path, synthetic(load().level(6), [("left", 1.0), ("right", 1.0)], fps=20))
    return path.read_bytes()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recording: bytes) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.npz").write_bytes(recording)
    return tmp_path


def counted(run: Run, *arguments: object) -> tuple[dict[str, int], str]:
    code, out, err = run("analyze", *arguments, "--level", 6, "--json", "-")
    assert code == 0, err
    found = json.loads(out)
    return found["count"], found["file"]


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_is_read(run: Run, folder: Path, name: str) -> None:
    (folder / "a.npz").rename(folder / name)
    assert counted(run, name) == ({"left": 1, "right": 1}, name)


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name can be any bytes")
def test_a_name_that_is_no_text_is_read_and_written_so_that_it_can_be_read_back(run: Run, folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.npz")
    (folder / "a.npz").rename(folder / name)
    assert counted(run, name) == ({"left": 1, "right": 1}, r"caf\udce9.npz")
    code, _, err = run("analyze", name, "--level", 6, "--json", "r.json", "--report", "r.html")
    assert code == 0, err
    assert json.loads((folder / "r.json").read_text("utf-8"))["file"] == writable(name)
    assert r"caf\udce9" in (folder / "r.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("https://example.org/a.mp4", "https://example.org/a.mp4 is an address.*Download the recording first"),
        ("rtsp://10.0.0.1/cam", "is an address.*Download"),
        ("file:///a/b.mp4", "Give the name of the file alone: /a/b.mp4"),
        ("*.mp4", "No file matches"),
        ("nothing.mp4", "There is no file nothing.mp4"),
        ("a.npz/b", "There is no file"),
        ("x" * 300, "could not be read"),
        ("\x1b[31mred", r"No file matches \\x1b\[31mred"),
        ("/dev/null", "is a device"),
        ("empty.trc", "is empty"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(run: Run, folder: Path, name: str, says: str) -> None:
    (folder / "empty.trc").touch()
    code, out, err = run("analyze", name)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert re.search(says, err)


def test_a_name_taken_for_an_option_is_named(run: Run, folder: Path) -> None:
    (folder / "a.npz").rename(folder / "-x.npz")
    code, _, err = run("analyze", "-x.npz")
    assert code == 2
    assert "-x.npz was taken for an option. To name the file, write ./-x.npz" in err
    assert counted(run, "./-x.npz")[0] == {"left": 1, "right": 1}


def test_a_pipe_is_read(run: Run, folder: Path, recording: bytes) -> None:
    os.mkfifo(folder / "pipe")
    feeding = threading.Thread(target=(folder / "pipe").write_bytes, args=(recording,))
    feeding.start()
    assert counted(run, "pipe") == ({"left": 1, "right": 1}, "pipe")
    feeding.join()


@pytest.mark.parametrize(
    ("sent", "says"), [(b"", "Nothing came through pipe"), (b"PathFileType\n", "pipe, line 1: a TRC file starts")]
)
def test_a_pipe_that_brings_nothing_or_something_else_is_named_as_it_was(folder: Path, sent: bytes, says: str) -> None:
    from psoas.analysis.analyze import analyze

    os.mkfifo(folder / "pipe")
    feeding = threading.Thread(target=(folder / "pipe").write_bytes, args=(sent,))
    feeding.start()
    with pytest.raises(AnalysisError, match=says):
        analyze(Path("pipe"), 6)
    feeding.join()


def test_too_much_through_a_pipe_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MOST_PIPED", 1000)
    monkeypatch.setattr(inputs, "_CHUNK", 400)
    os.mkfifo(folder / "pipe")
    feeding = threading.Thread(target=lambda: _send(folder / "pipe"))
    feeding.start()
    with pytest.raises(AnalysisError, match="came through pipe"), inputs.rereadable(Path("pipe")):
        pass
    feeding.join()


def _send(pipe: Path) -> None:
    with suppress(BrokenPipeError):
        pipe.write_bytes(b"x" * 5000)


def test_a_pipe_among_many_is_refused(run: Run, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    code, _, err = run("analyze", "pipe", "a.npz")
    assert code == 2
    assert "pipe is a pipe" in err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_list_is_read_as_other_programs_write_it(folder: Path, encoding: str, ends: str) -> None:
    (folder / 'b".npz').touch()
    lines = ['"a b.npz"', "'c.npz'", 'b".npz', "é.npz", "~/d.npz", ""]
    (folder / "list.txt").write_bytes(ends.join(lines).encode(encoding))
    names = [Path("a b.npz"), Path("c.npz"), Path('b".npz'), Path("é.npz"), Path("~/d.npz").expanduser()]
    assert read_list(folder / "list.txt") == names


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name can be any bytes")
def test_a_list_of_names_that_are_no_text_is_read(folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.npz")
    (folder / "a.npz").rename(folder / name)
    (folder / "list.txt").write_bytes(b"caf\xe9.npz\n")
    assert read_list(folder / "list.txt") == [Path(name)]


def test_a_list_that_is_no_text_is_refused(folder: Path) -> None:
    with pytest.raises(AnalysisError, match="not a text file"):
        read_list(folder / "a.npz")


def test_a_terminal_without_unicode_shows_the_result(folder: Path) -> None:
    (folder / "a.npz").rename(folder / "é.npz")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "psoas", "analyze", "é.npz", "--level", "6"]
    shown = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert "Level 6" in shown.stdout.decode("ascii")
    told = subprocess.run([*command, "--json", "-"], env=environment, capture_output=True, check=True)
    assert json.loads(told.stdout.decode("ascii"))["file"] == "é.npz"


def test_control_characters_never_reach_the_terminal() -> None:
    assert on_one_line("a\r\n\x07b\x9bc\u2028d") == "a \\x07b\\x9bc d"
