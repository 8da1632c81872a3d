"""Other articles on an article's page, told by structure alone, whatever their elements are called.

Two shapes are known: an `article` element beside the one that holds the headline, and cards: three
or more like elements in a row, each with one target, a linked title or picture and a short text.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable

from lxml.html import HtmlElement

from newsarchive.extraction.blocks import Block
from newsarchive.extraction.dom import ancestors

_LINKED = 0.8
_LEAST_ROW, _LEAST_CARDS = 2, 3
_MOST_BLOCKS = 8
_TITLE, _TEASER, _OWN = 2.0, 300.0, 20.0
_LEVELS = 4
_CARDS = frozenset(("li", "div", "article", "section", "tr", "td", "dl"))

Row = list[list[int]]
"""Like elements beside each other, each as the indexes of its blocks."""


def find_neighbours(
    blocks: list[Block], rows: list[Row], prose: list[bool], headline: int | None
) -> set[int]:
    """Indexes of the blocks that belong to other articles.

    `rows` is what `find_rows` finds, `prose` tells which blocks are running text. Cards are the
    content where the rest of the page holds less of it and no paragraph stands between them and the
    headline.

    >>> from newsarchive.extraction.blocks import read_blocks
    >>> from newsarchive.extraction.dom import parse
    >>> card = '<div><a href="/{0}">渡口{0}号公告</a><p>{0}日恢复通航。</p></div>'
    >>> cards = "".join(map(card.format, "123"))
    >>> page = parse(f"<p>因大雾，湖湾县各渡口停航，恢复时间另行通知，请绕行。</p>{cards}")
    >>> blocks = read_blocks(page)
    >>> sorted(find_neighbours(blocks, find_rows(blocks), [True, *[False, True] * 3], None))
    [1, 2, 3, 4, 5, 6]
    """
    others = _other_articles(blocks, prose, headline)
    cards = {index for row in rows if len(row) >= _LEAST_CARDS for card in row for index in card}
    if not cards:
        return others
    rest = set(range(len(blocks))) - cards - others
    within, without = _prose(blocks, prose, cards), _prose(blocks, prose, rest)
    above = range(headline + 1, min(cards)) if headline is not None else range(0)
    own = _prose(blocks, prose, above) >= _OWN
    return others | cards if own or within <= without else others


def _prose(blocks: list[Block], prose: list[bool], indexes: Iterable[int]) -> float:
    return sum(blocks[index].size for index in indexes if prose[index])


def _other_articles(blocks: list[Block], prose: list[bool], headline: int | None) -> set[int]:
    """Blocks in `article` elements around which, or within which, the headline is not."""
    if headline is None:
        return set()
    around = [e for e in ancestors(blocks[headline].element) if e.tag == "article"]
    if not around:
        return set()
    own = set(around[0].iter())
    others: set[HtmlElement] = set()
    for article in blocks[headline].element.getroottree().getroot().iter("article"):
        if article not in own and article not in others and article not in around:
            others.update(article.iter())
    text = sum(b.size for b, good in zip(blocks, prose, strict=True) if good and b.element in own)
    return {i for i, b in enumerate(blocks) if b.element in others} if text >= _OWN else set()


def find_rows(blocks: list[Block]) -> list[Row]:
    """The rows of two or more cards on a page."""
    if sum(map(_is_entry, blocks)) < _LEAST_ROW:
        return []
    inside: dict[HtmlElement, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        chain = itertools.chain((block.element,), ancestors(block.element))
        for element in itertools.islice(chain, _LEVELS):
            if element.tag in _CARDS:
                inside[element].append(index)
    rows: dict[tuple[HtmlElement | None, str], Row] = defaultdict(list)
    for element, indexes in inside.items():
        if _is_card(element, [blocks[index] for index in indexes]):
            row = (element.getparent(), f"{element.tag!s} {element.get('class')}")
            rows[row].append(indexes)
    return [row for row in rows.values() if len(row) >= _LEAST_ROW]


def _is_card(element: HtmlElement, blocks: list[Block]) -> bool:
    """Whether an element has one target, a linked title or picture, and a short text to it."""
    if not 1 < len(blocks) <= _MOST_BLOCKS or not any(block.text for block in blocks):
        return False
    if sum(block.size * (1 - block.linked) for block in blocks) > _TEASER:
        return False
    if not any(map(_is_entry, blocks)):
        return False
    links = itertools.islice(element.iter("a"), _MOST_BLOCKS)
    return len({link.get("href") for link in links if link.get("href")}) == 1


def _is_entry(block: Block) -> bool:
    """Whether a block is a picture or a linked title, of which each card has one at least."""
    return block.image is not None or (block.linked > _LINKED and block.size > _TITLE)
