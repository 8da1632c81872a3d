"""The spider `sitemap`: sitemaps, the sitemaps within an index, and the pages they name."""

from collections.abc import Iterator

from scrapy.http import Response

from spiders.base import NewsSpider, Yielded
from spiders.errors import UnreadableListing
from spiders.feeds import parse_feed_date
from spiders.items import ListedItem
from spiders.received import listing_page
from spiders.scope import below
from spiders.sitemaps import parse_sitemap
from spiders.walk import Walk, is_before


class SitemapSpider(NewsSpider):
    """Reads sitemaps and indexes of them: `scrapy crawl sitemap -a url=https://…`.

    `max_pages` of the spec limits the number of sitemaps read.
    """

    name = "sitemap"
    kind = "sitemap"

    def read(self, response: Response, walk: Walk) -> Iterator[Yielded]:
        """The pages of a sitemap and the requests for its children."""
        try:
            sitemap = parse_sitemap(response.body, response.url)
        except UnreadableListing as error:
            walk.fail(str(error))
            yield listing_page(response, self.kind, problem=str(error))
            return
        items = self._changed(below(self.spec.path_prefix, sitemap.items))
        if not (sitemap.items or sitemap.children):
            problem = f"no addresses found in the sitemap {response.url}"
            walk.fail(problem)
            yield listing_page(response, self.kind, problem=problem)
            return
        new, wanted = self.wanted(walk, items)
        children = [
            self.list_request(self.begin(child.url))
            for child in self._changed(sitemap.children)
            if self._may_read(child.url, walk)
        ]
        walk.end("all sitemaps were read")
        place = walk.place(response.meta["page"])
        yield listing_page(response, self.kind, items=items, new=new, wanted=wanted, place=place)
        yield from self.article_requests(wanted, "sitemap")
        yield from children

    def _may_read(self, url: str, walk: Walk) -> bool:
        before = self.spec.resume.get(url)
        if any(other.url == url for other in self.walks) or (before and before.complete):
            return False
        if len(self.walks) >= self.spec.max_pages:
            walk.end(f"the limit of {self.spec.max_pages} sitemaps was reached (max_pages)")
            return False
        return True

    def _changed(self, items: tuple[ListedItem, ...]) -> tuple[ListedItem, ...]:
        """The items that changed since the spec's time: what was not, was not published since."""
        since = self.spec.since
        if since is None:
            return items
        dates = {item.url: parse_feed_date(item.date_text or "") for item in items}
        return tuple(
            item
            for item in items
            if (date := dates[item.url]) is None or not is_before(date, since)
        )
