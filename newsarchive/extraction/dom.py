"""A page's element tree: parsed once, shared by all readers of the page.

Two habits of real pages are undone before libxml2 sees them: a second `</html>` or
`</body>` in the middle (everything after it would land outside the tree's body), and NUL
bytes or lone surrogates (the parser would stop there).
"""

import functools
import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

MAX_CHARACTERS = 5_000_000
"""Longer pages are cut here; no news article comes near, machine-made floods do."""

_EARLY_END = re.compile(rb"<(?:/(?:html|body)\s*>|\?xml[^>]*\?>)", re.IGNORECASE)
_LONG_TAG = re.compile(rb"<([a-zA-Z][a-zA-Z0-9:]{0,20}+)[^<>]{2000,}+")
_BETWEEN = re.compile(rb"[\s/\"']+")
_MOST_ATTRIBUTES = 400
"""libxml2 compares each attribute of an element with all before it."""
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\f\r"})
_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)
"""One class for all elements; lxml.html asks Python for that of each, which costs as much as all
else that is done with it."""
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def parse(html: str) -> HtmlElement | None:
    """The root element of a page, None where there is nothing to parse.

    At most `MAX_CHARACTERS` are read. Never raises on malformed input.

    >>> parse("<p>吴江区一日三会</html><p>第二段").text_content()
    '吴江区一日三会第二段'
    """
    page = html[:MAX_CHARACTERS].encode("utf-8", "replace").translate(None, _CONTROLS)
    page = _LONG_TAG.sub(_without_flood, _EARLY_END.sub(b"", page))
    if not page.strip():
        return None
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        return document_fromstring(page, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _without_flood(tag: re.Match[bytes]) -> bytes:
    """The tag, or its name alone where it has a flood of attributes."""
    parts = sum(1 for _ in _BETWEEN.finditer(tag[0]))
    return tag[0] if parts <= 2 * _MOST_ATTRIBUTES else b"<" + tag[1]


def squeeze(text: str) -> str:
    r"""Text with each run of white space (U+3000 and nbsp too) as one space, ends stripped.

    >>> squeeze("　　龙湾区　召开 \n 大会")
    '龙湾区 召开 大会'
    """
    return " ".join(_INVISIBLE.sub("", text).split())


def names(element: HtmlElement) -> str:
    """The element's id and classes, lower case, as one string that starts and ends with a space.

    >>> names(parse('<div id="zoom" class="TRS_Editor art">文</div>')[0][0])
    ' zoom trs_editor art '
    """
    return _joined(element.get("id"), element.get("class"))


@functools.lru_cache(maxsize=8192)
def _joined(identifier: str | None, classes: str | None) -> str:
    return f" {identifier or ''} {' '.join((classes or '').split())} ".lower()


def ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element's parents, nearest first, up to the root."""
    parent = element.getparent()
    while parent is not None:
        yield parent
        parent = parent.getparent()


def text_of(element: HtmlElement) -> str:
    """All text below the element, squeezed; scripts and styles are the caller's care.

    >>> text_of(parse("<h1>桐乡：<b>乡村</b> 夜校</h1>"))
    '桐乡：乡村 夜校'
    """
    return squeeze("".join(element.itertext()))
