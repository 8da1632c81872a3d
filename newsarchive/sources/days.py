"""Kinds of days: the seven weekdays, and public holidays as an eighth."""

import datetime as dt
import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

HOLIDAY = 7
KINDS = 8
WORKDAYS = range(5)

_COUNTRIES = {
    "Asia/Shanghai": "CN",
    "Asia/Chongqing": "CN",
    "Asia/Harbin": "CN",
    "Asia/Urumqi": "CN",
    "PRC": "CN",
    "Asia/Hong_Kong": "HK",
    "Asia/Macau": "MO",
    "Asia/Taipei": "TW",
    "Asia/Singapore": "SG",
}
"""Whose holidays are kept in a time zone; other zones are taken to have none."""

_FRIDAY = 4


def day_kind(day: dt.date, zone: str) -> int:
    """Return 0 for a Monday to 6 for a Sunday, 7 for a public holiday.

    A weekend day that is worked in exchange for a holiday (調休) counts as a Friday. The dates
    are those of the `holidays` library, which reckons those of years not yet announced.

    >>> day_kind(dt.date(2024, 2, 12), "Asia/Shanghai"), day_kind(dt.date(2024, 2, 4), "PRC")
    (7, 4)
    """
    calendar = _calendar(_COUNTRIES.get(zone))
    if calendar is None:
        return day.weekday()
    if day in calendar:
        return HOLIDAY
    if calendar.is_weekend(day) and calendar.is_working_day(day):
        return _FRIDAY
    return day.weekday()


@functools.lru_cache
def _calendar(country: str | None) -> "HolidayBase | None":
    import holidays  # noqa: PLC0415 - the tables of all countries; most commands need none

    return holidays.country_holidays(country) if country else None
