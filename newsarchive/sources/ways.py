"""Ways into a column: the list page, feed or sitemap that a page leads to, each looked at."""

import dataclasses
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from newsarchive.sources.columns import Column, is_home, news_columns, parent_columns
from newsarchive.sources.folders import article_folder
from newsarchive.sources.look import Look
from newsarchive.sources.probe import Probe
from newsarchive.sources.robots import Robots
from spiders.items import ListedItem
from spiders.scope import below
from spiders.spec import SourceKind

FEED_PATHS = ("/feed/", "/rss.xml", "/atom.xml")
SITEMAP_PATHS = ("/sitemap.xml", "/sitemap_index.xml")

_COMMENTS = re.compile(r"comment|评论|評論", re.IGNORECASE)
_ARTICLE_SITEMAP = re.compile(r"news|post|article|xinwen", re.IGNORECASE)
_LINKED_FEEDS_TRIED = 2
_SITEMAPS_TRIED = 2
_PARENTS_TRIED = 3
_NEWS_COLUMNS_TRIED = 2
_ENOUGH_ITEMS = 3


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A way into a column that was looked at and works.

    `items` are the entries within `path_prefix`, where there is one. `url` is the address to ask
    each time, None where that is the one of `look`.
    """

    kind: SourceKind
    look: Look
    items: tuple[ListedItem, ...]
    evidence: tuple[str, ...]
    path_prefix: str | None = None
    url: str | None = None


def own_way(look: Look, probe: Probe) -> Found | None:
    """Return the page itself where it is a list page, feed or sitemap."""
    if look.kind == "sitemap":
        whole = with_children(look, probe)
        return _within_folder(
            Found(kind="sitemap", look=look, items=whole.items, evidence=whole.evidence)
        )
    if look.kind == "feed":
        return Found(kind="feed", look=look, items=look.items, evidence=look.evidence)
    return own_list(look) if look.kind == "list_page" else None


def own_list(look: Look) -> Found | None:
    """Return the page itself where any list stands on it."""
    if not look.items or look.document is None:
        return None
    evidence = (f"the page lists {len(look.items)} articles: {', '.join(look.evidence)}",)
    return Found(kind="list_page", look=look, items=look.items, evidence=evidence)


def linked_feeds(look: Look) -> tuple[str, ...]:
    """Return the feeds that a page names, without those of its readers' comments."""
    return tuple(
        link.url for link in look.feeds if not _COMMENTS.search(f"{link.url} {link.title or ''}")
    )


def feed_way(look: Look, probe: Probe) -> Found | None:
    """Return the feed that a page names, else one at a usual address of its site."""
    named = linked_feeds(look)[:_LINKED_FEEDS_TRIED]
    guesses = [urljoin(look.url, path) for path in FEED_PATHS]
    for url in dict.fromkeys([*named, *guesses]):
        feed = probe.look(url)
        if feed is not None and feed.kind == "feed" and feed.items:
            how = "the page names the feed" if url in named else "there is a feed at"
            evidence = (f"{how} {feed.url}, with {len(feed.items)} entries",)
            return Found(kind="feed", look=feed, items=feed.items, evidence=evidence)
    return None


def sitemap_way(look: Look, probe: Probe, robots: Robots) -> Found | None:
    """Return the sitemap that robots.txt names, else one at a usual address.

    For a column only one that holds pages below the column's folder counts.
    """
    prefix = None if is_home(look.url) else urljoin(look.url, ".")
    guesses = [urljoin(look.url, path) for path in SITEMAP_PATHS]
    urls = sorted(robots.sitemaps, key=lambda url: not _ARTICLE_SITEMAP.search(url)) or guesses
    for url in urls[:_SITEMAPS_TRIED]:
        sitemap = probe.look(url)
        if sitemap is None or sitemap.kind != "sitemap":
            continue
        items = below(prefix, with_children(sitemap, probe).items)
        if items:
            how = (
                "robots.txt names the sitemap"
                if url in robots.sitemaps
                else "there is a sitemap at"
            )
            where = f"below {prefix}" if prefix else "of the whole site"
            evidence = (f"{how} {sitemap.url}, with {len(items)} pages {where}",)
            found = Found(
                kind="sitemap", look=sitemap, items=items, evidence=evidence, path_prefix=prefix
            )
            return found if prefix else _within_folder(found)
    return None


def _within_folder(found: Found) -> Found:
    """The way through a whole site's sitemap, cut down to the folder of its articles."""
    folder = article_folder(found.items)
    if folder is None:
        return found
    items = below(folder, found.items)
    evidence = (*found.evidence, f"{len(items)} of its pages are articles in {folder}")
    return dataclasses.replace(found, items=items, evidence=evidence, path_prefix=folder)


def with_children(sitemap: Look, probe: Probe) -> Look:
    """Return a sitemap with the entries of its likeliest child where it has only children."""
    if sitemap.items or not sitemap.children:
        return sitemap
    newest = sorted(sitemap.children, key=lambda child: child.date_text or "", reverse=True)
    child_url = min(newest, key=lambda child: not _ARTICLE_SITEMAP.search(child.url)).url
    child = probe.look(child_url)
    if child is None or child.kind != "sitemap":
        return sitemap
    evidence = (*sitemap.evidence, f"one of them, {child_url}, names {len(child.items)} pages")
    return dataclasses.replace(sitemap, items=child.items, evidence=evidence)


def parent_way(look: Look, probe: Probe) -> Found | None:
    """Return the list page of the column that an article belongs to."""
    if look.document is None:
        return None
    for column, found in _lists(parent_columns(look.document)[:_PARENTS_TRIED], probe):
        sure = any(item.url == look.url for item in found.items)
        told = " and lists it" if sure else ""
        evidence = (
            f"the address is one article: {', '.join(look.evidence)}",
            f"its column is {found.look.url}: {column.why}{told}",
        )
        return dataclasses.replace(found, evidence=(*evidence, *found.evidence))
    return None


def news_way(look: Look, probe: Probe) -> Found | None:
    """Return the list page of a home page's likeliest news column."""
    if look.document is None:
        return None
    for column, found in _lists(news_columns(look.document)[:_NEWS_COLUMNS_TRIED], probe):
        if len(found.items) >= _ENOUGH_ITEMS:
            evidence = f"the address is a home page; {column.why} is its likeliest news column"
            return dataclasses.replace(found, evidence=(evidence, *found.evidence))
    return None


def _lists(columns: Sequence[Column], probe: Probe) -> Iterator[tuple[Column, Found]]:
    for column in columns:
        look = probe.look(column.url)
        found = own_list(look) if look is not None and look.kind == "list_page" else None
        if found:
            yield column, found
