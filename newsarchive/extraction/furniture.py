"""Names of page furniture: share bars, related lists, footers, comment boxes.

Names are matched as words within an element's id and classes. A name is a hint only: the
reader of the body disregards it where the element holds most of the page's text, since
`class="share"` around a whole article was met.
"""

import functools
import re

from lxml.html import HtmlElement

_TAGS = frozenset({"nav", "footer", "aside"})
_NEVER = frozenset({"html", "body", "main", "article"})
_SHORTEST_NAME, _LONGEST_NAME = 4, 200

# fmt: off
_WORDS = (
    # ways around the site
    "nav", "navbar", "menu", "submenu", "footer", "foot", "bottom", "header", "topbar", "toolbar",
    "tools?", "breadcrumbs?", "crumbs?", "position", "location", "dqwz", "weizhi", "search",
    "sidebar", "siderbar", "side", "aside", "rightbar", "leftbar", "right", "left_menu", "pager",
    "pages", "pagination", "pagelist", "page[-_]?nav", "page[-_]?bar", "page[-_]?num", "fenye",
    "prev", "next", "prevnext", "pre_?next", "shangxia", "sxp", "sxt", "neighbou?r", "links?",
    "friendlink", "youqing", "yqlj",
    # sharing and following
    "share", "sharing", "bdshare", "bdsharebuttonbox", "social", "jiathis", "addthis", "sns",
    "fenxiang", "qrcode", "qr", "erweima", "ewm", "code2d", "wxcode", "weixin", "wechat",
    "app-download", "appdown", "download-app", "qr_container", "newsletter", "subscribe",
    "subscription", "reward", "donate", "dashang", "likes?", "zan",
    # other articles
    "related?", "relation", "relevant", "xgxw", "xgwz", "xgyd", "xiangguan", "recomm",
    "recommend(?:ed|s)?", "tuijian", "guess", "hot", "hotnews", "rank", "ranking", "paihang",
    "popular", "trending", "mostread", "read-?(?:more|next)", "more-?(?:news|stories|from|on)",
    "you-?may-?(?:also-?)?like", "also-?like", "taboola", "outbrain", "toutiao-relate", "tags?",
    "taglist", "keywords?", "labels?", "biaoqian",
    # readers' words
    "comments?", "commentlist", "respond", "reply", "replies", "pinglun", "cmt", "post_comment",
    "discuss", "disqus", "guestbook", "tie-area",
    # law, money, buttons
    "copyright", "copy", "banquan", "disclaimer", "declare", "statement", "shengming", "icp",
    "beian", "ads?", "adv", "advert", "advertisement", "gg", "guanggao", "banner", "promo",
    "promotion", "sponsor", "sponsored", "signup", "login", "popup", "modal", "dialog", "overlay",
    "cookies?", "consent", "author-?(?:box|card|bio|info|about)", "about-author", "editor-?card",
    "print", "printer", "dayin", "font-?size", "zihao", "jiucuo",
)
_PARTS = (
    "box", "wrap", "wrapper", "list", "area", "bar", "con", "content", "block", "news", "info",
    "line", "items?", "main", "container", "section", "widget", "btn", "div", "inner", r"\d+",
)
# fmt: on
_NAME = re.compile(rf" (?:[a-z]+[-_])?(?:{'|'.join(_WORDS)})(?:[-_](?:{'|'.join(_PARTS)}))*\d* ")


def is_furniture(element: HtmlElement, name: str) -> bool:
    """Whether tag, role, id or class speak of furniture; `name` is `dom.names(element)`.

    >>> from newsarchive.extraction.dom import names, parse
    >>> page = parse('<div class="news_content"></div><div class="bdsharebuttonbox"></div>')
    >>> [is_furniture(element, names(element)) for element in page.iter("div")]
    [False, True]
    """
    if element.tag in _TAGS:
        return True
    if element.tag in _NEVER or not _SHORTEST_NAME <= len(name) < _LONGEST_NAME:
        return False
    return _is_named(name)


@functools.lru_cache(maxsize=8192)
def _is_named(name: str) -> bool:
    return _NAME.search(name) is not None
