"""A Scrapy spider that fetches list pages and their articles and does nothing with them.

python benchmarks/bare_spider.py URL   (the peer of benchmarks/crawl.py)
"""

import sys
from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class BareSpider(scrapy.Spider):
    """Follows every list item and every next page."""

    name = "bare"
    start_urls = (sys.argv[1],)

    def parse(self, response: Response, **_: Any) -> Iterator[scrapy.Request]:
        """Follow a list page."""
        for href in response.css("li a::attr(href)").getall():
            yield response.follow(href, self.leave)
        for href in response.css("a.next::attr(href)").getall():
            yield response.follow(href, self.parse)

    def leave(self, response: Response) -> None:
        """Do nothing with an article page."""


if __name__ == "__main__":
    process = AsyncCrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
            "ROBOTSTXT_OBEY": True,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        }
    )
    process.crawl(BareSpider)
    process.start()
