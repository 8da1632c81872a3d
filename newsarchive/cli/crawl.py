"""`newsarchive crawl`: fetch what is new, now."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Group
from rich.live import Live
from rich.table import Table

from newsarchive.cli.archive import Archive
from newsarchive.cli.filters import day_start
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import err, print_json, print_table, say
from newsarchive.cli.writing import open_to_write
from newsarchive.core.errors import UsageError
from newsarchive.crawl.job import CrawlJob
from newsarchive.crawl.runner import CrawlProcess, CrawlReport, run_crawls
from newsarchive.schedule.cadence import is_due
from storage.records import Counts, ProblemRecord, SourceRecord

PROBLEMS_SHOWN = 5

HEADINGS = (
    "source",
    "new",
    "duplicates",
    "unchanged",
    "updated",
    "gone",
    "returned",
    "failed",
    "requests",
    "seconds",
)


def crawl(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Sources to crawl.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every source that is not paused.")] = False,
    due: Annotated[bool, typer.Option("--due", help="The sources whose time has come.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Walk whole lists, not only to the known articles.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Leave out articles listed as older.")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fetch what is new in the sources named, politely, and store it.

    A duplicate is an article new to the archive that tells what another one told already.
    Ends with 1 when a crawl failed as a whole; single pages that failed are reported.
    """
    archive = open_to_write(home)
    sources = choose(archive, names or [], every=every, due=due)
    after = day_start(since, "--since")
    reports = crawl_sources(archive, sources, full=full, since=after)
    if as_json:
        print_json({"crawls": [report_json(report) for report in reports]})
    else:
        print_reports(archive, reports)
    if any(report.status == "failed" for report in reports):
        raise typer.Exit(1)


def choose(archive: Archive, names: Sequence[str], *, every: bool, due: bool) -> list[SourceRecord]:
    """Return the sources that a command line asks for; raises UsageError when it asks for none."""
    if names:
        return [archive.sources.get(name) for name in dict.fromkeys(names)]
    active = [
        source
        for source in archive.sources.list()
        if source.paused_at is None and source.settings.kind != "manual"
    ]
    if due:
        now = dt.datetime.now(dt.UTC)
        return [source for source in active if is_due(source, now=now)]
    if every:
        return active
    known = ", ".join(source.settings.name for source in active[:10]) or "none yet"
    raise UsageError(f"name the sources to crawl, or say --all or --due; there are: {known}")


def crawl_sources(
    archive: Archive,
    sources: Sequence[SourceRecord],
    *,
    full: bool = False,
    since: dt.datetime | None = None,
) -> list[CrawlReport]:
    """Crawl sources in child processes, with live progress on standard error."""
    jobs = [
        (
            CrawlJob(
                source=source.settings.name,
                full=full,
                since=since,
                time_limit=source.settings.time_limit_seconds,
            ),
            source.settings.url,
        )
        for source in sources
    ]
    with _live() as live:
        done: list[CrawlReport] = []
        for report in run_crawls(
            jobs, archive.config, watch=lambda crawls: live.update(_progress(crawls))
        ):
            done.append(report)
            live.console.print(_sentence(report))
    return done


def report_json(report: CrawlReport) -> dict[str, Any]:
    """Return one crawl as the JSON object of the command-line contract."""
    return {
        "source": report.source,
        **dataclasses.asdict(report.counts),
        "seconds": report.seconds,
        "status": report.status,
        "error": report.error,
    }


def print_reports(archive: Archive, reports: Sequence[CrawlReport]) -> None:
    """Print what the crawls did, and the first problems of each."""
    print_table(HEADINGS, map(_row, reports))
    for report in reports:
        if report.error:
            say(f"{report.source}: {report.error}")
        if report.crawl_id is not None:
            _print_problems(archive, report.source, report.crawl_id)


def _row(report: CrawlReport) -> list[Any]:
    counts = report.counts
    return [
        report.source,
        counts.new,
        counts.duplicates,
        counts.unchanged,
        counts.updated,
        counts.gone,
        counts.returned,
        counts.failed + counts.blocked,
        counts.requests,
        round(report.seconds),
    ]


def problem_text(problem: ProblemRecord) -> str:
    """What went wrong, with its address once."""
    told = problem.message
    return told if problem.url in told else f"{problem.url}: {told}"


def _print_problems(archive: Archive, source: str, crawl_id: int) -> None:
    problems = archive.crawls.problems(crawl_id)
    for problem in problems[:PROBLEMS_SHOWN]:
        say(f"{source}: {problem_text(problem)}")
    if len(problems) > PROBLEMS_SHOWN:
        rest = len(problems) - PROBLEMS_SHOWN
        say(f"{source}: {rest} more problems; see newsarchive source show {source}")


@contextmanager
def _live() -> Iterator[Live]:
    with Live(console=err, transient=True, refresh_per_second=4) as live:
        yield live


def _progress(crawls: Sequence[CrawlProcess]) -> Group:
    table = Table.grid(padding=(0, 2))
    for crawl_process in crawls:
        if crawl_process.waits_for is None:
            table.add_row(crawl_process.job.source, *_done_so_far(crawl_process.counts))
    return Group(
        table,
        *(
            f"{one.job.source} waits for its host, which is asked by {one.waits_for}"
            for one in crawls
            if one.waits_for is not None
        ),
    )


def _done_so_far(counts: Counts) -> tuple[str, ...]:
    return (
        f"{counts.requests} requests",
        f"{counts.new} new",
        f"{counts.updated} updated",
        f"{counts.duplicates} duplicates",
        f"{counts.failed + counts.blocked} failed",
    )


def _sentence(report: CrawlReport) -> str:
    return f"{report.source}: {counts_text(report.counts)} in {report.seconds:.0f} s"


def counts_text(counts: Counts) -> str:
    """Return what a crawl did in words; what seldom happens only where it did.

    >>> counts_text(Counts(new=3, gone=1))
    '3 new, 0 updated, 0 duplicates, 0 failed, 1 gone'
    """
    told = [
        f"{counts.new} new",
        f"{counts.updated} updated",
        f"{counts.duplicates} duplicates",
        f"{counts.failed + counts.blocked} failed",
    ]
    seldom = {"gone": counts.gone, "returned": counts.returned, "skipped": counts.skipped}
    return ", ".join([*told, *(f"{count} {word}" for word, count in seldom.items() if count)])
