"""`newsarchive search`: find articles, in either script."""

import dataclasses
from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.cells import cell_len
from rich.text import Text

from newsarchive.cli.archive import Archive, open_archive
from newsarchive.cli.bars import bars
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
from newsarchive.search.language import EXAMPLES
from newsarchive.search.nodes import names_stories
from newsarchive.search.query import Query, parse_query
from newsarchive.search.results import Filters, Hit, Results, Sort
from newsarchive.search.snippet import Snippet, marks, snippet
from storage.records import ArticleRecord

FACETS_SHOWN = 6


def _help() -> str:
    widest = max(cell_len(example.query) for example in EXAMPLES)
    lines = [
        f"  {example.query}{' ' * (widest - cell_len(example.query))}  {example.finds}"
        for example in EXAMPLES
    ]
    return "\n".join(
        [
            "Find articles, in Simplified and Traditional Chinese alike.",
            "",
            "One article of each story is shown, unless --all-tellings or --json asks for all.",
            "",
            "\b",
            "Queries:",
            *lines,
        ]
    )


def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="What to find; * for everything.")],
    source: SourceFilter = None,
    publisher: PublisherFilter = None,
    since: SinceFilter = None,
    until: UntilFilter = None,
    sort: Annotated[Sort, typer.Option(help="Order of the results.")] = "relevance",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Results shown.")] = 10,
    offset: Annotated[int, typer.Option(min=0, help="Results passed over.")] = 0,
    cursor: Annotated[
        str | None, typer.Option(help="Go on after the page that printed this.")
    ] = None,
    all_tellings: Annotated[
        bool, typer.Option("--all-tellings", help="Show every article of a story.")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find articles."""
    archive = open_archive(home, only_reads=True)
    asked = parse_query(query)
    collapse = asked.collapse or not (as_json or names_stories(asked.root))
    asked = dataclasses.replace(asked, collapse=collapse and not all_tellings)
    filters = filters_of(source, publisher, since, until)
    found = find(archive, asked, filters, sort=sort, limit=limit, offset=offset, cursor=cursor)
    if as_json:
        print_json(_results_json(found))
    else:
        print_results(found)


search.__doc__ = _help()


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: each hit with its article and passage."""

    query: Query
    results: Results
    hits: tuple[tuple[ArticleRecord, Hit, Snippet], ...]

    @property
    def records(self) -> list[ArticleRecord]:
        """The articles found, in order."""
        return [record for record, _, _ in self.hits]


def find(archive: Archive, asked: Query, filters: Filters | None = None, **page: Any) -> Found:
    """Search an archive; `page` is what SearchIndex.search takes for sort, limit and the rest."""
    results = open_index(archive).search(asked, filters, **page)
    records = {record.id: record for record in archive.articles.get_many(results.ids)}
    hits = tuple(
        (record, hit, snippet(record.current.text, asked))
        for hit in results.hits
        if (record := records.get(hit.article_id))
    )
    return Found(asked, results, hits)


def print_results(found: Found) -> None:
    """Print the hits with their passages, then how many there are, where and when."""
    for record, hit, passage in found.hits:
        _print_hit(record, hit, passage, found.query)
    results = found.results
    if not results.total:
        out.print("nothing found")
        return
    each = ", one of each story" if found.query.collapse else ""
    out.print(f"\n{len(found.hits)} of {results.total} articles found{each}")
    for name in ("source", "publisher", "author"):
        facets = getattr(results.facets, name)[:FACETS_SHOWN]
        if facets:
            told = ", ".join(f"{facet.value} {facet.count}" for facet in facets)
            out.print(Text(f"{name}: {told}", style="dim"))
    for line in bars(results.facets.month):
        out.print(Text(line, style="dim"))
    if results.cursor:
        out.print(Text(f"the next ones: --cursor {results.cursor}", style="dim"))


def _results_json(found: Found) -> dict[str, Any]:
    return {
        "total": found.results.total,
        "hits": [_hit_json(*hit) for hit in found.hits],
        "facets": dataclasses.asdict(found.results.facets),
        "next_cursor": found.results.cursor,
    }


def _hit_json(record: ArticleRecord, hit: Hit, found: Snippet) -> dict[str, Any]:
    return {
        **article_json(record),
        "snippet": {"text": found.text, "marks": [list(mark) for mark in found.marks]},
        "score": hit.score,
        "tellings": hit.tellings,
    }


def _print_hit(record: ArticleRecord, hit: Hit, found: Snippet, asked: Query) -> None:
    current = record.current
    title = marked(current.title, marks(current.title, asked))
    title.stylize("bold")
    out.print(Text(f"{record.id:>6}  ", style="dim") + title)
    told = [local_time(current.published_at), current.publisher, record.source]
    if hit.tellings and hit.tellings > 1:
        told.append(f"told {hit.tellings} times, see story:{record.story_id}")
    elif record.duplicate_of is not None:
        told.append(f"same story as {record.duplicate_of}")
    out.print(Text(f"{'':>8}" + " · ".join(filter(None, told)), style="dim"))
    before, after = ("…" if cut else "" for cut in found.cut)
    out.print(Text(f"{'':>8}{before}") + marked(found.text, found.marks) + Text(after))


def marked(text: str, places: Iterable[tuple[int, int]]) -> Text:
    """Return a text for the terminal with places set off."""
    shown = Text(text)
    for start, end in places:
        shown.stylize("bold red", start, end)
    return shown
