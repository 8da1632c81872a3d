"""When an article was published: the visible line first, head and scripts next, htmldate last."""

import datetime as dt
import logging
import re
from collections.abc import Iterable, Iterator

import htmldate

from newsarchive.extraction import metas, scripts
from newsarchive.extraction.lines import is_info
from newsarchive.extraction.page import Page
from newsarchive.text.dates import parse_date

_NOT_PUBLISHED = re.compile(
    r"(?:成文|产生|生成|更新|编辑|修改|生效|施行|印发|截止|截至|有效|last modified|updated)\s*(?:日期|时间|時間|於|于)?\s*[:：]?\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?:19|20)\d{2}|昨天|前天|今天|小时前|分钟前|\d{1,2}月\d{1,2}日|\d{1,2}-\d{1,2}|\b1[01]\d[-年/]"
)
_BRACKETED_TIME = re.compile(r"[（(]\s*(\d{1,2}:\d{2}(?::\d{2})?)\s*[)）]")
_DAY_FIRST = re.compile(
    r"\n(?P<day>\d{1,2})日?\n(?P<year>20\d{2})[-/.年](?P<month>\d{1,2})月?(?=\n)"
)
_YEAR_FIRST = re.compile(
    r"\n(?P<year>20\d{2})年?\n(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?(?:\n(?P<time>\d{1,2}:\d{2}))?(?=\n)"
)
_MONTH_FIRST = re.compile(
    r"(?<!\d)(?P<month>[01]\d)[-/](?P<day>[0-3]\d)[-/](?P<year>(?:19|20)\d{2})(?!\d)"
)
_URL_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_SLACK = dt.timedelta(days=1)
_EARLIEST = 1990


def find_published(
    page: Page,
    lines: Iterable[str],
    *,
    fetched_at: dt.datetime | None,
    zone: str,
    listed: dt.datetime | None,
) -> tuple[dt.datetime, str] | None:
    """The time of publication and where it was found; None where nothing tells it.

    `lines` are the visible lines around the headline, nearest first. Times after the capture
    are passed over. A visible date without a time of day takes the minutes that the head of the
    page gives for the same day.
    """
    shown_lines = list(lines)
    shown = _from_lines([*shown_lines, *_split_dates(shown_lines)], fetched_at, zone)
    if shown and shown[1]:
        return shown[0], "info line"
    hidden = _from_head(page, fetched_at, zone)
    if shown:
        exact = next(
            (value for value, timed, _ in hidden if timed and _same_day(value, shown[0])), None
        )
        return (exact or shown[0]), "info line"
    best = next(hidden, None)
    if best:
        return best[0], best[2]
    if listed and _is_possible(listed, fetched_at):
        return listed, "list page"
    return _last_resort(page, fetched_at, zone)


def _from_lines(
    lines: Iterable[str], fetched_at: dt.datetime | None, zone: str
) -> tuple[dt.datetime, bool] | None:
    second: tuple[dt.datetime, bool] | None = None
    for shown in lines:
        line = _BRACKETED_TIME.sub(r" \1 ", shown)
        found = _YEAR.search(line) if is_info(line) else None
        parsed = parse_date(line, reference=fetched_at, zone=zone) if found else None
        if found is None or parsed is None or not _is_possible(parsed.value, fetched_at):
            continue
        if not _NOT_PUBLISHED.search(line[: found.start()]):
            return parsed.value, parsed.has_time
        second = second or (parsed.value, parsed.has_time)
    return second


def _split_dates(lines: list[str]) -> Iterable[str]:
    """Dates that a page shows in pieces: a large day over its month, a year over day and time.

    >>> list(_split_dates(["21", "2024年02月", "分享"]))
    ['2024-02-21']
    """
    joined = "\n".join(["", *lines, ""])
    for match in _DAY_FIRST.finditer(joined):
        yield f"{match['year']}-{match['month']}-{match['day']}"
    for match in _YEAR_FIRST.finditer(joined):
        yield f"{match['year']}-{match['month']}-{match['day']} {match['time'] or ''}".strip()
    for match in _MONTH_FIRST.finditer(joined):
        yield f"{match['year']}-{match['month']}-{match['day']}"


def _from_head(
    page: Page, fetched_at: dt.datetime | None, zone: str
) -> Iterator[tuple[dt.datetime, bool, str]]:
    """Dates of meta elements, JSON-LD and scripts in order of trust, each with its origin."""
    if scripts.is_wechat(page.html):
        time = scripts.wechat_time(page.html)
        if time and _is_possible(time, fetched_at):
            yield time, True, "script"
    for text, origin in _head_texts(page):
        parsed = parse_date(text, reference=fetched_at, zone=zone) if text else None
        if parsed and _is_possible(parsed.value, fetched_at):
            yield parsed.value, parsed.has_time, origin


def _head_texts(page: Page) -> Iterable[tuple[str | None, str]]:
    """Date texts of the head with their origin; scripts are searched only when reached."""
    yield page.metas.get("PubDate"), "meta PubDate"
    yield page.json_ld.get("published"), "JSON-LD"
    yield page.metas.get("article:published_time"), "meta article:published_time"
    yield scripts.date_text(page.html), "script"
    for name in metas.DATES:
        yield page.metas.get(name), f"meta {name}"


def _last_resort(
    page: Page, fetched_at: dt.datetime | None, zone: str
) -> tuple[dt.datetime, str] | None:
    match = _URL_DATE.search(page.url)
    if match:
        parsed = parse_date("-".join(match.groups()), zone=zone)
        if parsed and _is_possible(parsed.value, fetched_at):
            return parsed.value, "url"
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = htmldate.find_date(page.html[:500_000], original_date=True, extensive_search=False)
    parsed = parse_date(found, zone=zone) if found else None
    if parsed and _is_possible(parsed.value, fetched_at):
        return parsed.value, "htmldate"
    return None


def _is_possible(value: dt.datetime, fetched_at: dt.datetime | None) -> bool:
    """Whether an article can have appeared then: after 1990 and not after the capture."""
    return value.year >= _EARLIEST and (fetched_at is None or value <= fetched_at + _SLACK)


def _same_day(value: dt.datetime, other: dt.datetime) -> bool:
    return value.astimezone(other.tzinfo).date() == other.date()
