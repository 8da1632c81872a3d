"""`newsarchive status`: the archive and its sources at a glance."""

import dataclasses
from typing import Any

from newsarchive.cli.archive import open_archive
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import local_time, out, print_json, print_table
from newsarchive.monitor.state import source_state
from newsarchive.search.index import SearchIndex
from storage.records import SourceRecord


def status(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Show how large the archive is and how each source fares, worst first."""
    archive = open_archive(home)
    totals = archive.articles.totals()
    behind = totals.last_change - SearchIndex(archive.home.index).last_change()
    sources = sorted(archive.sources.list(), key=lambda source: source_state(source).severity)
    if as_json:
        print_json(
            {
                "home": str(archive.home.path),
                **dataclasses.asdict(totals),
                "index_behind": behind,
                "source_states": [_source_json(source) for source in sources],
            }
        )
        return
    out.print(
        f"{archive.home.path}: {totals.articles} articles in {totals.versions} versions, "
        f"{totals.stories} stories, {totals.sources} sources"
    )
    if behind:
        out.print(f"the search index is {behind} changes behind; the next search catches up")
    print_table(["source", "articles", "last crawl", "next", "state"], map(_row, sources))


def _row(source: SourceRecord) -> list[Any]:
    last = source.last_crawl
    return [
        source.settings.name,
        source.articles,
        local_time(last.started_at if last else None),
        _next(source),
        source_state(source).sentence,
    ]


def _next(source: SourceRecord) -> str:
    moment = local_time(source.next_run_at)
    return f"{moment}: {source.next_run_why}" if moment and source.next_run_why else moment


def _source_json(source: SourceRecord) -> dict[str, Any]:
    last = source.last_crawl
    state = source_state(source)
    return {
        "source": source.settings.name,
        "articles": source.articles,
        "last_crawl_at": last.started_at.isoformat() if last else None,
        "next_run_at": source.next_run_at.isoformat() if source.next_run_at else None,
        "next_run_why": source.next_run_why,
        "state": state.name,
        "message": state.sentence,
    }
