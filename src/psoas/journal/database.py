"""Connect to the journal's file, and upgrade it from any released version."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from psoas.journal import errors, schema
from psoas.private_files import open_private

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_MS = 3000


def connect(path: Path, *, foreign_keys: bool = True) -> sa.Engine:
    """Return an engine for one journal file; a commit returns only when it is on the disk.

    Parameters
    ----------
    path : Path
        The SQLite file; created on the first connection.
    foreign_keys : bool
        False only for migrations: they copy whole tables, which would delete the rows that refer to them.
    """
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # None: otherwise Python's module begins transactions itself, and tables would be created outside ours.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        _use_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # Take the write lock at once: a reader that turns into a writer fails when another writer is active.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def _use_wal(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    # SQLite ignores its busy timeout here, so two programs that create the same journal would collide.
    for attempt in range(BUSY_MS // 50):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or attempt == BUSY_MS // 50 - 1:
                raise
            time.sleep(0.05)


def check_whole(connection: sa.Connection, path: Path) -> None:
    """Raise an error if the file is damaged.

    Raises
    ------
    JournalDamagedError
        If SQLite finds damage; the message tells what.
    """
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if found != "ok":
        raise errors.damaged(path, str(found))


def revision(connection: sa.Connection) -> str | None:
    """Return the journal's migration, or None for a file without tables."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def copy(path: Path, to: Path) -> None:
    """Copy the whole journal, even while others write to it (SQLite's backup interface)."""
    open_private(to).close()
    source, target = sqlite3.connect(path), sqlite3.connect(to)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()


def leave_wal(path: Path) -> None:
    """Merge the write-ahead log into the file; SQLite refuses while anyone else has the journal open.

    Raises
    ------
    sqlite3.OperationalError
        With "database is locked" in that case.
    """
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


def upgrade(path: Path, target: str = "head") -> None:
    """Upgrade the journal to this version, leaving a copy ``journal-before-REVISION.sqlite`` beside it.

    Raises
    ------
    JournalTooNewError
        If a newer psoas wrote it.
    JournalDamagedError
        If the file is a database but not a journal.
    """
    engine = connect(path, foreign_keys=False)
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            # Check again under the write lock: another program may have upgraded it in the meantime.
            stands_at = revision(connection)
            if stands_at == schema.HEAD:
                return
            _migrate(connection, path, stands_at, target)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise errors.damaged(path, f"{len(broken)} rows belong to nothing")
    finally:
        engine.dispose()


def _migrate(connection: sa.Connection, path: Path, stands_at: str | None, target: str) -> None:
    # Imported here because alembic is slow to load and rarely needed.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stands_at is None and sa.inspect(connection).get_table_names():
        raise errors.damaged(path, "it is a database, but not a psoas journal")
    if stands_at is not None and stands_at not in known:
        raise errors.too_new(path, stands_at, schema.HEAD)
    if stands_at is not None:
        copy(path, path.with_name(f"{path.stem}-before-{schema.HEAD}{path.suffix}"))
    command.upgrade(config, target)
