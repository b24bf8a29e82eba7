"""The load model against MuJoCo, an engine that shares none of its code: all six levels, supports included.

`python -m bench.studies.load_oracle` prints the largest difference of each level and band, as a share of its largest
moment, and what is left over at the hips' free joints where the supports have to keep the body in balance.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

import mujoco
import numpy as np

from psoas.biomechanics.anthropometry import Physique, loop_of
from psoas.biomechanics.inverse_dynamics import BodyPath, LegPath
from psoas.biomechanics.load import Loads, loads, path_of
from psoas.body.segments import FEET_APART, Segments
from psoas.body.skeleton import Floats
from psoas.figure.kinematics import pose_at
from psoas.programme.catalogue import load
from psoas.programme.loads import SegmentName

SAMPLES = 201
BUILD = Physique(70, 1.75, "male")


def body_xml(name: str, at: Floats, part: SegmentName, ends: tuple[Floats, Floats], inner: str) -> str:
    """One segment between two ends, hinged at `at`, in the world's directions, and what hangs on it."""
    upper, lower = ends
    spread = BUILD.part(part)
    centre = upper + spread.centre * (lower - upper) - at
    turning = spread.mass * BUILD.mass_kg * (spread.gyration * np.hypot(*(lower - upper))) ** 2
    return (
        f'<joint name="{name}" type="hinge" axis="0 0 1"/>'
        f'<inertial pos="{centre[0]} {centre[1]} 0" mass="{spread.mass * BUILD.mass_kg}" '
        f'diaginertia="{turning} {turning} {turning}"/>{inner}'
    )


def leg_xml(name: str, leg: LegPath) -> str:
    """A leg as it stands at the first moment."""
    hip, knee, ankle, heel, toe = (one[0] for one in (leg.hip, leg.knee, leg.ankle, leg.heel, leg.toe))
    down, along = ankle - knee, knee - hip
    foot = f'<body pos="{down[0]} {down[1]} 0">{body_xml(f"{name}-ankle", ankle, "foot", (heel, toe), "")}</body>'
    inner = body_xml(f"{name}-knee", knee, "shank", (knee, ankle), foot)
    shank = f'<body pos="{along[0]} {along[1]} 0">{inner}</body>'
    return f"<body>{body_xml(f'{name}-hip', hip, 'thigh', (hip, knee), shank)}</body>"


def rest_xml(path: BodyPath) -> str:
    """Head and arms, fixed to the trunk: neither moves in any level."""
    hip = path.hip[0]
    parts: list[tuple[SegmentName, Floats, Floats, int]] = [
        ("head", path.crown[0], 2 * path.head[0] - path.crown[0], 1),
        ("upper_arm", path.shoulder[0], path.elbow[0], 2),
        ("forearm", path.elbow[0], path.wrist[0], 2),
        ("hand", path.wrist[0], path.fingers[0], 2),
    ]
    found = ""
    for part, upper, lower, count in parts:
        spread = BUILD.part(part)
        mass = count * spread.mass * BUILD.mass_kg
        centre = upper + spread.centre * (lower - upper) - hip
        turning = mass * (spread.gyration * np.hypot(*(lower - upper))) ** 2
        found += (
            f'<body><inertial pos="{centre[0]} {centre[1]} 0" mass="{mass}" '
            f'diaginertia="{turning} {turning} {turning}"/></body>'
        )
    return found


def engine(path: BodyPath) -> mujoco.MjModel:
    """The same body for MuJoCo: three planar joints at the hips, then the joints of both legs."""
    hip, shoulder = path.hip[0], path.shoulder[0]
    trunk = BUILD.part("trunk")
    centre = shoulder + trunk.centre * (hip - shoulder) - hip
    mass = trunk.mass * BUILD.mass_kg
    turning = mass * (trunk.gyration * np.hypot(*(hip - shoulder))) ** 2
    return mujoco.MjModel.from_xml_string(
        '<mujoco><option gravity="0 -9.81 0"/><compiler angle="radian" balanceinertia="true"/><worldbody>'
        f'<body pos="{hip[0]} {hip[1]} 0"><joint name="x" type="slide" axis="1 0 0"/>'
        '<joint name="y" type="slide" axis="0 1 0"/><joint name="turn" type="hinge" axis="0 0 1"/>'
        f'<inertial pos="{centre[0]} {centre[1]} 0" mass="{mass}" diaginertia="{turning} {turning} {turning}"/>'
        f"{rest_xml(path)}{leg_xml('working', path.working)}{leg_xml('holding', path.holding)}"
        "</body></worldbody></mujoco>"
    )


def turned(start: Floats, end: Floats) -> Floats:
    """How far a segment has turned since the first moment, radians."""
    way = end - start
    angle = np.unwrap(np.arctan2(way[:, 1], way[:, 0]))
    return angle - angle[0]


def joint_angles(path: BodyPath) -> Floats:
    """The engine's coordinates over time."""
    trunk = turned(path.hip, path.shoulder)
    columns = [path.hip[:, 0] - path.hip[0, 0], path.hip[:, 1] - path.hip[0, 1], trunk]
    for leg in (path.working, path.holding):
        thigh, shank, foot = turned(leg.hip, leg.knee), turned(leg.knee, leg.ankle), turned(leg.heel, leg.toe)
        columns += [thigh - trunk, shank - thigh, foot - shank]
    return np.column_stack(columns)


def moments(path: BodyPath, found: Loads) -> tuple[Floats, Floats]:
    """What the engine needs at each joint, (n, 9), once our band and contact forces act; and our moments, (n, 9)."""
    model = engine(path)
    data = mujoco.MjData(model)
    q = joint_angles(path)
    v, a = np.gradient(q, path.t, axis=0, edge_order=2), np.zeros_like(q)
    step = path.t[1] - path.t[0]
    a[1:-1] = (q[2:] - 2 * q[1:-1] + q[:-2]) / step**2
    feet = {side: model.body(model.joint(f"{side}-ankle").bodyid[0]).id for side in ("working", "holding")}
    root = model.joint("turn").bodyid[0]
    needed = np.zeros_like(q)
    for i in range(len(q)):
        data.qpos[:], data.qvel[:], data.qacc[:] = q[i], v[i], a[i]
        mujoco.mj_inverse(model, data)
        needed[i] = data.qfrc_inverse
        for force, point, body in outside(path, found, i, feet, root):
            given = np.zeros(model.nv)
            mujoco.mj_applyFT(model, data, np.append(force, 0.0), np.zeros(3), np.append(point, 0.0), body, given)
            needed[i] -= given
    ours = np.column_stack(
        [
            *np.zeros((3, len(q))),
            *(found.working.hip, -found.working.knee, found.working.ankle),
            *(found.holding.hip, -found.holding.knee, found.holding.ankle),
        ]
    )
    return needed, ours


def outside(
    path: BodyPath, found: Loads, i: int, feet: dict[str, int], root: int
) -> Iterator[tuple[Floats, Floats, int]]:
    """Band and contact forces at one moment: force, place, and on which body."""
    way = path.holding.instep[i] - path.working.instep[i]
    sideways = np.hypot(np.hypot(*way), FEET_APART * BUILD.height_m)
    yield found.band_n[i] * way / sideways, path.working.instep[i], feet["working"]
    yield -found.band_n[i] * way / sideways, path.holding.instep[i], feet["holding"]
    places = {
        "heel": (path.holding.heel[i], feet["holding"]),
        "ball": (path.holding.ball[i], feet["holding"]),
        "shoulders": (path.shoulder[i] - np.array([0, Segments(BUILD.height_m).depth]), root),
        "palms": (path.palm[i], root),
    }
    for carrier, forces in found.contacts.items():
        yield forces[i], *places[carrier]


@dataclass(frozen=True)
class Difference:
    """Of one level and band: joint moments and balance, as shares of the largest moment and of body weight."""

    joints: float
    turning: float
    force: float


def difference(number: int, colour: str) -> Difference:
    """How far both engines are apart over one repetition; the ends, where speeds are one-sided, are left out."""
    exercise = load().level(number)
    found = loads(exercise, BUILD, loop_of(colour), samples=SAMPLES)
    path = path_of([pose_at(exercise, float(p)) for p in np.linspace(0, 1, SAMPLES)], found.t)
    needed, ours = moments(path, found)
    inner, largest = slice(2, -2), np.abs(ours).max()
    joints = np.abs(needed[inner, 3:] - ours[inner, 3:]).max() / largest
    if not found.carried:
        return Difference(float(joints), 0.0, 0.0)
    turning = np.abs(needed[inner, 2]).max() / largest
    force = np.abs(needed[inner, :2]).max() / (BUILD.mass_kg * 9.81)
    return Difference(float(joints), float(turning), float(force))


def main() -> None:
    """Print the table."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(f"{'level':6}{'band':8}{'joints':>10}{'balance':>10}{'force':>10}")
    for number in range(1, 7):
        for colour in ("none", "light", "medium", "heavy"):
            one = difference(number, colour)
            print(f"{number:<6}{colour:8}{one.joints:10.4%}{one.turning:10.4%}{one.force:10.4%}")


if __name__ == "__main__":
    main()
