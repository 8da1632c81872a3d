"""Articles of several pages, and what a source keeps and how its pages are fetched."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the columns; older archives kept neither parts nor attached files."""
    op.add_column("captures", sa.Column("part_of", BIG, nullable=True))
    op.create_index("ix_captures_part_of", "captures", ["part_of"])
    for name in ("keep_attachments", "render"):
        op.add_column(
            "sources", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
