"""Walks through lists: what a list page brought and how far the walk came, in one transaction.

A crawl may die at any instruction. What a list page named is noted together with the place of the
walk, so the next crawl fetches what this one could not and goes on where it stood.
"""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from storage import captures, models, pending
from storage.addresses import url_key
from storage.engine import Database
from storage.records import FoundItem, NewCapture, WalkPlace

MAX_FAILURES = 3
"""Crawls that may fail to go on from one place before the walk is given up."""


class WalkRepository:
    """The unfinished walks of an archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_page(
        self,
        capture: NewCapture,
        place: WalkPlace | None,
        found: Sequence[FoundItem],
        *,
        source_id: int,
        crawl_id: int,
        now: dt.datetime,
    ) -> None:
        """Keeps a list page, the place of its walk (None leaves it), and what is to be fetched."""
        with self._database.write() as connection:
            captures.add(connection, capture, source_id=source_id, crawl_id=crawl_id)
            for item in found:
                pending.expect(connection, source_id, item, now)
            if place is not None:
                _set(connection, source_id, place)

    def places(self, source_id: int) -> list[WalkPlace]:
        """Where the walks of a source stand that are to be gone on with."""
        walk = models.ListWalk
        query = select(walk.url, walk.page, walk.pages, walk.complete).where(
            walk.source_id == source_id
        )
        with self._database.read() as connection:
            return [WalkPlace(**row) for row in connection.execute(query).mappings()]

    def stuck(self, source_id: int, url: str) -> bool:
        """Notes that a walk could not go on from its place; True when it is given up with that."""
        with self._database.write() as connection:
            this = _this(source_id, url)
            walk = models.ListWalk
            failures = connection.execute(select(walk.failures).where(this)).scalar()
            if failures is None:
                return False
            given_up = failures + 1 >= MAX_FAILURES
            values = {"failures": failures + 1, "complete": given_up}
            connection.execute(update(walk).where(this).values(**values))
            return given_up


def forget(connection: Connection, source_id: int) -> None:
    """Forgets the places of a source whose lists were walked to their ends."""
    connection.execute(delete(models.ListWalk).where(models.ListWalk.source_id == source_id))


def _set(connection: Connection, source_id: int, place: WalkPlace) -> None:
    this = _this(source_id, place.url)
    values = {
        "url": place.url,
        "page": place.page,
        "pages": place.pages,
        "complete": place.complete,
        "failures": 0,
    }
    if connection.execute(update(models.ListWalk).where(this).values(**values)).rowcount == 0:
        key = url_key(place.url)
        connection.execute(
            insert(models.ListWalk).values(source_id=source_id, url_key=key, **values)
        )


def _this(source_id: int, url: str) -> ColumnElement[bool]:
    walk = models.ListWalk
    return (walk.source_id == source_id) & (walk.url_key == url_key(url))
