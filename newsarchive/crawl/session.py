"""CrawlSession: one crawl of one source as the archive sees it."""

import contextlib
import datetime as dt
import email.utils
import statistics
from collections import Counter
from collections.abc import Iterable

from newsarchive.core.article import LOW_CONFIDENCE, Article
from newsarchive.core.errors import Quarantine
from newsarchive.core.hints import Hints
from newsarchive.crawl.barriers import Barriers
from newsarchive.crawl.verdict import kind_of, says_gone, sentence, sign_of_barrier
from newsarchive.extraction.extract import Extraction
from newsarchive.pipelines.duplicates import RESEMBLANCE
from newsarchive.pipelines.hints import fitting_version, source_hints
from newsarchive.pipelines.store import (
    store,
    to_capture,
    to_companions,
    to_found_item,
    to_walk_place,
)
from newsarchive.text.urls import canonical_url
from spiders.items import (
    ArticlePage,
    AttachedFile,
    FailedRequest,
    FetchedPage,
    ListedItem,
    ListingPage,
)
from spiders.spec import Validators
from spiders.walk import Walk
from storage.articles import ArticleRepository
from storage.captures import CaptureRepository
from storage.crawls import CrawlRepository
from storage.engine import Database
from storage.hosts import HostRepository
from storage.learned import LearnedSiteRepository
from storage.records import Counts, CrawlStatus, HostRecord, SourceRecord, TemplateAudit
from storage.revisits import RevisitRepository
from storage.walks import WalkRepository

GONE = (404, 410)

FILES_TRIED = dt.timedelta(days=7)
"""How long an attached file that cannot be had is asked for again, at every crawl."""


class CrawlSession:
    """What one crawl keeps and counts; every method is one transaction at most."""

    def __init__(self, database: Database, source: SourceRecord, crawl_id: int) -> None:
        self.source = source
        self.crawl_id = crawl_id
        self._articles = ArticleRepository(database, RESEMBLANCE)
        self._captures = CaptureRepository(database)
        self._crawls = CrawlRepository(database)
        self._revisits = RevisitRepository(database)
        self._learned = LearnedSiteRepository(database)
        self._versions = self._learned.versions(source.id)
        self._walks = WalkRepository(database)
        self._barriers = Barriers(HostRepository(database))
        self._tally: Counter[str] = Counter()
        self._offsets: list[float] = []
        self._lists_read = 0
        self._list_trouble: str | None = None

    def hints(self, page: ArticlePage) -> Hints:
        """What the source knows about a page."""
        return source_hints(self.source, self._versions, page.fetched_at)

    def counts(self, requests: int) -> Counts:
        """Return what was done so far; `requests` is the number sent."""
        return Counts(requests=requests, **self._tally)

    def is_known(self, url: str) -> bool:
        """Tell whether the page at an address is stored, judged, or waiting for another try."""
        canonical = canonical_url(url)
        return (
            self._articles.is_known(canonical)
            or self._captures.judged(canonical)
            or self._crawls.is_pending(self.source.id, url)
        )

    def validators_of(self, url: str) -> Validators:
        """Return what the server calls its last good answer at an address."""
        return self._captures.conditional([url]).get(url, (None, None))

    def keep_listing(self, page: ListingPage) -> None:
        """Keep a list page, feed or sitemap, where its walk stands, and what was wrong with it."""
        self._walks.keep_page(
            to_capture(page, page.kind),
            to_walk_place(page.place) if page.place else None,
            [to_found_item(item) for item in page.wanted],
            source_id=self.source.id,
            crawl_id=self.crawl_id,
            now=page.fetched_at,
        )
        self._note_clock(page)
        if page.problem:
            self._problem(page.url, "listing", page.problem)
            self._tally["failed"] += 1
            self._list_trouble = self._list_trouble or page.problem
        else:
            self._lists_read += 1

    def keep_barrier(self, page: ListingPage, reading: Extraction) -> HostRecord | None:
        """Record that a barrier stands where a list ought to be; its host is left alone for that.

        Returns the host's record.
        """
        self._captures.add(to_capture(page, "blocked"), self.source.id, self.crawl_id)
        self._tally["blocked"] += 1
        self._problem(page.url, "blocked", sentence(reading))
        return self._barriers.met(page.url, sign_of_barrier(reading), is_list=True)

    def keep_unchanged(self, page: ArticlePage) -> None:
        """Note that a stored article still stands as it was when it was fetched last."""
        if not self._articles.is_known(canonical_url(page.url)):
            self._tally["failed"] += 1
            self._put_off(page, "http", "the server answered 304 to a page that was never fetched")
            return
        self._barriers.passed(page.url)
        self._tally["unchanged"] += 1
        self._tally["returned"] += self._revisits.unchanged(
            to_capture(page, "unchanged"), source_id=self.source.id, crawl_id=self.crawl_id
        )

    def keep_article(
        self, page: ArticlePage, reading: Extraction | Quarantine
    ) -> HostRecord | None:
        """Store the article of a page, or record why there is none.

        Returns the record of the page's host where it has blocked us too often and is left alone.
        """
        kind = kind_of(reading)
        if kind == "blocked":
            self._tally["blocked"] += 1
            self._put_off(page, kind, sentence(reading))
            return self._barriers.met(page.url, sign_of_barrier(reading))
        if page.status in GONE and self._note_gone(page, "gone"):
            self._settle(page)
        elif says_gone(reading) and self._note_gone(page, kind):
            self._tally["skipped"] += 1
            self._problem(page.url, kind, sentence(reading))
            self._settle(page)
        elif page.status >= 400:  # noqa: PLR2004 - the first of the HTTP error statuses
            self._tally["failed"] += 1
            self._put_off(page, "http", f"the server answered {page.status}")
        elif isinstance(reading, Quarantine):
            self._tally["failed"] += 1
            self._set_aside(page, kind, sentence(reading))
        elif reading.article is None:
            self._tally["skipped"] += 1
            self._set_aside(page, kind, sentence(reading))
        else:
            self._save(page, reading)
        return None

    def files_missing(self) -> list[str]:
        """Return the attached files that earlier crawls left out, where the source keeps them."""
        if not self.source.settings.keep_attachments:
            return []
        return self._captures.files_missing(self.source.id, dt.datetime.now(dt.UTC) - FILES_TRIED)

    def files_of(self, reading: Extraction | Quarantine) -> list[str]:
        """Return the attached files of an article to fetch, where the source keeps them."""
        keeps = self.source.settings.keep_attachments
        if isinstance(reading, Quarantine) or reading.article is None or not keeps:
            return []
        return self._captures.not_kept(one.url for one in reading.article.attachments)

    def keep_file(self, file: AttachedFile) -> None:
        """Keep the raw answer to a request for an attached file."""
        self._captures.add(to_capture(file, "attachment"), self.source.id, self.crawl_id)
        if file.status >= 400:  # noqa: PLR2004 - the first of the HTTP error statuses
            self._problem(
                file.url, "http", f"the server answered {file.status} to an attached file"
            )

    def keep_failure(self, failed: FailedRequest) -> None:
        """Record a request without an answer; an article's address is tried again later.

        What was not even sent, because its host is left alone, is no failure: it waits as it did.
        """
        if failed.kind == "postponed":
            return
        self._tally["failed"] += 1
        self._problem(failed.url, failed.kind, failed.reason)
        if failed.item is not None:
            self._remember(failed.item, failed.reason)
        else:
            self._list_trouble = self._list_trouble or failed.reason

    def note_stuck(self, walks: Iterable[Walk]) -> None:
        """Note the walks that a list's own fault ended; after a few crawls they are given up."""
        for walk in walks:
            if walk.stuck and self._walks.stuck(self.source.id, walk.url):
                message = f"the walk is given up until the next full crawl: {walk.ended_because}"
                self._problem(walk.url, "given_up", message)

    def finish(
        self,
        status: CrawlStatus,
        error: str | None,
        *,
        requests: int,
        walked: bool,
        ended_because: str | None,
        news_depth: int | None,
    ) -> None:
        """Close the crawl's record; a crawl that could read no list at all has failed.

        How deep news stood is a habit of the list only where all behind it was known before.
        """
        if status == "done" and self._list_trouble and not self._lists_read:
            status, error = "failed", self._list_trouble
        offset = round(statistics.median(self._offsets)) if self._offsets else None
        self._crawls.finish(
            self.crawl_id,
            status,
            self.counts(requests),
            error,
            walked=walked,
            clock_offset_seconds=offset,
            ended_because=ended_because,
            news_depth=news_depth if self.source.walked_at else None,
        )

    def _save(self, page: ArticlePage, reading: Extraction) -> None:
        assert reading.article is not None  # noqa: S101 - the caller looked
        saved = store(
            self._articles,
            page,
            reading.article,
            source_id=self.source.id,
            crawl_id=self.crawl_id,
        )
        self._tally["duplicates" if saved.retells else saved.outcome] += 1
        if saved.outcome != "unchanged":
            self._measure(reading.article)
        self._note_audit(page, reading)
        self._tally["returned"] += saved.returned
        self._barriers.passed(page.url)
        self._settle(page)

    def _measure(self, article: Article) -> None:
        """Count what tells later whether the source is still read well."""
        self._tally["characters"] += len(article.text)
        self._tally["doubtful"] += any(flag.name == LOW_CONFIDENCE for flag in article.flags)

    def _note_clock(self, page: FetchedPage) -> None:
        """Note how far the site's clock is ahead of ours, by the Date header of a fresh answer."""
        sent = page.header("Date")
        if sent is None or page.header("Age") is not None:
            return
        with contextlib.suppress(ValueError, TypeError):
            told = email.utils.parsedate_to_datetime(sent)
            offset = (told - page.fetched_at).total_seconds()
            self._offsets.append(offset)

    def _note_audit(self, page: ArticlePage, reading: Extraction) -> None:
        version = fitting_version(self._versions, page.fetched_at)
        if reading.audit is None or version is None:
            return
        audit = TemplateAudit(
            version=version.version,
            url=page.url,
            fetched_at=page.fetched_at,
            outcome=reading.audit.outcome,
            note=reading.audit.note,
        )
        self._learned.record(self.source.id, audit)

    def _note_gone(self, page: ArticlePage, kind: str) -> bool:
        """Note that a stored article is not there; False where none is stored at the address."""
        if not self._articles.is_known(canonical_url(page.url)):
            return False
        gone = self._revisits.missed(
            to_capture(page, kind), source_id=self.source.id, crawl_id=self.crawl_id
        )
        self._tally["gone"] += gone
        return True

    def _put_off(self, page: ArticlePage, kind: str, message: str) -> None:
        self._keep(page, kind)
        self._problem(page.url, kind, message)
        self._remember(page.listed, message)

    def _set_aside(self, page: ArticlePage, kind: str, message: str) -> None:
        self._keep(page, kind)
        self._problem(page.url, kind, message)
        self._revisits.put_off(canonical_url(page.listed.url), page.fetched_at)
        self._settle(page)

    def _keep(self, page: ArticlePage, kind: str) -> None:
        """Keep a page that gave no article, and what was fetched on the way to it."""
        self._captures.add(
            to_capture(page, kind), self.source.id, self.crawl_id, to_companions(page)
        )

    def _remember(self, item: ListedItem, reason: str) -> None:
        """See to it that a later crawl tries again; a stored article has its plan for that."""
        if self._revisits.put_off(canonical_url(item.url), dt.datetime.now(dt.UTC)):
            return
        self._crawls.remember_failure(
            self.source.id,
            item.url,
            error=reason,
            title=item.title,
            published_at=item.published_at,
        )

    def _settle(self, page: ArticlePage) -> None:
        self._crawls.settle(self.source.id, page.listed.url)

    def _problem(self, url: str, kind: str, message: str) -> None:
        self._crawls.problem(self.crawl_id, url, kind, message)
