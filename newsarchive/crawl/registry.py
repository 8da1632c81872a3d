"""The part of a crawl that belongs to the registry of sources: look-up, lease, begin and end."""

import datetime as dt

from newsarchive.core.errors import NewsArchiveError
from newsarchive.crawl.lease import LEASE_SECONDS, RENEW_SECONDS, new_owner, take
from newsarchive.crawl.session import CrawlSession
from newsarchive.monitor.barrier import barrier_text
from spiders.spec import CrawlSpec
from storage.crawls import CrawlRepository
from storage.engine import open_database
from storage.errors import UnknownSource
from storage.records import SourceRecord, SourceSettings
from storage.sources import SourceRepository
from storage.turns import TurnRepository


class HostBarred(NewsArchiveError):
    """The host of this source has blocked us and is left alone for a while."""


class Registry:
    """Holds one source and its hosts for one crawl; `owner` may have taken them already."""

    renew_seconds = RENEW_SECONDS

    def __init__(self, database_url: str, owner: str | None = None) -> None:
        self._database = open_database(database_url)
        self._sources = SourceRepository(self._database)
        self._turns = TurnRepository(self._database)
        self._owner = owner or new_owner()

    def begin(self, spec: CrawlSpec) -> CrawlSession:
        """Take the source of a crawl and open its record; a source not yet known is added.

        Raises InUse while another process crawls it or asks its host, HostBarred while its host is
        left alone.
        """
        source = self._source(spec)
        name = source.settings.name
        if source.barrier is not None:
            again = f"to try at once: newsarchive source resume {name}"
            raise HostBarred(f"{barrier_text(source.barrier)}; {again}")
        self._turn = take(self._turns, name, self._owner)
        crawl_id = CrawlRepository(self._database).start(source.id, self._owner)
        return CrawlSession(self._database, source, crawl_id)

    def renew(self) -> bool:
        """Lengthen the lease; False when it was lost."""
        return self._turns.renew(self._turn, LEASE_SECONDS)

    def end(self) -> None:
        """Give the source free and close the database."""
        self._turns.release(self._owner)
        self._database.close()

    def _source(self, spec: CrawlSpec) -> SourceRecord:
        try:
            return self._sources.get(spec.source)
        except UnknownSource:
            settings = SourceSettings(
                name=spec.source,
                url=spec.urls[0],
                kind=spec.kind,
                entry_urls=spec.urls,
                max_pages=spec.max_pages,
                detection={"evidence": [f"added by scrapy crawl on {dt.date.today():%Y-%m-%d}"]},  # noqa: DTZ011
            )
            return self._sources.add(settings)
