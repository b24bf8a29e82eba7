"""The most likely course of a set: a hidden semi-Markov model of the march.

A repetition is a way out, a hold and a way back, each of which lasts any time within true bounds (`fitted.BOUNDS_S`)
and none beyond them. Between repetitions there is rest, or another movement, of any length. Rabiner 1989, Proc IEEE
77:257, section IV D, describes such models. A phase that has lasted k looks is another state here than one that has
lasted k + 1, so Viterbi's algorithm finds the best course of all.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from psoas.body.skeleton import SIDES, Floats, Side
from psoas.coach.second_opinion import fitted
from psoas.coach.second_opinion.likelihood import Likelihoods, likelihoods
from psoas.coach.second_opinion.thighs import RATE_HZ, ThighCourse

#: Phases of one leg, and of both.
_N, _ALL = len(fitted.PHASES), len(SIDES) * len(fitted.PHASES)
#: Places in a path beside the phases.
_REST, _OTHER = _ALL, _ALL + 1
#: A rest further from parallel thighs than this share of the travel is a leg that is held, as in `rep_counter`.
_FURTHEST_REST = 0.35


class LikelyRep(NamedTuple):
    """A repetition in the second opinion; seconds."""

    side: Side
    start_s: float
    peak_s: float
    end_s: float


def likely_reps(seen: ThighCourse) -> list[LikelyRep]:
    """Find the repetitions of the most likely course of a set.

    It is found twice: first as if thighs at rest looked parallel, then with the angle at which they rested.
    """
    path = _path(likelihoods(seen, 0.0))
    at_rest = seen.apart[(path == _REST) & seen.known]
    if len(at_rest):
        rest = float(np.clip(np.median(at_rest), -_FURTHEST_REST, _FURTHEST_REST))
        path = _path(likelihoods(seen, rest))
    return _reps(path, seen.t)


def _reps(path: np.ndarray, t: Floats) -> list[LikelyRep]:
    first = np.flatnonzero(np.diff(path, prepend=-1))
    last = np.append(first[1:], len(path)) - 1
    runs = list(zip(path[first].tolist(), first.tolist(), last.tolist(), strict=True))
    found = []
    for out, hold, back in zip(runs, runs[1:], runs[2:], strict=False):
        if out[0] % _N == 0 and out[0] < _ALL and back[0] == out[0] + 2:
            middle = (t[hold[1]] + t[hold[2]]) / 2
            found.append(LikelyRep(SIDES[out[0] // _N], float(t[out[1]]), float(middle), float(t[back[2]])))
    return found


def _durations() -> tuple[Floats, Floats]:
    """Logarithms of the chances that a phase ends after k + 1 looks, and that it goes on; shape (6, looks)."""
    bounds = [tuple(round(seconds * RATE_HZ) for seconds in phase) for phase in fitted.BOUNDS_S]
    looks = np.arange(1, max(most for _, most in bounds) + 1)
    # Any length within the bounds is as likely as any other one.
    ends = [np.where(looks < least, 0.0, 1.0 / np.maximum(most - looks + 1, 1)) for least, most in bounds]
    chance = np.tile(np.stack(ends), (len(SIDES), 1))
    with np.errstate(divide="ignore"):
        return np.log(chance), np.log(1.0 - chance)


def _path(weighed: Likelihoods) -> np.ndarray:
    """Viterbi's algorithm: the place (phase, rest or other) of every look on the most likely course, shape (N,)."""
    phases, rest, other = weighed
    ends, goes_on = _durations()
    begins, turns_other, ends_other = (
        a_second / RATE_HZ for a_second in (fitted.BEGINS, fitted.OTHER_BEGINS, fitted.OTHER_ENDS)
    )
    log_begins, log_at_once, log_rests = np.log([begins, fitted.AT_ONCE, 1 - fitted.AT_ONCE])
    log_stays, log_to_other = np.log([1 - begins - turns_other, turns_other])
    log_stays_other, log_from_other = np.log([1 - ends_other, ends_other])
    n = len(rest)
    #: For each look: after how many looks a phase would end here, and whence a way out, rest and other would come.
    lasted = np.zeros((n, _ALL), dtype=np.int64)
    came = np.full((n, 3), _REST)
    going = np.full(ends.shape, -np.inf)
    resting, moving = float(rest[0]), float(other[0])
    every, outs = np.arange(_ALL), np.arange(0, _ALL, _N)
    for i in range(1, n):
        ending = going + ends
        lasted[i] = ending.argmax(axis=1)
        ended = ending[every, lasted[i]]
        back = outs + _N - 1
        home = int(back[ended[back].argmax()])
        going[:, 1:] = going[:, :-1] + goes_on[:, :-1]
        going[1:, 0] = ended[:-1]
        options = {_REST: resting + log_begins, home: ended[home] + log_at_once}
        came[i, 0] = max(options, key=options.__getitem__)
        going[outs, 0] = options[int(came[i, 0])] - np.log(len(SIDES))
        options = {_REST: resting + log_stays, home: ended[home] + log_rests, _OTHER: moving + log_from_other}
        came[i, 1] = max(options, key=options.__getitem__)
        to_other = {_OTHER: moving + log_stays_other, _REST: resting + log_to_other}
        came[i, 2] = max(to_other, key=to_other.__getitem__)
        going += phases[i][:, None]
        resting = options[int(came[i, 1])] + float(rest[i])
        moving = to_other[int(came[i, 2])] + float(other[i])
    phase, looks = np.unravel_index(going.argmax(), going.shape)
    best = {_REST: resting, _OTHER: moving, int(phase): float(going[phase, looks])}
    place = max(best, key=best.__getitem__)
    path = np.full(n, place)
    i, left = n - 1, int(looks)
    while i > 0:
        path[i] = place
        if place < _ALL and left > 0:
            left -= 1
        elif place < _ALL and place % _N:
            place -= 1
            left = int(lasted[i, place])
        else:
            place = int(came[i, 0 if place < _ALL else place - _ALL + 1])
            left = int(lasted[i, place]) if place < _ALL else 0
        i -= 1
    path[0] = place
    return path
