"""All clips through the product, each held against its truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from bench.accuracy.angles import Angles, angles
from bench.accuracy.clips import Clip, find_clips
from bench.accuracy.coached import Coached, coach_clip
from bench.accuracy.counting import Counting, counting
from bench.accuracy.forms import Tally, forms
from bench.accuracy.looks import DEFAULT_CACHE, Eye
from bench.accuracy.phases import Errors, phase_errors
from bench.accuracy.recognised import recognised
from bench.accuracy.truth import Other
from psoas.tracking.offline import LAG


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Something else that was done for so long, seconds, and the repetitions counted then."""

    what: str
    seconds: float
    invented: int


@dataclass(frozen=True, slots=True)
class Score:
    """One clip, coached as one level.

    Attributes
    ----------
    spoken : frozenset of str
        Checks of this level that are spoken.
    other_s : float
        Time in which no repetition was performed although something else was, seconds.
    invented_then : int
        Repetitions counted in that time.
    meanwhile : tuple of Meanwhile
        The same for each thing that was done.
    true_reps : int
        Performed, short ones too.
    times : dict of str to dict
        For each way of judging, "recorded" or "live", phase to how much too long it was told to be, seconds.
    recognised : tuple of int
        Level that the product recognises by itself, or those that only the band tells apart; empty where it cannot.
    """

    name: str
    kind: str
    set: str
    level: int
    shown_level: int | None
    conditions: tuple[str, ...]
    counting: Counting
    angles: Angles
    forms: dict[str, Tally]
    spoken: frozenset[str]
    other_s: float
    invented_then: int
    meanwhile: tuple[Meanwhile, ...]
    true_reps: int
    times: dict[str, Errors]
    recognised: tuple[int, ...]
    frames: int
    cost_s: float


def score(coached: Coached, times: dict[str, Errors] | None = None) -> Score:
    """Hold what the product made of one clip against the truth."""
    truth = coached.truth
    others = truth.other
    if truth.level is None and not others:
        others = (Other("other movement", 0.0, truth.duration_s),)
    meanwhile = tuple(
        Meanwhile(o.what, o.end_s - o.start_s, sum(o.start_s <= rep.peak_s < o.end_s for rep in coached.reps))
        for o in others
    )
    return Score(
        name=coached.clip.name,
        kind=coached.clip.kind,
        set=truth.set,
        level=coached.level,
        shown_level=truth.level,
        conditions=truth.conditions,
        counting=counting(truth.reps, coached.reps, coached.short),
        angles=angles(coached),
        forms=forms(coached),
        spoken=frozenset(check.id for check in coached.exercise.checks if check.spoken),
        other_s=sum(one.seconds for one in meanwhile),
        invented_then=sum(one.invented for one in meanwhile),
        meanwhile=meanwhile,
        true_reps=len(truth.reps),
        times=times or {},
        recognised=recognised(coached),
        frames=len(coached.t),
        cost_s=coached.cost_s,
    )


def score_clip(clip: Clip, eye: Eye | None = None) -> list[Score]:
    """Scores of one clip, one for each level as which it is coached."""
    eye = eye or Eye(DEFAULT_CACHE)
    scores = []
    for level in clip.levels:
        coached = coach_clip(clip, eye, level)
        times = {"recorded" if eye.live is None else "live": phase_errors(coached.truth.reps, coached.reps)}
        if eye.live is None and clip.raw and coached.truth.reps:
            live = coach_clip(clip, replace(eye, live=LAG), level)
            times["live"] = phase_errors(live.truth.reps, live.reps)
        scores.append(score(coached, times))
    return scores


def run(
    folders: Sequence[Path] = (),
    data: Path | None = None,
    *,
    eye: Eye | None = None,
    only: str = "",
    jobs: int = 1,
    on_progress: Callable[[int, int, str], None] | None = None,
) -> list[Score]:
    """Score all clips with truth.

    Parameters
    ----------
    folders : sequence of Path
        Folders of clips with truth.
    data : Path, optional
        The shared recordings.
    eye : Eye, optional
        How clips are looked at.
    only : str
        Clips whose name does not contain it are left out.
    jobs : int
        Processes.
    on_progress : callable, optional
        Called with clips done, clips in all, and the name of the last one.

    Returns
    -------
    list of Score
        In the order of the clips.
    """
    eye = eye or Eye(DEFAULT_CACHE)
    clips = find_clips(folders, data, only)
    scores: list[Score] = []
    with ProcessPoolExecutor(jobs) if jobs > 1 else _Here() as pool:
        for i, found in enumerate(pool.map(score_clip, clips, [eye] * len(clips)), start=1):
            scores += found
            if on_progress is not None:
                on_progress(i, len(clips), clips[i - 1].name)
    return scores


class _Here:
    """Stands in for a pool of processes where one is enough."""

    def __enter__(self) -> _Here:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    map = staticmethod(map)
