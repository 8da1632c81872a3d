"""Vitals: measures of all sources from their crawls."""

import datetime as dt

from storage.records import Counts, CrawlSums
from storage.vitals import VitalsRepository

HOUR = dt.timedelta(hours=1)


def test_the_crawls_of_a_stretch_of_time_are_summed_by_source(archive, make):
    other = archive.sources.add(make.source("other"))
    for source, status in (
        (archive.source_id, "done"),
        (archive.source_id, "failed"),
        (other.id, "done"),
    ):
        crawl = archive.crawls.start(source, "host:1:a")
        counts = Counts(new=3, updated=1, duplicates=2, failed=4, doubtful=1, characters=900)
        archive.crawls.finish(crawl, status, counts, clock_offset_seconds=7)
    archive.crawls.start(other.id, "host:1:a")
    now = dt.datetime.now(dt.UTC)
    vitals = VitalsRepository(archive.database)

    sums = vitals.sums(now - HOUR, now + HOUR)
    assert sums[archive.source_id] == CrawlSums(
        crawls=2, failed_crawls=1, read=12, failed=8, doubtful=2, characters=1800
    )
    assert sums[other.id].crawls == 1
    assert vitals.sums(now - 2 * HOUR, now - HOUR) == {}
    assert vitals.clock_offsets(now - HOUR) == [7] * 3


def test_the_last_good_crawl_and_the_last_that_brought_news_are_told(archive):
    for status, new in (("done", 2), ("done", 0), ("failed", 0)):
        crawl = archive.crawls.start(archive.source_id, "host:1:a")
        archive.crawls.finish(crawl, status, Counts(new=new))
    started = [crawl.started_at for crawl in reversed(archive.crawls.latest())]
    vitals = VitalsRepository(archive.database)

    assert vitals.last_news() == {archive.source_id: started[0]}
    assert vitals.last_good() == {archive.source_id: started[1]}


def test_only_the_last_crawl_says_what_is_wrong_with_a_list(archive):
    vitals = VitalsRepository(archive.database)
    crawl = archive.crawls.start(archive.source_id, "host:1:a")
    archive.crawls.problem(crawl, "http://qingxi.example/", "listing", "no list was found")
    assert vitals.list_problems() == {archive.source_id: "no list was found"}
    archive.crawls.start(archive.source_id, "host:1:a")
    assert vitals.list_problems() == {}
