"""The change log: one sequence of what happened to articles, in the order of commits.

Search, exports and other followers remember the last number they took and ask for what came
after. That only works when no smaller number can appear later. So transactions that change
articles take turns: on SQLite every writer does, on PostgreSQL they hold one advisory lock from
their first statement to their commit.
"""

import datetime as dt
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, func, insert, select

from storage import models
from storage.engine import Database
from storage.records import ChangeKind, ChangeRecord

ADVISORY_LOCK = 0x6E65_7773_0002
"""Number of the PostgreSQL lock that a transaction changing articles holds."""


_AT_ONCE = 1000


@contextmanager
def writing(database: Database) -> Iterator[Connection]:
    """A transaction that may change articles; only one runs at a time."""
    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
        yield connection


def log(connection: Connection, kind: ChangeKind, article_ids: Iterable[int]) -> None:
    """Adds a line for each article, within a transaction of `writing`."""
    at = dt.datetime.now(dt.UTC)
    lines = [{"article_id": id_, "kind": kind, "at": at} for id_ in sorted(article_ids)]
    if lines:
        connection.execute(insert(models.Change), lines)


def log_removal(connection: Connection, article_id: int, url: str) -> None:
    """Adds the last line of an article, with the address by which other archives know it."""
    line = {"article_id": article_id, "kind": "removed", "at": dt.datetime.now(dt.UTC), "url": url}
    connection.execute(insert(models.Change), line)


def last(connection: Connection) -> int:
    """The newest number, 0 while the log is empty."""
    return connection.execute(select(func.max(models.Change.seq))).scalar() or 0


class ChangeLog:
    """Read access to the change log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self, seq: int, limit: int = 1000) -> list[ChangeRecord]:
        """The changes after number `seq`, oldest first, at most `limit` of them."""
        change = models.Change
        query = (
            select(change.seq, change.article_id, change.kind, change.at, change.url)
            .where(change.seq > seq)
            .order_by(change.seq)
            .limit(limit)
        )
        with self._database.read() as connection:
            return [ChangeRecord(**row) for row in connection.execute(query).mappings()]

    def touched(self, after: int, until: int) -> Sequence[int]:
        """The ids of the articles with a change after one number and up to another, ascending.

        Some of them may be removed. They take eight bytes each.
        """
        change = models.Change
        query = (
            select(change.article_id)
            .where(change.seq > after, change.seq <= until)
            .group_by(change.article_id)
            .order_by(change.article_id)
        )
        with self._database.read() as connection:
            found = connection.execution_options(yield_per=_AT_ONCE).execute(query)
            return array("q", found.scalars())

    def removed(self, after: int, until: int) -> Iterator[ChangeRecord]:
        """The removals after one number and up to another, oldest first."""
        while after < until:
            changes = self.since(after, _AT_ONCE)
            yield from (one for one in changes if one.kind == "removed" and one.seq <= until)
            after = changes[-1].seq if changes else until

    def last(self) -> int:
        """The newest number, 0 while the log is empty."""
        with self._database.read() as connection:
            return last(connection)
