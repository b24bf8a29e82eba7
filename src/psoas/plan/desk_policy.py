"""When the desk companion may ask, from what the person told."""

from __future__ import annotations

from psoas.habit.policy import Hours, Policy
from psoas.journal.answers import DeskWishes, Profile


def policy_of(wishes: DeskWishes, profile: Profile) -> Policy:
    """Return the rules for the companion; the quiet hours of the profile hold at the desk too.

    Examples
    --------
    >>> from datetime import time
    >>> policy = policy_of(DeskWishes(every_min=45), Profile(quiet_from=time(12), quiet_to=time(13)))
    >>> policy.interval_min, len(policy.work), len(policy.quiet)
    (45, 5, 1)
    """
    begin, end = profile.quiet_from, profile.quiet_to
    return Policy(
        interval_min=wishes.every_min,
        work=dict.fromkeys(wishes.days, Hours(wishes.begin, wishes.end)),
        quiet=() if begin is None or end is None else (Hours(begin, end),),
        away_until=wishes.leave_until,
    )
