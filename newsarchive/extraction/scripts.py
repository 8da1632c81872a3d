"""Facts in script variables: WeChat's time and account, dates and sources that a CMS leaves."""

import datetime as dt
import re

_EPOCH = re.compile(
    r"""\b(?:var\s+(?:ct|oriCreateTime)|create_timestamp|ct)\s*[=:]\s*["']?(\d{10})\b"""
)
_WECHAT_NAME = re.compile(r"""var\s+nickname\s*=\s*(?:htmlDecode\()?["']([^"']{1,60})["']""")
_DATE = re.compile(r"""[=:]\s*["']((?:19|20)\d{2}[-/年.]\d{1,2}[-/月.]\d{1,2}[^"'<>]{0,16})["']""")
_DATE_KEY = re.compile(
    r"(?:pub_?(?:date|time|data)|publish_?(?:date|time|at|ed)?|ptime|release_?(?:date|time)"
    r"""|news_?time|fbsj|create_?time)["']?\s*$""",
    re.IGNORECASE,
)
_SOURCES = {
    name: re.compile(rf"""{name}["']?\s*[:=]\s*["']([^"'<>]{{2,30}})["']""")
    for name in ("source", "sourceName", "source_name", "media", "mediaName", "media_name")
}
_BEFORE_KEY = frozenset(" \t\r\n{,\"'")
_KEY_LENGTH = 30
_HAN = re.compile("[\u4e00-\u9fff]")
_SIGNS = ("mp.weixin.qq.com", "js_content", "mmbiz")


def is_wechat(html: str) -> bool:
    """Whether a page is one of the WeChat articles."""
    return sum(sign in html for sign in _SIGNS) > 1


def wechat_time(html: str) -> dt.datetime | None:
    """When a WeChat article was published, in UTC; None without its variables.

    >>> wechat_time('var ct = "1685668500";').isoformat()
    '2023-06-02T01:15:00+00:00'
    """
    epoch = _EPOCH.search(html)
    if epoch:
        return dt.datetime.fromtimestamp(int(epoch.group(1)), dt.UTC)
    return None


def wechat_account(html: str) -> str | None:
    """The account that published a WeChat article.

    >>> wechat_account('var nickname = "湖湾发布";')
    '湖湾发布'
    """
    found = _WECHAT_NAME.search(html)
    return found.group(1).strip() or None if found else None


def date_text(html: str) -> str | None:
    """A publication date kept in a variable, as written; None where there is none.

    >>> date_text("var pubdata='2017年10月19日';")
    '2017年10月19日'
    """
    for found in _DATE.finditer(html):
        if _DATE_KEY.search(html, max(0, found.start() - _KEY_LENGTH), found.start()):
            return found.group(1)
    return None


def source_name(html: str) -> str | None:
    """The outlet that a page's script names as the source, None without a Chinese name.

    >>> source_name("article = {id: 7, source: '湖湾日报'}")
    '湖湾日报'
    """
    found = [
        match
        for name, pattern in _SOURCES.items()
        if name in html
        for match in pattern.finditer(html)
        if html[match.start() - 1 : match.start()] in _BEFORE_KEY
    ]
    first = min(found, key=re.Match.start, default=None)
    return first.group(1) if first and _HAN.search(first.group(1)) else None
