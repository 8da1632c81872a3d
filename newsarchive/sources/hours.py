"""Hours of the day in which a source may be crawled, such as the night: "22:00-06:00".

Sites of small offices run on small machines, which the people there need during the day.
"""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from newsarchive.core.errors import UsageError

_HOURS = re.compile(r"\s*([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-3]):([0-5]\d)\s*")
_DAY = dt.timedelta(days=1)


def check_hours(text: str) -> str:
    """Return the hours in one spelling; raises UsageError where they are none.

    >>> check_hours("22:00 - 6:00")
    '22:00-06:00'
    """
    start, end = _span(text)
    return f"{start:%H:%M}-{end:%H:%M}"


def opens_at(hours: str | None, zone: str, now: dt.datetime) -> dt.datetime:
    """Return from when on a source may be crawled, in UTC: `now` itself within its hours.

    >>> noon = dt.datetime(2024, 5, 6, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    >>> opens_at("22:00-06:00", "Asia/Shanghai", noon).isoformat()
    '2024-05-06T14:00:00+00:00'
    """
    if hours is None:
        return now.astimezone(dt.UTC)
    starts = [start for start, end in _spans(hours, zone, now) if end > now]
    return max(now, starts[0]).astimezone(dt.UTC)


def closes_at(hours: str | None, zone: str, now: dt.datetime) -> dt.datetime | None:
    """Return when the hours end in which `now` lies, in UTC; None outside of them and without any.

    >>> late = dt.datetime(2024, 5, 6, 23, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    >>> closes_at("22:00-06:00", "Asia/Shanghai", late).isoformat()
    '2024-05-06T22:00:00+00:00'
    """
    if hours is None:
        return None
    around = (end for start, end in _spans(hours, zone, now) if start <= now < end)
    end = next(around, None)
    return end.astimezone(dt.UTC) if end else None


def _spans(hours: str, zone: str, now: dt.datetime) -> list[tuple[dt.datetime, dt.datetime]]:
    """The hours of yesterday, today and tomorrow, each as an aware start and end."""
    start, end = _span(hours)
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    spans = []
    for day in (today - _DAY, today, today + _DAY):
        last = day + _DAY if end <= start else day
        spans.append((dt.datetime.combine(day, start, here), dt.datetime.combine(last, end, here)))
    return spans


def _span(text: str) -> tuple[dt.time, dt.time]:
    found = _HOURS.fullmatch(text)
    if found is None:
        raise UsageError(f"{text!r} are no hours of a day, such as 22:00-06:00")
    first, first_minute, last, last_minute = map(int, found.groups())
    if (first, first_minute) == (last, last_minute):
        raise UsageError(f"{text!r}: begin and end are the same; leave the hours out for all day")
    return dt.time(first, first_minute), dt.time(last, last_minute)
