"""How long a repetition really went out, was held and came back, and how far off what is told of it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.accuracy.matching import match
from bench.accuracy.truth import TrueRep
from psoas.body.skeleton import Floats
from psoas.coach.events import Rep

PHASES = ("out", "hold", "back")
#: What is captured counts as moving while its speed is at least this share of that way's fastest: a usual limit where
#: people's movements are timed (Teasdale, Bard, Fleury, Young and Proteau 1993, J Mot Behav 25:97).
_MOVES = 0.05
#: Speeds are taken over this long (one standard deviation), and looked for this long around a repetition, seconds.
_STEADY_S, _AROUND_S = 0.02, 0.3

Errors = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Times:
    """Durations of the three phases, seconds."""

    out_s: float
    hold_s: float
    back_s: float


def times_by_speed(t: Floats, hip_deg: Floats, start_s: float, end_s: float) -> Times:
    """Phases of one captured repetition, by the speed of its hip.

    Parameters
    ----------
    t : ndarray, shape (n,)
        Seconds, evenly spaced, fast enough that speeds can be taken.
    hip_deg : ndarray, shape (n,)
        Flexion of the working hip, degrees, greatest at the furthest point.
    start_s, end_s : float
        About where the repetition is.
    """
    fps = 1.0 / float(t[1] - t[0])
    reach = round(4 * _STEADY_S * fps)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / (_STEADY_S * fps)) ** 2)
    steady = np.convolve(np.pad(hip_deg, reach, mode="edge"), weights / weights.sum(), "valid")
    speed = np.gradient(steady, t)
    around = np.flatnonzero((t >= start_s - _AROUND_S) & (t <= end_s + _AROUND_S))
    first, last = int(around[0]), int(around[-1])
    furthest = first + int(np.argmax(steady[first : last + 1]))
    out = first + int(np.argmax(speed[first : furthest + 1]))
    back = furthest + int(np.argmin(speed[furthest : last + 1]))
    sets_out, arrives = _moves(speed, out)
    leaves, home = _moves(-speed, back)
    return Times(float(t[arrives] - t[sets_out]), float(t[leaves] - t[arrives]), float(t[home] - t[leaves]))


def _moves(speed: Floats, fastest: int) -> tuple[int, int]:
    """First and last frame of the movement that is fastest at one of them."""
    rests = np.flatnonzero(speed < _MOVES * speed[fastest])
    before, after = rests[rests < fastest], rests[rests > fastest]
    return int(before[-1]) if before.size else 0, int(after[0]) if after.size else len(speed) - 1


def phase_errors(true: Sequence[TrueRep], reps: Sequence[Rep]) -> Errors:
    """Told minus true duration of each phase of the repetitions counted for the right leg, seconds."""
    full = [rep for rep in true if not rep.short]
    pairs = [(full[i], reps[j]) for i, j in match(full, reps).right]
    return {name: [getattr(rep, f"{name}_s") - getattr(one, f"{name}_s") for one, rep in pairs] for name in PHASES}
