"""TRS WCM: `createPageHTML(120, 0, "index", "html")`, pages counted from 0, files `index_1.html`.

The pager is written by script, so no link of the page leads on. Also the seven-argument spelling,
and themes that only set `var currentPage = 0; var countPage = 18`. Last seen 2020-12 to 2023-06.
"""

import re
from urllib.parse import urlsplit

from spiders.document import ListDocument
from spiders.pagination.base import NextPage, Pager

NAME = "trs"

_CALL = re.compile(
    r"createPageHTML\s*\(\s*(?P<count>\d{1,7})\s*,\s*(?P<current>\d{1,7})\s*,(?:\s*['\"]?\d+['\"]?\s*,)*"
    r"\s*(['\"])(?P<stem>[^'\"]+)\3\s*,\s*(['\"])\.?(?P<extension>\w+)\5",
    re.IGNORECASE,
)
_CURRENT = re.compile(r"\bvar\s+currentPage\s*=\s*['\"]?(\d{1,7})", re.IGNORECASE)
_COUNT = re.compile(r"\bvar\s+countPage\s*=\s*['\"]?(\d{1,7})", re.IGNORECASE)
_ARTICLE_STEM = re.compile(r"^t\d{8}_\d+")
_FILE = re.compile(r"(?P<stem>[^/]+?)(?:_(?P<number>\d+))?\.(?P<extension>s?html?)$", re.IGNORECASE)


def trs(document: ListDocument, previous: NextPage | None = None) -> Pager | None:
    """The pager that a TRS list page writes by script; an article cut into pages is none."""
    for call in _CALL.finditer(document.html):
        if not _ARTICLE_STEM.match(call["stem"]):
            figures = int(call["current"]), int(call["count"])
            file = call["stem"], call["extension"]
            return _pager(document, figures, file, previous, call.group(0))
    return _from_variables(document, previous)


def _from_variables(document: ListDocument, previous: NextPage | None) -> Pager | None:
    current, count = _CURRENT.search(document.html), _COUNT.search(document.html)
    if current is None or count is None:
        return None
    named = _FILE.search(urlsplit(document.url).path)
    file = (named["stem"], named["extension"]) if named else ("index", "html")
    if _ARTICLE_STEM.match(file[0]):
        return None
    figures = int(current.group(1)), int(count.group(1))
    return _pager(document, figures, file, previous, f"{current.group(0)}; {count.group(0)}")


def _pager(
    document: ListDocument,
    figures: tuple[int, int],
    file: tuple[str, str],
    previous: NextPage | None,
    seen: str,
) -> Pager:
    """The pager from current page and count, stem and extension.

    Themes that count from 1 call their first page 1; on a further page the request that led to it
    tells which number it ought to have.
    """
    current, count = figures
    stem, extension = file
    if previous and previous.family == NAME and previous.number:
        first = current - previous.number + 1
    else:
        first = 1 if current == 1 and not _is_numbered(document.url, stem) else 0
    url = document.resolve(f"{stem}_{current + 1}.{extension}")
    following = None
    if url and current - first + 1 < count:
        following = NextPage(url=url, family=NAME, number=current - first + 2)
    return Pager(family=NAME, next=following, pages=count, evidence=seen)


def _is_numbered(url: str, stem: str) -> bool:
    file = _FILE.search(urlsplit(url).path)
    return bool(file and file["number"] and file["stem"] == stem)
