"""The named sets: which clips they hold, each with a seed of its own, so that any one can be made again alone."""

from __future__ import annotations

from bench.render.plan import MOVES, Plan, draw, draw_move, draw_other
from bench.render.script import FAULTS

#: Frames a second: most cameras that are looked at live give 15; some clips are faster.
_FPS = (15, 15, 15, 30, 15, 15, 20, 15, 15, 15, 24)
SETS = ("clean", "hard", "faults", "other", "fixtures", "hard-faults", "moves")
_LEVELS = 6
#: Faults at further levels. They come last, so that the clips of the first round stay what they were.
_LATER = (("heel-not-back-on-box", 4),)


def plans(of_set: str, count: int, seed: int) -> list[Plan]:
    """The first `count` clips of a set. Levels and head directions take turns, so that each part of a set is mixed.

    Raises
    ------
    ValueError
        If there is no such set.
    """
    if of_set not in SETS:
        raise ValueError(f"There is no set {of_set!r}: choose one of {', '.join(SETS)}.")
    made = []
    for i in range(count):
        own = 100_000 * seed + 1_000 * SETS.index(of_set) + i
        head = ("left", "right")[(i + i // _LEVELS) % 2]
        if of_set in ("faults", "hard-faults"):
            fault, level = _fault(i)
            plan = draw(f"{of_set}-{i:03d}-level{level}-{fault}", of_set, own, level, head=head, fault=fault)
        elif of_set == "fixtures":
            plan = _fixture(i, own, head)
        elif of_set == "moves":
            exercise = list(MOVES)[i % len(MOVES)]
            plan = draw_move(f"{of_set}-{i:03d}-{exercise}", own, exercise, ("left", "right")[i // len(MOVES) % 2])
        elif of_set == "other":
            plan = draw_other(f"other-{i:03d}", own, i, head)
        else:
            level = i % _LEVELS + 1
            plan = draw(f"{of_set}-{i:03d}-level{level}", of_set, own, level, head=head, turn=i // _LEVELS)
        if of_set != "fixtures":
            plan.fps = _FPS[i % len(_FPS)]
        made.append(plan)
    return made


def _fault(index: int) -> tuple[str, int]:
    """Each fault once, then each at its next level, and so on."""
    rounds = max(len(kind.levels) for kind in FAULTS.values())
    turns = [(fault, kind.levels[k]) for k in range(rounds) for fault, kind in FAULTS.items() if k < len(kind.levels)]
    turns += _LATER
    return turns[index % len(turns)]


#: Small and short: what the project's own tests look at.
_FIXTURE_SIZE = (480, 360)


def _fixture(index: int, seed: int, head: str) -> Plan:
    """One clip a level, one with a fault, one without a march."""
    if index % 8 == 7:
        plan = draw_other("other", seed, 2, head)
        plan.other = ("squat", "bend-forward", "squat", "standing", "squat")
    else:
        fault = "trunk-leaves-its-line" if index % 8 == _LEVELS else None
        level = 6 if fault else index % _LEVELS + 1
        name = f"level{level}-{fault}" if fault else f"level{level}"
        plan = draw(name, "faults" if fault else "clean", seed, level, head=head, fault=fault)
        plan.before = plan.after = ()
        if plan.wish is not None:
            plan.wish.reps = 6 if fault else 4
            plan.wish.repeated = plan.wish.short = plan.wish.pauses = 0
    plan.size, plan.quality = _FIXTURE_SIZE, 30
    return plan
