"""What a page is, told by evidence: an article, a list, a block page, a soft 404, a redirect stub.

Signs of firewalls, deleted articles and redirects are those of SITES.md, sections 9 and 10.
They count only where the page has little other text: an article about captchas is an article.
"""

import dataclasses
import re
from typing import Literal
from urllib.parse import urlsplit

from newsarchive.extraction.pictures import absolute

PageKind = Literal["article", "list", "blocked", "soft_404", "redirect", "attachment_only", "empty"]

_GONE_STATUS = frozenset({404, 410})
_BLOCK_STATUS = frozenset({401, 403, 405, 406, 412, 418, 429, 444, 493, 503, 512, 521, 567})
_LITTLE, _SHORT = 120, 600
_SMALL_PAGE = 8_192

# fmt: off
_FIREWALLS = (
    ("加速乐", re.compile(r"__jsl_clearance|__jsluid_")),
    ("瑞数", re.compile(r"\$_ts\s*=\s*window\[|<meta[^>]+\br=['\"]m['\"]|<script[^>]+\br=['\"]m['\"]")),
    ("360 网站卫士", re.compile(r"wzwschallenge|WZWS_CONFIRM_PREFIX_LABEL|/WZWSRE")),
    ("云锁", re.compile(r"yunsuo_session_verify|security_session_(?:mid_)?verify|security_verify_data")),
    ("阿里云盾", re.compile(r"acw_sc__v2|aliyun_waf|var\s+arg1\s*=\s*'[0-9A-F]{40}'")),
    ("Cloudflare", re.compile(r"cf-browser-verification|/cdn-cgi/challenge-platform|cf_chl_opt")),
    ("WeChat", re.compile(r"id=['\"]js_verify['\"]|wappoc_appmsgcaptcha")),
)
# fmt: on
_BLOCK_PHRASE = re.compile(
    r"您的请求带有不合法参数|当前访问疑似黑客攻击|访问(?:过于|太)频繁|请求(?:过于|太)频繁|访问被拦截|访问被拒绝|已被拦截|网站防火墙|请完成(?:安全)?验证|安全验证|人机验证|滑动验证|环境异常|请输入验证码"
    r"|请先登录|登录后(?:查看|可见|阅读)|access denied|403 forbidden|just a moment|checking your browser|verify you are human|enable javascript and cookies",
    re.IGNORECASE,
)
_GONE_PHRASE = re.compile(
    r"(?:页面|頁面|网页|網頁|文章|内容|內容|信息|资源|链接|文件|新闻)(?:已|已经|可能已)?(?:不存在|被删除|删除|移除|下线|过期|找不到|未找到|無法找到|无法找到|失效)|未找到(?:该|此|相关)?(?:页面|网页|内容|信息)|找不到(?:该|您|此|相关)?.{0,6}(?:页面|网页|頁面)"
    r"|您(?:要)?(?:访问|查看|浏览)的.{0,8}(?:不存在|已删除|已被删除|找不到|失效)|该内容已被发布者删除|此内容因违规(?:无法查看|已删除)|内容已被投诉|该公众号已(?:迁移|被封禁)|此帐号已注销|参数错误|链接已过期"
    r"|秒(?:后|钟后)?.{0,4}自动(?:跳转|返回)|网站(?:正在)?(?:升级)?维护|系统(?:繁忙|维护|升级)|暂停(?:访问|服务)|404 not found|page (?:not found|doesn.t exist|cannot be found)|\b404\b",
    re.IGNORECASE,
)
_JUMP = re.compile(
    r"""(?:(?:window|self|top|parent|document|this)\s*\.\s*)*location(?:\s*\.\s*href)?\s*=\s*["']([^"']{1,2000})["']|location\s*\.\s*(?:replace|assign)\s*\(\s*["']([^"']{1,2000})["']"""
)
_REFRESH = re.compile(
    r"""<meta[^>]+http-equiv\s*=\s*["']?refresh["']?[^>]*content\s*=\s*["']?\s*(\d{1,4})\s*[;,]\s*url\s*=\s*['"]?([^"'>\s]+)""",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"location\s*\.\s*(?:pathname|reload)|location\.href\s*=\s*location|document\.cookie\s*=")
_HOME = re.compile(r"^/?(?:index|default|main)?(?:\.\w{3,5})?$|404|error", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b.*?(?:</script>|$)", re.IGNORECASE | re.DOTALL)


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a page, the evidence in short sentences, and where a redirect leads."""

    kind: PageKind
    evidence: tuple[str, ...]
    redirect_url: str | None = None


def judge_envelope(html: str, visible: str, title: str, url: str, status: int) -> Verdict | None:
    """What a page is when it is no page of content at all; None where it may hold content.

    `visible` is the text that a reader sees, `html` the source.

    >>> judge_envelope("<script>location.href='https://news.example/a/1.html'</script>", "", "", "http://a.example/b/2.html", 200).redirect_url
    'https://news.example/a/1.html'
    >>> judge_envelope("<p>抱歉，您访问的页面不存在</p>", "抱歉，您访问的页面不存在", "", "http://a.example/b", 200).kind
    'soft_404'
    """
    if status in _GONE_STATUS:
        return Verdict("soft_404", (f"status {status}",))
    return (
        _blocked(html, visible, title, status)
        or _redirect(html, visible, url)
        or _gone(visible, title)
        or (Verdict("empty", (f"status {status}",)) if status >= 500 else None)  # noqa: PLR2004
    )


def _blocked(html: str, visible: str, title: str, status: int) -> Verdict | None:
    evidence = [f"status {status}"] if status in _BLOCK_STATUS else []
    if len(visible) < _SHORT:
        evidence += [f"script of {name}" for name, sign in _FIREWALLS if sign.search(html)]
        phrase = _BLOCK_PHRASE.search(f"{title} {visible}")
        if phrase and (len(visible) < _SHORT / 2 or _BLOCK_PHRASE.search(title)):
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
    full = absolute(target, url) if target else None
    if full is None or full.split("#")[0] == url.split("#")[0]:
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
