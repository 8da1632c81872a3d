import dataclasses
import datetime as dt
from typing import Any

import pytest

from newsarchive.monitor.rules import archive_findings, source_findings
from newsarchive.monitor.vitals import ArchiveVitals, SourceVitals
from storage.records import Counts, CrawlRecord, CrawlSums, HostRecord, SourceRecord, SourceSettings

NOW = dt.datetime(2024, 6, 24, 4, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
URL = "https://www.qingxi.example/gzdt/"
CRAWL = CrawlRecord(
    id=9,
    source="qingxi",
    started_at=NOW - HOUR,
    finished_at=NOW,
    status="done",
    counts=Counts(),
    error=None,
)
SOURCE = SourceRecord(
    id=1,
    settings=SourceSettings(name="qingxi", url=URL, kind="list_page", entry_urls=(URL,)),
    created_at=NOW - 300 * DAY,
    paused_at=None,
    removed_at=None,
    walked_at=NOW,
    next_run_at=NOW + HOUR,
    last_crawl=CRAWL,
    articles=500,
)
HEALTHY = SourceVitals(
    source=SOURCE,
    now=NOW,
    lately=CrawlSums(crawls=80, read=20, characters=16_000, doubtful=1),
    before=CrawlSums(crawls=900, read=240, characters=190_000, doubtful=10, failed=6),
    last_good_at=NOW - HOUR,
    last_news_at=NOW - HOUR,
    certificate_until=NOW + 80 * DAY,
)
GIB = 2**30
ROOMY = ArchiveVitals(disk_free=50 * GIB, disk_total=100 * GIB, index_behind=3)


def found(**changes: Any) -> dict[str, str]:
    vitals = dataclasses.replace(HEALTHY, **changes)
    return {finding.rule: finding.sentence for finding in source_findings(vitals)}


def source(**changes: Any) -> SourceRecord:
    return dataclasses.replace(SOURCE, **changes)


def lately(**changes: Any) -> CrawlSums:
    return dataclasses.replace(HEALTHY.lately, **changes)


def test_nothing_is_wrong_with_a_healthy_source():
    assert found() == {}


def test_a_source_whose_crawls_all_fail_is_unreachable():
    failed = dataclasses.replace(CRAWL, status="failed", error="www.qingxi.example: no answer")
    vitals = {"source": source(last_crawl=failed), "lately": lately(failed_crawls=3)}

    assert found(**vitals, last_good_at=NOW - 2 * DAY)["unreachable"] == (
        "no crawl has succeeded since 2024-06-22 04:00 UTC: www.qingxi.example: no answer"
    )
    assert found(**vitals, last_good_at=NOW - HOUR) == {}


def test_a_host_that_turns_us_away_is_told_with_the_time_of_the_next_try():
    barrier = HostRecord(
        name="www.qingxi.example",
        blocks=3,
        blocked_at=NOW,
        blocked_until=NOW + 9 * HOUR,
        reason="status 412",
    )
    assert found(source=source(barrier=barrier)) == {
        "blocked": "www.qingxi.example turns us away (status 412); "
        "it is left alone until 2024-06-24 13:00 UTC"
    }


def test_a_list_that_cannot_be_read_any_more_is_told():
    problem = "no list of articles was found"

    assert found(list_problem=problem) == {"list": problem}


def test_a_source_that_is_silent_against_its_rhythm_is_told():
    quiet = {"last_news_at": NOW - 9 * DAY}

    assert found(**quiet, expected=12.4) == {
        "silent": "silent for 9 days, in which some 12 articles were expected"
    }
    assert found(**quiet, expected=3.0) == {}
    assert found(**quiet, expected=None) == {}


@pytest.mark.parametrize(
    ("rule", "figures"),
    [
        ("confidence", {"doubtful": 9}),
        ("length", {"characters": 4_000}),
        ("pages", {"failed": 10}),
    ],
)
def test_a_source_that_is_read_far_worse_than_before_is_told(rule, figures):
    assert list(found(lately=lately(**figures))) == [rule]


def test_a_source_that_was_always_read_badly_is_not_told_every_day():
    before = CrawlSums(crawls=900, read=240, characters=48_000, doubtful=110, failed=90)
    worse = lately(doubtful=9, characters=4_000, failed=10)

    assert found(lately=worse, before=before) == {}


def test_a_crawl_that_did_not_take_place_is_told():
    late = source(
        next_run_at=NOW - 8 * HOUR, last_crawl=dataclasses.replace(CRAWL, started_at=NOW - DAY)
    )

    assert found(source=late) == {
        "overdue": "was to be crawled at 2024-06-23 20:00 UTC and was not"
    }


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (5 * DAY, "the certificate of its host expires on 2024-06-29"),
        (-DAY, "the certificate of its host has expired on 2024-06-23"),
    ],
)
def test_a_certificate_that_ends_soon_is_told(left, words):
    assert found(certificate_until=NOW + left) == {"certificate": words}


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({}, []),
        ({"disk_free": GIB}, ["disk"]),
        ({"disk_free": GIB // 4}, ["disk full"]),
        ({"disk_total": 4 * GIB, "disk_free": GIB}, []),
        ({"clock_offsets": (900, 901, 899, 2)}, ["clock"]),
        ({"clock_offsets": (900, 1, 2)}, []),
        ({"index_behind": 90_000}, ["index"]),
    ],
)
def test_the_archive_as_a_whole_is_looked_at(changes, rules):
    vitals = dataclasses.replace(ROOMY, **changes)

    assert [finding.rule for finding in archive_findings(vitals)] == rules
