"""Digital newspapers: the next page (版) of the same day's edition."""

from spiders.document import ListDocument
from spiders.newspaper import paper_pages
from spiders.pagination.base import NextPage, Pager

NAME = "newspaper"


def newspaper(document: ListDocument, _: NextPage | None = None) -> Pager | None:
    """The pager of a page of a newspaper; None for any other page."""
    pages = paper_pages(document)
    if not pages:
        return None
    place = pages.index(document.url) + 1
    following = None
    if place < len(pages):
        following = NextPage(url=pages[place], family=NAME, number=place + 1)
    told = f"page {place} of an edition with {len(pages)} pages"
    return Pager(family=NAME, next=following, pages=len(pages), evidence=told)
