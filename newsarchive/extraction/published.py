"""When an article was published: the visible line first, head and scripts next, htmldate last."""

import dataclasses
import datetime as dt
import logging
import re
from collections.abc import Iterable, Iterator

import htmldate

from newsarchive.extraction import dom, metas, scripts
from newsarchive.extraction.lines import is_info
from newsarchive.extraction.page import Page
from newsarchive.text.credits import read_credits
from newsarchive.text.dates import ParsedDate, parse_date

_NOT_PUBLISHED = re.compile(
    r"(?:成文|产生|生成|更新|编辑|修改|生效|施行|印发|截止|截至|有效|last modified|updated)\s*"
    r"(?:日期|时间|時間|於|于)?\s*[:：]?\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?:19|20)\d{2}|昨天|前天|今天|小时前|分钟前|\d{1,2}月\d{1,2}日|\d{1,2}-\d{1,2}|\b1[01]\d[-年/]"
)
_WHOLE_DATE = re.compile(r"(?<!\d)(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}")
_TIME = r"(?P<time>\d{1,2}[:：時时点]\d{2}分?(?::\d{2})?)"
_ALONE = re.compile(
    r"\W*(?P<date>(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)\s*"
    rf"(?:[（(]?(?:星期|周|週).[）)]?)?\s*{_TIME}?\W*$"
)
_CLOCK = re.compile(rf"[\u4e00-\u9fff]{{0,4}}{_TIME}\W*$")
_BRACKETED_TIME = re.compile(r"[（(]\s*(\d{1,2}:\d{2}(?::\d{2})?)\s*[)）]")
_DAY_FIRST = re.compile(
    r"\n(?P<day>\d{1,2})日?[\n ](?P<year>20\d{2})[-/.年](?P<month>\d{1,2})月?(?=\n)"
)
_YEAR_FIRST = re.compile(
    r"\n(?P<year>20\d{2})年?\n(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
    r"(?:\n(?P<time>\d{1,2}:\d{2}))?(?=\n)"
)
_MONTH_FIRST = re.compile(
    r"(?<!\d)(?P<month>[01]\d)[-/](?P<day>[0-3]\d)[-/](?P<year>(?:19|20)\d{2})(?!\d)"
)
_URL_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_EARLIEST = 1990
_CLOSING = 8
_MOST_CHARACTERS = 500_000


def find_published(
    page: Page,
    lines: Iterable[str],
    *,
    closing: list[str],
    fetched_at: dt.datetime | None,
    zone: str,
    listed: dt.datetime | None,
) -> tuple[dt.datetime, str] | None:
    """The time of publication and where it was found; None where nothing tells it.

    `lines` are the visible lines around the headline, nearest first, `closing` those below the
    body, whose dates count where neither head nor list page tells one. Times after the capture
    are passed over. A visible date without a time of day takes the minutes that the head of the
    page gives for the same day.
    """
    moment = _Moment(fetched_at, zone)
    shown_lines = list(lines)
    shown = _from_lines([*shown_lines, *_split_dates(shown_lines)], moment)
    if shown and shown.has_time:
        return shown.value, "info line"
    hidden = _from_head(page, moment)
    if shown:
        timed = (found.value for found, _ in hidden if found.has_time)
        exact = next((value for value in timed if _same_day(value, shown.value)), shown.value)
        return exact, "info line"
    best = next(hidden, None)
    if best:
        return best[0].value, best[1]
    if listed and moment.allows(listed):
        return listed, "list page"
    if below := _closing_date(closing, moment):
        return below.value, "below the body"
    return _last_resort(page, moment)


@dataclasses.dataclass(frozen=True, slots=True)
class _Moment:
    """When a page was captured, which bounds its dates and completes those without a year."""

    fetched_at: dt.datetime | None
    zone: str

    def read(self, text: str | None) -> ParsedDate | None:
        """The first date in a text, None if there is none that the article can have."""
        return (
            self.check(parse_date(text, reference=self.fetched_at, zone=self.zone))
            if text
            else None
        )

    def check(self, parsed: ParsedDate | None) -> ParsedDate | None:
        """The date, without its time of day where only that lies after the capture."""
        if parsed is None or self.allows(parsed.value):
            return parsed
        day = parsed.value.replace(hour=0, minute=0, second=0, microsecond=0)
        return dataclasses.replace(parsed, value=day, has_time=False) if self.allows(day) else None

    def allows(self, value: dt.datetime) -> bool:
        """Whether an article can have appeared then: since 1990 and not after the capture."""
        return value.year >= _EARLIEST and (self.fetched_at is None or value <= self.fetched_at)


def _from_lines(lines: Iterable[str], moment: _Moment) -> ParsedDate | None:
    """The first date that a line gives as that of publication, else the first of another kind."""
    other: ParsedDate | None = None
    for shown in lines:
        line = _BRACKETED_TIME.sub(r" \1 ", shown)
        start = _YEAR.search(line)
        if start is None or not is_info(line):
            continue
        credited = read_credits(line, reference=moment.fetched_at, zone=moment.zone).published_at
        found = moment.check(credited) or moment.read(line)
        if found and (credited or not _NOT_PUBLISHED.search(line[: start.start()])):
            return found
        other = other or found
        if found and (next_date := _second_date(line, start.end(), moment)):
            return next_date
    return other


def _closing_date(lines: list[str], moment: _Moment) -> ParsedDate | None:
    """The date in a line below the body of nothing else, with the time that the next line gives."""
    for index, line in enumerate(lines[:_CLOSING]):
        found = _ALONE.match(line)
        if found is None:
            continue
        clock = _CLOCK.match(lines[index + 1]) if index + 1 < len(lines) else None
        time = found["time"] or (clock["time"] if clock else "")
        if parsed := moment.read(f"{found['date']} {time}".strip()):
            return parsed
    return None


def _second_date(line: str, start: int, moment: _Moment) -> ParsedDate | None:
    """The unlabelled date behind one of another kind: 更新时间：2024-07-10 2024-07-01 来源：…."""
    behind = _WHOLE_DATE.search(line, start)
    if behind is None or _NOT_PUBLISHED.search(line[: behind.start()]):
        return None
    return moment.read(line[behind.start() :])


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


def _from_head(page: Page, moment: _Moment) -> Iterator[tuple[ParsedDate, str]]:
    """Dates of meta elements, JSON-LD and scripts in order of trust, each with its origin."""
    if scripts.is_wechat(page.html):
        time = scripts.wechat_time(page.html)
        if time and moment.allows(time):
            yield ParsedDate(time, has_time=True), "script"
    for text, origin in _head_texts(page):
        if found := moment.read(text):
            yield found, origin


def _head_texts(page: Page) -> Iterable[tuple[str | None, str]]:
    """Date texts of the head with their origin; scripts are searched only when reached."""
    yield page.metas.get("PubDate"), "meta PubDate"
    yield page.json_ld.get("published"), "JSON-LD"
    yield page.metas.get("article:published_time"), "meta article:published_time"
    yield scripts.date_text(page.html), "script"
    for name in metas.DATES:
        yield page.metas.get(name), f"meta {name}"


def _last_resort(page: Page, moment: _Moment) -> tuple[dt.datetime, str] | None:
    match = _URL_DATE.search(page.url)
    found = moment.read("-".join(match.groups())) if match else None
    if found:
        return found.value, "url"
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    # As an element: htmldate takes a string that begins with http for an address and fetches it.
    root = dom.parse(page.html[:_MOST_CHARACTERS])
    if root is None:
        return None
    found = moment.read(htmldate.find_date(root, original_date=True, extensive_search=False))
    return (found.value, "htmldate") if found else None


def _same_day(value: dt.datetime, other: dt.datetime) -> bool:
    return value.astimezone(other.tzinfo).date() == other.date()
