"""The Scrapy pipeline that reads pages in worker processes and keeps them in the archive."""

import asyncio
import dataclasses
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Self, TypeVar

from scrapy import signals
from scrapy.crawler import Crawler

from newsarchive.core.errors import Quarantine
from newsarchive.crawl.events import tell
from newsarchive.crawl.politeness import PolitenessMiddleware
from newsarchive.crawl.registry import Registry
from newsarchive.extraction.extract import Extraction
from newsarchive.monitor.barrier import barrier_text
from newsarchive.pipelines.extract import ExtractionPool
from spiders.attached import file_request
from spiders.base import NOT_MODIFIED, NewsSpider
from spiders.items import ArticlePage, AttachedFile, FailedRequest, ListedItem, ListingPage
from storage.errors import StorageError
from storage.records import CrawlStatus, HostRecord

log = logging.getLogger(__name__)

PROGRESS_SECONDS = 0.5

STOPPED = {
    "shutdown": "stopped by a signal",
    "closespider_timeout": "the time limit was reached",
}
"""Why a crawl was stopped that could have gone on, by Scrapy's reason."""

Item = ArticlePage | AttachedFile | ListingPage | FailedRequest
Result = TypeVar("Result")


class ArchivePipeline:
    """Spider items -> archive; one thread writes, worker processes read pages."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._writer = ThreadPoolExecutor(1, "archive")
        self._tasks: list[asyncio.Task[None]] = []
        self._closing: asyncio.Future[None] | None = None
        self._files_asked: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the pipeline, which also listens for the end of the crawl."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.spider_closed, signal=signals.spider_closed)
        return pipeline

    async def open_spider(self) -> None:
        """Take the source's turn and open the crawl's record before the first request."""
        spider = self._spider
        settings = self._crawler.settings
        self._registry = Registry(
            settings["NEWSARCHIVE_DATABASE_URL"], settings.get("NEWSARCHIVE_OWNER")
        )
        self._session = await self._write(lambda: self._registry.begin(spider.spec))
        self._pool = ExtractionPool(settings.getint("NEWSARCHIVE_WORKERS"))
        spider.is_known = self._session.is_known
        spider.validators_of = self._session.validators_of
        self._tasks = [
            asyncio.create_task(self._keep_lease()),
            asyncio.create_task(self._tell_progress()),
        ]

    async def process_item(self, item: Item) -> Item:
        """Keep one item."""
        if isinstance(item, ArticlePage) and item.status == NOT_MODIFIED:
            await self._write(lambda: self._session.keep_unchanged(item))
        elif isinstance(item, ArticlePage):
            reading = await self._read(item)
            self._leave(await self._write(lambda: self._session.keep_article(item, reading)))
            self._ask_for(await self._write(lambda: self._session.files_of(reading)))
        elif isinstance(item, AttachedFile):
            await self._write(lambda: self._session.keep_file(item))
        elif isinstance(item, ListingPage):
            await self._keep_listing(item)
            self._ask_for(await self._write(self._session.files_missing))
        else:
            await self._write(lambda: self._session.keep_failure(item))
        return item

    def spider_closed(self, spider: NewsSpider, reason: str) -> None:
        """Close the crawl's record and give the source free."""
        for task in self._tasks:
            task.cancel()
        self._pool.close()
        self._writer.shutdown(wait=True)
        status, error = self._ending(reason)
        self._session.note_stuck(spider.walks)
        self._session.finish(
            status,
            error,
            requests=self._requests,
            walked=status == "done" and spider.walked_to_end,
            ended_because=spider.ended_because or None,
            news_depth=spider.news_depth,
        )
        self._registry.end()
        self._report()

    @property
    def _spider(self) -> NewsSpider:
        spider = self._crawler.spider
        assert isinstance(spider, NewsSpider)  # noqa: S101 - the project has no other spiders
        return spider

    def _ending(self, reason: str) -> tuple[CrawlStatus, str | None]:
        """The status of a crawl that Scrapy closed for a reason, and what to tell a person."""
        if self._manners.left:
            status: CrawlStatus = "failed" if self._manners.blocked else "interrupted"
            return status, f"{self._manners.left}; a later crawl goes on"
        if reason == "finished":
            return "done", None
        if reason in STOPPED:
            return "interrupted", f"{STOPPED[reason]}; the next crawl goes on"
        return "failed", reason

    @property
    def _manners(self) -> PolitenessMiddleware:
        manners = self._crawler.get_downloader_middleware(PolitenessMiddleware)
        assert manners is not None  # noqa: S101 - the settings name it
        return manners

    @property
    def _requests(self) -> int:
        return int(self._crawler.stats.get_value("downloader/request_count", 0))

    async def _keep_listing(self, page: ListingPage) -> None:
        """Keep a list page; where none could be read, see whether a barrier stands before it."""
        if page.problem:
            asked = ArticlePage(**page.as_fields(), via="direct", listed=ListedItem(url=page.url))
            reading = await self._read(asked)
            if not isinstance(reading, Quarantine) and reading.kind == "blocked":
                self._leave(await self._write(lambda: self._session.keep_barrier(page, reading)))
                return
        await self._write(lambda: self._session.keep_listing(page))

    async def _read(self, page: ArticlePage) -> Extraction | Quarantine:
        try:
            return await self._pool.read(page, self._session.hints(page))
        except Quarantine as error:
            log.error("%s", error)  # noqa: TRY400 - the sentence says it all
            return error

    async def _write(self, work: Callable[[], Result]) -> Result:
        """Do something in the archive; where that fails nothing more is fetched in vain."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._writer, work)
        except StorageError as error:
            self._close(str(error))
            raise

    def _ask_for(self, files: list[str]) -> None:
        limit = self._crawler.settings.getint("NEWSARCHIVE_MAX_ATTACHMENT_BYTES")
        for url in files:
            if url not in self._files_asked:
                self._files_asked.add(url)
                self._crawler.engine.crawl(file_request(url, limit))

    def _leave(self, barrier: HostRecord | None) -> None:
        """Ask a host that blocks us for nothing more."""
        if barrier is not None:
            self._manners.leave(barrier.name, barrier_text(barrier), blocked=True)

    def _close(self, reason: str) -> None:
        if self._closing is None:
            ending = self._crawler.engine.close_spider_async(reason=reason)
            self._closing = asyncio.ensure_future(ending)

    async def _keep_lease(self) -> None:
        while await self._write(self._registry.renew):  # noqa: ASYNC110 - a beat, not a wait
            await asyncio.sleep(self._registry.renew_seconds)
        log.error("another process has taken over %s", self._session.source.settings.name)
        self._close("another process has taken over this source")

    async def _tell_progress(self) -> None:
        while True:
            await asyncio.sleep(PROGRESS_SECONDS)
            self._report()

    def _report(self) -> None:
        """Write one line for the process that started this crawl, if there is one."""
        if not self._crawler.settings.getbool("NEWSARCHIVE_REPORT"):
            return
        counts = self._session.counts(self._requests)
        tell("progress", crawl_id=self._session.crawl_id, **dataclasses.asdict(counts))
