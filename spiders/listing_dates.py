"""Dates as list pages print them: whole, split over two elements, without a year, or relative.

Only what is printed is told; a date without a year stays text, since a list alone cannot say
which year is meant. Everything is Asia/Shanghai: lists print no zone.
"""

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclasses.dataclass(frozen=True, slots=True)
class ListDate:
    """A date as printed, and its value where it names the year; midnight where it has no time."""

    text: str
    value: dt.datetime | None


_TIME = (
    r"(?:[\sT]*(?:星期.|周.|週.)?\s*(?P<hour>[01]?\d|2[0-3])[:：](?P<minute>[0-5]\d)"
    r"(?:[:：](?P<second>[0-5]\d))?)?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_SEP = r"\s*[-/.．－–—_]\s*"
_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_NAME = rf"(?P<name>{_NAMES.replace(' ', '|')})[a-z]*\.?"

_FORMS = tuple(
    re.compile(rf"(?<![\d.]){form}{_TIME}(?![\d%])", re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?:{_SEP}|\s*年\s*){_MONTH}(?:{_SEP}|\s*月\s*){_DAY}\s*[日号號]?",
        rf"(?:民國|民国)?\s?(?P<roc>\d{{2,3}})\s*年\s*{_MONTH}\s*月\s*{_DAY}\s*日",
        rf"(?P<roc>1\d\d){_SEP}{_MONTH}{_SEP}{_DAY}",
        rf"{_YEAR}\s+{_MONTH}\s+{_DAY}",
        rf"{_DAY}[\s/]+{_YEAR}(?:{_SEP}|\s*年\s*){_MONTH}月?",
        rf"{_YEAR}(?:{_SEP}|\s*年\s*){_MONTH}月?\s+{_DAY}日?",
        rf"{_YEAR}年?\s+{_MONTH}(?:{_SEP}|\s*月\s*){_DAY}日?",
        rf"{_MONTH}(?:{_SEP}|\s*月\s*){_DAY}日?,?[\s/.-]+{_YEAR}年?",
        rf"{_DAY}\s+{_MONTH}月[\s/.,-]*{_YEAR}年?",
        rf"{_NAME}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th)?[\s-]+{_NAME},?[\s-]+{_YEAR}",
        rf"(?P<short>[0-3]\d)-{_MONTH}-{_DAY}",
        r"(?P<stamp>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))",
    )
)
_YEARLESS = re.compile(
    r"(?:(?:0?[1-9]|1[0-2])(?:[-/.]|\s*月\s*)(?:0?[1-9]|[12]\d|3[01])日?"
    r"|(?:0?[1-9]|[12]\d|3[01])\s+(?:0?[1-9]|1[0-2])月"
    r"|刚刚|剛剛|今天|昨天|前天|今日|昨日"
    r"|\d{1,3}\s*(?:秒|分钟|分鐘|小时|小時|天|周|个月|個月)前)?"
    r"(?:(?<=\S)\s+)?(?:(?:[01]?\d|2[0-3]):[0-5]\d)?"
)
_FRAME = r"[\s\[\]()（）【】〔〕［］<>《》|｜·•:：,，、~\-—]*"
_LABEL = (
    r"(?:(?:发布|发表|更新|添加|录入|上传|公布|公开|发文|成文|上线|印发|發布|發佈|發表|刊登|登錄|上傳|公告)?"
    r"(?:时间|日期|時間|于|於)|日期|date|posted on|published)"
)
_EDGE = re.compile(rf"^{_FRAME}(?:{_LABEL})?{_FRAME}|{_FRAME}$", re.IGNORECASE)
_LABELS = re.compile(_LABEL, re.IGNORECASE)
_COUNTER = re.compile(
    r"(?:阅读|閱讀|浏览|瀏覽|点击|點擊|点阅|人气|访问)[次数數量率]*|\d+\s*次?|[来來]源|作者"
)
_TAIL = re.compile(
    r"^(?P<title>.*\S)\s*[\[(（【〔]\s*(?P<date>[^\[\](（)）【】〔〕]{5,20})\s*[\])）】〕]$"
)
_BARE_TAIL = re.compile(r"^(?P<title>.*\S)\s+(?P<date>\d[\d/.:年月日\s-]{6,18})$")
_HEAD = re.compile(
    r"^[\[(（【〔]?\s*(?P<date>\d[\d/.:年月日\s-]{4,18})[\])）】〕]?[\s:：]+(?P<title>\S.*)$"
)

MAX_CHARS = 80
"""A text longer than this is no printed date, whatever dates it holds."""
MAX_TITLE_CHARS = 300
"""A text longer than this is a whole card and no title with a date."""
MAX_REST_CHARS = 26
"""Characters that may stand beside a date: a source, a hit count, an author."""


@functools.lru_cache(maxsize=4096)
def printed_date(text: str) -> ListDate | None:
    """The date that a piece of a list row prints, or None if the piece is no date.

    >>> printed_date("[2023-06-02]").text
    '2023-06-02'
    >>> printed_date("发布时间：2023年6月2日 09:15  阅读次数：").value.isoformat()
    '2023-06-02T09:15:00+08:00'
    >>> printed_date("06-02")
    ListDate(text='06-02', value=None)
    >>> printed_date("2023年6月2日上午，新禾区召开防汛工作会议，安排部署近期重点工作") is None
    True
    """
    cleaned = " ".join(text.split())
    if not cleaned or len(cleaned) > MAX_CHARS:
        return None
    for form in _FORMS:
        found = form.search(cleaned)
        if found and (value := _value(found)):
            return _when_alone(cleaned, found, value)
    bare = _EDGE.sub("", cleaned)
    return ListDate(bare, None) if bare and _YEARLESS.fullmatch(bare) else None


def is_only_date(text: str) -> bool:
    """Whether a text is a date and nothing but a label or a hit count beside it.

    >>> is_only_date("发布时间：2023-06-02 浏览：12次"), is_only_date("新禾区防汛通告 2023-06-02")
    (True, False)
    """
    date = printed_date(text)
    if date is None:
        return False
    rest = " ".join(text.split()).replace(date.text, "", 1)
    return not _EDGE.sub("", _COUNTER.sub("", _LABELS.sub("", rest)))


def split_date(title: str) -> tuple[str, ListDate] | None:
    """A title and the date printed within it, at its end or its beginning; None if there is none.

    >>> split_date("新禾区召开防汛会议 [2023-06-02]")[0]
    '新禾区召开防汛会议'
    >>> split_date("关于2023年6月停水的通知") is None
    True
    """
    if len(title) > MAX_TITLE_CHARS:
        return None
    for shape in (_TAIL, _BARE_TAIL, _HEAD):
        found = shape.match(title)
        date = printed_date(found["date"]) if found else None
        if found and date:
            return found["title"].rstrip(), date
    return None


def parse_list_date(text: str) -> dt.datetime | None:
    """The first date with a year in a text, aware, or None.

    >>> parse_list_date("110-01-15").year
    2021
    """
    cleaned = " ".join(text.split())
    values = ((found, _value(found)) for form in _FORMS if (found := form.search(cleaned)))
    return next((value for _, value in values if value), None)


def _when_alone(text: str, found: re.Match[str], value: dt.datetime) -> ListDate | None:
    before = _EDGE.sub("", text[: found.start()])
    after = _EDGE.sub("", text[found.end() :])
    sentence = re.search(r"[，。；！？]", before + after)
    if len(before) + len(after) > MAX_REST_CHARS or sentence:
        return None
    return ListDate(found.group(0).strip(), value)


_PARTS: dict[str, Callable[[str], int]] = {
    "year": int,
    "roc": lambda digits: int(digits) + 1911,
    "short": lambda digits: int(digits) + 2000,
    "stamp": lambda digits: int(digits[:4]),
}


def _value(found: re.Match[str]) -> dt.datetime | None:
    parts = {key: value for key, value in found.groupdict().items() if value}
    year = next((read(parts[key]) for key, read in _PARTS.items() if key in parts), 0)
    if "stamp" in parts:
        month, day = int(parts["stamp"][4:6]), int(parts["stamp"][6:])
    else:
        name = parts.get("name", "").lower()
        month = _NAMES.split().index(name) + 1 if name else int(parts["month"])
        day = int(parts["day"])
    hour, minute, second = (int(parts.get(key, 0)) for key in ("hour", "minute", "second"))
    try:
        return dt.datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI)
    except ValueError:
        return None
