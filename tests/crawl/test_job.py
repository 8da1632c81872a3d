"""What the schedule asks of a crawl."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from newsarchive.crawl.job import CrawlJob, scheduled_job
from storage.records import SourceSettings

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("hours", "own", "hour", "seconds"),
    [
        (None, None, 23, 7200),
        (None, 600, 23, 600),
        ("22:00-06:00", None, 23, 7200),
        ("22:00-06:00", None, 5, 3600),
        ("22:00-06:00", 600, 5, 600),
        ("22:00-06:00", None, 12, 7200),
    ],
)
def test_a_scheduled_crawl_ends_with_the_hours_of_its_source(hours, own, hour, seconds):
    url = "http://www.xinhe.example/gzdt/"
    settings = SourceSettings(
        name="gzdt",
        url=url,
        kind="list_page",
        entry_urls=(url,),
        hours=hours,
        time_limit_seconds=own,
    )
    now = dt.datetime(2024, 5, 6, hour, tzinfo=SHANGHAI)
    job = scheduled_job(settings, time_limit=7200, now=now)
    assert job.time_limit == seconds
    assert CrawlJob.from_json(job.to_json()) == job
