"""Which level a recording shows: what is given, held against what is seen, or found out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from psoas.analysis.errors import AnalysisError
from psoas.analysis.result import SetupNote
from psoas.body.skeleton import Skeleton
from psoas.coach.level_recognition import Recognised, Recogniser
from psoas.programme.model import Exercise

if TYPE_CHECKING:
    from psoas.sight.video import Picture

#: With a level given, another one is spoken of only if so many marches were seen and this share of them looks like it.
_CLEAR_MARCHES, _CLEAR_SHARE = 3, 0.8


class LevelWatch:
    """Sees a recording go by and can say at its end which level it was.

    Parameters
    ----------
    march : sequence of Exercise
        The levels.
    pictures : bool
        Whether there are pictures, in which a band could be seen.
    """

    def __init__(self, march: Sequence[Exercise], pictures: bool) -> None:
        self._recogniser = Recogniser(march)
        self._band = None
        if pictures:
            from psoas.sight.band import BandWatch  # noqa: PLC0415 - recordings of skeletons do without decoders

            self._band = BandWatch()

    @property
    def band_seen(self) -> bool | None:
        """Whether a band was seen between the feet; None where that cannot be told."""
        return self._band.seen() if self._band else None

    def see(self, picture: Picture | None, skeleton: Skeleton) -> None:
        """Take one frame."""
        before = self._recogniser.marches
        self._recogniser.see(skeleton)
        marching = self._recogniser.marching
        if self._band is not None:
            self._band.see(picture, skeleton, marching)
            if not marching:
                self._band.end(counts=self._recogniser.marches > before)

    def verdict(self, band: bool | None) -> Recognised:
        """What the movement and the band show; `band` as far as it is known."""
        return self._recogniser.verdict(band)

    def recognised(self, band: bool) -> Exercise | None:
        """The exercise; None where nobody was seen.

        Parameters
        ----------
        band : bool
            False where the person said that no band was worn.

        Raises
        ------
        AnalysisError
            If it cannot be told.
        """
        found = self.verdict(self.band_seen if band else False)
        if found.exercise is None and found.anybody:
            raise AnalysisError(f"{found.why} Say which level it is, for example --level 1.")
        return found.exercise

    def doubts(self, given: Exercise) -> tuple[SetupNote, ...]:
        """A note where the movement clearly is not that of the level given; a band alone decides nothing."""
        found = self.verdict(self.band_seen)
        clear = found.marches >= _CLEAR_MARCHES and found.share >= _CLEAR_SHARE
        if not clear or not found.candidates or given in found.candidates:
            return ()
        looks = " or ".join(str(e.level) for e in ([found.exercise] if found.exercise else found.candidates))
        say = f"This looks like level {looks}, not level {given.level}. If so, give that level, or none."
        return (SetupNote("another-level", say),)
