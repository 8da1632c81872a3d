"""Hours of the day in which a source may be crawled, in its own zone."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from newsarchive.core.errors import UsageError
from newsarchive.sources.hours import check_hours, closes_at, opens_at

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(hour, minute=0, day=6):
    return dt.datetime(2024, 5, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("hours", "now", "opens", "closes"),
    [
        ("22:00-06:00", at(23), at(23), at(6, day=7)),
        ("22:00-06:00", at(3), at(3), at(6)),
        ("22:00-06:00", at(6), at(22), None),
        ("22:00-06:00", at(22), at(22), at(6, day=7)),
        ("01:30-05:00", at(0), at(1, 30), None),
        ("01:30-05:00", at(12), at(1, 30, day=7), None),
        ("01:30-05:00", at(4, 59), at(4, 59), at(5)),
        (None, at(12), at(12), None),
    ],
)
def test_a_source_waits_for_its_hours_and_they_end(hours, now, opens, closes):
    assert opens_at(hours, "Asia/Shanghai", now) == opens
    assert closes_at(hours, "Asia/Shanghai", now) == closes


def test_the_hours_are_those_of_the_sources_zone():
    assert opens_at("22:00-06:00", "Europe/Berlin", at(11)) == at(11)


@pytest.mark.parametrize("text", ["night", "22-6", "25:00-06:00", "08:00-08:00", "08:00", ""])
def test_what_are_no_hours_is_said(text):
    with pytest.raises(UsageError, match="hours"):
        check_hours(text)
