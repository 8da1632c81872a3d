"""The headline's place on the page: the block that the page's own title repeats."""

import difflib
import itertools
import re

from newsarchive.extraction.blocks import Block
from newsarchive.extraction.dom import names

_KEEP = re.compile(r"\W+")
_NAME = re.compile(r"title|headline|biaoti|bt[ _-]|[ _-]bt|tit[ _-]|[ _-]tit")
_ORIGINAL = re.compile("原标题|原題|原题|原標題")
"""A reposter's note of the headline that another outlet had: never the one shown."""
_RANKS = {"h1": 1.5, "h2": 1.3, "h3": 1.2}
_SHORTEST, _LONGEST = 4, 160
_PARAGRAPH = 15.0
_LINKED = 0.9
_ANYWHERE = 0.3
_LEAST_BELOW = 0.15


def bare(text: str) -> str:
    """Text without white space and punctuation, lower case, for comparison.

    >>> bare("姚湾：“三问” 于民！")
    '姚湾三问于民'
    """
    return _KEEP.sub("", text).lower()


def find_headline(blocks: list[Block], declared: list[str]) -> int | None:
    """Index of the block that shows the headline, None where none can be told.

    `declared` are the page's own titles (`<title>`, meta tags, the list's link text), with or
    without the site's name. A block matches where one of them holds the block's whole text;
    one with much text below it is preferred. Without a match the only `h1` of the page counts.
    """
    wanted = list(dict.fromkeys(filter(None, map(bare, declared))))
    below = _text_below(blocks)
    best: tuple[float, int] | None = None
    for index, block in enumerate(blocks):
        if below[index] <= _LEAST_BELOW:
            continue
        score = _match(block, wanted) * (_ANYWHERE + below[index])
        if score and (best is None or score > best[0]):
            best = (score, index)
    if best is not None:
        return best[1]
    tops = [
        i for i, block in enumerate(blocks) if block.tag == "h1" and len(block.text) > _SHORTEST
    ]
    return tops[0] if len(tops) == 1 else None


def _text_below(blocks: list[Block]) -> list[float]:
    """For each block, which share of the page's unlinked text comes after it."""
    sizes = [
        block.size * (1 - block.linked) if block.size > _PARAGRAPH else 0.0 for block in blocks
    ]
    total = sum(sizes) or 1.0
    return [1 - done / total for done in itertools.accumulate(sizes)]


def _match(block: Block, wanted: list[str]) -> float:
    """How well a block fits one of the titles; 0 for no match."""
    if block.image is not None or block.linked > _LINKED:
        return 0.0
    text = bare(block.text)
    if len(text) < _SHORTEST or len(block.text) > _LONGEST or _ORIGINAL.match(text):
        return 0.0
    likeness = _common if block.tag == "h1" else _overlap
    best = max((likeness(text, title) for title in wanted), default=0.0)
    if best < _SHORTEST:
        return 0.0
    rank = _RANKS.get(block.tag) or (1.15 if _NAME.search(names(block.element)) else 1.0)
    return best * rank * (0.6 if block.furniture and block.tag != "h1" else 1.0)


def _overlap(text: str, title: str) -> float:
    """Characters in common where one text begins with the other or holds most of it."""
    if text in title:
        whole = title.startswith(text) or len(text) * 2 > len(title)
        return len(text) * (1.0 if whole else 0.3)
    if title in text and len(title) * 1.6 > len(text):
        return len(title) * 0.9
    return 0.0


def _common(text: str, title: str) -> float:
    """As `_overlap`, but also where the two share a long middle: a headline may be reworded."""
    if text in title or title in text:
        return _overlap(text, title)
    shared = difflib.SequenceMatcher(None, text, title, autojunk=False).find_longest_match().size
    return shared * 0.9 if shared * 2 > min(len(text), len(title)) else 0.0
