"""What a source knows about its pages and tells extraction."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """Knowledge of a source: charset label, time zone name, the site's own name as publisher.

    `host` is that of the source's own pages, None where it does not matter. `templates` are
    learned site templates, newest first, and `boilerplate` the lines that the source repeats, in
    the JSON form in which they are stored with the source.
    """

    encoding: str | None = None
    zone: str = "Asia/Shanghai"
    publisher: str | None = None
    host: str | None = None
    templates: tuple[Mapping[str, Any], ...] = ()
    boilerplate: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the list page, feed or sitemap said of an article before it was fetched."""

    title: str | None = None
    published_at: dt.datetime | None = None
