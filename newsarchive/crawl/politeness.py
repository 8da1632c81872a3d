"""PolitenessMiddleware: what a host asks for, and what it may be asked for.

Waits as Retry-After says, keeps to the daily cap, and leaves alone hosts that block us or ask us to
come back much later. What is not sent for such a reason is not lost: it waits for a later crawl.
"""

import asyncio
import datetime as dt
import time
from collections import defaultdict
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from newsarchive.crawl.allowance import Allowance
from newsarchive.crawl.retry_after import retry_after_seconds
from newsarchive.monitor.barrier import barrier_text
from storage.engine import Database
from storage.hosts import HostRepository
from storage.sources import host_of

BUSY = (429, 503)

PATIENCE_SECONDS = 120
"""A longer wait that a host asks for is left to a later crawl."""

LEFT_ALONE = "left alone: "
"""How the reason of a request begins that waits for a later crawl."""

_BEAT_SECONDS = 0.5


class PolitenessMiddleware:
    """A downloader middleware for priority 845: each request that would really leave passes it.

    A host's requests pass one after the other, each when the one before has been answered, so that
    an answer counts for the very next. `left` is why the source's own host is asked for nothing
    more in this crawl, None while it is; `blocked` tells that it was for a barrier.
    Settings: NEWSARCHIVE_DATABASE_URL, NEWSARCHIVE_DAILY_REQUESTS (0 for no cap).
    """

    def __init__(self, crawler: Crawler) -> None:
        self.left: str | None = None
        self.blocked = False
        self._crawler = crawler
        self._database = Database(crawler.settings["NEWSARCHIVE_DATABASE_URL"])
        self._hosts = HostRepository(self._database)
        self._cap = crawler.settings.getint("NEWSARCHIVE_DAILY_REQUESTS")
        self._allowance = Allowance(self._hosts, self._cap)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._passed: dict[Request, asyncio.Lock] = {}
        self._free_at: dict[str, float] = {}
        self._barred: dict[str, str | None] = {}
        self._closing: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware of one crawl."""
        middleware = cls(crawler)
        connect = crawler.signals.connect
        connect(middleware.request_left_downloader, signal=signals.request_left_downloader)
        connect(middleware.engine_stopped, signal=signals.engine_stopped)
        return middleware

    def engine_stopped(self) -> None:
        """Give back what was not used of the day's allowance."""
        self._allowance.close()
        self._database.close()

    async def process_request(self, request: Request) -> None:
        """Wait until the host can bear it; raises IgnoreRequest where the host is left alone."""
        host = host_of(request.url)
        lock = self._locks[host]
        await lock.acquire()
        try:
            await self._wait_for(host)
            await self._may_leave(host)
        except BaseException:
            lock.release()
            raise
        self._passed[request] = lock

    def request_left_downloader(self, request: Request) -> None:
        """Let the host's next request pass."""
        if lock := self._passed.pop(request, None):
            lock.release()

    def process_exception(self, request: Request, exception: Exception) -> None:
        """The same for a request that another middleware kept back."""
        del exception
        self.request_left_downloader(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Do as a busy server says."""
        value = response.headers.get("Retry-After")
        if response.status not in BUSY or value is None:
            return response
        seconds = retry_after_seconds(value.decode("latin-1"), dt.datetime.now(dt.UTC))
        host = host_of(response.url)
        if seconds is None:
            return response
        if seconds <= PATIENCE_SECONDS:
            self._free_at[host] = time.monotonic() + seconds
            return response
        request.meta["dont_retry"] = True
        wait = dt.timedelta(seconds=seconds)
        told = f"{host} answered {response.status} and wants us back in {wait}"
        self._hosts.block(host, told, dt.datetime.now(dt.UTC), wait)
        self.leave(host, told)
        return response

    def leave(self, host: str, reason: str, *, blocked: bool = False) -> None:
        """Ask a host for nothing more in this crawl, which ends if it is the source's own."""
        self._barred[host] = reason
        own = {host_of(url) for url in getattr(self._crawler.spider, "spec").urls}  # noqa: B009
        if host in own and self.left is None:
            self.left, self.blocked = reason, blocked
            ending = self._crawler.engine.close_spider_async(reason=LEFT_ALONE.strip(": "))
            self._closing = asyncio.ensure_future(ending)

    async def _may_leave(self, host: str) -> None:
        if host not in self._barred:
            self._barred[host] = await asyncio.to_thread(self._barrier, host)
        today = dt.datetime.now(dt.UTC).date()
        if not self._barred[host] and not await asyncio.to_thread(self._allowance.use, host, today):
            self.leave(host, f"the daily cap of {self._cap} requests to {host} is reached")
        if reason := self._barred[host]:
            raise IgnoreRequest(LEFT_ALONE + reason)

    def _barrier(self, host: str) -> str | None:
        barrier = self._hosts.barrier(host, dt.datetime.now(dt.UTC))
        return barrier_text(barrier) if barrier else None

    async def _wait_for(self, host: str) -> None:
        """Sleep in short stretches, so that a crawl that is to end need not wait for a host."""
        while (left := self._free_at.get(host, 0.0) - time.monotonic()) > 0:
            if self.left or not self._crawler.crawling:
                raise IgnoreRequest(f"{LEFT_ALONE}the crawl ended before {host} was free again")
            await asyncio.sleep(min(left, _BEAT_SECONDS))
