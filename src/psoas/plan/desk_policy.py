"""When the person may be disturbed, from what they told."""

from __future__ import annotations

from datetime import time

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
    return Policy(
        interval_min=wishes.every_min,
        work=dict.fromkeys(wishes.days, Hours(wishes.begin, wishes.end)),
        quiet=_quiet_hours(profile),
        away_until=wishes.leave_until,
    )


def is_quiet(profile: Profile, at: time) -> bool:
    """Tell whether a local time is within the quiet hours, which may span midnight."""
    return any(at in hours for hours in _quiet_hours(profile))


def _quiet_hours(profile: Profile) -> tuple[Hours, ...]:
    begin, end = profile.quiet_from, profile.quiet_to
    return () if begin is None or end is None else (Hours(begin, end),)
