"""A page as a flat row of blocks: the lines a reader sees, each with what is known of its place.

A block is a paragraph, a heading, a list item, one row of a data table, or a picture. Since
the walk is in document order, every element of the page is a run of consecutive blocks; that
is what lets the body be found by sums over runs.
"""

import dataclasses
import functools
import re

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extraction.dom import names, squeeze
from newsarchive.extraction.furniture import is_furniture

# fmt: off
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))
_SKIPPED = frozenset((
    "script", "style", "noscript", "head", "template", "select", "option", "textarea", "button",
    "input", "iframe", "object", "embed", "video", "audio", "svg", "canvas", "map", "link", "meta",
    "title", "param", "source", "datalist",
))
# fmt: on
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CAPTION = re.compile(
    r"[ _-](?:fig)?caption[ _-]|pic_?txt|pictext|img_?(?:info|desc|note|txt|title)"
    r"|photo_?(?:desc|info)|image-?note|pic-?(?:info|desc)"
)
_WIDE = re.compile("[\u2e80-\uffff\U00020000-\U0003ffff]+")
_BOLD = frozenset({"b", "strong"})
_TELLING = frozenset({"nav", "footer", "aside", "figcaption"})
"""Elements whose tag alone says what they hold."""
_NO_CAPTION = frozenset({"html", "body", "main", "article", "table", "caption"})
_FURNITURE, _IN_CAPTION = 1, 2
_EMPTY_NAME, _LONGEST_NAME = 2, 200
_LONG_CELL = 160
_MAX_BLOCKS = 20_000


@dataclasses.dataclass(slots=True, eq=False)
class Block:
    """One line of the page.

    `size` counts Han characters, four other characters as one; `linked` is the share of the
    text inside links, 0 to 1. `furniture` are the elements around it, outermost first, whose
    names say share bar, related list, footer and the like. `image` is set on pictures, whose
    text is empty.
    """

    text: str
    tag: str
    element: HtmlElement
    size: float
    linked: float = 0.0
    bold: bool = False
    caption: bool = False
    furniture: tuple[HtmlElement, ...] = ()
    image: HtmlElement | None = None


def size_of(text: str) -> float:
    """How much a text says: Han characters count one, others a quarter.

    >>> size_of("龙湾ab12")
    3.0
    """
    wide = 0 if text.isascii() else sum(map(len, _WIDE.findall(text)))
    return wide + (len(text) - wide) / 4


def read_blocks(root: HtmlElement) -> list[Block]:
    """The page's blocks in document order; at most 20,000, scripts and hidden parts left out.

    >>> from newsarchive.extraction.dom import parse
    >>> page = parse("<p>一、<b>要求</b><br>措施<table><tr><td>姓名<td>岗位<tr><td>柳荫<td>会计")
    >>> [block.text for block in read_blocks(page)]
    ['一、要求', '措施', '姓名 岗位', '柳荫 会计']
    """
    walker = _Walker()
    walker.walk(root)
    return walker.blocks


class _Walker:
    """State of one walk: the line being gathered and the elements that surround it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._linked = 0
        self._links = 0
        self._bold = 0
        self._bold_characters = 0
        self._rows = 0
        self._caption = 0
        self._owners: list[HtmlElement] = []
        self._furniture: list[HtmlElement] = []
        self._preformatted = 0

    def walk(self, root: HtmlElement) -> None:
        """Visit everything below `root` without recursion, since nesting may be hostile."""
        self._owners.append(root)
        walker = etree.iterwalk(root, events=("start", "end"))
        entered: list[int | None] = []
        for event, element in walker:
            if event == "start":
                tag = str(element.tag)
                if tag in _SKIPPED or _is_hidden(element):
                    entered.append(None)
                    walker.skip_subtree()
                    continue
                entered.append(self._enter(element, tag))
                self._add(element.text)
                continue
            marks = entered.pop()
            if marks is not None:
                self._leave(element, marks)
            self._add(element.tail)
            if len(self.blocks) >= _MAX_BLOCKS:
                break
        self._flush()

    def _enter(self, element: HtmlElement, tag: str) -> int | None:
        """Take note of an element; returns which notes are to be undone at its end, if any."""
        lasting = True
        if tag in _INLINE:
            if tag == "a":
                self._links += 1
            elif tag in _BOLD:
                self._bold += 1
            else:
                lasting = False
        elif tag == "img":
            self._picture(element)
        elif self._rows:
            self._rows += tag == "tr"
            self._parts.append(" ")
        elif tag == "br":
            self._flush()
        elif tag == "tr" and _is_data_row(element):
            self._flush()
            self._owners.append(element)
            self._rows += 1
        elif ":" not in tag:
            self._flush()
            self._owners.append(element)
            self._preformatted += tag == "pre"
        name = names(element)
        if len(name) <= _EMPTY_NAME and tag not in _TELLING:
            return 0 if lasting else None
        return self._enter_name(element, tag, name)

    def _enter_name(self, element: HtmlElement, tag: str, name: str) -> int:
        marks = 0
        if tag not in _INLINE and is_furniture(element, name):
            self._flush()
            self._furniture.append(element)
            marks = _FURNITURE
        if tag == "figcaption" or (len(name) > _EMPTY_NAME and _is_caption(element, name)):
            self._flush()
            self._caption += 1
            marks |= _IN_CAPTION
        return marks

    def _leave(self, element: HtmlElement, marks: int) -> None:
        tag = element.tag
        if tag == "a":
            self._links -= 1
        elif tag in _BOLD:
            self._bold -= 1
        elif self._rows:
            self._rows -= tag == "tr"
            if not self._rows:
                self._close(element)
        elif self._owners[-1] is element:
            self._preformatted -= tag == "pre"
            self._close(element)
        if marks:
            self._flush()
            if marks & _FURNITURE:
                self._furniture.pop()
            if marks & _IN_CAPTION:
                self._caption -= 1

    def _close(self, element: HtmlElement) -> None:
        if self._parts:
            self._flush()
        if self._owners[-1] is element and len(self._owners) > 1:
            self._owners.pop()

    def _add(self, text: str | None) -> None:
        if not text or (not self._parts and text.isspace()):
            return
        if self._preformatted and "\n" in text:
            *lines, last = text.split("\n", _MAX_BLOCKS)
            for line in lines:
                self._parts.append(line)
                self._flush()
            text = last
        self._parts.append(text)
        if self._links or self._bold:
            length = len(text.strip())
            self._linked += length if self._links else 0
            self._bold_characters += length if self._bold else 0

    def _picture(self, element: HtmlElement) -> None:
        if not self._rows:
            self._flush()
        block = Block("", "img", element, 0.0, image=element)
        block.furniture = tuple(self._furniture)
        self.blocks.append(block)

    def _flush(self) -> None:
        if not self._parts:
            return
        text = squeeze("".join(self._parts))
        if text:
            owner = self._owners[-1]
            length = len(text)
            self.blocks.append(
                Block(
                    text,
                    str(owner.tag),
                    owner,
                    size_of(text),
                    min(1.0, self._linked / length),
                    bold=self._bold_characters >= length * 0.8,
                    caption=self._caption > 0,
                    furniture=tuple(self._furniture),
                )
            )
        self._parts.clear()
        self._linked = self._bold_characters = 0


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def _is_caption(element: HtmlElement, name: str) -> bool:
    """Whether an element says by its name that it holds a picture's caption."""
    if element.tag in _NO_CAPTION or len(name) > _LONGEST_NAME:
        return False
    return _names_caption(name)


@functools.lru_cache(maxsize=8192)
def _names_caption(name: str) -> bool:
    return _CAPTION.search(name) is not None


def _is_data_row(row: HtmlElement) -> bool:
    """Whether the cells of a table row are read together as one line, not as separate columns."""
    cells = [cell for cell in row if cell.tag in {"td", "th"}]
    if len(cells) <= 1 or any(map(_is_column, cells)):
        return False
    filled = [cell for cell in cells if "".join(cell.itertext()).strip()]
    return not filled or not all(map(_has_paragraphs, filled))


def _is_column(cell: HtmlElement) -> bool:
    """Whether a cell holds so much that it is a part of the page, not of a table."""
    parts = next(cell.iter("table", "h1", "ul"), None)
    return parts is not None or len("".join(cell.itertext())) > _LONG_CELL


def _has_paragraphs(cell: HtmlElement) -> bool:
    texts = ("".join(paragraph.itertext()).strip() for paragraph in cell.iter("p", "div"))
    return sum(text.endswith(("。", "！", "？")) for text in texts) > 1
