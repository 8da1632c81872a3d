"""Columns near a page: those that an article belongs to, and the news columns of a home page."""

import dataclasses
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html

from spiders.document import ListDocument
from spiders.rows.addresses import is_article_address


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """A column that may exist, and how its address was come by, in words fit to be shown."""

    url: str
    why: str


_HOME = re.compile(r"/(?:(?:index|default|home|main)[\w-]*\.\w{2,5})?", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.\w{2,5}$", re.IGNORECASE)
_PLACE_LABEL = re.compile(
    r"(?:当前|所在|目前|现在|您的|你的|當前|目前|現在)的?(?:位置|所在)|首[页頁]\s*(?:>|»|›|＞|-|/)"
)
_PLACE_CLASS = re.compile(r"crumb|position|location|weizhi|dqwz|curr?ent-?pos", re.IGNORECASE)
_CRUMBS_AT_MOST = 8
_HANWEB_ARTICLE = re.compile(r"/art_(\d+)_\d+\.html?$")
_DATE_FOLDER = re.compile(r"\d{1,8}(?:-\d{1,2}){0,2}|art_\w+")
_NO_COLUMN = frozenset(
    [
        *("info", "art", "content", "article", "articles", "archives", "archive"),
        *("detail", "show", "view", "node", "p", "a", "s"),
    ]
)

_NEWS_WORDS = (
    ("要闻", "要聞"),
    ("新闻动态", "新聞動態", "新闻中心", "新聞中心", "新闻资讯", "新聞資訊"),
    ("工作动态", "工作動態", "政务动态", "政務動態", "公司新闻", "公司新聞", "企业新闻"),
    ("新闻", "新聞", "动态", "動態", "资讯", "資訊", "最新消息"),
    ("通知公告", "公告", "公示", "通知"),
    ("news", "press"),
)
"""What news columns are called, the likeliest first; the words of a line count alike."""

# A longer text that holds such a word is a headline.
_LABEL_CHARS = 8
_LATIN_LABEL_CHARS = 24


def is_home(url: str) -> bool:
    """Tell whether an address is that of a whole site.

    >>> is_home("http://gz-example.gov.cn/index.html"), is_home("http://gz-example.gov.cn/gzdt/")
    (True, False)
    """
    parts = urlsplit(url)
    return bool(_HOME.fullmatch(parts.path or "/")) and not parts.query


def own_label(document: ListDocument) -> str | None:
    """Return what a column calls itself in the line that tells the reader's place on the site."""
    place = _INDEX.sub("/", document.url)
    labels = (
        " ".join(anchor.text_content().split())
        for anchor in _crumb_anchors(document)
        if anchor.get("href") in {"", "#"}
        or _INDEX.sub("/", document.address(anchor) or "") == place
    )
    return next((label for label in labels if 0 < len(label) <= _LATIN_LABEL_CHARS), None)


def parent_columns(document: ListDocument) -> tuple[Column, ...]:
    """Return the columns that an article may belong to, the likeliest first, each once.

    From the line that tells the reader's place on the site, and from the article's own address.
    """
    found = [*_crumbs(document), *_folders(document.url)]
    return tuple({column.url: column for column in reversed(found)}.values())[::-1]


def news_columns(document: ListDocument) -> tuple[Column, ...]:
    """Return the links of a home page that are called like a news column, the likeliest first.

    >>> from spiders.document import parse_document
    >>> menu = '<a href="/about/">关于我们</a><a href="/news/">新闻中心</a>'
    >>> news_columns(parse_document(menu, "http://www.li-example.com/"))
    (Column(url='http://www.li-example.com/news/', why='the column 新闻中心'),)
    """
    found: dict[str, tuple[int, Column]] = {}
    for anchor in document.root.iter("a"):
        label = " ".join(anchor.text_content().split())
        rank = _news_rank(label)
        url = document.address(anchor)
        if rank is not None and url and _is_column_of(url, document.url):
            found.setdefault(url, (rank, Column(url, f"the column {label}")))
    return tuple(column for _, column in sorted(found.values(), key=lambda one: one[0]))


def _news_rank(label: str) -> int | None:
    longest = _LATIN_LABEL_CHARS if label.isascii() else _LABEL_CHARS
    if not 0 < len(label) <= longest:
        return None
    lowered = label.lower()
    ranks = (rank for rank, words in enumerate(_NEWS_WORDS) if any(w in lowered for w in words))
    return next(ranks, None)


def _is_column_of(url: str, home: str) -> bool:
    same_site = urlsplit(url).netloc == urlsplit(home).netloc
    return same_site and not is_home(url) and not _is_sure_article(url)


def _is_sure_article(url: str) -> bool:
    return bool(re.search(r"\d{4,}", urlsplit(url).path)) and is_article_address(url)


def _crumbs(document: ListDocument) -> Iterator[Column]:
    for anchor in _crumb_anchors(document):
        url = document.address(anchor)
        if url and url != document.url and _is_column_of(url, document.url):
            label = " ".join(anchor.text_content().split())
            yield Column(url, f"the page says that it stands in {label or 'it'}")


def _crumb_anchors(document: ListDocument) -> Iterator[lxml_html.HtmlElement]:
    """Yield the links of the line that tells the reader's place on the site, the deepest first."""
    for element in document.root.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
            continue
        texts = [element.text, *(child.tail for child in element)]
        labelled = any(_PLACE_LABEL.search(text or "") for text in texts)
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if labelled or _PLACE_CLASS.search(named):
            parent = element.getparent()
            anchors = list(element.iter("a")) or ([] if parent is None else list(parent.iter("a")))
            if len(anchors) <= _CRUMBS_AT_MOST:
                yield from reversed(anchors)


def _folders(url: str) -> Iterator[Column]:
    hanweb = _HANWEB_ARTICLE.search(urlsplit(url).path)
    if hanweb:
        column = urljoin(url, f"/col/col{hanweb[1]}/index.html")
        yield Column(column, "its address names the column's number")
    segments = urlsplit(url).path.split("/")[1:-1]
    while segments and _DATE_FOLDER.fullmatch(segments[-1]):
        segments.pop()
    if segments and segments[-1].lower() not in _NO_COLUMN:
        yield Column(urljoin(url, f"/{'/'.join(segments)}/"), "its address lies below it")
