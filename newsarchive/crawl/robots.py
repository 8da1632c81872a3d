"""robots.txt for every request, also for those that wait for the file together."""

from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.httpobj import urlparse_cached

from newsarchive.crawl.throttle import keep_crawl_delay


class StrictRobotsTxtMiddleware(RobotsTxtMiddleware):
    """Scrapy's own middleware with Crawl-delay, and without a gap (seen in Scrapy 2.19).

    Requests that wait for one robots.txt share a Deferred, whose result the first of them uses up:
    the others get None and would go out unjudged. By then the parser itself is at hand.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware of one crawl."""
        middleware = super().from_crawler(crawler)
        crawler.signals.connect(middleware.robots_parsed, signal=signals.robots_parsed)
        return middleware

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Keep the Crawl-delay that a robots.txt asks of us."""
        if isinstance(robotparser, ProtegoRobotParser):
            delay = robotparser.rp.crawl_delay(self._default_useragent)
            if delay:
                keep_crawl_delay(self.crawler.engine.downloader, request, float(delay))

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host, None where it has none that can be read."""
        waited = await super().robot_parser(request)
        parser = self._parsers[urlparse_cached(request).netloc]
        return parser if parser is None or isinstance(parser, RobotParser) else waited
