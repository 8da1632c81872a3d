"""Addresses: whether a link looks like one article rather than a column, by its form alone."""

import posixpath
import re
from urllib.parse import parse_qsl, urlsplit

from spiders.newspaper import PAGE_FILE

_DIGITS = re.compile(r"\d{2,}")
_NUMBER_FILE = re.compile(r"\d+(?:\.\w{2,5})?$")
_HEX = re.compile(r"(?=[a-z]*\d)[0-9a-f]{8,}", re.IGNORECASE)
_LIST_FILE = re.compile(
    r"^(?:index|list|default|column|more|page)?[_-]?\d{0,4}(?:\.\w{2,5})?$", re.IGNORECASE
)
_CONTENT_FILE = re.compile(
    r"^(?:c|content|detail|article|show|view|info)(?:\.\w{2,5})?$", re.IGNORECASE
)
_DATE_FOLDER = re.compile(r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2])(?:[/-]?\d\d)?/")
_LONG_NUMBER = re.compile(r"\d{5,}")
_SLUG = re.compile(r"^[\w%]+(?:[-_][\w%]+){2,}")
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|pptx?|ofd|wps)$", re.IGNORECASE)
_PAGE_KEYS = frozenset(
    ["page", "p", "pageno", "pageindex", "currentpage", "pagenum", "paged", "pn"]
)


def is_article_address(url: str) -> bool:
    """Whether an address has the form of an article's: a number, date, hash or slug at its end.

    >>> is_article_address("http://www.xinhe.example/gzdt/202306/t20230602_123.html")
    True
    >>> is_article_address("http://www.xinhe.example/gzdt/index_2.html")
    False
    """
    parts = urlsplit(url)
    name = posixpath.basename(parts.path.rstrip("/"))
    query = [value for key, value in parse_qsl(parts.query) if key.lower() not in _PAGE_KEYS]
    if any(_DIGITS.search(value) or _HEX.search(value) for value in query):
        return True
    if _CONTENT_FILE.match(name):
        above = posixpath.basename(posixpath.dirname(parts.path))
        return bool(_LONG_NUMBER.search(above) or _HEX.search(above))
    if _DOCUMENT.search(name) or _HEX.search(name):
        return True
    if _DATE_FOLDER.search(parts.path):
        return not PAGE_FILE.match(name)
    if _LIST_FILE.match(name) and not _NUMBER_FILE.fullmatch(name):
        return False
    return bool(_NUMBER_FILE.fullmatch(name) or _DIGITS.search(name) or _SLUG.match(name))


def folder(url: str) -> str:
    """The address up to its last slash, without its query."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path.rpartition('/')[0]}/"


def form(url: str) -> str:
    """The address with its digits and hashes hidden, alike for the articles of one column.

    >>> form("http://www.xinhe.example/info/1002/12880.htm")
    'www.xinhe.example/info/#/#.htm'
    """
    parts = urlsplit(url)
    keys = "&".join(sorted(key for key, _ in parse_qsl(parts.query)))
    return f"{parts.netloc}{re.sub(r'[0-9a-f]*[0-9][0-9a-f]*', '#', parts.path)}?{keys}".rstrip("?")
