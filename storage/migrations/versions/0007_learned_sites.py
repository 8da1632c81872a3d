"""What is learned of sources' pages: a table of versions in place of two of a source's settings."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates the tables; nothing was ever learned into the old columns."""
    op.create_table(
        "learned_sites",
        sa.Column("source_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("learned_at", WHEN, nullable=False),
        sa.Column("valid_from", WHEN, nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("templates", sa.JSON(), nullable=False),
        sa.Column("boilerplate", sa.JSON(), nullable=False),
        sa.Column("applied_at", WHEN),
        sa.PrimaryKeyConstraint("source_id", "version", name="pk_learned_sites"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_learned_sites_source_id_sources"
        ),
    )
    op.create_table(
        "template_audits",
        sa.Column("id", BIG, nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("fetched_at", WHEN, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_template_audits"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_template_audits_source_id_sources"
        ),
    )
    op.create_index(
        "ix_template_audits_source_id_version", "template_audits", ["source_id", "version"]
    )
    op.create_index("ix_captures_source_id_fetched_at", "captures", ["source_id", "fetched_at"])
    op.drop_column("sources", "templates")
    op.drop_column("sources", "boilerplate")
