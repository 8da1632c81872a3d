"""`newsarchive reprocess`: make articles again from the WARC files with today's code."""

import dataclasses
from typing import Annotated

import typer

from newsarchive.cli.options import HomeOption, JsonOption, SourceFilter
from newsarchive.cli.output import out, print_json, progress_bar, say
from newsarchive.cli.writing import articles_to_write, open_to_write
from newsarchive.ingest.reprocess import ReprocessCounts, Reprocessor
from newsarchive.pipelines.extract import ExtractionPool
from newsarchive.pipelines.hints import StoredHints


def reprocess(
    source: SourceFilter = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would change.")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read every stored page again with today's code. What changed is replaced in place.

    Pages that were not taken for articles are looked at anew. With unchanged code nothing
    changes. Ends with 1 when a page could not be read again.
    """
    archive = open_to_write(home)
    for name in source or []:
        archive.sources.get(name)
    articles = (
        record for record in archive.articles.stream() if not source or record.source in source
    )
    others = (
        capture for capture in archive.captures.stream() if not source or capture.source in source
    )
    reprocessor = Reprocessor(
        articles=articles_to_write(archive),
        captures=archive.captures,
        sources={one.settings.name: one for one in archive.sources.list(include_removed=True)},
        hints=StoredHints(archive.learned),
        warc=archive.home.warc,
        report=say,
        dry_run=dry_run,
    )
    counts = ReprocessCounts()
    total = archive.articles.totals().versions
    with (
        ExtractionPool(archive.config.workers) as pool,
        progress_bar("reading pages again") as progress,
    ):
        for counts in reprocessor.run(articles, others, pool.read_all):
            progress(counts.done, max(total, counts.done))
    if as_json:
        print_json(dataclasses.asdict(counts))
    else:
        _tell(counts, dry_run=dry_run)
    if counts.failed:
        raise typer.Exit(1)


def _tell(counts: ReprocessCounts, *, dry_run: bool) -> None:
    out.print(
        f"{counts.unchanged} unchanged, {counts.changed} changed, {counts.recovered} recovered, "
        f"{counts.not_article} no articles, {counts.failed} failed"
        + (" (nothing was stored)" if dry_run else "")
    )
