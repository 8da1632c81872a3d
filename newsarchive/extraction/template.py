"""A site's template: where the articles of one site have their column and their body.

Learned from several pages that were read without it, kept as JSON with the source, and checked
on each page it reads: a page that does not fit is read from scratch. Later pages of a site cost
little more than parsing, since only the article's column is walked.
"""

import dataclasses
import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extraction import dom
from newsarchive.extraction.body import read_body
from newsarchive.extraction.container import Container
from newsarchive.extraction.headline import find_headline
from newsarchive.extraction.page import read_page
from newsarchive.extraction.site import find_site
from newsarchive.extraction.title import cut_site, guess_headline

FORMAT = 1
_PARAGRAPHS = frozenset(["p", "span", "font", "strong", "b", "em"])
_LEAST_PAGES = 3
_LEAST_CONFIDENCE = 0.6
_MOST_TEMPLATES = 6
_MOST_LEVELS = 4
_PLACE = re.compile(r"\[\d+\]")
_VARYING = re.compile(r"\d{3,}|[0-9a-f]{8,}")


@dataclasses.dataclass(frozen=True, slots=True)
class Template:
    """XPath expressions, each of which selects one element on a page of the site.

    `scope` holds headline, info line, body and what follows it; `container` the body alone.
    `pages` counts the pages it was learned from; `site` is the name that the site gives itself
    outside that column.
    """

    scope: str
    container: str
    pages: int
    site: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The form in which a template is stored."""
        return {"format": FORMAT, **dataclasses.asdict(self)}


@dataclasses.dataclass(frozen=True, slots=True)
class Fit:
    """The two elements that a template selects on one page."""

    scope: HtmlElement
    container: HtmlElement


def from_json(stored: Mapping[str, Any]) -> Template | None:
    """The template that was stored, None for one of another format."""
    try:
        if stored["format"] != FORMAT:
            return None
        site = stored.get("site")
        scope, container = str(stored["scope"]), str(stored["container"])
        return Template(scope, container, int(stored["pages"]), str(site) if site else None)
    except (KeyError, TypeError, ValueError):
        return None


def same_places(some: Iterable[Mapping[str, Any]], others: Iterable[Mapping[str, Any]]) -> bool:
    """Whether two sets of stored templates read the same elements, whatever taught them."""
    one, other = (
        [(t.get("scope"), t.get("container")) for t in stored] for stored in (some, others)
    )
    return one == other


def fit(root: HtmlElement, template: Template) -> Fit | None:
    """The elements that a template selects, None unless it selects one of each, nested."""
    container = _only(root, template.container)
    scope = _only(root, template.scope) if container is not None else None
    if container is None or scope is None:
        return None
    if scope is not container and scope not in container.iterancestors():
        return None
    return Fit(scope, container)


def as_container(element: HtmlElement) -> Container:
    """A fitted container in the form that the reader of bodies takes."""
    return Container(element, 0.0, 1.0, "the site's template")


def learn(pages: Iterable[tuple[str, str]]) -> tuple[dict[str, Any], ...]:
    """Templates of one site from decoded pages and their addresses, as stored; best known first.

    Each is shared by at least three of the pages; a site whose sections are built differently
    gets several. Empty where the pages have nothing in common.
    """
    samples = _told_apart([sample for html, url in pages if (sample := _sample(html, url))])
    learned: list[dict[str, Any]] = []
    while len(samples) >= _LEAST_PAGES and len(learned) < _MOST_TEMPLATES:
        template = _shared(samples)
        if template is None:
            break
        learned.append(template.as_json())
        samples = [sample for sample in samples if fit(sample.root, template) is None]
    return tuple(learned)


@dataclasses.dataclass(frozen=True, slots=True)
class _Sample:
    """A page that was read with ease: expressions for column and body, and its site's name."""

    root: HtmlElement
    headline: str
    scopes: list[str]
    containers: list[str]
    site: str | None


def _told_apart(samples: list[_Sample]) -> list[_Sample]:
    """The pages with headlines of their own; pages of one name are the site's own, no articles."""
    named = Counter(sample.headline for sample in samples)
    return [sample for sample in samples if named[sample.headline] < _LEAST_PAGES]


def _shared(samples: list[_Sample]) -> Template | None:
    """The template that most samples share, None unless three of them do."""
    container = _agreed([sample.containers for sample in samples])
    if container is None:
        return None
    alike = [sample for sample in samples if container in sample.containers]
    scope = _agreed([sample.scopes for sample in alike])
    if scope is None:
        return None
    sites = Counter(sample.site for sample in alike if sample.site)
    site = sites.most_common(1)[0][0] if sites else None
    template = Template(scope, container, len(alike), site)
    fitting = sum(fit(sample.root, template) is not None for sample in alike)
    return template if fitting >= _LEAST_PAGES else None


def _sample(html: str, url: str) -> _Sample | None:
    """Column and body of a page read without a template; None unless it was read with ease."""
    root = dom.parse(html)
    if root is None:
        return None
    page = read_page(html, url, root)
    declared = page.declared_titles()
    headline = find_headline(page.blocks, [*declared, *map(cut_site, declared)])
    reading = read_body(page, headline)
    container, first = reading.container, reading.first()
    if container is None or first is None or reading.confidence < _LEAST_CONFIDENCE:
        return None
    if headline is None:
        headline = guess_headline(page, first, reading.head)
    if headline is None:
        return None
    shown = page.blocks[headline].element
    holder = _holder(container, shown)
    if holder is None:
        return None
    scope = _column(holder, shown)
    site = find_site(page, page.blocks[headline].text)
    return _Sample(root, page.blocks[headline].text, _selectors(scope), _selectors(holder), site)


def _holder(container: HtmlElement, shown: HtmlElement) -> HtmlElement | None:
    """The element in which paragraphs stand; None where it holds the headline, too.

    The whole text of a short notice may be one paragraph, which is no place for a longer one.
    """
    node: HtmlElement | None = container
    while node is not None and node.tag in _PARAGRAPHS:
        node = node.getparent()
    around = {shown, *dom.ancestors(shown)}
    return node if node is container or (node is not None and node not in around) else None


def _column(container: HtmlElement, shown: HtmlElement) -> HtmlElement:
    """The element that holds body and headline, and one level more for what follows them."""
    around = {shown, *dom.ancestors(shown)}
    scope = next(
        (node for node in (container, *dom.ancestors(container)) if node in around), container
    )
    parent = scope.getparent()
    return scope if parent is None or parent.tag in {"html", "body"} else parent


def _selectors(element: HtmlElement) -> list[str]:
    """XPath expressions for an element, best first: by id, by class, by place below a parent."""
    if element.tag == "body":
        return ["//body"]
    found = [f"//{element.tag!s}[{test}]" for test in _tests(element)]
    path = ""
    for level, node in enumerate((element, *dom.ancestors(element))):
        tag = str(node.tag)
        if level > 0:
            found += [f"//{tag}[{test}]{path}" for test in _tests(node)]
        if level >= _MOST_LEVELS or node.getparent() is None:
            break
        position = 1 + len(list(node.itersiblings(tag, preceding=True)))
        path = f"/{tag}[{position}]{path}"
    root = element.getroottree().getroot()
    return [path for path in found if _only(root, path) is element]


def _tests(element: HtmlElement) -> list[str]:
    """Conditions on an element's id and class that other pages of the site may share."""
    found = []
    for name in ("id", "class", "itemprop"):
        value = element.get(name)
        if value and '"' not in value and not _VARYING.search(value):
            found.append(f'@{name}="{value}"')
    return found


def _agreed(choices: Sequence[list[str]]) -> str | None:
    """The expression that most pages share, by name before by place; None unless three do.

    Among equals the one that pages rank higher is taken.
    """
    if len(choices) < _LEAST_PAGES:
        return None
    votes = Counter(path for paths in choices for path in paths)
    ranks: dict[str, int] = {}
    for paths in choices:
        for rank, path in enumerate(paths):
            ranks[path] = min(rank, ranks.get(path, rank))
    shared = [path for path in votes if votes[path] >= _LEAST_PAGES]
    named = [path for path in shared if not _PLACE.search(path)]
    return max(named or shared, key=lambda path: (votes[path], -ranks[path]), default=None)


def _only(root: HtmlElement, path: str) -> HtmlElement | None:
    """The one element that an expression selects, None for none or several."""
    try:
        found = _compiled(path)(root)
    except etree.XPathError:
        return None
    return found[0] if isinstance(found, list) and len(found) == 1 else None


@functools.lru_cache(maxsize=512)
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path)
