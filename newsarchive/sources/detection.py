"""Detection: any address of a site -> how its column can be watched, with evidence.

A column's own list page is the best way in: it reaches back to the column's beginning and
holds nothing else. Then a feed, then a sitemap, cut down to the column's folder. An article
leads to its column, a home page to its feed or its news column.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator

from newsarchive.sources.columns import news_columns
from newsarchive.sources.doubts import Trial, doubts, try_next_page
from newsarchive.sources.look import Look, look_at
from newsarchive.sources.probe import Fetch, Probe
from newsarchive.sources.proposal import Proposal, Way
from newsarchive.sources.robots import Robots
from newsarchive.sources.ways import (
    Found,
    feed_way,
    linked_feeds,
    news_way,
    own_list,
    own_way,
    parent_way,
    sitemap_way,
)
from newsarchive.text.dates import parse_date
from spiders.items import FetchedPage, ListedItem
from spiders.newspaper import edition_day
from spiders.spec import SourceKind
from spiders.stub import stub_target

MAX_REQUESTS = 8
"""Requests beside the given page."""

AGENT = "newsarchive"
_COLUMNS_SHOWN = 12


def propose(
    page: FetchedPage,
    *,
    fetch: Fetch | None = None,
    kind: SourceKind | None = None,
    agent: str = AGENT,
) -> Proposal:
    """Return how the column at a page's address can be watched.

    `fetch` gives further pages or raises NewsArchiveError; None for a saved page, so that only
    what it shows itself is told. `kind` asks for that kind of way instead of the best one.
    `agent` is the name that robots.txt is asked about. Never fails on what a page holds.
    """
    probe = Probe(fetch, limit=MAX_REQUESTS)
    look = asked = probe.fill(look_at(page))
    if look.leads_to:
        look = probe.look(look.leads_to) or look
    robots = Robots(probe, look.url)
    found = next(_ways(look, probe, robots, kind), None)
    if found is None:
        proposal = _nothing(look, robots, kind)
    else:
        proposal = _proposal(look, _lasting(found, asked), probe, robots, agent)
    return dataclasses.replace(proposal, asked_url=page.requested_url, requests=probe.requests)


def _ways(look: Look, probe: Probe, robots: Robots, kind: SourceKind | None) -> Iterator[Found]:
    """Yield ways into the column, the best first; each is looked for only when its turn comes."""
    if look.kind == "other" and look.document is None:
        return
    is_article, is_home = look.kind == "article", look.kind == "home"
    finders: tuple[tuple[bool, Callable[[], Found | None]], ...] = (
        (True, lambda: own_way(look, probe)),
        (is_article and kind in {None, "list_page"}, lambda: parent_way(look, probe)),
        (kind in {None, "feed"}, lambda: feed_way(look, probe)),
        (is_home and kind in {None, "list_page"}, lambda: news_way(look, probe)),
        (kind == "sitemap", lambda: sitemap_way(look, probe, robots)),
        (kind is None and not is_article, lambda: sitemap_way(look, probe, robots)),
        (True, lambda: own_list(look)),
    )
    for applies, find in finders:
        found = find() if applies else None
        if found is not None and kind in {None, found.kind}:
            yield found


def _lasting(found: Found, asked: Look) -> Found:
    """The way, by the address that was asked for where that leads to each day's edition."""
    day, url = edition_day(found.look.url), asked.page.requested_url
    if day is None or edition_day(url):
        return found
    redirected = asked.page.url == found.look.url
    sent_on = asked.document is not None and stub_target(asked.document) == found.look.url
    if not (redirected or sent_on):
        return found
    told = f"{url} leads to the edition of the day, now {day.date()}"
    return dataclasses.replace(found, url=url, evidence=(told, *found.evidence))


def _proposal(look: Look, found: Found, probe: Probe, robots: Robots, agent: str) -> Proposal:
    entry = found.look
    is_list = found.kind == "list_page"
    trial = try_next_page(entry, probe) if is_list else Trial()
    pager = entry.pager if is_list else None
    system = entry.system or look.system
    made_by = (f"made by {system.name}: {system.evidence}",) if system else ()
    feeds = (entry.url,) if found.kind == "feed" else ()
    sitemaps = (entry.url,) if found.kind == "sitemap" else ()
    url = found.url or entry.url
    return Proposal(
        url=url if is_list else look.url,
        asked_url=look.url,
        kind=found.kind,
        entry_urls=(url,),
        title=entry.title or look.title,
        publisher=entry.publisher or look.publisher,
        family=system.name if system else pager.family if pager else None,
        pagination=pager.family if pager else None,
        next=pager.next if pager else None,
        pages=pager.pages if pager else None,
        path_prefix=found.path_prefix,
        items=_dated(found.items, entry.page.fetched_at),
        feeds=_unique(feeds, linked_feeds(look), linked_feeds(entry)),
        sitemaps=_unique(sitemaps, robots.sitemaps),
        evidence=(*found.evidence, *made_by, *trial.evidence),
        warnings=(*doubts(found, robots, agent), *trial.warnings),
        alternatives=tuple(_alternatives(look, entry, robots)),
    )


def _nothing(look: Look, robots: Robots, kind: SourceKind | None) -> Proposal:
    """Return what an address offers that no column can be watched by, with the reason."""
    if look.kind == "article":
        what = (
            f"is one article ({', '.join(look.evidence)}), and no list that it belongs to was found"
        )
    elif look.kind == "home":
        what = "is a home page without a feed, a sitemap or a list of articles that could be found"
    elif look.problem:
        what = look.problem
    else:
        what = f"is a {look.kind.replace('_', ' ')}"
    wanted = f"; no {kind.replace('_', ' ')} was found near it" if kind else ""
    advice = "give the address of the column's list page or of its feed"
    return Proposal(
        url=look.url,
        asked_url=look.url,
        kind=None,
        title=look.title,
        publisher=look.publisher,
        family=look.system.name if look.system else None,
        items=_dated(look.items, look.page.fetched_at),
        feeds=linked_feeds(look),
        sitemaps=robots.sitemaps,
        evidence=look.evidence,
        alternatives=tuple(_alternatives(look, None, robots)),
        reason=f"{look.url} {what}{wanted}; {advice}",
    )


def _alternatives(look: Look, chosen: Look | None, robots: Robots) -> Iterator[Way]:
    """Yield the other ways that were seen; they were not tried."""
    ways = [Way(kind="feed", url=url, why="the page names it") for url in linked_feeds(look)]
    ways += [Way(kind="sitemap", url=url, why="robots.txt names it") for url in robots.sitemaps]
    if look.kind in {"home", "list_page"} and look.items:
        count = f"the page lists {len(look.items)} articles"
        ways.append(Way(kind="list_page", url=look.url, why=count))
    if look.kind in {"home", "other"} and look.document is not None:
        columns = news_columns(look.document)[:_COLUMNS_SHOWN]
        ways += [Way(kind="list_page", url=column.url, why=column.why) for column in columns]
    yield from (way for way in ways if chosen is None or way.url != chosen.url)


def _dated(items: tuple[ListedItem, ...], reference: dt.datetime) -> tuple[ListedItem, ...]:
    """Return the items with dates made out that their list prints without a year, or in words."""
    return tuple(
        dataclasses.replace(item, published_at=found.value)
        if item.published_at is None
        and item.date_text
        and (found := parse_date(item.date_text, reference=reference))
        else item
        for item in items
    )


def _unique(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(url for group in groups for url in group))
