"""Outline: the visible texts and the links of a page in reading order, with spans for its elements.

One walk over the tree; whatever stands within an element is then a slice.
"""

import bisect
import dataclasses
import functools

from lxml import etree
from lxml.html import HtmlElement

from spiders.document import ListDocument

MAX_LINKS = 5_000
"""Further links of a page are read as text: no list has so many, machine-made floods do."""

_UNSEEN = frozenset(["script", "style", "noscript", "template", "head", "select", "textarea"])


@dataclasses.dataclass(frozen=True, slots=True)
class Text:
    """A text node, white space folded; `link` is the index of the link it stands in, or None.

    `spaced` tells whether white space stands before it.
    """

    text: str
    spaced: bool
    owner: HtmlElement
    link: int | None


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """A link; `url` is None for one that leads nowhere, such as `javascript:;`."""

    element: HtmlElement
    url: str | None


@dataclasses.dataclass(slots=True)
class Span:
    """Half-open ranges of the texts, links and elements within an element."""

    order: int
    first_text: int
    first_link: int
    last_text: int = 0
    last_link: int = 0
    last_order: int = 0


@dataclasses.dataclass(slots=True)
class Outline:
    """All visible texts and links of a page; every element outside scripts has a span.

    `scripts` holds the order and source of each script; `gap` tells, while the outline is made,
    whether white space was read last.
    """

    texts: list[Text]
    links: list[Link]
    spans: dict[HtmlElement, Span]
    scripts: list[tuple[int, str]]
    gap: bool = True
    _nearest: dict[frozenset[str], dict[HtmlElement, HtmlElement | None]] = dataclasses.field(
        default_factory=dict
    )

    def texts_in(self, element: HtmlElement) -> list[Text]:
        """The texts within an element, in reading order."""
        span = self.spans.get(element)
        return self.texts[span.first_text : span.last_text] if span else []

    def links_in(self, element: HtmlElement) -> list[Link]:
        """The links within an element (itself included), in reading order."""
        span = self.spans.get(element)
        return self.links[span.first_link : span.last_link] if span else []

    def nearest(self, element: HtmlElement, tags: frozenset[str]) -> HtmlElement | None:
        """The closest element with one of these tags in which an element stands, or itself."""
        known = self._nearest.setdefault(tags, {})
        passed: list[HtmlElement] = []
        at: HtmlElement | None = element
        while at is not None and at not in known and at.tag not in tags:
            passed.append(at)
            at = at.getparent()
        found = None if at is None else known.get(at, at)
        known.update(dict.fromkeys(passed, found))
        return found

    def scripts_in(self, element: HtmlElement) -> list[str]:
        """The sources of the scripts within an element."""
        span = self.spans[element]
        first = bisect.bisect_left(self.scripts, (span.order, ""))
        last = bisect.bisect_left(self.scripts, (span.last_order, ""))
        return [source for _, source in self.scripts[first:last]]


def joined(texts: list[Text]) -> str:
    """The texts as one line, with spaces only where the page has white space."""
    return "".join((" " if text.spaced else "") + text.text for text in texts).strip()


@functools.lru_cache(maxsize=1)
def outline(document: ListDocument) -> Outline:
    """The outline of a page, with its first 5,000 links; not to be changed.

    The last one is kept, since a page's rows and every kind of pagination ask for it.
    """
    made = Outline(texts=[], links=[], spans={}, scripts=[])
    inside: list[int] = []
    walk = etree.iterwalk(document.root, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str):
            continue
        hidden = element.tag in _UNSEEN
        if event == "start":
            made.spans[element] = Span(len(made.spans), len(made.texts), len(made.links))
            if hidden:
                walk.skip_subtree()
                if element.tag == "script" and element.text:
                    made.scripts.append((len(made.spans) - 1, element.text))
                continue
            if len(made.links) < MAX_LINKS and _is_link(element, document):
                inside.append(len(made.links))
                made.links.append(Link(element, document.address(element)))
            _add(made, element.text, element, inside)
        else:
            _close(made, element, inside)
    return made


def _is_link(element: HtmlElement, document: ListDocument) -> bool:
    """Whether an element is a link: `a`, or a row without one whose click goes to an address."""
    if element.tag == "a":
        return True
    clicked = element.get("onclick") is not None and next(element.iter("a"), None) is None
    return clicked and document.address(element) is not None


def _close(made: Outline, element: HtmlElement, inside: list[int]) -> None:
    span = made.spans[element]
    span.last_text, span.last_link = len(made.texts), len(made.links)
    span.last_order = len(made.spans)
    if inside and made.links[inside[-1]].element is element:
        inside.pop()
    parent = element.getparent()
    if parent is not None:
        _add(made, element.tail, parent, inside)


def _add(made: Outline, text: str | None, owner: HtmlElement, inside: list[int]) -> None:
    if not text:
        return
    folded = " ".join(text.split())
    if folded:
        spaced = made.gap or text[0].isspace()
        made.texts.append(Text(folded, spaced, owner, inside[-1] if inside else None))
    made.gap = text[-1].isspace()
