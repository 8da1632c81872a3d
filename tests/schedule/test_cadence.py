import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from newsarchive.schedule.cadence import due_at, is_due, jitter_seconds, next_run
from storage.records import Counts, CrawlRecord, HostRecord, SourceRecord, SourceSettings

NOW = dt.datetime(2024, 3, 9, 4, tzinfo=dt.UTC)  # 12:00 in Shanghai, 23:00 in New York
MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
JITTER = dt.timedelta(minutes=5)


def source(
    *,
    last: dt.datetime | None = None,
    planned: dt.datetime | None = None,
    paused: bool = False,
    removed: bool = False,
    blocked_until: dt.datetime | None = None,
    **settings: Any,
) -> SourceRecord:
    url = "http://gz-example.gov.cn/gzdt/"
    values = {"name": "gz", "url": url, "kind": "list_page", "entry_urls": (url,)}
    crawl = CrawlRecord(
        id=1,
        source="gz",
        started_at=last or NOW,
        finished_at=None,
        status="done",
        counts=Counts(),
        error=None,
    )
    return SourceRecord(
        id=1,
        settings=SourceSettings(**values | settings),
        created_at=NOW - 30 * DAY,
        paused_at=NOW if paused else None,
        removed_at=NOW if removed else None,
        walked_at=None,
        next_run_at=planned,
        last_crawl=crawl if last else None,
        articles=0,
        barrier=blocked_until
        and HostRecord(
            name="gz-example.gov.cn",
            blocks=1,
            blocked_at=NOW,
            blocked_until=blocked_until,
            reason="status 412",
        ),
    )


@pytest.mark.parametrize("seconds", [60, 7200, 86_400])
def test_an_interval_counts_from_the_last_start_and_a_little_more(seconds):
    wait = next_run(source(every_seconds=seconds).settings, after=NOW) - NOW
    longest = min(seconds * 0.1, 300)
    assert 0 <= wait.total_seconds() - seconds <= longest


def test_a_source_without_a_schedule_is_crawled_every_two_hours():
    assert next_run(source().settings, after=NOW) - NOW - 2 * HOUR <= JITTER


def test_the_jitter_is_a_sources_own_and_always_the_same():
    shares = {name: jitter_seconds(name, 7200) for name in map(str, range(200))}
    assert shares == {name: jitter_seconds(name, 7200) for name in shares}
    assert len(set(shares.values())) == 200
    assert max(shares.values()) <= 300
    assert max(shares.values()) - min(shares.values()) > 250
    assert all(jitter_seconds(name, 600) <= 60 for name in shares)


@pytest.mark.parametrize(
    ("zone", "expression", "local"),
    [
        ("Asia/Shanghai", "30 6,18 * * *", "2024-03-09 18:30"),
        ("Asia/Shanghai", "0 12 * * *", "2024-03-10 12:00"),
        ("Asia/Shanghai", "0 8 * * 1-5", "2024-03-11 08:00"),
        ("America/New_York", "30 23 * * *", "2024-03-08 23:30"),
        # Clocks go forward at 02:00 on the tenth: that day is an hour short.
        ("America/New_York", "0 12 10 * *", "2024-03-10 12:00"),
    ],
)
def test_a_cron_expression_is_kept_to_the_minute_in_the_sources_zone(zone, expression, local):
    settings = source(cron=expression, zone=zone).settings
    found = next_run(settings, after=NOW).astimezone(ZoneInfo(zone))
    assert f"{found:%Y-%m-%d %H:%M}" == local


def test_noon_after_the_clocks_go_forward_comes_an_hour_earlier():
    settings = source(cron="0 12 * * *", zone="America/New_York").settings
    saturday = next_run(settings, after=NOW)
    assert next_run(settings, after=saturday) - saturday == 23 * HOUR


@pytest.mark.parametrize(
    ("record", "due"),
    [
        (source(), NOW - 30 * DAY),
        (source(cron="0 13 * * *"), NOW - 30 * DAY + HOUR),
        (source(last=NOW - HOUR, every_seconds=86_400), NOW - HOUR + DAY),
        (source(last=NOW - 5 * DAY, every_seconds=86_400), NOW - 4 * DAY),
        (source(last=NOW - DAY - HOUR, cron="0 12 * * *"), NOW - DAY),
        (source(planned=NOW + HOUR), NOW + HOUR),
        (source(planned=NOW - HOUR, last=NOW - 3 * HOUR), NOW - HOUR),
        (source(planned=NOW - HOUR, last=NOW - MINUTE), NOW - MINUTE + 2 * HOUR),
        (source(planned=NOW + 9 * HOUR, every_seconds=3600), NOW + HOUR),
        (source(planned=NOW + 9 * HOUR, cron="0 13 * * *"), NOW + HOUR),
        (source(planned=NOW + MINUTE, cron="0 13 * * *"), NOW + HOUR),
        (source(planned=NOW - HOUR, cron="0 13 * * *"), NOW - HOUR),
        (source(last=NOW + 400 * DAY, planned=NOW + MINUTE), NOW + MINUTE),
        (source(last=NOW + 400 * DAY, planned=NOW + 400 * DAY), NOW + DAY),
        (source(last=NOW + 400 * DAY), NOW - 30 * DAY),
    ],
    ids=[
        "new",
        "new with cron",
        "crawled by hand, not planned",
        "missed several times",
        "missed by cron",
        "planned",
        "overdue",
        "crawled by hand after the planned time",
        "interval was shortened",
        "cron was changed, plan too late",
        "cron was changed, plan between two times",
        "overdue by cron",
        "clock was set back, planned",
        "clock was set back, planned far off",
        "clock was set back, not planned",
    ],
)
def test_when_a_source_is_due(record, due):
    found = due_at(record, now=NOW)
    assert found is not None
    assert dt.timedelta(0) <= found - due <= JITTER
    assert is_due(record, now=NOW) is (found <= NOW)


@pytest.mark.parametrize(
    "record", [source(paused=True), source(removed=True), source(kind="manual", entry_urls=())]
)
def test_a_source_that_is_not_crawled_is_never_due(record):
    assert due_at(record, now=NOW) is None
    assert not is_due(record, now=NOW)


def test_missed_runs_are_made_up_for_by_one():
    late = source(last=NOW - 10 * DAY, planned=NOW - 9 * DAY, every_seconds=86_400)
    assert is_due(late, now=NOW)
    made_up = source(last=NOW, planned=next_run(late.settings, after=NOW), every_seconds=86_400)
    assert not is_due(made_up, now=NOW + 23 * HOUR)
    assert is_due(made_up, now=NOW + DAY + JITTER)


def test_a_source_waits_for_its_hours():
    night = source(last=NOW - DAY, hours="22:00-06:00")
    assert due_at(night, now=NOW) == NOW + 10 * HOUR
    assert not is_due(night, now=NOW)
    assert is_due(night, now=NOW + 11 * HOUR)


def test_a_source_on_a_host_that_blocks_us_waits_until_it_has_been_left_alone():
    barred = source(last=NOW - DAY, blocked_until=NOW + 3 * HOUR)
    assert due_at(barred, now=NOW) == NOW + 3 * HOUR
    assert is_due(source(last=NOW - DAY, blocked_until=NOW), now=NOW)
