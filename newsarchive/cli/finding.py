"""Opening the search index for a command, in step with the archive."""

from collections.abc import Sequence

from newsarchive.cli.archive import Archive
from newsarchive.cli.filters import day_end, day_start
from newsarchive.cli.output import progress_bar, say
from newsarchive.search.index import SearchIndex
from newsarchive.search.results import Filters


def filters_of(
    sources: Sequence[str] | None,
    publisher: str | None,
    since: str | None,
    until: str | None,
) -> Filters:
    """Return the filters of a command line; raises UsageError for a date that is none."""
    return Filters(
        sources=tuple(sources or ()),
        publisher=publisher,
        since=day_start(since, "--since"),
        until=day_end(until, "--until"),
    )


def open_index(archive: Archive) -> SearchIndex:
    """Return the index, caught up with the change log, with a bar while that takes long."""
    index = SearchIndex(archive.home.index, report=say)
    with progress_bar("bringing the search index up to date") as progress:
        index.catch_up(archive.database, progress=progress)
    return index
