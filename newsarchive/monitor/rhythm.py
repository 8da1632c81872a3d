"""The rhythm of a source in an archive, for planning its crawls and for noticing its silence."""

import datetime as dt

from newsarchive.sources.appearances import read_appearances
from newsarchive.sources.rhythm import WINDOW, Rhythm, learn_rhythm
from storage.articles import ArticleRepository
from storage.crawls import CrawlRepository
from storage.engine import Database
from storage.records import SourceRecord


def source_rhythm(database: Database, source: SourceRecord, now: dt.datetime) -> Rhythm | None:
    """Return the source's rhythm as it was known at `now`; None while too little was known."""
    zone, since = source.settings.zone, now - WINDOW
    arrivals = ArticleRepository(database).arrivals(source.id, since)
    looks = CrawlRepository(database).starts(source.id, since)
    return learn_rhythm(read_appearances(arrivals, looks, zone=zone), zone=zone, now=now)
