"""What addresses of one article differ in without meaning anything, as tables.

Names and values are compared in lower case. The lists are our own, from what sites and their share
buttons are known to append; no published list was copied.
"""

import dataclasses
import re


@dataclasses.dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter that names no article.

    `name` is matched whole; it is dropped only where `value` matches whole too.
    """

    name: re.Pattern[str]
    value: re.Pattern[str]
    reason: str
    example: str


@dataclasses.dataclass(frozen=True, slots=True)
class Twin:
    """Two shapes of one address: `pattern` (host and path, then `?` and query) becomes `after`."""

    pattern: re.Pattern[str]
    after: str
    reason: str
    example: str


def _drop(name: str, reason: str, example: str, value: str = ".*") -> Parameter:
    return Parameter(re.compile(name), re.compile(value, re.DOTALL), reason, example)


_TIME = r"\d{10}|\d{12,14}|\d{17}|0?\.\d+|(?:19|20)\d{2}[-/]?\d{2}[-/]?\d{2}.*|(?:mon|tue|wed|thu|fri|sat|sun).*"

# fmt: off
PARAMETERS = (
    _drop(r"utm_[a-z_]+|utm", "campaign of a newsletter or advertisement", "utm_source=weibo"),
    _drop(r"gclid|dclid|fbclid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga|_gl|wbraid|gbraid", "click of an advertisement", "gclid=Cj0K"),
    _drop(r"spm|scm|pvid|spm_id_from|bd_vid|qhclickid|hmsr|hmpl|hmcu|hmkw|hmci|tj_.*|ivk_sa", "where on a portal the link was clicked", "spm=C73544894212.P59511941341.0.0"),
    _drop(r"from|fromsource|from_source|source_from|fr|frm|refer|referer|referrer|ref_src|isappinstalled|nsukey|share|shareid|share_.*|sharefrom|sharer_.*|wxshare|wx_.*|sukey", "who passed the link on", "from=timeline"),
    _drop(r"jsessionid|phpsessid|sessionid|session_id|aspsessionid.*|cfid|cftoken|zenid", "session of one visitor", "PHPSESSID=0123456789abcdef"),
    _drop(r"_|_t|_r|_dc|rnd|rand|random|nocache|timestamp|ts|tm|_time", "keeps caches away", "_=1685664000000"),
    _drop(r"t|time|r|v|ver|version|date", "keeps caches away, where its value is a time or a fraction", "t=1685664000", _TIME),
    _drop(r"v|ver|version", "version of a template", "v=1.0", r"\d{1,3}(?:\.\d{1,4})*"),
    _drop(r"wappass|from_voice|ivk|appinstall|isfrom|is_from_webapp|clientvia|devid|networktype|storage_static", "the reader's device", "isfrom=app"),
)

WECHAT = frozenset({"__biz", "mid", "idx", "sn"})
"""All that names an article of mp.weixin.qq.com; chksm, scene, srcid and the like name the reader."""

FOLDER_PAGES = (
    Twin(re.compile(r"([^?]*/)(?:index|default)\.s?html?(\?.*)?", re.IGNORECASE), r"\1\2", "the folder's own page", "http://www.hu.gov.cn/zwgk/index.html"),
    Twin(re.compile(r"([^?]*/)(?:index|default)\.(?:php|jsp|aspx?)", re.IGNORECASE), r"\1", "the folder's own page; with a query it may be a page of its own", "http://www.hu.gov.cn/zwgk/index.aspx"),
)
"""Twins of which the shorter answers wherever the longer does."""

TWINS = (
    Twin(re.compile(r"(.*/)(?:content|nry)\.jsp\?(?=.*\burltype=news\.newscontenturl\b)(?=.*\bwbtreeid=(\d+))(?=.*\bwbnewsid=(\d+)).*", re.IGNORECASE), r"\1info/\2/\3.htm", "VSB serves its static articles by a script too", "http://www.hu.gov.cn/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1001&wbnewsid=2345"),
    Twin(re.compile(r"(.*/)mpost_(\d+)(\.html?)"), r"\1post_\2\3", "the mobile page of NFCMS", "http://www.hu.gov.cn/content/mpost_12345.html"),
    *FOLDER_PAGES,
)
# fmt: on

SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sessionid|sid)=[^/;]*", re.IGNORECASE)
SESSION_FOLDER = re.compile(r"/\([a-z]\([0-9a-z]{20,}\)\)(?=/)", re.IGNORECASE)
"""ASP.NET's cookieless session: `/(S(lit3py55t21z5v55vlm25s55))/`."""

DEVICE_HOSTS = frozenset({"www", "m", "wap", "3g", "mobile"})
"""First labels under which a site serves the same pages again."""

SECOND_LEVEL = frozenset(
    ["com", "co", "gov", "gob", "org", "edu", "net", "ac", "mil", "idv", "or", "go", "ne", "gen"]
)
CN_PROVINCES = frozenset(
    [
        "ah",
        "bj",
        "cq",
        "fj",
        "gd",
        "gs",
        "gx",
        "gz",
        "ha",
        "hb",
        "he",
        "hi",
        "hk",
        "hl",
        "hn",
        "jl",
        "js",
        "jx",
        "ln",
        "mo",
        "nm",
        "nx",
        "qh",
        "sc",
        "sd",
        "sh",
        "sn",
        "sx",
        "tj",
        "tw",
        "xj",
        "xz",
        "yn",
        "zj",
    ]
)
"""Names under a country's domain that belong to nobody: a site's own name stands before them.

The rest of the public suffix list matters too little here to carry 15,000 lines.
"""
