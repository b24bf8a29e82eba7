"""What people do besides marching: walk, or go from position to position (`bench.render.positions`) with soft ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from bench.render.arrays import Array, direction, minimum_jerk
from bench.render.build import Build
from bench.render.kinematics import SIDES, SPINE, Pose, keypoints, matrices
from bench.render.person import Person
from bench.render.positions import WAYS, Key, keys
from bench.render.script import Other

#: What a pose says of the whole body, and what of each side.
_ROWS = ("hips", "trunk", "bend", "roll", "yaw", "neck", "heading", "place")
_SIDED = ("ankles", "feet", "wrists", "elbows")


def perform(
    names: Sequence[str], build: Build, fps: float, rng: np.random.Generator, *, feet_apart: float
) -> tuple[Pose, list[Other]]:
    """Movements one after the other.

    Parameters
    ----------
    names : sequence of str
        Of `WAYS`, or ``"walking"`` (through the picture and back, from standing to standing).

    Returns
    -------
    Pose
    list of Other
        When which movement was done.
    """
    places = keys(build)
    chunks, times, t = [], [], 0.0
    for name in names:
        if name == "walking":
            chunk = walking(build, fps, rng, feet_apart=feet_apart)
        else:
            way = WAYS[name]
            chunk = _through(
                [places[k] for k in (way.start, *way.between, way.end)],
                build,
                fps,
                rng,
                apart=feet_apart,
                seconds=way.seconds * rng.uniform(0.8, 1.3),
                flows=way.flows,
            )
        chunks.append(chunk)
        seconds = len(chunk.hips) / fps
        times.append(Other(name, t, t + seconds))
        t += seconds
    return joined(chunks), times


def _through(
    stops: Sequence[Key],
    build: Build,
    fps: float,
    rng: np.random.Generator,
    *,
    apart: float,
    seconds: float,
    flows: bool = False,
) -> Pose:
    """From stop to stop, `seconds` each, with a short rest at each, or in one go if it `flows`."""
    moments, rows = [], []
    for i, (a, b) in enumerate(pairwise(stops)):
        n = max(round(fps * seconds * (0.7 if len(stops) > 3 and not flows else 1.0)), 2)
        rest = round(fps * rng.uniform(0.1, 0.5)) if i + 2 < len(stops) or len(stops) == 2 else 2
        if flows:
            rest = 0 if 0 < i + 2 < len(stops) else rest
            moments += (np.arange(n) / n).tolist() + [1.0] * rest
        else:
            moments += [*minimum_jerk(np.arange(n) / n).tolist(), *[1.0] * rest]
        rows += [(a, b)] * (n + rest)
    share = np.array(moments)

    def blend(value: Callable[[Key], Array]) -> Array:
        first = np.array([value(a) for a, _ in rows])
        last = np.array([value(b) for _, b in rows])
        along = np.asarray(first + share.reshape(-1, *[1] * (first.ndim - 1)) * (last - first))
        return _rounded(along, round(0.9 * fps * seconds)) if flows else along

    n = len(rows)
    standing = (0.0, build.ankle_height)
    wrists, elbows, ankles, feet = {}, {}, {}, {}
    for side in SIDES:
        mirror = np.array([1.0, 1.0, -1.0 if side == "L" else 1.0])
        wrists[side] = blend(lambda k, m=mirror: np.array(k.wrist) * m)  # type: ignore[misc]
        elbows[side] = blend(lambda k, m=mirror: np.array(k.elbow) * m)  # type: ignore[misc]
        ankle = blend(lambda k, s=side: np.array(k.legs(standing)[s][0]))  # type: ignore[misc]
        ankles[side] = np.column_stack([ankle, np.full(n, mirror[2] * apart)])
        feet[side] = blend(lambda k, s=side: np.array(k.legs(standing)[s][1]))  # type: ignore[misc]
    hips = blend(lambda k: np.array([*k.hips, 0.0]))
    return Pose(
        hips=hips,
        trunk=blend(lambda k: np.array(k.trunk)),
        bend=np.zeros((n, len(SPINE))),
        roll=np.zeros(n),
        yaw=np.zeros(n),
        feet=feet,
        wrists=wrists,
        elbows=elbows,
        neck=blend(lambda k: np.array(k.neck)),
        ankles=ankles,
        heading=np.zeros(n),
        place=np.zeros((n, 3)),
    )


def _rounded(course: Array, window: int) -> Array:
    """A course whose corners are cut: a mean weighted towards the middle of so many frames."""
    window = max(window | 1, 3)
    weights = np.hanning(window + 2)[1:-1]
    half = window // 2
    flat = course.reshape(len(course), -1)
    padded = np.concatenate([np.repeat(flat[:1], half, axis=0), flat, np.repeat(flat[-1:], half, axis=0)])
    made = np.stack([np.convolve(column, weights / weights.sum(), "valid") for column in padded.T], axis=1)
    return np.asarray(made.reshape(course.shape))


def walking(
    build: Build,
    fps: float,
    rng: np.random.Generator,
    *,
    feet_apart: float,
    reach: float = 1.4,
    aside: float = 0.0,
    back: bool = True,
) -> Pose:
    """A walk along x: out from the origin, about, and back; or, without `back`, once from -reach to reach.

    Joint angles as sines and bumps, near those of Winter's normal walking (hip -10 to 30, knee to 60 degrees).
    """
    speed, step_hz = rng.uniform(0.7, 1.1), rng.uniform(0.75, 0.95)
    seconds = (2 * reach if not back else 2 * 2 * reach) / speed
    n = round(seconds * fps)
    t = np.arange(n) / fps
    if back:
        # Out to the right, home, out to the left, home: an easy loop that ends where it began.
        path = reach * np.sin(2 * np.pi * t / seconds)
        heading = 90 - 90 * np.tanh(4 * np.cos(2 * np.pi * t / seconds))
        heading *= minimum_jerk((seconds - t) / 0.8)
        pace = np.clip(np.abs(np.cos(2 * np.pi * t / seconds)) * 2, 0.35, 1) * minimum_jerk(t / 0.5)
        pace *= minimum_jerk((seconds - t) / 0.8)
    else:
        path, heading, pace = -reach + speed * t, np.zeros(n), np.ones(n)
    beat = 2 * np.pi * step_hz * t
    thighs, knees, feet = {}, {}, {}
    for side, late in (("L", 0.0), ("R", np.pi)):
        swing = np.sin(beat + late)
        thighs[side] = -90 + pace * (9 + 19 * swing)
        knees[side] = 6 + pace * 48 * np.clip(np.sin(beat + late + 0.9), 0, None) ** 2
        feet[side] = thighs[side] - knees[side] + 90 + 4
    lowest = np.min(
        [build.thigh * direction(thighs[s])[:, 1] + build.shank * direction(thighs[s] - knees[s])[:, 1] for s in SIDES],
        axis=0,
    )
    hips = np.column_stack([np.zeros(n), build.ankle_height - lowest, np.zeros(n)])
    ankles, wrists, elbows = {}, {}, {}
    for side, sign, late in (("L", -1.0, np.pi), ("R", 1.0, 0.0)):
        ankles[side] = build.ankle(hips, thighs[side], thighs[side] - knees[side])
        ankles[side][:, 2] = sign * feet_apart
        swing = pace * np.sin(beat + late)
        wrists[side] = np.column_stack(
            [
                0.06 + 0.2 * swing,
                hips[:, 1] + build.trunk - 0.95 * build.arm + 0.04 * swing**2,
                np.full(n, sign * (build.half_shoulders + 0.07)),
            ]
        )
        elbows[side] = np.tile([-1.0, 0.0, 0.3 * sign], (n, 1))
    return Pose(
        hips=hips,
        trunk=np.full(n, 88.0),
        bend=np.zeros((n, len(SPINE))),
        roll=pace * 3 * np.cos(beat),
        yaw=pace * 4 * np.sin(beat),
        feet=feet,
        wrists=wrists,
        elbows=elbows,
        neck=np.zeros(n),
        ankles=ankles,
        heading=heading,
        place=np.column_stack([path, np.zeros(n), np.full(n, aside)]),
    )


def joined(chunks: Sequence[Pose], soften: int = 5) -> Pose:
    """Poses one after the other; where two do not quite meet, the second one's beginning is bent to the first's end."""
    made: dict[str, object] = {}
    for name in _ROWS:
        made[name] = _chain([getattr(c, name) for c in chunks], soften)
    for name in _SIDED:
        made[name] = {s: _chain([getattr(c, name)[s] for c in chunks], soften) for s in SIDES}
    return Pose(**made)  # type: ignore[arg-type]


def turned_into(a: Pose, b: Pose, fps: float, seconds: float) -> Pose:
    """From the last frame of one pose to the first one of another, with soft ends."""
    n = max(round(fps * seconds), 2)
    share = minimum_jerk(np.arange(n) / n)
    made: dict[str, object] = {}
    for name in _ROWS:
        made[name] = _blend(getattr(a, name)[-1], getattr(b, name)[0], share)
    for name in _SIDED:
        made[name] = {s: _blend(getattr(a, name)[s][-1], getattr(b, name)[s][0], share) for s in SIDES}
    return Pose(**made)  # type: ignore[arg-type]


def _blend(first: Array, last: Array, share: Array) -> Array:
    return np.asarray(first + np.multiply.outer(share, last - first))


def as_targets(person: Person, pose: Pose) -> Pose:
    """The same movement told by where the ankles are, so that it can be joined with others; hands go on straight."""
    joints = keypoints(person, matrices(person, pose))
    n = len(pose.hips)
    return replace(
        pose,
        ankles={"L": joints["left_ankle"], "R": joints["right_ankle"]},
        thighs={},
        shanks={},
        hands={},
        elbows={s: np.broadcast_to(e, (n, 3)) for s, e in pose.elbows.items()},
        heading=np.zeros(n),
        place=np.zeros((n, 3)),
    )


def _chain(parts: Sequence[Array], soften: int) -> Array:
    done = [parts[0]]
    for part in parts[1:]:
        k = min(soften, len(part))
        step = done[-1][-1] - part[0]
        fade = 1 - minimum_jerk(np.arange(1, k + 1) / (k + 1))
        bent = part.copy()
        bent[:k] = bent[:k] + fade.reshape(-1, *[1] * (part.ndim - 1)) * step
        done.append(bent)
    return np.concatenate(done)
