"""One clip before it is rendered: everything that its seed decides."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from bench.render.script import Wish
from psoas.programme.catalogue import load

#: Where the checks need it, the camera stands in front: only from there can a wobbling hip be seen.
FRONTAL = ("hips-wobble",)


#: What leads into a march and out of it; not where a box or a wall stands in the way.
AROUND = {
    1: (("standing", "getting-down"), ("getting-up",)),
    3: (("getting-down",), ("getting-up", "standing")),
    6: (("walking",), ("walking",)),
}


@dataclass(slots=True)
class Plan:
    """What is to be rendered.

    Attributes
    ----------
    name, set : str
    seed : int
        Of this clip alone.
    wish : Wish or None
        The set of repetitions; None where `other` names movements instead.
    other : tuple of str
        Movements without a march.
    exercise : str
        Id of the exercise, if it is not the level that is wished for.
    before, after : tuple of str
        Movements that lead into the march and out of it.
    band, head : str
    yaw_deg, height_m, view_deg, margin : float
        See :func:`bench.render.camera.place`.
    aside : tuple of float
    conditions : list of str
        As in bench/truth.md.
    arms : str
        See :class:`bench.render.poses.Style`.
    quality : int
        Of the film: x264's constant rate factor, smaller is better.
    """

    name: str
    set: str
    seed: int
    wish: Wish | None
    other: tuple[str, ...] = ()
    exercise: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    band: str = "none"
    head: str = "left"
    fps: int = 15
    size: tuple[int, int] = (640, 480)
    yaw_deg: float = 0.0
    height_m: float = 0.8
    view_deg: float = 48.0
    margin: float = 0.1
    aside: tuple[float, float] = (0.0, 0.0)
    conditions: list[str] = field(default_factory=list)
    arms: str = "beside"
    quality: int = 27


_LYING_ARMS = ("beside", "beside", "belly")
_STANDING_ARMS = ("hang", "hips", "hang", "out")


def draw(name: str, of_set: str, seed: int, level: int, *, head: str, fault: str | None = None, turn: int = 0) -> Plan:
    """A clip of a march at a level, with what its set asks for; hard clips have each difficulty in `turn`."""
    rng = np.random.default_rng(seed)
    hard = of_set.startswith("hard")
    wish = Wish(level, reps=int(rng.integers(12, 15)) if fault else int(rng.choice([10, 10, 12, 12, 14, 16])))
    wish.fault = fault
    wish.reach = float(rng.uniform(0.86, 1.05))
    if not fault:
        wish.repeated = 0.08 if rng.random() < 0.5 else 0.0
        wish.short = 0.1 if rng.random() < 0.4 else 0.0
        wish.pauses = int(rng.random() < 0.35)
    plan = Plan(name, of_set, seed, wish, head=head)
    if level > 1:
        plan.band = str(rng.choice(["none", "light", "medium", "heavy"], p=[0.15, 0.3, 0.35, 0.2]))
    lying = level <= 4
    plan.arms = str(rng.choice(_LYING_ARMS if lying else _STANDING_ARMS))
    if level == 4:
        plan.arms = "beside"
    plan.yaw_deg = float(rng.uniform(15, 45) * rng.choice([-1, 1]) if hard else rng.uniform(-12, 20))
    if level == 5:
        # The wall is in front: a camera stands beside or behind.
        plan.yaw_deg = -abs(plan.yaw_deg) if hard else min(plan.yaw_deg, 4.0)
    if fault in FRONTAL:
        plan.yaw_deg = float(rng.uniform(65, 90)) if level == 6 else -45.0
    plan.height_m = float(rng.uniform(0.35, 0.95) if lying else rng.uniform(0.6, 1.5))
    plan.view_deg = float(rng.uniform(34, 50))
    plan.margin = float(rng.uniform(0.06, 0.2))
    plan.aside = tuple(rng.uniform(-0.5, 0.5, 2).round(3).tolist())
    if rng.random() < 0.25:
        plan.conditions.append("loose-clothes")
    if not fault and level in AROUND and rng.random() < (0.5 if hard else 0.25):
        plan.before, plan.after = AROUND[level]
    if hard:
        plan.conditions += _hard(rng, level, turn)
        if "hands-on-thighs" in plan.conditions:
            plan.arms = "thighs"
        if "foot-leaves-picture" in plan.conditions:
            # The picture is framed for who lies; nobody could be seen standing up in it.
            plan.before = plan.after = ()
    return plan


def _hard(rng: np.random.Generator, level: int, turn: int) -> list[str]:
    """One or two difficulties besides the view."""
    can = ["dim", "occluded", "second-person"]
    if level in (1, 3):
        can += ["foot-leaves-picture", "hands-on-thighs"]
    if level == 6:
        can += ["hands-on-thighs"]
    first = can[(turn + level + 1) % len(can)]
    second = str(rng.choice(can))
    return [first] if second == first or rng.random() < 0.6 else [first, second]


#: Clips without a march, for invented repetitions.
OTHERS = (
    ("walking", "standing", "walking"),
    ("getting-down", "bridge", "bridge", "bridge", "bridge", "lying", "bridge", "bridge", "getting-up"),
    ("squat", "squat", "squat", "standing", "squat", "squat", "squat", "squat", "bend-forward", "squat"),
    ("walking", "getting-down", "knees-to-chest", "knees-to-chest", "lying", "knees-to-chest", "getting-up"),
    ("getting-down", "sit-up", "sit-up", "sit-up", "sit-up", "bridge", "bridge", "getting-up", "arms-up", "arms-up"),
    ("arms-up", "bend-forward", "arms-up", "standing", "bend-forward", "squat", "arms-up", "walking"),
    ("standing", *("step-up-R", "step-up-L") * 3),
    (*("lunge-R", "lunge-L") * 4, "standing"),
    (*("sitting-down", "standing-up") * 5,),
    ("leg-swing-R", "leg-swing-R", "standing", "leg-swing-L", "leg-swing-L"),
    (*("burpee",) * 5, "standing"),
    ("getting-down", "cycling", "lying", "cycling", "cycling", "getting-up"),
    ("into-plank", "climbing", "climbing", "climbing", "out-of-plank", "standing"),
    ("getting-down", "l-sit", "l-sit", "l-sit", "getting-up"),
)


def draw_other(name: str, seed: int, index: int, head: str) -> Plan:
    """A clip without a march."""
    rng = np.random.default_rng(seed)
    plan = Plan(name, "other", seed, None, other=OTHERS[index % len(OTHERS)], head=head)
    plan.yaw_deg = float(rng.uniform(-15, 30))
    plan.height_m = float(rng.uniform(0.5, 1.2))
    plan.view_deg = float(rng.uniform(40, 55))
    plan.margin = float(rng.uniform(0.04, 0.1))
    return plan


#: The level whose way of standing small marches borrow.
_STANDS = 6
#: Small marches of a break at the desk, and how often a leg works twice running.
MOVES = {"seated-march": 0.6, "standing-march": 0.0}


def draw_move(name: str, seed: int, exercise: str, head: str) -> Plan:
    """A small march seen from the front by a laptop, up to 15 degrees aside. Who sits does so on nothing."""
    rng = np.random.default_rng(seed)
    dose = load().by_id(exercise).dose
    assert dose is not None
    tempo = dose.tempo_s
    wish = Wish(_STANDS, reps=8, repeated=MOVES[exercise], reach=float(rng.uniform(0.85, 1.1)))
    wish.out_s, wish.back_s = (0.8 * tempo.out, 1.2 * tempo.out), (0.8 * tempo.back, 1.2 * tempo.back)
    plan = Plan(name, "moves", seed, wish, exercise=exercise, head=head, arms="hang")
    plan.yaw_deg = float(rng.uniform(75, 90))
    plan.height_m = float(rng.uniform(0.7, 1.2))
    plan.view_deg = float(rng.uniform(45, 60))
    return plan
