"""The element that holds the article's body: a known CMS container, or where the prose is.

Known containers are those that the publishing systems named put around an article. They are a
strong hint only: a container without prose in it is passed over.
"""

import dataclasses

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
    return next((KNOWN[name] for name in names(element).split() if name in KNOWN), None)


def choose(blocks: list[Block], weights: list[float]) -> Container | None:
    """The element with the greatest sum of weights; None where nothing looks like a body.

    Among elements of nearly the same sum the innermost is taken.
    """
    sums: dict[HtmlElement, float] = {}
    depths: dict[HtmlElement, int] = {}
    for block, weight in zip(blocks, weights, strict=True):
        chain = [block.element, *ancestors(block.element)]
        for depth, element in enumerate(reversed(chain)):
            sums[element] = sums.get(element, 0.0) + weight
            depths[element] = depth
    systems = {element: system_of(element) for element in sums}
    values = {
        element: value * (_BONUS if systems[element] and value > 0 else 1.0)
        for element, value in sums.items()
    }
    best = max(values.values(), default=0.0)
    if best <= 0:
        return None
    near = [element for element, value in values.items() if value >= best * _NEAR]
    element = max(near, key=depths.__getitem__)
    total = sum(weight for weight in weights if weight > 0)
    return Container(element, sums[element], min(1.0, sums[element] / total), systems[element])
