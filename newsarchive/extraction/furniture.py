"""Names of page furniture: share bars, related lists, footers, comment boxes.

Names are matched as words within an element's id and classes. A name is a hint only: the
reader of the body disregards it where the element holds most of the page's text, since
`class="share"` around a whole article was met.
"""

import re

from lxml.html import HtmlElement

_TAGS = frozenset({"nav", "footer", "aside"})
_NEVER = frozenset({"html", "body", "main", "article"})
_LONGEST_NAME = 200
_WORDS = (
    "nav|navbar|menu|submenu|footer|foot|bottom|header|topbar|toolbar|tools?|breadcrumbs?|crumbs?|crumb|position|location|dqwz|weizhi"
    "|share|sharing|bdshare|bdsharebuttonbox|social|jiathis|addthis|sns|fenxiang"
    "|related?|relate|relation|relevant|xgxw|xgwz|xgyd|xiangguan|recommend|recommended|recommends|recomm|tuijian|guess|hot|hotnews|rank|ranking|paihang|popular|trending|mostread"
    "|comments?|commentlist|respond|reply|replies|pinglun|cmt|post_comment|discuss|disqus|guestbook|tie-area"
    "|sidebar|side|aside|rightbar|leftbar|right|left_menu|siderbar"
    "|copyright|copy|banquan|disclaimer|declare|statement|shengming|icp|beian"
    "|qrcode|qr|erweima|ewm|code2d|wxcode|weixin|wechat|app-download|appdown|download-app|qr_container"
    "|ads?|adv|advert|advertisement|gg|guanggao|banner|promo|promotion|sponsor|sponsored"
    "|pager|pages|pagination|pagelist|page[-_]?nav|page[-_]?bar|page[-_]?num|fenye|prev|next|prevnext|pre_next|prenext|shangxia|sxp|sxt|neighbou?r"
    "|tags?|taglist|keywords?|label|labels|biaoqian"
    "|newsletter|subscribe|subscription|signup|login|popup|modal|dialog|overlay|cookie|cookies|consent"
    "|links?|friendlink|youqing|yqlj|search|author-?(?:box|card|bio|info|about)|about-author|editor-?card|reward|donate|dashang|likes?|zan|toutiao-relate"
    "|print|printer|dayin|font-?size|zihao|jiucuo|read-?(?:more|next)|more-?(?:news|stories|from|on)|you-?may-?(?:also-?)?like|also-?like|taboola|outbrain"
)
_NAME = re.compile(rf"[ ](?:[a-z]+[-_])?(?:{_WORDS})(?:[-_](?:box|wrap|wrapper|list|area|bar|con|content|block|news|info|line|item|items|main|container|section|widget|btn|div|inner|\d+))*\d*[ ]")


def is_furniture(element: HtmlElement, name: str) -> bool:
    """Whether tag, role, id or class speak of furniture; `name` is `dom.names(element)`.

    >>> from newsarchive.extraction.dom import names, parse
    >>> [is_furniture(e, names(e)) for e in parse('<div class="news_content"></div><div class="bdsharebuttonbox"></div>').iter("div")]
    [False, True]
    """
    if element.tag in _TAGS:
        return True
    if element.tag in _NEVER or not 3 < len(name) < _LONGEST_NAME:
        return False
    return _NAME.search(name) is not None
