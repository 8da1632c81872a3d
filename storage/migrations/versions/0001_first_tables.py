"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.LargeBinary(16)
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates all tables in the order in which they refer to each other."""
    create_sources()
    create_crawls()
    create_articles()
    create_captures()
    create_versions()
    create_changes()


def needed(name: str, kind: Any, *more: Any) -> sa.Column[Any]:
    """A column that always holds a value."""
    return sa.Column(name, kind, *more, nullable=False)


def primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    """The primary key of a table."""
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def refers(
    table: str, column: str, to: str, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    """A foreign key to the id of another table."""
    name = f"fk_{table}_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)


def index(table: str, *columns: str) -> None:
    """Creates an index."""
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def create_sources() -> None:
    """Sources and the leases on them."""
    op.create_table(
        "sources",
        needed("id", sa.Integer()),
        needed("name", sa.Text()),
        needed("url", sa.Text()),
        needed("kind", sa.Text()),
        needed("entry_urls", sa.JSON()),
        sa.Column("title", sa.Text()),
        sa.Column("publisher", sa.Text()),
        sa.Column("every_seconds", sa.Integer()),
        sa.Column("cron", sa.Text()),
        needed("max_pages", sa.Integer()),
        sa.Column("pagination", sa.Text()),
        sa.Column("path_prefix", sa.Text()),
        sa.Column("encoding", sa.Text()),
        needed("zone", sa.Text()),
        sa.Column("time_limit_seconds", sa.Integer()),
        needed("detection", sa.JSON()),
        needed("templates", sa.JSON()),
        needed("boilerplate", sa.JSON()),
        needed("created_at", WHEN),
        sa.Column("paused_at", WHEN),
        sa.Column("removed_at", WHEN),
        sa.Column("walked_at", WHEN),
        sa.Column("next_run_at", WHEN),
        primary("sources", "id"),
        sa.UniqueConstraint("name", name="uq_sources_name"),
    )
    watched = sa.text("removed_at IS NULL")
    op.create_index(
        "ix_sources_url",
        "sources",
        ["url"],
        unique=True,
        sqlite_where=watched,
        postgresql_where=watched,
    )
    op.create_table(
        "leases",
        needed("name", sa.Text()),
        needed("owner", sa.Text()),
        needed("expires_at", WHEN),
        primary("leases", "name"),
    )


def create_crawls() -> None:
    """Crawls, their problems, and pages to be fetched again."""
    op.create_table(
        "crawls",
        needed("id", sa.Integer()),
        needed("source_id", sa.Integer()),
        needed("owner", sa.Text()),
        needed("started_at", WHEN),
        sa.Column("finished_at", WHEN),
        needed("status", sa.Text()),
        sa.Column("error", sa.Text()),
        needed("requests", sa.Integer()),
        needed("new", sa.Integer()),
        needed("updated", sa.Integer()),
        needed("unchanged", sa.Integer()),
        needed("duplicates", sa.Integer()),
        needed("gone", sa.Integer()),
        needed("blocked", sa.Integer()),
        needed("failed", sa.Integer()),
        needed("skipped", sa.Integer()),
        primary("crawls", "id"),
        refers("crawls", "source_id", "sources"),
    )
    index("crawls", "source_id", "id")
    op.create_table(
        "crawl_problems",
        needed("id", BIG),
        needed("crawl_id", sa.Integer()),
        needed("url", sa.Text()),
        needed("kind", sa.Text()),
        needed("message", sa.Text()),
        needed("at", WHEN),
        primary("crawl_problems", "id"),
        refers("crawl_problems", "crawl_id", "crawls", ondelete="CASCADE"),
    )
    index("crawl_problems", "crawl_id")
    op.create_table(
        "pending_pages",
        needed("source_id", sa.Integer()),
        needed("url_key", KEY),
        needed("url", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("published_at", WHEN),
        needed("attempts", sa.Integer()),
        sa.Column("last_error", sa.Text()),
        needed("next_attempt_at", WHEN),
        primary("pending_pages", "source_id", "url_key"),
        refers("pending_pages", "source_id", "sources"),
    )


def create_articles() -> None:
    """Stories, the articles in them, and the addresses of those."""
    op.create_table(
        "stories", needed("id", BIG), primary("stories", "id"), sqlite_autoincrement=True
    )
    op.create_table(
        "articles",
        needed("id", BIG),
        needed("url", sa.Text()),
        needed("source_id", sa.Integer()),
        needed("first_seen_at", WHEN),
        needed("last_seen_at", WHEN),
        sa.Column("gone_at", WHEN),
        needed("story_id", BIG),
        sa.Column("duplicate_of", BIG),
        sa.Column("text_digest", sa.Text()),
        sa.Column("published_at", WHEN),
        primary("articles", "id"),
        refers("articles", "source_id", "sources"),
        refers("articles", "story_id", "stories"),
        refers("articles", "duplicate_of", "articles"),
        sqlite_autoincrement=True,
    )
    index("articles", "text_digest", "story_id")
    index("articles", "story_id", "duplicate_of")
    index("articles", "published_at")
    index("articles", "source_id")
    op.create_table(
        "article_addresses",
        needed("url_key", KEY),
        needed("url", sa.Text()),
        needed("article_id", BIG),
        primary("article_addresses", "url_key"),
        refers("article_addresses", "article_id", "articles", ondelete="CASCADE"),
    )
    index("article_addresses", "article_id")


def create_captures() -> None:
    """Captures."""
    op.create_table(
        "captures",
        needed("id", BIG),
        needed("source_id", sa.Integer()),
        sa.Column("crawl_id", sa.Integer()),
        needed("url_key", KEY),
        needed("url", sa.Text()),
        needed("canonical_key", KEY),
        needed("canonical_url", sa.Text()),
        needed("fetched_at", WHEN),
        needed("status", sa.Integer()),
        needed("page_kind", sa.Text()),
        sa.Column("content_type", sa.Text()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("warc_file", sa.Text()),
        sa.Column("warc_offset", BIG),
        sa.Column("warc_length", BIG),
        sa.Column("payload_digest", sa.Text()),
        sa.Column("listed_title", sa.Text()),
        sa.Column("listed_at", WHEN),
        sa.Column("article_id", BIG),
        sa.Column("version", sa.Integer()),
        primary("captures", "id"),
        refers("captures", "source_id", "sources"),
        refers("captures", "crawl_id", "crawls"),
        refers("captures", "article_id", "articles", ondelete="SET NULL"),
    )
    index("captures", "url_key")
    index("captures", "canonical_key")
    index("captures", "article_id")


def create_versions() -> None:
    """Versions of articles with their images and attachments."""
    op.create_table(
        "versions",
        needed("id", BIG),
        needed("article_id", BIG),
        needed("version", sa.Integer()),
        needed("seen_at", WHEN),
        sa.Column("capture_id", BIG),
        needed("title", sa.Text()),
        needed("text", sa.Text()),
        needed("language", sa.Text()),
        sa.Column("published_at", WHEN),
        sa.Column("publisher", sa.Text()),
        sa.Column("author", sa.Text()),
        sa.Column("editor", sa.Text()),
        needed("repairs", sa.JSON()),
        needed("title_repairs", sa.JSON()),
        needed("flags", sa.JSON()),
        needed("provenance", sa.JSON()),
        sa.Column("text_digest", sa.Text()),
        primary("versions", "id"),
        sa.UniqueConstraint("article_id", "version", name="uq_versions_article_id_version"),
        refers("versions", "article_id", "articles", ondelete="CASCADE"),
        refers("versions", "capture_id", "captures"),
    )
    for table, own in (("images", ("alt", "caption")), ("attachments", ("title", "type"))):
        op.create_table(
            table,
            needed("version_id", BIG),
            needed("position", sa.Integer()),
            needed("url", sa.Text()),
            *(sa.Column(name, sa.Text()) for name in own),
            needed("more", sa.JSON()),
            primary(table, "version_id", "position"),
            refers(table, "version_id", "versions", ondelete="CASCADE"),
        )


def create_changes() -> None:
    """The change log."""
    op.create_table(
        "changes",
        needed("seq", BIG),
        needed("article_id", BIG),
        needed("kind", sa.Text()),
        needed("at", WHEN),
        primary("changes", "seq"),
        sqlite_autoincrement=True,
    )
