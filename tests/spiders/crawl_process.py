"""Crawls, one after another, in a process of its own: a JSON line in for each, JSON lines out.

In: `spider`, `spec` (fields of CrawlSpec), `known` (addresses), `settings`. Out: a line for each
item and a last one with the spider's end and the requests that left, in order.
"""

import asyncio
import json
import logging
import sys
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.http import Response
from scrapy.utils.reactor import install_reactor

from spiders.base import NewsSpider
from spiders.feed import FeedSpider
from spiders.items import ArticlePage, CapturePlace, FailedRequest, ListedItem, ListingPage, Place
from spiders.list_page import ListPageSpider
from spiders.sitemap import SitemapSpider
from spiders.spec import CrawlSpec

SPIDERS = {"list_page": ListPageSpider, "feed": FeedSpider, "sitemap": SitemapSpider}
PLACE = CapturePlace(warc_file="a.warc.gz", warc_offset=9, warc_length=99, payload_digest="sha1:A")


class MarkCapture:
    """Puts a capture place on each response, as the middleware that writes WARC files does."""

    def process_response(self, request: Request, response: Response) -> Response:
        request.meta["capture"] = PLACE
        return response


SETTINGS: dict[str, Any] = {
    "TELNETCONSOLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "ROBOTSTXT_OBEY": True,
    "RETRY_TIMES": 0,
    "DOWNLOADER_MIDDLEWARES": {MarkCapture: 950},
}


def told(item: Any) -> dict[str, Any]:
    if isinstance(item, FailedRequest):
        listed = item.item.url if item.item else None
        return {"failed": item.url, "kind": item.kind, "reason": item.reason, "item": listed}
    common = {
        "url": item.url,
        "requested_url": item.requested_url,
        "status": item.status,
        "captured": item.capture == PLACE,
        "aware": item.fetched_at.utcoffset() is not None,
        "type": item.header("content-type"),
        "body": item.body.decode("utf-8", "replace")[:200],
    }
    if isinstance(item, ArticlePage):
        fetched = {"stubs": item.stubs, "parts": item.parts}
        common |= {name: [page.url for page in pages] for name, pages in fetched.items()}
        return common | {"article": item.listed.url, "title": item.listed.title, "via": item.via}
    assert isinstance(item, ListingPage)
    urls = [listed.url for listed in item.items]
    place = item.place and {
        "page": dict(item.place.page),
        "thorough": item.place.thorough,
        "pages": item.place.pages,
        "complete": item.place.complete,
    }
    wanted = [listed.url for listed in item.wanted]
    told = {"list": item.kind, "items": urls, "new": item.new, "problem": item.problem}
    return common | told | {"wanted": wanted, "place": place}


def tell(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stdout.flush()


async def crawl(job: dict[str, Any]) -> None:
    spec = dict(job["spec"])
    spec["urls"] = tuple(spec["urls"])
    spec["retry"] = tuple(ListedItem(url=url) for url in spec.pop("retry", ()))
    spec["revisits"] = tuple(ListedItem(url=url) for url in spec.pop("revisits", ()))
    places = {url: Place(url=url, **place) for url, place in spec.pop("resume", {}).items()}
    known = set(job["known"])
    runner = AsyncCrawlerRunner(SETTINGS | job["settings"])
    crawler = runner.create_crawler(SPIDERS[job["spider"]])
    sent: list[str] = []

    def scraped(item: Any) -> None:
        tell(told(item))

    def leaving(request: Request) -> None:
        sent.append(f"{request.method} {request.url}")

    def opened(spider: Spider) -> None:
        spider.is_known = known.__contains__  # type: ignore[attr-defined]
        spider.validators_of = lambda url: job["validators"].get(url, (None, None))  # type: ignore[attr-defined]

    crawler.signals.connect(scraped, signals.item_scraped)
    crawler.signals.connect(leaving, signals.request_reached_downloader)
    crawler.signals.connect(opened, signals.spider_opened)
    await runner.crawl(
        crawler, spec=CrawlSpec(source="test", kind=job["spider"], resume=places, **spec)
    )
    spider = crawler.spider
    assert isinstance(spider, NewsSpider)
    end = {"walked": spider.walked_to_end, "because": spider.ended_because, "sent": sent}
    tell(end | {"depth": spider.news_depth, "stuck": [w.url for w in spider.walks if w.stuck]})


async def serve() -> None:
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        await crawl(json.loads(line))


def main() -> None:
    logging.disable(logging.CRITICAL)
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

    def start() -> None:
        serving = asyncio.ensure_future(serve())
        serving.add_done_callback(lambda _: reactor.stop())  # type: ignore[attr-defined]

    reactor.callWhenRunning(start)  # type: ignore[attr-defined]
    reactor.run()  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
