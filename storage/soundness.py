"""Whether a database is sound: the file itself, and what its rows say of each other."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select
from sqlalchemy.orm import aliased

from storage import models, stories
from storage.engine import Database

_MOST = 20
"""Faults of one kind that are told one by one."""


@dataclasses.dataclass(frozen=True, slots=True)
class WarcExtent:
    """What the captures say of a WARC file: how many lie in it, and where the last one ends."""

    warc_file: str
    captures: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True)
class StoredPlace:
    """Where the database says that a capture lies."""

    capture_id: int
    url: str
    warc_file: str
    warc_offset: int
    warc_length: int
    payload_digest: str


class Soundness:
    """Looks at a whole database without changing it, but for `drop_empty_stories`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def file_faults(self, *, quick: bool) -> list[str]:
        """What SQLite finds wrong with its file; a quick look does not compare indexes with tables.

        Empty for PostgreSQL, whose server looks after its files.
        """
        if self._database.path is None:
            return []
        check = "quick_check" if quick else "integrity_check"
        with self._database.read() as connection:
            found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {check}({_MOST})")]
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_MOST)
        faults = [] if found == ["ok"] else found
        return faults + [f"row {row[1]} of {row[0]} refers to a missing {row[2]}" for row in broken]

    def row_faults(self) -> list[str]:
        """Rows that contradict each other, in sentences; empty stories are no fault."""
        with self._database.read() as connection:
            counts = [(told, connection.execute(query()).scalar_one()) for told, query in _NEVER]
        return [told.format(count=count) for told, count in counts if count > 0]

    def empty_stories(self) -> int:
        """How many stories have no article."""
        with self._database.read() as connection:
            return _count_empty(connection)

    def drop_empty_stories(self) -> None:
        """Deletes the stories that have no article."""
        with self._database.write() as connection:
            ids = connection.execute(select(models.Story.id).where(_is_empty())).scalars().all()
            for start in range(0, len(ids), 500):
                stories.drop_if_empty(connection, ids[start : start + 500])

    def warc_extents(self) -> list[WarcExtent]:
        """What the captures need of each WARC file, by name."""
        capture = models.Capture
        query = (
            select(
                capture.warc_file,
                func.count().label("captures"),
                func.max(capture.warc_offset + capture.warc_length).label("end"),
            )
            .where(capture.warc_file.is_not(None))
            .group_by(capture.warc_file)
            .order_by(capture.warc_file)
        )
        with self._database.read() as connection:
            return [WarcExtent(**row) for row in connection.execute(query).mappings()]

    def places_in(self, warc_file: str) -> list[StoredPlace]:
        """The places of all captures in a WARC file, in its order."""
        capture = models.Capture
        query = (
            select(
                capture.id.label("capture_id"),
                capture.url,
                capture.warc_file,
                capture.warc_offset,
                capture.warc_length,
                capture.payload_digest,
            )
            .where(capture.warc_file == warc_file)
            .order_by(capture.warc_offset)
        )
        with self._database.read() as connection:
            return [StoredPlace(**row) for row in connection.execute(query).mappings()]

    def article_ids(self, after: int, limit: int) -> list[int]:
        """The ids of articles above one, ascending, at most so many."""
        article = models.Article
        query = select(article.id).where(article.id > after).order_by(article.id).limit(limit)
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())


def all_article_ids(soundness: Soundness) -> Iterator[int]:
    """Yield the ids of all articles, ascending."""
    ids = soundness.article_ids(0, 10_000)
    while ids:
        yield from ids
        ids = soundness.article_ids(ids[-1], 10_000)


def _without_versions() -> Select[Any]:
    has_version = exists().where(models.Version.article_id == models.Article.id)
    return select(func.count()).select_from(models.Article).where(~has_version)


def _with_foreign_leader() -> Select[Any]:
    article, leader = models.Article, aliased(models.Article)
    leads = exists().where(
        leader.id == article.duplicate_of,
        leader.story_id == article.story_id,
        leader.duplicate_of.is_(None),
    )
    query = select(func.count()).select_from(article)
    return query.where(article.duplicate_of.is_not(None), ~leads)


def _without_address() -> Select[Any]:
    known = exists().where(models.ArticleAddress.article_id == models.Article.id)
    return select(func.count()).select_from(models.Article).where(~known)


_NEVER = (
    ("{count} articles have no version", _without_versions),
    ("{count} articles name a first telling that does not lead their story", _with_foreign_leader),
    ("{count} articles are known at no address, so that a crawl would store them twice",
     _without_address),
)  # fmt: skip
"""What must not be, and the query that counts it."""


def _is_empty() -> ColumnElement[bool]:
    return ~exists().where(models.Article.story_id == models.Story.id)


def _count_empty(connection: Connection) -> int:
    query = select(func.count()).select_from(models.Story).where(_is_empty())
    return int(connection.execute(query).scalar_one())
