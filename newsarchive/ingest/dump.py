"""Import of a JSONL dump: articles with the ids, times and versions of another archive."""

from collections.abc import Callable
from pathlib import Path

from newsarchive.dedup.fingerprint import text_digest
from newsarchive.export.base import Put, Removed
from newsarchive.export.manifest import check_whole
from newsarchive.export.read_jsonl import read_dump
from newsarchive.ingest.manual import ImportCounts
from newsarchive.text.urls import canonical_url
from storage.articles import ArticleRepository


def import_dump(
    file: Path, articles: ArticleRepository, progress: Callable[[int], None] = lambda _: None
) -> ImportCounts:
    """Store every article of a dump; one that is there already gains what it lacks.

    An increment is followed: its articles become what it says they are, and what it says is gone
    is removed, unless this archive has raw pages of its own of them. `progress` hears how many
    bytes were read. Raises NewsArchiveError where the file is not what its manifest says, before
    anything is stored.
    """
    check_whole(file)
    counts = ImportCounts()
    for entry in read_dump(file, progress):
        match entry:
            case Removed(url=url):
                counts.removed += articles.withdraw(url)
            case Put(record):
                twin = canonical_url(record.url)
                counts.count(articles.put(record, digest=text_digest, twin=twin))
            case record:
                twin = canonical_url(record.url)
                counts.count(articles.restore(record, digest=text_digest, twin=twin))
    return counts
