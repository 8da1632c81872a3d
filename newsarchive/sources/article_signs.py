"""Whether a page is one article rather than a list: a table of signs, each with its weight."""

import dataclasses
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from spiders.document import ListDocument
from spiders.newspaper import is_paper_page
from spiders.rows.addresses import is_article_address

SURE = 2
"""Weight from which a page is taken for an article whatever links stand on it."""

_ADDRESSES = (
    re.compile(r"/t\d{8}_\d+(?:_\d+)?\.s?html?$"),
    re.compile(r"/art/\d{4}.*/art_\w+\.html?$"),
    re.compile(r"/info/\d+/\d+\.html?$"),
    re.compile(r"/content/(?:article/|.*m?post_)\d+(?:\.html?)?$"),
    re.compile(r"/\d{4}[-/]?\d{2}[-/]?\d{0,2}/(?:\w*\d\w*|content)\.s?html?$"),
    re.compile(r"/c\d+/content\.html?$"),
)
_CONTAINERS = re.compile(
    r"TRS_Editor|TRS_UEDITOR|<ucapcontent|UCAP-CONTENT|v_news_content|_newscontent_fromname"
    r"|id=['\"]js_content|name=['\"]?ContentStart|class=['\"][^'\"]*\bentry-title\b[^>]*>\s*[^<\s]",
    re.IGNORECASE,
)
_ARTICLE_TYPES = frozenset(
    {"Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "GovernmentPublication"}
)
_SENTENCE = re.compile(r"[，。；：！？,;!?]")
_MIN_TEXT_CHARS = 30
_MIN_RUNNING_CHARS = 120


@dataclasses.dataclass(frozen=True, slots=True)
class ArticleSigns:
    """What speaks for one article; `weight` is 0 for nothing, SURE and more for certainty."""

    weight: int
    evidence: tuple[str, ...]


def article_signs(document: ListDocument) -> ArticleSigns:
    """Return the signs that a page is one article."""
    found = tuple(_signs(document))
    return ArticleSigns(sum(weight for weight, _ in found), tuple(says for _, says in found))


def meta_content(document: ListDocument, name: str) -> str | None:
    """Return the content of a meta tag by name or property, in that very case; None if empty."""
    for meta in document.root.iter("meta"):
        if name in {meta.get("name"), meta.get("property")}:
            content = " ".join((meta.get("content") or "").split())
            if content:
                return content
    return None


def _address_signs(url: str) -> Iterator[tuple[int, str]]:
    path = urlsplit(url).path
    if any(pattern.search(path) for pattern in _ADDRESSES):
        yield 2, "its address has the form of an article's"
    elif is_article_address(url):
        yield 1, "its address ends like an article's"


def _signs(document: ListDocument) -> Iterator[tuple[int, str]]:
    if meta_content(document, "ArticleTitle") and meta_content(document, "PubDate"):
        yield 2, "its meta tags name an article's title and date"
    if meta_content(document, "og:type") == "article":
        yield 2, "og:type is article"
    if _ARTICLE_TYPES & set(_linked_data_types(document)):
        yield 2, "its linked data describes an article"
    if not is_paper_page(document.url):
        yield from _address_signs(document.url)
    if _CONTAINERS.search(document.html):
        yield 1, "it has the container of an article's body"
    length = _running_text(document)
    if length >= _MIN_RUNNING_CHARS:
        yield 1, f"it has {length} characters of running text"


def _linked_data_types(document: ListDocument) -> Iterator[str]:
    for script in document.root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                yield from _types(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                continue


def _types(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            kinds = one.get("@type")
            yield from (str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]))
            yield from _types(one.get("@graph", []))


def _running_text(document: ListDocument) -> int:
    """Characters of the texts that are sentences and no links."""
    total = 0
    for element in document.root.iter():
        if element.tag in {"script", "style", "title", "option"} or not isinstance(
            element.tag, str
        ):
            continue
        texts = [] if element.tag == "a" else [element.text]
        texts += [child.tail for child in element]
        for text in texts:
            stripped = " ".join((text or "").split())
            if len(stripped) >= _MIN_TEXT_CHARS and _SENTENCE.search(stripped):
                total += len(stripped)
    return total
