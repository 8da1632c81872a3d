"""trafilatura's opinion of where the body is, for pages whose own structure says little.

It is given the parsed tree, never bytes, whose charset it guesses wrongly on some pages; its
`deduplicate` option is never used, since it returns nothing from the fourth call on.
"""

import logging
from collections import Counter

import trafilatura
from lxml.html import HtmlElement

from newsarchive.extraction.dom import ancestors, squeeze
from newsarchive.extraction.page import Page

_LEAST_LINE = 12
_COVERED = 0.9
_MOST_BLOCKS, _MOST_CHARACTERS = 2_000, 600_000


def element_of(page: Page) -> HtmlElement | None:
    """The innermost element that holds nine tenths of trafilatura's text; None without a text.

    Pages of a size at which trafilatura takes minutes are not shown to it.
    """
    if len(page.blocks) > _MOST_BLOCKS or len(page.html) > _MOST_CHARACTERS:
        return None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    text = trafilatura.extract(
        page.html, url=page.url or None, include_comments=False, output_format="txt", fast=True
    )
    lines = {squeeze(line) for line in (text or "").splitlines() if len(line) >= _LEAST_LINE}
    held: Counter[HtmlElement] = Counter()
    depth: dict[HtmlElement, int] = {}
    total = 0
    for block in page.blocks:
        if block.text in lines:
            total += len(block.text)
            chain = [block.element, *ancestors(block.element)]
            for level, element in enumerate(reversed(chain)):
                held[element] += len(block.text)
                depth[element] = level
    near = [element for element, size in held.items() if size >= total * _COVERED]
    return max(near, key=depth.__getitem__, default=None)
