"""Import of a JSONL dump: articles with the ids, times and versions of another archive."""

from array import array
from collections.abc import Callable
from pathlib import Path

from newsarchive.export.base import Put, Removed
from newsarchive.export.manifest import check_whole
from newsarchive.export.read_jsonl import read_dump
from newsarchive.ingest.following import check_follows, note_followed
from newsarchive.ingest.manual import ImportCounts
from newsarchive.text.urls import canonical_url
from storage.articles import ArticleRepository
from storage.followed import FollowedRepository


def import_dump(
    file: Path,
    articles: ArticleRepository,
    followed: FollowedRepository,
    progress: Callable[[int], None] = lambda _: None,
) -> ImportCounts:
    """Store every article of a dump; one that is there already gains what it lacks.

    An increment is followed: its articles become what it says they are, and what it says is gone
    is removed, unless this archive has raw pages of its own of them. `progress` hears how many
    bytes were read. Raises NewsArchiveError where the file is not what its manifest says, or is an
    increment of which an earlier one is missing, before anything is stored.
    """
    manifest = check_whole(file)
    if manifest:
        check_follows(manifest, followed)
    counts = ImportCounts()
    ids, story_ids = array("q"), array("q")
    for entry in read_dump(file, progress):
        match entry:
            case Removed(url=url):
                counts.removed += articles.withdraw(url)
                continue
            case Put(record):
                store = articles.put
            case record:
                store = articles.restore
        saved = store(record, twin=canonical_url(record.url))
        counts.count(saved)
        ids.append(saved.article_id)
        story_ids.append(record.story_id)
    articles.keep_stories(zip(ids, story_ids, strict=True))
    if manifest:
        note_followed(manifest, followed)
    return counts
