"""The element that holds the article's body: a known CMS container, or where the prose is.

Known containers are those that the publishing systems named put around an article. They are a
strong hint only: a container without prose in it is passed over.
"""

import dataclasses
import functools
import itertools

from lxml.html import HtmlElement

from newsarchive.extraction.blocks import Block
from newsarchive.extraction.dom import ancestors, names

# fmt: off
# id or class in lower case, and the system
KNOWN: dict[str, str] = {
    "trs_editor": "TRS WCM", "trs_ueditor": "TRS WCM", "trs_editor_view": "TRS WCM",
    "dochtmlcon": "TRS WCM", "ucap-content": "UCAP", "zoomcon": "UCAP", "ucapcontent": "UCAP",
    "zoom": "Hanweb and others", "ivs_content": "Hanweb", "bt_content": "Hanweb",
    "hanweb-body": "Hanweb", "v_news_content": "VSB", "vsb_content": "VSB", "vsb_content_2": "VSB",
    "vsb_content_4": "VSB", "vsb_content_6": "VSB", "vsb_content_501": "VSB",
    "vsb_content_500": "VSB", "js_content": "WeChat", "rich_media_content": "WeChat",
    "entry-content": "WordPress", "post-content": "WordPress", "single-content": "WordPress",
    "article-entry": "WordPress", "endtext": "NetEase", "post_text": "NetEase",
    "post_body": "NetEase", "rm_txt_con": "People's Daily", "rwb_zw": "People's Daily",
    "p-detail": "Xinhua", "detailcontent": "Xinhua", "span-detail": "Xinhua",
    "cnt-main-article-qq": "Tencent", "content-article": "Tencent", "main_content": "Phoenix",
    "artibody": "Sina", "article_content": "Sina", "mp-editor": "Sohu", "content_area": "CCTV",
    "left_zw": "China News", "ozoom": "digital newspapers", "articlecontent": "digital newspapers",
    "founder-content": "Founder", "contenttext": "Founder", "divcontent": "ASP",
    "newscontent": "ASP", "news_content": "ASP", "articlebody": "schema.org",
    "article-body": "schema.org", "article__body": "schema.org", "story-body": "schema.org",
    "article-content": "phpcms", "arccontent": "DedeCMS", "article-detail": "enterprise",
    "news_detail_content": "enterprise",
}
# fmt: on

GOVERNMENT = frozenset(("TRS WCM", "UCAP", "Hanweb", "Hanweb and others", "VSB"))
"""Systems whose names for the container occur around nothing else."""
_BONUS = 1.2
_NEAR = 0.97


@dataclasses.dataclass(frozen=True, slots=True)
class Container:
    """The chosen element; `share` is its part of all that looked like body text on the page.

    `system` names the CMS whose container it is, None where it was found by density alone.
    """

    element: HtmlElement
    weight: float
    share: float
    system: str | None


def system_of(element: HtmlElement) -> str | None:
    """The system whose body container an element is, None for any other element.

    >>> from newsarchive.extraction.dom import parse
    >>> system_of(parse('<div class="view TRS_UEDITOR trs_web"><p>文</div>').find(".//div"))
    'TRS WCM'
    """
    if element.tag == "ucapcontent":
        return "UCAP"
    if element.get("itemprop", "").lower() == "articlebody":
        return "schema.org"
    return _system_named(names(element))


@functools.lru_cache(maxsize=8192)
def _system_named(name: str) -> str | None:
    return next((KNOWN[word] for word in name.split() if word in KNOWN), None)


def choose(blocks: list[Block], weights: list[float]) -> Container | None:
    """The element with the greatest sum of weights; None where nothing looks like a body.

    Among elements of nearly the same sum the innermost is taken.
    """
    depths = _depths(blocks)
    sums = dict.fromkeys(depths, 0.0)
    for block, weight in zip(blocks, weights, strict=True):
        sums[block.element] += weight
    for element in sorted(depths, key=depths.__getitem__, reverse=True):
        if (parent := element.getparent()) is not None:
            sums[parent] += sums[element]
    systems = {element: system_of(element) for element in sums}
    values = {
        element: value * (_BONUS if systems[element] and value > 0 else 1.0)
        for element, value in sums.items()
    }
    best = max(values.values(), default=0.0)
    if best <= 0:
        return None
    near = [element for element, value in values.items() if value >= best * _NEAR]
    element = _row(max(near, key=depths.__getitem__), sums, {block.element for block in blocks})
    total = sum(weight for weight in weights if weight > 0)
    return Container(element, sums[element], min(1.0, sums[element] / total), systems[element])


def _depths(blocks: list[Block]) -> dict[HtmlElement, int]:
    """How deep each element that holds a block lies, the root at 0, in the order of the page."""
    depths: dict[HtmlElement, int] = {}
    for block in blocks:
        chain = itertools.chain((block.element,), ancestors(block.element))
        fresh = list(itertools.takewhile(lambda element: element not in depths, chain))
        parent = fresh[-1].getparent() if fresh else None
        depth = depths[parent] + 1 if parent is not None else 0
        for element in reversed(fresh):
            depths[element] = depth
            depth += 1
    return depths


def _row(
    element: HtmlElement, sums: dict[HtmlElement, float], owners: set[HtmlElement]
) -> HtmlElement:
    """The element, or the row of paragraphs that it stands in if it is one paragraph of it."""
    parent = element.getparent()
    if element not in owners or parent is None or parent.tag in {"html", "body"}:
        return element
    return parent if sums[parent] > sums[element] else element
