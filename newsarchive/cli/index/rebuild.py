"""`newsarchive index rebuild`: make the search index anew."""

import time

from newsarchive.cli.archive import open_archive
from newsarchive.cli.index.status import status_json
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import out, print_json, progress_bar, say
from newsarchive.search.index import SearchIndex


def rebuild(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Build the search index anew. Searches go on meanwhile."""
    archive = open_archive(home)
    index = SearchIndex(archive.home.index, report=say)
    started = time.monotonic()
    with progress_bar("building the search index") as progress:
        index.rebuild(archive.database, progress)
    seconds = time.monotonic() - started
    if as_json:
        print_json({**status_json(archive, index), "seconds": round(seconds, 3)})
    else:
        out.print(f"{index.status().articles} articles indexed in {seconds:.1f} seconds")
