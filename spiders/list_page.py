"""The spider `list_page`: a news column, page after page, and the articles it lists."""

from collections.abc import Iterator

from scrapy.http import Response

from spiders.base import NewsSpider, Yielded
from spiders.charset import decode_html
from spiders.document import parse_document
from spiders.listing import read_document
from spiders.pagination.find import find_pager
from spiders.received import listing_page
from spiders.stub import stub_target
from spiders.walk import Walk


class ListPageSpider(NewsSpider):
    """Reads the list pages of a column: `scrapy crawl list_page -a url=https://…`."""

    name = "list_page"
    kind = "list_page"

    def read(self, response: Response, walk: Walk) -> Iterator[Yielded]:
        """The articles of a list page, then its next page; a stub leads to its sub-column."""
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        document = parse_document(decode_html(response.body, content_type), response.url)
        listing = read_document(document)
        pager = find_pager(
            document, family=self.spec.pagination, previous=response.meta.get("page")
        )
        target = None if listing.items else stub_target(document)
        if target and (following := walk.detour(target)):
            yield self.list_request(walk, following)
            return
        if not listing.items:
            problem = f"no article links found on {response.url}"
            walk.empty_page(problem, pager.pages if pager else None)
            yield listing_page(response, self.kind, problem=problem)
            return
        new, wanted = self.wanted(listing.items)
        yield listing_page(response, self.kind, items=listing.items, new=new)
        following = walk.go_on(listing.items, new, pager)
        yield from self.article_requests(wanted, "list_page")
        if following:
            yield self.list_request(walk, following)
