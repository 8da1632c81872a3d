"""`newsarchive source list`."""

from typing import Any

from newsarchive.cli.archive import open_archive
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import local_time, out, print_json, print_table
from newsarchive.cli.source.show import schedule_text, source_json
from newsarchive.monitor.state import source_state
from storage.records import SourceRecord


def list_sources(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List the sources with their schedules and how they fare."""
    sources = open_archive(home, only_reads=True).sources.list()
    if as_json:
        print_json({"sources": [source_json(source) for source in sources]})
    elif not sources:
        out.print("no sources yet; add one with: newsarchive source add URL")
    else:
        headings = ["name", "kind", "schedule", "articles", "last crawl", "state", "address"]
        print_table(headings, map(_row, sources))


def _row(source: SourceRecord) -> list[Any]:
    settings = source.settings
    last = source.last_crawl
    return [
        settings.name,
        settings.kind,
        schedule_text(settings),
        source.articles,
        local_time(last.started_at if last else None),
        source_state(source).name,
        settings.url,
    ]
