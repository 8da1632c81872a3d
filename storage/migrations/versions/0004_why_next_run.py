"""Why a source is crawled next when it is."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the sentence to the sources."""
    op.add_column("sources", sa.Column("next_run_why", sa.Text(), nullable=True))
