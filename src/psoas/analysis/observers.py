"""What to do better next time: the set-up of a recording as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psoas.analysis.result import SetupNote
from psoas.body.skeleton import Skeleton
from psoas.programme.model import Exercise
from psoas.tracking.setup_check import check_setup

if TYPE_CHECKING:
    from psoas.sight.video import Picture

#: A sample of the recording is enough to judge its set-up, one a second, and bounds the memory.
_EVERY_S = 1.0

NOBODY = SetupNote(
    "nobody",
    "Nobody could be seen in this recording. Place the camera so that it sees you from head to feet, from the side.",
)
_ALIKE = (
    "The same leg seems to work over and over. If the legs did change, psoas mixed up left and right. "
    "Put the camera higher, on a chair, straight to your side, and mind that nothing stands in front of your hips."
)
# What that model is worth in hard views: docs/decisions/0034.
_FINER = " Or let the finer model look at it: `psoas models --add heavy`, then `psoas analyze` with `--model heavy`."


def legs_alike(*, finer: bool) -> SetupNote:
    """What is said where the sides of the counts may be wrong.

    Parameters
    ----------
    finer : bool
        Whether a finer model could still look at the recording.
    """
    return SetupNote("legs-alike", _ALIKE + (_FINER if finer else ""))


class SetupWatch:
    """Looks at a recording about once a second and says at its end what stood in the way."""

    def __init__(self) -> None:
        self._seen: list[Skeleton] = []
        self._brightness: list[float] = []
        self._people: list[int] = []
        self._anybody = False
        self._due = -float("inf")

    def see(self, picture: Picture | None, skeleton: Skeleton, people: int) -> None:
        """Take one frame."""
        self._anybody = self._anybody or skeleton.seen
        if skeleton.t < self._due:
            return
        self._due = skeleton.t + _EVERY_S
        self._seen.append(skeleton)
        self._people.append(people)
        if picture is not None:
            # Every eighth pixel is plenty for a mean, and costs nothing.
            self._brightness.append(float(picture[::8, ::8].mean()) / 255.0)

    def notes(self, exercise: Exercise | None) -> tuple[SetupNote, ...]:
        """Sentences a person can act on, the most important first; none where all was well.

        Parameters
        ----------
        exercise : Exercise or None
            The level, which says from where the camera should look; None where nobody is there to show one.
        """
        if not self._anybody or exercise is None:
            return (NOBODY,)
        advice = check_setup(
            [skeleton for skeleton in self._seen if skeleton.seen] or self._seen,
            brightness=sum(self._brightness) / len(self._brightness) if self._brightness else 1.0,
            people=sorted(self._people)[len(self._people) // 2],
            camera=exercise.camera or "side",
            posture=exercise.posture or "lying",
        )
        return tuple(SetupNote(item.id, item.say) for item in advice if not item.ok)
