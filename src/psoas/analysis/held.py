"""Notice films that lost how the camera was held, and slow motion, from how the body moves in them.

A file that was cut or sent on may have lost its turn, so that the person stands on the head. Nobody marches so: such a
film is turned. A film that lies on its side is only told, since somebody who stands in it looks like somebody who lies.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from psoas.analysis.observers import LevelWatch
from psoas.analysis.result import SetupNote
from psoas.body.skeleton import Skeleton
from psoas.coach.events import Rep
from psoas.coach.level_recognition import RecognisedLevel
from psoas.programme.model import Exercise
from psoas.tracking.online import OnlineTracker

#: So many marches that look alike tell how a film was held, or how fast it plays.
_MARCHES, _SHARE = 2, 0.8
#: How many times slower than life slow motion plays, at least: films of 120 and 240 pictures a second, shown as 30, and
#: of 960.
_SLOWER = (4.0, 8.0, 32.0)
#: Repetitions that take so many times as long as the way out and back that is taught are slow motion, if they are
#: counted at all. Real people take 0.5 to 0.8 of it, and the slowest that are taught take all of it.
_AS_TAUGHT = 2.5
#: The level that a standing march looks like on a film that lies on its side, though less than it looks like itself:
#: rendered, it is 5 to 6 from the one and 1.7 from the other, and somebody who lies is 0.3 from that level.
_LIES, _CLEARLY = {2}, 3.0

UPSIDE_DOWN = SetupNote(
    "picture-turned",
    "This film is upside down, so I turned it before I counted. Turn it in your gallery to keep it so.",
)
ON_ITS_SIDE = SetupNote(
    "picture-turned",
    "This film seems to lie on its side. If so, turn it upright in your gallery, save it, and give it again.",
)
SLOW_MOTION = SetupNote(
    "slow-motion",
    "This film seems to be in slow motion: the legs move far slower than in a march. "
    "Save it at normal speed, and give it again.",
)


#: How a film was held or plays, where that is not as usual.
HowHeld = Literal["upside-down", "on-its-side", "slow-motion"]
NOTES: dict[HowHeld, SetupNote] = {"upside-down": UPSIDE_DOWN, "on-its-side": ON_ITS_SIDE, "slow-motion": SLOW_MOTION}


def how_held(
    seen: Sequence[Skeleton], march: Sequence[Exercise], found: RecognisedLevel | None = None
) -> HowHeld | None:
    """Tell what makes a march in a film look like none, or like another one.

    Parameters
    ----------
    seen : sequence of Skeleton
        As they come from the pose model.
    march : sequence of Exercise
        The levels.
    found : RecognisedLevel, optional
        What was recognised in the film as it is, if that was done.

    Returns
    -------
    {"upside-down", "on-its-side", "slow-motion"} or None
        None where there is nothing of the kind, or no march either way.
    """
    found = found or _recognised(seen, march)
    here = found.unlike if _is_march(found) else math.inf
    if not found.anybody or (math.isfinite(here) and not set(found.levels) <= _LIES):
        return None
    turned = {quarters: _recognised(_turned(seen, quarters), march) for quarters in (1, 2, 3)}
    likely = {quarters: one.unlike for quarters, one in turned.items() if _is_march(one)}
    if likely:
        quarters = min(likely, key=likely.__getitem__)
        if likely[quarters] + _CLEARLY > here:
            return None
        return "upside-down" if quarters == 2 else "on-its-side"
    if math.isfinite(here):
        return None
    return "slow-motion" if any(_is_march(_recognised(_faster(seen, n), march)) for n in _SLOWER) else None


def is_slow_motion(reps: Sequence[Rep], exercise: Exercise) -> bool:
    """Tell whether repetitions are so slow that the film, rather than the person, must be.

    Parameters
    ----------
    reps : sequence of Rep
        All that were begun, short ones too.
    exercise : Exercise
        What was done, with its tempo.
    """
    if len(reps) < _MARCHES or exercise.dose is None:
        return False
    taught = exercise.dose.tempo_s.out + exercise.dose.tempo_s.back
    return statistics.median(rep.out_s + rep.back_s for rep in reps) > _AS_TAUGHT * taught


def _is_march(found: RecognisedLevel) -> bool:
    return bool(found.levels) and found.marches >= _MARCHES and found.share >= _SHARE


def _recognised(seen: Sequence[Skeleton], march: Sequence[Exercise]) -> RecognisedLevel:
    levels, live = LevelWatch(march, pictures=False), OnlineTracker()
    for skeleton in seen:
        levels.update(None, live.update(skeleton))
    return levels.verdict(None)


def _turned(seen: Sequence[Skeleton], quarters: int) -> list[Skeleton]:
    """Turn skeletons by quarters against the clock, as their picture."""
    turn = np.linalg.matrix_power(np.array([[0.0, -1.0], [1.0, 0.0]]), quarters)
    turned = []
    for skeleton in seen:
        size = skeleton.size[::-1] if quarters % 2 else skeleton.size
        middle, new_middle = np.array(skeleton.size) / 2, np.array(size) / 2
        metric = skeleton.metric
        if metric is not None:
            metric = np.concatenate([metric[:, :2] @ turn, metric[:, 2:]], axis=1)
        turned.append(replace(skeleton, image=(skeleton.image - middle) @ turn + new_middle, metric=metric, size=size))
    return turned


def _faster(seen: Sequence[Skeleton], times: float) -> list[Skeleton]:
    return [replace(skeleton, t=skeleton.t / times) for skeleton in seen]
