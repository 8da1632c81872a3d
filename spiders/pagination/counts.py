"""What a page says of its place in the list: its number and how many there are."""

import dataclasses
import functools
import re

from spiders.document import ListDocument

# Possessive, so that a long run of blanks is read once: these patterns see whole pages.
_GAP = r"(?:<[^>]{0,200}>|&nbsp;|\s)*+"
_GAP_IN_LINK = _GAP.replace("<[", r"<(?!/a\b)[")
_CURRENT, _PAGES = r"(?P<current>\d{1,7})", r"(?P<pages>\d{1,7})"
_ALL = rf"[/／,，、|(（]?{_GAP}[共总總]{_GAP}[有计計]?{_GAP}{_PAGES}{_GAP}[页頁]"
_PLACES = (
    re.compile(rf"[页頁]次[:：]?{_GAP}{_CURRENT}{_GAP}[/／]{_GAP}{_PAGES}"),
    re.compile(rf"(?:第|当前|當前){_GAP}第?{_CURRENT}{_GAP}[页頁]{_GAP}{_ALL}"),
    re.compile(rf"第{_GAP}{_CURRENT}{_GAP}[/／]{_GAP}{_PAGES}{_GAP}[页頁]"),
    re.compile(rf"[条條页頁]{_GAP}[,，;；]?{_GAP}{_CURRENT}{_GAP}[/／]{_GAP}{_PAGES}(?![-/\d])"),
    re.compile(rf"(?<![\d/]){_CURRENT}{_GAP_IN_LINK}[/／]{_GAP}{_PAGES}{_GAP}[页頁]"),
    re.compile(rf"[Pp]age{_GAP}{_CURRENT}{_GAP}of{_GAP}{_PAGES}"),
)
_TOTAL = re.compile(rf"[共总總]{_GAP}[有计計]?{_GAP}{_PAGES}{_GAP}[页頁]")
_VALUE = r"\b['\"]?\s*[:=]\s*(?:parseInt\()?['\"]?"
_IN_SCRIPT = re.compile(
    r"\b(?:total_?pages?|page_?count|count_?page|pages?_?total|all_?pages?|max_?page|pages)"
    rf"{_VALUE}{_PAGES}",
    re.IGNORECASE,
)
_ROWS_IN_SCRIPT = re.compile(
    rf"\bcount{_VALUE}(?P<rows>\d{{1,7}})[^{{}}]{{0,200}}?\blimit{_VALUE}(?P<size>\d{{1,3}})"
)
_CURRENT_IN_SCRIPT = re.compile(
    rf"\b(?:current_?page|cur_?page|curr|page_?(?:no|num|index)|now_?page){_VALUE}{_CURRENT}",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Counts:
    """The current page, from 1, and the number of pages; None where the page does not tell."""

    current: int | None = None
    pages: int | None = None


@functools.lru_cache(maxsize=1)
def declared_counts(document: ListDocument) -> Counts:
    """The counts that a page declares: 第 1 页 / 共 26 页, 页次：1/326, `totalPage: 26`."""
    return read_counts(document.html)


def read_counts(text: str) -> Counts:
    """The counts in a text or in markup.

    >>> read_counts("页次：1/310 每页10 总数3095")
    Counts(current=1, pages=310)
    >>> read_counts("共<b>12</b>页")
    Counts(current=None, pages=12)
    >>> read_counts("laypage.render({elem: 'pager', count: 118, limit: 15, curr: 2})")
    Counts(current=2, pages=8)
    """
    for pattern in _PLACES:
        for found in pattern.finditer(text):
            current, pages = int(found["current"]), int(found["pages"])
            if 1 <= current <= pages:
                return Counts(current, pages)
    current_found = _CURRENT_IN_SCRIPT.search(text)
    return Counts(int(current_found["current"]) if current_found else None, _pages(text))


def _pages(text: str) -> int | None:
    """The number of pages, told as such or by the number of rows and of rows a page."""
    total = _TOTAL.search(text) or _IN_SCRIPT.search(text)
    if total:
        return int(total["pages"])
    rows = _ROWS_IN_SCRIPT.search(text)
    return -(-int(rows["rows"]) // int(rows["size"])) if rows and int(rows["size"]) else None
