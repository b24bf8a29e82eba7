import numpy as np
import pytest

from bench.peers import peaks, threshold
from bench.peers.made import plain_angles
from psoas.body.skeleton import Floats, Side, Skeleton, joint
from psoas.programme.catalogue import load


def march(level: int, order: str, period_s: float = 4.0, fps: float = 20.0) -> tuple[Floats, dict[Side, Floats]]:
    """Hip angles of repetitions one after the other, with a second of rest between them."""
    motion = load().level(level).motion
    assert motion is not None
    t = np.arange(0, len(order) * period_s + 1, 1 / fps)
    hips: dict[Side, Floats] = {s: np.full_like(t, motion.start.hip) for s in ("left", "right")}
    for i, letter in enumerate(order):
        phase = (t - i * period_s - 0.5) / (period_s - 1)
        moving = (phase > 0) & (phase < 1)
        side: Side = "left" if letter == "L" else "right"
        hips[side][moving] += motion.travel_deg * (1 - np.cos(2 * np.pi * phase[moving])) / 2
    return t, hips


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6])
def test_thresholds_count_a_faultless_march_at_every_level(level: int):
    motion = load().level(level).motion
    assert motion is not None
    found = threshold.count(*march(level, "LRRL"), motion)
    assert "".join(rep.side[0].upper() for rep in found) == "LRRL"
    assert [rep.peak_s for rep in found] == pytest.approx([2.0, 6.0, 10.0, 14.0], abs=0.1)


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("way", [peaks.of_each_hip, peaks.of_the_difference])
def test_peaks_count_a_faultless_march_at_every_level(level: int, way):
    pytest.importorskip("scipy", reason="only bench/peers/requirements.txt brings SciPy")
    motion = load().level(level).motion
    assert motion is not None
    found = way(*march(level, "LRRL"), motion)
    assert "".join(rep.side[0].upper() for rep in found) == "LRRL"
    assert [rep.peak_s for rep in found] == pytest.approx([2.0, 6.0, 10.0, 14.0], abs=0.15)


def test_thresholds_pass_over_frames_without_a_person():
    motion = load().level(6).motion
    assert motion is not None
    t, hips = march(6, "LR")
    hips["left"][10:14] = np.nan
    assert len(threshold.count(t, hips, motion)) == 2


def test_plain_angles_are_flexion_in_the_picture():
    image = np.full((33, 2), np.nan)
    for side in ("left", "right"):
        image[joint(side, "shoulder")] = 100, 100
        image[joint(side, "hip")] = 100, 200
        image[joint(side, "knee")] = 180, 200
        image[joint(side, "ankle")] = 180, 280
    t, hips, knees = plain_angles([Skeleton(0.5, image, np.ones(33))])
    assert t == pytest.approx(0.5)
    assert hips["left"] == pytest.approx(90)
    assert knees["right"] == pytest.approx(90)
