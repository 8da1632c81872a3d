"""robots.txt for every request, as RFC 9309 has it, also for those that wait for it together."""

import asyncio
import contextlib
import datetime as dt
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.httpobj import urlparse_cached

from newsarchive.crawl.throttle import keep_crawl_delay
from newsarchive.sources.robots import FIRST_SERVER_ERROR
from storage.engine import Database
from storage.errors import StorageError
from storage.hosts import HostRepository
from storage.sources import host_of

LONGEST_BYTES = 500 * 1024
"""What is read of a robots.txt; RFC 9309, 2.5, asks for so much at least."""

PATIENCE = dt.timedelta(days=30)
"""A host whose robots.txt was unreachable for so long counts as having none (RFC 9309, 2.3.1.4)."""


class StrictRobotsTxtMiddleware(RobotsTxtMiddleware):
    """Scrapy's own middleware with Crawl-delay, and without two gaps (seen in Scrapy 2.19).

    A robots.txt that cannot be reached, or is answered with a server error, forbids everything
    (Scrapy: nothing); its absence, any status from 400 to 499, forbids nothing.

    Requests that wait for one robots.txt share a Deferred, whose result the first of them uses up:
    the others get None and would go out unjudged. By then the parser itself is at hand.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._database = Database(crawler.settings["NEWSARCHIVE_DATABASE_URL"])
        self._hosts = HostRepository(self._database)
        self._unreachable: dict[str, Exception] = {}
        self._received: dict[Request, int] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware of one crawl."""
        middleware = super().from_crawler(crawler)
        connect = crawler.signals.connect
        connect(middleware.robots_parsed, signal=signals.robots_parsed)
        connect(middleware.bytes_received, signal=signals.bytes_received)
        connect(middleware.engine_stopped, signal=signals.engine_stopped)
        return middleware

    def engine_stopped(self) -> None:
        """Close the database."""
        self._database.close()

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Read no more of a robots.txt than the limit; its beginning counts."""
        if request.meta.get("dont_obey_robotstxt") and request.url.endswith("/robots.txt"):
            self._received[request] = self._received.get(request, 0) + len(data)
            if self._received[request] > LONGEST_BYTES:
                raise StopDownload(fail=False)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Keep the Crawl-delay that a robots.txt asks of us."""
        if isinstance(robotparser, ProtegoRobotParser):
            delay = robotparser.rp.crawl_delay(self._default_useragent)
            if delay:
                keep_crawl_delay(self.crawler.engine.downloader, request, float(delay))

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host, None where it has none.

        Raises what kept its robots.txt from us.
        """
        waited = await super().robot_parser(request)
        netloc = urlparse_cached(request).netloc
        if error := self._unreachable.get(netloc):
            raise error
        parser = self._parsers[netloc]
        return parser if parser is None or isinstance(parser, RobotParser) else waited

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= FIRST_SERVER_ERROR:
            raise _Refused(
                f"its robots.txt answered {response.status}, which forbids all of it until then"
            )
        await asyncio.to_thread(self._hosts.robots_read, host_of(request.url))
        absent = response.status >= 400  # noqa: PLR2004 - the first of the HTTP error statuses
        body = b"" if absent else response.body[:LONGEST_BYTES]
        await super()._parse_robots(response.replace(body=body), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        """Bar the host, unless it was left alone anyway or has had time enough."""
        left_alone = isinstance(exc, IgnoreRequest) and not isinstance(exc, _Refused)
        if not left_alone and self._missing_for(netloc) < PATIENCE:
            self._unreachable[netloc] = exc
        super()._robots_error(exc, netloc)

    def _missing_for(self, netloc: str) -> dt.timedelta:
        now = dt.datetime.now(dt.UTC)
        with contextlib.suppress(StorageError):
            return now - self._hosts.robots_missed(host_of(f"//{netloc}"), now)
        return dt.timedelta(0)


class _Refused(IgnoreRequest):
    """The host answered for its robots.txt, with an error of its own."""
