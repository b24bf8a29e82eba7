"""For those who test an exercise of their own: movements with known truth, and words that psoas does not use."""

from psoas.testing.gestures import with_arm_up
from psoas.testing.movements import TrueRep, mirrored, synthetic, true_reps
from psoas.testing.wording import forbidden_in

__all__ = ["TrueRep", "forbidden_in", "mirrored", "synthetic", "true_reps", "with_arm_up"]
