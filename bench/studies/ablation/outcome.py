"""What comes of recordings with truth: counts, cues, levels, times and angles, added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from unittest.mock import patch

import numpy as np

from bench.accuracy.angles import leg_name
from bench.accuracy.coached import Coached, coach_clip
from bench.accuracy.counting import counting
from bench.accuracy.forms import forms
from bench.accuracy.looks import Eye
from bench.accuracy.phases import phase_errors
from bench.accuracy.space import wrapped
from bench.studies.ablation.remembered import Remembered
from bench.studies.second_opinion import Shown
from psoas.analysis import coaching
from psoas.body.skeleton import SIDES, Skeleton
from psoas.coach.level_recognition import LevelRecogniser
from psoas.coach.measurements import Measurer
from psoas.programme.catalogue import load
from psoas.tracking.offline import LAG, with_confidence, with_left_right

#: Sums: what is counted, and sums with their numbers, as `"near hip, side-on"` and `"near hip, side-on n"`.
Outcome = Counter[str]
#: A camera further round than this from side-on sees the person obliquely, degrees.
OBLIQUE_DEG = 15.0


@dataclass(frozen=True, slots=True)
class _Clip:
    """A recording as the bench of clips wants it."""

    shown: Shown

    @property
    def raw(self) -> bool:
        return self.shown.raw

    @property
    def levels(self) -> tuple[int, ...]:
        return (self.shown.level,)

    def truth(self) -> object:
        return self.shown.truth

    def skeletons(self, eye: Eye) -> Sequence[Skeleton]:
        del eye  # it has been looked at
        return self.shown.skeletons


def outcomes(shown: Sequence[Shown], what: str, memory: Remembered) -> Iterator[Outcome]:
    """Tell what comes of each recording, one after the other.

    Parameters
    ----------
    shown : sequence of Shown
        The recordings.
    what : {"counts", "labels", "skeletons", "levels", "live"}
        What may have changed, as in `bench.studies.ablation.sites.MODULES`; the rest is remembered.
    memory : Remembered
        Filled on the way.
    """
    look = _recognise if what == "levels" else _coach
    live = what == "live"
    # What was never seen by a pose model has no labels to mend.
    raw_only = what in ("labels", "live")
    with (
        patch("psoas.analysis.coaching.with_left_right", memory.step("labels", with_left_right)),
        patch("psoas.analysis.coaching.with_confidence", memory.step("tracked", with_confidence)),
        patch("psoas.coach.coach.Measurer", memory.measurer(Measurer)),
        # Reading the programme takes as long as counting.
        patch("bench.accuracy.coached.load", cache(load)),
    ):
        for one in shown:
            yield look(one, live) if one.raw or not raw_only else Counter()


def _coach(shown: Shown, live: bool) -> Outcome:
    eye = replace(Eye(Path()), live=LAG if live else None)
    coached = coach_clip(_Clip(shown), eye, shown.level)  # type: ignore[arg-type]
    counted = counting(shown.truth.reps, coached.reps, coached.short)
    corrected = sum(cue.kind == "correct" for cue in coached.cues)
    result: Outcome = Counter()
    if shown.truth.level is None:
        result["invented elsewhere"] = len(coached.reps)
        result["false cues"] = corrected
        return result
    tallies = forms(coached).values()
    rendered = shown.raw and len(shown.truth.t) > 0
    errors = phase_errors(shown.truth.reps, coached.reps)
    result.update(
        {
            "sets": 1,
            "exact": int(counted.exact),
            "wrong side": counted.wrong_side,
            "missed": counted.missed,
            "invented": counted.invented + counted.short_counted,
            "doubted wrongly": int(counted.doubted and counted.exact),
            "wrong, not doubted": int(not counted.exact and not counted.doubted),
            # Where nobody read off what was wrong, nothing says that a correction was false.
            "false cues": sum(t.spoken_alarms for t in tallies) if rendered else 0,
            "faults found": sum(t.spoken_hits for t in tallies) if rendered else 0,
        }
    )
    known = [abs(error) for each in errors.values() for error in each if np.isfinite(error)]
    result.update({"times": sum(known), "times n": len(known)})  # type: ignore[dict-item]
    result.update(_angles(coached))
    return result


def _angles(coached: Coached) -> dict[str, float]:
    truth, t = coached.truth, coached.t
    if not len(truth.t) or not len(t) or not coached.clip.raw:
        return {}
    judged = coached.judged & coached.in_position
    view = "oblique" if abs(float(truth.view.get("yaw_deg", 0.0))) > OBLIQUE_DEG else "side-on"
    sums: Counter[str] = Counter()
    for side in SIDES:
        for part, seen, true in (("hip", coached.hip, truth.hip), ("knee", coached.knee, truth.knee)):
            off = np.abs(wrapped(seen[side] - np.interp(t, truth.t, true[side], right=np.nan)))[judged]
            off = off[np.isfinite(off)]
            name = f"{leg_name(truth.near, side)} {part}, {view}"
            sums.update({name: float(off.sum()), f"{name} n": len(off)})  # type: ignore[dict-item]
    return sums  # type: ignore[return-value]


def _recognise(shown: Shown, live: bool) -> Outcome:
    """Which level it is taken for; once for each recording."""
    del live
    if shown.truth.level is None and shown.level != 1:
        return Counter()
    seen = coaching.with_confidence(coaching.with_left_right(shown.skeletons)) if shown.raw else shown.skeletons
    recogniser = LevelRecogniser(load().march)
    for skeleton in seen:
        recogniser.update(skeleton)
    levels = recogniser.verdict(None).levels
    if shown.truth.level is None:
        return Counter({"taken for a march": int(bool(levels))})
    right = shown.truth.level in levels
    return Counter({"level right": int(right), "level wrong": int(bool(levels) and not right)})
