"""What a spider yields: pages as they were received, and what went wrong."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

FailureKind = Literal[
    "dns",
    "connect",
    "tls",
    "timeout",
    "robots",
    "refused",
    "too_large",
    "postponed",
    "http",
    "other",
]
Via = Literal["list_page", "feed", "sitemap", "direct", "retry", "revisit", "import", "warc"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CapturePlace:
    """Where the raw response lies: file within the WARC folder, offset and length of its member."""

    warc_file: str
    warc_offset: int
    warc_length: int
    payload_digest: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """One entry of a list page, feed or sitemap; `date_text` is the date as printed there."""

    url: str
    title: str | None = None
    date_text: str | None = None
    published_at: dt.datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """A response: `body` has its content coding undone but its charset not decoded.

    `headers` are pairs in the order received; `requested_url` is the address before redirects.
    """

    url: str
    requested_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: dt.datetime
    capture: CapturePlace | None = None

    def header(self, name: str) -> str | None:
        """Return the first value of a header, whatever its case, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def as_fields(self) -> dict[str, Any]:
        """Return what every page has, by field, to make a more particular page of this one."""
        names = [field.name for field in dataclasses.fields(FetchedPage)]
        return {name: getattr(self, name) for name in names}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(FetchedPage):
    """A page that ought to hold an article, and how it was found.

    `stubs` are pages that only led on to it, `parts` further pages of the article, both in order.
    """

    via: Via
    listed: ListedItem
    stubs: tuple[FetchedPage, ...] = ()
    parts: tuple[FetchedPage, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How far the walk through the list at `url` came: the last page read, as its request in JSON.

    `pages` counts those read till there. A `thorough` walk goes past known articles. `complete`
    tells that the walk came to its end. `rows` are the last addresses on the deepest page
    read, by which it is found again when rows came on top meanwhile.
    """

    url: str
    page: Mapping[str, Any]
    pages: int
    thorough: bool
    complete: bool = False
    rows: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage(FetchedPage):
    """A list page, feed or sitemap that was read: the items in it and those that were new.

    `wanted` are the items that the crawl goes on to ask for, `place` is where its walk stands after
    the page. `problem` says in words why nothing could be read from it, None when all is well.
    """

    kind: Literal["list_page", "feed", "sitemap"]
    items: tuple[ListedItem, ...]
    new: int
    wanted: tuple[ListedItem, ...] = ()
    place: Place | None = None
    problem: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile(FetchedPage):
    """A file that an article offers, as it was received, whatever its status."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FailedRequest:
    """A request without a usable response; `reason` is fit to be shown to a person."""

    url: str
    reason: str
    kind: FailureKind
    item: ListedItem | None = None
