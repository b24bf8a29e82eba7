from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from psoas.journal.backup_files import Backup, BackupKind
from psoas.journal.rotation import DAYS, MONTHS, OTHERS, SESSIONS, WEEKS, kept

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_hours = st.lists(st.integers(0, 24 * 800), unique=True, max_size=60)


def _backups(hours, kinds):
    return [
        Backup(Path(f"{hour}"), BEGAN + timedelta(hours=hour), kind) for hour, kind in zip(hours, kinds, strict=True)
    ]


_some = _hours.flatmap(
    lambda hours: st.lists(st.sampled_from(get_args(BackupKind)), min_size=len(hours), max_size=len(hours)).map(
        lambda kinds: _backups(hours, kinds)
    )
)


@settings(deadline=None)
@given(_some)
def test_the_last_sessions_and_the_last_of_every_day_week_and_month_stay(backups):
    stay = kept(backups, UTC)
    newest_first = sorted(backups, key=lambda backup: backup.at, reverse=True)
    assert stay[:1] == newest_first[:1]
    assert set([b for b in newest_first if b.kind == "session"][:SESSIONS]) <= set(stay)
    for count, span in ((DAYS, "%Y-%j"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        spans = list(dict.fromkeys(f"{b.at:{span}}" for b in newest_first))[:count]
        assert {next(b for b in newest_first if f"{b.at:{span}}" == each) for each in spans} <= set(stay)


@settings(deadline=None)
@given(_some)
def test_what_is_kept_is_never_much(backups):
    kinds = len(get_args(BackupKind))
    assert len(kept(backups, UTC)) <= SESSIONS + (kinds - 1) * OTHERS + DAYS + WEEKS + MONTHS


@settings(deadline=None)
@given(_some)
def test_letting_go_after_each_backup_keeps_what_letting_go_once_would(backups):
    there: list[Backup] = []
    for backup in sorted(backups, key=lambda each: each.at):
        there = kept([*there, backup], UTC)
    assert there == kept(backups, UTC)
    assert kept(there, UTC) == there


def test_a_day_is_the_persons_day():
    zone = datetime.fromisoformat("2026-01-01T00:00:00+10:00").tzinfo
    late, early = (Backup(Path(str(h)), datetime(2026, 1, 1, h, tzinfo=UTC), "day") for h in (13, 15))
    many = [Backup(Path(f"s{n}"), datetime(2026, 1, 1, 15, 1, tzinfo=UTC), "day") for n in range(OTHERS)]
    assert late in kept([late, early, *many], zone)  # the evening of the day before, there
    assert late not in kept([late, early, *many], UTC)
