"""Which publishing system made a page, told by its signs: a table, asked from top to bottom."""

import dataclasses
import re
from re import Pattern
from typing import Literal

MAX_CHARS = 1_000_000
"""Characters of a page that are searched for signs."""


@dataclasses.dataclass(frozen=True, slots=True)
class System:
    """A publishing system and the sign it was told by, in words fit to be shown."""

    name: str
    evidence: str


@dataclasses.dataclass(frozen=True, slots=True)
class Sign:
    """What gives a system away; `place` is where to look for the pattern."""

    system: str
    place: Literal["html", "url"]
    pattern: Pattern[str]
    says: str


def _in_html(system: str, pattern: str, says: str) -> Sign:
    return Sign(system, "html", re.compile(pattern, re.IGNORECASE), says)


def _in_url(system: str, pattern: str, says: str) -> Sign:
    return Sign(system, "url", re.compile(pattern, re.IGNORECASE), says)


SIGNS = (
    _in_html("Hanweb jpaas", r"jpaas-publish-server", "asks jpaas-publish-server for its rows"),
    _in_html(
        "Hanweb jpaas", r"<script[^>]{1,400}\bquerydata\s*=", "a script has a queryData attribute"
    ),
    _in_html("Hanweb jcms", r"<datastore>|dataproxy\.jsp", "keeps its rows in a <datastore>"),
    _in_html("Hanweb jcms", r"大汉版通|produced by 大汉网络", "names 大汉版通 as its maker"),
    _in_url("Hanweb jcms", r"/col/col\d+/|/art_\d+_\d+\.html", "address of the form /col/col123/"),
    _in_html("UCAP", r"createPageHTML\s*\(\s*['\"]", "createPageHTML begins with a container's id"),
    _in_html("UCAP", r"<ucapcontent|<ucaptitle", "has a <UCAPCONTENT> element"),
    _in_html("TRS WCM", r"createPageHTML\s*\(\s*\d", "createPageHTML begins with a number"),
    _in_html("TRS WCM", r"\bTRS_(?:Editor|UEDITOR)\b", "has a TRS_Editor container"),
    _in_html(
        "TRS WCM", r"href=['\"][^'\"]{0,200}/t\d{8}_\d+\.s?html?", "links to t20230602_123.html"
    ),
    _in_url("TRS WCM", r"/t\d{8}_\d+\.s?html?$", "address of the form t20230602_123.html"),
    _in_url("gkmlpt", r"/gkmlpt/", "address below /gkmlpt/"),
    _in_html("gkmlpt", r"/gkmlpt/(?:api|content)/", "asks /gkmlpt/api for its rows"),
    _in_html(
        "NFCMS",
        r"href=['\"][^'\"]{0,200}/content/m?post_\d+\.html",
        "links to content/post_123.html",
    ),
    _in_url("NFCMS", r"/content/m?post_\d+\.html", "address of the form content/post_123.html"),
    _in_url(
        "Longxun", r"/content/(?:column|article)/\d+", "address of the form /content/column/123"
    ),
    _in_html(
        "Longxun", r"/site/label/8888|/content/column/\d+", "asks /site/label/8888 for its rows"
    ),
    _in_html("VSB", r"\bp_next p_fun|\bp_no_d\b", "its pager has the class p_fun"),
    _in_html(
        "VSB", r"vsb_content|_newscontent_fromname|_showDynClicks", "has a vsb_content container"
    ),
    _in_html(
        "VSB",
        r"\bwbtreeid=|href=['\"][^'\"]{0,200}info/\d+/\d+\.htm",
        "links to info/1001/2345.htm",
    ),
    _in_url("VSB", r"\bwbtreeid=|/info/\d+/\d+\.html?$", "address of the form info/1001/2345.htm"),
    _in_html("ASP.NET WebForms", r"AspNetPager|__VIEWSTATE\b", "carries a __VIEWSTATE"),
    _in_html(
        "WordPress",
        r"/wp-content/|/wp-includes/|content=['\"]WordPress",
        "loads files of /wp-content/",
    ),
    _in_html(
        "EmpireCMS",
        r"EmpireCMS|/e/action/|/e/public/|/e/search/|/d/file/",
        "uses addresses below /e/ or /d/file/",
    ),
    _in_html(
        "DedeCMS",
        r"DedeCMS|/plus/(?:list|view|search|count)\.php|/templets/",
        "uses addresses below /plus/",
    ),
    _in_html("Discuz", r"content=['\"]Discuz|portal\.php\?mod=", "uses portal.php"),
    _in_html("phpcms", r"\bphpcms\b|\?m=content&(?:amp;)?c=index", "uses index.php?m=content"),
    _in_html("WeChat", r"\bid=['\"]js_content['\"]", "has a js_content container"),
)
"""The signs, the most particular systems first (seen 2010 to 2023)."""

_GENERATOR = re.compile(
    r"<meta\s[^>]{0,100}?name=['\"]?generator['\"]?\s[^>]{0,100}?content=['\"]([^'\">]{2,60})['\"]",
    re.IGNORECASE,
)


def find_system(html: str, url: str) -> System | None:
    """Return the publishing system of a page, or None where nothing gives it away.

    >>> find_system('<script>createPageHTML(3, 0, "index", "html")</script>', "http://gz-example.cn/")
    System(name='TRS WCM', evidence='createPageHTML begins with a number')
    """
    places = {"html": html[:MAX_CHARS], "url": url}
    for sign in SIGNS:
        if sign.pattern.search(places[sign.place]):
            return System(sign.system, sign.says)
    generator = _GENERATOR.search(places["html"])
    if generator:
        return System(generator[1].strip(), "its generator tag says so")
    return None
