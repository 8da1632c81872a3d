"""The name that a site gives itself, for articles that credit no outlet."""

import re

from newsarchive.extraction import metas
from newsarchive.extraction.page import Page
from newsarchive.extraction.title import site_name
from newsarchive.text.names import read_outlet

_OWNER = re.compile(
    r"(?:版权所有|版權所有|主办单位|主办|主辦單位|主辦)\s*[:：©]\s*([\u3400-\u9fff（）()]{4,30})|([\u3400-\u9fff（）()]{4,30})\s*(?:版权所有|版權所有)"
)
_COLUMN = re.compile(
    r"^.{0,4}(?:动态|公告|要闻|公示|通知|职能|法规|简介|解读|专题|栏目|首页|正文|详情|信息公开|新闻中心)$"
)
_JOINED = re.compile(r"[-_|｜—]")
"""A title of several parts without the headline tells nothing: it may be anybody's."""

_LAST_BLOCKS = 25
_LONGEST_LINE = 240
_LONGEST_TITLE = 30


def find_site(page: Page, headline: str) -> str | None:
    """The site's own name: from the meta elements, behind the title, or its copyright line."""
    named = metas.first(page.metas, metas.SITES)
    behind = site_name(page.title, headline)
    for name in (named[1] if named else None, behind, page.json_ld.get("publisher")):
        outlet = read_outlet(name or "")
        if outlet and not _COLUMN.search(outlet):
            return outlet
    for block in page.blocks[-_LAST_BLOCKS:]:
        owner = _OWNER.search(block.text) if len(block.text) < _LONGEST_LINE else None
        if owner:
            return read_outlet(owner.group(1) or owner.group(2))
    is_name = page.title != headline and len(page.title) < _LONGEST_TITLE
    is_name = is_name and not _JOINED.search(page.title) and not _COLUMN.search(page.title)
    return read_outlet(page.title) if is_name else None
