"""Vitals: what the health rules look at, of one source and of the archive as a whole."""

import dataclasses
import datetime as dt

from storage.records import CrawlSums, SourceRecord


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SourceVitals:
    """One watched source: what it did lately beside what it used to do.

    `lately` are the last seven days, `before` the twelve weeks before them. `expected` is how many
    articles its rhythm promised since the last one, None where no rhythm is known.
    """

    source: SourceRecord
    now: dt.datetime
    lately: CrawlSums
    before: CrawlSums
    last_good_at: dt.datetime | None = None
    last_news_at: dt.datetime | None = None
    expected: float | None = None
    list_problem: str | None = None
    certificate_until: dt.datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveVitals:
    """The archive: bytes free and in all where its files lie, changes that the index lacks.

    `clock_offsets` are the seconds by which the sites' clocks were ahead of ours in the last day.
    """

    disk_free: int
    disk_total: int
    index_behind: int
    clock_offsets: tuple[int, ...] = ()
