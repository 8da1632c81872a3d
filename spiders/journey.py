"""The way from a list's entry to its whole article: over stubs to the page, then over its parts.

A stub is a page that only leads on, such as to another site's article; a few in a row are followed.
An article cut into pages is one article, so that it is told only when its parts are there.
"""

import dataclasses

from spiders.charset import decode_html
from spiders.document import ListDocument, parse_document
from spiders.items import ArticlePage, FailedRequest, FetchedPage
from spiders.parts import may_have_parts, next_part
from spiders.stub import jump_target

MAX_STUBS = 3
MAX_PARTS = 40
MAX_STUB_BYTES = 32_768
"""A page longer than this is more than a stub."""

_OK = 200
_GONE = (404, 410)
_FIRST_ERROR = 400


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """What was fetched on the way to an article: stubs, its first page, further parts."""

    stubs: tuple[FetchedPage, ...] = ()
    first: ArticlePage | None = None
    parts: tuple[FetchedPage, ...] = ()

    @property
    def addresses(self) -> set[str]:
        """Every address asked for or come to on the way."""
        pages = [*self.stubs, *self.parts, *([self.first] if self.first else [])]
        return {url for page in pages for url in (page.url, page.requested_url)}


@dataclasses.dataclass(frozen=True, slots=True)
class Onward:
    """The address that the way leads on to, and what was fetched until there."""

    url: str
    journey: Journey


def step(page: ArticlePage, journey: Journey) -> Onward | ArticlePage | FailedRequest:
    """Where the way leads after a page: on, or to the whole article, or nowhere for now.

    A part that is gone for good is the last one; one that fails otherwise fails the article, since
    half of it would look like a change.
    """
    if journey.first is not None:
        return _after_part(page, journey, journey.first)
    if page.status != _OK:
        return _arrived(page, journey)
    target = _stub_target(page)
    seen = journey.addresses | {page.url, page.requested_url}
    if target and target not in seen and len(journey.stubs) < MAX_STUBS:
        return Onward(target, Journey(stubs=(*journey.stubs, page)))
    first = _arrived(page, journey)
    return _on_to_part(page, dataclasses.replace(journey, first=first), first)


def _arrived(page: ArticlePage, journey: Journey) -> ArticlePage:
    return dataclasses.replace(page, stubs=journey.stubs)


def _after_part(
    page: ArticlePage, journey: Journey, first: ArticlePage
) -> Onward | ArticlePage | FailedRequest:
    if page.status in _GONE:
        return dataclasses.replace(first, parts=(*journey.parts, page))
    if page.status >= _FIRST_ERROR:
        reason = f"a part of the article answered with status {page.status}"
        return FailedRequest(url=page.url, reason=reason, kind="http", item=page.listed)
    journey = dataclasses.replace(journey, parts=(*journey.parts, page))
    return _on_to_part(page, journey, first)


def _on_to_part(page: FetchedPage, journey: Journey, first: ArticlePage) -> Onward | ArticlePage:
    whole = dataclasses.replace(first, parts=journey.parts)
    if not may_have_parts(page.body, first.url):
        return whole
    url = next_part(_document(page), first.url)
    is_end = url is None or url in journey.addresses or len(journey.parts) >= MAX_PARTS
    return whole if is_end or url is None else Onward(url, journey)


def _stub_target(page: FetchedPage) -> str | None:
    return jump_target(_document(page)) if _may_be_stub(page.body) else None


def _may_be_stub(body: bytes) -> bool:
    """Whether a page is small enough, and has what sends a browser on."""
    small = len(body) <= MAX_STUB_BYTES
    return small and any(sign in body.lower() for sign in (b"location", b"refresh", b"submit("))


def _document(page: FetchedPage) -> ListDocument:
    return parse_document(decode_html(page.body, page.header("Content-Type")), page.url)
