"""Observe a recording: its set-up, its level, and the flat-back experiment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from psoas.analysis.result import SetupNote
from psoas.analysis.sources import AnalysisError
from psoas.body.skeleton import PlaceInPicture, Skeleton
from psoas.coach.flat_back import UNSEEN_SAY, FlatBackCheck
from psoas.coach.level_recognition import LevelRecogniser, RecognisedLevel
from psoas.coach.quick_strides import QUICK_ID, too_quick
from psoas.exchange.recording import is_recording
from psoas.programme.model import Exercise
from psoas.tracking.setup_check import check_setup

if TYPE_CHECKING:
    from psoas.sight.pictures import Picture

#: One sample a second is enough to judge the set-up, and bounds the memory.
_EVERY_S = 1.0

NOBODY = SetupNote(
    "nobody",
    "psoas could see nobody in this recording. Put the camera at your side, so it sees you from head to feet.",
)
_ALIKE = (
    "The same leg seems to work over and over. If you did change legs, psoas mixed up left and right. "
    "Put the camera on a chair, straight to your side, with nothing in front of your hips."
)
# docs/decisions/0034 measures this model in hard views.
_FINER = " Or try the finer model: `psoas models --add heavy`, then `psoas analyze` with `--model heavy`."


def legs_alike(*, finer: bool) -> SetupNote:
    """Return the note that the sides of the counts may be wrong.

    Parameters
    ----------
    finer : bool
        Whether a finer model is available.
    """
    return SetupNote("legs-alike", _ALIKE + (_FINER if finer else ""))


class SetupWatch:
    """Check the set-up about once a second, and report problems at the end.

    Parameters
    ----------
    brightness : float
        Mean brightness where there are no pictures, 0 to 1.
    place : {"left", "middle", "right"}, optional
        Where the one who is followed is among several people.
    """

    def __init__(self, brightness: float = 1.0, place: PlaceInPicture | None = None) -> None:
        self.place = place
        self._told = brightness
        self._seen: list[Skeleton] = []
        self._brightness: list[float] = []
        self._people: list[int] = []
        self._anybody = False
        self._due = -float("inf")

    def update(self, picture: Picture | None, skeleton: Skeleton, people: int) -> None:
        """Take one frame."""
        self._anybody = self._anybody or skeleton.seen
        if skeleton.t < self._due:
            return
        self._due = skeleton.t + _EVERY_S
        self._seen.append(skeleton)
        self._people.append(people)
        if picture is not None:
            # Every eighth pixel is enough for a mean.
            self._brightness.append(float(picture[::8, ::8].mean()) / 255.0)

    @property
    def brightness(self) -> float:
        """Mean brightness, 0 to 1."""
        return sum(self._brightness) / len(self._brightness) if self._brightness else self._told

    @property
    def people(self) -> int:
        """How many persons were mostly in the picture."""
        return sorted(self._people)[len(self._people) // 2] if self._people else 1

    def notes(self, exercise: Exercise | None) -> tuple[SetupNote, ...]:
        """Return advice for the next recording, the most important first.

        Parameters
        ----------
        exercise : Exercise or None
            The level, which decides where the camera belongs; None if nobody is in the recording.
        """
        if not self._anybody or exercise is None:
            return (NOBODY,)
        advice = check_setup(
            [skeleton for skeleton in self._seen if skeleton.seen] or self._seen,
            brightness=self.brightness,
            people=self.people,
            place=self.place,
            camera=exercise.camera or "side",
            posture=exercise.posture or "lying",
        )
        return tuple(SetupNote(item.id, item.say) for item in advice if item.id != "ready")


#: Length of the still start, with the back flat, that serves as reference, seconds.
FLAT_FIRST_S = 5.0


def back_for(exercise: Exercise, path: Path) -> FlatBackCheck:
    """Set up the flat-back experiment for a recording.

    Raises
    ------
    AnalysisError
        If the exercise is not done lying flat, or the recording has no pictures.
    """
    if not exercise.low_back_is_felt:
        raise AnalysisError(
            f"{exercise.name} is not done with a flat back. Leave out --flat-back, or give level 1 to 3."
        )
    if path.is_file() and is_recording(path):
        raise AnalysisError("--flat-back needs the pictures of a video, and this recording has skeletons only.")
    return FlatBackCheck()


def back_notes(back: FlatBackCheck) -> list[SetupNote]:
    """Explain that this is an experiment, and why it saw nothing, if so."""
    notes = [
        SetupNote(
            "flat-back-experiment",
            "Flat back is an experiment. It may ask about a low back that seems to lift. Silence does not mean it "
            "stayed down.",
        )
    ]
    if not back.ready:
        why = UNSEEN_SAY[back.why_not] if back.why_not else "Lie flat and still for the first few seconds."
        notes.append(SetupNote("flat-back-no-start", f"Flat back: I had nothing to compare with. {why}"))
    return notes


def quick_notes(exercise: Exercise, count: int) -> tuple[SetupNote, ...]:
    """Return the note that there were strides too quick for the march, if there were any."""
    return (SetupNote(QUICK_ID, too_quick(exercise, count)),) if count else ()


def level_by_band(levels: Sequence[int], judged_as: Exercise) -> SetupNote:
    """Return the note that only the band tells these levels apart, and was not seen."""
    others = " or ".join(f"`--level {level}`" for level in levels if level != judged_as.level)
    return SetupNote(
        "level-by-band",
        f"This is level {' or '.join(map(str, levels))}. It is the same movement, and I could not see whether a band "
        f"is worn. I judged it as level {judged_as.level}: if you wore one, give {others}.",
    )


#: Share of the marches that must look like another level before psoas doubts the given one.
_CLEAR_SHARE = 0.8
#: This many repetitions counted speak for the given level.
_COUNTED = 3


class LevelWatch:
    """Watch a recording and recognise its level at the end.

    Parameters
    ----------
    march : sequence of Exercise
        The levels.
    pictures : bool
        Whether there are pictures that could show a band.
    band_seen : bool or None
        Whether they showed one, if they were looked at before.
    """

    def __init__(self, march: Sequence[Exercise], pictures: bool, band_seen: bool | None = None) -> None:
        self._recogniser = LevelRecogniser(march)
        self._told = band_seen
        self._band = None
        if pictures:
            from psoas.sight.band import BandWatch  # noqa: PLC0415 - recordings of skeletons do without decoders

            self._band = BandWatch()

    @property
    def band_seen(self) -> bool | None:
        """Tell whether a band was seen between the feet; None if unknown."""
        return self._band.seen() if self._band else self._told

    def update(self, picture: Picture | None, skeleton: Skeleton) -> None:
        """Take one frame."""
        before = self._recogniser.marches
        self._recogniser.update(skeleton)
        marching = self._recogniser.marching
        if self._band is not None:
            self._band.update(picture, skeleton, marching)
            if not marching:
                self._band.end(counts=self._recogniser.marches > before)

    def verdict(self, band: bool | None) -> RecognisedLevel:
        """Return the level suggested by movement and band."""
        return self._recogniser.verdict(band)

    def recognised(self, band: bool, why_not: Callable[[], Sequence[SetupNote]] = tuple) -> RecognisedLevel:
        """Return the recognised level: one, two that only the band tells apart, or none if nobody was seen.

        Parameters
        ----------
        band : bool
            False if the person said that no band was worn.
        why_not : callable
            Asked for more to say where the level is unclear.

        Raises
        ------
        AnalysisError
            If the level is unclear.
        """
        found = self.verdict(self.band_seen if band else False)
        if not found.levels and found.anybody:
            told = " ".join((found.why, *(note.say for note in why_not())))
            raise AnalysisError(f"{told} Say which level it is, for example --level 1.")
        return found

    def doubts(self, given: Exercise, counted: int) -> tuple[SetupNote, ...]:
        """Return a note if the movement clearly differs from the given level's; a band alone does not decide.

        Parameters
        ----------
        given : Exercise
            The given level.
        counted : int
            Repetitions counted by it; if they are many, only a movement that is nothing like it is spoken of.
        """
        found = self.verdict(self.band_seen)
        if found.share < _CLEAR_SHARE or not found.candidates or given in found.candidates:
            return ()
        if counted >= _COUNTED and (given not in found.refused or found.marches < _COUNTED):
            return ()
        looks = " or ".join(str(e.level) for e in ([found.exercise] if found.exercise else found.candidates))
        say = f"This looks like level {looks}, not level {given.level}. If so, give that level, or none."
        return (SetupNote("another-level", say),)
