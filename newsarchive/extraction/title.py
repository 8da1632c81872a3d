"""The headline, and the site's name that page titles carry behind it."""

import re

from newsarchive.extraction.blocks import Block
from newsarchive.extraction.dom import names
from newsarchive.extraction.headline import bare
from newsarchive.extraction.lines import ends_article, is_footer, is_info, is_tools
from newsarchive.extraction.page import Page
from newsarchive.text import fold

_BREAK = re.compile(
    r"\s*(?:[_|｜»]|--+|—{2,}|\s[-–—‧·]\s|(?<=[\u3400-\u9fff！？。”》」）)%\d])-(?=[\u3400-\u9fff])"
    r"|[·‧](?=[\u3400-\u9fff]{2,10}(?:网|網|网站|網站|日报|日報|晚报|晚報|在线|在線)$))\s*"
)
_PARTS = re.compile(r"\s*(?:[_|｜»]|-{2,}|—{2,})\s*")
_COLUMN = re.compile(
    r"(?:.{0,6}(?:新闻|要闻|动态|资讯|公告|公示|通知|时政|社会|财经|本地|国内|国际|生活|地方|港闻|澳闻|头条|正文"
    r"|详情|栏目|频道|中心))?"
)
"""Names of columns, which stand between headline and site in a title."""
_SITE_PARTS = re.compile(r"\s*[-–—·‧]\s*")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_NAMED = re.compile(
    r"title|headline|biaoti|topic|subject|[ _-]bt\d*[ _-]|[ _-]tit\d*[ _-]|bodyhead"
)
_HEADINGS = {"h1": 4.0, "h2": 3.0, "h3": 2.0, "h4": 1.5, "h5": 1.0}
_REACH = 15
_LEAST = 2.0
_LINKED = 0.5
_USUAL_LENGTHS = range(6, 80)
_LONGEST_NAME = 30
_SHORTEST, _LONGEST = 4, 120


def cut_site(title: str) -> str:
    """A page's `<title>` without the names of column and site behind the headline.

    >>> cut_site("春耕机声隆隆_部门动态_湖湾县人民政府"), cut_site("水价听证会举行 - 湖湾新闻网")
    ('春耕机声隆隆', '水价听证会举行')
    """
    parts = [part for part in _BREAK.split(title) if part]
    if not parts:
        return title
    return parts[0] if len(parts[0]) >= _SHORTEST else max(parts, key=len)


def site_name(title: str, headline: str) -> str | None:
    """The site's name as it stands behind the headline in `<title>`; None where it does not.

    >>> site_name("水价听证会举行_时政_湖湾新闻网_huwan.example", "水价听证会举行")
    '湖湾新闻网'
    >>> site_name("青橙資訊網-旧车估价_同城搬家", "水价听证会举行") is None
    True
    """
    start = title.find(headline) if headline else -1
    if start < 0:
        parts = _names(title)
        return parts[0] if len(parts) == 1 and len(title) < _LONGEST_NAME else None
    before, behind = _names(title[:start]), _names(title[start + len(headline) :])
    return behind[-1] if behind and not before else next(iter(before), None)


def _names(text: str) -> list[str]:
    """The parts of a title's rest that may be names, domains and fragments left out."""
    parts = [_without_column(part.strip(" -–—_|·")) for part in _PARTS.split(text)]
    return [part for part in parts if len(part) > 2 and not _DOMAIN.fullmatch(part)]  # noqa: PLR2004


def _without_column(name: str) -> str:
    """A site's name without the columns that a title puts in front of it with a dash.

    >>> _without_column("本地新闻 - 溪岸论坛"), _without_column("湖湾大学-招生信息网")
    ('溪岸论坛', '湖湾大学-招生信息网')
    """
    start = 0
    for found in _SITE_PARTS.finditer(name):
        if not _COLUMN.fullmatch(fold.fold(name[start : found.start()])):
            break
        start = found.end()
    return name[start:]


def guess_headline(page: Page, first: int, shown: list[int]) -> int | None:
    """Index of the block above the body that looks most like a headline, None if none does.

    For pages whose `<title>` is only the site's name. `shown` are the blocks between container
    start and body.
    """
    best: tuple[float, int] | None = None
    for index in range(max(0, first - _REACH), first + 1):
        score = _score(page.blocks, index, first, inside=index in shown)
        if score >= _LEAST and (best is None or score > best[0]):
            best = (score, index)
    return best[1] if best else None


def _score(blocks: list[Block], index: int, first: int, *, inside: bool) -> float:
    block = blocks[index]
    text = block.text
    if not _SHORTEST < len(text) < _LONGEST or block.linked > _LINKED:
        return 0.0
    if is_info(text) or is_tools(text) or is_footer(text) or ends_article(text) or ">" in text:
        return 0.0
    score = _HEADINGS.get(block.tag, 0.0)
    score += 2.0 if _NAMED.search(names(block.element)) else 0.0
    score += 1.0 if block.bold or inside else 0.0
    following = [other for other in blocks[index + 1 : index + 4] if other.text]
    score += 2.0 if any(is_info(other.text) for other in following[:2]) else 0.0
    score += 0.5 if len(bare(text)) in _USUAL_LENGTHS else -1.0
    repeated = "".join(bare(other.text) for other in blocks[first : first + 3] if index < first)
    score += 1.5 if bare(text) in repeated else 0.0
    score -= 1.5 if index == first else 0.0
    return score - (2.0 if block.furniture else 0.0) - 0.03 * (first - index)
