"""What Alembic runs around the migration steps, from storage.migrate or from its command line.

A new step for changed models, from a checkout with an archive at hand:

    alembic -x url=sqlite:///archive/archive.db revision --autogenerate --rev-id 0002 -m "bands"
"""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from storage.connections import make_engine
from storage.locations import locate
from storage.models import Base


def plain_type(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """How a new step writes a column's type: without naming our own types, which may change."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def migrate(connection: Connection) -> None:
    """Takes the steps that were asked for on one connection.

    SQLite cannot alter most of a table, so a step there builds it anew ("batch").
    """
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Takes the steps on the connection of storage.migrate, or on the database of `-x url=…`."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        migrate(connection)
        return
    location = locate(context.get_x_argument(as_dictionary=True)["url"])
    with make_engine(location, foreign_keys=False).begin() as connection:
        migrate(connection)


# Alembic loads this file under this name; whoever merely imports it (pytest) has no context.
if __name__ == "env_py":
    main()
