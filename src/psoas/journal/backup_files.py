"""Where backups lie and what their names say. Nothing here opens one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, get_args

from psoas.private_files import create_private

#: Why a backup was made: after a session, because the last was older than a day, by the person, or before an upgrade
#: or a restore. An import goes into an empty journal only.
BackupKind = Literal["session", "day", "hand", "upgrade", "restore"]
FOLDER = "backups"
#: Says what the folder is for. While it is there, a journal that is empty or missing is not a new one.
README = "README.txt"
#: Holds the path of the second folder.
SECOND = "second-folder.txt"
_STAMP = "%Y-%m-%dT%H%M%SZ"
_README = """These are copies of your psoas journal. psoas makes them by itself and deletes the oldest.

See them:                        psoas backup --list
Go back to one, such as 3:       psoas backup --restore 3

Settings in the app has the same. Please do not change these files.
"""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the journal, the moment it was made, in UTC, and why."""

    path: Path
    at: datetime
    kind: BackupKind


def new_file(folder: Path, kind: BackupKind, at: datetime) -> Backup:
    """Return a backup whose file is not there yet."""
    at = at.astimezone(UTC).replace(microsecond=0)
    while (path := folder / f"psoas-{at:{_STAMP}}-{kind}.sqlite").exists():
        at += timedelta(seconds=1)
    return Backup(path, at, kind)


def set_aside(journal: Path, at: datetime) -> Path:
    """Return where a journal that is put aside at a moment lies."""
    return journal.with_name(f"{journal.stem}-set-aside-{at.astimezone(UTC):{_STAMP}}{journal.suffix}")


def found(data: Path) -> list[Backup]:
    """Return the backups of a data folder, newest first, with those in the second folder that are not here."""
    folders = [data / FOLDER, *filter(None, [second_place(data)])]
    backups = {backup.path.name: backup for folder in reversed(folders) for backup in in_folder(folder)}
    # Before there were backups, an upgrade left a copy beside the journal.
    for path in data.glob("journal-before-*.sqlite"):
        backups[path.name] = Backup(path, datetime.fromtimestamp(path.stat().st_mtime, UTC), "upgrade")
    return sorted(backups.values(), key=lambda backup: (backup.at, backup.path.name), reverse=True)


def in_folder(folder: Path) -> Iterator[Backup]:
    """Yield the backups in a folder; a folder that is gone or closed has none."""
    with suppress(OSError):
        for path in sorted(folder.glob("psoas-*.sqlite")):
            stamp, _, kind = path.stem.removeprefix("psoas-").partition("Z-")
            with suppress(ValueError):
                at = datetime.strptime(f"{stamp}Z", _STAMP).replace(tzinfo=UTC)
                yield from (Backup(path, at, known) for known in get_args(BackupKind) if known == kind)


def second_folder(data: Path) -> Path | None:
    """Return the folder for further copies, None if there is none."""
    try:
        text = (data / FOLDER / SECOND).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return Path(text) if text else None


def second_place(data: Path) -> Path | None:
    """Return where in the second folder this journal's copies lie: other journals may have theirs in it, too."""
    folder = second_folder(data)
    mark = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:8]
    return None if folder is None else folder / f"psoas-backups-{mark}"


def copy_also_to(data: Path, folder: Path | None) -> None:
    """Set or forget the folder for further copies. It is no part of the journal, so that a lost journal finds it.

    Raises
    ------
    OSError
        If that cannot be written.
    """
    mark(data)
    file = data / FOLDER / SECOND
    file.unlink(missing_ok=True)
    if folder is not None:
        create_private(file)
        file.write_text(f"{folder}\n", encoding="utf-8")


def mark(data: Path) -> None:
    """Leave a mark that there is a journal here.

    Raises
    ------
    OSError
        If that cannot be written.
    """
    file = data / FOLDER / README
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            create_private(file)
            file.write_text(_README, encoding="utf-8")


def was_here(data: Path) -> bool:
    """Tell whether there was a journal in this data folder."""
    return (data / FOLDER / README).exists() or bool(found(data))


def delete_all(data: Path) -> None:
    """Delete every backup, in both folders, and the mark.

    Raises
    ------
    OSError
        If one cannot be deleted.
    """
    second = second_place(data)
    for backup in found(data):
        backup.path.unlink(missing_ok=True)
    for folder in filter(None, (second, data / FOLDER)):
        if folder.is_dir():
            for backup in in_folder(folder):
                backup.path.unlink()
            for left in (*folder.glob("*.part"), folder / SECOND, folder / README):
                left.unlink(missing_ok=True)
            with suppress(OSError):  # something of the person's is in it
                folder.rmdir()
