"""Which backups are kept. Nothing here touches a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo
from typing import TypeVar

from psoas.journal.backup_files import Backup

#: How many of the last sessions, and of the last of each other kind, are kept whatever their day.
SESSIONS, OTHERS = 10, 5
#: How many days, weeks and months are kept by their last backup. Those on which there was none do not count.
DAYS, WEEKS, MONTHS = 7, 8, 12

B = TypeVar("B", bound=Backup)
_SPANS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (DAYS, lambda at: at.date()),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


def kept(backups: Iterable[B], zone: tzinfo) -> list[B]:
    """Return the backups that stay, newest first; the others may go.

    Parameters
    ----------
    backups : iterable of Backup
        All there are.
    zone : tzinfo
        The person's, which decides what a day is.
    """
    newest_first = sorted(backups, key=lambda backup: (backup.at, backup.path.name), reverse=True)
    stay: set[B] = set()
    for kind in {backup.kind for backup in newest_first}:
        alike = [backup for backup in newest_first if backup.kind == kind]
        stay.update(alike[: SESSIONS if kind == "session" else OTHERS])
    for count, span in _SPANS:
        last: dict[object, B] = {}
        for backup in newest_first:
            last.setdefault(span(backup.at.astimezone(zone)), backup)
        stay.update(list(last.values())[:count])
    return [backup for backup in newest_first if backup in stay]
