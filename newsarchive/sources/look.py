"""Look: what one fetched page is, without asking for anything else."""

import dataclasses
import re
from typing import Literal

from newsarchive.sources.article_signs import SURE, article_signs, meta_content
from newsarchive.sources.cms import System, find_system
from newsarchive.sources.columns import is_home, own_label
from spiders.charset import decode_html
from spiders.document import ListDocument, parse_document
from spiders.errors import UnreadableListing
from spiders.feeds import FeedLink, find_feeds, is_json_feed, parse_feed
from spiders.items import FetchedPage, ListedItem
from spiders.listing import read_document
from spiders.pagination.base import NextPage, Pager
from spiders.pagination.find import find_pager
from spiders.sitemaps import parse_sitemap
from spiders.stub import frame_target

LookKind = Literal["feed", "sitemap", "list_page", "home", "article", "other"]

_XML_ROOT = re.compile(rb"<(rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.IGNORECASE)
_GZIP = b"\x1f\x8b"
_SNIFFED_BYTES = 4096
_TITLE_PARTS = re.compile(r"\s*(?:[-_|–—»]{1,2}|>{1,2})\s*")
_THIN_CHARS = 8192
_ONWARD = re.compile(
    r"""<meta[^>]{1,80}refresh[^>]{1,80}\burl\s*=\s*['"]?([^'">\s]+)"""
    r"""|\blocation(?:\.href)?\s*=\s*['"]([^'"\s]+)['"]"""
    r"""|\blocation\.(?:replace|assign)\(\s*['"]([^'"\s]+)['"]\s*\)""",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a page is. `items` are the entries of a list, feed or sitemap, `children` sitemaps.

    `feeds` are those the page names; `title` is the column's, `publisher` the site's name where
    the page tells it; `problem` says of an `other` page why it is of no use; `leads_to` is where
    a page that only leads on leads to.
    """

    page: FetchedPage
    kind: LookKind
    items: tuple[ListedItem, ...] = ()
    children: tuple[ListedItem, ...] = ()
    evidence: tuple[str, ...] = ()
    title: str | None = None
    publisher: str | None = None
    pager: Pager | None = None
    system: System | None = None
    feeds: tuple[FeedLink, ...] = ()
    document: ListDocument | None = None
    problem: str | None = None
    leads_to: str | None = None

    @property
    def url(self) -> str:
        """The address of the page after redirects, with a fragment that its system reads."""
        return _address(self.page)


def look_at(page: FetchedPage, asked: NextPage | None = None) -> Look:
    """Return what a page is; never fails, since pages come from strangers.

    `asked` is the request that led to it, where a list's pager made that.
    """
    head = page.body[:_SNIFFED_BYTES]
    root = _XML_ROOT.search(head)
    content_type = (page.header("Content-Type") or "").partition(";")[0].strip().lower()
    if page.body.startswith(_GZIP) or (root and root[1].lower() in {b"urlset", b"sitemapindex"}):
        return _sitemap(page)
    if is_json_feed(page.body):
        return _feed(page)
    if root and b"<html" not in head[: root.start()].lower():
        return _feed(page)
    if content_type == "text/plain" and head.lstrip().startswith((b"http://", b"https://")):
        return _sitemap(page)
    if content_type and not re.search(r"html|xml|json|text/plain|octet-stream", content_type):
        problem = f"is no web page but a document of type {content_type}"
        return Look(page=page, kind="other", problem=problem)
    return _web_page(page, asked)


def _address(page: FetchedPage) -> str:
    fragment = page.requested_url.partition("#")[2]
    return f"{page.url}#{fragment}" if fragment and "/gkmlpt/" in page.url else page.url


def _feed(page: FetchedPage) -> Look:
    try:
        feed = parse_feed(page.body, page.url)
    except UnreadableListing as error:
        return Look(page=page, kind="other", problem=f"begins like a feed, but {error}")
    evidence = (f"the address is a feed with {len(feed.items)} entries",)
    return Look(page=page, kind="feed", items=feed.items, title=feed.title, evidence=evidence)


def _sitemap(page: FetchedPage) -> Look:
    try:
        sitemap = parse_sitemap(page.body, page.url)
    except UnreadableListing as error:
        return Look(page=page, kind="other", problem=f"begins like a sitemap, but {error}")
    counts = [(len(sitemap.items), "pages"), (len(sitemap.children), "further sitemaps")]
    told = " and ".join(f"{count} {what}" for count, what in counts if count) or "no pages"
    return Look(
        page=page,
        kind="sitemap",
        items=sitemap.items,
        children=sitemap.children,
        evidence=(f"the address is a sitemap that names {told}",),
    )


def _web_page(page: FetchedPage, asked: NextPage | None) -> Look:
    html = decode_html(page.body, page.header("Content-Type"))
    api = asked.api if asked else None
    if api:
        document = parse_document(html, page.url, base=api.base, item_url=api.item_url)
    else:
        document = parse_document(html, _address(page))
    listing = read_document(document)
    pager = find_pager(document, previous=asked)
    if listing.reader == "json":
        return Look(
            page=page,
            kind="list_page",
            items=listing.items,
            evidence=listing.evidence,
            pager=pager,
            document=document,
        )
    signs = article_signs(document)
    may_be_shell = bool(pager and pager.next and pager.next.brings_first_rows)
    goes_on = bool(pager and (pager.next or (pager.pages or 0) > 1)) and not may_be_shell
    kind: LookKind
    if signs.weight >= SURE and not (goes_on and len(listing.items) > 1 and signs.weight == SURE):
        kind, evidence = "article", signs.evidence
    elif is_home(page.url) and not goes_on:
        kind, evidence = "home", listing.evidence
    elif listing.items:
        kind, evidence = "list_page", listing.evidence
    else:
        is_article = signs.weight > 0 and not may_be_shell
        kind, evidence = ("article", signs.evidence) if is_article else ("other", ())
    return Look(
        page=page,
        kind=kind,
        items=() if kind == "article" else listing.items,
        evidence=evidence,
        title=_title(document),
        publisher=meta_content(document, "SiteName") or meta_content(document, "og:site_name"),
        pager=pager,
        system=find_system(html, page.url),
        feeds=find_feeds(html, page.url),
        document=document,
        problem=_problem(document) if kind == "other" else None,
        leads_to=_leads_to(document) if kind == "other" else None,
    )


def _title(document: ListDocument) -> str | None:
    """Return the column's name, else the first part of the page's title."""
    named = meta_content(document, "ColumnName") or own_label(document)
    whole = named or " ".join((document.root.findtext(".//title") or "").split())
    return _TITLE_PARTS.split(whole)[0] or whole or None


def _leads_to(document: ListDocument) -> str | None:
    """Return where a page without content of its own sends its reader at once, or its frame."""
    found = _ONWARD.search(document.html) if len(document.html) < _THIN_CHARS else None
    address = document.resolve(found[1] or found[2] or found[3]) if found else None
    return (address if address != document.url else None) or frame_target(document)


def _problem(document: ListDocument) -> str:
    links = sum(1 for anchor in document.root.iter("a") if document.address(anchor))
    if not document.html.strip():
        return "is empty"
    if links == 0 and len(document.html) < _THIN_CHARS and "<script" in document.html.lower():
        return (
            "holds nothing but a script: either its firewall lets browsers in only, "
            "or its content is drawn by the script"
        )
    return f"has {links} links, but none of them form a list of articles"
