"""Offer psoas to other programs: all that `import psoas` gives.

`analyze` takes the same path as ``psoas analyze``, so it counts the same. Left and right are the
person's; angles are degrees, flexion positive; times are seconds on the recording's clock.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from psoas.analysis.analyze import analyze as analyze_recording
from psoas.analysis.result import Analysis, RepItem
from psoas.biomechanics.anthropometry import Physique, loop_of
from psoas.biomechanics.load import Estimate, LoadChange, LoadNumber, Loads, estimates_of, within_reach
from psoas.body.skeleton import Floats, Side, Skeleton
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.errors import PsoasError
from psoas.exchange import recording, skeletons
from psoas.programme.catalogue import load as load_catalogue
from psoas.programme.loads import Sex
from psoas.programme.model import Exercise
from psoas.report.recording_html import report_part
from psoas.sight.models import ModelChoice, best_landmark_model, models_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pandas import DataFrame

__all__ = [
    "Angles",
    "Coach",
    "LevelLoad",
    "PsoasError",
    "Result",
    "Skeleton",
    "analyze",
    "exercises",
    "load",
    "read_skeletons",
    "write_skeletons",
]


@dataclass(frozen=True, slots=True, eq=False)
class Angles:
    """Hip and knee angles of a whole recording, frame by frame.

    Attributes
    ----------
    t_s : ndarray of float, shape (n,)
        Seconds, strictly increasing; n is the number of frames looked at.
    left_hip_deg, right_hip_deg : ndarray of float, shape (n,)
        Between thigh and trunk, degrees: 0 is a straight hip, flexion positive; NaN while that leg is not seen.
    left_knee_deg, right_knee_deg : ndarray of float, shape (n,)
        Between thigh and shank, degrees: 0 is a straight knee, flexion positive; NaN while the legs are not seen.
    """

    t_s: Floats
    left_hip_deg: Floats
    right_hip_deg: Floats
    left_knee_deg: Floats
    right_knee_deg: Floats


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Result:
    """A coached recording; in a notebook it shows its counts and a chart of both hips.

    Attributes
    ----------
    analysis : psoas.analysis.result.Analysis
        All that came out, also the cues, what was not seen, and what to do better next time.

    Examples
    --------
    >>> import psoas
    >>> from psoas.testing import synthetic
    >>> march = psoas.exercises()["banded-standing-march"]
    >>> psoas.write_skeletons("march.npz", synthetic(march, [("left", 1.0), ("right", 1.0), ("left", 0.4)]))
    >>> result = psoas.analyze("march.npz", level=6)
    >>> result
    <psoas.Result of march.npz: level 6, left 1, right 1>
    >>> result.counts
    {'left': 1, 'right': 1}
    >>> [(rep.side, round(rep.range_deg, -1)) for rep in result.reps]
    [('left', 90.0), ('right', 90.0)]
    """

    analysis: Analysis

    @property
    def level(self) -> int | None:
        """Return the level of the march, 1 to 6; None if none was given and nobody was seen."""
        return self.analysis.level

    @property
    def reps(self) -> tuple[Rep, ...]:
        """Return the repetitions that count, in order of time."""
        return self.analysis.reps

    @property
    def short(self) -> tuple[Rep, ...]:
        """Return the repetitions that fell short and are not counted."""
        return self.analysis.short

    @property
    def counts(self) -> dict[Side, int]:
        """Return the number of counted repetitions of each side: ``{"left": …, "right": …}``."""
        return self.analysis.count

    @property
    def faults(self) -> dict[str, int]:
        """Return how many repetitions had each fault, short ones too, by its id; the most frequent first."""
        return dict(Counter(fault for rep in (*self.reps, *self.short) for fault in rep.faults).most_common())

    def angles(self) -> Angles:
        """Return hip and knee angles, frame by frame.

        Returns
        -------
        Angles
            Arrays of one length, in seconds and degrees, with NaN while unseen.

        Examples
        --------
        >>> import psoas
        >>> from psoas.testing import synthetic
        >>> psoas.write_skeletons("march.npz", synthetic(psoas.exercises()["banded-standing-march"], fps=20))
        >>> angles = psoas.analyze("march.npz", level=6).angles()
        >>> angles.t_s.shape == angles.left_hip_deg.shape == angles.right_knee_deg.shape
        True
        >>> bool(angles.left_hip_deg.max() > 80)
        True
        """
        hips = np.array(self.analysis.trace, dtype=float).reshape(-1, 3)
        knees = np.array(self.analysis.knees, dtype=float).reshape(-1, 2)
        return Angles(hips[:, 0], hips[:, 1], hips[:, 2], knees[:, 0], knees[:, 1])

    def to_dict(self) -> dict[str, Any]:
        """Return the machine contract, schema 2: exactly what ``psoas analyze FILE --json -`` prints.

        Returns
        -------
        dict
            Only of what JSON has; a number that could not be measured is None.

        Examples
        --------
        >>> import psoas
        >>> from psoas.testing import synthetic
        >>> psoas.write_skeletons("march.npz", synthetic(psoas.exercises()["banded-standing-march"]))
        >>> found = psoas.analyze("march.npz", level=6).to_dict()
        >>> found["schema"], found["order"], found["count"]
        (2, 'LR', {'left': 1, 'right': 1})
        """
        return self.analysis.contract().model_dump(mode="json", by_alias=True)

    def to_dataframe(self) -> DataFrame:
        """Return the repetitions as a table.

        Returns
        -------
        pandas.DataFrame
            One row for each repetition, short ones too, in order of time. Columns: `side`, `counted`,
            and those of the machine contract with their units, such as `start_s` and `range_deg`; `faults` holds lists.

        Raises
        ------
        PsoasError
            If pandas is not installed.

        Examples
        --------
        >>> import psoas
        >>> from psoas.testing import synthetic
        >>> march = psoas.exercises()["banded-standing-march"]
        >>> psoas.write_skeletons("march.npz", synthetic(march, [("left", 1.0), ("right", 0.4)]))
        >>> table = psoas.analyze("march.npz", level=6).to_dataframe()
        >>> table[["side", "counted"]].values.tolist()
        [['left', True], ['right', False]]
        """
        try:
            from pandas import DataFrame  # noqa: PLC0415 - not one of the dependencies
        except ImportError:
            raise PsoasError("A table needs pandas, which is not installed. Install it: pip install pandas") from None
        found = self.analysis.contract()
        rows = [
            {"side": rep.side, "counted": counted, **rep.model_dump(mode="json", exclude={"side"})}
            for counted, reps in ((True, found.reps), (False, found.short))
            for rep in reps
        ]
        columns = ["side", "counted", *(name for name in RepItem.model_fields if name != "side")]
        return DataFrame(sorted(rows, key=lambda row: row["start_s"]), columns=columns)

    def __repr__(self) -> str:
        of, counts = Path(self.analysis.file).name, ", ".join(f"{side} {n}" for side, n in self.counts.items())
        return f"<psoas.Result of {of}: {f'level {self.level}' if self.level else 'nobody seen'}, {counts}>"

    def _repr_html_(self) -> str:
        return report_part(self.analysis)


def analyze(
    path: str | PathLike[str],
    level: int | None = None,
    model: ModelChoice = "auto",
    *,
    band: bool = True,
    on_progress: Callable[[float, float], None] | None = None,
) -> Result:
    """Coach a recording as ``psoas analyze`` does: same counts, times and angles.

    Parameters
    ----------
    path : str or path-like
        A video, or a recording of skeletons (.npz, .json, .trc).
    level : int, optional
        Level of the march, 1 to 6; by default recognised from the movement.
    model : {"auto", "full", "heavy"}
        Pose model for videos; "auto" is the most exact one on this computer. ``to_dict()["versions"]`` names it.
    band : bool
        Whether the band was worn, if the level has one.
    on_progress : callable, optional
        Called with seconds done and seconds in all (0 where the file does not say).

    Returns
    -------
    Result

    Raises
    ------
    PsoasError
        If the level does not exist or cannot be recognised, the recording cannot be read, or the pose model or its
        runtime is not on this computer.

    Examples
    --------
    >>> import psoas
    >>> from psoas.testing import synthetic
    >>> psoas.write_skeletons("march.npz", synthetic(psoas.exercises()["lying-march"]))
    >>> psoas.analyze("march.npz", level=1).counts
    {'left': 1, 'right': 1}
    >>> psoas.analyze("lost.mp4")
    Traceback (most recent call last):
    ...
    psoas.analysis.sources.AnalysisError: There is no file lost.mp4. Check the name and the folder.
    """
    added = models_folder()
    chosen = best_landmark_model(model, added)
    found = analyze_recording(Path(path), level, band=band, model=chosen, models=added, on_progress=on_progress)
    return Result(found)


def exercises() -> dict[str, Exercise]:
    """Return all exercises that psoas teaches.

    Returns
    -------
    dict of str to psoas.programme.model.Exercise
        By id, in the order of the four steps; the march in the order of its levels.

    Examples
    --------
    >>> import psoas
    >>> [name for name, exercise in psoas.exercises().items() if exercise.level in (1, 6)]
    ['lying-march', 'banded-standing-march']
    """
    return {exercise.id: exercise for exercise in load_catalogue().exercises}


def read_skeletons(path: str | PathLike[str]) -> list[Skeleton]:
    """Read a recording of skeletons.

    Parameters
    ----------
    path : str or path-like
        psoas' own ``.npz`` or ``.json``, or TRC; the content decides, not the name.

    Returns
    -------
    list of Skeleton
        In order of time. Each has 33 landmarks: `image` in pixels, shape (33, 2), and if known `metric` in metres,
        shape (33, 3).

    Raises
    ------
    PsoasError
        If it is none of these or malformed; the sentence names the line or field.

    Examples
    --------
    >>> import psoas
    >>> from psoas.testing import synthetic
    >>> psoas.write_skeletons("march.json", synthetic(psoas.exercises()["lying-march"], fps=10))
    >>> coach = psoas.Coach(psoas.exercises()["lying-march"])
    >>> events = [event for skeleton in psoas.read_skeletons("march.json") for event in coach.update(skeleton)]
    >>> [type(event).__name__ for event in events]
    ['Rep', 'Rep']
    """
    return recording.read_recording(Path(path))


def write_skeletons(path: str | PathLike[str], seen: Sequence[Skeleton]) -> None:
    """Write a recording of skeletons, for example from your own pose model.

    Parameters
    ----------
    path : str or path-like
        Ends in ``.npz`` (compact) or ``.json`` (readable).
    seen : sequence of Skeleton
        In order of time, all with the same picture size.

    Raises
    ------
    PsoasError
        If the name ends otherwise, the sizes differ, or the file cannot be written.

    Examples
    --------
    >>> import psoas
    >>> import numpy as np
    >>> image, confidence = np.full((33, 2), 100.0), np.ones(33)
    >>> seen = [psoas.Skeleton(i / 10, image, confidence, size=(640, 480)) for i in range(3)]
    >>> psoas.write_skeletons("mine.npz", seen)
    >>> [skeleton.t for skeleton in psoas.read_skeletons("mine.npz")]
    [0.0, 0.1, 0.2]
    """
    skeletons.write_skeletons(Path(path), seen)


@dataclass(frozen=True, slots=True, eq=False)
class LevelLoad:
    """Load of one repetition of a level on a body; a model estimate, not a measurement.

    Attributes
    ----------
    exercise : psoas.programme.model.Exercise
        The level.
    peaks : dict of str to psoas.biomechanics.load.Estimate
        Largest moments, N·m, of ``"working_hip"``, ``"holding_hip"``, ``"trunk"`` and ``"stance_hip"``: `value` with
        its ends `low` and `high`, and `share` of what such people can hold (None for the trunk).
    course : psoas.biomechanics.load.Loads
        The likely repetition moment by moment: times in seconds, moments in N·m, forces in newtons, each shape (n,).
    """

    exercise: Exercise
    peaks: dict[LoadNumber, Estimate]
    course: Loads


def load(
    level: int,
    *,
    mass_kg: float = 70.0,
    height_m: float = 1.75,
    sex: Sex | None = None,
    age: int | None = None,
    band: str = "none",
    band_length_m: float | None = None,
    box_height_m: float | None = None,
    working_hip_deg: float | None = None,
    tempo: float = 1.0,
) -> LevelLoad:
    """Estimate how hard a level of the march is for a body and a band, as ``psoas load`` does.

    Parameters
    ----------
    level : int
        Level of the march, 1 to 6.
    mass_kg, height_m : float
        The body, kilograms and metres.
    sex : {"female", "male"}, optional
        For the spread of mass and typical strength; by default the middle of both.
    age : int, optional
        Years, for typical strength.
    band : str
        ``"none"``; ``"light"``, ``"medium"`` or ``"heavy"``; or a colour from ``"yellow"`` to ``"silver"``.
    band_length_m : float, optional
        The loop laid flat, once along, metres; by default a usual one.
    box_height_m : float, optional
        Height of the box, metres, if the level has one.
    working_hip_deg : float, optional
        Hip flexion of the working leg at its furthest point, degrees.
    tempo : float
        Factor on the duration of a repetition: 2.0 is twice as slow.

    Returns
    -------
    LevelLoad

    Raises
    ------
    PsoasError
        If the level or band does not exist, or no adult has such a body or can move like that.

    Examples
    --------
    >>> import psoas
    >>> plain, banded = psoas.load(6), psoas.load(6, band="red")
    >>> round(plain.peaks["working_hip"].value), round(banded.peaks["working_hip"].value)
    (34, 62)
    >>> banded.course.t.shape == banded.course.band_n.shape
    True
    """
    exercise = load_catalogue().level(level)
    build = Physique(mass_kg, height_m, sex, age)
    change = LoadChange(box_height_m=box_height_m, working_hip_deg=working_hip_deg, tempo=tempo)
    runs = within_reach(exercise, build, loop_of(band, band_length_m), change)
    return LevelLoad(exercise, estimates_of(runs, build), runs[0])
