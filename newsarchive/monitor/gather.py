"""Gathers the vitals of all sources and of the archive, in a few queries."""

import datetime as dt
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from newsarchive.monitor.rhythm import source_rhythm
from newsarchive.monitor.vitals import ArchiveVitals, SourceVitals
from newsarchive.sources.rhythm import WINDOW
from storage.engine import Database
from storage.records import CrawlSums, SourceRecord
from storage.vitals import VitalsRepository

_LATELY = dt.timedelta(days=7)
_BEFORE = dt.timedelta(weeks=12)
_WORTH_ASKING = dt.timedelta(days=2)
_DAY = dt.timedelta(days=1)
_HOUR = dt.timedelta(hours=1)


def gather_sources(
    database: Database,
    sources: Iterable[SourceRecord],
    now: dt.datetime,
    certificates: Mapping[str, dt.datetime] | None = None,
) -> Iterator[SourceVitals]:
    """Yield the vitals of those sources that are crawled and not paused.

    `certificates` are the ends of certificates by the sources' addresses, as far as known.
    """
    measured = VitalsRepository(database)
    lately = measured.sums(now - _LATELY, now)
    before = measured.sums(now - _LATELY - _BEFORE, now - _LATELY)
    good, news = measured.last_good(), measured.last_news()
    problems = measured.list_problems()
    for source in sources:
        if source.paused_at is not None or source.settings.kind == "manual":
            continue
        last_news = news.get(source.id)
        yield SourceVitals(
            source=source,
            now=now,
            lately=lately.get(source.id, CrawlSums()),
            before=before.get(source.id, CrawlSums()),
            last_good_at=good.get(source.id),
            last_news_at=last_news,
            expected=_expected(database, source, last_news, now),
            list_problem=problems.get(source.id),
            certificate_until=(certificates or {}).get(source.settings.url),
        )


def gather_archive(
    database: Database, home: Path, *, index_behind: int, now: dt.datetime
) -> ArchiveVitals:
    """Return the vitals of the archive whose files lie in `home`."""
    disk = shutil.disk_usage(home)
    offsets = VitalsRepository(database).clock_offsets(now - _DAY)
    return ArchiveVitals(
        disk_free=disk.free,
        disk_total=disk.total,
        index_behind=index_behind,
        clock_offsets=tuple(offsets),
    )


def _expected(
    database: Database, source: SourceRecord, last: dt.datetime | None, now: dt.datetime
) -> float | None:
    """How many articles were to be expected since the last one; asked only after two days."""
    if last is None or now - last < _WORTH_ASKING:
        return None
    rhythm = source_rhythm(database, source, last)
    if rhythm is None:
        return None
    hours = int(min(now - last, WINDOW) / _HOUR)
    return sum(rhythm.hourly(last + number * _HOUR) for number in range(hours))
