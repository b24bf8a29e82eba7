"""A script frame by frame: how far each leg has come, and how much of what is wrong is there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.render.arrays import Array, minimum_jerk
from bench.render.script import Script, heel_stays_s

#: Time in which a hovering heel comes down at last, seconds.
_DOWN_S = 0.4


@dataclass(slots=True)
class Tracks:
    """Values over the frames.

    Attributes
    ----------
    t : ndarray, shape (n,)
        Seconds.
    share : dict of str to ndarray, shape (n,)
        How far each leg has come: 0 at the start, 1 at its key pose.
    hold : dict of str to ndarray, shape (n,)
        Degrees of hip flexion added to a leg that should be still.
    hover : dict of str to ndarray, shape (n,)
        Metres by which a heel is kept above its place.
    arch, shift : ndarray, shape (n,)
        Metres: rise of the low back; hips to the left.
    roll, yaw, lean, sag, stance : ndarray, shape (n,)
        Degrees: pelvis, trunk's direction, loss of the bridge's line, bend of the standing knee.
    """

    t: Array
    share: dict[str, Array]
    hold: dict[str, Array]
    hover: dict[str, Array]
    arch: Array
    shift: Array
    roll: Array
    yaw: Array
    lean: Array
    sag: Array
    stance: Array


def tracks(script: Script, fps: float, rng: np.random.Generator) -> Tracks:
    """The script at each frame, with the small unrest that living people show added to it."""
    t = np.arange(int(np.ceil(script.seconds * fps))) / fps
    nothing = np.zeros_like(t)
    lying = (script.level or 0) <= 4
    free = script.level in (1, 3)
    made = Tracks(
        t,
        share={s: nothing.copy() for s in "LR"},
        hold={s: unrest(t, 1.2, rng) if free else nothing.copy() for s in "LR"},
        hover={s: nothing.copy() for s in "LR"},
        arch=nothing.copy(),
        shift=unrest(t, 0.002 if lying else 0.008, rng),
        roll=unrest(t, 0.4 if lying else 1.0, rng),
        yaw=unrest(t, 0.6, rng),
        lean=nothing.copy() if lying else unrest(t, 1.0, rng),
        sag=np.abs(unrest(t, 1.0, rng)),
        stance=np.abs(unrest(t, 1.0, rng)),
    )
    for i, rep in enumerate(script.reps):
        there = rep.share(t)
        made.share[rep.side] += rep.reach * there
        # What everybody does a little: the other leg gives way, the pelvis follows.
        if free:
            made.hold["R" if rep.side == "L" else "L"] += rng.uniform(-4, 2) * there
        made.yaw += rng.uniform(-2, 2) * there
        for fault in script.of(i):
            _add(made, fault.id, rep.side, fault.size, there=there, level=script.level or 0)
            if fault.id == "heel-not-back-on-box":
                up = minimum_jerk((t - rep.start_s) / rep.out_s)
                down = rep.end_s + heel_stays_s(script.reps, i)
                made.hover[rep.side] += fault.size / 100 * np.minimum(up, minimum_jerk((down + _DOWN_S - t) / _DOWN_S))
    return made


def _add(made: Tracks, fault: str, side: str, size: float, *, there: Array, level: int) -> None:
    other = "R" if side == "L" else "L"
    if fault == "holding-leg-drifts":
        # On a box the other heel comes up; without one the other leg sinks.
        made.hold[other] += (size if level == 2 else -size) * there
    elif fault == "low-back-arches":
        made.arch += size / 100 * there
    elif fault == "bridge-sags":
        made.sag += size * there
    elif fault == "pelvis-rocks":
        made.yaw += size * there
    elif fault == "hips-wobble":
        made.roll += size * there
        made.shift += np.sign(size) * (0.03 + 0.003 * abs(size)) * there
    elif fault == "trunk-leaves-its-line":
        made.lean += size * there
    elif fault == "stance-knee-bends":
        made.stance += size * there


def unrest(t: Array, size: float, rng: np.random.Generator) -> Array:
    """Slow wandering about 0 with this standard deviation, as breathing and balance make it."""
    made = np.zeros_like(t)
    for hz in rng.uniform(0.08, 0.5, size=4):
        made += np.sin(2 * np.pi * (hz * t + rng.random()))
    return np.asarray(size * made / np.sqrt(2))
