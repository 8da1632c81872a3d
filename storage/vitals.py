"""How the sources fare, in a few queries over their crawls whatever the archive's size."""

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, func, select

from storage import models
from storage.engine import Database
from storage.records import CrawlSums


class VitalsRepository:
    """Measures of all sources at once; each by source id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sums(self, since: dt.datetime, until: dt.datetime) -> dict[int, CrawlSums]:
        """What the ended crawls did that began from `since` on and before `until`."""
        crawl = models.Crawl
        selected = (
            select(
                crawl.source_id,
                func.count(),
                _sum(case((crawl.status == "failed", 1), else_=0)),
                _sum(crawl.new + crawl.updated + crawl.duplicates),
                _sum(crawl.failed),
                _sum(crawl.doubtful),
                _sum(crawl.characters),
            )
            .where(crawl.started_at >= since, crawl.started_at < until, crawl.status != "running")
            .group_by(crawl.source_id)
        )
        with self._database.read() as connection:
            rows = connection.execute(selected).all()
        names = ("crawls", "failed_crawls", "read", "failed", "doubtful", "characters")
        return {
            source_id: CrawlSums(**dict(zip(names, map(int, values), strict=True)))
            for source_id, *values in rows
        }

    def last_good(self) -> dict[int, dt.datetime]:
        """When the last crawl began that did not fail."""
        return self._latest(models.Crawl.status == "done")

    def last_news(self) -> dict[int, dt.datetime]:
        """When the last crawl began that brought an article."""
        return self._latest(models.Crawl.new + models.Crawl.duplicates > 0)

    def list_problems(self) -> dict[int, str]:
        """What was wrong with the list, feed or sitemap in the last crawl, in a sentence."""
        crawl, problem = models.Crawl, models.CrawlProblem
        newest = select(func.max(crawl.id)).group_by(crawl.source_id)
        selected = (
            select(crawl.source_id, func.min(problem.message))
            .join(problem, problem.crawl_id == crawl.id)
            .where(crawl.id.in_(newest), problem.kind == "listing")
            .group_by(crawl.source_id)
        )
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(selected)}

    def clock_offsets(self, since: dt.datetime) -> list[int]:
        """By how many seconds the sites' clocks were ahead of ours, a figure a crawl."""
        crawl = models.Crawl
        selected = select(crawl.clock_offset_seconds).where(
            crawl.started_at >= since, crawl.clock_offset_seconds.is_not(None)
        )
        with self._database.read() as connection:
            return [value for (value,) in connection.execute(selected) if value is not None]

    def _latest(self, condition: ColumnElement[bool]) -> dict[int, dt.datetime]:
        """When the newest crawl began that meets a condition; looked for from the newest on."""
        crawl, source = models.Crawl, models.Source
        newest = (
            select(crawl.started_at)
            .where(crawl.source_id == source.id, condition)
            .order_by(crawl.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        with self._database.read() as connection:
            rows = connection.execute(select(source.id, newest))
            found: dict[int, dt.datetime | None] = {row[0]: row[1] for row in rows}
        return {source_id: began for source_id, began in found.items() if began is not None}


def _sum(value: Any) -> Any:
    return func.coalesce(func.sum(value), 0).cast(Integer)
