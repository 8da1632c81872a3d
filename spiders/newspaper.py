"""Digital newspapers (数字报): the pages (版) of one day's edition, each with its own articles.

`/szb/pc/layout/202402/03/node_01.html` is page 1 of the paper of that day, and names the others as
第02版：综合. Told by the names of the links and by the files `node_2.htm`; last seen 2009 to 2024.
"""

import datetime as dt
import posixpath
import re
from urllib.parse import urlsplit

from spiders.document import ListDocument
from spiders.listing_dates import SHANGHAI

_PAGE_NAME = re.compile(r"^\s*(?:第\s*)?[A-Z]?\s*\d{1,3}\s*版(?:\s*[:：\s].{0,20})?$")
PAGE_FILE = re.compile(r"^node_\d+\.s?html?$", re.IGNORECASE)
"""The name of the file of a page."""

_EDITION = re.compile(r"/((?:19|20)\d\d)[-/]?(0[1-9]|1[0-2])[-/]?([0-3]\d)/")


def paper_pages(document: ListDocument) -> tuple[str, ...]:
    """The addresses of the pages of an edition in its order; empty where a page is of no edition.

    >>> from spiders.document import parse_document
    >>> menu = "<a href='node_01.html'>第01版：要闻</a><a href='node_02.html'>第02版：副刊</a>"
    >>> page = parse_document(menu, "http://www.xinhe.example/szb/layout/202402/03/node_01.html")
    >>> [address.rpartition("/")[2] for address in paper_pages(page)]
    ['node_01.html', 'node_02.html']
    """
    if edition_day(document.url) is None:
        return ()
    folder = document.url.partition("?")[0].rpartition("/")[0]
    found: dict[str, None] = {}
    for anchor in document.root.iter("a"):
        url = document.address(anchor)
        if url is None or url.rpartition("/")[0] != folder:
            continue
        name = posixpath.basename(urlsplit(url).path)
        if PAGE_FILE.match(name) or _PAGE_NAME.match(anchor.text_content()):
            found[url] = None
    is_page = document.url in found or is_paper_page(document.url)
    return _in_order(tuple(found), document.url) if is_page else ()


def is_paper_page(url: str) -> bool:
    """Whether an address has the form of a page of a newspaper, `node_2.htm`."""
    return bool(PAGE_FILE.match(posixpath.basename(urlsplit(url).path)))


def edition_day(url: str) -> dt.datetime | None:
    """The day of the edition that an address names, None where it names none.

    >>> edition_day("http://www.xinhe.example/szb/layout/202402/03/node_01.html").isoformat()
    '2024-02-03T00:00:00+08:00'
    """
    found = _EDITION.search(urlsplit(url).path)
    try:
        return dt.datetime(*map(int, found.groups()), tzinfo=SHANGHAI) if found else None  # type: ignore[misc,arg-type]
    except ValueError:
        return None


def _in_order(pages: tuple[str, ...], own: str) -> tuple[str, ...]:
    """The pages as their files are numbered; a page's own address may be missing among them."""
    known = dict.fromkeys((*pages, own))
    numbered = all(is_paper_page(url) for url in known)
    return tuple(sorted(known, key=_number) if numbered else known)


def _number(url: str) -> int:
    return int("".join(re.findall(r"\d", posixpath.basename(urlsplit(url).path))) or 0)
