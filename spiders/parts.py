"""Articles cut into pages: where the next part of an article stands.

A part's address is that of the first page with a number added (`t20230602_12_1.html`, `12_2.html`,
`?page=2`, `article-9-2.html`); nothing else is followed, whatever a link is called. Seen with TRS,
UCAP, DedeCMS, Xinhua-like and Discuz sites, 2009 to 2023.
"""

import re
from urllib.parse import parse_qsl, urlsplit

from spiders.apis.functions import called_address
from spiders.document import ListDocument
from spiders.outline import Outline, Text, outline

_CALL = re.compile(
    r"createPageHTML\s*\(\s*(?:['\"][^'\"]*['\"]\s*,\s*)?"
    r"(?P<count>\d{1,4})\s*,\s*(?P<current>\d{1,4})\s*,\s*['\"](?P<stem>[^'\"]+)['\"]\s*,\s*['\"]\.?(?P<extension>\w+)['\"]",
    re.IGNORECASE,
)
_PAGE_KEYS = frozenset(["page", "p", "pageno", "pageindex", "currentpage", "pagenum", "pn"])
_NEXT = re.compile(
    r"^[\s\[【(（<《]*"
    r"(?:下[一1]?[页頁]|[后後][一1]?[页頁]|次[页頁]|next(?: page)?|[余餘]下全文)[\s\]】)）>》»›]*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^[\s\[【(（]*第?\s*(\d{1,2})\s*[页頁]?[\s\]】)）]*$")
_DISCUZ = re.compile(r"^(.*\barticle-\d+)-(\d{1,3})(\.html?)$")
_MAY_HAVE = re.compile(
    rb"createPageHTML|manuscriptPage|div_currpage|pageBreak|[?&;](?:page|p|pageno|pageindex|currentpage|pagenum|pn)=\d|article-\d+-\d",
    re.IGNORECASE,
)
_LARGEST = 100


def may_have_parts(body: bytes, url: str) -> bool:
    """Whether a page could be one of several, told by its bytes at little cost."""
    stem = _stem(urlsplit(url).path)[0].rpartition("/")[2].encode("utf-8", "replace")
    numbered = bool(stem) and re.search(re.escape(stem) + rb"[_-]\d{1,2}\.", body)
    return bool(numbered or _MAY_HAVE.search(body))


def next_part(document: ListDocument, first: str) -> str | None:
    """The address of the part after a page of an article whose first page stands at `first`.

    >>> from spiders.document import parse_document
    >>> url = "http://www.xinhe.example/a/12.html"
    >>> next_part(parse_document("<p>1 <a href='12_2.html'>2</a></p>", url), url)
    'http://www.xinhe.example/a/12_2.html'
    """
    return _by_call(document, first) or _by_links(document, first) or _by_function(document, first)


def part_number(url: str, first: str) -> int | None:
    """The number in the address of a part; 0 for the first page, None for any other page.

    >>> first = "http://www.xinhe.example/a/12.html"
    >>> part_number("http://www.xinhe.example/a/12_3.html", first), part_number(first, first)
    (3, 0)
    >>> part_number("http://www.xinhe.example/a/13_3.html", first) is None
    True
    """
    here, start = urlsplit(url), urlsplit(first)
    if (here.hostname, here.port) != (start.hostname, start.port):
        return None
    query, first_query = _pairs(here.query), _pairs(start.query)
    numbers = [value for key, value in query if key.lower() in _PAGE_KEYS]
    others = [pair for pair in query if pair[0].lower() not in _PAGE_KEYS]
    if others != [pair for pair in first_query if pair[0].lower() not in _PAGE_KEYS]:
        return None
    number = _number_in_path(here.path, start.path)
    if number == 0 and numbers:
        return int(numbers[0]) if len(numbers) == 1 and numbers[0].isdigit() else None
    return number if not numbers else None


def _number_in_path(path: str, first: str) -> int | None:
    if path == first:
        return 0
    ours, theirs = _DISCUZ.match(path), _DISCUZ.match(first)
    if ours and theirs and ours[1] == theirs[1]:
        return int(ours[2])
    (stem, extension), (start, ending) = _stem(path), _stem(first)
    found = re.fullmatch(r"[_-](\d{1,2})", stem.removeprefix(start)) if stem != start else None
    same = extension == ending and stem.startswith(start) and bool(start.rpartition("/")[2])
    return int(found[1]) if found and same else None


def _stem(path: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*?)(\.\w{3,5})?", path)
    return (found[1], found[2] or "") if found else (path, "")


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def _by_call(document: ListDocument, first: str) -> str | None:
    """By the call that writes the pager: `createPageHTML(3, 0, "t20230602_1234", "html")`.

    The form that begins with a container's id counts from 1, the other one from 0.
    """
    name = _stem(urlsplit(first).path)[0].rpartition("/")[2]
    for call in _CALL.finditer(document.html):
        if call["stem"].rpartition("/")[2] != name or not name:
            continue
        counts_from_one = bool(
            re.match(r"createPageHTML\s*\(\s*['\"]", call.group(), re.IGNORECASE)
        )
        current, count = int(call["current"]), int(call["count"])
        if current + 1 < count + counts_from_one:
            return document.resolve(f"{call['stem']}_{current + 1}.{call['extension']}")
    return None


def _by_links(document: ListDocument, first: str) -> str | None:
    """By a link that is called 下一页, else by the lowest number above the page's own."""
    here = part_number(document.url, first) or 0
    seen = outline(document)
    found: list[tuple[bool, int, str]] = []
    for text in seen.texts:
        is_next, number = bool(_NEXT.match(text.text)), _NUMBER.match(text.text)
        url = _address(text, seen) if is_next or number else None
        part = part_number(url, first) if url else None
        if url and part and here < part <= _LARGEST:
            found.append((not is_next, part, url))
    return min(found)[2] if found else None


def _by_function(document: ListDocument, first: str) -> str | None:
    """By links that call a function of the page, `manuscriptPage_2()` or `goPage(2)`."""
    here = part_number(document.url, first) or 0
    seen = outline(document)
    found: list[tuple[int, str]] = []
    for text in seen.texts:
        named = text.link is not None and (_NEXT.match(text.text) or _NUMBER.match(text.text))
        url = called_address(document, seen.links[text.link].element) if named else None  # type: ignore[index]
        part = part_number(url, first) if url else None
        if url and part and here < part <= _LARGEST:
            found.append((part, url))
    return min(found)[1] if found else None


def _address(text: Text, seen: Outline) -> str | None:
    return seen.links[text.link].url if text.link is not None else None
