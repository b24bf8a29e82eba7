"""Numbers of the rules that tell a fault from several measures at once, fitted to rendered people with truth.

`python -m bench.studies.faults --known FOLDER ... --fit` prints them anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A logistic curve over how far a repetition is from the person's usual.

    Attributes
    ----------
    own_leg : bool
        Whether the usual is that of the same leg, or of both.
    bias : float
        Of the curve, in natural logarithms of odds.
    weights : mapping of str to float
        Of each distance in `psoas.coach.along.NAMES`, without its sign: log odds per trunk length or degree.
    """

    own_leg: bool
    bias: float
    weights: Mapping[str, float]


RULES: Mapping[str, Rule] = {
    "pelvis_rocks": Rule(True, -3.0, {"hips_across": 100.0, "knee_across": 30.0}),
    "hips_wobble": Rule(False, -3.0, {"hips_across": 60.0}),
}
