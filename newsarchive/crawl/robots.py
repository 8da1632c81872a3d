"""robots.txt for every request, also for those that wait for the file together."""

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached


class StrictRobotsTxtMiddleware(RobotsTxtMiddleware):
    """Scrapy's own middleware, without its gap (seen in Scrapy 2.19).

    Requests that wait for one robots.txt share a Deferred, whose result the first of them uses up:
    the others get None and would go out unjudged. By then the parser itself is at hand.
    """

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host, None where it has none that can be read."""
        waited = await super().robot_parser(request)
        parser = self._parsers[urlparse_cached(request).netloc]
        return parser if parser is None or isinstance(parser, RobotParser) else waited
