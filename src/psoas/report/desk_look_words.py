"""What a minute at the desk showed, in words: no score, no right or wrong, and a suggestion to move."""

from __future__ import annotations

import math

from psoas.coach.desk_posture import DeskLook

#: One camera is off by several degrees, so smaller leans are called upright, and larger ones are rounded to this.
_DEGREES = 5
#: Who sinks by more than this share of the height of head over hips has sunk.
_SANK = 0.04
#: Who keeps still for longer than this share of the time hardly moved.
_STILL = 0.7

NOT_SEEN = "I saw too little of your head and shoulders. Move the camera, or put more light on yourself, and try again."
MOVE_ON = "No position is the right one. The best one is the next: shift in your chair, or get up for a minute."


def look_words(look: DeskLook) -> list[str]:
    """Say what was seen, the most certain first.

    Examples
    --------
    >>> for sentence in look_words(DeskLook("side", 55.0, 12.0, 21.0, 0.06, 48.0)):
    ...     print(sentence)
    You hardly moved: 48 seconds in one position.
    You leaned forward by about 10 degrees.
    Your head was ahead of your shoulders by about 20 degrees.
    You sank a little from where you began.
    """
    still = (
        f"You hardly moved: {look.still_s:.0f} seconds in one position."
        if look.still_s >= _STILL * look.seen_s
        else f"You moved now and then. The longest in one position was {look.still_s:.0f} seconds."
    )
    sank = ["You sank a little from where you began."] if look.sank > _SANK else []
    return [still, _trunk(look), _head(look), *sank]


def _trunk(look: DeskLook) -> str:
    if math.isnan(look.trunk_deg):
        return "The desk hides your hips, so I can't tell how your trunk leans."
    lean = _rounded(look.trunk_deg)
    if lean == 0:
        return "Your trunk was about upright."
    if look.view == "side":
        return f"You leaned {'forward' if lean > 0 else 'back'} by about {abs(lean)} degrees."
    return f"Your trunk leaned to one side by about {abs(lean)} degrees."


def _head(look: DeskLook) -> str:
    lean = _rounded(look.head_deg)
    if look.view == "front":
        return "Your head was over your shoulders." if lean == 0 else "Your head was to one side of your shoulders."
    if lean > 0:
        return f"Your head was ahead of your shoulders by about {lean} degrees."
    return "Your head was over your shoulders."


def _rounded(degrees: float) -> int:
    return 0 if math.isnan(degrees) else _DEGREES * round(degrees / _DEGREES)
