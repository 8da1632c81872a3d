"""Counts of all results by source, publisher, author and month."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import tantivy

from newsarchive.search.results import Facet, Facets
from newsarchive.text.fold import fold

_MOST_SOURCES = 10_000
_MOST_MONTHS = 12_000
_MOST_NAMES = 50
_NAMES_A_FILE = 500
"""Of a file of the index only so many names are looked at, the most frequent ones."""


def _names(field: str) -> dict[str, Any]:
    return {"terms": {"field": field, "size": _MOST_NAMES, "segment_size": _NAMES_A_FILE}}


_AGGREGATIONS = {
    "source": {"terms": {"field": "source", "size": _MOST_SOURCES}},
    "publisher": _names("publisher_name"),
    "author": _names("author_name"),
    "month": {"terms": {"field": "month", "size": _MOST_MONTHS, "order": {"_key": "asc"}}},
}


def count_facets(searcher: tantivy.Searcher, query: tantivy.Query) -> Facets:
    """Return the counts; of publishers and authors the most frequent ones."""
    counted = searcher.aggregate(query, _AGGREGATIONS)
    return Facets(
        source=tuple(Facet(str(key), count) for key, count in _buckets(counted, "source")),
        publisher=_merged(_buckets(counted, "publisher")),
        author=_merged(_buckets(counted, "author")),
        month=tuple(Facet(_month(key), count) for key, count in _buckets(counted, "month")),
    )


def _buckets(counted: dict[str, Any], name: str) -> Iterator[tuple[Any, int]]:
    return ((bucket["key"], int(bucket["doc_count"])) for bucket in counted[name]["buckets"])


def _merged(buckets: Iterator[tuple[Any, int]]) -> tuple[Facet, ...]:
    """Names that are the same in one script count together, under the form that is used most."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for name, count in buckets:
        counts[fold(name)] += count
        shown.setdefault(fold(name), name)
    return tuple(Facet(shown[name], count) for name, count in counts.most_common())


def _month(number: float) -> str:
    return f"{int(number) // 100:04d}-{int(number) % 100:02d}"
