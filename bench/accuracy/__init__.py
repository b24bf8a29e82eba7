"""How right psoas is, against the truth: counts, sides, angles, faults, and what it says it cannot see.

Call `run` for everything, `score_clip` for one clip in a loop; both measure the product's own way from the pose
model's skeletons to events (`psoas.analysis.coaching.coach_skeletons`).
"""

from bench.accuracy.clips import Clip, find_clips
from bench.accuracy.coached import Coached, coach_clip
from bench.accuracy.run import run, score_clip

__all__ = ["Clip", "Coached", "coach_clip", "find_clips", "run", "score_clip"]
