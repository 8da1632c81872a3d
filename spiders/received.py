"""Responses as the pages that spiders yield."""

import datetime as dt

from scrapy.http import Response

from spiders.items import ArticlePage, FetchedPage, ListedItem, ListingPage, Place, Via
from spiders.spec import SourceKind


def article_page(response: Response, via: Via, listed: ListedItem) -> ArticlePage:
    """A response that ought to hold the article of a list entry, whatever its status."""
    return ArticlePage(**fetched_page(response).as_fields(), via=via, listed=listed)


def listing_page(
    response: Response,
    kind: SourceKind,
    *,
    items: tuple[ListedItem, ...] = (),
    new: int = 0,
    wanted: tuple[ListedItem, ...] = (),
    place: Place | None = None,
    problem: str | None = None,
) -> ListingPage:
    """A response that ought to hold a list, with what was read from it."""
    return ListingPage(
        **fetched_page(response).as_fields(),
        kind=kind,
        items=items,
        new=new,
        wanted=wanted,
        place=place,
        problem=problem,
    )


def fetched_page(response: Response) -> FetchedPage:
    """A response as it was received; `meta` has its WARC place and date, if it was kept."""
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    meta = response.meta
    requested = meta.get("requested_url") or (meta.get("redirect_urls") or [response.url])[0]
    return FetchedPage(
        url=response.url,
        requested_url=requested,
        status=response.status,
        headers=headers,
        body=response.body,
        fetched_at=meta.get("fetched_at") or dt.datetime.now(dt.UTC),
        capture=meta.get("capture"),
    )
