"""Storing pages that no crawl brought: their source, their capture, their article."""

import dataclasses
from typing import Self

from newsarchive.core.article import Article
from newsarchive.core.errors import Quarantine
from newsarchive.extraction.extract import Extraction
from newsarchive.pipelines.duplicates import RESEMBLANCE
from newsarchive.pipelines.store import store, to_capture
from spiders.items import ArticlePage
from storage.articles import ArticleRepository
from storage.captures import CaptureRepository
from storage.engine import Database
from storage.errors import UnknownSource
from storage.records import Saved, SourceRecord, SourceSettings
from storage.sources import SourceRepository

DEFAULT_SOURCE = "imported"


@dataclasses.dataclass(slots=True)
class ImportCounts:
    """What an import did; `skipped` are pages that are no articles, `removed` what a dump took."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    removed: int = 0
    skipped: int = 0
    failed: int = 0

    def count(self, saved: Saved) -> None:
        """Count one saved article."""
        name = "duplicates" if saved.retells else saved.outcome
        setattr(self, name, getattr(self, name) + 1)

    def plus(self, other: Self) -> Self:
        """The sum of both."""
        pairs = zip(dataclasses.astuple(self), dataclasses.astuple(other), strict=True)
        return type(self)(*[one + two for one, two in pairs])


def manual_source(database: Database, name: str) -> SourceRecord:
    """Return the source of that name; one that is not yet known is added as a manual one."""
    sources = SourceRepository(database)
    try:
        return sources.get(name)
    except UnknownSource:
        address = f"import:{name}"
        return sources.add(SourceSettings(name=name, url=address, kind="manual", entry_urls=()))


class PageKeeper:
    """Stores pages under one source and counts what became of them."""

    def __init__(self, database: Database, source: SourceRecord) -> None:
        self.counts = ImportCounts()
        self._source = source
        self._articles = ArticleRepository(database, RESEMBLANCE)
        self._captures = CaptureRepository(database)

    def keep(self, page: ArticlePage, reading: Extraction | Quarantine) -> str | None:
        """Store the article of a page; returns why there is none, None when all is well."""
        if isinstance(reading, Quarantine):
            self.counts.failed += 1
            return str(reading)
        if reading.article is None:
            self.counts.skipped += 1
            self._captures.add(to_capture(page, reading.kind), self._source.id, None)
            reason = reading.evidence[0] if reading.evidence else "no text found"
            return f"{page.url}: no article but {reading.kind}: {reason}"
        self.save(page, reading.article)
        return None

    def save(self, page: ArticlePage, article: Article) -> None:
        """Store an article and count what became of it."""
        saved = store(self._articles, page, article, source_id=self._source.id, crawl_id=None)
        self.counts.count(saved)
