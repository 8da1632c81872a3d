"""How much each block speaks for being the article's body: prose counts, links count against.

The sum of weights over an element's blocks is what containers are compared by. Figures were
chosen on annotated pages so that ordinary variation does not change the choice.
"""

from lxml.html import HtmlElement

from newsarchive.extraction.blocks import Block
from newsarchive.extraction.lines import (
    ends_article,
    is_advert,
    is_contact,
    is_footer,
    is_pager,
    is_sentence,
)

_PROSE = 8
_LINKED = 0.5
_LONG = 30
_TEXT_TAGS = frozenset(
    ("p", "li", "tr", "blockquote", "pre", "h2", "h3", "h4", "h5", "h6", "dd", "dt")
)
_FURNITURE = -5.0
_WAIVED_SHARE = 0.4


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


def weigh(blocks: list[Block], headline: int | None) -> list[float]:
    """One weight a block, above zero for what looks like body text.

    `headline` is the index of the headline: what stands above it, and what stands below a line
    such as 相关阅读, counts less.
    """
    prose = [is_prose(block) for block in blocks]
    owners = {block.element for block, good in zip(blocks, prose, strict=True) if good}
    waived = _waived(blocks, prose)
    weights = []
    begun = below = False
    for index, block in enumerate(blocks):
        weight = _weight(block, good=prose[index], among_prose=block.element in owners)
        outside = any(element not in waived for element in block.furniture)
        if outside:
            weight = min(weight - 3, _FURNITURE)
        if weight > 0 and headline is not None and index <= headline:
            weight *= 0.3
        elif weight > 0 and below:
            weight *= 0.5
        begun = begun or (prose[index] and index > (headline or -1))
        below = below or (begun and not outside and ends_article(block.text))
        weights.append(weight)
    return weights


def _weight(block: Block, *, good: bool, among_prose: bool) -> float:
    if block.image is not None or block.caption:
        return 0.0
    if block.linked >= _LINKED:
        return -(5 + 0.4 * block.size)
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
    """Elements with a furniture name that nevertheless hold much of the page's prose."""
    sums: dict[HtmlElement, float] = {}
    total = 0.0
    for block, good in zip(blocks, prose, strict=True):
        if good:
            total += block.size
            for element in block.furniture:
                sums[element] = sums.get(element, 0.0) + block.size
    return {element for element, size in sums.items() if size > total * _WAIVED_SHARE}
