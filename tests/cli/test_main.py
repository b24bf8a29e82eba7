"""The command line: what it prints and writes, and one clear sentence for everything that cannot work."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from commands import Run
from psoas import __version__
from psoas.exchange.skeletons import write_skeletons
from psoas.journal.records import SetPlan
from psoas.journal.store import Store
from psoas.programme.catalogue import load
from psoas.sight import models
from psoas.testing import synthetic


@pytest.fixture
def marching(tmp_path: Path) -> Path:
    path = tmp_path / "marching.npz"
    write_skeletons(path, synthetic(load().level(6)))
    return path


def video(path: Path, size: tuple[int, int] = (64, 48), frames: int = 20, codec: str = "mpeg4") -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=10)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        picture = np.random.default_rng(1).integers(90, 110, (size[1], size[0], 3)).astype(np.uint8)
        for _ in range(frames):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(stream.encode(None))
    return path


def sound(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 4096), np.float32), format="fltp", layout="mono")
        silence.sample_rate = 44100
        container.mux(stream.encode(silence))
        container.mux(stream.encode(None))
    return path


def text(path: Path) -> Path:
    path.write_text("This is no video.\n" * 50)
    return path


def cut(path: Path) -> Path:
    whole = video(path, frames=60).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def picture(path: Path) -> Path:
    Image.new("RGB", (64, 48)).save(path)
    return path


def nothing(path: Path) -> Path:
    path.touch()
    return path


UNREADABLE = {
    "missing": (lambda path: path, "lost.mp4", "There is no file"),
    "text named mp4": (text, "notes.mp4", "could not be read as a video"),
    "truncated": (cut, "cut.mp4", "damaged or incomplete"),
    "empty": (nothing, "empty.mp4", "is empty"),
    "picture": (picture, "photo.jpg", "is a single picture"),
    "picture named mp4": (lambda path: picture(path.with_suffix(".png")).rename(path), "p.mp4", "picture"),
    "sound only": (sound, "song.m4a", "holds only sound"),
    "folder": (lambda path: (path.mkdir(), path)[1], "folder", "is a folder"),
    "damaged recording": (lambda path: (path.write_bytes(b"PK\x03\x04 nothing"), path)[1], "a.npz", "damaged"),
    "broken json": (lambda path: (path.write_text("{"), path)[1], "a.json", "line 1"),
}


@pytest.mark.parametrize(("make", "name", "says"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_unreadable_input_is_one_line_and_exit_2_and_nothing_is_written(
    run: Run, tmp_path: Path, make: Callable[[Path], Path], name: str, says: str
) -> None:
    path = make(tmp_path / name)
    out = tmp_path / "out"
    out.mkdir()
    wanted = ("--json", out / "a.json", "--report", out / "a.html", "--overlay", out / "a.mp4")
    code, stdout, stderr = run("analyze", path, "--level", 1, *wanted)
    assert code == 2
    assert stdout == ""
    assert stderr.count("\n") == 1
    assert says in stderr
    assert name in stderr
    assert list(out.iterdir()) == []


def test_a_level_that_does_not_exist_names_those_that_do(run: Run, marching: Path) -> None:
    code, stdout, stderr = run("analyze", marching, "--level", 7)
    assert (code, stdout) == (2, "")
    assert "There is no level 7" in stderr
    assert "6 (" in stderr


def test_without_a_level_it_is_recognised(run: Run, marching: Path) -> None:
    code, stdout, _ = run("analyze", marching, "--json", "-")
    assert code == 0
    data = json.loads(stdout)
    assert (data["level"], data["level_source"]) == (6, "recognised")
    assert data["count"] == {"left": 1, "right": 1}


def test_where_the_level_cannot_be_told_it_says_why_and_how_to_give_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "still.npz"
    write_skeletons(path, synthetic(load().level(6), (), lead_s=4))
    code, stdout, stderr = run("analyze", path, "--json", tmp_path / "a.json", "--report", tmp_path / "a.html")
    assert (code, stdout) == (2, "")
    assert stderr.count("\n") == 1
    assert "I saw nobody march." in stderr
    assert "--level 1" in stderr
    assert [p.name for p in tmp_path.iterdir()] == ["still.npz"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["analyze"], "file"),
        (["analyze", "a.mp4", "--level", "six"], "--level"),
        (["analyze", "a.mp4", "--levle", "6"], "--levle"),
        (["analyze", "a.mp4", "--level", "6", "--model", "huge"], "--model"),
        (["dance"], "dance"),
        (["--port", "99999"], "--port"),
    ],
)
def test_a_wrong_command_line_is_one_sentence(run: Run, arguments: list[str], says: str) -> None:
    code, stdout, stderr = run(*arguments)
    assert (code, stdout) == (2, "")
    assert says in stderr
    assert stderr.count("\n") == 1


@pytest.mark.parametrize("option", ["--json", "--report", "--overlay"])
@pytest.mark.parametrize("problem", ["no folder", "a folder", "the recording itself"])
def test_an_output_that_cannot_be_written_is_said_before_the_work_begins(
    run: Run, marching: Path, option: str, problem: str
) -> None:
    target = {
        "no folder": marching.parent / "none" / "out.x",
        "a folder": marching.parent,
        "the recording itself": marching,
    }[problem]
    before = marching.read_bytes()
    code, stdout, stderr = run("analyze", marching, "--level", 6, option, target)
    assert (code, stdout) == (2, "")
    assert problem.rsplit(maxsplit=1)[-1] in stderr
    assert marching.read_bytes() == before
    assert list(marching.parent.iterdir()) == [marching]


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write anywhere")
def test_a_folder_without_rights_is_said(run: Run, marching: Path) -> None:
    locked = marching.parent / "locked"
    locked.mkdir(mode=0o500)
    code, _, stderr = run("analyze", marching, "--level", 6, "--json", locked / "a.json")
    assert code == 2
    assert "cannot be written" in stderr


def test_one_name_for_two_outputs_is_refused(run: Run, marching: Path) -> None:
    same = marching.parent / "a.out"
    code, _, stderr = run("analyze", marching, "--level", 6, "--json", same, "--report", same)
    assert code == 2
    assert "Choose another name" in stderr
    assert not same.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("option", ["--json", "--report", "--overlay"])
def test_a_device_or_a_pipe_is_never_replaced_by_a_result(run: Run, marching: Path, option: str) -> None:
    pipe = marching.parent / "pipe"
    os.mkfifo(pipe)
    code, stdout, stderr = run("analyze", marching, "--level", 6, option, pipe)
    assert (code, stdout) == (2, "")
    assert "a device or a pipe, not a file" in stderr
    assert pipe.is_fifo()


@pytest.mark.parametrize(("option", "name"), [("--overlay", "a.avi"), ("--overlay", "a"), ("--report", "a.pdf")])
def test_an_ending_that_promises_another_kind_of_file_is_refused(
    run: Run, marching: Path, option: str, name: str
) -> None:
    code, _, stderr = run("analyze", marching, "--level", 6, option, marching.parent / name)
    assert code == 2
    assert "must end in" in stderr
    assert list(marching.parent.iterdir()) == [marching]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("analyze", "a.mp4", "--level", "six"), "--level"),
        (("analyze", "a.mp4", "--workers", "0"), "--workers"),
        (("--port", "99999"), "--port"),
        (("analyze", "a.mp4", "--model", "tiny"), "'tiny' is not one of"),
    ],
)
def test_a_wrong_value_is_said_without_the_words_of_programmers(
    run: Run, arguments: tuple[str, ...], says: str
) -> None:
    code, _, stderr = run(*arguments)
    assert code == 2
    assert says in stderr
    assert stderr.count("\n") == 1
    assert not any(word in stderr for word in ("Input", "parse", "Value error", "Invalid"))
    assert f"See `psoas{' analyze' * (arguments[0] == 'analyze')} --help`" in stderr


def test_json_on_the_screen_is_nothing_but_json(run: Run, marching: Path) -> None:
    code, stdout, _ = run("analyze", marching, "--level", 6, "--json", "-")
    assert code == 0
    data = json.loads(stdout)
    assert data["count"] == {"left": 1, "right": 1}
    assert data["file"] == str(marching)


def test_the_table_says_what_was_counted(run: Run, marching: Path) -> None:
    code, stdout, _ = run("analyze", marching, "--level", 6)
    assert code == 0
    assert "left 1" in stdout
    assert "right 1" in stdout


def test_outputs_appear_whole_under_their_names_and_nothing_else_does(run: Run, marching: Path) -> None:
    folder = marching.parent
    code, _, stderr = run("analyze", marching, "--level", 6, "--json", folder / "a.json", "--report", folder / "a.html")
    assert code == 0
    assert {path.name for path in folder.iterdir()} == {"marching.npz", "a.json", "a.html"}
    assert json.loads((folder / "a.json").read_text())["order"] == "LR"
    assert (folder / "a.html").read_text().endswith("</html>\n")
    assert "Wrote" in stderr
    if os.name == "posix":
        assert {(folder / name).stat().st_mode & 0o777 for name in ("a.json", "a.html")} == {0o600}


def test_an_existing_file_survives_an_analysis_that_fails(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "a.json"
    kept.write_text("precious")
    code, _, _ = run("analyze", text(tmp_path / "b.mp4"), "--level", 1, "--json", kept)
    assert code == 2
    assert kept.read_text() == "precious"


def test_an_overlay_of_a_recording_without_pictures_is_refused(run: Run, marching: Path) -> None:
    code, _, stderr = run("analyze", marching, "--level", 6, "--overlay", marching.parent / "a.mp4")
    assert code == 2
    assert "no pictures" in stderr
    assert list(marching.parent.iterdir()) == [marching]


def test_ending_it_by_hand_says_so_and_leaves_nothing(
    run: Run, marching: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("psoas.analysis.analyze.analyze", interrupted)
    code, stdout, stderr = run("analyze", marching, "--level", 6, "--json", marching.parent / "a.json")
    assert (code, stdout) == (130, "")
    assert stderr == "psoas: ended.\n"
    assert list(marching.parent.iterdir()) == [marching]


@pytest.fixture
def folder(marching: Path) -> Path:
    """A folder with two recordings, one of them in a folder of its own."""
    folder = marching.parent / "recordings"
    (folder / "more").mkdir(parents=True)
    marching.rename(folder / "a.npz")
    (folder / "more" / "b.npz").write_bytes((folder / "a.npz").read_bytes())
    return folder


def everything(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_a_folder_gives_a_line_of_json_for_each_recording(run: Run, folder: Path) -> None:
    out = folder / "results.jsonl"
    code, stdout, stderr = run("analyze", folder, "--level", 6, "--out", out, "--workers", 1)
    assert (code, stdout) == (0, "")
    assert stderr == f"Wrote {out}\n"
    records = [json.loads(line) for line in out.read_text().splitlines()]
    assert [record["file"] for record in records] == [str(folder / "a.npz"), str(folder / "more" / "b.npz")]
    _, alone, _ = run("analyze", folder / "a.npz", "--level", 6, "--json", "-")
    assert records[0] == json.loads(alone)
    assert run("analyze", folder, "--level", 6, "--out", out)[2].startswith("2 of 2 recordings are done already.\n")


def test_failures_are_listed_at_the_end_and_told_by_the_exit_code(run: Run, folder: Path) -> None:
    text(folder / "c.mp4")
    out = folder.parent / "results.jsonl"
    code, _, stderr = run("analyze", folder, "--level", 6, "--out", out, "--workers", 1)
    assert code == 1
    first, failure, last = stderr.splitlines()
    assert first == "1 of 3 recordings could not be read:"
    assert "could not be read as a video" in failure
    assert last == f"Wrote {out}"
    records = [json.loads(line) for line in out.read_text().splitlines()]
    assert [record.get("error") for record in records] == [None, failure.strip(), None]


def test_several_recordings_without_out_are_shown_as_a_table_and_nothing_is_written(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")  # a name is broken wherever the line ends
    before = everything(folder.parent)
    code, stdout, stderr = run("analyze", folder / "a.npz", folder / "more", "--level", 6, "--workers", 1)
    assert (code, stderr) == (0, "")
    assert "a.npz" in stdout
    assert everything(folder.parent) == before


def test_a_list_of_recordings_is_read(run: Run, folder: Path) -> None:
    listed = folder.parent / "list.txt"
    listed.write_text(f"{folder / 'more' / 'b.npz'}\n{folder / 'a.npz'}\n")
    out = folder.parent / "results.jsonl"
    assert run("analyze", "--list", listed, "--level", 6, "--out", out, "--workers", 1)[0] == 0
    assert [Path(json.loads(line)["file"]).name for line in out.read_text().splitlines()] == ["b.npz", "a.npz"]


def test_a_single_recording_may_have_its_results_in_out_too(run: Run, marching: Path) -> None:
    out = marching.parent / "results.jsonl"
    assert run("analyze", marching, "--level", 6, "--out", out)[0] == 0
    assert json.loads(out.read_text())["count"] == {"left": 1, "right": 1}


BAD_BATCHES = {
    "empty folder": (["{0}/empty"], "no recording in the folder"),
    "missing list": (["--list", "{0}/lost.txt"], "There is no list"),
    "list is a folder": (["--list", "{0}/empty"], "is a folder"),
    "no such level": (["{0}/a.npz", "--out", "{0}/r.jsonl", "--level", "9"], "There is no level 9"),
    "ending": (["{0}/a.npz", "--level", "6", "--out", "{0}/r.csv"], "must end in .jsonl"),
    "no folder": (["{0}/a.npz", "--level", "6", "--out", "{0}/none/r.jsonl"], "There is no folder"),
    "out inside a recording": (["{0}/a.npz", "--level", "6", "--out", "{0}/a.npz/r.jsonl"], "There is no folder"),
    "out is a folder": (["{0}/a.npz", "--level", "6", "--out", "{0}/folder.jsonl"], "is a folder"),
    "out is a recording": (["{0}/b.jsonl", "--level", "6", "--out", "{0}/b.jsonl"], "is an input"),
    "out is the list": (["--list", "{0}/l.jsonl", "--level", "6", "--out", "{0}/l.jsonl"], "is an input"),
    "single outputs": (
        ["{0}/a.npz", "{0}/b.jsonl", "--level", "6", "--report", "{0}/r.html"],
        "--report is for a single",
    ),
    "workers": (["{0}/a.npz", "--level", "6", "--workers", "0"], "--workers"),
}


@pytest.mark.parametrize(("arguments", "says"), BAD_BATCHES.values(), ids=BAD_BATCHES.keys())
def test_a_batch_that_cannot_begin_is_one_sentence_and_exit_2_and_nothing_is_written(
    run: Run, marching: Path, arguments: list[str], says: str
) -> None:
    place = marching.parent
    marching.rename(place / "a.npz")
    (place / "b.jsonl").write_bytes((place / "a.npz").read_bytes())
    (place / "l.jsonl").write_text(f"{place / 'a.npz'}\n")
    (place / "empty").mkdir()
    (place / "folder.jsonl").mkdir()
    before = everything(place)
    code, stdout, stderr = run("analyze", *(argument.format(place) for argument in arguments))
    assert (code, stdout) == (2, "")
    assert says in stderr
    assert stderr.count("\n") == 1
    assert everything(place) == before


def test_ending_a_batch_by_hand_says_how_to_go_on(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from psoas.analysis.worker import Worker

    look = Worker.look

    def interrupted(self: Worker, path: Path, *arguments: object) -> object:
        if path.name == "b.npz":
            raise KeyboardInterrupt
        return look(self, path)

    out = folder / "results.jsonl"
    with monkeypatch.context() as patch:
        patch.setattr(Worker, "look", interrupted)
        code, stdout, stderr = run("analyze", folder, "--level", 6, "--out", out, "--workers", 1)
    assert (code, stdout) == (130, "")
    assert stderr == "1 of 2 recordings are done and kept. Run the same command again to go on.\npsoas: ended.\n"
    assert not out.exists()
    code, _, stderr = run("analyze", folder, "--level", 6, "--out", out, "--workers", 1)
    assert code == 0
    assert stderr.startswith("1 of 2 recordings are done already.")


def test_version_and_help(run: Run) -> None:
    assert run("--version") == (0, f"psoas {__version__}\n", "")
    code, stdout, _ = run("--help")
    assert code == 0
    assert "analyze" in stdout


def test_without_a_command_the_app_is_served(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    served: list[tuple[object, ...]] = []
    monkeypatch.setattr("psoas.app.server.serve", lambda *arguments, small: served.append((*arguments, small)))
    assert run("--data", tmp_path, "--port", 8123, "--no-browser", "--model", "heavy")[0] == 0
    assert served == [(tmp_path, 8123, False, "heavy", "/", False)]


def test_help_loads_nothing_heavy() -> None:
    """Start must be quick: neither the screens nor the pose model nor a decoder is needed to say what there is."""
    script = (
        "import sys; sys.argv = ['psoas', '--help']\n"
        "from psoas.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('nicegui', 'ai_edge_litert', 'av', 'sqlalchemy', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_models_are_listed(run: Run, tmp_path: Path) -> None:
    code, stdout, _ = run("models", "--data", tmp_path)
    assert code == 0
    assert all(name in stdout for name in ("detector", "full", "heavy"))


def test_a_model_that_is_missing_is_listed_with_the_way_to_add_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "package_folder", lambda: tmp_path / "nothing")
    code, stdout, _ = run("models", "--data", tmp_path)
    assert code == 0
    assert stdout.count("it comes with the install") == 3
    assert "heavy is missing. Add it with `psoas models --add heavy`" in stdout


def test_a_file_that_is_no_model_is_refused(run: Run, tmp_path: Path) -> None:
    code, _, stderr = run("models", "--add", text(tmp_path / "a.tflite"), "--data", tmp_path)
    assert code == 2
    assert "not a pose model" in stderr


def test_an_empty_journal_says_how_to_begin(run: Run, tmp_path: Path) -> None:
    code, stdout, _ = run("journal", "--data", tmp_path)
    assert code == 0
    assert "empty" in stdout


def test_the_journal_lists_sessions(run: Run, tmp_path: Path) -> None:
    store = Store(tmp_path)
    exercise = load().level(3)
    store.begin_session(
        started_at=datetime(2026, 5, 4, 7, 30, tzinfo=UTC),
        exercise_id=exercise.id,
        level=3,
        band=True,
        counting="hand",
        plan=SetPlan(1, 10, 30.0),
    )
    store.close()
    code, stdout, _ = run("journal", "--data", tmp_path)
    assert code == 0
    assert "2026-05-04" in stdout
    assert exercise.name in stdout


@pytest.mark.weights
@pytest.mark.parametrize("level", [["--level", 1], []], ids=["level 1", "no level"])
@pytest.mark.parametrize("size", [(64, 48), (3840, 2160)], ids=["small", "4K"])
def test_a_clip_with_nobody_counts_nothing_says_so_and_is_drawn(
    run: Run, tmp_path: Path, size: tuple[int, int], level: list[object]
) -> None:
    clip = video(tmp_path / "room.mp4", size, frames=6)
    overlay = tmp_path / "drawn.mp4"
    page = tmp_path / "page.html"
    code, stdout, _ = run(
        "analyze", clip, *level, "--model", "full", "--json", "-", "--overlay", overlay, "--report", page
    )
    assert code == 0
    data = json.loads(stdout)
    assert data["count"] == {"left": 0, "right": 0}
    assert [note["id"] for note in data["setup"]] == ["nobody"]
    assert data["level"] == (1 if level else None)
    assert page.exists()
    with av.open(str(clip)) as one, av.open(str(overlay)) as two:
        first, second = one.streams.video[0], two.streams.video[0]
        assert first.duration * first.time_base == second.duration * second.time_base
        assert sum(1 for _ in two.decode(video=0)) == 6


@pytest.mark.shared
@pytest.mark.weights
def test_a_recognised_clip_is_drawn_as_one_whose_level_is_given(run: Run, tmp_path: Path, shared_data: Path) -> None:
    clip, overlay = shared_data / "rendered" / "standing_side.mp4", tmp_path / "drawn.mp4"
    code, stdout, _ = run("analyze", clip, "--model", "full", "--json", "-", "--overlay", overlay)
    data = json.loads(stdout)
    assert (code, data["level"], data["order"], data["band_seen"]) == (0, 6, "LRLR", False)
    with av.open(str(clip)) as one, av.open(str(overlay)) as two:
        assert sum(1 for _ in one.decode(video=0)) == sum(1 for _ in two.decode(video=0))


def test_a_session_is_deleted_by_its_number_and_comes_back(run: Run, tmp_path: Path) -> None:
    store = Store(tmp_path)
    number = store.begin_session(
        started_at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        exercise_id="lying-march",
        level=1,
        band=False,
        counting="hand",
        plan=SetPlan(1, 10, 60),
    )
    store.end_session(number, datetime(2026, 3, 1, 9, 40, tzinfo=UTC), "done")
    store.close()
    assert run("journal", "delete", number, "--data", tmp_path)[:2] == (
        0,
        f"Session {number} is deleted. If you want it back: `psoas journal undo`.\n",
    )
    assert "Your journal is empty" in run("journal", "--data", tmp_path)[1]
    assert run("journal", "undo", "--data", tmp_path)[:2] == (0, f"Session {number} is back.\n")
    assert "2026-03-01" in run("journal", "--data", tmp_path)[1]


def test_what_cannot_be_deleted_is_said(run: Run, tmp_path: Path) -> None:
    assert "Which session?" in run("journal", "delete", "--data", tmp_path)[2]
    assert run("journal", "delete", 7, "--data", tmp_path)[0] == 2
    assert "nothing to undo" in run("journal", "undo", "--data", tmp_path)[2]
