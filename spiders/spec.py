"""CrawlSpec: all that one run of a spider needs to know."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Literal

from spiders.items import ListedItem, Place

SourceKind = Literal["list_page", "feed", "sitemap"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSpec:
    """One crawl of one source.

    `full` walks every list page, otherwise the spider stops where pages bring nothing new and
    `lookback` known items stand in a row: new ones have stood so deep behind known ones before.
    `since` leaves out articles listed as older; `retry` are addresses found before but not fetched.
    `revisits` are stored articles to be looked at again, `parts_of` the further parts of those
    that are cut into several pages. `pagination` names the family found by
    detection, None to look anew at each page. `path_prefix` keeps only sitemap or feed entries
    below that address.
    `resume` maps a list address to where its walk was interrupted.
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
    revisits: tuple[ListedItem, ...] = ()
    parts_of: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    lookback: int = 0
    resume: dict[str, Place] = dataclasses.field(default_factory=dict)


IsKnown = Callable[[str], bool]
"""Tells whether the archive already holds, or has already judged, the page at an address."""

Validators = tuple[str | None, str | None]
"""ETag and Last-Modified of an answer, to ask only for changes."""

ValidatorsOf = Callable[[str], Validators]
"""Tells the validators of the last good answer at an address."""
