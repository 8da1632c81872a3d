"""Whether a page is a list of articles rather than one article."""

import itertools
import re
from collections import Counter
from urllib.parse import urlsplit

from newsarchive.extraction.blocks import Block
from newsarchive.extraction.body import Reading
from newsarchive.extraction.lines import is_info
from newsarchive.extraction.page import Page

_PAGER = re.compile(
    r"createPageHTML\s*\(\s*['\"\d]|p_next\s+p_fun|下一[页頁]|[尾末]页|共\s*\d+\s*[页条]|加载更多"
    r"|class=.[\w -]{0,40}pagination|AspNetPager"
)
_DATED = re.compile(
    r"(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}|^\[?\d{1,2}-\d{1,2}\]?|\[?\d{1,2}-\d{1,2}\]?$"
)
_MORE = re.compile(
    r"[\[【（(]?\s*(?:详情|详细|查看全文|阅读全文|查看更多|全文|更多)\s*[\]】）)>》]*$"
)
_INFO_LINE = re.compile(
    r"(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}.*(?:\d:\d\d|[\u3400-\u9fff]\s*[:：])"
    r"|[\u3400-\u9fff]\s*[:：].*(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}"
)
_ARTICLE_PATH = re.compile(
    r"/[^/]*-[^/]*-[^/]*/?$|/[^/]*\d{5}[^/]*/?$|/t\d{8}_\d+|/art_|/content[_/]|/info/\d+/\d+"
    r"|post_\d+|/\d{4,}\.s?html?$|/20\d{2}[-/]?\d{2}"
)
_LIST_PATH = re.compile(
    r"/(?:index|list|node|col|default)[\w-]*\.\w{3,5}$|/$|^$|/(?:list|index)_\d+"
)
_ENTRY = 8.0
_MANY = 8
_MANY_TEASERS = 5
_PAIR, _MANY_CARDS = 2, 3
_SIGNS = 2
_ABOVE = 4
_MOSTLY, _PARTLY = 0.6, 0.3
_TITLE, _TEASER, _BRIEF = 6.0, 200.0, 150.0
_LITTLE, _NOTICE, _LONG = 20.0, 40.0, 250.0


def list_evidence(page: Page, body_size: float, reading: Reading) -> tuple[str, ...]:
    """Reasons to take the page for a list; empty where it is none.

    `body_size` is the size of the prose that was found: a page with much of it is no list.
    """
    entries = [
        b for b in page.blocks if b.linked > _MOSTLY and b.size >= _ENTRY and b.image is None
    ]
    dated = [b for b in page.blocks if b.linked > _PARTLY and _DATED.search(b.text)]
    path = urlsplit(page.url).path
    address = _LIST_PATH.search(path) is not None and _ARTICLE_PATH.search(path) is None
    teasers = _teasers(page, reading)
    if teasers >= _MANY_TEASERS and (address or _PAGER.search(page.html)):
        return (f"{teasers} entries of one shape",)
    cards = _cards(page, reading, _PAIR if address else _MANY_CARDS)
    if cards and (address or reading.system is None):
        return (f"{cards} titles, each with a teaser, are most of its text",)
    if alike := _alike(page, reading):
        return (f"{alike} lines that begin alike, and no sentence",)
    if body_size < _LITTLE and (address or "ColumnName" in page.metas) and len(dated) > 1:
        return (f"{len(dated)} linked lines with dates and no prose",)
    linked = sum(block.size * block.linked for block in page.blocks)
    if len(entries) < _MANY or body_size > max(_BRIEF, linked * _PARTLY):
        return ()
    evidence = [f"{len(entries)} linked lines against {body_size:.0f} characters of prose"]
    if len(dated) >= _MANY:
        evidence.append(f"{len(dated)} linked lines with dates")
    if _PAGER.search(page.html):
        evidence.append("has a pager")
    if "ColumnName" in page.metas and "ArticleTitle" not in page.metas:
        evidence.append("names a column and no article in its meta elements")
    if address:
        evidence.append("has the address of a list")
    needed = _needed(page, path, body_size, reading)
    bare = body_size < _LITTLE and needed == _SIGNS
    return tuple(evidence) if len(evidence) > needed or bare else ()


def _needed(page: Page, path: str, body_size: float, reading: Reading) -> int:
    """How many signs of a list are outweighed by signs of an article."""
    needed = _SIGNS
    needed += _ARTICLE_PATH.search(path) is not None or page.metas.get("og:type") == "article"
    needed += reading.system is not None and body_size > _NOTICE
    needed += body_size > _LONG
    needed += body_size > _NOTICE and _has_info_line(page, reading)
    return needed


def _has_info_line(page: Page, reading: Reading) -> bool:
    """Whether a line with a date and labels, or a time of day, stands right above the body."""
    first = reading.first()
    above = page.blocks[max(0, first - _ABOVE) : first] if first is not None else []
    return any(
        _INFO_LINE.search(block.text) is not None and is_info(block.text)
        for block in above
        if block.linked < _PARTLY
    )


def _teasers(page: Page, reading: Reading) -> int:
    """Entries of a list of teasers: lines of one shape, or linked titles with text right below."""
    if reading.container is None or reading.system is not None:
        return 0
    lines = [page.blocks[index].text for index in reading.body if page.blocks[index].text]
    alike = Counter("更多" if _MORE.search(line) else line[:4] for line in lines)
    if alike and (most := max(alike.values())) * 2 > len(lines):
        return most
    below = set(reading.container.iter())
    inside = [block for block in page.blocks if block.text and block.element in below]
    found = sum(_is_entry(title, text) for title, text in itertools.pairwise(inside))
    return found if found * 4 > len(inside) else 0


def _alike(page: Page, reading: Reading) -> int:
    """How many lines of a directory the body is made of: they begin alike, and each has a link."""
    entries = [page.blocks[index] for index in reading.body if page.blocks[index].text]
    if reading.system is not None or any(b.text.endswith(("。", "！", "？")) for b in entries):
        return 0
    alike = Counter(block.text[:4] for block in entries if block.linked > 0)
    most = max(alike.values(), default=0)
    return most if most >= _MANY_CARDS and most * 2 > len(entries) else 0


def _cards(page: Page, reading: Reading, least: int) -> int:
    """How many cards there are, if the body that was read is made of them; 0 otherwise."""
    cards = [card for row in page.rows if len(row) >= least for card in row]
    within = {index for card in cards for index in card}
    size = sum(page.blocks[index].size for index in reading.body)
    inside = sum(page.blocks[index].size for index in reading.body if index in within)
    return len(cards) if inside > size * _MOSTLY else 0


def _is_entry(title: Block, text: Block) -> bool:
    """Whether two lines are a linked title and its teaser."""
    linked = title.linked > _MOSTLY and title.size >= _TITLE
    return linked and text.linked < _MOSTLY and _TITLE < text.size < _TEASER
