"""The bench of real people, on made-up ones: what it reads, what it adds up, what it says when it cannot."""

import json
import math
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import bench.real.__main__ as command
from bench.accuracy.looks import Eye
from bench.real.clips import find
from bench.real.run import RealScore, score_real
from bench.real.summary import of_both, summarise
from bench.real.truth import WrongTruth, read_entries
from psoas.body.skeleton import Side, Skeleton
from psoas.exchange.poses import Poses, write_poses
from psoas.exchange.skeletons import write_skeletons
from psoas.programme.catalogue import load
from psoas.testing import synthetic, true_reps

ROOT = Path(__file__).resolve().parents[2]
SIDES: dict[str, Side] = {"L": "left", "R": "right"}


def march(order: str, tempo: float = 1.0, level: int = 6) -> list[Skeleton]:
    return synthetic(load().level(level), [(SIDES[letter], 1.0) for letter in order], tempo=tempo)


def peaks(order: str) -> list[float]:
    return [rep.peak_s for rep in true_reps(load().level(6), [(SIDES[letter], 1.0) for letter in order])]


def folder_of(folder: Path, *truth: dict[str, Any], **recordings: list[Skeleton]) -> Path:
    """A folder with recordings, `NAME` or `NAME__MODEL`, and what they are said to show."""
    for name, seen in recordings.items():
        write_skeletons(folder / f"{name.replace('__', '.')}.npz", seen)
    (folder / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return folder


def scored(folder: Path, model: Any = "full") -> list[RealScore]:
    eye = Eye(folder / "cache", model)
    clips = [clip for found in find([folder]) if (clip := found.seen_by(model, eye))]
    return [s for clip in clips for s in score_real(clip)]


def test_a_set_counted_as_its_truth_says_is_exact(tmp_path: Path) -> None:
    truth = {"name": "a", "level": "6", "order": "LR", "peaks_s": peaks("LR")}
    numbers = summarise(scored(folder_of(tmp_path, truth, a=march("LR"))))
    assert (numbers["counts"]["sets"], numbers["counts"]["exact"], numbers["counts"]["faithful"]) == (1, 1.0, 1.0)
    assert numbers["counts"]["peak_median_s"] < 0.3
    assert numbers["doubts"]["sets"] == {"wrong": 0, "wrong_doubted": 0, "right": 1, "right_doubted": 0}


@pytest.mark.parametrize(
    ("order", "at", "wrong_side", "missed", "invented"),
    [
        ("LL", peaks("LR"), 1, 0, 0),
        ("LRL", [*peaks("LR"), 13.9], 0, 1, 0),
        ("L", peaks("L"), 0, 0, 1),
    ],
)
def test_what_differs_from_the_truth_is_told_apart(
    tmp_path: Path, order: str, at: list[float], wrong_side: int, missed: int, invented: int
) -> None:
    [one] = scored(folder_of(tmp_path, {"name": "a", "level": "6", "order": order, "peaks_s": at}, a=march("LR")))
    c = one.score.counting
    assert (c.exact, c.wrong_side, c.missed, c.invented) == (False, wrong_side, missed, invented)


def test_an_order_without_times_is_held_against_the_order_counted(tmp_path: Path) -> None:
    truths = {"a": "LR", "b": "LRL", "c": "RL"}
    folder = folder_of(
        tmp_path,
        *({"name": name, "level": "6", "order": order} for name, order in truths.items()),
        **{name: march("LR") for name in truths},
    )
    right, one_more, other_way = (s.score.counting for s in scored(folder))
    assert right.faithful
    assert (one_more.missed, one_more.wrong_side, one_more.invented) == (1, 0, 0)
    assert other_way.exact, "the numbers agree, whatever the order"
    numbers = summarise(scored(folder))
    assert math.isnan(numbers["counts"]["peak_median_s"]), "nobody said when the peaks were"


def test_what_is_counted_in_another_movement_is_invented_in_the_time_that_fits_the_level(tmp_path: Path) -> None:
    # What somebody by mistake calls another movement is counted in full.
    folder = folder_of(tmp_path, {"name": "a", "level": "none", "what": "nothing"}, a=march("LRL"))
    scores = scored(folder)
    numbers = summarise(scores)
    assert [s.score.level for s in scores] == [1, 2, 3, 4, 5, 6]
    assert numbers["other_movement"]["by_level"]["6"]["invented"] == 3
    assert numbers["in_position"]["lying"]["minutes"] == 0
    upright = numbers["in_position"]["upright"]
    assert upright["invented"] == 3 + len(scores[4].score.counting.counted)
    assert upright["minutes"] == pytest.approx(2 * scores[0].clip.duration_s / 60, rel=0.05), "as level 5, and as 6"
    assert upright["a_minute"] == pytest.approx(upright["invented"] / upright["minutes"])
    assert (numbers["other_clips_counted"], numbers["other_clips"]) == (1, 1)
    assert numbers["counts"]["sets"] == 0


def test_doubt_counts_for_a_wrong_set_and_against_a_right_one(tmp_path: Path) -> None:
    # One leg over and over makes psoas doubt the legs; whether that was in place is for the truth to say.
    folder = folder_of(
        tmp_path,
        {"name": "mixed", "level": "6", "order": "LRLRL"},
        {"name": "meant", "level": "6", "order": "LLLLL"},
        mixed=march("LLLLL"),
        meant=march("LLLLL"),
    )
    scores = scored(folder)
    assert [[doubt.id for doubt in s.doubts] for s in scores] == [["legs-alike"]] * 2
    assert summarise(scores)["doubts"]["sets"] == {"wrong": 1, "wrong_doubted": 1, "right": 1, "right_doubted": 1}


def test_strides_too_quick_to_be_the_march_are_another_movement_of_which_one_must_be_told(tmp_path: Path) -> None:
    truth = {"name": "a", "level": "6", "order": "RL x9, 9 R 9 L"}
    scores = scored(folder_of(tmp_path, truth, a=march("RL" * 9, tempo=0.05)[:90]))
    assert all(s.clip.quick and not s.march for s in scores)
    assert summarise(scores)["quick"] == {"clips": 1, "told": 1}


def test_slow_strides_are_a_set_however_many(tmp_path: Path) -> None:
    [one] = scored(folder_of(tmp_path, {"name": "a", "level": "6", "order": "LR x2"}, a=march("LRLR")))
    assert one.score.counting.true == "LRLR"
    assert one.march
    assert not one.clip.quick


def test_recordings_are_named_and_steadied_as_those_of_films(tmp_path: Path) -> None:
    noise = np.random.default_rng(5).normal(0, 3, (61, 33, 2))
    seen = synthetic(load().level(6), [("left", 1.0), ("right", 1.0)], fps=20, noise_px=noise)
    [one] = scored(folder_of(tmp_path, {"name": "a", "level": "6", "order": "LR"}, a=seen))
    assert one.clip.raw
    write_poses(tmp_path / "a.npz", Poses(seen))
    [again] = scored(tmp_path)
    assert again.score.counting.peak_errors_s == one.score.counting.peak_errors_s
    assert again.score.angles.seen_s == one.score.angles.seen_s


def test_each_model_sees_its_own_recording_and_both_are_compared_on_what_both_saw(tmp_path: Path) -> None:
    truth = [{"name": name, "level": "6", "order": "LR"} for name in ("a", "b")]
    folder = folder_of(tmp_path, *truth, a__full=march("LR"), a__heavy=march("L"), b__full=march("LR"))
    by_model = {model: scored(folder, model) for model in ("full", "heavy")}
    assert [[s.score.counting.exact for s in scores] for scores in by_model.values()] == [[True, True], [False]]
    assert of_both(by_model) == {"a"}


def test_a_recording_says_itself_which_model_saw_it(tmp_path: Path) -> None:
    folder_of(tmp_path, {"name": "a", "level": "6", "order": "LR"})
    write_poses(tmp_path / "a.npz", Poses(march("LR"), {"pose_model": "heavy"}))
    assert scored(tmp_path, "full") == []
    assert len(scored(tmp_path, "heavy")) == 1


@pytest.mark.weights
def test_a_film_is_looked_at_and_counted_like_a_recording_of_it(tmp_path: Path) -> None:
    clips = ROOT / "tests" / "fixtures" / "clips"
    shows = json.loads((clips / "level6.json").read_text())
    order = "".join(rep["side"] for rep in shows["reps"] if not rep["short"])
    at = [rep["peak_s"] for rep in shows["reps"] if not rep["short"]]
    folder_of(tmp_path, {"name": "level6", "level": "6", "order": order, "peaks_s": at})
    shutil.copy(clips / "level6.mp4", tmp_path)
    [film] = scored(tmp_path)
    assert film.score.counting.faithful
    write_poses(tmp_path / "level6.full.npz", film.clip.poses)
    (tmp_path / "level6.mp4").unlink()
    [recorded] = scored(tmp_path)
    assert recorded.score.counting == film.score.counting


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"level": "7"}, '"level"'),
        ({"level": "6", "order": "left, right"}, '"order"'),
        ({"level": "6", "order": "LR", "peaks_s": [1.0]}, "1 times for 2"),
        ({"level": "6", "order": "LR", "peaks_s": [2.0, 1.0]}, '"peaks_s"'),
        ({"level": "6", "order": "LR", "peaks_s": ["early", "late"]}, '"peaks_s"'),
    ],
)
def test_a_truth_that_makes_no_sense_is_named(tmp_path: Path, entry: dict[str, Any], says: str) -> None:
    folder_of(tmp_path, {"name": "clip-a", **entry})
    with pytest.raises(WrongTruth, match=r"truth\.json, clip-a") as told:
        read_entries(tmp_path)
    assert says in str(told.value)


@pytest.mark.parametrize(
    ("fill", "says"),
    [
        (lambda folder: None, "no truth.json"),
        (lambda folder: (folder / "truth.json").write_text("{"), "could not be read"),
        (lambda folder: (folder / "truth.json").write_text("{}"), "list of clips"),
        (lambda folder: folder_of(folder, {"name": "lost", "level": "none"}), "lost.full.npz"),
        (folder_of, "names no clip"),
    ],
)
def test_what_cannot_be_measured_is_one_sentence(tmp_path: Path, fill: Any, says: str) -> None:
    fill(tmp_path)
    done = bench(tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert says in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


def test_where_no_recordings_lie_beside_the_project_it_says_what_to_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "ROOT", tmp_path / "project")
    monkeypatch.setattr(sys, "argv", ["bench.real"])
    with pytest.raises(SystemExit) as told:
        command.main()
    assert str(told.value).startswith(f"There is no folder {tmp_path / 'shared' / 'data' / 'real_skeletons'}")
    assert "--poses NAME.npz" in str(told.value)


def test_the_table_stands_beside_a_list_of_clips_and_goes_into_a_file(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        {"name": "set", "level": "6", "order": "LR", "peaks_s": peaks("LR")},
        {"name": "squats", "level": "none", "what": "squats"},
        set__full=march("LR"),
        set__heavy=march("RL"),
        squats__full=march(""),
    )
    done = bench(folder, "--json", tmp_path / "out" / "real.json")
    assert done.returncode == 0, done.stderr
    lines = {line.split("  ")[0].strip(): line.split() for line in done.stdout.splitlines() if line.strip()}
    assert "full, all it saw" in done.stdout
    assert lines["clips"] == ["clips", "2", "1", "1"]
    assert [line.split()[:5] for line in done.stdout.splitlines() if line.startswith("set ")] == [
        ["set", "full", "6", "LR", "LR"],
        ["set", "heavy", "6", "LR", "RL"],
    ]
    data = json.loads((tmp_path / "out" / "real.json").read_text())
    assert data["models"]["full"]["counts"]["sets"] == 1
    assert {clip["name"] for clip in data["models"]["full"]["clips"]} == {"set", "squats"}
    assert data["models"]["heavy"]["clips"][0]["counted"] == "RL"


def bench(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench.real", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
