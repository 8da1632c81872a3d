"""Addresses put together by a script of the page: `"?page=" + n`, `"index_" + (n - 1) + ".html"`.

The literals around the number are read from the source; nothing is run. Needs the number of pages
that the page declares, else there would be no evidence that a next page exists.
"""

import re
from urllib.parse import urlsplit

from spiders.document import ListDocument
from spiders.pagination.base import NextPage, Pager
from spiders.pagination.counts import declared_counts

NAME = "scripted"

_QUOTED = r"[\"']"
_BUILT = re.compile(
    rf"{_QUOTED}(?P<head>[^\"'\s<>]{{0,200}}(?:[?&][\w-]{{0,20}}p[\w-]{{0,20}}=|[_/-]))\s*{_QUOTED}\s*\+\s*\(?\s*(?P<name>[A-Za-z_][\w.]*)"
    rf"(?:\s*(?P<shift>[-+]\s*1))?\s*\)?\s*(?:\+\s*{_QUOTED}(?P<tail>[^\"'\s<>]{{0,60}}){_QUOTED})?",
)
_NAMES = re.compile(r"page|num|curr|^n$|^i$|^p$|^index$", re.IGNORECASE)


def scripted(document: ListDocument, _: NextPage | None = None) -> Pager | None:
    """The pager whose addresses a script of the page puts together."""
    counts = declared_counts(document)
    if counts.pages is None:
        return None
    for script in document.root.iter("script"):
        for built in _BUILT.finditer(script.text or ""):
            tail = built["tail"] or ""
            is_page = "=" in built["head"] or re.search(r"\.\w{3,5}$|^/$", tail)
            if _NAMES.search(built["name"]) and is_page:
                return _pager(document, built, counts.pages, counts.current)
    return None


def _pager(document: ListDocument, built: re.Match[str], pages: int, current: int | None) -> Pager:
    head, tail = built["head"], built["tail"] or ""
    shift = {"-": -1, "+": 1}.get((built["shift"] or " ")[0], 0)
    number = current if current is not None else _number_in_address(document.url, head, tail)
    number = (number if number is not None else 1 + shift) - (shift if current is None else 0)
    url = document.resolve(f"{head}{number + 1 + shift}{tail}")
    following = None
    if url and 1 <= number < pages:
        following = NextPage(url=url, family=NAME, number=number + 1)
    return Pager(family=NAME, next=following, pages=pages, evidence=built.group(0))


def _number_in_address(url: str, head: str, tail: str) -> int | None:
    """The number that stands in the page's own address where the script would put it."""
    parts = urlsplit(url)
    whole = f"{parts.path}?{parts.query}" if parts.query else parts.path
    found = re.search(rf"{re.escape(head.lstrip('./'))}(\d+){re.escape(tail)}", whole)
    return int(found.group(1)) if found else None
