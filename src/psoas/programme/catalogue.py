"""Load all exercises from their TOML files, with the texts they share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from psoas.programme.lines import line_of
from psoas.programme.model import Exercise
from psoas.programme.reading import CatalogueError, complaint, did_you_mean, packaged, parse, read_text
from psoas.programme.sketch import Sketch
from psoas.programme.texts import Common, Finding, Habit, Measures, OutcomeMeasure, Routine, StepText

__all__ = ["Catalogue", "CatalogueError", "known_measures", "load"]

_AFTER_THE_LEVELS = 7
_STEP_ORDER = ("massage", "stretch", "strengthen", "habit")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole programme.

    Attributes
    ----------
    exercises : tuple of Exercise
        All exercises, by step, then by level; exercises without a level come last.
    common : Common
        Texts shared by all levels of the march.
    routine : Routine
        The four steps and their reasons, and how to find the psoas.
    habit : Habit
        Workstation checklist, ids of the small moves, and break goal.
    sketches : tuple of Sketch
        Animations of exercises that are shown but not counted.
    """

    exercises: tuple[Exercise, ...]
    common: Common
    routine: Routine
    habit: Habit
    sketches: tuple[Sketch, ...]

    @property
    def march(self) -> tuple[Exercise, ...]:
        """Return the levels of the march, easiest first."""
        return tuple(exercise for exercise in self.exercises if exercise.level is not None)

    @property
    def small_moves(self) -> tuple[Exercise, ...]:
        """Return the small moves for a break, in the order in which they take turns."""
        known = {exercise.id: exercise for exercise in self.exercises}
        return tuple(known[name] for name in self.habit.micro_moves if name in known)

    @property
    def steps(self) -> tuple[StepText, ...]:
        """Return the four steps in order."""
        return self.routine.steps

    @property
    def finding(self) -> Finding:
        """Explain what the psoas is and how to find it."""
        return self.routine.finding

    def taught_to(self, has: Collection[str], hip_deg: float | None = None, each_set: str = "") -> Catalogue:
        """Adapt the programme to a person with limits (see `psoas.programme.model.Exercise.limited`).

        `each_set` is said in every set of the march, in addition to the limits' own words.
        """
        limited = tuple(each.limited(has, hip_deg, self.common.limits) for each in self.exercises)
        if each_set:
            limited = tuple(
                each.model_copy(update={"each_set": (each_set, *each.each_set)}) if each.level else each
                for each in limited
            )
        return replace(self, exercises=limited)

    def by_id(self, exercise_id: str) -> Exercise:
        """Return the exercise with that id.

        Raises
        ------
        CatalogueError
            If there is none; it names the nearest one.
        """
        return _named(self.exercises, exercise_id, "exercise")

    def sketch(self, sketch_id: str) -> Sketch:
        """Return the sketch with that id.

        Raises
        ------
        CatalogueError
            If there is none; it names the nearest one.
        """
        return _named(self.sketches, sketch_id, "figure")

    def level(self, number: int) -> Exercise:
        """Return the exercise at a level of the march.

        Raises
        ------
        CatalogueError
            If there is no such level; the message lists those that exist.
        """
        for exercise in self.march:
            if exercise.level == number:
                return exercise
        levels = ", ".join(f"{exercise.level} ({exercise.name})" for exercise in self.march)
        raise CatalogueError(f"There is no level {number}. Choose one of these: {levels}.")


_Named = TypeVar("_Named", Exercise, Sketch)


def _named(all_of_them: Iterable[_Named], name: str, kind: str) -> _Named:
    known = {one.id: one for one in all_of_them}
    if name not in known:
        raise CatalogueError(f"There is no {kind} called `{name}`. {did_you_mean(name, known)}")
    return known[name]


def known_measures() -> tuple[OutcomeMeasure, ...]:
    """Return the measures that a check may name, from measures.toml."""
    return packaged(Measures, "measures.toml").measures


def load(folder: Traversable | None = None, measures: Collection[str] | None = None) -> Catalogue:
    """Read and check all exercise files.

    Parameters
    ----------
    folder : path-like, optional
        Folder with ``*.toml`` files to read instead of the packaged exercises.
    measures : collection of str, optional
        Names that checks may use; by default :func:`known_measures`.

    Raises
    ------
    CatalogueError
        At the first mistake; the message names file, line and remedy.
    """
    place = folder if folder is not None else files("psoas.programme") / "exercises"
    names = {measure.name for measure in known_measures()} if measures is None else set(measures)
    read = [_Read(name, text, parse(Exercise, text, name)) for name, text in _texts_in(place)]
    _check_measures(read, names)
    _check_together(read)
    exercises = (one.exercise for one in read)
    in_order = sorted(exercises, key=lambda e: (_STEP_ORDER.index(e.step), e.level or _AFTER_THE_LEVELS, e.id))
    common, routine, habit = (
        packaged(Common, "march.toml"),
        packaged(Routine, "steps.toml"),
        packaged(Habit, "habit.toml"),
    )
    drawn = files("psoas.programme") / "sketches"
    sketches = tuple(parse(Sketch, text, name) for name, text in _texts_in(drawn))
    catalogue = Catalogue(tuple(in_order), common, routine, habit, sketches)
    _check_figures(catalogue, read)
    if folder is None:
        _check_small_moves(catalogue)
    return catalogue


def _texts_in(place: Traversable) -> list[tuple[str, str]]:
    """Read all TOML files in a folder, sorted by name."""
    try:
        found = sorted((f for f in place.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    except OSError as error:
        raise CatalogueError(f"The folder {place} cannot be read ({error.strerror}). Check its name.") from error
    if not found:
        raise CatalogueError(f"The folder {place} holds no exercise: there is no .toml file in it. Check its name.")
    return [(file.name, read_text(file)) for file in found]


@dataclass(frozen=True, slots=True)
class _Read:
    """An exercise with its file, so that a later error can name the line."""

    name: str
    text: str
    exercise: Exercise

    def complain(self, say: str, *path: str | int) -> CatalogueError:
        return complaint(self.name, line_of(self.text, path), say)


def _check_measures(read: Sequence[_Read], names: Collection[str]) -> None:
    for one in read:
        for place, check in enumerate(one.exercise.checks):
            if check.measure not in names:
                exist = ", ".join(f"`{name}`" for name in sorted(names))
                say = f"there is no measure `{check.measure}`. These exist: {exist}."
                raise one.complain(say, "checks", place, "measure")


def _check_figures(catalogue: Catalogue, read: Sequence[_Read]) -> None:
    """Reject a figure without a sketch."""
    for one in read:
        for easy in (False, True):
            for name in one.exercise.figures(easy=easy):
                try:
                    catalogue.sketch(name)
                except CatalogueError as error:
                    raise one.complain(str(error), "figure") from error


def _check_small_moves(catalogue: Catalogue) -> None:
    """Reject a small move that is no exercise, or one that nobody would know how to do or see."""
    for name in (*catalogue.habit.micro_moves, catalogue.habit.when_ill):
        exercise = catalogue.by_id(name)
        if exercise.small_move is None or exercise.figure is None:
            raise CatalogueError(f"habit.toml: `{name}` is a small move, so its file needs `figure` and [small_move].")


def _check_together(read: Sequence[_Read]) -> None:
    """Reject mistakes across files: a duplicate id or level, or a reference to a missing exercise."""
    ids: dict[str, str] = {}
    levels: dict[int, str] = {}
    for one in read:
        exercise = one.exercise
        if exercise.id in ids:
            say = f"the id `{exercise.id}` is already taken by {ids[exercise.id]}. Choose another one."
            raise one.complain(say, "id")
        ids[exercise.id] = one.name
        if exercise.level is not None:
            if exercise.level in levels:
                say = f"level {exercise.level} is already taken by {levels[exercise.level]}. Choose another one."
                raise one.complain(say, "level")
            levels[exercise.level] = one.name
    for one in read:
        other = one.exercise.without_band
        if other is not None and other not in ids:
            say = f"`without_band` names the exercise `{other}`, which does not exist. {did_you_mean(other, ids)}"
            raise one.complain(say, "without_band")
