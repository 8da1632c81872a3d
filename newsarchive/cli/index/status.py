"""`newsarchive index status`: how far the search index is, and how large."""

import dataclasses
from typing import Any

from newsarchive.cli.archive import Archive, open_archive
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import out, print_json
from newsarchive.search.index import SearchIndex

MEGABYTE = 1_000_000


def status(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Show how far the search index has come, and its size."""
    archive = open_archive(home, only_reads=True)
    index = SearchIndex(archive.home.index)
    if as_json:
        print_json(status_json(archive, index))
        return
    found = index.status()
    behind = archive.changes.last() - found.last_change
    if found.condition != "ready":
        out.print(f"{archive.home.index} is {found.condition}; the next search builds it")
        return
    out.print(
        f"{archive.home.index}: {found.articles} articles in {found.bytes / MEGABYTE:.1f} MB, "
        f"segments: {found.segments}"
    )
    if behind:
        out.print(f"{behind} changes behind the archive; the next search catches up")
    else:
        out.print("up to date with the archive")


def status_json(archive: Archive, index: SearchIndex) -> dict[str, Any]:
    """Return the state of the index as a JSON object; `behind` counts changes not yet taken."""
    found = index.status()
    return {
        "folder": str(archive.home.index),
        **dataclasses.asdict(found),
        "behind": archive.changes.last() - found.last_change,
    }
