"""What is needed to tell whether a source fares well: measures of crawls, and alerts."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds the measures to the crawls, and the table of alerts."""
    for name in ("doubtful", "characters"):
        op.add_column("crawls", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("crawls", sa.Column("clock_offset_seconds", sa.Integer(), nullable=True))
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("opened_at", WHEN, nullable=False),
        sa.Column("closed_at", WHEN, nullable=True),
        sa.Column("told_at", WHEN, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_alerts_source_id_sources"),
    )
    op.create_index("ix_alerts_closed_at_source_id", "alerts", ["closed_at", "source_id"])
