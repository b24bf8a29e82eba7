"""What the plan answers about the march."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from psoas.journal.records import SetPlan

#: Why strength is or is not on today, and what was decided about the rung.
DecisionKind = Literal[
    "first",  # the first training ever, or again after a long gap
    "up",
    "hold",
    "more",  # same rung, higher target
    "fewer-sets",
    "down",
    "half",  # first rung, one set of 8, smaller movement
    "easier",  # as the person asked
    "flare-up",  # half the dose of the same rung, as the person asked
    "easy-week",
    "easy-days",
    "rest-day",
    "too-sore",  # pain now 6 or more
    "ill",  # ill or feverish today: nothing is trained
    "pause",
    "screen",
    "locked",
]
#: Who may see what: "screen" asks the questions first, the others show only their own page.
Gate = Literal["screen", "emergency", "clinician", "open"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about the march, and why.

    Attributes
    ----------
    train : bool
        Whether the march is on today.
    rung : str
        Today's rung, or the one that comes next when it is not on.
    plan : SetPlan
        Sets, repetitions of each leg, rest.
    reason : str
        In one sentence, for the person: "Up to level 3: twelve each side twice, effort 6, calm the next morning."
    rule : str
        Which rule spoke, in words, for `psoas plan --explain`.
    offer : str
        A rung that the person may take instead (a next one after an easy first time, a heavier band); "" for none.
    small : bool
        Smaller movement (the half dose of the first rung).
    """

    kind: DecisionKind
    train: bool
    rung: str
    plan: SetPlan
    reason: str
    rule: str
    offer: str = ""
    small: bool = False
