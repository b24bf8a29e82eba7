"""Each clip through the product, held against its truth; scored by the bench of rendered people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import numpy as np

from bench.accuracy.coached import Coached, coach_clip
from bench.accuracy.looks import DEFAULT_CACHE, Eye
from bench.accuracy.run import Score, score
from bench.real.clips import RealClip
from psoas.analysis.analyze import analyze
from psoas.analysis.result import SetupNote
from psoas.coach.coach import UNSEEN_SAY
from psoas.exchange.poses import write_poses
from psoas.tracking.setup_check import AdviceId

#: Notes about the camera and the file; all others say that what was counted may be wrong.
NO_DOUBTS = {*get_args(AdviceId), "level-by-band", "recording-damaged", "flat-back-experiment", "flat-back-no-start"}
#: Those that give no reason why strides too quick for the march are not counted.
ABOUT_COUNTS = {"another-level", "legs-alike", "change-sides", "miscounted"}
#: As long as the pictures of a film are apart at most, seconds; a longer gap is no time in position.
_GAP_S = 0.5


@dataclass(frozen=True, slots=True)
class RealScore:
    """One clip as one model saw it, coached as one level.

    Attributes
    ----------
    doubts : tuple of SetupNote
        What psoas said that casts doubt on its count.
    in_position_s : float
        How long the body was as the level asks, lying or upright, seconds.
    corrections : int
        How often it corrected form aloud.
    told_why : bool
        Whether it said more than that another level was shown, or what it could not see.
    """

    clip: RealClip
    score: Score
    doubts: tuple[SetupNote, ...]
    in_position_s: float
    short: str
    corrections: int
    told_why: bool

    @property
    def march(self) -> bool:
        """Whether the clip shows a set of the march."""
        return self.score.shown_level is not None


def score_real(clip: RealClip) -> list[RealScore]:
    """Scores of one clip, one for each level as which it is coached."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "seen.npz")
        write_poses(path, clip.poses)
        return [_scored(clip, coach_clip(clip, Eye(DEFAULT_CACHE), level), path, level) for level in clip.levels]


def _scored(clip: RealClip, coached: Coached, path: Path, level: int) -> RealScore:
    scored = score(coached)
    # Nobody read off begin and end, and where nothing says otherwise not the peaks either.
    unknown = {"begin_errors_s": [], "end_errors_s": []} | ({} if clip.entry.peaks_s else {"peak_errors_s": []})
    scored = replace(scored, counting=replace(scored.counting, **unknown))
    doubts = tuple(note for note in analyze(path, level).setup if note.id not in NO_DOUBTS)
    noticed = {cue.id for cue in coached.cues if cue.kind == "notice"} - set(UNSEEN_SAY)
    lasts = np.diff(coached.t, prepend=coached.t[:1])
    return RealScore(
        clip=clip,
        score=scored,
        doubts=doubts,
        in_position_s=float(lasts[coached.in_position & (lasts <= _GAP_S)].sum()),
        short="".join(rep.side[0].upper() for rep in coached.short),
        corrections=sum(cue.kind == "correct" for cue in coached.cues),
        told_why=bool(({note.id for note in doubts} | noticed) - ABOUT_COUNTS),
    )
