"""Check whether this camera sees this person well enough for this exercise, and say what to change if not."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from psoas.body.angles import is_lying
from psoas.body.skeleton import SIDES, Floats, Joint, PlaceInPicture, Side, Skeleton, joint
from psoas.tracking.smoother import body_height_px

AdviceId = Literal[
    "nobody",
    "too-dark",
    "more-than-one-person",
    "feet-out-of-picture",
    "head-out-of-picture",
    "legs-hidden",
    "too-far",
    "camera-not-side-on",
    "camera-not-frontal",
    "not-lying",
    "not-standing",
    "ready",
]

#: Mean brightness, 0 to 1, below which the model begins to lose people.
DARK = 0.08
#: Space wanted between body and edge, as a share of the picture's shorter side.
MARGIN = 0.02
#: In a body shorter than this share of the picture's longer side, joints are too few pixels apart.
FAR = 0.25
#: People are asked to film within 45 degrees of side-on. Measured, 50 still works and 80 fails; warn in between.
SIDE_ON_LIMIT_DEG = 60.0
#: Turned further than this from the camera is no longer frontal.
FRONTAL_LIMIT_DEG = 40.0
_FEET = tuple(Joint[f"{side}_{part}"] for side in ("LEFT", "RIGHT") for part in ("ANKLE", "HEEL", "FOOT_INDEX"))
#: Mean of shoulder width and hip width over the length of the trunk, from the front (measured on a rendered person).
_BREADTH_OF_TRUNK = 0.57
_LYING = ("lying", "bridge")
_HEAD = (Joint.NOSE, Joint.LEFT_EAR, Joint.RIGHT_EAR)
#: Below this mean confidence of hip and knee a leg is hidden, and nothing can be counted.
HIDDEN_LEG = 0.03


@dataclass(frozen=True, slots=True)
class SetupAdvice:
    """One piece of advice about the set-up.

    Attributes
    ----------
    id : str
        What it is about.
    say : str
        The sentence for the person.
    ok : bool
        False where something should change before counting.
    """

    id: AdviceId
    say: str
    ok: bool


def check_setup(
    skeletons: Sequence[Skeleton],
    brightness: float = 0.5,
    people: int = 1,
    camera: str = "side",
    posture: str = "lying",
    *,
    place: PlaceInPicture | None = None,
) -> list[SetupAdvice]:
    """Check the last second or so.

    Parameters
    ----------
    skeletons : sequence of Skeleton
        Oldest first; `Skeleton.nobody` where no person was found.
    brightness : float
        Mean brightness of the picture, 0 to 1.
    people : int
        Number of people the detector saw.
    camera : str
        View that the exercise needs: ``"side"``, ``"front"`` or ``"any"``.
    posture : str
        Posture of the exercise: ``"lying"``, ``"bridge"`` or ``"standing"``; any other is not checked.
    place : {"left", "middle", "right"}, optional
        Where among several people the one is who is followed.

    Returns
    -------
    list of SetupAdvice
        What to change, most important first, then who is followed if there are several people; or the single entry
        ``ready``.
    """
    found = [*_light(brightness), *_anybody(skeletons)]
    seen = [s for s in skeletons if s.seen]
    if 2 * len(seen) > len(skeletons):
        found += _in_view(seen)
        found += _posture(seen, posture) or _view(seen, camera, posture)
        found += _company(people, place)
    return found or [SetupAdvice("ready", "I can see you well.", True)]


def _light(brightness: float) -> list[SetupAdvice]:
    if brightness >= DARK:
        return []
    return [
        SetupAdvice("too-dark", "It is too dark for me to see you well. Switch on a light or open the curtains.", False)
    ]


def _anybody(skeletons: Sequence[Skeleton]) -> list[SetupAdvice]:
    if 2 * sum(s.seen for s in skeletons) <= len(skeletons):
        return [SetupAdvice("nobody", "I cannot see you yet. Come into the picture, from head to feet.", False)]
    return []


_NUMBERS = {2: "two", 3: "three"}
_WHERE: dict[PlaceInPicture | None, str] = {
    "left": "the one on the left",
    "middle": "the one in the middle",
    "right": "the one on the right",
    None: "one of them",
}


def _company(people: int, place: PlaceInPicture | None) -> list[SetupAdvice]:
    """Say who is followed: a mirror or a picture on the wall need not go away for that."""
    if people < 2:
        return []
    others = "the other person" if people == 2 else "the others"
    say = (
        f"I see {_NUMBERS.get(people, 'several')} people. I follow {_WHERE[place]}. "
        f"If that is not you, ask {others} to step out of the picture."
    )
    return [SetupAdvice("more-than-one-person", say, True)]


def _in_view(seen: Sequence[Skeleton]) -> list[SetupAdvice]:
    found = []
    if _mostly(_outside(s, _FEET) for s in seen):
        say = "I can see your legs, not your feet. Move the camera back a little."
        found.append(SetupAdvice("feet-out-of-picture", say, False))
    if _mostly(_outside(s, _HEAD) for s in seen):
        say = "I can see your body, not your head. Move the camera back a little."
        found.append(SetupAdvice("head-out-of-picture", say, False))
    if _mostly(min(leg_confidence(s, side) for side in SIDES) < HIDDEN_LEG for s in seen) and not found:
        say = "I can see you, but not both legs. Take your hands off your thighs, and covers off your legs."
        found.append(SetupAdvice("legs-hidden", say, False))
    heights = [body_height_px(s) / max(s.size) for s in seen if max(s.size) > 0]
    sizes = [height for height in heights if np.isfinite(height)]
    if sizes and statistics.median(sizes) < FAR and not found:
        say = "You are small in the picture. Bring the camera closer, with all of you still in view."
        found.append(SetupAdvice("too-far", say, False))
    return found


def _posture(seen: Sequence[Skeleton], posture: str) -> list[SetupAdvice]:
    lying = [is_lying(s, in_depth=True) for s in seen]
    if posture in _LYING and not _mostly(lying):
        return [SetupAdvice("not-lying", "Lie down on your back, with your side to the camera.", False)]
    if posture == "standing" and _mostly(lying):
        return [SetupAdvice("not-standing", "Stand up for this one, with all of you in the picture.", False)]
    return []


def _view(seen: Sequence[Skeleton], camera: str, posture: str) -> list[SetupAdvice]:
    angles = [a for a in (side_on_deg(s) for s in seen) if np.isfinite(a)]
    if not angles:
        return []
    angle = statistics.median(angles)
    if camera == "side" and angle > SIDE_ON_LIMIT_DEG:
        where = "beside your mat at your hips, on a chair" if posture in _LYING else "to your side"
        say = f"I do not see you from the side. Put the camera {where}."
        return [SetupAdvice("camera-not-side-on", say, False)]
    if camera == "front" and 90 - angle > FRONTAL_LIMIT_DEG:
        return [SetupAdvice("camera-not-frontal", "Turn to face the camera.", False)]
    return []


def side_on_deg(skeleton: Skeleton) -> float:
    """Measure how far the camera is from side-on: 0 from the side, 90 from the front, the back, the head or the feet.

    The lines through both shoulders and through both hips point at a camera that is side-on. Without depth, the width
    of the trunk in the picture is compared with its length, which misses a lying person seen from the feet. This needs
    only one skeleton; over a set, `psoas.body.sagittal_plane.Plane.view_deg` is the steadier answer.

    Parameters
    ----------
    skeleton : Skeleton
        One moment.

    Returns
    -------
    float
        Degrees, 0 to 90; NaN where the trunk is not seen.
    """
    across = [(joint("left", n), joint("right", n)) for n in ("shoulder", "hip")]
    if skeleton.metric is not None:
        lines: Floats = np.array([skeleton.metric[a] - skeleton.metric[b] for a, b in across])
        line = lines.sum(axis=0)
        length = float(np.linalg.norm(line))
        return float(np.degrees(np.arccos(np.clip(abs(line[2]) / length, 0, 1)))) if length > 0 else float("nan")
    broad = float(np.mean([np.linalg.norm(skeleton.image[a] - skeleton.image[b]) for a, b in across]))
    trunk = float(np.linalg.norm(skeleton.middle("shoulder") - skeleton.middle("hip")))
    if not trunk > 0:
        return float("nan")
    return float(np.degrees(np.arcsin(np.clip(broad / trunk / _BREADTH_OF_TRUNK, 0, 1))))


def leg_confidence(skeleton: Skeleton, side: Side) -> float:
    """Return the mean confidence of a leg's hip and knee, 0 to 1."""
    hip, knee = joint(side, "hip"), joint(side, "knee")
    if not np.isfinite([skeleton.image[hip], skeleton.image[knee]]).all():
        return 0.0
    return float(skeleton.confidence[hip] + skeleton.confidence[knee]) / 2


def _outside(skeleton: Skeleton, joints: Sequence[Joint]) -> bool:
    """Whether the edge of the picture cuts off a part of the body; one hidden behind the body does not count."""
    width, height = skeleton.size
    if width == 0 or height == 0:
        return False
    room = MARGIN * min(width, height)
    points = skeleton.image[list(joints)]
    points = points[np.all(np.isfinite(points), axis=1)]
    return bool(np.any((points < room) | (points > np.array([width, height]) - room)))


def _mostly(votes: Iterable[bool]) -> bool:
    given = list(votes)
    return 2 * sum(given) > len(given)
