"""What a page is, told by evidence: an article, a list, a block page, a soft 404, a redirect stub.

Signs of firewalls, deleted articles and redirects were gathered from public crawlers and saved
pages. They count only where the page has little other text: an article about captchas is one.
"""

import dataclasses
import re
from typing import Literal
from urllib.parse import urlsplit

from newsarchive.extraction import phrases
from newsarchive.extraction.phrases import any_of
from newsarchive.extraction.pictures import absolute

PageKind = Literal["article", "list", "blocked", "soft_404", "redirect", "attachment_only", "empty"]

_GONE_STATUS = frozenset({404, 410})
_BLOCK_STATUS = frozenset({401, 403, 405, 406, 412, 418, 429, 444, 493, 503, 512, 521, 567})
_FAILED = 400
_LITTLE, _OPENING, _SHORT = 120, 200, 600
_SMALL_PAGE = 8_192

# fmt: off
_FIREWALLS = (
    ("加速乐", re.compile(r"__jsl_clearance|__jsluid_")),
    ("瑞数", re.compile(r"\$_ts\s*=\s*window\[|<(?:meta|script)[^<>]{1,500}\br=['\"]m['\"]")),
    ("360 网站卫士", re.compile(r"wzwschallenge|WZWS_CONFIRM_PREFIX_LABEL|/WZWSRE")),
    ("云锁", re.compile(r"yunsuo_session|security_session_(?:mid_)?verify|security_verify_data")),
    ("阿里云盾", re.compile(r"acw_sc__v2|aliyun_waf|var\s+arg1\s*=\s*'[0-9A-F]{40}'")),
    ("Cloudflare", re.compile(r"cf-browser-verification|/cdn-cgi/challenge-platform|cf_chl_opt")),
    ("WeChat", re.compile(r"id=['\"]js_verify['\"]|wappoc_appmsgcaptcha")),
)
_MAGIC = (
    (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip or office document"), (b"Rar!", "rar"),
    (b"\xd0\xcf\x11\xe0", "office document"), (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG", "png"),
    (b"GIF8", "gif"), (b"\x1f\x8b", "gzip"),
)
# fmt: on
_BLOCK_PHRASE = re.compile(any_of(phrases.BLOCKED), re.IGNORECASE)
_GONE_PHRASE = re.compile(any_of(phrases.GONE), re.IGNORECASE)
_JUMP = re.compile(
    r"(?:(?:window|self|top|parent|document|this)\s*\.\s*)*location(?:\s*\.\s*href)?\s*=\s*"
    r"""["']([^"']{1,2000})["']"""
    r"""|location\s*\.\s*(?:replace|assign)\s*\(\s*["']([^"']{1,2000})["']"""
)
_REFRESH = re.compile(
    r"""<meta[^<>]{1,300}http-equiv\s*=\s*["']?refresh["']?[^<>]{0,300}content\s*=\s*["']?\s*(\d{1,4})"""
    r"""\s*[;,]\s*url\s*=\s*['"]?([^"'>\s]+)""",
    re.IGNORECASE,
)
_FORM = re.compile(r"""<form\b[^>]{0,400}\baction\s*=\s*["']?([^"'>\s]{1,2000})""", re.IGNORECASE)
_SUBMIT = re.compile(r"\.\s*submit\s*\(\s*\)")
_AGAIN = re.compile(
    r"location\s*\.\s*(?:pathname|reload)|location\.href\s*=\s*location|document\.cookie\s*="
)
_HOME = re.compile(r"^/?(?:index|default|main)?(?:\.\w{3,5})?$|404|error", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b.*?(?:</script>|$)", re.IGNORECASE | re.DOTALL)


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a page, the evidence in short sentences, and where a redirect leads."""

    kind: PageKind
    evidence: tuple[str, ...]
    redirect_url: str | None = None


def judge_envelope(
    html: str, visible: str, title: str, url: str, status: int, *, written: bool = False
) -> Verdict | None:
    """What a page is when it is no page of content at all; None where it may hold content.

    `visible` is the text that a reader sees, `html` the source. `written` says that the page has
    an info line and paragraphs: then what it says is what an article says.

    >>> stub = "<script>location.href='https://b.example/1.html'</script>"
    >>> judge_envelope(stub, "", "", "http://a.example/2.html", 200).redirect_url
    'https://b.example/1.html'
    >>> text = "抱歉，您访问的页面不存在"
    >>> judge_envelope(f"<p>{text}</p>", text, "", "http://a.example/b", 200).kind
    'soft_404'
    """
    if status in _GONE_STATUS:
        return Verdict("soft_404", (f"status {status}",))
    return (
        _blocked(html, visible, title, status, written=written)
        or (None if written else _redirect(html, visible, url) or _gone(visible, title))
        or (Verdict("empty", (f"status {status}",)) if status >= _FAILED else None)
    )


def document_type(body: bytes, content_type: str | None) -> str | None:
    """The kind of file that a response is when it is no page of text; None for a page.

    Told by the first bytes, since documents are also served as text/html.

    >>> document_type(b"%PDF-1.7 ...", "text/html")
    'pdf'
    """
    named = next((name for sign, name in _MAGIC if body.startswith(sign)), None)
    if named or not content_type:
        return named
    kind = content_type.partition(";")[0].strip().lower()
    is_text = kind.startswith("text/") or "html" in kind or "xml" in kind or "octet-stream" in kind
    return None if is_text or "/" not in kind or "json" in kind else kind


def _blocked(html: str, visible: str, title: str, status: int, *, written: bool) -> Verdict | None:
    evidence = [f"status {status}"] if status in _BLOCK_STATUS else []
    if len(visible) < _SHORT:
        evidence += [f"script of {name}" for name, sign in _FIREWALLS if sign.search(html)]
        phrase = None if written else _BLOCK_PHRASE.search(f"{title} {visible[:_OPENING]}")
        if phrase:
            evidence.append(f"says “{phrase.group()}”")
        if not evidence and _is_challenge(html, visible):
            evidence.append("small page of script that sets a cookie and loads itself again")
    return Verdict("blocked", tuple(evidence)) if evidence else None


def _is_challenge(html: str, visible: str) -> bool:
    if len(html) > _SMALL_PAGE or len(visible) > _LITTLE or not _AGAIN.search(html):
        return False
    script = sum(len(found) for found in _SCRIPT.findall(html))
    return script > len(visible) and "location" in html


def _redirect(html: str, visible: str, url: str) -> Verdict | None:
    """A stub whose script, or refresh within seconds, leads elsewhere."""
    if len(visible) > _LITTLE:
        return None
    refresh = _REFRESH.search(html)
    jump = _JUMP.search(html)
    target, how = "", ""
    if refresh and int(refresh.group(1)) <= 10:  # noqa: PLR2004 - seconds a reader would wait
        target, how = refresh.group(2), "meta refresh"
    elif jump and len(html) < 4 * _SMALL_PAGE:
        target, how = jump.group(1) or jump.group(2), "script"
    elif (form := _FORM.search(html)) and _SUBMIT.search(html) and len(html) < _SMALL_PAGE:
        target, how = form.group(1), "form that submits itself"
    full = absolute(target, url) if target else None
    if full is None or full.split("#")[0] == url.split("#", maxsplit=1)[0]:
        return None
    path = urlsplit(full).path
    same_host = urlsplit(full).hostname == urlsplit(url).hostname
    if same_host and _HOME.search(path.strip("/")):
        return Verdict("soft_404", (f"{how} leads to the home page {full}",))
    return Verdict("redirect", (f"{how} leads to {full}",), full)


def _gone(visible: str, title: str) -> Verdict | None:
    phrase = _GONE_PHRASE.search(visible) if len(visible) < _SHORT / 2 else None
    phrase = phrase or (_GONE_PHRASE.search(title) if len(visible) < _SHORT else None)
    return Verdict("soft_404", (f"says “{phrase.group()}”",)) if phrase else None
