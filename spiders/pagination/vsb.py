"""博达 VSB: numbered back to front, page 2 of 11 is `gzdt/10.htm`; only `p_next` is right.

Counting upwards would lead to the oldest pages. The last page shows `p_next_d`. Last seen 2025-03.
"""

from lxml.html import HtmlElement

from spiders.document import ListDocument
from spiders.pagination.base import NextPage, Pager
from spiders.pagination.counts import declared_counts

NAME = "vsb"


def vsb(document: ListDocument, _: NextPage | None = None) -> Pager | None:
    """The pager of a VSB list page by its classes."""
    ended = False
    for element in document.root.iter("span", "div", "li", "a", "td"):
        classes = (element.get("class") or "").split()
        ended = ended or "p_next_d" in classes
        if "p_next" in classes and (url := _address(element, document)):
            counts = declared_counts(document)
            number = counts.current + 1 if counts.current else None
            following = NextPage(url=url, family=NAME, number=number)
            return Pager(
                family=NAME, next=following, pages=counts.pages, evidence="p_next leads on"
            )
    return Pager(family=NAME, next=None, evidence="p_next_d: last page") if ended else None


def _address(element: HtmlElement, document: ListDocument) -> str | None:
    links = [element] if element.tag == "a" else list(element.iter("a"))
    return next((url for link in links if (url := document.address(link))), None)
