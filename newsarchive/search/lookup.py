"""Asks an open index: which articles, in which order, how many by source and month."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import tantivy

from newsarchive.core.errors import UsageError
from newsarchive.search.compile import Compiler
from newsarchive.search.errors import damage_named
from newsarchive.search.nodes import Query
from newsarchive.search.opened import OpenIndex
from newsarchive.search.results import Facet, Filters, Hit, Results, Sort

_MOST_SOURCES = 10_000
_MOST_MONTHS = 12_000
_AGGREGATIONS = {
    "source": {"terms": {"field": "source", "size": _MOST_SOURCES}},
    "month": {"terms": {"field": "month", "size": _MOST_MONTHS, "order": {"_key": "asc"}}},
}


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
    """Return what an index has for a query, without facets if not wanted; raises IndexDamaged."""
    searcher = opened.searcher()
    with damage_named(opened.folder):
        compiled = Compiler(searcher, opened.schema).compiled(query.root, filters)
        total, hits = _hits(searcher, compiled, page)
        counted = searcher.aggregate(compiled, _AGGREGATIONS) if page.facets else {}
    sources = (Facet(str(key), count) for key, count in _buckets(counted, "source"))
    months = (Facet(_month(key), count) for key, count in _buckets(counted, "month"))
    return Results(total, hits, tuple(sources), tuple(months))


def matching_ids(opened: OpenIndex, query: Query, filters: Filters) -> list[int]:
    """Return the ids of all articles that match, ascending; raises IndexDamaged."""
    searcher = opened.searcher()
    with damage_named(opened.folder):
        compiled = Compiler(searcher, opened.schema).compiled(query.root, filters)
        found = searcher.search(
            compiled,
            limit=max(1, searcher.num_docs),
            count=False,
            order_by_field="id",
            order=tantivy.Order.Asc,
        )
    return [int(article_id) for article_id, _ in found.hits]


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
        order_by_field="at" if by_date else None,
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


def _buckets(counted: Mapping[str, Any], name: str) -> Iterator[tuple[Any, int]]:
    buckets = counted[name]["buckets"] if counted else ()
    return ((bucket["key"], int(bucket["doc_count"])) for bucket in buckets)


def _month(number: float) -> str:
    return f"{int(number) // 100:04d}-{int(number) % 100:02d}"
