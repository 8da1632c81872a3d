"""Feeds: the entries of RSS, Atom, RDF and JSON documents, and the feeds that a page names.

Only what lists an article is read - address, title, date; the texts in feeds are excerpts as
often as not, so the article page is always fetched.
"""

import codecs
import dataclasses
import datetime as dt
import email.utils
import html
import json
import re
from typing import Any

from lxml import etree

from spiders.document import parse_document, resolve
from spiders.errors import UnreadableListing
from spiders.items import ListedItem
from spiders.listing_dates import SHANGHAI, parse_list_date
from spiders.safe_xml import child_text, local_name, parse_xml

_ROOTS = frozenset(["rss", "rdf", "feed"])
_ENTRIES = frozenset(["item", "entry"])
_DATES = ("pubdate", "published", "date", "issued", "updated", "modified")
_FEED_TYPES = frozenset(
    f"application/{kind}" for kind in ("rss+xml", "atom+xml", "rdf+xml", "feed+json")
)
_JSON_FEED = re.compile(rb'^\s*\{[^\0]{0,500}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')
_TAG = re.compile(r"<[^<>]*>")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The entries of a feed in its order; `next` is where older entries are, if it names that."""

    items: tuple[ListedItem, ...]
    title: str | None = None
    next: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed that a page names."""

    url: str
    title: str | None = None


def parse_feed(body: bytes, url: str) -> Feed:
    """The entries of a feed. Raises UnreadableListing where the bytes are no feed."""
    if is_json_feed(body):
        return _json_feed(body, url)
    root = parse_xml(body, url)
    if local_name(root) not in _ROOTS:
        raise UnreadableListing(f"{url} is no feed: its root element is <{local_name(root)}>")
    base = root.get("{http://www.w3.org/XML/1998/namespace}base") or url
    head = next((child for child in root if local_name(child) == "channel"), root)
    items: dict[str, ListedItem] = {}
    for entry in root.iter():
        if local_name(entry) in _ENTRIES and (item := _item(entry, base)):
            items.setdefault(item.url, item)
    return Feed(
        items=tuple(items.values()), title=child_text(head, "title"), next=_next(head, base)
    )


def is_json_feed(body: bytes) -> bool:
    """Whether bytes begin like a feed in JSON (jsonfeed.org)."""
    return bool(_JSON_FEED.match(body.removeprefix(codecs.BOM_UTF8)))


def find_feeds(html_text: str, url: str) -> tuple[FeedLink, ...]:
    """The feeds that a page names by `link rel=alternate`, in page order, each once.

    >>> page = '<link rel="alternate" type="application/rss+xml" title="要闻" href="/rss.xml">'
    >>> find_feeds(page, "http://www.xinhe.example/")
    (FeedLink(url='http://www.xinhe.example/rss.xml', title='要闻'),)
    """
    document = parse_document(html_text, url)
    found: dict[str, FeedLink] = {}
    for link in document.root.iter("link"):
        kind = (link.get("type") or "").split(";")[0].strip().lower()
        address = document.resolve(link.get("href"))
        if kind in _FEED_TYPES and "alternate" in (link.get("rel") or "").lower() and address:
            found.setdefault(address, FeedLink(url=address, title=link.get("title") or None))
    return tuple(found.values())


def parse_feed_date(text: str) -> dt.datetime | None:
    """The time of a feed entry: RFC 822, ISO 8601 or as lists print it; None if it is none of them.

    A time without a zone is Asia/Shanghai.

    >>> parse_feed_date("Fri, 02 Jun 2023 01:15:00 GMT").isoformat()
    '2023-06-02T01:15:00+00:00'
    >>> parse_feed_date("2023-06-02 09:15").isoformat()
    '2023-06-02T09:15:00+08:00'
    """
    try:
        value = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        try:
            value = email.utils.parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return parse_list_date(text)
    return value if value.tzinfo else value.replace(tzinfo=SHANGHAI)


def _json_feed(body: bytes, url: str) -> Feed:
    try:
        value = json.loads(body)
        entries = [entry for entry in value.get("items", ()) if isinstance(entry, dict)]
    except (ValueError, RecursionError, TypeError) as error:
        raise UnreadableListing(f"{url} begins like a feed in JSON, but is broken") from error
    found: dict[str, ListedItem] = {}
    for entry in entries:
        address = resolve(url, _text(entry, "url") or _text(entry, "external_url"))
        date, title = _text(entry, "date_published"), _text(entry, "title")
        if address:
            item = ListedItem(
                url=address,
                title=_plain(title) if title else None,
                date_text=date,
                published_at=parse_feed_date(date) if date else None,
            )
            found.setdefault(address, item)
    older = resolve(url, _text(value, "next_url"))
    return Feed(items=tuple(found.values()), title=_text(value, "title"), next=older)


def _text(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) and value else None


def _item(entry: etree._Element, base: str) -> ListedItem | None:
    url = _entry_address(entry, base)
    if url is None:
        return None
    title = child_text(entry, "title")
    date = child_text(entry, *_DATES)
    return ListedItem(
        url=url,
        title=_plain(title) if title else None,
        date_text=date,
        published_at=parse_feed_date(date) if date else None,
    )


def _plain(text: str) -> str:
    """A title without the markup that some feeds escape into it."""
    return " ".join(_TAG.sub("", html.unescape(text)).split())


def _entry_address(entry: etree._Element, base: str) -> str | None:
    """The article's address: its link, else a guid or id that is an address."""
    links = [child for child in entry if local_name(child) == "link"]
    pages = [link for link in links if (link.get("rel") or "alternate") == "alternate"]
    named = [link.get("href") or "".join(link.itertext()) for link in pages]
    guids = [child for child in entry if local_name(child) in {"guid", "id"}]
    about = [value for key, value in entry.attrib.items() if str(key).endswith("}about")]
    named += ["".join(guid.itertext()) for guid in guids if guid.get("isPermaLink") != "false"]
    first, *others = [text.strip() for text in named if text.strip()] or [""]
    whole = [text for text in (*others, *map(str, about)) if "://" in text]
    candidates = [first, *whole] if links or "://" in first else whole
    return next((url for text in candidates if (url := resolve(base, text))), None)


def _next(head: etree._Element, base: str) -> str | None:
    for child in head:
        if local_name(child) == "link" and child.get("rel") == "next":
            return resolve(base, child.get("href"))
    return None
