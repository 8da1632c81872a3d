"""From the blocks of a container to those of the body: head and tail off, furniture out."""

import dataclasses
import re

from newsarchive.extraction.blocks import Block
from newsarchive.extraction.lines import (
    closes_article,
    ends_article,
    heads_comments,
    is_byline,
    is_info,
    is_tools,
)
from newsarchive.extraction.weights import is_prose

_TITLES, _LONGEST_TITLE = 3, 60.0
_WORD = re.compile(r"\w|…")
_STRONG = 8.0
_LINKED = 0.8
_REJECTED = -4.0
_FURNITURE = -2.5
_LEAST_BODY = 0.5
_LEAST_BODY_WEAK = 0.7


@dataclasses.dataclass(frozen=True, slots=True)
class Trimmed:
    """Indexes of blocks: the body's own, and those that stood above and below it."""

    body: list[int]
    head: list[int]
    tail: list[int]


def trim(
    blocks: list[Block], weights: list[float], inside: list[int], headline: int | None
) -> Trimmed:
    """Part the blocks `inside` a container into head, body and tail.

    Head: everything down to the headline, then info, tool and rejected lines before the first
    paragraph. Tail: everything from a line that ends the article, if most prose stands above
    it, then rejected lines upwards. Links and furniture in between are left out.
    """
    start = _below_headline(weights, inside, headline)
    start = _below_info(blocks, inside, start)
    end = _end(blocks, weights, inside, start)
    while end > start and _is_tail(blocks[inside[end - 1]], weights[inside[end - 1]]):
        end -= 1
    body: list[int] = []
    head = inside[:start]
    begun = False
    for index in inside[start:end]:
        block, weight = blocks[index], weights[index]
        begun = begun or (weight >= _STRONG and not is_info(block.text))
        if block.image is not None:
            body.append(index)
        elif not begun and (weight < 0 or _is_head(block.text)):
            head.append(index)
        elif weight > _REJECTED and _WORD.search(block.text) and not _heads_links(blocks, index):
            body.append(index)
    return Trimmed(body, head, inside[end:])


def _below_headline(weights: list[float], inside: list[int], headline: int | None) -> int:
    """Position after the headline, 0 where it stands outside or deep within the prose."""
    if headline not in inside:
        return 0
    start = inside.index(headline) + 1
    above = sum(max(weights[i], 0.0) for i in inside[:start])
    below = sum(max(weights[i], 0.0) for i in inside[start:])
    return start if above * 2 < below else 0


def _below_info(blocks: list[Block], inside: list[int], start: int) -> int:
    """Position after an info line near the top, if only titles, tools and a deck are above it."""
    seen = decks = 0
    for position in range(start, len(inside)):
        block = blocks[inside[position]]
        if not block.text:
            continue
        if is_info(block.text) or is_byline(block.text):
            return position + 1
        seen += 1
        decks += is_prose(block)
        if seen > _TITLES or decks > 1 or "。" in block.text or block.size > _LONGEST_TITLE:
            return start
    return start


def _end(blocks: list[Block], weights: list[float], inside: list[int], start: int) -> int:
    """Position after the last block before a line that ends the article.

    A line inside a furniture element ends nothing, since the element is left out by itself.
    """
    total = sum(max(weights[i], 0.0) for i in inside[start:])
    seen = 0.0
    for position in range(start, len(inside)):
        block, weight = blocks[inside[position]], weights[inside[position]]
        share = seen / total if total else 0.0
        if share > _LEAST_BODY and not (block.furniture and weight < _FURNITURE):
            strong = closes_article(block.text) or heads_comments(block.text)
            if strong or (share > _LEAST_BODY_WEAK and ends_article(block.text)):
                return position
        seen += max(weight, 0.0)
    return len(inside)


def _heads_links(blocks: list[Block], index: int) -> bool:
    """Whether a line such as 相关报道 stands over linked titles amid the text."""
    if not ends_article(blocks[index].text):
        return False
    below = next((block for block in blocks[index + 1 : index + 3] if block.text), None)
    return below is not None and below.linked > _LINKED


def _is_tail(block: Block, weight: float) -> bool:
    return block.image is None and (weight < 0 or is_tools(block.text))


def _is_head(text: str) -> bool:
    return is_info(text) or is_byline(text) or is_tools(text)
