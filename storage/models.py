"""The tables of an archive.

Addresses may be longer than PostgreSQL can index, so what is looked up by address carries an
`url_key` beside it (see storage.addresses). Statements are written on these classes; rows leave
this folder only as the records of storage.records.
"""

import datetime as dt
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.column_types import BigId, SafeJson, SafeText, Utc


class Base(DeclarativeBase):
    """All tables; constraints have the same names on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as it stands
        str: SafeText,
        dt.datetime: Utc,
        bytes: LargeBinary(16),
        Any: SafeJson,
    }


class Source(Base):
    """A column that is watched, also after its removal, since its articles keep its name."""

    __tablename__ = "sources"
    __table_args__ = (
        Index(
            "ix_sources_url",
            "url",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
        UniqueConstraint("name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    url: Mapped[str]
    kind: Mapped[str]
    entry_urls: Mapped[Any]
    title: Mapped[str | None]
    publisher: Mapped[str | None]
    every_seconds: Mapped[int | None]
    cron: Mapped[str | None]
    max_pages: Mapped[int]
    pagination: Mapped[str | None]
    path_prefix: Mapped[str | None]
    encoding: Mapped[str | None]
    zone: Mapped[str]
    time_limit_seconds: Mapped[int | None]
    keep_attachments: Mapped[bool] = mapped_column(server_default=false())
    render: Mapped[bool] = mapped_column(server_default=false())
    hours: Mapped[str | None]
    detection: Mapped[Any]
    created_at: Mapped[dt.datetime]
    paused_at: Mapped[dt.datetime | None]
    removed_at: Mapped[dt.datetime | None]
    walked_at: Mapped[dt.datetime | None]
    next_run_at: Mapped[dt.datetime | None]
    next_run_why: Mapped[str | None]


class LearnedSite(Base):
    """How the pages of a source are built, as learned at one time; older versions stay."""

    __tablename__ = "learned_sites"

    source_id: Mapped[int] = mapped_column(
        ForeignKey("sources.id"), primary_key=True, autoincrement=False
    )
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    learned_at: Mapped[dt.datetime]
    valid_from: Mapped[dt.datetime]
    pages: Mapped[int]
    reason: Mapped[str]
    templates: Mapped[Any]
    boilerplate: Mapped[Any]
    applied_at: Mapped[dt.datetime | None]


class TemplateAudit(Base):
    """A page that was read with and without the templates, or that none of them fitted."""

    __tablename__ = "template_audits"
    __table_args__ = (Index(None, "source_id", "version"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    version: Mapped[int]
    url: Mapped[str]
    fetched_at: Mapped[dt.datetime]
    outcome: Mapped[str]
    note: Mapped[str]


class Lease(Base):
    """Who may work on something, until when."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    expires_at: Mapped[dt.datetime]


class Crawl(Base):
    """One crawl of one source."""

    __tablename__ = "crawls"
    __table_args__ = (Index(None, "source_id", "id"), Index(None, "started_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    owner: Mapped[str]
    started_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    status: Mapped[str]
    error: Mapped[str | None]
    requests: Mapped[int]
    new: Mapped[int]
    updated: Mapped[int]
    unchanged: Mapped[int]
    duplicates: Mapped[int]
    gone: Mapped[int]
    blocked: Mapped[int]
    failed: Mapped[int]
    skipped: Mapped[int]
    returned: Mapped[int] = mapped_column(server_default="0")
    news_depth: Mapped[int | None]
    ended_because: Mapped[str | None]
    doubtful: Mapped[int] = mapped_column(server_default="0")
    characters: Mapped[int] = mapped_column(server_default="0")
    clock_offset_seconds: Mapped[int | None]


class Alert(Base):
    """Something that is or was wrong with a source, or with the archive where that is None."""

    __tablename__ = "alerts"
    __table_args__ = (Index(None, "closed_at", "source_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"))
    rule: Mapped[str]
    severity: Mapped[str]
    sentence: Mapped[str]
    advice: Mapped[str]
    opened_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
    told_at: Mapped[dt.datetime | None]


class CrawlProblem(Base):
    """Something that went wrong with one address in one crawl."""

    __tablename__ = "crawl_problems"
    __table_args__ = (Index(None, "crawl_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    crawl_id: Mapped[int] = mapped_column(ForeignKey("crawls.id", ondelete="CASCADE"))
    url: Mapped[str]
    kind: Mapped[str]
    message: Mapped[str]
    at: Mapped[dt.datetime]


class PendingPage(Base):
    """An address of a source that is to be fetched again."""

    __tablename__ = "pending_pages"

    source_id: Mapped[int] = mapped_column(
        ForeignKey("sources.id"), primary_key=True, autoincrement=False
    )
    url_key: Mapped[bytes] = mapped_column(primary_key=True)
    url: Mapped[str]
    title: Mapped[str | None]
    published_at: Mapped[dt.datetime | None]
    attempts: Mapped[int]
    last_error: Mapped[str | None]
    next_attempt_at: Mapped[dt.datetime]


class ListWalk(Base):
    """How far the walk through a list came that has not reached its end.

    `page` is the request of the last page that was read; `failures` counts the crawls that could
    not go on from there.
    """

    __tablename__ = "list_walks"

    source_id: Mapped[int] = mapped_column(
        ForeignKey("sources.id"), primary_key=True, autoincrement=False
    )
    url_key: Mapped[bytes] = mapped_column(primary_key=True)
    url: Mapped[str]
    page: Mapped[Any]
    pages: Mapped[int]
    complete: Mapped[bool]
    failures: Mapped[int]


class Host(Base):
    """What is known of a host, whatever source leads to it; `requests` are those of `day`.

    `robots_missing_since` is when its robots.txt could not be reached first, None while it can.
    """

    __tablename__ = "hosts"

    name: Mapped[str] = mapped_column(primary_key=True)
    blocks: Mapped[int]
    blocked_at: Mapped[dt.datetime | None]
    blocked_until: Mapped[dt.datetime | None]
    reason: Mapped[str | None]
    day: Mapped[str]
    requests: Mapped[int]
    robots_missing_since: Mapped[dt.datetime | None]


class Story(Base):
    """What several articles tell alike; it is no more than its number."""

    __tablename__ = "stories"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it as it stands

    id: Mapped[int] = mapped_column(BigId, primary_key=True)


class Wording(Base):
    """A text that articles have, once for each digest, and its sketch as signed 64-bit numbers.

    `day` is the ordinal of the day on which it was first told, `compared` whether the texts that
    are alike have been looked for.
    """

    __tablename__ = "wordings"
    __table_args__ = (
        UniqueConstraint("digest"),
        Index(
            "ix_wordings_waiting",
            "id",
            sqlite_where=text("NOT compared"),
            postgresql_where=text("NOT compared"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    digest: Mapped[str]
    day: Mapped[int]
    sketch: Mapped[bytes] = mapped_column(LargeBinary)
    compared: Mapped[bool]


class SketchKey(Base):
    """One number of a wording's sketch, by which texts that share it find each other.

    It refers to its wording without a foreign key, which would need a second index as large as
    the table.
    """

    __tablename__ = "sketch_keys"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it as it stands

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wording_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)


class Likeness(Base):
    """Two wordings that tell the same; each pair stands here in both directions."""

    __tablename__ = "likenesses"
    __table_args__ = (Index(None, "other_id"),)

    wording_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("wordings.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("wordings.id", ondelete="CASCADE"), primary_key=True
    )


class Article(Base):
    """An article's identity and its place in a story.

    `text_digest` and `published_at` repeat those of the newest version, to be looked up.
    `missing_at` is when its page was not there for the first time, until a second visit tells.
    """

    __tablename__ = "articles"
    __table_args__ = (
        Index(None, "text_digest", "story_id"),
        Index(None, "story_id", "duplicate_of"),
        Index(None, "published_at"),
        Index(None, "source_id", "next_visit_at"),
        Index(
            None,
            "gone_at",
            sqlite_where=text("gone_at IS NOT NULL"),
            postgresql_where=text("gone_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    url: Mapped[str]
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    first_seen_at: Mapped[dt.datetime]
    last_seen_at: Mapped[dt.datetime]
    gone_at: Mapped[dt.datetime | None]
    story_id: Mapped[int] = mapped_column(BigId, ForeignKey("stories.id"))
    duplicate_of: Mapped[int | None] = mapped_column(BigId, ForeignKey("articles.id"))
    text_digest: Mapped[str | None]
    published_at: Mapped[dt.datetime | None]
    next_visit_at: Mapped[dt.datetime | None]
    missing_at: Mapped[dt.datetime | None]


class ArticleAddress(Base):
    """Every address at which an article was ever seen, its canonical one included."""

    __tablename__ = "article_addresses"
    __table_args__ = (Index(None, "article_id"),)

    url_key: Mapped[bytes] = mapped_column(primary_key=True)
    url: Mapped[str]
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("articles.id", ondelete="CASCADE"))


class Capture(Base):
    """A response that was kept; `version` is that of its article which it showed.

    `part_of` is the capture that it belongs to: of the first page of an article that is cut into
    pages, or of the page that a stub led to.
    """

    __tablename__ = "captures"
    __table_args__ = (
        Index(None, "url_key"),
        Index(None, "canonical_key"),
        Index(None, "article_id"),
        Index(None, "source_id", "fetched_at"),
        Index(None, "part_of"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    crawl_id: Mapped[int | None] = mapped_column(ForeignKey("crawls.id"))
    url_key: Mapped[bytes]
    url: Mapped[str]
    canonical_key: Mapped[bytes]
    canonical_url: Mapped[str]
    fetched_at: Mapped[dt.datetime]
    status: Mapped[int]
    page_kind: Mapped[str]
    content_type: Mapped[str | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    warc_file: Mapped[str | None]
    warc_offset: Mapped[int | None] = mapped_column(BigId)
    warc_length: Mapped[int | None] = mapped_column(BigId)
    payload_digest: Mapped[str | None]
    listed_title: Mapped[str | None]
    listed_at: Mapped[dt.datetime | None]
    article_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("articles.id", ondelete="SET NULL")
    )
    version: Mapped[int | None]
    part_of: Mapped[int | None] = mapped_column(BigId)


class Version(Base):
    """What the page of an article said from `seen_at` on."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("article_id", "version"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("articles.id", ondelete="CASCADE"))
    version: Mapped[int]
    seen_at: Mapped[dt.datetime]
    capture_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("captures.id"))
    title: Mapped[str]
    text: Mapped[str]
    language: Mapped[str]
    published_at: Mapped[dt.datetime | None]
    publisher: Mapped[str | None]
    author: Mapped[str | None]
    editor: Mapped[str | None]
    repairs: Mapped[Any]
    title_repairs: Mapped[Any]
    flags: Mapped[Any]
    provenance: Mapped[Any]
    text_digest: Mapped[str | None]


class Image(Base):
    """A picture of a version; `more` holds what has no column of its own."""

    __tablename__ = "images"

    version_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    url: Mapped[str]
    alt: Mapped[str | None]
    caption: Mapped[str | None]
    more: Mapped[Any]


class Attachment(Base):
    """A document that a version offers; `more` holds what has no column of its own."""

    __tablename__ = "attachments"

    version_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    url: Mapped[str]
    title: Mapped[str | None]
    type: Mapped[str | None]
    more: Mapped[Any]


class Change(Base):
    """A line of the change log; articles may be gone from the archive while their lines stay."""

    __tablename__ = "changes"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it as it stands

    seq: Mapped[int] = mapped_column(BigId, primary_key=True)
    article_id: Mapped[int] = mapped_column(BigId)
    kind: Mapped[str]
    at: Mapped[dt.datetime]
    url: Mapped[str | None]


class Followed(Base):
    """How far this archive has followed another one by its dumps, for each choice of articles."""

    __tablename__ = "followed"

    log: Mapped[str] = mapped_column(primary_key=True)
    selection: Mapped[str] = mapped_column(primary_key=True)
    change: Mapped[int] = mapped_column(BigId)
    at: Mapped[str]


class Method(Base):
    """By which version of some rules the archive keeps what is worked out from its texts."""

    __tablename__ = "methods"

    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str]
