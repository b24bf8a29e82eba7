"""Contact forces of ground, box, mat and wall, by least effort.

A body with several contacts can share its weight among them in many ways. Among all ways that balance it, only push and
do not slip, this takes the one that loads the joints least (smallest sum of squared moments).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from psoas.biomechanics.inverse_dynamics import BodyPath, cross
from psoas.body.segments import Segments
from psoas.body.skeleton import Floats
from psoas.programme.loads import load_file
from psoas.programme.motion import Contact

Carrier = Literal["heel", "ball", "shoulders", "palms"]
#: Tolerance of the rules, N and N·m.
_SLACK = 1e-6
_SMALL = 1e-9


@dataclass(frozen=True, slots=True)
class Push:
    """One unknown force: its point and its direction."""

    carrier: Carrier
    point: Floats
    along: Floats


@dataclass(frozen=True, slots=True)
class Contacts:
    """The unknown forces of a posture, and their constraints.

    Attributes
    ----------
    pushes : tuple of Push
        K unknowns; `point` of shape (n, 2) metres, `along` of shape (2,).
    rules : ndarray, shape (c, k)
        Each row times the unknowns must not be negative: surfaces push, never pull, and friction is limited.
    balanced : bool
        Whether these forces alone carry the body; otherwise a mat carries the rest.
    """

    pushes: tuple[Push, ...]
    rules: Floats
    balanced: bool


def contacts_of(body: BodyPath, touching: Sequence[Contact], height_m: float) -> Contacts:
    """Return the unknown forces at the contacts of an exercise."""
    mu = load_file().estimates.friction
    across, up = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    pushes: list[Push] = []
    rules: list[dict[int, float]] = []

    def add(carrier: Carrier, point: Floats, along: Floats) -> int:
        pushes.append(Push(carrier, point, along))
        return len(pushes) - 1

    if "heels-on-box" in touching:
        x, y = (add("heel", body.holding.heel, along) for along in (across, up))
        rules += [{y: mu, x: 1.0}, {y: mu, x: -1.0}]
    if "shoulders-on-mat" in touching:
        back = body.shoulder - np.array([0.0, Segments(height_m).depth])
        x, y = (add("shoulders", back, along) for along in (across, up))
        rules += [{y: mu, x: 1.0}, {y: mu, x: -1.0}]
    if "feet-on-floor" in touching:
        x, y = (add("heel", body.holding.heel, along) for along in (across, up))
        front = add("ball", body.holding.ball, up)
        rules += [{y: 1.0}, {front: 1.0}, {y: mu, front: mu, x: 1.0}, {y: mu, front: mu, x: -1.0}]
    if "palms-on-wall" in touching:
        x, y = (add("palms", body.palm, along) for along in (-across, up))
        rules += [{x: mu, y: 1.0}, {x: mu, y: -1.0}]
    table = np.zeros((len(rules), len(pushes)))
    for row, rule in enumerate(rules):
        for column, weight in rule.items():
            table[row, column] = weight
    return Contacts(tuple(pushes), table, "back-on-mat" not in touching)


def effort_of(body: BodyPath, standing: Contacts) -> Floats:
    """Return the effect of each unknown on the holding leg's hip, knee and ankle and the shoulders, (n, 4, k)."""
    leg, found = body.holding, np.zeros((len(body.t), 4, len(standing.pushes)))
    for i, push in enumerate(standing.pushes):
        if push.carrier in ("heel", "ball"):
            for j, joint in enumerate((leg.hip, leg.knee, leg.ankle)):
                found[:, j, i] = cross(push.point - joint, push.along)
        elif push.carrier == "palms":
            found[:, 3, i] = cross(push.point - body.shoulder, push.along)
    return found


def given_by(standing: Contacts) -> Floats:
    """Return the force (x, y) and the moment about the origin for a newton of each unknown, shape (n, 3, k)."""
    columns = [
        np.column_stack([np.broadcast_to(push.along, push.point.shape), cross(push.point, push.along)])
        for push in standing.pushes
    ]
    return np.stack(columns, axis=2)


def solve(needed: Floats, effort: Floats, free: Floats, balance: Floats | None, rules: Floats) -> tuple[Floats, Floats]:
    """Solve for the contact forces of least effort.

    Parameters
    ----------
    needed : ndarray, shape (n, 3) or (n, 0)
        Total force (x, y) and moment of the contacts, N and N·m.
    effort : ndarray, shape (n, j, k)
        Reduction of each joint moment for a newton of each unknown, N·m.
    free : ndarray, shape (n, j)
        Joint moments without contacts, N·m.
    balance : ndarray, shape (n, 3, k), or None
        Force and moment of each unknown; None if balance does not matter.
    rules : ndarray, shape (c, k)
        As in :class:`Contacts`.

    Returns
    -------
    forces : ndarray, shape (n, k)
        Newtons.
    slip : ndarray, shape (n,)
        How far the rules are violated if no forces satisfy them all, newtons; otherwise 0.
    """
    n, _, k = effort.shape
    if balance is None:
        start, free_ways = np.zeros((n, k)), np.broadcast_to(np.eye(k), (n, k, k))
    else:
        start = np.einsum("nkr,nr->nk", np.linalg.pinv(balance), needed)
        free_ways = np.swapaxes(np.linalg.svd(balance)[2][:, balance.shape[1] :, :], 1, 2)
    # In the null space of the balance: remaining moments, and the margin of each rule.
    slope, left = effort @ free_ways, free - np.einsum("njk,nk->nj", effort, start)
    bend, room = rules @ free_ways, start @ rules.T
    # Each set of active rules gives a candidate; the best that satisfies the others is the answer.
    best, best_cost = np.zeros((n, free_ways.shape[2])), np.full(n, np.inf)
    for size in range(free_ways.shape[2] + 1):
        for active in combinations(range(len(rules)), size):
            tried = _least(slope, left, bend[:, active, :], room[:, active])
            # The rules take precedence over effort.
            broken = _broken(bend, room, tried)
            effort_left = ((left - np.einsum("njw,nw->nj", slope, tried)) ** 2).sum(axis=1)
            cost = np.where(broken > 0, 1e12 * (1 + broken), effort_left)
            better = cost < best_cost
            best, best_cost = np.where(better[:, None], tried, best), np.where(better, cost, best_cost)
    return start + np.einsum("nkw,nw->nk", free_ways, best), _broken(bend, room, best)


def _broken(bend: Floats, room: Floats, ways: Floats) -> Floats:
    """Return the largest violation of a rule, shape (n,)."""
    worst = np.maximum(-(room + np.einsum("ncw,nw->nc", bend, ways)), 0).max(axis=1, initial=0.0)
    return np.where(worst > _SLACK, worst, 0.0)


def _least(slope: Floats, left: Floats, bend: Floats, room: Floats) -> Floats:
    """Minimise the effort with these rules active, shape (n, ways)."""
    n, _, ways = slope.shape
    rules = bend.shape[1]
    if ways == 0:
        return np.zeros((n, 0))
    whole = np.zeros((n, ways + rules, ways + rules))
    whole[:, :ways, :ways] = np.swapaxes(slope, 1, 2) @ slope + _SMALL * np.eye(ways)
    whole[:, :ways, ways:] = np.swapaxes(bend, 1, 2)
    whole[:, ways:, :ways] = bend
    whole[:, ways:, ways:] = -_SMALL * np.eye(rules)
    right = np.concatenate([np.einsum("njw,nj->nw", slope, left), -room], axis=1)
    found: Floats = np.linalg.solve(whole, right[..., None])[:, :ways, 0]
    return found
