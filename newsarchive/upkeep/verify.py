"""The examination of an archive: database, raw pages, search index, leftovers."""

from collections.abc import Callable, Iterator

from newsarchive.core.home import Home
from newsarchive.search.folder import IndexFolder
from newsarchive.search.index import SearchIndex
from newsarchive.search.query import parse_query
from newsarchive.upkeep import raw_pages
from newsarchive.upkeep.finding import Finding
from storage.changes import ChangeLog
from storage.engine import Database
from storage.soundness import Soundness, all_article_ids


def verify(
    home: Home,
    database: Database,
    *,
    full_bytes: int,
    quick: bool = False,
    repair: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Iterator[Finding]:
    """Yield what is wrong with an archive; crawls may go on meanwhile.

    A quick look reads no raw page and not the whole index. With `repair` what can be made again
    is: the index, torn ends of WARC files, empty stories. `full_bytes` is the size from which on a
    WARC file is no longer written; `progress` hears how many captures are done of how many.
    """
    soundness = Soundness(database)
    for sentence in soundness.file_faults(quick=quick):
        yield Finding("database", "problem", f"{sentence}; put it back from a backup")
    for sentence in soundness.row_faults():
        yield Finding("database", "problem", sentence)
    yield from _stories(soundness, repair=repair)
    extents = soundness.warc_extents()
    yield from raw_pages.check_extents(home.warc, extents)
    yield from raw_pages.check_ends(home.warc, full_bytes=full_bytes, repair=repair)
    if not quick:
        total = sum(extent.captures for extent in extents)
        yield from raw_pages.check_records(
            home.warc, soundness, extents, lambda done: progress(done, total)
        )
    yield from _index(home, database, soundness, quick=quick, repair=repair)


def _stories(soundness: Soundness, *, repair: bool) -> Iterator[Finding]:
    if count := soundness.empty_stories():
        if repair:
            soundness.drop_empty_stories()
        yield Finding("database", "note", f"{count} stories have no article", repaired=repair)


def _index(
    home: Home, database: Database, soundness: Soundness, *, quick: bool, repair: bool
) -> Iterator[Finding]:
    index = SearchIndex(home.index)
    taken, last = index.last_change(), ChangeLog(database).last()
    if taken > last:
        yield Finding("index", "problem", _FOREIGN, repaired=repair)
    elif taken < last and not repair:
        sentence = f"the search index is {last - taken} changes behind; the next search catches up"
        yield Finding("index", "note", sentence)
    if repair:
        index.catch_up(database, wait_seconds=60)
    if quick or (taken != last and not repair):
        return
    missing = set(all_article_ids(soundness)) ^ set(index.matching(parse_query("*")))
    # An article that was stored or removed since the index was asked is no fault.
    if not missing or ChangeLog(database).last() != index.last_change():
        return
    if repair:
        IndexFolder(home.index).drop_current()
        SearchIndex(home.index).catch_up(database, wait_seconds=60)
    sentence = f"the search index and the archive differ in {len(missing)} articles"
    yield Finding("index", "problem", f"{sentence}; {_AGAIN}", repaired=repair)


_AGAIN = "delete the folder index/, the next search makes it again, or use --repair"
_FOREIGN = f"the search index belongs to another state of this archive; {_AGAIN}"
