"""Asks an open index: which articles, in which order, how many by source and month."""

import dataclasses
import itertools
from collections.abc import Iterator

from newsarchive.core.errors import UsageError
from newsarchive.search.collapse import ids_of_stories, one_a_story
from newsarchive.search.compile import Compiler
from newsarchive.search.cursor import Cursor, digest, read_cursor
from newsarchive.search.errors import damage_named
from newsarchive.search.facets import count_facets
from newsarchive.search.nodes import Query, wanted_terms
from newsarchive.search.opened import OpenIndex
from newsarchive.search.ranking import Match, Matches
from newsarchive.search.results import Facets, Filters, Hit, Results, Sort


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which results are wanted; raises UsageError for a negative limit or offset.

    `cursor` is that of the page before, from which `offset` counts on.
    """

    limit: int
    offset: int
    sort: Sort
    facets: bool
    cursor: str | None

    def __post_init__(self) -> None:
        """Check the numbers."""
        for name in ("limit", "offset"):
            if getattr(self, name) < 0:
                raise UsageError(f"{name} is {getattr(self, name)}; it must be 0 or more")


def look_up(opened: OpenIndex, query: Query, filters: Filters, page: Page) -> Results:
    """Return what an index has for a query, without facets if not wanted.

    Raises IndexDamaged, and UsageError where the cursor belongs to another search.
    """
    asked = digest(query, filters, page.sort)
    after = None if page.cursor is None else read_cursor(page.cursor, asked)
    searcher = opened.searcher()
    with damage_named(opened.folder):
        compiled = Compiler(searcher, opened.schema).compiled(query.root, filters)
        matches = Matches(searcher, opened.schema, compiled)
        facets = count_facets(searcher, compiled) if page.facets else Facets()
        found, is_last = _page(matches, query, page, after)
        total = matches.total
    sort = _sort(query, page.sort)
    hits = tuple(
        Hit(match.article_id, match.key if sort == "relevance" else None, tellings)
        for match, tellings in found
    )
    last = None if is_last or not found else found[-1][0]
    cursor = Cursor(last.key, last.article_id, last.rank, asked).word() if last else None
    return Results(total, hits, facets, cursor)


def matching_ids(opened: OpenIndex, query: Query, filters: Filters) -> list[int]:
    """Return the ids of all articles that match, ascending; raises IndexDamaged.

    Where the query wants one article a story, so does this.
    """
    searcher = opened.searcher()
    with damage_named(opened.folder):
        compiled = Compiler(searcher, opened.schema).compiled(query.root, filters)
        matches = Matches(searcher, opened.schema, compiled)
        if query.collapse:
            return ids_of_stories(matches)
        return [match.article_id for match in matches.all()]


def _page(
    matches: Matches, query: Query, page: Page, after: Cursor | None
) -> tuple[list[tuple[Match, int | None]], bool]:
    """The matches of a page, each with the number of its tellings, and whether none come after."""
    wanted = page.offset + page.limit + 1
    in_order = matches.in_order(_sort(query, page.sort), after, wanted)
    told: Iterator[tuple[Match, int | None]]
    if query.collapse:
        told = one_a_story(in_order, matches, wanted)
    else:
        told = ((match, None) for match in in_order)
    found = list(itertools.islice(told, page.offset, wanted))
    return found[: page.limit], len(found) <= page.limit


def _sort(query: Query, sort: Sort) -> Sort:
    """Without a word to be relevant to, articles come by time."""
    return "newest" if sort == "relevance" and not wanted_terms(query.root) else sort
