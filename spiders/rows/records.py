"""Records: the rows of a list in JSON, found by what their fields hold.

Envelopes differ (`data.list`, `result.records`, `articles`, rows right at the top), and so do the
names of fields; the array whose records have titles and addresses is the list.
"""

import dataclasses
import datetime as dt
import html
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from spiders.document import resolve
from spiders.feeds import parse_feed_date
from spiders.items import ListedItem
from spiders.listing_dates import SHANGHAI

Record = Mapping[str, Any]

_TITLES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:article|doc|news|info|content|show|list|main|full|long)?_?title$",
        r"^(?:bt|biaoti|subject|headline|topic)$|title",
        r"^(?:article|doc|news|info|content)?_?name$",
    )
)
_ADDRESSES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:link|jump|redirect|outer|out|external)_?(?:url|link|href)$",
        r"^(?:url|href|link|post_?url|permalink)$",
        r"(?:pub|html|static|detail|article|doc|news|page|content|visit|web|info).*url",
        r"url$|link$|href$|path$|uri$",
    )
)
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:display|show).*(?:time|date)",
        r"(?:publish|pub|release|issue|post|deploy|fb|fbs).*(?:time|date|at|sj|rq)|^docreltime$",
        r"^(?:date|time|datetime|day|rq|sj|riqi)$",
        r"(?:creat|insert|add|input).*(?:time|date|at|d)|^crtime$",
        r"time|date|_at$",
    )
)
"""Names of fields, the likeliest first."""

TOTALS = re.compile(
    r"^(?:total(?:_?(?:count|num|number|elements|records?|rows?|size))?"
    r"|(?:record|rows?|all)_?(?:count|total)|count|sum)$",
    re.IGNORECASE,
)
PAGES = re.compile(
    r"^(?:total_?pages?|pages?|page_?(?:count|total|s)|pages_?count|last_?page|max_?page)$",
    re.IGNORECASE,
)
_NO_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|bmp|ico|svg|mp4|mp3|css|js)(?:[?#]|$)", re.IGNORECASE
)
_TAG = re.compile(r"<[^>]{0,500}>")
_NET_DATE = re.compile(r"^/?Date\((-?\d{9,14})")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_FIELD = re.compile(r"\{(\w+)\}")
_MAX_DEPTH = 8
_MAX_RECORDS = 2_000
_EARLIEST, _LATEST = 631_152_000, 4_102_444_800


@dataclasses.dataclass(frozen=True, slots=True)
class Records:
    """The rows of an answer, and the numbers of rows and pages that it declares, or None."""

    items: tuple[ListedItem, ...]
    rows: int = 0
    total: int | None = None
    pages: int | None = None


def read_records(value: Any, base: str, item_url: str | None = None) -> Records:
    """The rows in a JSON value; `item_url` makes addresses of fields where records hold none.

    >>> value = {"data": {"list": [{"title": "第1次防汛会议", "id": 7, "time": 1685667600}]}}
    >>> found = read_records(value, "http://www.xinhe.example/", "/a/{id}.html").items[0]
    >>> found.url, found.date_text
    ('http://www.xinhe.example/a/7.html', '2023-06-02 09:00:00')
    """
    best: tuple[ListedItem, ...] = ()
    count = 0
    for array in _arrays(value):
        items = _items(array, base, item_url)
        if len(items) > len(best):
            best, count = items, len(array)
    return Records(best, count, declared(value, TOTALS), declared(value, PAGES))


def declared(value: Any, names: re.Pattern[str]) -> int | None:
    """The first number outside arrays whose name fits, the outermost first."""
    level = [value]
    for _ in range(_MAX_DEPTH):
        objects = [one for one in level if isinstance(one, Mapping)]
        for one in objects:
            for name, inner in one.items():
                if names.match(str(name)) and re.fullmatch(r"\d{1,9}", str(inner)):
                    return int(inner)
        level = [inner for one in objects for inner in one.values()]
    return None


def _arrays(value: Any, depth: int = 0) -> Iterator[list[Record]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        records = [one for one in value[:_MAX_RECORDS] if isinstance(one, Mapping)]
        if records:
            yield records
        inner: list[Any] = records
    else:
        inner = list(value.values()) if isinstance(value, Mapping) else []
    for one in inner:
        if isinstance(one, list | Mapping):
            yield from _arrays(one, depth + 1)


def _items(records: list[Record], base: str, item_url: str | None) -> tuple[ListedItem, ...]:
    found: dict[str, ListedItem] = {}
    for record in records:
        item = _item(record, base, item_url)
        if item:
            found.setdefault(item.url, item)
    return tuple(found.values())


def _item(record: Record, base: str, item_url: str | None) -> ListedItem | None:
    title = _title(record)
    url = _address(record, base) or _made_address(record, base, item_url)
    if not title or not url:
        return None
    date_text, published_at = _date(record)
    return ListedItem(url=url, title=title, date_text=date_text, published_at=published_at)


def _values(record: Record, patterns: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    """The texts and numbers of the fields whose names fit, by rank of the pattern."""
    for pattern in patterns:
        for name, given in record.items():
            # WordPress wraps its texts: {"title": {"rendered": "…"}}.
            value = given.get("rendered") if isinstance(given, Mapping) else given
            usable = isinstance(value, str | int | float) and not isinstance(value, bool)
            if usable and pattern.search(str(name)) and str(value).strip():
                yield str(value).strip()


def _title(record: Record) -> str:
    for value in _values(record, _TITLES):
        title = " ".join(html.unescape(_TAG.sub("", value)).split())
        if title and not title.isdigit():
            return title[:300]
    return ""


def _address(record: Record, base: str) -> str | None:
    for value in _values(record, _ADDRESSES):
        is_address = "/" in value or re.search(r"\.\w{2,5}(?:\?|$)", value)
        url = resolve(base, html.unescape(value)) if is_address else None
        if url and not _NO_PAGE.search(url):
            return url
    return None


def _made_address(record: Record, base: str, item_url: str | None) -> str | None:
    if not item_url:
        return None
    names = _FIELD.findall(item_url)
    values = {name: record.get(name) for name in names}
    if any(not isinstance(value, str | int) or value == "" for value in values.values()):
        return None
    return resolve(
        base, _FIELD.sub(lambda found: quote(str(values[found[1]]), safe="/:"), item_url)
    )


def _date(record: Record) -> tuple[str | None, dt.datetime | None]:
    """The date of a record as it would be printed, and its value."""
    for value in _values(record, _DATES):
        net = _NET_DATE.match(value)
        number = net[1] if net else value if _EPOCH.match(value) else None
        if number is not None:
            seconds = int(number) / (1000 if len(number.lstrip("-")) > 10 else 1)  # noqa: PLR2004
            if _EARLIEST <= seconds < _LATEST:
                moment = dt.datetime.fromtimestamp(seconds, SHANGHAI)
                return f"{moment:%Y-%m-%d %H:%M:%S}", moment
            continue
        printed = parse_feed_date(value)
        if printed:
            return value, printed
    return None, None
