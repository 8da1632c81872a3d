"""Proposal: how a column can be watched, as detection found it."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from newsarchive.core.article_json import ZONE
from newsarchive.sources.source import check_settings
from spiders.items import ListedItem
from spiders.pagination.base import NextPage
from spiders.spec import SourceKind
from storage.records import SourceSettings


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way into a column that was found but not chosen; `why` says how it was come by."""

    kind: SourceKind
    url: str
    why: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an address offers. `kind` and `entry_urls` are the way that was chosen.

    `kind` is None where there is none; `reason` is then one sentence that says why and what to do.
    `url` is the column's own address, `asked_url` the one that was given. `items` are in page
    order, their dates made out as far as printed. `warnings` are doubts about the chosen way.
    `pages` is the number of list pages that the list declares. `requests` counts those sent
    beside the given page.
    """

    url: str
    asked_url: str
    kind: SourceKind | None
    entry_urls: tuple[str, ...] = ()
    title: str | None = None
    publisher: str | None = None
    family: str | None = None
    pagination: str | None = None
    next: NextPage | None = None
    pages: int | None = None
    path_prefix: str | None = None
    items: tuple[ListedItem, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    alternatives: tuple[Way, ...] = ()
    reason: str | None = None
    requests: int = 0

    @property
    def date_range(self) -> tuple[dt.datetime, dt.datetime] | None:
        """The oldest and the newest date among the items, None where none has a date."""
        dates = [item.published_at for item in self.items if item.published_at]
        return (min(dates), max(dates)) if dates else None


def settings_of(
    proposal: Proposal,
    *,
    name: str,
    every_seconds: int | None = None,
    cron: str | None = None,
    hours: str | None = None,
    max_pages: int = 50,
    keep_attachments: bool = False,
    render: bool = False,
) -> SourceSettings:
    """Return the source that a proposal amounts to, with its evidence.

    The proposal must have found a way (`kind` is not None). Raises UsageError for a setting that
    cannot be used.
    """
    if proposal.kind is None:
        raise ValueError("a proposal without a way makes no source")
    return check_settings(
        SourceSettings(
            name=name,
            url=proposal.url,
            kind=proposal.kind,
            entry_urls=proposal.entry_urls,
            title=proposal.title,
            publisher=proposal.publisher,
            every_seconds=every_seconds,
            cron=cron,
            hours=hours,
            max_pages=max_pages,
            keep_attachments=keep_attachments,
            render=render,
            pagination=proposal.pagination,
            path_prefix=proposal.path_prefix,
            detection=_kept(proposal),
        )
    )


def as_rendered(proposal: Proposal) -> Proposal:
    """Return a proposal to read as a list page what only a browser can draw."""
    unseen = "its list is drawn by a browser and was not looked at; the first crawl tells"
    return dataclasses.replace(
        proposal,
        kind="list_page",
        entry_urls=(proposal.url,),
        warnings=(*proposal.warnings, unseen),
        reason=None,
    )


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as the JSON object of `discover`."""
    dates = proposal.date_range
    following = proposal.next
    return {
        "url": proposal.url,
        "kind": proposal.kind,
        "entry_urls": list(proposal.entry_urls),
        "title": proposal.title,
        "publisher": proposal.publisher,
        "family": proposal.family,
        "items": [item_json(item) for item in proposal.items],
        "dates": [_day(date) for date in dates] if dates else None,
        "next": next_json(following) if following else None,
        "pages": proposal.pages,
        "feeds": list(proposal.feeds),
        "sitemaps": list(proposal.sitemaps),
        "evidence": list(proposal.evidence),
        "warnings": list(proposal.warnings),
        "alternatives": [dataclasses.asdict(way) for way in proposal.alternatives],
        "reason": proposal.reason,
    }


def item_json(item: ListedItem) -> dict[str, Any]:
    """Return an entry of a list as a JSON object; `date` is ISO 8601, or as printed, or null."""
    date = _day(item.published_at) if item.published_at else item.date_text
    return {"title": item.title, "url": item.url, "date": date}


def next_json(following: NextPage) -> dict[str, Any]:
    """Return the request for the next page as a JSON object."""
    return {
        "family": following.family,
        "method": following.method,
        "url": following.url,
        "form": dict(following.form),
        "number": following.number,
    }


def _day(moment: dt.datetime) -> str:
    """Return a moment in ISO 8601; the date alone where it is a midnight, as lists print it."""
    local = moment.astimezone(ZONE)
    return local.date().isoformat() if local.time() == dt.time() else local.isoformat()


def _kept(proposal: Proposal) -> Mapping[str, Any]:
    """Return what is stored with the source of how it was detected."""
    facts: dict[str, Any] = {
        "asked": proposal.asked_url,
        "family": proposal.family,
        "evidence": list(proposal.evidence),
        "warnings": list(proposal.warnings),
        "alternatives": [dataclasses.asdict(way) for way in proposal.alternatives],
    }
    return {key: value for key, value in facts.items() if value}
