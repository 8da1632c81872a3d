"""CaptureMiddleware: keeps every response as it was received, before anything else reads it."""

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.utils.asyncio import run_in_thread
from scrapy.utils.defer import deferred_from_coro

from newsarchive.capture.errors import CaptureFailed
from newsarchive.capture.exchange import Cut, Exchange, RawHeaders
from newsarchive.capture.warc import WarcWriter
from spiders.items import CapturePlace

_THREAD_BYTES = 200_000
"""Packing takes about 30 ms a megabyte: a larger body would hold up the other downloads."""

_RENAMED = {b"transfer-encoding": b"X-Archive-Orig-Transfer-Encoding"}
"""Scrapy undoes chunk framing; a record that still claimed it could not be replayed."""

_CODINGS = "gzip, deflate"
"""What every archive tool undoes: pywb knows no zstd, and warcio 1.8 trips over Brotli 1.2."""

_NOT_SENT = {b"proxy-authorization"}
_log = logging.getLogger(__name__)


class CaptureMiddleware:
    """A downloader middleware below all others that read or change responses (priority 950).

    Puts the place of the record into `request.meta['capture']` (a CapturePlace) and the time of its
    WARC-Date into `request.meta['fetched_at']`. When a page cannot be kept, it goes no further and
    the crawl is closed with a reason that begins 'capture failed: '.

    `earlier` finds the last capture of an address, for revisit records; whoever runs the crawl may
    replace it. Settings: NEWSARCHIVE_WARC_DIR, NEWSARCHIVE_WARC_FILE_BYTES.
    Stats: capture/responses, capture/bytes, capture/torn_tail (a sentence).
    """

    def __init__(self, crawler: Crawler) -> None:
        self.earlier: Callable[[str], CapturePlace | None] = lambda url: None  # noqa: ARG005
        self._crawler = crawler
        self._writer: WarcWriter | None = None
        self._failure: str | None = None
        self._ending: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware of one crawl; its files are opened when the spider is."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    def spider_opened(self) -> None:
        """Open the archive; raises CloseSpider when it cannot be written."""
        settings = self._crawler.settings
        try:
            self._writer = WarcWriter(
                Path(settings["NEWSARCHIVE_WARC_DIR"]),
                settings.getint("NEWSARCHIVE_WARC_FILE_BYTES", 1_000_000_000),
                str(settings["USER_AGENT"]).partition(" ")[0],
                self._report_torn_tail,
            )
        except CaptureFailed as error:
            self._failure = f"capture failed: {error}"
            raise CloseSpider(self._failure) from error

    def spider_closed(self) -> None:
        """Close the archive."""
        if self._writer is None:
            return
        try:
            self._writer.close()
        except CaptureFailed as error:
            _log.error("%s", error)

    def process_request(self, request: Request) -> None:
        """Ask only for codings that archive tools undo, and for nothing that cannot be kept."""
        # A redirect or another try carries the meta of the page that led here.
        request.meta.pop("capture", None)
        request.meta.pop("fetched_at", None)
        request.headers["Accept-Encoding"] = _CODINGS
        if self._failure:
            raise IgnoreRequest(self._failure)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Keep the exchange; large ones are packed in a thread."""
        exchange = _exchange(request, response)
        try:
            request.meta["capture"] = place = await self._keep(exchange)
        except CaptureFailed as error:
            self._stop(f"capture failed: {error}")
            raise IgnoreRequest(self._failure) from error
        request.meta["fetched_at"] = exchange.fetched_at
        self._crawler.stats.inc_value("capture/responses")
        self._crawler.stats.inc_value("capture/bytes", place.warc_length)
        return response

    async def _keep(self, exchange: Exchange) -> CapturePlace:
        if self._writer is None:
            raise CaptureFailed("the raw page archive is not open")
        earlier = self.earlier(exchange.url)
        if len(exchange.body) > _THREAD_BYTES:
            records = await run_in_thread(self._writer.prepare, exchange, earlier=earlier)
            return self._writer.append(records)
        return self._writer.write(exchange, earlier=earlier)

    def _stop(self, reason: str) -> None:
        """Close the spider once; waiting for it here would wait for this very response."""
        if self._failure is None:
            self._failure = reason
            ending = self._crawler.engine.close_spider_async(reason=reason)
            self._ending = deferred_from_coro(ending)

    def _report_torn_tail(self, sentence: str) -> None:
        _log.warning("%s", sentence)
        self._crawler.stats.set_value("capture/torn_tail", sentence)


def _exchange(request: Request, response: Response) -> Exchange:
    """What Scrapy knows of the exchange: header names in title case, equal names side by side."""
    protocol = response.protocol or ""
    return Exchange(
        url=response.url,
        status=response.status,
        headers=_raw(response.headers),
        body=response.body,
        fetched_at=dt.datetime.now(dt.UTC),
        method=request.method,
        request_headers=tuple(
            pair for pair in _raw(request.headers) if pair[0].lower() not in _NOT_SENT
        ),
        request_body=request.body,
        protocol=protocol if protocol in {"HTTP/1.0", "HTTP/1.1"} else "HTTP/1.1",
        ip_address=str(response.ip_address) if response.ip_address else None,
        truncated=_cut(response.flags),
    )


def _cut(flags: list[str]) -> Cut:
    """Why a body is not whole, by what Scrapy says of it."""
    if "dataloss" in flags:
        return "disconnect"
    return "length" if "download_stopped" in flags else None


def _raw(headers: Headers) -> RawHeaders:
    return tuple(
        (_RENAMED.get(name.lower(), name), value)
        for name, values in headers.items()
        for value in values
    )
