"""The rhythm of a source in an archive."""

import datetime as dt

from newsarchive.cli.archive import Archive
from newsarchive.sources.appearances import read_appearances
from newsarchive.sources.rhythm import WINDOW, Rhythm, learn_rhythm
from storage.records import SourceRecord


def source_rhythm(archive: Archive, source: SourceRecord) -> Rhythm | None:
    """Return when the source's news is to be expected; None while too little is known."""
    now = dt.datetime.now(dt.UTC)
    zone = source.settings.zone
    arrivals = archive.articles.arrivals(source.id, now - WINDOW)
    looks = archive.crawls.starts(source.id, now - WINDOW)
    return learn_rhythm(read_appearances(arrivals, looks, zone=zone), zone=zone, now=now)
