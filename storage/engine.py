"""Opening an archive's database; the transactions on it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from storage import connections, migrate
from storage.failures import explained
from storage.locations import locate


class Database:
    """A database whose tables are there already; safe to share between threads.

    `url` is sqlite:///FILE or postgresql://…; nothing is opened before the first transaction.
    `wait_seconds` is how long a lock that another program holds is waited for. `read_only` is for
    an SQLite database that cannot be written where it lies.
    """

    def __init__(self, url: str, *, wait_seconds: float = 30.0, read_only: bool = False) -> None:
        self._location = locate(url)
        engine = connections.make_engine(
            self._location, wait_seconds=wait_seconds, read_only=read_only
        )
        self._engine = engine
        self._reading = connections.reading(engine)
        self._writing = connections.writing(engine)

    @property
    def shown(self) -> str:
        """The database's name for messages: its path, or its address without the password."""
        return self._location.shown

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database, None for PostgreSQL."""
        return self._location.path

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads and sees one state of the archive throughout."""
        with explained(self._location), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is kept as a whole when the block ends well, else not at all."""
        with explained(self._location), self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Closes all connections; a later transaction opens new ones."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _silent(_line: str) -> None:
    pass


def open_database(
    url: str, *, report: Callable[[str], None] = _silent, wait_seconds: float = 30.0
) -> Database:
    """The database at an address, created when missing and upgraded when older.

    An SQLite file is copied before it is upgraded; `report` gets a line about each such step.
    Raises DatabaseUnavailable, or DatabaseTooNew when a newer version of the program wrote it.
    """
    migrate.bring_up_to_date(locate(url), report=report, wait_seconds=wait_seconds)
    return Database(url, wait_seconds=wait_seconds)


def open_read_only(url: str) -> Database:
    """The database at an address as it stands, where its file, if it is one, cannot be written.

    Raises DatabaseUnavailable, as for one that an older version of the program wrote, or
    DatabaseTooNew.
    """
    migrate.check_current(locate(url))
    return Database(url, read_only=True)
