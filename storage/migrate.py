"""Bringing a database's tables up to date when it is opened.

The steps lie in storage/migrations, each in a file that begins with its revision, and are only
ever added to. One process at a time takes
them, each in one transaction with the check whether they are needed.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, inspect, select, text

from storage import connections
from storage.backup import copy_sqlite
from storage.errors import DatabaseTooNew, DatabaseUnavailable
from storage.failures import explained
from storage.locations import Location
from storage.models import Base

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
"""The folder of the migration steps."""

ADVISORY_LOCK = 0x6E65_7773_0001
"""Number of the PostgreSQL lock that the migrating process holds."""

_VERSION_TABLE = "alembic_version"
# Alembic keeps what it works on in module globals.
_one_thread = threading.Lock()


def alembic_config(migrations: Path = MIGRATIONS) -> "Config":
    """Alembic's settings for a folder of migration steps."""
    from alembic.config import Config  # noqa: PLC0415 - see _take_steps

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def bring_up_to_date(
    location: Location,
    *,
    report: Callable[[str], None],
    wait_seconds: float = 30.0,
    migrations: Path = MIGRATIONS,
) -> None:
    """Creates or upgrades the tables of a database; a line to `report` for each thing done.

    Raises DatabaseUnavailable, or DatabaseTooNew for a revision that is not in `migrations`.
    """
    engine = connections.make_engine(location, wait_seconds=wait_seconds, foreign_keys=False)
    try:
        with explained(location):
            if location.path is not None:
                location.path.parent.mkdir(parents=True, exist_ok=True)
            with connections.writing(engine).begin() as connection, _one_thread:
                if location.path is None:
                    _prepare_postgresql(connection, location)
                _upgrade(connection, location, report, migrations)
            if location.path is not None:
                _use_write_ahead_log(location.path, wait_seconds)
    finally:
        engine.dispose()


def check_current(location: Location, migrations: Path = MIGRATIONS) -> None:
    """Looks whether a database that cannot be written is of this version of the program.

    Raises DatabaseUnavailable for an older one, DatabaseTooNew for a newer one.
    """
    engine = connections.make_engine(location, read_only=True)
    try:
        with explained(location), engine.connect() as connection:
            revision = _revision(connection, location)
    finally:
        engine.dispose()
    *older, head = _known_revisions(migrations)
    if revision == head:
        return
    if revision not in {None, *older}:
        raise _too_new(location, revision, head)
    raise DatabaseUnavailable(
        f"the database {location.shown} was written by an older version of newsarchive and cannot "
        "be upgraded where it lies, since that is read-only; copy it to where it can be written"
    )


def _prepare_postgresql(connection: Connection, location: Location) -> None:
    connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise DatabaseUnavailable(
            f"the database {location.shown} keeps text as {encoding}, which cannot hold Chinese; "
            "create one with: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"
        )


def _upgrade(
    connection: Connection, location: Location, report: Callable[[str], None], migrations: Path
) -> None:
    known = _known_revisions(migrations)
    head = known[-1]
    revision = _revision(connection, location)
    if revision == head:
        _check_writable(connection)
        return
    if revision not in {None, *known}:
        raise _too_new(location, revision, head)
    if revision is not None and location.path is not None:
        copy = location.path.with_name(f"{location.path.name}.{revision}.bak")
        copy_sqlite(location.path, copy)
        report(f"kept a copy of the database as {copy} before upgrading it")
    _take_steps(connection, migrations)
    if location.path is not None:
        _check_references(connection, location)
    if revision is not None:
        report(f"upgraded the database {location.shown} from revision {revision} to {head}")


def _known_revisions(migrations: Path) -> list[str]:
    return sorted(step.name.partition("_")[0] for step in migrations.glob("versions/[0-9]*.py"))


def _too_new(location: Location, revision: str | None, head: str) -> DatabaseTooNew:
    return DatabaseTooNew(
        f"the database {location.shown} was written by a newer version of newsarchive "
        f"(its revision is {revision}, this version knows up to {head}); "
        "update newsarchive, then try again"
    )


def _take_steps(connection: Connection, migrations: Path) -> None:
    # Alembic takes long to import, and nothing but an upgrade needs it.
    from alembic import command  # noqa: PLC0415

    config = alembic_config(migrations)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection, location: Location) -> str | None:
    """The revision of the tables, None for a database that is still empty."""
    tables = set(inspect(connection).get_table_names())
    if _VERSION_TABLE in tables:
        found = connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalars()  # noqa: S608
        if revisions := sorted(found):
            return ", ".join(revisions)
    # A PostgreSQL database may be shared with others, a file may not.
    foreign = tables if location.path is not None else tables & set(Base.metadata.tables)
    if foreign:
        raise DatabaseUnavailable(
            f"the database {location.shown} belongs to another program "
            f"(it has a table {min(foreign)}); choose another place for the archive"
        )
    return None


def _check_writable(connection: Connection) -> None:
    # Changes nothing, but fails on a read-only database, where a transaction may still begin.
    connection.execute(text(f"DELETE FROM {_VERSION_TABLE} WHERE 1 = 0"))  # noqa: S608


def _check_references(connection: Connection, location: Location) -> None:
    # Foreign keys are off while tables are rebuilt, so nothing else has looked at them.
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    if broken is not None:
        raise DatabaseUnavailable(
            f"the database {location.shown} is damaged: table {broken[0]} refers to rows of "
            f"{broken[2]} that are missing; put it back from a backup"
        )


def _use_write_ahead_log(path: Path, wait_seconds: float) -> None:
    # SQLite does not wait by itself when the mode cannot be changed yet.
    deadline = time.monotonic() + wait_seconds
    with closing(sqlite3.connect(path, timeout=wait_seconds)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return
