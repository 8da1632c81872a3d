"""Doubts about a way into a column, and the trial of its next page."""

import dataclasses
from collections.abc import Iterator

from newsarchive.sources.look import Look
from newsarchive.sources.probe import Probe
from newsarchive.sources.robots import Robots
from newsarchive.sources.ways import Found
from spiders.newspaper import edition_day, is_paper_page
from spiders.rows.addresses import is_article_address

_FEW_ITEMS = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Trial:
    """What was found out about a list's further pages."""

    evidence: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def try_next_page(entry: Look, probe: Probe) -> Trial:
    """Return whether a list goes on, and whether its next page brings anything, by one request."""
    pager = entry.pager
    if pager is None:
        reach = f"only the {len(entry.items)} articles of this page are within reach"
        return Trial(warnings=(f"no way to further pages was found: {reach}",))
    count = "1 page" if pager.pages == 1 else f"{pager.pages} pages"
    declared = f", {count}" if pager.pages else ""
    seen = f" ({pager.evidence})" if pager.evidence else ""
    evidence = f"further pages: {pager.family}{declared}{seen}"
    if pager.next is None:
        missing = f"the list declares {pager.pages} pages, but none after this one was found"
        return Trial((evidence,), (missing,) if (pager.pages or 1) > 1 else ())
    if not probe.left:
        return Trial((evidence,))
    url = pager.next.url
    second = probe.follow(pager.next)
    if second is None:
        return Trial((evidence,), (f"the next page, {url}, could not be fetched",))
    fresh = {item.url for item in second.items} - {item.url for item in entry.items}
    if not fresh:
        return Trial((evidence,), (f"the next page, {url}, lists nothing that this one does not",))
    return Trial((evidence, f"the next page, {url}, lists {len(fresh)} further articles"))


def doubts(found: Found, robots: Robots, agent: str) -> Iterator[str]:
    """Yield what a person should know before trusting a way."""
    url = found.look.url
    if robots.unreachable:
        yield f"a crawl waits until the site's robots.txt can be read: {robots.unreachable}"
    if not robots.allows(url, agent):
        yield f"robots.txt does not allow {url}: a crawl, which obeys it, brings nothing"
    day = edition_day(url) if found.url is None and is_paper_page(url) else None
    if day:
        yield (
            f"it is a newspaper's edition of {day.date()}; to follow the newspaper, "
            "give the address that leads to its newest edition"
        )
    if len(found.items) < _FEW_ITEMS:
        yield f"it holds only {len(found.items)} entries now"
    articles = sum(is_article_address(item.url) for item in found.items)
    if found.kind == "sitemap" and articles * 2 < len(found.items):
        yield "most addresses in it do not look like articles; each page is judged when fetched"
