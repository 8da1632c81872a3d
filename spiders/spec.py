"""CrawlSpec: all that one run of a spider needs to know."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Literal

from spiders.items import ListedItem

SourceKind = Literal["list_page", "feed", "sitemap"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSpec:
    """One crawl of one source.

    `full` walks every list page, otherwise the spider stops where a page brings nothing new;
    `since` leaves out articles listed as older; `retry` are addresses that failed before.
    `pagination` names the family found by detection, None to look anew at each page.
    `conditional` maps a list address to its (ETag, Last-Modified) of the last crawl.
    `path_prefix` keeps only sitemap or feed entries below that address.
    """

    source: str
    kind: SourceKind
    urls: tuple[str, ...]
    full: bool = False
    max_pages: int = 50
    since: dt.datetime | None = None
    pagination: str | None = None
    path_prefix: str | None = None
    retry: tuple[ListedItem, ...] = ()
    conditional: dict[str, tuple[str | None, str | None]] = dataclasses.field(default_factory=dict)


IsKnown = Callable[[str], bool]
"""Tells whether the archive already holds, or has already judged, the page at an address."""
