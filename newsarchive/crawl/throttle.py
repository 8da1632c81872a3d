"""The time between two requests to a host: AutoThrottle above what the host's robots.txt asks."""

from typing import Any

from scrapy.core.downloader import Downloader, Slot
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

LONGEST_CRAWL_DELAY = 120.0
"""Seconds; a robots.txt that asks for more would end every crawl, and is kept to this."""


def keep_crawl_delay(downloader: Downloader, request: Request, seconds: float) -> None:
    """Let requests to a request's host leave so many seconds apart at least, from now on."""
    key = downloader.get_slot_key(request)
    delay = max(min(seconds, LONGEST_CRAWL_DELAY), downloader.settings.getfloat("DOWNLOAD_DELAY"))
    downloader.per_slot_settings[key] = {"delay": delay}
    if slot := downloader.slots.get(key):
        slot.delay = max(slot.delay, delay)


class PoliteThrottle(AutoThrottle):
    """AutoThrottle that goes no lower than the Crawl-delay of a host."""

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        downloader: Any = self.crawler.engine.downloader
        asked = downloader.per_slot_settings.get(urlparse_cached(response).hostname, {})
        slot.delay = max(slot.delay, asked.get("delay", 0.0))
