"""`newsarchive search`: find articles, in either script."""

import dataclasses
from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.text import Text

from newsarchive.cli.archive import Archive, open_archive
from newsarchive.cli.finding import filters_of, open_index
from newsarchive.cli.options import (
    HomeOption,
    JsonOption,
    PublisherFilter,
    SinceFilter,
    SourceFilter,
    UntilFilter,
)
from newsarchive.cli.output import local_time, out, print_json
from newsarchive.core.article_json import article_json
from newsarchive.search.query import Query, parse_query
from newsarchive.search.results import Filters, Results, Sort
from newsarchive.search.snippet import Snippet, marks, snippet
from storage.records import ArticleRecord

FACETS_SHOWN = 6


def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="What to find; * for everything.")],
    source: SourceFilter = None,
    publisher: PublisherFilter = None,
    since: SinceFilter = None,
    until: UntilFilter = None,
    sort: Annotated[Sort, typer.Option(help="Order of the results.")] = "relevance",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Results shown.")] = 10,
    offset: Annotated[int, typer.Option(min=0, help="Results passed over.")] = 0,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find articles, in Simplified and Traditional Chinese alike.

    Words are AND; "a phrase", OR, -not, site: title: publisher: source: narrow it down.
    """
    archive = open_archive(home)
    filters = filters_of(source, publisher, since, until)
    found = find(archive, query, filters, sort=sort, limit=limit, offset=offset)
    if as_json:
        print_json(
            {
                "total": found.results.total,
                "hits": [_hit_json(*hit) for hit in found.hits],
                "facets": _facets_json(found.results),
            }
        )
    else:
        print_results(found, offset)


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: each hit with its article, score and passage."""

    query: Query
    results: Results
    hits: tuple[tuple[ArticleRecord, float | None, Snippet], ...]

    @property
    def records(self) -> list[ArticleRecord]:
        """The articles found, in order."""
        return [record for record, _, _ in self.hits]


def find(
    archive: Archive,
    query: str,
    filters: Filters | None = None,
    *,
    sort: Sort = "relevance",
    limit: int = 10,
    offset: int = 0,
) -> Found:
    """Search an archive; raises QueryError where the query cannot be read."""
    asked = parse_query(query)
    results = open_index(archive).search(asked, filters, sort=sort, limit=limit, offset=offset)
    records = {record.id: record for record in archive.articles.get_many(results.ids)}
    hits = tuple(
        (record, hit.score, snippet(record.current.text, asked))
        for hit in results.hits
        if (record := records.get(hit.article_id))
    )
    return Found(asked, results, hits)


def print_results(found: Found, offset: int = 0) -> None:
    """Print the hits with their passages, then how many there are and where."""
    for record, _, passage in found.hits:
        _print_hit(record, passage, found.query)
    _print_total(found.results, offset, len(found.hits))


def _hit_json(record: ArticleRecord, score: float | None, found: Snippet) -> dict[str, Any]:
    return {
        **article_json(record),
        "snippet": {"text": found.text, "marks": [list(mark) for mark in found.marks]},
        "score": score,
    }


def _facets_json(results: Results) -> dict[str, Any]:
    return {
        "source": [{"value": facet.value, "count": facet.count} for facet in results.sources],
        "month": [{"value": facet.value, "count": facet.count} for facet in results.months],
    }


def _print_hit(record: ArticleRecord, found: Snippet, asked: Query) -> None:
    current = record.current
    title = marked(current.title, marks(current.title, asked))
    title.stylize("bold")
    out.print(Text(f"{record.id:>6}  ", style="dim") + title)
    told = [local_time(current.published_at), current.publisher, record.source]
    if record.duplicate_of is not None:
        told.append(f"same text as {record.duplicate_of}")
    out.print(Text(f"{'':>8}" + " · ".join(filter(None, told)), style="dim"))
    before, after = ("…" if cut else "" for cut in found.cut)
    out.print(Text(f"{'':>8}{before}") + marked(found.text, found.marks) + Text(after))


def marked(text: str, places: Iterable[tuple[int, int]]) -> Text:
    """Return a text for the terminal with places set off."""
    shown = Text(text)
    for start, end in places:
        shown.stylize("bold red", start, end)
    return shown


def _print_total(results: Results, offset: int, shown: int) -> None:
    if not results.total:
        out.print("nothing found")
        return
    out.print(f"\n{offset + 1} to {offset + shown} of {results.total}")
    for name, facets in (("source", results.sources), ("month", results.months[-FACETS_SHOWN:])):
        told = ", ".join(f"{facet.value} {facet.count}" for facet in facets[:FACETS_SHOWN])
        out.print(Text(f"{name}: {told}", style="dim"))
