"""The body of an article: where it is, which blocks belong to it, and how sure that is.

First the page's own structure is read: known containers and density of prose. That costs a few
milliseconds and on annotated pages is right more often than any library. Only where its own
evidence is weak is trafilatura asked, once, and the reading with the better evidence is kept.
"""

import dataclasses

from lxml.html import HtmlElement

from newsarchive.extraction import metas, second_opinion
from newsarchive.extraction.blocks import Block
from newsarchive.extraction.container import Container, choose
from newsarchive.extraction.headline import bare
from newsarchive.extraction.lines import ends_article, is_footer
from newsarchive.extraction.page import Page
from newsarchive.extraction.pictures import image_of
from newsarchive.extraction.trim import trim
from newsarchive.extraction.weights import is_prose, weigh

_SURE_SHARE = 0.6
_KNOWN = 0.2
_LITTLE = 40.0
_AGREES = 0.8
_OPENING, _SUMMARY, _NEAR = 6, 20, 15
_ANY_PAGE = "http://page.invalid/"


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """Indexes into the page's blocks: the body's own, those above and those below it.

    `confidence` is between 0 and 1. `container` is None where no element was chosen; `system`
    names the CMS whose container it is.
    """

    body: list[int]
    head: list[int]
    tail: list[int]
    container: HtmlElement | None
    confidence: float
    evidence: tuple[str, ...]
    system: str | None = None

    def first(self) -> int | None:
        """Index of the first body block, None for an empty body."""
        return self.body[0] if self.body else None


def read_body(page: Page, headline: int | None) -> Reading:
    """The body's blocks; empty where nothing on the page looks like one."""
    weights = weigh(page, headline)
    container = choose(page.blocks, weights)
    if container is None:
        return _pictures_below(page, headline)
    reading = read_container(page.blocks, weights, container, headline)
    if not any(is_prose(page.blocks[i]) for i in reading.body):
        alone = _pictures_below(page, headline)
        if alone.body and sum(page.blocks[i].size for i in reading.body) < _LITTLE:
            return alone
    if reading.confidence >= _SURE_SHARE:
        return reading
    return _checked(page, weights, headline, reading)


def read_container(
    blocks: list[Block], weights: list[float], container: Container, headline: int | None
) -> Reading:
    """The body within one container."""
    inside = _inside(blocks, container.element)
    parts = trim(blocks, weights, inside, headline)
    size = sum(blocks[i].size for i in parts.body)
    how = f"container of {container.system}" if container.system else "densest prose"
    confidence = min(1.0, container.share + (_KNOWN if container.system else 0.0))
    evidence = (f"{how}, {container.share:.0%} of the page's prose, {size:.0f} characters",)
    return Reading(
        parts.body,
        parts.head,
        parts.tail,
        container.element,
        confidence,
        evidence,
        container.system,
    )


def _pictures_below(page: Page, headline: int | None) -> Reading:
    """The pictures between the headline and the end of the article, for pages without prose."""
    nothing = Reading([], [], [], None, 0.0, ("no prose outside links",))
    if headline is None:
        return nothing
    body: list[int] = []
    head: list[int] = []
    for index in range(headline + 1, len(page.blocks)):
        block = page.blocks[index]
        if ends_article(block.text) or is_footer(block.text):
            break
        if block.furniture:
            continue
        if block.image is None:
            head.append(index)
        elif image_of(block.image, page.url or _ANY_PAGE):
            body.append(index)
    if not body:
        return dataclasses.replace(nothing, head=head)
    return Reading(
        body, head, [], None, 1.0, (f"no prose, {len(body)} pictures below the headline",)
    )


def _inside(blocks: list[Block], element: HtmlElement) -> list[int]:
    """Indexes of the blocks below an element."""
    below = set(element.iter())
    return [index for index, block in enumerate(blocks) if block.element in below]


def _checked(page: Page, weights: list[float], headline: int | None, reading: Reading) -> Reading:
    """The reading, or trafilatura's where that has better evidence; surer where they agree."""
    other = second_opinion.element_of(page)
    if other is None:
        return reading
    inside = _inside(page.blocks, other)
    parts = trim(page.blocks, weights, inside, headline)
    mine, theirs = set(reading.body), set(parts.body)
    if len(mine & theirs) >= _AGREES * len(mine | theirs):
        evidence = (*reading.evidence, "trafilatura reads the same")
        confidence = max(reading.confidence, _AGREES)
        return dataclasses.replace(reading, confidence=confidence, evidence=evidence)
    signs = _signs(page, weights, headline, reading.body)
    if _signs(page, weights, headline, parts.body) <= signs:
        evidence = (*reading.evidence, "trafilatura reads otherwise")
        return dataclasses.replace(reading, evidence=evidence)
    evidence = ("trafilatura's text fits headline and summary better",)
    return Reading(parts.body, parts.head, parts.tail, other, reading.confidence, evidence)


def _signs(
    page: Page, weights: list[float], headline: int | None, body: list[int]
) -> tuple[int, float]:
    """What speaks for a body: the page's own summary is in it, the headline is near, its prose."""
    text = bare("".join(page.blocks[index].text for index in body[:_OPENING]))
    summary = metas.first(page.metas, metas.SUMMARIES)
    opening = bare(summary[1])[:_SUMMARY] if summary else ""
    near = headline is not None and bool(body) and 0 <= body[0] - headline <= _NEAR
    return (2 * bool(opening and opening in text) + near, sum(weights[i] for i in body))
