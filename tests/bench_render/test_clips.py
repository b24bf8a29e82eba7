"""The small clips in the repository, and one made anew where that is possible."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from psoas.analysis.analyze import analyze

CLIPS = Path(__file__).resolve().parents[1] / "fixtures" / "clips"
ALL = sorted(CLIPS.glob("*.mp4"))
KEYS = {
    *("schema", "clip", "fps", "frames", "size", "level", "exercise", "band", "set", "seed", "view", "conditions"),
    *("reps", "faults", "other", "angle_columns", "angles_deg", "joint_names", "keypoints_px", "keypoints_m"),
    "pelvis_deg",
}


def truth(clip: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    return found


def test_there_is_a_clip_a_level_one_with_a_fault_and_one_without_a_march_all_small() -> None:
    told = [truth(clip) for clip in ALL]
    assert {t["level"] for t in told} == {None, 1, 2, 3, 4, 5, 6}
    assert any(t["faults"] for t in told)
    assert sum(file.stat().st_size for file in CLIPS.iterdir()) < 8e6


@pytest.mark.parametrize("clip", ALL, ids=lambda c: c.stem)
def test_a_clip_has_all_of_its_truth(clip: Path) -> None:
    told = truth(clip)
    assert set(told) == KEYS
    for name in ("angles_deg", "keypoints_px", "keypoints_m", "pelvis_deg"):
        assert len(told[name]) == told["frames"]
    points = np.array(told["keypoints_px"])
    assert points.shape == (told["frames"], len(told["joint_names"]), 2)
    assert np.all(points > 0)
    assert np.all(points < told["size"])


@pytest.mark.parametrize("clip", ALL, ids=lambda c: c.stem)
def test_the_near_side_is_the_right_one_where_the_head_is_left(clip: Path) -> None:
    told = truth(clip)
    depth = np.array(told["keypoints_m"])[..., 2]
    names = told["joint_names"]
    nearer = depth[:, names.index("right_hip")] < depth[:, names.index("left_hip")]
    assert np.all(nearer == (told["view"]["head"] == "left"))


@pytest.mark.weights
@pytest.mark.parametrize("name", ["level2", "level5", "level6-trunk-leaves-its-line", "other"])
def test_psoas_sees_in_a_clip_what_its_truth_says(name: str) -> None:
    told = truth(CLIPS / f"{name}.mp4")
    result = analyze(CLIPS / f"{name}.mp4", told["level"] or 1)
    full = [rep for rep in told["reps"] if not rep["short"]]
    assert result.order == "".join(rep["side"] for rep in full)
    for seen, true in zip(result.reps, full, strict=True):
        assert seen.peak_s == pytest.approx(true["peak_s"], abs=0.4)


def test_a_clip_can_be_made_anew(tmp_path: Path) -> None:
    for module in ("anny", "torch", "OpenGL"):
        pytest.importorskip(
            module, reason="the renderer's own requirements (bench/render/requirements.txt) are missing"
        )
    from bench.render.clip import render
    from bench.render.sets import plans

    plan = plans("fixtures", 1, 1)[0]
    assert plan.wish is not None
    plan.wish.reps, plan.size = 1, (160, 120)
    clip = render(plan, tmp_path)
    assert truth(clip)["frames"] > 30
