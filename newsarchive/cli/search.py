"""`newsarchive search`: find articles, in either script."""

from collections.abc import Iterable
from typing import Annotated

import typer
from rich.text import Text

from newsarchive.cli.archive import Archive, open_archive
from newsarchive.cli.finding import caught_up_index, filters_of
from newsarchive.cli.options import (
    HomeOption,
    JsonOption,
    PublisherFilter,
    SinceFilter,
    SourceFilter,
    UntilFilter,
)
from newsarchive.cli.output import local_time, out, print_json
from newsarchive.search.answer import Answer, AnswerHit, answer, answer_json
from newsarchive.search.filters import Filters, Sort
from newsarchive.search.query import parse_query

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
        print_json(answer_json(found))
    else:
        print_answer(found, offset)


def find(
    archive: Archive,
    query: str,
    filters: Filters | None = None,
    *,
    sort: Sort = "relevance",
    limit: int = 10,
    offset: int = 0,
) -> Answer:
    """Search an archive; raises QueryError where the query cannot be read."""
    asked = parse_query(query)
    return answer(
        caught_up_index(archive),
        archive.database,
        asked,
        filters=filters or Filters(),
        limit=limit,
        offset=offset,
        sort=sort,
    )


def print_answer(found: Answer, offset: int = 0) -> None:
    """Print the hits with their passages, then how many there are and where."""
    for hit in found.hits:
        _print_hit(hit)
    if not found.total:
        out.print("nothing found")
        return
    out.print(f"\n{offset + 1} to {offset + len(found.hits)} of {found.total}")
    for name, counts in found.facets.items():
        told = ", ".join(f"{one.value} {one.count}" for one in counts[:FACETS_SHOWN])
        out.print(Text(f"{name}: {told}", style="dim"))


def marked(text: str, places: Iterable[tuple[int, int]]) -> Text:
    """Return a text for the terminal with places set off."""
    shown = Text(text)
    for start, end in places:
        shown.stylize("bold red", start, end)
    return shown


def _print_hit(hit: AnswerHit) -> None:
    record = hit.article
    current = record.current
    title = marked(current.title, hit.title_ranges)
    title.stylize("bold")
    out.print(Text(f"{record.id:>6}  ", style="dim") + title)
    told = [local_time(current.published_at), current.publisher, record.source]
    if record.duplicate_of is not None:
        told.append(f"same text as {record.duplicate_of}")
    out.print(Text(f"{'':>8}" + " · ".join(filter(None, told)), style="dim"))
    passage = hit.snippet
    before, after = ("…" if cut else "" for cut in (passage.before, passage.after))
    out.print(Text(f"{'':>8}{before}") + marked(passage.text, passage.ranges) + Text(after))
