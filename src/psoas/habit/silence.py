"""Why there is no prompt now: the first reason that holds."""

from __future__ import annotations

from typing import Literal

from psoas.habit.observation import Observation
from psoas.habit.policy import Policy
from psoas.habit.spells import SpellKind

Silence = Literal[
    "away",
    "microphone",
    "camera",
    "told-call",
    "presenting",
    "full-screen",
    "do-not-disturb",
    "leave",
    "quiet-hours",
    "after-work",
    "standing",
    "cannot-tell",
    "enough",
]


def why_silent(seen: Observation, policy: Policy, *, kind: SpellKind, told_call: bool, enough: bool) -> Silence | None:
    """Tell why a person must not be interrupted now.

    Parameters
    ----------
    seen : Observation
        The computer, now.
    policy : Policy
        What the person wants.
    kind : SpellKind
        What is going on.
    told_call, enough : bool
        The person said that there is a call; there were as many prompts today as may be.

    Returns
    -------
    str or None
        The first reason, or None if a prompt may come.

    Examples
    --------
    >>> from datetime import datetime, timezone
    >>> noon = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)
    >>> look = Observation(noon, 0.0, idle_s=1.0, microphone=True, full_screen=True)
    >>> why_silent(look, Policy(), kind="sat", told_call=False, enough=False)
    'microphone'
    """
    reasons: tuple[tuple[Silence, bool | None], ...] = (
        ("away", kind == "away"),
        ("microphone", seen.microphone),
        ("camera", seen.camera),
        ("told-call", told_call),
        ("presenting", seen.presenting),
        ("full-screen", seen.full_screen),
        ("do-not-disturb", seen.do_not_disturb),
        ("leave", policy.away_until is not None and seen.at.date() <= policy.away_until),
        ("quiet-hours", policy.rests(seen.at)),
        ("after-work", not policy.works(seen.at)),
        ("standing", kind == "stood"),
        ("cannot-tell", kind == "unknown"),
        ("enough", enough),
    )
    return next((why for why, holds in reasons if holds), None)
