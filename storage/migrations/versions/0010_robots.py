"""Since when a host's robots.txt cannot be reached."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds the column."""
    op.add_column("hosts", sa.Column("robots_missing_since", WHEN, nullable=True))
