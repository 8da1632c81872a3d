"""WeChat messages that are no article page: sets of pictures and short texts.

Their text stands in script variables alone (`item_show_type` 8 and 10). It is put where an
article's body would be, so that all else reads the page as any other.
"""

import html
import re

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extraction.dom import squeeze

_MESSAGE = re.compile(r"item_show_type\s*[=:]\s*['\"]?(?:8|10)\b|share_content_page")
_SIGNS = ("item_show_type", "share_content_page")
"""What a page must hold for `_MESSAGE` to be found."""
_STRING = r"\s*:\s*(?:JsDecode\(\s*)?(?:'((?:[^'\\]|\\.){0,20000})'|\"((?:[^\"\\]|\\.){0,20000})\")"
_TEXTS = tuple(re.compile(rf"\b{name}{_STRING}") for name in ("content_noencode", "content"))
_TITLE = re.compile(rf"\btitle{_STRING}")
_PICTURES = re.compile(r"picture_page_info_list\s*[:=]\s*\[")
_PICTURE = re.compile(rf"\bcdn_url{_STRING}")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "", "t": " "}
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK = re.compile(r"<(?:br|/p)\b[^<>]{0,200}>|[\r\n]+", re.IGNORECASE)
_LONGEST = 1_000_000
_MOST_PICTURES = 100


def write_out(root: HtmlElement, page: str) -> None:
    r"""Put a message that only a script holds into the tree; other pages are left as they are.

    >>> from newsarchive.extraction.dom import parse
    >>> page = r"<p>微信</p><script>item_show_type='10'; content:'晴。\x0a多云。'</script>"
    >>> root = parse(page)
    >>> write_out(root, page)
    >>> [line.text for line in root.iter("p")]
    ['微信', '晴。', '多云。']
    """
    if not any(sign in page for sign in _SIGNS) or not _MESSAGE.search(page):
        return
    body = root.find(".//body")
    if body is None or root.xpath("//*[@id='js_content']//text()"):
        return
    script = page[:_LONGEST]
    lines = next(filter(None, (_lines(_value(pattern, script)) for pattern in _TEXTS)), [])
    pictures = _pictures(script)
    if not lines and not pictures:
        return
    title = (
        squeeze(_value(_TITLE, script))
        or (root.xpath("//meta[@property='og:title']/@content") or [""])[0]
    )
    if title:
        etree.SubElement(body, "h1").text = _allowed(title)
    container = etree.SubElement(body, "div", id="js_content")
    for line in lines:
        etree.SubElement(container, "p").text = _allowed(line)
    for address in pictures:
        etree.SubElement(container, "img", src=_allowed(address))


def _value(pattern: re.Pattern[str], script: str) -> str:
    """The first string that is not empty under a name, its escapes undone."""
    values = (found.group(1) or found.group(2) for found in pattern.finditer(script))
    return next((_plain(value) for value in values if value and value.strip()), "")


def _plain(value: str) -> str:
    def undo(escape: re.Match[str]) -> str:
        code = escape.group(1) or escape.group(2)
        return chr(int(code, 16)) if code else _PLAIN.get(escape.group(3), escape.group(3))

    return html.unescape(_ESCAPE.sub(undo, value))


def _lines(text: str) -> list[str]:
    pieces = (squeeze(_TAG.sub("", piece)) for piece in _BREAK.split(text))
    return [piece for piece in pieces if piece]


def _pictures(script: str) -> list[str]:
    """The addresses in the first list of pictures, each once."""
    start = _PICTURES.search(script)
    if start is None:
        return []
    found = _PICTURE.finditer(script, start.end())
    values = (_plain(one.group(1) or one.group(2) or "") for one in found)
    return list(dict.fromkeys(value for value in values if value.startswith("http")))[
        :_MOST_PICTURES
    ]


def _allowed(text: str) -> str:
    """The text without characters that an element cannot hold."""
    return "".join(
        c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"
    )
