"""What a search may be narrowed by, and what it gives."""

import dataclasses
import datetime as dt
from typing import Literal

Sort = Literal["relevance", "newest", "oldest"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What every hit must meet besides the query.

    `sources` are names, any of which will do; `publisher` is the credited outlet or a part of its
    name; `since` is the first moment wanted, `until` the first no longer wanted. An article
    without a publication time counts as published when it was first seen.
    """

    sources: tuple[str, ...] = ()
    publisher: str | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything passes."""
        return self == Filters()


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """An article found; `score` grows with relevance, None where the order is by time.

    `tellings` counts the articles of its story that were found, itself included; None where not
    only one of them was wanted.
    """

    article_id: int
    score: float | None
    tellings: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Facet:
    """How many of all results share a value."""

    value: str
    count: int


@dataclasses.dataclass(frozen=True, slots=True)
class Facets:
    """How many of all results share a source, a publisher, an author, a month (`2023-06`).

    Months stand in order of time, all others by count, the largest first. Outlets and authors
    whose names differ only in script count as one.
    """

    source: tuple[Facet, ...] = ()
    publisher: tuple[Facet, ...] = ()
    author: tuple[Facet, ...] = ()
    month: tuple[Facet, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Results:
    """The hits asked for out of `total` articles found.

    `cursor` asks for what comes after them, None after the last.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Facets = Facets()
    cursor: str | None = None

    @property
    def ids(self) -> list[int]:
        """The articles found, in order."""
        return [hit.article_id for hit in self.hits]
