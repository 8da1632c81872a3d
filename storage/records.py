"""The shapes that storage takes and returns: frozen, without a session behind them.

Every datetime is aware and in UTC.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Json = Mapping[str, Any]
SourceKind = Literal["list_page", "feed", "sitemap", "manual"]
CrawlStatus = Literal["running", "done", "failed", "interrupted"]
AuditOutcome = Literal["agrees", "template", "scratch", "no_fit"]
Outcome = Literal["new", "updated", "unchanged"]
Severity = Literal["critical", "warning"]
ChangeKind = Literal["new", "updated", "gone", "returned", "seen", "story", "removed"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """One column and its ways in, as a person or the detection set it up.

    A `manual` source has no way in: it holds what was imported, and is never crawled.
    `every_seconds` or `cron` (five fields, in `zone`) is the schedule, both None for the default;
    `hours` are those of the day, in `zone`, in which it may run: "22:00-06:00".
    `keep_attachments` fetches attached files too, `render` fetches pages through a browser.
    `detection` keeps the evidence of the detection.
    """

    name: str
    url: str
    kind: SourceKind
    entry_urls: tuple[str, ...]
    title: str | None = None
    publisher: str | None = None
    every_seconds: int | None = None
    cron: str | None = None
    max_pages: int = 50
    pagination: str | None = None
    path_prefix: str | None = None
    encoding: str | None = None
    zone: str = "Asia/Shanghai"
    time_limit_seconds: int | None = None
    keep_attachments: bool = False
    render: bool = False
    hours: str | None = None
    detection: Json = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A registered source and its state.

    `walked_at` is when a crawl last came to the end of the list: until then no crawl may stop at
    known articles. `next_run_at` and `next_run_why`, a sentence, belong to the scheduler.
    `articles` counts those it brought.
    `lookback` is how many known items have stood above a new one in its list, None before a crawl
    could tell; `barrier` is set while its host is left alone because it blocked us.
    """

    id: int
    settings: SourceSettings
    created_at: dt.datetime
    paused_at: dt.datetime | None
    removed_at: dt.datetime | None
    walked_at: dt.datetime | None
    next_run_at: dt.datetime | None
    last_crawl: "CrawlRecord | None"
    articles: int
    lookback: int | None = None
    barrier: "HostRecord | None" = None
    next_run_why: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewLearnedSite:
    """How a source's pages are built: templates, and the lines that its articles repeat.

    It reads captures from `valid_from` on, until a newer version does. `pages` counts the
    articles that were there to learn from; `reason` says in words why it was learned.
    """

    valid_from: dt.datetime
    pages: int
    reason: str
    templates: tuple[Json, ...]
    boilerplate: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LearnedSite(NewLearnedSite):
    """A stored version, numbered from 1 within its source.

    `applied_at` is when the captures that it reads had been read again with it, None before.
    """

    version: int
    learned_at: dt.datetime
    applied_at: dt.datetime | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TemplateAudit:
    """What became of one page that was read with and without the templates of a version.

    `agrees`: both read the same; `template` or `scratch`: that reading was the better one;
    `no_fit`: none of the templates fitted the page. `note` says how they differ.
    """

    version: int
    url: str
    fetched_at: dt.datetime
    outcome: AuditOutcome
    note: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a crawl did; `blocked` and `failed` count pages, `requests` every request sent.

    `gone` and `returned` count stored articles whose pages went, and came back; `doubtful` those
    that were read with low confidence, `characters` the length of all texts that were read.
    """

    requests: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    gone: int = 0
    blocked: int = 0
    failed: int = 0
    skipped: int = 0
    returned: int = 0
    doubtful: int = 0
    characters: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The right of an owner to crawl a source, kept by `leases` that run out unless renewed."""

    source: str
    owner: str
    leases: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a lease, and the source that it crawls, None where that is not known."""

    owner: str
    source: str | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CrawlRecord:
    """One crawl of one source; `error` is one sentence when the crawl as a whole failed.

    `ended_because` says why its lists were read no further. `news_depth` is how many known items
    stood above the deepest new one, None where the crawl could not tell.
    """

    id: int
    source: str
    started_at: dt.datetime
    finished_at: dt.datetime | None
    status: CrawlStatus
    counts: Counts
    error: str | None
    ended_because: str | None = None
    news_depth: int | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRecord:
    """What went wrong with one address in a crawl; `kind` is a word, `message` a sentence."""

    crawl_id: int
    url: str
    kind: str
    message: str
    at: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PendingPage:
    """An article address that was found but not fetched yet, after so many failed attempts."""

    url: str
    title: str | None
    published_at: dt.datetime | None
    attempts: int
    last_error: str | None
    next_attempt_at: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FoundItem:
    """An article address that a list named and that is still to be fetched."""

    url: str
    title: str | None
    published_at: dt.datetime | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WalkPlace:
    """How far the walk through the list at `url` came: the last page read and how to go on.

    `pages` counts those read; `complete` tells that the walk came to its end.
    """

    url: str
    page: Json
    pages: int
    complete: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HostRecord:
    """What is known of a host: how often in a row it blocked us, and until when we leave it alone.

    `reason` is what the last block was told by.
    """

    name: str
    blocks: int
    blocked_at: dt.datetime | None
    blocked_until: dt.datetime | None
    reason: str | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewCapture:
    """A response that was kept: `url` is the fetched address, `canonical_url` its folded form.

    `page_kind` is what the page was taken for (article, list, feed, blocked, soft_404, …);
    the WARC place is None for pages that came without one (a dump of another archive).
    """

    url: str
    canonical_url: str
    fetched_at: dt.datetime
    status: int
    page_kind: str
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None
    warc_length: int | None = None
    payload_digest: str | None = None
    listed_title: str | None = None
    listed_at: dt.datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRecord(NewCapture):
    """A stored capture; `source` is the name of the source that fetched it."""

    id: int
    source: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ToldCapture:
    """A capture from which a version of an article was made."""

    capture_id: int
    article_id: int
    fetched_at: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page says; images, attachments, repairs and flags are JSON objects in page order."""

    title: str
    text: str
    published_at: dt.datetime | None
    publisher: str | None
    author: str | None
    editor: str | None
    language: str
    images: tuple[Json, ...]
    attachments: tuple[Json, ...]
    repairs: tuple[Json, ...]
    title_repairs: tuple[Json, ...]
    flags: tuple[Json, ...]
    provenance: Json


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle(Content):
    """An extracted article on its way in.

    `url` is canonical; `text_digest` is a digest of the folded text, None for a text too thin to
    compare.
    """

    url: str
    text_digest: str | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class VersionRecord(Content):
    """One version of an article: what the page said from `seen_at` on."""

    version: int
    seen_at: dt.datetime
    capture: CaptureRecord | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """A stored article: its identity, its place in a story, and all versions, oldest first.

    `duplicate_of` is the id of the earliest telling of its story, None for that telling itself.
    """

    id: int
    url: str
    source: str
    first_seen_at: dt.datetime
    last_seen_at: dt.datetime
    gone_at: dt.datetime | None
    story_id: int
    duplicate_of: int | None
    versions: tuple[VersionRecord, ...]

    @property
    def current(self) -> VersionRecord:
        """The newest version."""
        return self.versions[-1]


class PlainCapture(NamedTuple):
    """What leaves the archive of the capture that a version was made from."""

    url: str
    fetched_at: str
    status: int
    warc_file: str | None
    warc_offset: int | None
    payload_digest: str | None


class PlainVersion(NamedTuple):
    """A `VersionRecord` as JSON has it: `said` are the fields of its `Content`, in their order."""

    version: int
    seen_at: str
    said: dict[str, Any]
    capture: PlainCapture | None


class PlainArticle(NamedTuple):
    """An `ArticleRecord` as JSON has it, for dumps; it is read and written much faster.

    All times are ISO 8601 in UTC, ending in Z.
    """

    id: int
    url: str
    source: str
    first_seen_at: str
    last_seen_at: str
    gone_at: str | None
    story_id: int
    duplicate_of: int | None
    versions: list[PlainVersion]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What saving an article did; `joined_story` tells that another telling was already there.

    `returned` tells that it was gone before.
    """

    article_id: int
    version: int
    outcome: Outcome
    joined_story: bool
    returned: bool = False

    @property
    def retells(self) -> bool:
        """Whether the article is new and tells a text that another one told already."""
        return self.outcome == "new" and self.joined_story


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRecord:
    """One line of the change log; `seq` only grows, in commit order.

    `seen` is an article whose first or last sighting moved while it says what it said; `url` is
    the address of a removed article, None for all others.
    """

    seq: int
    article_id: int
    kind: ChangeKind
    at: dt.datetime
    url: str | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveTotals:
    """Sizes of an archive, for `status`; `gone` counts articles whose pages are gone."""

    sources: int
    articles: int
    versions: int
    stories: int
    captures: int
    last_change: int
    gone: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSums:
    """What the crawls of a source did in a stretch of time; `read` counts articles."""

    crawls: int = 0
    failed_crawls: int = 0
    read: int = 0
    failed: int = 0
    doubtful: int = 0
    characters: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong now: a rule's name, a sentence, and what to do about it.

    `source_id` is None for what concerns the archive as a whole.
    """

    source_id: int | None
    rule: str
    severity: Severity
    sentence: str
    advice: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AlertRecord(Finding):
    """A finding that stands or stood; `told_at` is when somebody was last told of it."""

    id: int
    source: str | None
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    told_at: dt.datetime | None


@dataclasses.dataclass(frozen=True, slots=True)
class FollowedRecord:
    """Up to which change, made `at`, an archive's log was followed; `log` tells which archive's.

    `selection` is the choice of articles, in words of the application.
    """

    log: str
    selection: str
    change: int
    at: str
