"""Indexes by which a large archive tells how it fares without reading all its rows."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the indexes."""
    gone = sa.text("gone_at IS NOT NULL")
    op.create_index("ix_crawls_started_at", "crawls", ["started_at"])
    op.create_index(
        "ix_articles_gone_at", "articles", ["gone_at"], sqlite_where=gone, postgresql_where=gone
    )
