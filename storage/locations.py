"""Where a database lies: its address checked, its password kept out of messages."""

import dataclasses
import os
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import DatabaseUnavailable

_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Location:
    """A database's address; `path` is the file of an SQLite database, None for PostgreSQL.

    `shown` names the database in messages: the path, or the address with its password hidden.
    """

    url: URL
    shown: str
    path: Path | None


def locate(url: str) -> Location:
    """The location that an address names: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.

    Raises DatabaseUnavailable for anything else.

    >>> locate("postgres://reader:geheim@db.example/news").shown
    'postgresql://reader:***@db.example/news'
    >>> locate("sqlite:////srv/archive.db").shown
    '/srv/archive.db'
    """
    try:
        parsed = make_url(url)
        driver = _DRIVERS[parsed.drivername]
    except (ArgumentError, ValueError, KeyError) as error:
        kind = url.partition("://")[0] if "://" in url else "an address without a kind"
        raise DatabaseUnavailable(
            f"the database address ({kind}) cannot be used; "
            "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        ) from error
    parsed = parsed.set(drivername=driver)
    if driver.startswith("postgresql"):
        return Location(parsed, _without_secrets(parsed), None)
    if parsed.database in {None, "", ":memory:"}:
        raise DatabaseUnavailable(
            "an SQLite archive needs a file to keep it in; write sqlite:///FILE"
        )
    path = Path(str(parsed.database)).absolute()
    return Location(parsed.set(database=str(path)), str(path), path)


def is_writable(folder: Path) -> bool:
    """Whether files can be made in a folder."""
    as_we_act = os.access in os.supports_effective_ids
    return os.access(folder, os.W_OK | os.X_OK, effective_ids=as_we_act)


def reading_address(path: Path) -> str:
    """The address by which SQLite opens a file for reading only, also one that nobody can write.

    To see whether other programs use a database it writes beside it. Where that is not possible
    and there is no log, which an open database has, it is told that nobody does
    (https://www.sqlite.org/wal.html#read_only_databases).
    """
    is_used = path.with_name(f"{path.name}-wal").exists() or is_writable(path.parent)
    return f"{path.absolute().as_uri()}?mode=ro{'' if is_used else '&immutable=1'}"


def _without_secrets(url: URL) -> str:
    secret = {key: "***" for key in url.query if "password" in key.lower()}
    shown = url.set(drivername="postgresql").update_query_dict(secret)
    return shown.render_as_string(hide_password=True)
