"""Sitemaps: entries of a urlset, children of an index, news sitemaps, gzip and plain text."""

import dataclasses
import re
import zlib
from collections.abc import Iterable

from lxml import etree

from spiders.document import resolve
from spiders.errors import UnreadableListing
from spiders.feeds import parse_feed_date
from spiders.items import ListedItem
from spiders.safe_xml import MAX_BYTES, child_text, local_name, parse_xml

MAX_ENTRIES = 50_000
"""Entries of one sitemap that are read, the limit of the sitemap protocol."""

_GZIP = b"\x1f\x8b"
_ROBOTS_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_ADDRESS_LINE = re.compile(rb"\s*https?://\S+\s*$")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A sitemap: entries that are pages, and children that are sitemaps, both in its order.

    The `date_text` of both is when the page was last changed, unless a news sitemap gives the time
    of publication; only that becomes `published_at`.
    """

    items: tuple[ListedItem, ...] = ()
    children: tuple[ListedItem, ...] = ()


def parse_sitemap(body: bytes, url: str) -> Sitemap:
    """The entries of a sitemap, gzipped or not. Raises UnreadableListing where it is no sitemap."""
    plain = gunzip(body, url) if body.startswith(_GZIP) else body
    lines = [line for line in plain.splitlines() if line.strip()]
    if lines and _ADDRESS_LINE.match(lines[0].removeprefix(b"\xef\xbb\xbf")):
        return Sitemap(items=_unique(_text_items(lines, url)))
    root = parse_xml(plain, url)
    kind = local_name(root)
    if kind not in {"urlset", "sitemapindex"}:
        raise UnreadableListing(f"{url} is no sitemap: its root element is <{kind}>")
    entries = [entry for entry in root if local_name(entry) in {"url", "sitemap"}][:MAX_ENTRIES]
    items = (_item(entry, url) for entry in entries if local_name(entry) == "url")
    children = (_item(entry, url) for entry in entries if local_name(entry) == "sitemap")
    return Sitemap(items=_unique(items), children=_unique(children))


def sitemaps_in_robots(text: str, url: str) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names, in its order.

    >>> sitemaps_in_robots("Sitemap: /sitemap.xml", "http://www.xinhe.example/robots.txt")
    ('http://www.xinhe.example/sitemap.xml',)
    """
    found = (resolve(url, line) for line in _ROBOTS_LINE.findall(text))
    return tuple(dict.fromkeys(address for address in found if address))


def gunzip(body: bytes, url: str) -> bytes:
    """The bytes within a gzip file, up to the size that is read.

    A file cut short gives what was in it. Raises UnreadableListing where more than that size is in
    it or it is no gzip file.
    """
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        plain = inflate.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise UnreadableListing(f"{url} is no readable gzip file: {error}") from error
    if len(plain) > MAX_BYTES:
        raise UnreadableListing(f"{url} unpacks to more than {MAX_BYTES} bytes, which are not read")
    return plain


def _text_items(lines: list[bytes], url: str) -> list[ListedItem | None]:
    texts = (
        line.decode("utf-8", "replace").strip().lstrip("\ufeff") for line in lines[:MAX_ENTRIES]
    )
    found = (resolve(url, text) for text in texts)
    return [ListedItem(url=address) for address in found if address]


def _item(entry: etree._Element, base: str) -> ListedItem | None:
    location = child_text(entry, "loc")
    url = resolve(base, location)
    if url is None:
        return None
    news = next((child for child in entry if local_name(child) == "news"), None)
    published = child_text(news, "publication_date") if news is not None else None
    return ListedItem(
        url=url,
        title=child_text(news, "title") if news is not None else None,
        date_text=published or child_text(entry, "lastmod"),
        published_at=parse_feed_date(published) if published else None,
    )


def _unique(items: Iterable[ListedItem | None]) -> tuple[ListedItem, ...]:
    found: dict[str, ListedItem] = {}
    for item in items:
        if item is not None:
            found.setdefault(item.url, item)
    return tuple(found.values())
