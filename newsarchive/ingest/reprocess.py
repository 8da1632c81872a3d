"""Making articles again from their raw pages with today's code."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from newsarchive.capture.place import capture_place
from newsarchive.capture.replay import read_capture
from newsarchive.core.article_json import CONTENT_FIELDS
from newsarchive.core.errors import NewsArchiveError, Quarantine
from newsarchive.core.hints import Hints
from newsarchive.extraction.extract import Extraction
from newsarchive.pipelines.extract import ReadAll
from newsarchive.pipelines.store import store, to_record
from spiders.items import ArticlePage, ListedItem
from storage.articles import ArticleRepository
from storage.captures import CaptureRepository
from storage.records import ArticleRecord, CaptureRecord, NewArticle, SourceRecord, VersionRecord

Report = Callable[[str], None]

RECOVERABLE = frozenset({"empty", "list", "quarantine", "redirect", "soft_404", "attachment_only"})
"""Kinds of pages in which a better reader may find an article after all."""


@dataclasses.dataclass(slots=True)
class ReprocessCounts:
    """What a run did; `recovered` are articles on pages that were not taken for one before."""

    unchanged: int = 0
    changed: int = 0
    recovered: int = 0
    not_article: int = 0
    failed: int = 0

    @property
    def done(self) -> int:
        """Pages read."""
        return sum(dataclasses.astuple(self))


@dataclasses.dataclass(frozen=True, slots=True)
class _Work:
    """A capture to read again, and the version that was made from it, if any."""

    capture: CaptureRecord
    article: ArticleRecord | None = None
    version: VersionRecord | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reprocessor:
    """Reads captures anew; `warc` is the archive's WARC folder, `sources` are keyed by name.

    With `dry_run` nothing is stored, only counted and reported.
    """

    articles: ArticleRepository
    captures: CaptureRepository
    sources: dict[str, SourceRecord]
    hints: Callable[[SourceRecord, dt.datetime], Hints]
    warc: Path
    report: Report
    dry_run: bool = False

    def run(
        self,
        articles: Iterable[ArticleRecord],
        others: Iterable[CaptureRecord],
        read_all: ReadAll,
    ) -> Iterator[ReprocessCounts]:
        """Make every version of `articles` again, then look for articles in `others`.

        Yields the counts after each page.
        """
        counts = ReprocessCounts()
        pages = self._pages(_work(articles, others), counts)
        for work, page, reading in self._readings(pages, read_all):
            self._take(work, page, reading, counts)
            yield counts

    def _pages(
        self, works: Iterable[_Work], counts: ReprocessCounts
    ) -> Iterator[tuple[_Work, ArticlePage]]:
        for work in works:
            try:
                yield work, self._whole(work.capture)
            except NewsArchiveError as error:
                counts.failed += 1
                self.report(f"{work.capture.url}: {error}")

    def _whole(self, capture: CaptureRecord) -> ArticlePage:
        """The page of a capture with the further parts of its article."""
        parts = [read_again(part, self.warc) for part in self.captures.parts_of(capture.id)]
        return dataclasses.replace(read_again(capture, self.warc), parts=tuple(parts))

    def _readings(
        self, pages: Iterator[tuple[_Work, ArticlePage]], read_all: ReadAll
    ) -> Iterator[tuple[_Work, ArticlePage, Extraction | Quarantine]]:
        waiting: list[_Work] = []

        def feed() -> Iterator[ArticlePage]:
            for work, page in pages:
                waiting.append(work)
                yield page

        def hints(page: ArticlePage) -> Hints:
            return self.hints(self.sources[waiting[-1].capture.source], page.fetched_at)

        for page, reading in read_all(feed(), hints):
            yield waiting.pop(0), page, reading

    def _take(
        self,
        work: _Work,
        page: ArticlePage,
        reading: Extraction | Quarantine,
        counts: ReprocessCounts,
    ) -> None:
        if isinstance(reading, Quarantine):
            counts.failed += 1
            self.report(str(reading))
        elif reading.article is None:
            counts.not_article += 1
            if work.article:
                self.report(f"{page.url}: no article any more but {reading.kind}; left as it is")
        elif work.article and work.version:
            self._rewrite(work.article, work.version, to_record(reading.article), counts)
        else:
            counts.recovered += 1
            self.report(f"{page.url}: an article after all: {reading.article.title}")
            if not self.dry_run:
                source = self.sources[work.capture.source]
                store(self.articles, page, reading.article, source_id=source.id, crawl_id=None)

    def _rewrite(
        self,
        article: ArticleRecord,
        version: VersionRecord,
        new: NewArticle,
        counts: ReprocessCounts,
    ) -> None:
        changed = [name for name in CONTENT_FIELDS if getattr(new, name) != getattr(version, name)]
        if not changed:
            counts.unchanged += 1
            return
        counts.changed += 1
        self.report(f"article {article.id}, version {version.version}: {', '.join(changed)}")
        if not self.dry_run:
            self.articles.rewrite(article.id, version.version, new)


def read_again(capture: CaptureRecord, warc: Path) -> ArticlePage:
    """Return the page of a capture as it came in; raises NewsArchiveError where that fails."""
    place = capture_place(capture)
    if place is None:
        raise NewsArchiveError("came from a dump, without its raw page; left as it is")
    kept = dataclasses.replace(
        read_capture(warc, place),
        url=capture.url,
        requested_url=capture.url,
        status=capture.status,
        fetched_at=capture.fetched_at,
        capture=place,
    )
    listed = ListedItem(url=capture.url, title=capture.listed_title, published_at=capture.listed_at)
    return ArticlePage(**kept.as_fields(), via="warc", listed=listed)


def _work(articles: Iterable[ArticleRecord], others: Iterable[CaptureRecord]) -> Iterator[_Work]:
    for article in articles:
        for version in article.versions:
            if version.capture:
                yield _Work(version.capture, article, version)
    for capture in others:
        if capture.page_kind in RECOVERABLE:
            yield _Work(capture)
