"""The articles that match, in an order that does not depend on the files of the index.

By time no two articles stand in the same place. By relevance those of equal score do: they come by
their ids, the higher first, so that pages neither repeat nor miss one when files are merged.
"""

import dataclasses
import itertools
import operator
from collections.abc import Iterable, Iterator
from typing import Any

import tantivy

from newsarchive.search.cursor import Cursor
from newsarchive.search.results import Sort

_MOST_AT_ONCE = 5000
_LOOK_BACK = 200
"""So far the end of a page is first looked for around where it was."""

_EQUAL = 100
"""So many are read at once by score, so that one reading mostly has all of equal score."""

_LAST_PLACE = 2**62

_Found = tuple[float, int, tantivy.DocAddress]


@dataclasses.dataclass(frozen=True, slots=True)
class Match:
    """An article that matches; `key` is its score or its place in time.

    `rank` is how many matches stand up to it, itself included; `address` is its place in the files.
    """

    key: float
    article_id: int
    rank: int
    address: tantivy.DocAddress


class Matches:
    """What a query finds in the view of one commit."""

    def __init__(
        self, searcher: tantivy.Searcher, schema: tantivy.Schema, query: tantivy.Query
    ) -> None:
        self._searcher = searcher
        self._schema = schema
        self._query = query
        self._total: int | None = None

    @property
    def total(self) -> int:
        """How many there are."""
        if self._total is None:
            self._search(self._query, 1, 0)
        return self._total or 0

    def in_order(self, sort: Sort, after: Cursor | None, at_once: int) -> Iterator[Match]:
        """Yield the matches after the end of a page; `at_once` are read first, then ever more."""
        if sort == "relevance":
            return self._by_score(at_once) if after is None else self._after_score(after, at_once)
        return self._by_time(sort, after, at_once)

    def all(self) -> list[Match]:
        """Return all matches by their ids."""
        most = max(1, self._searcher.num_docs)
        found = self._search(self._query, most, 0, order_by_field="id", order=tantivy.Order.Asc)
        return list(_ranked(found, 0))

    def of_stories(self, stories: Iterable[int]) -> list[Match]:
        """Return the matches that belong to some stories, by their ids."""
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "story", story, "basic"))
            for story in stories
        ]
        query = _both(tantivy.Query.boolean_query(terms), self._query)
        order = tantivy.Order.Asc
        return list(
            _ranked(self._read(query, 10 * len(terms), order_by_field="id", order=order), 0)
        )

    def column(self, name: str, matches: Iterable[Match]) -> list[int]:
        """Return the number that each of the matches has in a field."""
        addresses = [match.address for match in matches]
        return [_number(value) for value in self._searcher.fast_field_values(name, addresses)]

    def _by_time(self, sort: Sort, after: Cursor | None, at_once: int) -> Iterator[Match]:
        is_upward = sort == "oldest"
        query = self._query
        if after is not None:
            query = _both(query, self._beyond(int(after.key), is_upward))
        order = tantivy.Order.Asc if is_upward else tantivy.Order.Desc
        return _ranked(self._read(query, at_once, order_by_field="order", order=order), 0)

    def _beyond(self, place: int, is_upward: bool) -> tantivy.Query:
        lower, upper = (place, _LAST_PLACE) if is_upward else (-_LAST_PLACE, place)
        return tantivy.Query.range_query(
            self._schema,
            "order",
            tantivy.FieldType.Integer,
            lower,
            upper,
            include_lower=not is_upward,
            include_upper=is_upward,
        )

    def _after_score(self, after: Cursor, at_once: int) -> Iterator[Match]:
        """What comes after an article, wherever it is now; where it is gone, after its rank."""
        close = max(0, after.rank - _LOOK_BACK)
        for start, end in ((close, after.rank + _LOOK_BACK), (0, after.rank + _MOST_AT_ONCE)):
            matches = self._by_score(end - start + at_once, start)
            for match in itertools.islice(matches, end - start):
                if match.article_id == after.article_id:
                    return matches
        return itertools.islice(self._by_score(after.rank + at_once), after.rank - 1, None)

    def _by_score(self, at_once: int, start: int = 0) -> Iterator[Match]:
        """From rank `start` on; a group of equal scores that may have begun before is left out."""
        # Months are large numbers whose logarithms hardly differ: they only part equal scores.
        at_once = max(at_once, _EQUAL)
        found = self._read(self._query, at_once, start, weight_by_field="month")
        rank = start
        for number, (_, group) in enumerate(itertools.groupby(found, operator.itemgetter(0))):
            equal = sorted(group, key=lambda one: -one[1])
            if start == 0 or number > 0:
                yield from _ranked(equal, rank)
            rank += len(equal)

    def _read(
        self, query: tantivy.Query, at_once: int, start: int = 0, **order: Any
    ) -> Iterator[_Found]:
        # The engine makes room for as many results as are asked for.
        most = max(1, min(_MOST_AT_ONCE, self._searcher.num_docs))
        while True:
            at_once = max(1, min(at_once, most))
            found = self._search(query, at_once, start, **order)
            yield from found
            if len(found) < at_once:
                return
            start += at_once
            at_once *= 4

    def _search(self, query: tantivy.Query, limit: int, start: int, **order: Any) -> list[_Found]:
        wants_total = query is self._query and self._total is None
        result = self._searcher.search(query, limit, count=wants_total, offset=start, **order)
        if wants_total:
            self._total = int(getattr(result, "count", 0))
        addresses = [address for _, address in result.hits]
        ids = map(_number, self._searcher.fast_field_values("id", addresses))
        keys = (key for key, _ in result.hits)
        return list(zip(keys, ids, addresses, strict=True))


def _ranked(found: Iterable[_Found], before: int) -> Iterator[Match]:
    for rank, (key, article_id, address) in enumerate(found, start=before + 1):
        yield Match(key, article_id, rank, address)


def _number(value: float | None) -> int:
    """The number of an article in a field; all articles have one in those that are read here."""
    return int(value or 0)


def _both(one: tantivy.Query, other: tantivy.Query) -> tantivy.Query:
    """The matches of one query that meet another as well, which does not count for the score."""
    silent = tantivy.Query.const_score_query(other, 0.0)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, one), (tantivy.Occur.Must, silent)])
