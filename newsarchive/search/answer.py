"""The whole answer to a query: index and database together."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from newsarchive.core.article_json import article_json
from newsarchive.search.errors import IndexDamaged
from newsarchive.search.filters import Filters, Sort
from newsarchive.search.index import SearchIndex
from newsarchive.search.lookup import FacetCount, FacetName, Results
from newsarchive.search.matches import Range, match_ranges
from newsarchive.search.nodes import Query
from newsarchive.search.snippet import Snippet, snippet
from storage.articles import ArticleRepository
from storage.engine import Database
from storage.records import ArticleRecord

_NO_FILTERS = Filters()


@dataclasses.dataclass(frozen=True, slots=True)
class AnswerHit:
    """An article that was found, with where its title matches, and its best passage."""

    article: ArticleRecord
    score: float | None
    title_ranges: tuple[Range, ...]
    snippet: Snippet


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """`total` articles match, of which `hits` are shown; `facets` as in Results."""

    total: int
    hits: tuple[AnswerHit, ...]
    facets: Mapping[FacetName, tuple[FacetCount, ...]]


def answer(
    index: SearchIndex,
    database: Database,
    query: Query,
    *,
    filters: Filters = _NO_FILTERS,
    limit: int = 10,
    offset: int = 0,
    sort: Sort = "relevance",
) -> Answer:
    """Return what the archive has for a query; an index found damaged is built anew first.

    Articles that were removed since the index last caught up are left out.
    """

    def ask() -> Results:
        return index.search(query, filters=filters, limit=limit, offset=offset, sort=sort)

    try:
        results = ask()
    except IndexDamaged:
        index.catch_up(database)
        results = ask()
    records = ArticleRepository(database).get_many(hit.article_id for hit in results.hits)
    scores = {hit.article_id: hit.score for hit in results.hits}
    hits = tuple(_hit(record, scores[record.id], query) for record in records)
    return Answer(results.total, hits, results.facets)


def _hit(record: ArticleRecord, score: float | None, query: Query) -> AnswerHit:
    current = record.current
    title_ranges = tuple(match_ranges(query, current.title, title=True))
    return AnswerHit(record, score, title_ranges, snippet(current.text, query))


def answer_json(found: Answer) -> dict[str, Any]:
    """Return an answer as a JSON object.

    A hit has the fields of an article, and `score` (null when sorted by date), `snippet` (a
    passage of the text) and `highlights`: begin and end of each match, in characters of `snippet`
    and of `title`.
    """
    return {
        "total": found.total,
        "hits": [_hit_json(hit) for hit in found.hits],
        "facets": {
            name: [dataclasses.asdict(count) for count in counts]
            for name, counts in found.facets.items()
        },
    }


def _hit_json(hit: AnswerHit) -> dict[str, Any]:
    return {
        **article_json(hit.article),
        "score": hit.score,
        "snippet": hit.snippet.text,
        "highlights": {
            "title": [list(place) for place in hit.title_ranges],
            "snippet": [list(place) for place in hit.snippet.ranges],
        },
    }
