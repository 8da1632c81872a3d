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
    """An article found; `score` grows with relevance, None where the order is by time."""

    article_id: int
    score: float | None


@dataclasses.dataclass(frozen=True, slots=True)
class Facet:
    """How many of all results share a value."""

    value: str
    count: int


@dataclasses.dataclass(frozen=True, slots=True)
class Results:
    """The hits asked for out of `total`; sources by count, months (`2023-06`) in order of time."""

    total: int
    hits: tuple[Hit, ...]
    sources: tuple[Facet, ...]
    months: tuple[Facet, ...]

    @property
    def ids(self) -> list[int]:
        """The articles found, in order."""
        return [hit.article_id for hit in self.hits]
