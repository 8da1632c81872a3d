"""CrawlJob: what the starting process asks of the child process that crawls."""

import dataclasses
import datetime as dt
import json
from typing import Self

from newsarchive.pipelines.store import to_place
from newsarchive.sources.hours import closes_at
from spiders.items import ListedItem, Place
from spiders.spec import CrawlSpec
from storage.captures import CaptureRepository
from storage.crawls import CrawlRepository
from storage.engine import Database
from storage.records import SourceRecord, SourceSettings
from storage.revisits import RevisitRepository
from storage.walks import WalkRepository

SHORTEST_SECONDS = 10
"""Time that a crawl is given at least."""

REVISITS_A_CRAWL = 50
"""Stored articles that are looked at again in one crawl, at most."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CrawlJob:
    """One source to crawl; `full` walks the whole list, `since` leaves out what is older.

    `time_limit` is the source's own, in seconds, None for the general one.
    """

    source: str
    full: bool = False
    since: dt.datetime | None = None
    time_limit: int | None = None

    def to_json(self) -> str:
        """The job as one line."""
        since = self.since.isoformat() if self.since else None
        return json.dumps(dataclasses.asdict(self) | {"since": since})

    @classmethod
    def from_json(cls, line: str) -> Self:
        """The job that `to_json` wrote."""
        value = json.loads(line)
        since = dt.datetime.fromisoformat(value["since"]) if value["since"] else None
        return cls(**value | {"since": since})


def scheduled_job(settings: SourceSettings, *, time_limit: int, now: dt.datetime) -> CrawlJob:
    """Return the job of a crawl that the schedule starts: it ends with the source's hours.

    `time_limit` is the general one, in seconds.
    """
    seconds = settings.time_limit_seconds or time_limit
    closes = closes_at(settings.hours, settings.zone, now)
    if closes is not None:
        seconds = max(SHORTEST_SECONDS, min(seconds, int((closes - now).total_seconds())))
    return CrawlJob(source=settings.name, time_limit=seconds)


def crawl_spec(job: CrawlJob, source: SourceRecord, database: Database) -> CrawlSpec:
    """Return what the spider needs to know for a job on a crawlable source.

    Until a crawl has come to the end of the list, no crawl stops at known articles: what lies
    behind them may never have been fetched.
    """
    settings = source.settings
    revisits = _due(source, database)
    assert settings.kind != "manual"  # noqa: S101 - the caller looked
    return CrawlSpec(
        source=settings.name,
        kind=settings.kind,
        urls=settings.entry_urls,
        full=job.full or source.walked_at is None,
        max_pages=settings.max_pages,
        since=job.since,
        pagination=settings.pagination,
        path_prefix=settings.path_prefix,
        retry=_waiting(source, database),
        revisits=revisits,
        parts_of=CaptureRepository(database).parts_at(item.url for item in revisits),
        lookback=source.lookback or 0,
        resume=_places(source, database),
    )


def _waiting(source: SourceRecord, database: Database) -> tuple[ListedItem, ...]:
    pending = CrawlRepository(database).due(source.id, dt.datetime.now(dt.UTC))
    return tuple(
        ListedItem(url=page.url, title=page.title, published_at=page.published_at)
        for page in pending
    )


def _due(source: SourceRecord, database: Database) -> tuple[ListedItem, ...]:
    now = dt.datetime.now(dt.UTC)
    urls = RevisitRepository(database).due(source.id, now, REVISITS_A_CRAWL)
    return tuple(ListedItem(url=url) for url in urls)


def _places(source: SourceRecord, database: Database) -> dict[str, Place]:
    kept = WalkRepository(database).places(source.id)
    return {place.url: to_place(place) for place in kept}
