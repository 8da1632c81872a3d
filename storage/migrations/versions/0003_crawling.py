"""What crawls remember: visits to articles, walks through lists, hosts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.LargeBinary(16)
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds columns and tables; articles of older archives get one look soon."""
    op.add_column("sources", sa.Column("hours", sa.Text()))
    op.add_column("crawls", sa.Column("returned", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("crawls", sa.Column("news_depth", sa.Integer()))
    op.add_column("crawls", sa.Column("ended_because", sa.Text()))
    op.add_column("articles", sa.Column("next_visit_at", WHEN))
    op.add_column("articles", sa.Column("missing_at", WHEN))
    op.execute("UPDATE articles SET next_visit_at = last_seen_at")
    op.create_index(
        "ix_articles_source_id_next_visit_at", "articles", ["source_id", "next_visit_at"]
    )
    op.drop_index("ix_articles_source_id", "articles")
    create_walks()
    create_hosts()


def create_walks() -> None:
    """Where unfinished walks through lists stand."""
    op.create_table(
        "list_walks",
        sa.Column("source_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("url_key", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("page", sa.JSON(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "url_key", name="pk_list_walks"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_list_walks_source_id_sources"
        ),
    )


def create_hosts() -> None:
    """What is known of hosts, whatever source leads to them."""
    op.create_table(
        "hosts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Integer(), nullable=False),
        sa.Column("blocked_at", WHEN),
        sa.Column("blocked_until", WHEN),
        sa.Column("reason", sa.Text()),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_hosts"),
    )
