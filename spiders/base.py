"""NewsSpider: what the spiders of list pages, feeds and sitemaps share.

A spider takes a `CrawlSpec` and a function that tells known addresses, asks for the lists, and
for the articles in them that are not known, in list order, while the lists go on. It yields raw
pages and failures; it neither extracts nor saves.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.errors import SpiderError
from spiders.failures import failed_request
from spiders.items import ArticlePage, FailedRequest, ListedItem, ListingPage, Via
from spiders.journey import Journey, Onward, step
from spiders.pagination.base import NextPage, Pager
from spiders.place import page_from_json
from spiders.received import article_page, listing_page
from spiders.spec import CrawlSpec, IsKnown, SourceKind, Validators, ValidatorsOf
from spiders.walk import Walk, is_older

Yielded = scrapy.Request | ArticlePage | ListingPage | FailedRequest

_CONDITIONS = ("If-None-Match", "If-Modified-Since")
NOT_MODIFIED = 304
FIRST_ERROR_STATUS = 400
GONE_STATUSES = (404, 410)
SHORTEST_PAGE = 10
"""Rows that a list page has at least, as far as it has further ones."""


def never_known(_: str) -> bool:
    """The `is_known` of a spider that runs without an archive."""
    return False


def no_validators(_: str) -> Validators:
    """The `validators_of` of a spider that runs without an archive."""
    return None, None


class NewsSpider(scrapy.Spider):
    """A spider of one source; the subclasses name it and read one kind of list."""

    kind: ClassVar[SourceKind]
    # Statuses are judged here: a 404 is a finding about an article, not a reason to drop it.
    custom_settings = {"HTTPERROR_ALLOW_ALL": True}  # noqa: RUF012 - as Scrapy declares it

    def __init__(
        self,
        spec: CrawlSpec | None = None,
        is_known: IsKnown | None = None,
        url: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Take a spec, or an address for a run without an archive.

        Raises SpiderError where both are missing or the address is not http(s).
        """
        super().__init__(**kwargs)
        self.spec = spec or _spec_of(url, self.kind)
        self.is_known: IsKnown = is_known or never_known
        self.validators_of: ValidatorsOf = no_validators
        self.walks: list[Walk] = []
        self._requested: set[str] = set()
        self._retried = {item.url for item in self.spec.retry}
        self._sent = 0

    @property
    def walked_to_end(self) -> bool:
        """Whether every list was walked to its end or to where a stop rule holds."""
        return bool(self.walks) and all(walk.complete for walk in self.walks)

    @property
    def ended_because(self) -> str:
        """Why the lists ended, each reason once; empty while any goes on."""
        reasons = dict.fromkeys(walk.ended_because for walk in self.walks)
        return "" if "" in reasons else "; ".join(reasons)

    @property
    def news_depth(self) -> int | None:
        """How many known items stood above the deepest new one, None where nothing was new."""
        return max((walk.depth for walk in self.walks if walk.depth is not None), default=None)

    async def start(self) -> AsyncIterator[Any]:
        """The requests for the lists, the addresses not fetched before, and the articles due."""
        for url in self.spec.urls:
            yield self.first_request(url)
        for item in self.spec.retry:
            for request in self.article_requests((item,), "retry"):
                yield request
        for request in self.article_requests(self.spec.revisits, "revisit"):
            yield request

    def first_request(self, url: str) -> scrapy.Request:
        """The request that begins a walk, where it was interrupted if it was."""
        place = self.spec.resume.get(url)
        if place is None or (self.spec.full and not place.thorough):
            return self.list_request(self.begin(url, thorough=self.spec.full))
        if place.complete:
            return self.list_request(self.begin(url))
        walk = self.begin(url, thorough=place.thorough)
        page = page_from_json(place.page)
        walk.resume_at(page, place.pages, place.rows)
        return self.list_request(walk, page if walk.began_late else None)

    def begin(self, url: str, *, thorough: bool = False) -> Walk:
        """A new walk from an address."""
        walk = Walk(url, self.spec, thorough=thorough)
        self.walks.append(walk)
        return walk

    def list_request(self, walk: Walk, following: NextPage | None = None) -> scrapy.Request:
        """The request for the first page of a walk, or for a further one."""
        page = following or NextPage(url=walk.url, family="start")
        headers = dict(page.headers)
        if page.method == "GET" and self._may_be_unchanged(walk):
            headers |= self._validators(page.url)
        meta = {"walk": walk, "page": following, "requested_url": page.url}
        options: dict[str, Any] = {
            "headers": headers,
            "callback": self.read_listing,
            "errback": self.listing_failed,
            "meta": meta,
            "dont_filter": True,
            "priority": self._next_priority(),
        }
        if page.body:
            return scrapy.Request(page.url, method=page.method, body=page.body, **options)
        if page.method == "POST":
            return scrapy.FormRequest(page.url, formdata=list(page.form), **options)
        return scrapy.Request(page.url, **options)

    def article_requests(self, items: Sequence[ListedItem], via: Via) -> Iterator[scrapy.Request]:
        """The requests for items, in order, each address once in a run."""
        for item in items:
            if item.url in self._requested or not _is_web_address(item.url):
                continue
            self._requested.add(item.url)
            yield scrapy.Request(
                item.url,
                callback=self.read_article,
                errback=self.article_failed,
                headers=self._validators(item.url) if via == "revisit" else None,
                meta={"listed": item, "via": via, "requested_url": item.url},
                dont_filter=True,
                priority=self._next_priority(),
            )

    def wanted(self, walk: Walk, items: Sequence[ListedItem]) -> tuple[int, tuple[ListedItem, ...]]:
        """How many items of a page are new to the archive, and those of them to be asked for."""
        since = self.spec.since
        new = walk.news(
            items, lambda item: item.url not in self._retried and not self.is_known(item.url)
        )
        return len(new), tuple(item for item in new if not (since and is_older(item, since)))

    def listed(
        self, response: Response, walk: Walk, items: tuple[ListedItem, ...], pager: Pager | None
    ) -> Iterator[Yielded]:
        """A list page with items, the requests for the new ones, and that for its next page."""
        new, wanted = self.wanted(walk, items)
        following = walk.go_on(items, new, pager)
        place = walk.place(response.meta["page"], items)
        yield listing_page(response, self.kind, items=items, new=new, wanted=wanted, place=place)
        yield from self.article_requests(wanted, self.kind)
        if following:
            yield self.list_request(walk, following)

    def read_listing(self, response: Response) -> Iterator[Yielded]:
        """What a list page, feed or sitemap leads to; answers that hold none end their walk."""
        walk: Walk = response.meta["walk"]
        if response.status == NOT_MODIFIED:
            walk.end("the list has not changed since the last crawl")
            yield listing_page(response, self.kind)
        elif response.status >= FIRST_ERROR_STATUS:
            problem = f"{response.url} answered with status {response.status}"
            walk.fail(problem, stuck=response.status in GONE_STATUSES)
            yield listing_page(response, self.kind, problem=problem)
        else:
            yield from self.read(response, walk)
        yield from self._look_from_the_start(walk)

    def read(self, response: Response, walk: Walk) -> Iterator[Yielded]:
        """What a successful answer leads to."""
        raise NotImplementedError

    def read_article(self, response: Response) -> Iterator[Yielded]:
        """The page of an article, whatever its status, or the request that the way leads on to."""
        meta = response.meta
        page = article_page(response, meta["via"], meta["listed"])
        parts = self.spec.parts_of.get(page.listed.url, ())
        if page.status == NOT_MODIFIED and parts:
            yield self._part_request(page, parts)
            return
        outcome = step(page, meta.get("journey") or Journey())
        if not isinstance(outcome, Onward):
            yield outcome
            return
        yield scrapy.Request(
            outcome.url,
            callback=self.read_article,
            errback=self.article_failed,
            headers={"Referer": response.url},
            meta={
                "listed": meta["listed"],
                "via": meta["via"],
                "requested_url": outcome.url,
                "journey": outcome.journey,
            },
            dont_filter=True,
            priority=self._next_priority(),
        )

    def _part_request(self, page: ArticlePage, parts: Sequence[str]) -> scrapy.Request:
        """The request that asks whether the next part of an unchanged first page has changed."""
        return scrapy.Request(
            parts[0],
            callback=self.read_part,
            errback=self.article_failed,
            headers=self._validators(parts[0]),
            meta={
                "listed": page.listed,
                "via": page.via,
                "requested_url": parts[0],
                "first": page,
                "parts": tuple(parts[1:]),
            },
            dont_filter=True,
            priority=self._next_priority(),
        )

    def read_part(self, response: Response) -> Iterator[Yielded]:
        """A part looked at again: the next one, the unchanged article, or all of it anew."""
        meta = response.meta
        page: ArticlePage = meta["first"]
        if response.status != NOT_MODIFIED:
            self._requested.discard(page.listed.url)
            for request in self.article_requests((page.listed,), "revisit"):
                for name in _CONDITIONS:
                    request.headers.pop(name, None)
                yield request
        elif meta["parts"]:
            yield self._part_request(page, meta["parts"])
        else:
            yield page

    def listing_failed(self, failure: Failure) -> Iterator[Yielded]:
        """A list that could not be fetched: its walk ends, unfinished."""
        meta = failure.request.meta  # type: ignore[attr-defined]
        failed = failed_request(failure, meta["requested_url"], None)
        meta["walk"].fail(failed.reason)
        yield failed
        yield from self._look_from_the_start(meta["walk"])

    def article_failed(self, failure: Failure) -> Iterator[Yielded]:
        """An article that could not be fetched."""
        meta = failure.request.meta  # type: ignore[attr-defined]
        yield failed_request(failure, meta["requested_url"], meta["listed"])

    def _look_from_the_start(self, walk: Walk) -> Iterator[scrapy.Request]:
        """After a resumed walk: look at what came on top meanwhile; anew where it led nowhere."""
        if walk.began_late and walk.ended_because:
            leads_nowhere = not walk.has_begun and not walk.complete
            if leads_nowhere:
                self.walks.remove(walk)
            yield self.list_request(self.begin(walk.url, thorough=leads_nowhere and walk.thorough))

    def _may_be_unchanged(self, walk: Walk) -> bool:
        """Whether a list page that has not changed tells all: nothing new can stand behind it."""
        return not (walk.thorough or walk.resumed) and self.spec.lookback < SHORTEST_PAGE

    def _validators(self, url: str) -> dict[str, str]:
        etag, modified = self.validators_of(url)
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        return {name: value for name, value in headers.items() if value}

    def _next_priority(self) -> int:
        """Priorities that fall, so that requests leave in the order they were found."""
        self._sent += 1
        return -self._sent


def _spec_of(url: str | None, kind: SourceKind) -> CrawlSpec:
    if not url or not _is_web_address(url):
        raise SpiderError(
            f"spider {kind} needs an http(s) address: scrapy crawl {kind} -a url=https://…"
        )
    return CrawlSpec(source=urlsplit(url).netloc, kind=kind, urls=(url,))


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
