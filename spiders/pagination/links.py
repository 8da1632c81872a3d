"""Pagers made of links: 下一页, next, page numbers, a select of addresses.

Covers EmpireCMS `index_2.html`, DedeCMS `list_12_2.html`, WordPress `/page/2/`, `?page=2` and
whatever else writes ordinary links, since the address is taken from the link and never made up.
"""

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from spiders.document import ListDocument
from spiders.outline import Outline, Text, outline
from spiders.pager_runs import Run, pager_runs
from spiders.pagination.base import NextPage, Pager
from spiders.pagination.counts import declared_counts

NAME = "links"

_PAGE_IN_ADDRESS = re.compile(
    r"(?:[_-]|/page/|/p|[?&](?:page|p|pageno|pageindex|currentpage|pagenum|paged|pn)=)(\d{1,5})(?:\.\w+)?/?(?:$|&)",
    re.IGNORECASE,
)
_CURRENT = re.compile(
    r"\b(?:current|active|on|cur|this|selected|pageon|now|hover)\b", re.IGNORECASE
)
_NEIGHBOUR = re.compile(r"[篇条條则則]|文章|post", re.IGNORECASE)


def links(document: ListDocument, _: NextPage | None = None) -> Pager | None:
    """The pager of a page by its links."""
    seen = outline(document)
    runs = sorted(pager_runs(seen), key=lambda run: run.weight, reverse=True)
    counts = declared_counts(document)
    for run in runs:
        current = counts.current or _current(run, seen, document) or 1
        found = _next_word(run, seen) or _next_number(run, seen, current) or _arrow(run, seen)
        if found and _leads_on(found[0], document):
            following = NextPage(url=found[0], family=NAME, number=current + 1)
            return Pager(family=NAME, next=following, pages=counts.pages, evidence=found[1])
    return _relation(document) or _select(document) or _end(runs, seen, counts.pages)


def _next_word(run: Run, seen: Outline) -> tuple[str, str] | None:
    return _first_address(run.following, seen)


def _arrow(run: Run, seen: Outline) -> tuple[str, str] | None:
    return _first_address(run.arrows, seen) if run.numbers else None


def _first_address(texts: list[Text], seen: Outline) -> tuple[str, str] | None:
    for text in texts:
        url = _address(text, seen)
        if url:
            return url, f"link {text.text}"
    return None


def _next_number(run: Run, seen: Outline, current: int) -> tuple[str, str] | None:
    for number, text in run.numbers:
        url = _address(text, seen)
        if number == current + 1 and url:
            return url, f"link of page {number}"
    return None


def _current(run: Run, seen: Outline, document: ListDocument) -> int | None:
    """The number between its linked neighbours that is no link, leads here or is marked as current.

    Else the number in the address of the page.
    """
    linked = {number for number, text in run.numbers if _address(text, seen)}
    for number, text in run.numbers:
        url = _address(text, seen)
        here = url is None or url == document.url or _is_marked(text.owner)
        if here and linked & {number - 1, number + 1}:
            return number
    in_address = _PAGE_IN_ADDRESS.search(document.url)
    return int(in_address.group(1)) if in_address else None


def _is_marked(element: HtmlElement) -> bool:
    return bool(_CURRENT.search(f"{element.get('class')} {_parent_class(element)}"))


def _parent_class(element: HtmlElement) -> str:
    parent = element.getparent()
    return (parent.get("class") or "") if parent is not None else ""


def _address(text: Text, seen: Outline) -> str | None:
    return seen.links[text.link].url if text.link is not None else None


def _leads_on(url: str, document: ListDocument) -> bool:
    """Whether an address is another page of the same host."""
    hosts = (urlsplit(address).netloc.removeprefix("www.") for address in (url, document.url))
    return len(set(hosts)) == 1 and url != document.url


def _relation(document: ListDocument) -> Pager | None:
    """`rel=next` of a link that does not name a neighbouring article."""
    for element in document.root.iter("link", "a"):
        if "next" not in (element.get("rel") or "").lower().split():
            continue
        url = document.resolve(element.get("href"))
        text = "".join(element.itertext()) + (element.get("title") or "")
        if url and not _NEIGHBOUR.search(text) and _leads_on(url, document):
            return Pager(family=NAME, next=NextPage(url=url, family=NAME), evidence="rel=next")
    return None


def _select(document: ListDocument) -> Pager | None:
    """A select whose options are the addresses of the pages."""
    for select in document.root.iter("select"):
        options = list(select.iter("option"))
        numbers = [re.sub(r"\D", "", "".join(option.itertext())) for option in options]
        if numbers != [str(place) for place in range(1, len(options) + 1)] or len(options) < 2:  # noqa: PLR2004
            continue
        chosen = [
            place for place, option in enumerate(options) if option.get("selected") is not None
        ]
        place = (chosen[0] if chosen else 0) + 1
        value = options[place].get("value") if place < len(options) else None
        if value and value.isdigit():
            continue
        url = document.resolve(value)
        number = NextPage(url=url, family=NAME, number=place + 1) if url else None
        if url or "html" in (options[0].get("value") or ""):
            return Pager(family=NAME, next=number, pages=len(options), evidence="select of pages")
    return None


def _end(runs: list[Run], seen: Outline, pages: int | None) -> Pager | None:
    """The last page of a pager made of links: a next word or numbers that lead nowhere on."""
    for run in runs:
        linked = any(_address(text, seen) for _, text in run.numbers)
        if run.following or linked:
            return Pager(family=NAME, next=None, pages=pages, evidence="no further page is linked")
    return None
