"""The address of a removed article in the change log."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; what was removed before stays without its address."""
    op.add_column("changes", sa.Column("url", sa.Text()))
