"""`newsarchive export`: a dump of the archive, whole or by the filters of search."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

import typer

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
from newsarchive.cli.output import out as console
from newsarchive.cli.output import print_json, progress_bar
from newsarchive.core.errors import UsageError
from newsarchive.export.export import export_articles, format_of
from newsarchive.search.query import parse_query
from storage.records import ArticleRecord

BATCH = 500

ScriptOption = Literal["zh-Hans", "zh-Hant", "zh-TW", "zh-HK", "as-is"]


def export(
    out: Annotated[
        str, typer.Argument(metavar="OUT", help="File to write, - for standard output.")
    ],
    form: Annotated[
        str | None, typer.Option("--format", help="jsonl or csv; else the file's name tells.")
    ] = None,
    query: Annotated[
        str | None, typer.Option(metavar="QUERY", help="Only what this search finds.")
    ] = None,
    source: SourceFilter = None,
    publisher: PublisherFilter = None,
    since: SinceFilter = None,
    until: UntilFilter = None,
    script: Annotated[
        ScriptOption, typer.Option(help="Convert title and text to this script.")
    ] = "as-is",
    excel: Annotated[
        bool, typer.Option("--excel", help="Put a byte-order mark before CSV, as Excel needs.")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write articles to a file, complete or not at all, in the order of their ids."""
    name = format_of(out, form)
    if out == "-" and as_json:
        raise UsageError("--json and a dump cannot share standard output; name a file")
    archive = open_archive(home)
    filters = filters_of(source, publisher, since, until)
    narrowed = query is not None or not filters.is_empty
    wanted = open_index(archive).matching(parse_query(query or "*"), filters) if narrowed else None
    records: Iterable[ArticleRecord]
    if wanted is None:
        records, total = archive.articles.stream(), archive.articles.totals().articles
    else:
        records, total = _in_batches(archive, wanted), len(wanted)
    with progress_bar("writing articles") as progress:
        count = export_articles(
            records,
            out,
            name,
            script=None if script == "as-is" else script,
            excel=excel,
            progress=lambda done: progress(done, total),
        )
    if as_json:
        print_json({"file": out, "format": name, "articles": count})
    elif out != "-":
        console.print(f"{count} articles written to {out}")


def _in_batches(archive: Archive, ids: list[int]) -> Iterator[ArticleRecord]:
    for start in range(0, len(ids), BATCH):
        yield from archive.articles.get_many(ids[start : start + BATCH])
