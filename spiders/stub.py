"""Stubs: pages that only send the browser on, to a sub-column or to another site's article."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from spiders.document import ListDocument
from spiders.rows.addresses import folder

_REFRESH = re.compile(
    r"^\s*(?P<wait>\d*)\.?\d*\s*[;,]\s*(?:url\s*=)?\s*['\"]?(?P<url>[^'\"]+)", re.IGNORECASE
)
_SCRIPT = re.compile(
    r"\blocation(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]"
    r"|\blocation\.(?:replace|assign)\(\s*['\"]([^'\"]+)['\"]"
)
_WITHOUT = re.compile(
    r"<(script|style|title)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL
)
_JUMP = re.compile(
    r"location(?:\s*\.\s*href)?\s*=\s*[\"']([^\"']{1,2000})[\"']"
    r"|location\s*\.\s*(?:replace|assign)\s*\(\s*[\"']([^\"']{1,2000})[\"']"
)
_BY_NAME = re.compile(
    r"location(?:\s*\.\s*href)?\s*(?:=|\.\s*(?:replace|assign)\s*\()\s*([A-Za-z_$][\w$]{0,40})\s*[;)\n]"
)
_CHALLENGE = re.compile(
    r"location\s*\.\s*(?:pathname|reload)|location\.href\s*=\s*location|document\.cookie\s*="
)
_HOME = re.compile(r"^/?(?:(?:index|default|main)?(?:\.\w{3,5})?$|.*404|.*error)", re.IGNORECASE)
_SENT = re.compile(r"\.submit\s*\(")
_FURNITURE = re.compile(
    r"top|menu|nav|left|foot|head|banner|weather|tianqi|login|share|video|count|search|viewer|\.pdf",
    re.IGNORECASE,
)
_USUAL_HEIGHT, _SMALL_HEIGHT = 150, 60
_LONGEST_WAIT_SECONDS = 10
_LITTLE_TEXT = 120
MAX_CHARS = 4_000
"""A page longer than this is more than a stub."""


def stub_target(document: ListDocument) -> str | None:
    """Where a column stub leads, by refresh or script; None for a page that is no stub.

    Only a place below the stub's own folder counts: challenges and error pages send the browser to
    themselves or to the home page.
    """
    if len(document.html) > MAX_CHARS:
        return None
    named = [
        found["url"]
        for meta in document.root.iter("meta")
        if (meta.get("http-equiv") or "").lower() == "refresh"
        and (found := _REFRESH.match(meta.get("content") or ""))
    ]
    named += [found.group(1) or found.group(2) for found in _SCRIPT.finditer(document.html)]
    targets = (document.resolve(address) for address in named)
    return next((url for url in targets if url and _is_below(url, document.url)), None)


def frame_target(document: ListDocument) -> str | None:
    """The page of the same site that a page shows in its largest frame, None without one.

    >>> from spiders.document import parse_document
    >>> page = parse_document("<iframe src='rows.html'></iframe>", "http://www.xinhe.example/dt/")
    >>> frame_target(page)
    'http://www.xinhe.example/dt/rows.html'
    """
    found: list[tuple[int, str]] = []
    for frame in document.root.iter("iframe", "frame"):
        url = document.resolve(frame.get("src"))
        is_own = url and urlsplit(url).netloc == urlsplit(document.url).netloc
        if url and is_own and url != document.url and not _FURNITURE.search(url):
            height = re.match(r"\d{1,6}", frame.get("height") or "")
            found.append((int(height[0]) if height else _USUAL_HEIGHT, url))
    tallest = max(found, key=lambda one: one[0], default=(0, None))
    return tallest[1] if tallest[0] > _SMALL_HEIGHT else None


def _is_below(url: str, stub: str) -> bool:
    here = folder(stub)
    return url != stub and folder(url).startswith(here) and folder(url) != here


def jump_target(document: ListDocument) -> str | None:
    """Where an article's stub leads: a page with next to no text whose script or refresh leads on.

    None for a challenge, which sends the browser to itself, and for what leads home or to a column.

    >>> from spiders.document import parse_document
    >>> page = "<script>top.location = 'https://mp.weixin.example/s/aB3'</script>"
    >>> jump_target(parse_document(page, "http://www.xinhe.example/gzdt/t20230602_1.html"))
    'https://mp.weixin.example/s/aB3'
    """
    visible = " ".join(_WITHOUT.sub(" ", document.html).split())
    if len(visible) > _LITTLE_TEXT or _CHALLENGE.search(document.html):
        return None
    for written in (*_refreshes(document), *_jumps(document), *_forms(document)):
        url = document.resolve(written)
        if url and url != document.url.partition("#")[0]:
            return None if _leads_up(urlsplit(document.url), urlsplit(url)) else url
    return None


def _leads_up(here: SplitResult, target: SplitResult) -> bool:
    """Whether a target is the home page, an error page or a folder that the page lies in."""
    above = target.path.endswith("/") and here.path.startswith(target.path)
    return here.netloc == target.netloc and (above or bool(_HOME.match(target.path)))


def _refreshes(document: ListDocument) -> Iterator[str]:
    for meta in document.root.iter("meta"):
        found = _REFRESH.match(meta.get("content") or "")
        is_refresh = (meta.get("http-equiv") or "").lower() == "refresh"
        if is_refresh and found and int(found["wait"] or 0) <= _LONGEST_WAIT_SECONDS:
            yield found["url"]


def _jumps(document: ListDocument) -> Iterator[str]:
    for found in _JUMP.finditer(document.html):
        yield found.group(1) or found.group(2)
    for found in _BY_NAME.finditer(document.html):
        value = re.search(
            rf"\b{re.escape(found.group(1))}\s*=\s*[\"']([^\"']{{1,2000}})[\"']", document.html
        )
        if value:
            yield value.group(1)


def _forms(document: ListDocument) -> Iterator[str]:
    """The action of a form that sends itself."""
    if _SENT.search(document.html):
        for form in document.root.iter("form"):
            if form.get("action") and not list(form.iter("input")):
                yield str(form.get("action"))
