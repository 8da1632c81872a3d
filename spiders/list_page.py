"""The spider `list_page`: a news column, page after page, and the articles it lists.

A column whose rows a script fetches is a shell: its interface is asked instead, and the rows of
the page itself count only where that brings none.
"""

import dataclasses
from collections.abc import Iterator

from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.base import FIRST_ERROR_STATUS, NewsSpider, Yielded
from spiders.charset import decode_html
from spiders.document import ListDocument, parse_document
from spiders.items import FailedRequest
from spiders.listing import read_document
from spiders.pagination.answer import first_request
from spiders.pagination.base import NextPage, Pager
from spiders.pagination.find import find_pager
from spiders.received import listing_page
from spiders.rows.base import Listing
from spiders.stub import stub_target
from spiders.walk import Walk

_SERVER_ERROR = 500
_NO_SUCH_PAGE = (400, 404)


class ListPageSpider(NewsSpider):
    """Reads the list pages of a column: `scrapy crawl list_page -a url=https://…`."""

    name = "list_page"
    kind = "list_page"

    def read_listing(self, response: Response) -> Iterator[Yielded]:
        """What a list page leads to; an interface that fails leads back to its page's own rows."""
        shell, walk = response.meta.get("shell"), response.meta["walk"]
        if _is_past_the_end(response):
            walk.end("the interface has no further page")
            yield listing_page(response, self.kind)
            yield from self._look_from_the_start(walk)
            return
        if shell is None or response.status < FIRST_ERROR_STATUS:
            yield from super().read_listing(response)
            return
        problem = f"{response.url} answered with status {response.status}"
        lasting = response.status < _SERVER_ERROR
        yield from self._read_shell(shell, walk, problem, lasting=lasting)

    def listing_failed(self, failure: Failure) -> Iterator[Yielded]:
        """A list that could not be fetched; of an interface, its page's own rows are taken."""
        meta = failure.request.meta  # type: ignore[attr-defined]
        if meta.get("shell") is None:
            yield from super().listing_failed(failure)
            return
        failed = next(iter(super().listing_failed(failure)))
        yield failed
        yield from self._read_shell(meta["shell"], meta["walk"], None, lasting=False)

    def read(self, response: Response, walk: Walk) -> Iterator[Yielded]:
        """The articles of a list page, then its next page; a stub leads to its sub-column."""
        asked: NextPage | None = response.meta.get("page")
        document = _document(response, walk, asked)
        listing = read_document(document)
        pager = find_pager(document, family=self.spec.pagination, previous=asked)
        instead = _instead(document, listing, pager) or _from_one(asked, listing, walk)
        if instead and (following := walk.detour(instead)):
            request = self.list_request(walk, following)
            request.meta["shell"] = response if instead.brings_first_rows else None
            yield request
        elif not listing.items and (shell := response.meta.get("shell")) is not None:
            problem = f"no article links found on {response.url}"
            yield from self._read_shell(shell, walk, problem, lasting=True)
        else:
            yield from self._take(response, walk, listing, pager)

    def _take(
        self, response: Response, walk: Walk, listing: Listing, pager: Pager | None
    ) -> Iterator[Yielded]:
        if not listing.items:
            problem = f"no article links found on {response.url}"
            walk.empty_page(problem, pager.pages if pager else None)
            yield listing_page(response, self.kind, problem=problem)
            return
        yield from self.listed(response, walk, listing.items, pager)

    def _read_shell(
        self, shell: Response, walk: Walk, problem: str | None, *, lasting: bool
    ) -> Iterator[Yielded]:
        """The rows that a page holds itself, since its interface brought none.

        Unless that is `lasting`, the walk is unfinished, and the page is not kept as its list: a
        later crawl must ask the interface again even where the page has not changed.
        """
        document = _document(shell, walk, None)
        listing = read_document(document)
        pager = find_pager(document, family=self.spec.pagination, shell=False)
        if lasting and listing.items:
            yield from self._take(shell, walk, listing, pager)
            return
        if problem:
            walk.fail(problem)
            yield FailedRequest(url=shell.url, reason=problem, kind="http")
        _, wanted = self.wanted(walk, listing.items)
        yield from self.article_requests(wanted, "list_page")


def _is_past_the_end(response: Response) -> bool:
    """Whether an interface was asked for a page that it has not: WordPress answers with 400."""
    asked: NextPage | None = response.meta.get("page")
    is_further = asked is not None and asked.api is not None and (asked.number or 1) > 1
    return is_further and response.status in _NO_SUCH_PAGE


def _document(response: Response, walk: Walk, asked: NextPage | None) -> ListDocument:
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    text = decode_html(response.body, content_type)
    api = asked.api if asked else None
    if api:
        return parse_document(text, response.url, base=api.base, item_url=api.item_url)
    # Some systems name the column in the fragment, which no server is sent.
    fragment = walk.url.partition("#")[2] if asked is None else ""
    return parse_document(text, f"{response.url}#{fragment}" if fragment else response.url)


def _instead(document: ListDocument, listing: Listing, pager: Pager | None) -> NextPage | None:
    """The request that stands in for a page: of a shell's interface, of a stub's sub-column."""
    if pager and pager.next and pager.next.brings_first_rows:
        return pager.next
    if listing.items:
        return None
    target = stub_target(document)
    return NextPage(url=target, family="stub") if target else None


def _from_one(asked: NextPage | None, listing: Listing, walk: Walk) -> NextPage | None:
    """The same page of an interface that turns out to count from 1, though its script has a 0.

    Such a server answers the request for page 0 with nothing, or with page 1.
    """
    api = asked.api if asked else None
    if asked is None or asked.number is None or api is None or api.first:
        return None
    nothing = asked.number == 1 and not listing.items
    if nothing or (asked.number == 2 and walk.has_read(listing.items)):  # noqa: PLR2004
        return first_request(dataclasses.replace(api, first=1), asked.family, asked.number)
    return None
