"""Meta elements of the page's head: the government's standard set, OpenGraph and the rest.

Names are kept with their case: `description` is a site's blurb, `Description` the article's
(政府网站发展指引, 2017, annex on page design).
"""

import html
import re
from collections.abc import Iterable, Mapping

from lxml.html import HtmlElement

from newsarchive.extraction.dom import squeeze

_TAG = re.compile(r"<[^<>]{1,200}>")

# fmt: off
TITLES = ("ArticleTitle", "og:title", "twitter:title")
DATES = (
    "PubDate", "article:published_time", "og:published_time", "publishdate", "pubdate", "og:time",
    "og:release_date", "datePublished", "weibo: article:create_at", "apub:time", "Maketime",
    "date", "dc.date", "DC.date.issued", "parsely-pub-date", "sailthru.date", "publish-date",
    "publication_date", "_pubtime", "release_date",
)
SOURCES = (
    "ContentSource", "source", "og:article:source", "article:source", "mediaid",
    "og:article:publisher",
)
SUMMARIES = ("Description", "og:description", "description", "twitter:description")
SITES = ("SiteName", "og:site_name", "application-name")
# fmt: on


def read_metas(root: HtmlElement) -> dict[str, str]:
    """First non-empty content of each `name`, `property` or `itemprop`, entities and tags undone.

    >>> from newsarchive.extraction.dom import parse
    >>> read_metas(parse('<meta content="湖湾县&amp;nbsp;要闻" name="ArticleTitle"><p>文</p>'))
    {'ArticleTitle': '湖湾县 要闻'}
    """
    values: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        content = element.get("content")
        if not name or not content or len(content) > 5_000:  # noqa: PLR2004 - no title is as long
            continue
        text = squeeze(_TAG.sub("", html.unescape(content)))
        if text and text.lower() not in {"null", "undefined", "none"}:
            values.setdefault(name.strip().replace("og: ", "og:"), text)
    return values


def first(values: Mapping[str, str], names: Iterable[str]) -> tuple[str, str] | None:
    """The first of `names` that has a value, and the value."""
    return next(((name, values[name]) for name in names if name in values), None)
