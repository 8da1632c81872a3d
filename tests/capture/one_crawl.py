"""One Scrapy crawl with the real guard and capture: a job as JSON in, a report as JSON out.

The job holds `urls`, `folder`, and perhaps `own` (the spider's own addresses, otherwise `urls`),
`posts` (address -> body), `settings`, `earlier` (address -> place of its last capture), `names`
(host name -> address, in place of DNS) and `disk_bytes` (the size a file cannot grow beyond).
"""

import dataclasses
import json
import resource
import sys
from typing import ClassVar

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer
from twisted.internet.error import DNSLookupError

from newsarchive.capture.middleware import CaptureMiddleware
from newsarchive.crawl.guard import GuardedResolver, GuardMiddleware
from spiders.items import CapturePlace
from spiders.spec import CrawlSpec


class TableResolver(CachingThreadedResolver):
    """Resolves names from a table."""

    names: ClassVar[dict[str, str]] = {}

    def getHostByName(self, name, timeout=()):  # noqa: N802
        if name in self.names:
            return defer.succeed(self.names[name])
        if name.replace(".", "").isdecimal():
            return super().getHostByName(name, timeout)
        return defer.fail(DNSLookupError(name))


class GuardedTable(GuardedResolver):
    """The guard around the table."""

    @classmethod
    def from_crawler(cls, crawler, reactor):
        return cls(TableResolver.from_crawler(crawler, reactor), reactor)


SETTINGS = {
    "DOWNLOADER_MIDDLEWARES": {GuardMiddleware: 840, CaptureMiddleware: 950},
    "TWISTED_DNS_RESOLVER": GuardedTable,
    "ROBOTSTXT_OBEY": True,
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_TIMEOUT": 10,
    "RETRY_TIMES": 1,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "USER_AGENT": "newsarchive/0.1 (tests)",
}


class PagesSpider(scrapy.Spider):
    """Asks for the pages of the job and reports what came back."""

    name = "pages"

    def __init__(self, job, report):
        super().__init__()
        self.spec = CrawlSpec(source="t", kind="list_page", urls=tuple(job.get("own", job["urls"])))
        self.job = job
        self.report = report

    async def start(self):
        self.find_earlier()
        for url in self.job["urls"]:
            yield self.request(url)
        for url, body in self.job.get("posts", {}).items():
            yield self.request(url, method="POST", body=body)

    def request(self, url, **more):
        return scrapy.Request(
            url,
            callback=self.received,
            errback=self.failed,
            dont_filter=True,
            meta={"handle_httpstatus_list": [404]},
            cb_kwargs={"asked": url},
            **more,
        )

    def find_earlier(self):
        places = {url: CapturePlace(**place) for url, place in self.job.get("earlier", {}).items()}
        self.crawler.get_downloader_middleware(CaptureMiddleware).earlier = places.get

    def received(self, response, asked):
        self.report["pages"][asked] = {
            "url": response.url,
            "status": response.status,
            "body": response.body.decode("utf-8", "replace"),
            "capture": dataclasses.asdict(response.meta["capture"]),
            "fetched_at": response.meta["fetched_at"].isoformat(),
        }

    def failed(self, failure):
        self.report["failures"][failure.request.url] = (
            f"{type(failure.value).__name__}: {failure.value}"
        )

    def closed(self, reason):
        self.report["reason"] = reason
        self.report["stats"] = {
            key: value
            for key, value in self.crawler.stats.get_stats().items()
            if isinstance(value, int | str)
        }


def main():
    """Run the job of standard input."""
    job = json.load(sys.stdin)
    report = {"pages": {}, "failures": {}, "reason": None}
    TableResolver.names = job.get("names", {})
    if limit := job.get("disk_bytes"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    settings = SETTINGS | {"NEWSARCHIVE_WARC_DIR": job["folder"]} | job.get("settings", {})
    process = AsyncCrawlerProcess(settings)
    process.crawl(PagesSpider, job=job, report=report)
    process.start()
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main()
