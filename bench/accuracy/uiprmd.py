"""UI-PRMD: two standing leg movements, done right and wrong, seen by markers and by a Kinect.

Data: Vakanski, Jun, Paul and Baker 2018, "A Data Set of Human Body Movements for Physical Rehabilitation Exercises",
Data 3(1):2, doi 10.3390/data3010002.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from bench.accuracy.auc import auc
from bench.accuracy.conduct import Conduct, conduct
from bench.accuracy.phases import PHASES, Times, times_by_speed
from bench.accuracy.space import sagittal_deg
from psoas.analysis.coaching import coach_skeletons
from psoas.body.skeleton import N_JOINTS, SIDES, Floats, Side, Skeleton, joint
from psoas.coach.along import Along
from psoas.coach.events import Rep
from psoas.exchange.mocap import CameraView, project, with_heels
from psoas.programme.catalogue import load

Sensor = Literal["vicon", "kinect"]
MOVEMENTS = {"m02": "hurdle step", "m06": "leg raise"}
RATES = {"vicon": 100.0, "kinect": 30.0}
#: Every so many frames are looked at: about as often as psoas looks at a recording.
_STEPS = {"vicon": 5, "kinect": 1}
#: Camera round the person, degrees: 0 at the left side, 90 in front, 180 at the right side.
AZIMUTHS = (0, 45, 90, 135, 180)
#: The files hold one repetition and nothing else: the first and the last frame are held this long, seconds.
_HELD_S = 1.0
#: The Kinect's joints come as they were seen, with single wild frames; psoas steadies what its own pose model sees. The
#: median of this many frames (0.17 s) takes them out and leaves a movement of a second as it is.
_KINECT_MEDIAN = 5
#: From skin to centre: half a knee, half an ankle, and from the top of the shoulder to its joint; metres, adults with
#: markers of 14 mm.
_KNEE_IN_M, _ANKLE_IN_M, _SHOULDER_DOWN_M = 0.057, 0.042, 0.05


@dataclass(frozen=True, slots=True)
class Trial:
    """One repetition of one leg by one subject."""

    key: str
    movement: str
    subject: str
    side: Side
    correct: bool
    flawed: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What the coach made of a trial from one side.

    Attributes
    ----------
    times : Times
        Those of its markers.
    along : Along or None
        How far the hips went along with the first counted repetition; None without one.
    """

    trial: Trial
    azimuth: int
    reps: list[Rep]
    conduct: Conduct
    times: Times
    along: Along | None = None


def trials(folder: Path) -> list[Trial]:
    """All trials of the truth file."""
    with (folder / "ground_truth.csv").open(encoding="utf-8") as file:
        return [
            Trial(
                row["key"],
                row["key"][:3],
                row["subject"],
                "left" if row["side"] == "L" else "right",
                row["label"] == "correct",
                row["quality_flag"],
            )
            for row in csv.DictReader(file)
        ]


def skeletons(positions: Floats, rate: float, azimuth: int) -> list[Skeleton]:
    """A trial as a level camera sees it, standing still before and after."""
    hold = round(_HELD_S * rate)
    held = np.concatenate([np.repeat(positions[:1], hold, 0), positions, np.repeat(positions[-1:], hold, 0)])
    return project(held, np.arange(len(held)) / rate, CameraView(float(azimuth)))


def vicon_positions(markers: Floats, names: Sequence[str]) -> Floats:
    """Joint centres from skin markers.

    Hips as Bell, Pedersen and Brand 1990 (J Biomech 23:617) place them by the width between the front hip bones;
    knees, ankles and shoulders by the usual depth under the marker.

    Parameters
    ----------
    markers : ndarray, shape (N, 32, 3)
        Tenths of a millimetre: x forward, y to the left, z up.
    names : sequence of str
        Names of the markers (Plug-in Gait).

    Returns
    -------
    ndarray, shape (N, 33, 3)
        Metres: x to the left, y up, z forward; NaN where no marker tells.
    """
    at = {str(name): markers[:, i][:, [1, 2, 0]] / 10000.0 for i, name in enumerate(names)}
    positions = np.full((len(markers), N_JOINTS, 3), np.nan)
    front, back = (at["LASI"] + at["RASI"]) / 2, (at["LPSI"] + at["RPSI"]) / 2
    width = np.linalg.norm(at["LASI"] - at["RASI"], axis=1, keepdims=True)
    left = (at["LASI"] - at["RASI"]) / width
    forward = front - back
    forward = _unit(forward - (forward * left).sum(axis=1, keepdims=True) * left)
    up = np.cross(forward, left)
    neck, chest = (at["C7"] + at["CLAV"]) / 2, (at["T10"] + at["STRN"]) / 2
    down = _unit(chest - neck)
    for side in SIDES:
        letter, outward = side[0].upper(), (left if side == "left" else -left)
        positions[:, joint(side, "hip")] = front + width * (0.36 * outward - 0.19 * forward - 0.30 * up)
        positions[:, joint(side, "knee")] = at[f"{letter}KNE"] - _KNEE_IN_M * outward
        positions[:, joint(side, "ankle")] = at[f"{letter}ANK"] - _ANKLE_IN_M * outward
        positions[:, joint(side, "heel")] = at[f"{letter}HEE"]
        positions[:, joint(side, "foot_index")] = at[f"{letter}TOE"]
        positions[:, joint(side, "shoulder")] = at[f"{letter}SHO"] + _SHOULDER_DOWN_M * down
        positions[:, joint(side, "elbow")] = at[f"{letter}ELB"]
        positions[:, joint(side, "wrist")] = (at[f"{letter}WRA"] + at[f"{letter}WRB"]) / 2
        positions[:, joint(side, "ear")] = (at[f"{letter}FHD"] + at[f"{letter}BHD"]) / 2
    positions[:, 0] = (at["LFHD"] + at["RFHD"]) / 2
    return positions


def kinect_positions(given: Floats, names: Sequence[str]) -> Floats:
    """The Kinect's joints as landmarks, metres, y up, shape (N, 33, 3)."""
    at = {str(name): given[:, i] / 1000.0 for i, name in enumerate(names)}
    positions = np.full((len(given), N_JOINTS, 3), np.nan)
    for side in SIDES:
        for ours, theirs in (
            ("hip", "hip"),
            ("knee", "knee"),
            ("ankle", "ankle"),
            ("foot_index", "toe"),
            ("shoulder", "shoulder"),
            ("elbow", "elbow"),
            ("wrist", "wrist"),
        ):
            positions[:, joint(side, ours)] = at[f"{side[0]}_{theirs}"]
    positions[:, 0] = at["head"]
    half = _KINECT_MEDIAN // 2
    padded = np.pad(positions, ((half, half), (0, 0), (0, 0)), mode="edge")
    steady = np.median(np.lib.stride_tricks.sliding_window_view(padded, _KINECT_MEDIAN, axis=0), axis=-1)
    return with_heels(steady)


def look(folder: Path, sensor: Sensor, azimuths: Sequence[int] = AZIMUTHS) -> Iterator[Seen]:
    """Coach every trial from every side as a standing march."""
    exercise = load().level(6)
    with np.load(folder / f"{sensor}.npz") as data, np.load(folder / "vicon.npz") as markers:
        for trial in trials(folder):
            key = f"{trial.key}_pos" if sensor == "vicon" else trial.key
            if key not in data:
                continue
            given = data[key][:: _STEPS[sensor]].astype(float)
            positions = (
                vicon_positions(given, data["marker_names"])
                if sensor == "vicon"
                else kinect_positions(given, data["joint_names"])
            )
            times = _true_times(trial, markers)
            for azimuth in azimuths:
                seen = skeletons(positions, RATES[sensor] / _STEPS[sensor], azimuth)
                coach, events = coach_skeletons(((None, s) for s in seen), exercise, keep_frames=True)
                reps = [e for e in events if isinstance(e, Rep)]
                went = next(iter(coach.reach.alongs), None)
                yield Seen(trial, azimuth, reps, conduct(coach, reps), times, went)


def _true_times(trial: Trial, markers: np.lib.npyio.NpzFile) -> Times:
    positions = vicon_positions(markers[f"{trial.key}_pos"].astype(float), markers["marker_names"])
    hips, _, _ = sagittal_deg(positions)
    t = np.arange(len(positions)) / RATES["vicon"]
    return times_by_speed(t, hips[trial.side], 0.0, float(t[-1]))


def _times_off(seen: Sequence[Seen]) -> dict[str, float]:
    """How far off the phases of trials counted right are told: medians without and with sign, seconds."""
    right = [(s.reps[0], s.times) for s in seen if [r.side for r in s.reps] == [s.trial.side] and not s.reps[0].short]
    result: dict[str, float] = {}
    for phase in PHASES:
        errors = np.array([getattr(rep, f"{phase}_s") - getattr(true, f"{phase}_s") for rep, true in right] or [np.nan])
        result[f"{phase}_median_s"] = float(np.median(np.abs(errors)))
        result[f"{phase}_bias_s"] = float(np.median(errors))
    return result


def numbers(seen: Sequence[Seen], score: Callable[[Conduct], float]) -> dict[str, Any]:
    """Sides and the area under the curve, for each movement and camera; trials with flawed markers are left out.

    A trial in which no repetition was seen has no score, and counts as one that was guessed.
    """
    result: dict[str, Any] = {}
    for movement, name in MOVEMENTS.items():
        for azimuth in (None, *sorted({s.azimuth for s in seen})):
            mine = [
                s for s in seen if s.trial.movement == movement and azimuth in (None, s.azimuth) and not s.trial.flawed
            ]
            if not mine:
                continue
            areas = {
                subject: _area([s for s in mine if s.trial.subject == subject], score)
                for subject in sorted({s.trial.subject for s in mine})
            }
            full = [[r.side for r in s.reps if not r.short] for s in mine]
            result[f"{name}, {'all' if azimuth is None else f'{azimuth}°'}"] = {
                "trials": len(mine),
                "side_right": float(np.mean([f == [s.trial.side] for f, s in zip(full, mine, strict=True)])),
                "wrong_side": sum(any(x != s.trial.side for x in f) for f, s in zip(full, mine, strict=True)),
                "none_counted": sum(not f for f in full),
                "several_counted": sum(len(f) > 1 for f in full),
                "auc": _area(mine, score),
                "auc_by_subject": areas,
                **_times_off(mine),
            }
    return result


def _area(seen: Sequence[Seen], score: Callable[[Conduct], float]) -> float:
    return auc(
        [score(s.conduct) for s in seen if s.trial.correct],
        [score(s.conduct) for s in seen if not s.trial.correct],
    )


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit
