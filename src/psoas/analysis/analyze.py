"""Analyse a recording: run the pose model once, smooth in both directions, and coach the result."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from psoas import __version__
from psoas.analysis.coaching import PictureObserver, as_known, coach_skeletons, settled
from psoas.analysis.held import NOTES, HowHeld, how_held, is_slow_motion
from psoas.analysis.inputs import rereadable
from psoas.analysis.observers import (
    FLAT_FIRST_S,
    LevelWatch,
    SetupWatch,
    back_for,
    back_notes,
    legs_alike,
    level_by_band,
    quick_notes,
)
from psoas.analysis.result import Analysis, SetupNote
from psoas.analysis.sources import (
    AnalysisError,
    Pictures,
    PoseModelMaker,
    Seen,
    Skeletons,
    Source,
    Whereabouts,
    open_eyes,
    without_pictures,
)
from psoas.body.skeleton import BackLine, PlaceInPicture, Skeleton
from psoas.coach.best_and_worst import worth_keeping
from psoas.coach.coach import Coach
from psoas.coach.events import CoachState, Cue, Event, Pause, Rep, Unseen
from psoas.coach.second_opinion.doubts import MISCOUNTED_ID, miscounted
from psoas.coach.turns import seem_alike, too_alike_to_compare
from psoas.exchange.poses import Poses
from psoas.exchange.recording import is_recording
from psoas.printable import writable
from psoas.programme.catalogue import Catalogue, load
from psoas.programme.model import Exercise
from psoas.tracking.online import OnlineTracker

if TYPE_CHECKING:
    from psoas.coach.flat_back import FlatBackCheck
    from psoas.sight.models import LandmarkModel
    from psoas.sight.pictures import Picture

#: Seconds to check a given level against.
_DOUBT_S = 120.0

OnProgress = Callable[[float, float], None]


def analyze(
    path: Path,
    level: int | None,
    *,
    band: bool = True,
    model: LandmarkModel = "full",
    models: Path | None = None,
    catalogue: Catalogue | None = None,
    on_progress: OnProgress | None = None,
    watcher: Callable[[Exercise | None], PictureObserver | None] | None = None,
    eyes: PoseModelMaker | None = None,
    flat_back: bool = False,
    on_seen: Callable[[Poses], None] | None = None,
) -> Analysis:
    """Coach a recording.

    Parameters
    ----------
    path : Path
        A video, or a recording of skeletons (psoas' own or TRC); also a pipe, or ``-`` for standard input.
    level : int or None
        Level of the march, 1 to 6; None to recognise it.
    band : bool
        Whether a band is worn.
    model : {"full", "heavy"}
        Landmark model for videos.
    models : Path, optional
        Folder of models that the person added.
    catalogue : Catalogue, optional
        The programme; by default the packaged one.
    on_progress : callable, optional
        Called with seconds done and the total (0 if the file does not say).
    watcher : callable, optional
        Makes an observer of every frame from the exercise, or from None if nobody is in the recording.
    eyes : callable, optional
        Provides a BlazePose of `model`, possibly a used one; by default a new one.
    flat_back : bool
        Whether to try the flat-back experiment, on a video that begins with the person lying flat and still.
    on_seen : callable, optional
        Called once with what the pose model saw, before anything is made of it.

    Returns
    -------
    Analysis

    Raises
    ------
    PsoasError
        If the level is missing or unclear, the recording is unreadable, or the model is not installed.
    """
    catalogue = catalogue or load()
    if level is not None:
        catalogue.level(level)  # a level that does not exist is said before any work
    if flat_back and level is None:
        raise AnalysisError("The flat-back experiment needs to know the level: say --level 1, 2 or 3.")
    with rereadable(path) as file:
        return _analyzed(
            file,
            level,
            named=writable(str(path)),
            band=band,
            model=model,
            catalogue=catalogue,
            on_progress=on_progress,
            watcher=watcher,
            look=eyes or (lambda: open_eyes(model, models)),
            flat_back=flat_back,
            on_seen=on_seen,
        )


def _analyzed(
    path: Path,
    level: int | None,
    *,
    named: str,
    band: bool,
    model: LandmarkModel,
    catalogue: Catalogue,
    on_progress: OnProgress | None,
    watcher: Callable[[Exercise | None], PictureObserver | None] | None,
    look: PoseModelMaker,
    flat_back: bool,
    on_seen: Callable[[Poses], None] | None,
) -> Analysis:
    back = back_for(catalogue.level(level), path) if flat_back and level is not None else None
    recorded = Skeletons(path) if path.is_file() and is_recording(path) else None
    source: Source = recorded or Pictures(path, model, look, flat_back)
    seen = recorded.seen if recorded else None
    known = recorded is not None and seen is None
    if known and on_seen is not None:
        raise AnalysisError("--poses needs a video: this recording has skeletons already. Give it as it is.")

    def observed(shown: Seen, people: Sequence[int] = (), place: PlaceInPicture | None = None) -> _Looked:
        # What is kept without its pictures may be asked for its level later, so look for the band in any case.
        levels = None
        if level is None or on_seen is not None:
            levels = LevelWatch(catalogue.march, recorded is None, seen.band_seen if seen else None)
        looked = _Looked(SetupWatch(seen.brightness if seen else 1.0, place), levels)
        _look(source, shown, looked, people, steady=not known, on_progress=on_progress)
        return looked

    looked = observed(source.frames(), place=seen.place if seen else None)
    held = _held(looked, catalogue) if recorded is None else None
    if held == "upside-down":
        source = Pictures(path, model, look, flat_back, quarter_turns=2)
        looked = observed(source.frames())
    if source.crowd is not None:
        march = [catalogue.level(level)] if level is not None else catalogue.march
        first, looked = looked, _with_marcher(source, looked, march, observed, follows=not flat_back)
        if looked is not first and held != "upside-down":
            held = _held(looked, catalogue)
    holding = (NOTES[held],) if held is not None else ()
    setup, levels = looked.setup, looked.levels
    band_seen = levels.band_seen if levels is not None else None
    if on_seen is not None:
        on_seen(
            Poses(
                looked.skeletons, source.versions, setup.people, setup.brightness, band_seen, source.notes, setup.place
            )
        )
    found = None
    if level is None and levels is not None:
        found = levels.recognised(band, lambda: holding or _quick_as_any(catalogue, looked.skeletons, known=known))
    # Levels that only the band tells apart count the same, so the easier one will do.
    exercise = catalogue.level(level or 0) if found is None else found.exercise or next(iter(found.by_band), None)
    # With nobody there, any level counts nothing.
    judged_as = exercise or catalogue.march[0]
    kept, reach = (as_known if known else settled)(looked.skeletons, judged_as)
    show = watcher(exercise) if watcher is not None else None
    trace: list[tuple[float, float, float]] = []
    knees: list[tuple[float, float]] = []

    def follow(picture: Picture | None, skeleton: Skeleton, now: CoachState, events: list[Event]) -> None:
        trace.append((now.t, now.hip_deg["left"], now.hip_deg["right"]))
        knees.append((now.knee_deg.get("left", math.nan), now.knee_deg.get("right", math.nan)))
        if show is not None:
            show(picture, skeleton, now, events)

    with closing(source.again(kept) if show is not None else without_pictures(kept)) as shown:
        coach, events = coach_skeletons(
            shown if back is None else _with_backs(shown, looked.backs, back),
            judged_as,
            watcher=follow,
            back=back,
            reach=reach,
        )
    reps = [event for event in events if isinstance(event, Rep)]
    if recorded is None and not holding and is_slow_motion(reps, judged_as):
        holding = (NOTES["slow-motion"],)
    return Analysis(
        file=named,
        exercise=exercise,
        level_source="recognised" if level is None else "given",
        levels=found.levels if found is not None else (level or 0,),
        band=band,
        band_seen=band_seen if level is None else None,
        reps=tuple(rep for rep in reps if not rep.short),
        short=tuple(rep for rep in reps if rep.short),
        cues=tuple(event for event in events if isinstance(event, Cue)),
        unseen=tuple(event for event in events if isinstance(event, Unseen)),
        pauses=tuple(event for event in events if isinstance(event, Pause)),
        seen_s=coach.seen_s,
        unseen_s=coach.unseen_s,
        duration_s=kept[-1].t - kept[0].t if kept else 0.0,
        frames=len(kept),
        quick_strides=coach.quick_strides,
        setup=(
            *holding,
            *quick_notes(judged_as, coach.quick_strides),
            *((level_by_band(found.levels, judged_as),) if found is not None and found.by_band else ()),
            *(_doubts(catalogue, exercise, kept, reps) if level is not None else ()),
            *(
                (legs_alike(finer=source.versions.get("pose_model") == "full"),)
                if seem_alike([r.side for r in reps if not r.short])
                else ()
            ),
            *_second_opinion(coach, reps),
            *setup.notes(exercise),
            *(SetupNote("recording-damaged", note) for note in source.notes),
            *(back_notes(back) if back is not None else ()),
        ),
        versions={"psoas": __version__} | source.versions,
        trace=tuple(trace),
        knees=tuple(knees),
        shown=worth_keeping([rep for rep in reps if not rep.short], kept, exercise) if exercise else {},
    )


def _quick_as_any(catalogue: Catalogue, seen: Sequence[Skeleton], *, known: bool) -> tuple[SetupNote, ...]:
    """Look for strides too quick for the march where no level was recognised: lying, and upright."""
    for lies in (False, True):
        exercise = next((e for e in reversed(catalogue.march) if e.lies == lies), None)
        if exercise is not None:
            kept, reach = (as_known if known else settled)(seen, exercise)
            coach, _ = coach_skeletons(((None, skeleton) for skeleton in kept), exercise, reach=reach)
            if coach.quick_strides:
                return quick_notes(exercise, coach.quick_strides)
    return ()


def _doubts(
    catalogue: Catalogue, given: Exercise | None, seen: Sequence[Skeleton], reps: Sequence[Rep]
) -> tuple[SetupNote, ...]:
    """Check whether the recording shows another level than the given one."""
    if given is None or not seen:
        return ()
    levels = LevelWatch(catalogue.march, pictures=False)
    for skeleton in seen:
        if skeleton.t - seen[0].t < _DOUBT_S:
            levels.update(None, skeleton)
    return levels.doubts(given, sum(not rep.short for rep in reps))


def _second_opinion(coach: Coach, reps: Sequence[Rep]) -> tuple[SetupNote, ...]:
    say = miscounted(coach.doubts(), mixed_up=too_alike_to_compare([rep.side for rep in reps if not rep.short]))
    return (SetupNote(MISCOUNTED_ID, say),) if say else ()


@dataclass(slots=True)
class _Looked:
    """The result of a first pass over a recording.

    Attributes
    ----------
    setup : SetupWatch
    levels : LevelWatch or None
        What watched it.
    skeletons : list of Skeleton
        From the source, unsmoothed.
    people : list of int
        How many people were in each picture when they were last counted.
    backs : list
        Line of the low back in each picture; None if it was not wanted or not found.
    """

    setup: SetupWatch
    levels: LevelWatch | None
    skeletons: list[Skeleton] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    backs: list[BackLine | None] = field(default_factory=list)


def _look(
    source: Source,
    shown: Seen,
    looked: _Looked,
    people: Sequence[int],
    *,
    steady: bool,
    on_progress: OnProgress | None,
) -> None:
    """Go through a whole recording once; skeletons are small, so they are kept for the coach."""
    # An observer of the first pass needs a smooth skeleton at once and accepts a small lag.
    live = OnlineTracker() if steady else None
    with closing(shown) as seen:
        for i, (picture, raw) in enumerate(seen):
            skeleton = raw if live is None else live.update(raw)
            looked.skeletons.append(raw)
            looked.backs.append(source.back(skeleton))
            looked.people.append(people[i] if people else source.people)
            looked.setup.update(picture, skeleton, looked.people[-1])
            if looked.levels is not None:
                looked.levels.update(picture, skeleton)
            if on_progress is not None:
                on_progress(skeleton.t, source.duration_s)


def _with_marcher(
    source: Source,
    looked: _Looked,
    march: Sequence[Exercise],
    observed: Callable[[Seen, Sequence[int], PlaceInPicture | None], _Looked],
    *,
    follows: bool,
) -> _Looked:
    """Look at the one who marches instead, if that is somebody else, and say where the one who is followed is."""
    from psoas.analysis.marcher import with_marcher  # noqa: PLC0415 - only a film shows several people
    from psoas.sight.trails import usual_place  # noqa: PLC0415

    assert source.crowd is not None

    def follow(whom: Whereabouts) -> list[Skeleton]:
        with closing(source.frames(whom)) as again:
            return [skeleton for _, skeleton in again]

    # The flat-back experiment needs the silhouette of the one who was followed first.
    kept = with_marcher(looked.skeletons, source.crowd, march, follow) if follows else looked.skeletons
    place = usual_place(source.crowd, kept, looked.skeletons)
    if kept is looked.skeletons:
        looked.setup.place = place
        return looked
    return observed(source.again(kept), looked.people, place)


def _held(looked: _Looked, catalogue: Catalogue) -> HowHeld | None:
    return how_held(looked.skeletons, catalogue.march, looked.levels.verdict(None) if looked.levels else None)


def _with_backs(
    seen: Iterable[tuple[Picture | None, Skeleton]], backs: Sequence[BackLine | None], back: FlatBackCheck
) -> Seen:
    first_s = math.nan
    for (picture, skeleton), line in zip(seen, backs, strict=False):
        first_s = skeleton.t if math.isnan(first_s) else first_s
        if line is not None:
            back.update(line, settling=skeleton.t - first_s <= FLAT_FIRST_S)
        yield picture, skeleton
