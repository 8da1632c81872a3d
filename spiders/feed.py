"""The spider `feed`: RSS, Atom and RDF feeds, and the articles they name."""

from collections.abc import Iterator

from scrapy.http import Response

from spiders.base import NewsSpider, Yielded
from spiders.errors import UnreadableListing
from spiders.feeds import parse_feed
from spiders.pagination.base import NextPage, Pager
from spiders.received import listing_page
from spiders.scope import below
from spiders.walk import Walk


class FeedSpider(NewsSpider):
    """Reads feeds, and the older entries a feed links to: `scrapy crawl feed -a url=https://…`."""

    name = "feed"
    kind = "feed"

    def read(self, response: Response, walk: Walk) -> Iterator[Yielded]:
        """The articles of a feed, then its page of older entries."""
        try:
            feed = parse_feed(response.body, response.url)
        except UnreadableListing as error:
            walk.fail(str(error))
            yield listing_page(response, self.kind, problem=str(error))
            return
        items = below(self.spec.path_prefix, feed.items)
        if not items:
            problem = f"no article links found in the feed {response.url}"
            walk.empty_page(problem, None)
            yield listing_page(response, self.kind, problem=problem)
            return
        older = NextPage(url=feed.next, family="feed") if feed.next else None
        yield from self.listed(response, walk, items, Pager(family="feed", next=older))
