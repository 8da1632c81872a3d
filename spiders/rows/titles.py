"""Titles: what a link of a list calls its article, in full where the visible text is cut."""

import re

from lxml.html import HtmlElement

from spiders.listing_dates import is_only_date, split_date
from spiders.outline import Link, Outline, Text, joined

_BULLET = re.compile(r"^(?:[\s·•●○■□◆◇▪►▶▷★☆※＞>»›|-]|&middot;)+(?=\S)|(?:[\s·|]|NEW[!！]?$)+$")
_CUT = re.compile(r"\s*(?:…+|\.{2,}|。{3,}|⋯+)\s*$")
_LABELLED = re.compile(r"^(?:文章)?标\s*题\s*[:：]\s*(?P<title>[^\r\n]+)", re.MULTILINE)
_WORDS = (
    "更多|详情|詳情|详细|詳細|全文|原文|内容|內容|进入|查看|置顶|置頂|推荐|图文|下载|打印|关闭|分享",
    "more|details?|read more|view more|learn more|new|hot|rss|next|prev(?:ious)?|first|last|home",
    r"[首尾末]\s*[页頁]|第一页|最后页|[上下前后後]一?\s*[页頁]|[上下]一[篇条]|次页|返回.{0,4}",
    r"\d{1,4}|第?\s*\d+\s*[页頁]|[<>«»‹›.…]+",
)
_NO_TITLE = re.compile(
    r"^[\s\[【(（<«‹]*(?:查看|阅读|閱讀|点击|點擊|浏览|瀏覽){0,2}"
    rf"(?:{'|'.join(_WORDS)})?[\s\]】)）>»›…+]*$",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"[\d\s./年月日:+-]+")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BLOCKS = _HEADINGS | frozenset(
    ["div", "p", "dl", "dt", "dd", "ul", "li", "table", "tr", "td", "section", "article", "figure"]
)
_LONG_CHARS = 6
_LONGEST_OF_NONE = 100
"""Characters beyond which a text is no mere 更多, however it is framed."""

_MOST_TEXTS = 200
"""Pieces of text in a link that are looked at; one with more holds a part of the page."""

MAX_CHARS = 300
"""Characters of a title; what is longer is a card's whole text and no title."""


def is_no_title(text: str) -> bool:
    """Whether a link's text names no article: a page number, 更多, 详情, 下一页.

    >>> is_no_title("[详情]"), is_no_title("下一页"), is_no_title("更多惠民政策落地")
    (True, True, False)
    """
    told = text.strip()
    return len(told) <= _LONGEST_OF_NONE and bool(_NO_TITLE.match(told))


def full_title(visible: str, attribute: str | None) -> str:
    """The visible title, or the title attribute where the visible one is cut or missing.

    >>> full_title("新禾区召开秋季防火工作...", "新禾区召开秋季防火工作部署会议")
    '新禾区召开秋季防火工作部署会议'
    >>> full_title("新禾区召开防火会议", "点击查看")
    '新禾区召开防火会议'
    """
    told = _attribute(attribute)
    stem = _CUT.sub("", visible)
    longer = len(told) > len(stem) and told.startswith(stem)
    if told and (not visible or longer or (stem != visible and len(told) >= len(visible))):
        return told
    return visible


def link_title(link: Link, seen: Outline) -> str:
    """The title that a link gives: heading, text without its date, attribute, picture text."""
    within = seen.texts_in(link.element)
    texts = [text for text in within[:_MOST_TEXTS] if not _is_aside(text.text)]
    told = link.element.get("title")
    heading = [text for text in texts if _part_of(link, text, _HEADINGS, seen) is not link.element]
    blocks = [joined(heading)[: 2 * MAX_CHARS]] if heading else _blocks(texts, link, seen)
    titles = [title for block in blocks if (title := _title_of(block))]
    in_full = [full for title in titles if (full := full_title(title, told)) != title]
    long = [title for title in titles if len(title) >= _LONG_CHARS]
    title = next(iter(in_full + long), max(titles, key=len, default=""))
    return (title or full_title("", told) or _picture(link.element))[:MAX_CHARS]


def _attribute(value: str | None) -> str:
    raw = (value or "")[: 2 * MAX_CHARS].strip()
    labelled = _LABELLED.search(raw)
    told = _clean(" ".join((labelled["title"] if labelled else raw).split()))
    return "" if is_no_title(told) else told


def _is_aside(text: str) -> bool:
    return is_only_date(text) or (is_no_title(text) and not text.isdigit())


def _title_of(block: str) -> str:
    """The title in a block of a link, without the date beside it; empty if it is no title."""
    divided = split_date(block)
    title = _clean(divided[0] if divided else block)
    if len(title) < 2 or is_no_title(title) or _NUMERIC.fullmatch(title) or is_only_date(title):  # noqa: PLR2004
        return ""
    return title


def _blocks(texts: list[Text], link: Link, seen: Outline) -> list[str]:
    """The text of each block of a card in reading order; a plain link is one block."""
    blocks: dict[HtmlElement, list[Text]] = {}
    for text in texts:
        blocks.setdefault(_part_of(link, text, _BLOCKS, seen), []).append(text)
    return [joined(block)[: 2 * MAX_CHARS] for block in blocks.values()]


def _part_of(link: Link, text: Text, tags: frozenset[str], seen: Outline) -> HtmlElement:
    """The closest element with one of these tags around a text within a link, or the link."""
    found = seen.nearest(text.owner, tags)
    if found is None or seen.spans[found].order < seen.spans[link.element].order:
        return link.element
    return found


def _clean(text: str) -> str:
    return _BULLET.sub("", text).strip()


def _picture(element: HtmlElement) -> str:
    told = (image.get("alt") or image.get("title") for image in element.iter("img"))
    return next(
        (_clean(" ".join(text[:MAX_CHARS].split())) for text in told if text and text.strip()), ""
    )
