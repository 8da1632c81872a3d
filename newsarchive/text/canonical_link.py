"""`link rel=canonical`: another address of the same article, where it can be believed.

Many templates name the home page, the column or one fixed page there, hostile ones any address. It
is believed only within the site and where it carries what names the article in the page's own
address: its file name, or a number of three digits or more.
"""

import html
import re
from urllib.parse import urljoin, urlsplit

from newsarchive.text.urls import canonical_url

_HEAD_CHARS = 60_000
_LINK = re.compile(r"<link\b([^>]{1,2000})>", re.IGNORECASE)
_REL = re.compile(r"""\brel\s*=\s*["']?\s*canonical\b""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_NUMBER = re.compile(r"\d{3,}")


def canonical_link(page: str, url: str) -> str | None:
    """Return the canonical form of the address that a page gives itself, None for no other one.

    >>> page = '<link rel="canonical" href="/content/20230602.html">'
    >>> canonical_link(page, "http://huwan.gov.cn/show.php?id=20230602&cat=3")
    'http://www.huwan.gov.cn/content/20230602.html'
    >>> canonical_link('<link rel="canonical" href="/">', "http://huwan.gov.cn/a/1.html") is None
    True
    """
    own = canonical_url(url)
    for link in _LINK.finditer(page[:_HEAD_CHARS]):
        href = _HREF.search(link[1]) if _REL.search(link[1]) else None
        if href is None:
            continue
        named = _resolved(own, html.unescape(href[1] or href[2] or href[3] or ""))
        return named if named and named != own and _is_same(named, own) else None
    return None


def _resolved(base: str, href: str) -> str | None:
    try:
        found = canonical_url(urljoin(base, href))
        return found if urlsplit(found).scheme in {"http", "https"} else None
    except ValueError:
        return None


def _is_same(named: str, own: str) -> bool:
    there, here = urlsplit(named), urlsplit(own)
    if (there.scheme, there.netloc) != (here.scheme, here.netloc):
        return False
    file = there.path.rpartition("/")[2]
    if file and file == here.path.rpartition("/")[2] and there.query == here.query:
        return True
    numbers = _NUMBER.findall(f"{there.path}?{there.query}")
    return bool(numbers) and numbers[-1] in _NUMBER.findall(f"{here.path}?{here.query}")
