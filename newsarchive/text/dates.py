"""Dates as Chinese, Taiwanese and English pages write them, read into aware datetimes."""

import dataclasses
import datetime as dt
import functools
import re
import zoneinfo
from collections.abc import Callable

from newsarchive.text import date_shapes

_Reader = Callable[[re.Match[str], dt.datetime | None], dt.date | dt.datetime | None]
_ROC_OFFSET = 1911
_EARLIEST, _LATEST = 1900, 2100
_LONGEST = 20_000
_FARTHEST = dt.timedelta(hours=14)
_DIGITS = {
    ord(full): half
    for full, half in zip("０１２３４５６７８９：／－．＋–—‐‑", "0123456789:/-.+----", strict=True)
}
_CHINESE_DIGITS = {one: str(value) for value, one in enumerate("〇一二三四五六七八九")} | {
    "○": "0", "Ｏ": "0", "O": "0", "o": "0", "零": "0", "元": "1",
}  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date found in a text: `value` is aware; midnight where the text gives no time of day."""

    value: dt.datetime
    has_time: bool


def parse_date(
    text: str, *, reference: dt.datetime | None = None, zone: str = "Asia/Shanghai"
) -> ParsedDate | None:
    """Return the first date of `text`, None where there is none; never raises.

    Dates without a year and words such as 昨天 or 3小时前 are read only with a `reference`, the
    moment when the page was seen; a date without a year is the last one before it. Nothing after
    the `reference` is returned: of a later time its day, a later day is passed over. Years of the
    Republic need their 民國, or stand alone, or behind a label such as 發布日期; other years of two
    digits are not read. What is no day of the calendar is passed over. `zone` applies where the text names no offset. Looks at 20,000
    characters.

    >>> parse_date("发布时间：2023年6月2日 09：15 来源：某报").value.isoformat()
    '2023-06-02T09:15:00+08:00'
    >>> seen = dt.datetime(2023, 6, 2, 12, tzinfo=dt.UTC)
    >>> parse_date("昨天 下午3:20", reference=seen).value.isoformat()
    '2023-06-01T15:20:00+08:00'
    >>> parse_date("民國110年1月15日").value.date().isoformat(), parse_date("收入来源：务农")
    ('2021-01-15', None)
    """
    local = _zone(zone)
    now = _local(reference, local)
    plain = text[:_LONGEST].translate(_DIGITS)
    place = 0
    while found := date_shapes.DATE.search(plain, place):
        parsed = _read(found, plain, now, local)
        if parsed:
            return parsed
        place = found.start() + 1
    return None


@functools.cache
def _zone(name: str) -> dt.tzinfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return zoneinfo.ZoneInfo("Asia/Shanghai")


def _local(reference: dt.datetime | None, local: dt.tzinfo) -> dt.datetime | None:
    if reference is None:
        return None
    try:
        aware = reference if reference.tzinfo else reference.replace(tzinfo=local)
        return aware.astimezone(local)
    except (OverflowError, ValueError):
        return None


def _read(
    found: re.Match[str], text: str, now: dt.datetime | None, local: dt.tzinfo
) -> ParsedDate | None:
    try:
        day = _READERS[found.lastgroup or ""](found, now)
        if isinstance(day, dt.datetime):
            return ParsedDate(day, has_time=True)
        if day is None or not _EARLIEST <= day.year <= _LATEST:
            return None
        clock = date_shapes.TIME.match(text, found.end())
        readings = (_with_time(day, clock, local), _with_time(day, None, local))
    except (KeyError, ValueError, OverflowError):
        return None
    return next((one for one in readings if now is None or one.value <= now), None)


def _with_time(day: dt.date, clock: re.Match[str] | None, local: dt.tzinfo) -> ParsedDate:
    midnight = dt.datetime.combine(day, dt.time(), tzinfo=local)
    read = _clock(clock) if clock else None
    if clock is None or read is None:
        return ParsedDate(midnight, has_time=False)
    wall = dt.datetime.combine(day, dt.time(), tzinfo=_offset(clock) or local) + read
    return ParsedDate(wall, has_time=True)


def _clock(clock: re.Match[str]) -> dt.timedelta | None:
    """Return the time since midnight; None for what is no time of day."""
    hour, minute = int(clock["hour"]), int(clock["minute"] or clock["minute2"] or 0)
    second = int(clock["second"] or clock["second2"] or 0)
    half = (clock["before"] or clock["after"] or "").lower().replace(".", "")
    hour = _hour(hour, half)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute and not half):  # noqa: PLR2004  of a clock
        return None
    return dt.timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


def _hour(hour: int, half: str) -> int:
    """Return the hour of the day that is meant by one said with a word such as 下午.

    >>> _hour(3, "下午"), _hour(11, "中午"), _hour(1, "中午"), _hour(12, "晚上"), _hour(12, "上午")
    (15, 11, 13, 24, 0)
    """
    possible = date_shapes.HOURS.get(half)
    if possible is None or hour > 12:  # noqa: PLR2004  whoever counts beyond noon needs no word
        return hour
    return next((one for one in (hour, hour + 12, hour % 12) if one in possible), hour)


def _offset(clock: re.Match[str]) -> dt.tzinfo | None:
    """Return the zone that is printed, None for none and for one that no place on Earth has."""
    text = clock["offset"]
    if not text:
        return None
    if clock["named"]:
        return dt.timezone(dt.timedelta(hours=date_shapes.ZONES[text.lower()]))
    digits = re.sub(r"\D", "", text)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004  hours only
    east = dt.timedelta(hours=int(hours), minutes=int(minutes))
    if east > _FARTHEST:
        return None
    return dt.timezone(-east if "-" in text else east)


def _western(found: re.Match[str], _: dt.datetime | None) -> dt.date:
    return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))


def _compact(found: re.Match[str], _: dt.datetime | None) -> dt.date:
    digits = found["compact"]
    return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))


def _han(found: re.Match[str], _: dt.datetime | None) -> dt.date:
    year = int("".join(_CHINESE_DIGITS[one] for one in found["han_year"]))
    return dt.date(year, chinese_number(found["han_month"]), chinese_number(found["han_day"]))


def chinese_number(text: str) -> int:
    """Return the value of 一 to 九百九十九, or of digits in a row as in 二〇二四.

    >>> chinese_number("十"), chinese_number("廿一"), chinese_number("一百一十二")
    (10, 21, 112)
    """
    hundreds, hundred, rest = text.replace("廿", "二十").rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = 100 * (_chinese_digit(hundreds) or 1) if hundred else 0
    return value + 10 * ((_chinese_digit(tens) or 1) if ten else 0) + _chinese_digit(ones)


def _chinese_digit(text: str) -> int:
    return int("".join(_CHINESE_DIGITS[one] for one in text) or "0")


def _republic(found: re.Match[str], _: dt.datetime | None) -> dt.date:
    year = 1 if found["roc_year"] == "元" else int(found["roc_year"])
    return dt.date(year + _ROC_OFFSET, int(found["roc_month"]), int(found["roc_day"]))


def _han_republic(found: re.Match[str], _: dt.datetime | None) -> dt.date:
    year = chinese_number(found["roc_han_year"])
    month, day = (chinese_number(found[f"roc_han_{name}"]) for name in ("month", "day"))
    return dt.date(year + _ROC_OFFSET, month, day)


def _bare_republic(found: re.Match[str], _: dt.datetime | None) -> dt.date | None:
    """Return the day of 110-01-15; 99-01-15 may be 1999 and needs a label before it."""
    if len(found["bare_year"]) == len("99") and found["unlabelled"] is not None:
        return None
    return dt.date(
        int(found["bare_year"]) + _ROC_OFFSET, int(found["bare_month"]), int(found["bare_day"])
    )


def _english(found: re.Match[str], _: dt.datetime | None) -> dt.date:
    name = (found["en_month"] or found["en_month2"]).lower()
    day = found["en_day"] or found["en_day2"]
    year = found["en_year"] or found["en_year2"]
    return dt.date(int(year), date_shapes.MONTHS.index(name[:3]) + 1, int(day))


def _unix(found: re.Match[str], _: dt.datetime | None) -> dt.date:
    """Return the day of Fri Jun 02 09:15:00 CST 2023, as Java and date(1) print it."""
    month = date_shapes.MONTHS.index(found["unix_month"].lower()[:3]) + 1
    return dt.date(int(found["unix_year"]), month, int(found["unix_day"]))


def _yearless(found: re.Match[str], now: dt.datetime | None) -> dt.date | None:
    if now is None:
        return None
    month, day = (int(found[name] or found[f"{name}2"]) for name in ("short_month", "short_day"))
    for year in range(now.year, now.year - 9, -1):  # 29 February may be eight years back
        try:
            day_of_year = dt.date(year, month, day)
        except ValueError:
            continue
        if day_of_year <= now.date():
            return day_of_year
    return None


def _day_word(found: re.Match[str], now: dt.datetime | None) -> dt.date | None:
    if now is None:
        return None
    return now.date() - dt.timedelta(days=date_shapes.DAYS_AGO[found["word"].lower()])


def _ago(found: re.Match[str], now: dt.datetime | None) -> dt.date | dt.datetime | None:
    if now is None:
        return None
    unit = date_shapes.SECONDS[found["unit"].lower()]
    count = 0.5 if found["count"] == "半" else int(found["count"])
    moment = now - dt.timedelta(seconds=count * unit)
    return moment.date() if unit >= date_shapes.DAY else moment


def _just_now(_: re.Match[str], now: dt.datetime | None) -> dt.datetime | None:
    return now


_READERS: dict[str, _Reader] = {
    "western": _western,
    "compacted": _compact,
    "chinese": _han,
    "republic": _republic,
    "han_republic": _han_republic,
    "bare_republic": _bare_republic,
    "english": _english,
    "unix": _unix,
    "yearless": _yearless,
    "day_word": _day_word,
    "ago": _ago,
    "just_now": _just_now,
}
