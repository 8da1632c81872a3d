"""Crawls: what each one did, what went wrong, and what is to be tried again."""

import dataclasses
import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, insert, select, update
from sqlalchemy.orm import aliased

from storage import models, pending, walks
from storage.engine import Database
from storage.records import Counts, CrawlRecord, CrawlStatus, PendingPage, ProblemRecord

_COUNTS = tuple(field.name for field in dataclasses.fields(Counts))

ENDED_SILENTLY = "its process ended without a word; the next crawl goes on"
"""What is told of a crawl that was killed."""


def query() -> Select[Any]:
    """Selects crawls with the names of their sources, for `records`."""
    crawl, lease = models.Crawl, models.Lease
    columns: list[Any] = [getattr(crawl, name) for name in _COUNTS]
    now = dt.datetime.now(dt.UTC)
    has_turn = exists().where(lease.owner == crawl.owner, lease.expires_at > now)
    columns.append(has_turn.label("has_turn"))
    return select(
        crawl.id,
        crawl.source_id,
        models.Source.name.label("source"),
        crawl.started_at,
        crawl.finished_at,
        crawl.status,
        crawl.error,
        crawl.ended_because,
        crawl.news_depth,
        *columns,
    ).join(models.Source, models.Source.id == crawl.source_id)


def records(connection: Connection, selected: Select[Any]) -> list[tuple[int, CrawlRecord]]:
    """The crawls that a `query` finds, each after the id of its source.

    One that could not write down its end, as after a kill, is interrupted when its lease ran out.
    """
    found = []
    for row in connection.execute(selected).mappings():
        left = row["status"] == "running" and not row["has_turn"]
        record = CrawlRecord(
            id=row["id"],
            source=row["source"],
            started_at=row["started_at"],
            finished_at=row["finished_at"],
            status="interrupted" if left else row["status"],
            counts=Counts(**{name: row[name] for name in _COUNTS}),
            error=ENDED_SILENTLY if left else row["error"],
            ended_because=row["ended_because"],
            news_depth=row["news_depth"],
        )
        found.append((row["source_id"], record))
    return found


def newest(connection: Connection, sources: ColumnElement[bool]) -> dict[int, CrawlRecord]:
    """By source id, the newest crawl of each source that meets a condition on models.Source."""
    crawl, source = aliased(models.Crawl), models.Source
    last = select(func.max(crawl.id)).where(crawl.source_id == source.id).scalar_subquery()
    ids = select(last).select_from(source).where(sources)
    return dict(records(connection, query().where(models.Crawl.id.in_(ids))))


def lookbacks(
    connection: Connection, sources: ColumnElement[bool], since: dt.datetime
) -> dict[int, int]:
    """By source id, the greatest depth of news that its crawls since a time have met."""
    crawl = models.Crawl
    query = (
        select(crawl.source_id, func.max(crawl.news_depth))
        .join(models.Source, models.Source.id == crawl.source_id)
        .where(sources, crawl.started_at >= since, crawl.news_depth.is_not(None))
        .group_by(crawl.source_id)
    )
    return {row[0]: row[1] or 0 for row in connection.execute(query)}


def interrupt(connection: Connection, condition: ColumnElement[bool]) -> None:
    """Marks running crawls as interrupted: their process ended without a word."""
    crawl = models.Crawl
    connection.execute(
        update(crawl)
        .where(crawl.status == "running", condition)
        .values(status="interrupted", finished_at=dt.datetime.now(dt.UTC), error=ENDED_SILENTLY)
    )


class CrawlRepository:
    """The crawls of an archive and the pages that they could not fetch."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, source_id: int, owner: str) -> int:
        """Notes that a crawl began; `owner` is the one that holds the source's lease."""
        statement = insert(models.Crawl).values(
            source_id=source_id,
            owner=owner,
            started_at=dt.datetime.now(dt.UTC),
            status="running",
            **dataclasses.asdict(Counts()),
        )
        with self._database.write() as connection:
            return int(connection.execute(statement.returning(models.Crawl.id)).scalar_one())

    def progress(self, crawl_id: int, counts: Counts) -> None:
        """Notes what a crawl did so far."""
        statement = update(models.Crawl).where(models.Crawl.id == crawl_id)
        with self._database.write() as connection:
            connection.execute(statement.values(**dataclasses.asdict(counts)))

    def finish(
        self,
        crawl_id: int,
        status: CrawlStatus,
        counts: Counts,
        error: str | None = None,
        *,
        walked: bool = False,
        ended_because: str | None = None,
        news_depth: int | None = None,
        clock_offset_seconds: int | None = None,
    ) -> None:
        """Notes how a crawl ended; `walked` if it came to the end of the source's list.

        `clock_offset_seconds` is how far the site's clock was ahead of ours.
        """
        now = dt.datetime.now(dt.UTC)
        ended = {
            "status": status,
            "error": error,
            "finished_at": now,
            "ended_because": ended_because,
            "news_depth": news_depth,
            "clock_offset_seconds": clock_offset_seconds,
        }
        source, crawl = models.Source, models.Crawl
        with self._database.write() as connection:
            statement = update(crawl).where(crawl.id == crawl_id)
            connection.execute(statement.values(**ended, **dataclasses.asdict(counts)))
            if walked:
                found = select(crawl.source_id).where(crawl.id == crawl_id)
                source_id = connection.execute(found).scalar_one()
                connection.execute(
                    update(source).where(source.id == source_id).values(walked_at=now)
                )
                walks.forget(connection, source_id)

    def problem(self, crawl_id: int, url: str, kind: str, message: str) -> None:
        """Notes what went wrong with one address: `kind` in one word, `message` in a sentence."""
        statement = insert(models.CrawlProblem).values(
            crawl_id=crawl_id, url=url, kind=kind, message=message, at=dt.datetime.now(dt.UTC)
        )
        with self._database.write() as connection:
            connection.execute(statement)

    def problems(self, crawl_id: int) -> list[ProblemRecord]:
        """What went wrong in a crawl, in the order in which it did."""
        problem = models.CrawlProblem
        selected = (
            select(problem.crawl_id, problem.url, problem.kind, problem.message, problem.at)
            .where(problem.crawl_id == crawl_id)
            .order_by(problem.id)
        )
        with self._database.read() as connection:
            return [ProblemRecord(**row) for row in connection.execute(selected).mappings()]

    def get(self, crawl_id: int) -> CrawlRecord | None:
        """The crawl of that id, None if there is none."""
        with self._database.read() as connection:
            found = records(connection, query().where(models.Crawl.id == crawl_id))
        return found[0][1] if found else None

    def latest(self, source: str | None = None, limit: int = 20) -> list[CrawlRecord]:
        """The newest crawls, of all sources or of one, newest first."""
        selected = query().order_by(models.Crawl.id.desc()).limit(limit)
        if source is not None:
            selected = selected.where(models.Source.name == source)
        with self._database.read() as connection:
            return [record for _, record in records(connection, selected)]

    def starts(self, source_id: int, since: dt.datetime) -> list[dt.datetime]:
        """When the crawls of a source began since then, in order."""
        crawl = models.Crawl
        selected = (
            select(crawl.started_at)
            .where(crawl.source_id == source_id, crawl.started_at >= since)
            .order_by(crawl.started_at)
        )
        with self._database.read() as connection:
            return list(connection.execute(selected).scalars())

    def remember_failure(
        self,
        source_id: int,
        url: str,
        *,
        error: str,
        title: str | None = None,
        published_at: dt.datetime | None = None,
        now: dt.datetime | None = None,
    ) -> None:
        """Notes that a page could not be fetched, so that a later crawl tries again.

        `title` and `published_at` are those of its list entry; `now` is the present by default.
        """
        with self._database.write() as connection:
            pending.remember(
                connection,
                source_id,
                url,
                title=title,
                published_at=published_at,
                error=error,
                now=now or dt.datetime.now(dt.UTC),
            )

    def due(self, source_id: int, now: dt.datetime | None = None) -> list[PendingPage]:
        """The pages of a source to be tried again by now, the longest overdue first."""
        with self._database.read() as connection:
            return pending.due(connection, source_id, now or dt.datetime.now(dt.UTC))

    def is_pending(self, source_id: int, url: str) -> bool:
        """Whether a page of a source waits for another attempt, due or not."""
        with self._database.read() as connection:
            return pending.is_waiting(connection, source_id, url)

    def settle(self, source_id: int, url: str) -> None:
        """Notes that a page needs no further attempt."""
        with self._database.write() as connection:
            pending.settle(connection, source_id, url)
