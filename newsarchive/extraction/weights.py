"""How much each block speaks for being the article's body: prose counts, links count against.

The sum of weights over an element's blocks is what containers are compared by. Figures were
chosen on annotated pages so that ordinary variation does not change the choice.
"""

import itertools
import re

from lxml.html import HtmlElement

from newsarchive.extraction.blocks import Block
from newsarchive.extraction.container import GOVERNMENT, system_of
from newsarchive.extraction.dom import ancestors
from newsarchive.extraction.lines import (
    ends_article,
    heads_comments,
    is_advert,
    is_contact,
    is_footer,
    is_pager,
    is_sentence,
)
from newsarchive.extraction.neighbours import find_neighbours
from newsarchive.extraction.page import Page

_PROSE = 8
_LINKED = 0.5
_LONG = 30
_TEXT_TAGS = frozenset(
    ("p", "li", "tr", "blockquote", "pre", "h2", "h3", "h4", "h5", "h6", "dd", "dt")
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "legend"))
_ADDRESS = re.compile(r"[^。，]{0,20}(?:https?://|www\.)[\w./?=&%#:~+-]+\W{0,3}")
"""A paragraph that gives an address is text although it is a link."""
_FURNITURE = -5.0
_WAIVED_SHARE = 0.4
_READ = 40.0

Kin = tuple[HtmlElement | None, str]


def is_prose(block: Block) -> bool:
    """Whether a block is running text outside links, such as a body is made of."""
    return (
        block.size >= _PROSE
        and block.linked < _LINKED
        and block.image is None
        and is_sentence(block.text)
        and not is_footer(block.text)
        and not is_contact(block.text)
    )


def weigh(page: Page, headline: int | None) -> list[float]:
    """One weight a block of the page, above zero for what looks like body text.

    `headline` is the index of the headline: what stands above it, and what stands below a line
    such as 相关阅读, counts less.
    """
    blocks = page.blocks
    prose = [is_prose(block) for block in blocks]
    owners = {kin for block, good in zip(blocks, prose, strict=True) if good for kin in _kin(block)}
    waived = _waived(blocks, prose)
    neighbours = find_neighbours(blocks, page.rows, prose, headline)
    weights = []
    begun = False
    below = 1.0
    read = 0.0
    for index, block in enumerate(blocks):
        among_prose = (block.element.getparent(), "") in owners or not owners.isdisjoint(
            _kin(block)
        )
        weight = _weight(block, good=prose[index], among_prose=among_prose)
        outside = index in neighbours or any(e not in waived for e in block.furniture)
        if outside:
            weight = min(weight - 3, _FURNITURE)
        if weight > 0 and headline is not None and index <= headline:
            weight *= 0.3
        elif weight > 0:
            weight *= below
        begun = begun or (prose[index] and index > (headline or -1))
        if begun and not outside:
            below = min(below, _worth_below(block, read))
        read += max(weight, 0.0)
        weights.append(weight)
    return weights


def _worth_below(block: Block, read: float) -> float:
    """What text below a line counts: less below one that ends articles, hardly below comments.

    A button that leads to the comments may stand above a text, and has no heading's element; so
    `read`, how much text there was above, tells it from a heading.
    """
    if heads_comments(block.text) and not block.linked:
        if block.tag in _HEADINGS:
            return 0.02
        if read > _READ:
            return 0.1
    return 0.5 if ends_article(block.text) else 1.0


def _kin(block: Block) -> list[Kin]:
    """What a block has in common with its neighbours of the same rank: element or parents.

    A signature or a salutation in a `div` is told from a button by standing in the same row as
    the paragraphs.
    """
    element = block.element
    parent = element.getparent()
    above = parent.getparent() if parent is not None else None
    kin: list[Kin] = [(element, "")]
    if parent is not None:
        kin.append((parent, block.tag))
    if above is not None and parent is not None:
        kin.append((above, f"{parent.tag!s} {block.tag}"))
    return kin


def _weight(block: Block, *, good: bool, among_prose: bool) -> float:
    if block.image is not None or block.caption:
        return 0.0
    if block.linked >= _LINKED:
        shown = among_prose and _ADDRESS.fullmatch(block.text)
        return 0.2 * block.size if shown else -(5 + 0.4 * block.size)
    # What is prose is no footer, and that question is the dear one.
    if is_advert(block.text) or is_pager(block.text) or (not good and is_footer(block.text)):
        return -(8 + 0.3 * block.size)
    if good:
        return block.size * (1 - block.linked)
    long = block.size >= _LONG and not is_contact(block.text)
    if long or block.tag in _TEXT_TAGS or among_prose:
        return block.size * (0.7 if long else 0.2)
    return -2.0


def _waived(blocks: list[Block], prose: list[bool]) -> set[HtmlElement]:
    """Elements with a furniture name that nevertheless hold the body.

    That is much of the page's prose, or the container of a government CMS.
    """
    sums: dict[HtmlElement, float] = {}
    total = 0.0
    for block, good in zip(blocks, prose, strict=True):
        if good:
            total += block.size
            for element in block.furniture:
                sums[element] = sums.get(element, 0.0) + block.size
    much = {element for element, size in sums.items() if size > total * _WAIVED_SHARE}
    return much | _around_containers(blocks)


def _around_containers(blocks: list[Block]) -> set[HtmlElement]:
    """The elements around a government CMS's container that stands in furniture."""
    seen: set[HtmlElement] = set()
    around: set[HtmlElement] = set()
    for block in blocks:
        if not block.furniture:
            continue
        for element in itertools.chain((block.element,), ancestors(block.element)):
            if element in seen:
                break
            seen.add(element)
            if system_of(element) in GOVERNMENT:
                fresh = itertools.takewhile(lambda outer: outer not in around, ancestors(element))
                around.update(list(fresh))
    return around
