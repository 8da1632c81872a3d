"""`newsarchive source show`: one source, its settings, evidence and last crawls."""

import dataclasses
import datetime as dt
from typing import Annotated, Any

import typer

from newsarchive.cli.archive import Archive, open_archive
from newsarchive.cli.crawl import problem_text
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import local_time, out, print_json, print_table
from newsarchive.cli.source.learned import learned_json, print_learned
from newsarchive.monitor.rhythm import source_rhythm
from newsarchive.monitor.state import source_state
from newsarchive.schedule.wording import rhythm_text
from newsarchive.sources.interval import format_interval
from storage.records import CrawlRecord, SourceRecord, SourceSettings

CRAWLS_SHOWN = 10


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the source.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a source and its last crawls.

    That is its ways in, why they were chosen, and what was learned of its pages.
    """
    archive = open_archive(home, only_reads=True)
    source = archive.sources.get(name)
    crawls = archive.crawls.latest(name, CRAWLS_SHOWN)
    if as_json:
        more = {
            "learned": learned_json(archive, source),
            "crawls": [_crawl_json(archive, one) for one in crawls],
        }
        print_json(source_json(source) | more)
        return
    settings = source.settings
    facts = {
        "name": settings.name,
        "address": settings.url,
        "title": settings.title,
        "kind": settings.kind,
        "read from": ", ".join(settings.entry_urls),
        "next pages": settings.pagination,
        "schedule": schedule_text(settings),
        "rhythm": rhythm_text(source_rhythm(archive.database, source, dt.datetime.now(dt.UTC))),
        "next crawl": local_time(source.next_run_at),
        "articles": source.articles,
        "looks back": _lookback_text(source.lookback),
        "state": source_state(source).sentence,
    }
    for fact, value in facts.items():
        if value is not None:
            out.print(f"{fact:>10}  {value}", markup=False)
    for sentence in settings.detection.get("evidence", ()):
        out.print(f"{'why':>10}  {sentence}", markup=False)
    print_learned(archive, source)
    if crawls:
        _print_crawls(archive, crawls)


def _lookback_text(lookback: int | None) -> str | None:
    return f"past {lookback} known items, as deep as news has stood there" if lookback else None


def schedule_text(settings: SourceSettings) -> str:
    """Return when a source is crawled, in words.

    >>> schedule_text(SourceSettings(name="gz", url="", kind="list_page", entry_urls=()))
    'by its rhythm'
    """
    if settings.kind == "manual":
        return "never"
    plan = "by its rhythm"
    if settings.cron:
        plan = f"cron {settings.cron}"
    elif settings.every_seconds:
        plan = f"every {format_interval(settings.every_seconds)}"
    return f"{plan}, {settings.hours}" if settings.hours else plan


def source_json(source: SourceRecord) -> dict[str, Any]:
    """Return a source as a JSON object."""
    moments = ("created_at", "paused_at", "removed_at", "walked_at", "next_run_at")
    times = {name: getattr(source, name) for name in moments}
    return {
        **dataclasses.asdict(source.settings),
        **{name: value.isoformat() if value else None for name, value in times.items()},
        "next_run_why": source.next_run_why,
        "articles": source.articles,
        "lookback": source.lookback,
        "blocked_until": _blocked_until(source),
        "state": source_state(source).name,
        "message": source_state(source).sentence,
    }


def _blocked_until(source: SourceRecord) -> str | None:
    until = source.barrier.blocked_until if source.barrier else None
    return until.isoformat() if until else None


def _crawl_json(archive: Archive, crawl: CrawlRecord) -> dict[str, Any]:
    return {
        "id": crawl.id,
        "started_at": crawl.started_at.isoformat(),
        "finished_at": crawl.finished_at.isoformat() if crawl.finished_at else None,
        "status": crawl.status,
        **dataclasses.asdict(crawl.counts),
        "error": crawl.error,
        "ended_because": crawl.ended_because,
        "problems": [
            {"url": problem.url, "kind": problem.kind, "message": problem.message}
            for problem in archive.crawls.problems(crawl.id)
        ],
    }


def _print_crawls(archive: Archive, crawls: list[CrawlRecord]) -> None:
    rows = [
        [
            local_time(crawl.started_at),
            crawl.status,
            crawl.counts.requests,
            crawl.counts.new,
            crawl.counts.updated,
            crawl.counts.duplicates,
            crawl.counts.gone,
            crawl.counts.failed + crawl.counts.blocked,
            crawl.error or crawl.ended_because,
        ]
        for crawl in crawls
    ]
    out.print()
    print_table(
        ["crawl", "status", "requests", "new", "updated", "duplicates", "gone", "failed", "ended"],
        rows,
    )
    for problem in archive.crawls.problems(crawls[0].id):
        out.print(problem_text(problem), markup=False)
