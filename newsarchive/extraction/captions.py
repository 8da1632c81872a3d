"""Captions: which lines of a body belong to its pictures."""

import itertools
import re

from lxml.html import HtmlElement

from newsarchive.extraction.blocks import Block
from newsarchive.extraction.dom import ancestors

_CAPTION = re.compile(
    r"^[▲△▼↑↓◎●（(【\[]*(?:图|圖|上图|下图|左图|右图|图片|圖片|资料图|資料圖)(?:[:：为爲為\d/／·一二三四五]|来源|來源|说明)|^[▲△▼↑◎]|(?:摄|攝|供图|供圖|摄影|摄影报道)[）)】\]]?$|^(?:photo|image|credit|picture)\b.{0,80}$",
    re.IGNORECASE,
)
_SUBHEAD = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|^第[一二三四五六七八九十\d]+[章节条部]"
)
_CENTRE = re.compile(r"center|centre", re.IGNORECASE)
_LONGEST_CAPTION = 80.0
_ENDS_SENTENCE = re.compile("[。！？；：”」]$")
_FRAME_LEVELS, _FRAME_TEXT, _FRAME_SHARE = 4, 75.0, 0.25


def find_captions(blocks: list[Block], body: list[int]) -> dict[int, int]:
    """Body blocks that are captions, each with the index of its picture's block.

    A caption is marked as such by its element, or shares a frame with its picture and nothing
    else, or follows its picture, is short, and is centred or worded like one.

    >>> from newsarchive.extraction.blocks import read_blocks
    >>> from newsarchive.extraction.dom import parse
    >>> page = parse('<p><img src="a.jpg"><p>图为插秧现场。吴桐 摄<p>插秧忙。')
    >>> find_captions(read_blocks(page), [0, 1, 2])
    {1: 0}
    """
    found = _framed(blocks, body)
    picture: int | None = None
    gap = 0
    for index in body:
        block = blocks[index]
        if block.image is not None:
            picture, gap = index, 0
            continue
        gap += 1
        if block.caption and (picture is not None or block.element.tag == "figcaption"):
            found[index] = picture if picture is not None else index
        elif picture is not None and gap == 1 and _is_caption(block):
            found[index] = picture
    return found


def _is_caption(block: Block) -> bool:
    if block.size > _LONGEST_CAPTION or block.tag.startswith("h") or _SUBHEAD.match(block.text):
        return False
    if _CAPTION.search(block.text):
        return True
    return not block.bold and block.size <= _LONGEST_CAPTION / 2 and _is_centred(block.element)


def _is_centred(element: HtmlElement) -> bool:
    marks = (element.get("align"), element.get("style"), element.get("class"))
    return any(mark and _CENTRE.search(mark) for mark in marks)


def _framed(blocks: list[Block], body: list[int]) -> dict[int, int]:
    """Lines in elements that hold a picture and little text; none where those are the body."""
    found: dict[int, int] = {}
    for position, index in enumerate(body):
        if blocks[index].image is not None:
            lines = _frame(blocks, body[position + 1 : position + 2 + _FRAME_LEVELS], index)
            found.update(dict.fromkeys(lines, index))
    framed = sum(blocks[index].size for index in found)
    whole = sum(blocks[index].size for index in body)
    return found if framed <= whole * _FRAME_SHARE else {}


def _frame(blocks: list[Block], following: list[int], picture: int) -> list[int]:
    """The lines that follow a picture within the largest element which holds little text."""
    lines: list[int] = []
    for frame in itertools.islice(ancestors(blocks[picture].element), _FRAME_LEVELS):
        inside = _within(blocks, following, frame)
        text = [index for index in inside if blocks[index].text]
        if len(inside) == len(following) or sum(blocks[i].size for i in text) > _FRAME_TEXT:
            break
        lines = text
    sentences = any(_ENDS_SENTENCE.search(blocks[i].text) for i in lines)
    return [] if sentences else lines


def _within(blocks: list[Block], following: list[int], frame: HtmlElement) -> list[int]:
    """The first of the blocks, as far as they lie within the frame."""

    def is_within(index: int) -> bool:
        element = blocks[index].element
        return element is frame or frame in ancestors(element)

    return list(itertools.takewhile(is_within, following))
