"""The articles of one page of a digital newspaper; all are of the day of the edition."""

from collections import Counter

from spiders.document import ListDocument
from spiders.items import ListedItem
from spiders.newspaper import edition_day, paper_pages
from spiders.outline import outline
from spiders.rows.addresses import form, is_article_address
from spiders.rows.base import Listing
from spiders.rows.titles import link_title


def read_newspaper(document: ListDocument) -> Listing | None:
    """The articles that a page of a newspaper names, whatever blocks they stand in."""
    day = edition_day(document.url)
    pages = paper_pages(document)
    if day is None or not pages:
        return None
    seen = outline(document)
    titles: dict[str, str] = {}
    for link in seen.links:
        if link.url and link.url not in pages and is_article_address(link.url):
            title = link_title(link, seen)
            titles[link.url] = max(titles.get(link.url, ""), title, key=len)
    forms = Counter(form(url) for url, title in titles.items() if title)
    if not forms:
        return None
    common = forms.most_common(1)[0][0]
    items = tuple(
        ListedItem(url=url, title=title, date_text=day.date().isoformat(), published_at=day)
        for url, title in titles.items()
        if title and form(url) == common
    )
    evidence = (f"{len(items)} articles of a newspaper's edition with {len(pages)} pages",)
    return Listing(items=items, reader="newspaper", evidence=evidence)
