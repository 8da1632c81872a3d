"""Asks an open index: which articles, in which order, how many by source and month."""

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal

import tantivy

from newsarchive.core.errors import UsageError
from newsarchive.search.compile import Compiler
from newsarchive.search.errors import damage_named
from newsarchive.search.filters import Filters, Sort
from newsarchive.search.nodes import Query
from newsarchive.search.opened import OpenIndex

FacetName = Literal["source", "month"]

_MOST_SOURCES = 10_000
_MOST_MONTHS = 12_000
_AGGREGATIONS = {
    "source": {"terms": {"field": "source", "size": _MOST_SOURCES}},
    "month": {"terms": {"field": "month", "size": _MOST_MONTHS, "order": {"_key": "asc"}}},
}


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found; `score` is None where the order is by date."""

    article_id: int
    score: float | None


@dataclasses.dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of all results have a value: a source's name, or a month such as 2023-06."""

    value: str
    count: int


@dataclasses.dataclass(frozen=True, slots=True)
class Results:
    """`total` articles match; `hits` are those of the page asked for.

    `facets` count all results: sources by falling count, months in order of time.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[FacetName, tuple[FacetCount, ...]]


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """Which results are wanted; raises UsageError for a negative limit or offset."""

    limit: int
    offset: int
    sort: Sort
    facets: bool

    def __post_init__(self) -> None:
        """Check the numbers."""
        for name in ("limit", "offset"):
            if getattr(self, name) < 0:
                raise UsageError(f"{name} is {getattr(self, name)}; it must be 0 or more")


def look_up(opened: OpenIndex, query: Query, filters: Filters, page: Page) -> Results:
    """Return what an index has for a query; raises IndexDamaged."""
    searcher = opened.searcher()
    with damage_named(opened.folder):
        compiled = Compiler(searcher, opened.schema).compiled(query.root, filters)
        total, hits = _hits(searcher, compiled, page)
        counted = searcher.aggregate(compiled, _AGGREGATIONS) if page.facets else {}
    return Results(total, hits, {name: _counts(name, counted) for name in ("source", "month")})


def _hits(
    searcher: tantivy.Searcher, query: tantivy.Query, page: Page
) -> tuple[int, tuple[Hit, ...]]:
    # The engine makes room for as many results as are asked for, and for at least one.
    offset = min(page.offset, searcher.num_docs)
    limit = max(1, min(page.limit, searcher.num_docs - offset))
    by_date = page.sort != "relevance"
    result = searcher.search(
        query,
        limit=limit,
        offset=offset,
        order_by_field="published" if by_date else None,
        order=tantivy.Order.Asc if page.sort == "oldest" else tantivy.Order.Desc,
    )
    found = result.hits[: page.limit]
    ids = searcher.fast_field_values("id", [address for _, address in found])
    hits = tuple(
        Hit(int(article_id), None if by_date else float(score))
        for (score, _), article_id in zip(found, ids, strict=True)
        if article_id is not None
    )
    return int(getattr(result, "count", 0)), hits


def _counts(name: FacetName, counted: Mapping[str, Any]) -> tuple[FacetCount, ...]:
    buckets = counted.get(name, {}).get("buckets", ())
    return tuple(FacetCount(_value(name, item["key"]), int(item["doc_count"])) for item in buckets)


def _value(name: FacetName, key: Any) -> str:
    return f"{int(key) // 100:04d}-{int(key) % 100:02d}" if name == "month" else str(key)
