"""Whether a page is a list of articles rather than one article."""

import re
from urllib.parse import urlsplit

from newsarchive.extraction.body import Reading
from newsarchive.extraction.page import Page

_PAGER = re.compile(r"createPageHTML\s*\(\s*['\"\d]|p_next\s+p_fun|下一页|下一頁|尾页|末页|共\s*\d+\s*[页条]|加载更多|pagination|AspNetPager")
_DATED = re.compile(r"(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}|^\[?\d{1,2}-\d{1,2}\]?|\[?\d{1,2}-\d{1,2}\]?$")
_ARTICLE_PATH = re.compile(r"/t\d{8}_\d+|/art_|/content[_/]|/info/\d+/\d+|post_\d+|/\d{4,}\.s?html?$|/20\d{2}[-/]?\d{2}")
_LIST_PATH = re.compile(r"/(?:index|list|node|col|default)[\w-]*\.\w{3,5}$|/$|^$|/(?:list|index)_\d+")
_ENTRY = 8.0
_MANY = 8
_NOTICE, _LONG = 40.0, 250.0


def list_evidence(page: Page, body_size: float, reading: Reading) -> tuple[str, ...]:
    """Reasons to take the page for a list; empty where it is none.

    `body_size` is the size of the prose that was found: a page with much of it is no list.
    """
    entries = [b for b in page.blocks if b.linked > 0.6 and b.size >= _ENTRY and b.image is None]
    dated = [b for b in page.blocks if b.linked > 0.3 and _DATED.search(b.text)]
    linked = sum(block.size * block.linked for block in page.blocks)
    if len(entries) < _MANY or body_size > max(150.0, linked * 0.35):
        return ()
    path = urlsplit(page.url).path
    evidence = [f"{len(entries)} linked lines against {body_size:.0f} characters of prose"]
    if len(dated) >= _MANY:
        evidence.append(f"{len(dated)} linked lines with dates")
    if _PAGER.search(page.html):
        evidence.append("has a pager")
    if "ColumnName" in page.metas and "ArticleTitle" not in page.metas:
        evidence.append("names a column and no article in its meta elements")
    if _LIST_PATH.search(path) and not _ARTICLE_PATH.search(path):
        evidence.append("has the address of a list")
    needed = 2
    needed += _ARTICLE_PATH.search(path) is not None or page.metas.get("og:type") == "article"
    needed += reading.system is not None and body_size > _NOTICE
    needed += body_size > _LONG
    return tuple(evidence) if len(evidence) > needed or (body_size < 20 and needed == 2) else ()
